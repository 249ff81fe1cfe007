//! How milestones stand: when each is due, what it needs, and what can be said of it on a day.
//!
//! Documents, terminal and editor say the same of a milestone because they all ask here.

use crate::analysis::Analysis;
use crate::calendar::Date;
use crate::critical_path::Work;
use crate::model::{Gate, MilestoneId, Placement, Plan, Status, StoryId, When};
use crate::waits::Critical;

/// What follows for a milestone.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its day.
    pub due: Date,
    /// The stories it requires, in the order of the plan.
    pub required: Vec<StoryId>,
    /// Those and all they wait for, in the order of the plan.
    pub needed: Vec<StoryId>,
    /// Those of them that are not done.
    pub open: Vec<StoryId>,
    /// The required ones of these.
    pub left: Vec<StoryId>,
    /// The others: what is needed first.
    pub first: Vec<StoryId>,
    /// Those of them that cannot go on: blocked, put off or in no sprint.
    pub stuck: Vec<StoryId>,
    /// Required stories whose review found something.
    pub doubted: Vec<(StoryId, Gate)>,
    /// What drives it.
    pub critical: Critical,
    /// When it can be reached at the earliest; known only where all that is left has estimates.
    pub earliest: Option<Date>,
    /// How it stands.
    pub state: State,
}

/// How a milestone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// All it requires is done.
    Reached,
    /// Its day has passed.
    Late,
    /// Something it needs cannot go on.
    Blocked,
    /// Something it needs is late, or by the estimates it cannot be reached in time.
    AtRisk,
    /// Something it needs is begun or done.
    Underway,
    /// Nothing is begun.
    NotBegun,
    /// It requires nothing.
    Empty,
}

impl State {
    /// The state in words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Late => "late",
            Self::Blocked => "blocked",
            Self::AtRisk => "at risk",
            Self::Underway => "under way",
            Self::NotBegun => "not begun",
            Self::Empty => "without stories",
        }
    }
}

/// How far a story can slip before a milestone's day is missed, in sixths of a working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Float {
    /// While what waits for the story moves along; less than 0 where the day is missed.
    pub total: i64,
    /// While nothing else moves; never less than 0.
    pub free: i64,
}

impl Standing {
    /// How far a story can slip; nothing without estimates, and of what is done or not needed.
    #[must_use]
    pub fn float(&self, analysis: &Analysis, story: StoryId) -> Option<Float> {
        let Critical::Estimated(path) = &self.critical else { return None };
        let is_done = analysis.plan.stories[story].status() == Status::Done;
        let times = self.critical.times(story).filter(|_| !is_done)?;
        let working = &analysis.plan.calendar.working;
        // A day before the time from which the work is counted is as many days too early for it.
        let behind = self.due.tomorrow().map_or(i64::MAX, |behind| working.index(behind));
        let days = behind.saturating_sub(working.index(analysis.schedule.origin?));
        let sixths = |sixths: u64| i64::try_from(sixths).unwrap_or(i64::MAX);
        let room = days.saturating_mul(sixths(Work::DAY.0)).saturating_sub(sixths(path.length));
        let mut after = analysis.waits.after(story);
        let is_last = !after.any(|(after, _)| self.critical.times(after).is_some());
        let total = sixths(times.total_float).saturating_add(room);
        let room = if is_last { room } else { 0 };
        let free = sixths(times.free_float).saturating_add(room);
        Some(Float { total, free: free.min(total).max(0) })
    }
}

/// Whether a story should be done by the day that counts as today, and is not.
#[must_use]
pub fn is_late(analysis: &Analysis, story: StoryId) -> bool {
    let plan = &analysis.plan;
    let is_open = !matches!(plan.stories[story].status(), Status::Done | Status::Deferred);
    let due = plan.stories[story].sprint().map(|it| plan.sprints[it].dates.value.1);
    is_open && analysis.today.zip(due).is_some_and(|(today, due)| due < today)
}

/// Finds out how a milestone stands.
#[must_use]
pub fn standing(analysis: &Analysis, id: MilestoneId) -> Standing {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    let in_order = |mut stories: Vec<StoryId>| {
        stories.sort_by_key(|&story| schedule.number[story]);
        stories.dedup();
        stories
    };
    let required = in_order(plan.required(id));
    let needed = in_order(analysis.waits.closure(&required));
    let is_open = |it: &StoryId| plan.stories[*it].status() != Status::Done;
    let open: Vec<StoryId> = needed.iter().copied().filter(is_open).collect();
    let is_required = |story: &StoryId| {
        required.binary_search_by_key(&schedule.number[*story], |it| schedule.number[*it]).is_ok()
    };
    let (left, first) = open.iter().copied().partition(is_required);
    let stuck = needed.iter().copied().filter(|&it| is_stuck(plan, it)).collect();
    let gate = |&story: &StoryId| {
        let gate = plan.stories[story].details().gate?.value;
        matches!(gate, Gate::Concerns | Gate::Fail).then_some((story, gate))
    };
    let critical = analysis.waits.critical(plan, Some(id));
    let mut standing = Standing {
        due: match plan.milestones[id].when.value {
            When::End(sprint) => plan.sprints[sprint].dates.value.1,
            When::On(date) => date,
        },
        doubted: required.iter().filter_map(gate).collect(),
        earliest: earliest(analysis, &critical, &needed),
        required,
        needed,
        open,
        left,
        first,
        stuck,
        critical,
        state: State::Empty,
    };
    standing.state = state(analysis, &standing);
    standing
}

fn is_stuck(plan: &Plan, story: StoryId) -> bool {
    let story = &plan.stories[story];
    match story.status() {
        Status::Done => false,
        Status::Blocked | Status::Deferred => true,
        Status::Draft | Status::Planned | Status::Active => story.placement == Placement::Backlog,
    }
}

/// The last day of the last story that is left, when each takes place as early as it can.
fn earliest(analysis: &Analysis, critical: &Critical, needed: &[StoryId]) -> Option<Date> {
    let origin = analysis.schedule.origin?;
    let working = &analysis.plan.calendar.working;
    let is_open = |it: &&StoryId| analysis.plan.stories[**it].status() != Status::Done;
    let ends = needed.iter().filter(is_open).map(|&story| {
        let times = critical.times(story)?;
        times.early_dates(working, origin).map(|(_, last)| last)
    });
    ends.collect::<Option<Vec<Date>>>()?.into_iter().max()
}

fn state(analysis: &Analysis, it: &Standing) -> State {
    let status = |story: StoryId| analysis.plan.stories[story].status();
    let is_slow = it.earliest.is_some_and(|earliest| it.due < earliest);
    if it.required.is_empty() {
        State::Empty
    } else if it.required.iter().all(|&story| status(story) == Status::Done) {
        State::Reached
    } else if analysis.today.is_some_and(|today| it.due < today) {
        State::Late
    } else if !it.stuck.is_empty() {
        State::Blocked
    } else if is_slow || it.open.iter().any(|&story| is_late(analysis, story)) {
        State::AtRisk
    } else if it.needed.iter().any(|&story| matches!(status(story), Status::Done | Status::Active))
    {
        State::Underway
    } else {
        State::NotBegun
    }
}

#[cfg(test)]
mod tests {
    use super::{State, standing};
    use crate::model::{MilestoneId, StoryId};
    use crate::{Horizon, Options, Program, analyze};

    /// How the one milestone of a plan stands, on a day if there is one.
    #[track_caller]
    fn check(stories: [&str; 2], day: Option<&str>, expected: State) {
        let [first, second] = stories;
        let text = format!(
            "sprint S0 2025-10-20..2025-10-24 {{ story A {{ {first} }} }}
            sprint S1 2025-10-27..2025-10-31 {{ story B {{ {second} }} }}
            order {{ A -> B }}
            milestone M end S1 \"m\" {{ requires: [B] }}"
        );
        let day = day.map(|day| day.parse().expect("a day"));
        // A look at a day and a build for it say the same.
        let looks = [
            Options { as_of: day, ..Options::default() },
            Options { horizon: day.map(Horizon::Day), ..Options::default() },
        ];
        for options in looks {
            let analysis = analyze(Program::of_text("platform.pdl", &text), &options);
            let found = standing(&analysis, MilestoneId(0)).state;
            assert_eq!(found, expected, "{stories:?} on {day:?}");
        }
    }

    #[test]
    fn a_milestone_stands_as_what_it_needs_does() {
        check(["", ""], None, State::NotBegun);
        check(["status: done", ""], None, State::Underway);
        check(["status: done", "status: done"], None, State::Reached);
        check(["status: blocked", ""], None, State::Blocked);
    }

    #[test]
    fn what_is_late_puts_a_milestone_at_risk_before_it_is_late_itself() {
        check(["", ""], Some("2025-10-24"), State::NotBegun);
        check(["status: active", ""], Some("2025-10-27"), State::AtRisk);
        check(["status: active", ""], Some("2025-11-03"), State::Late);
    }

    #[test]
    fn floats_are_measured_to_the_day_of_the_milestone() {
        let text = "sprint S0 2026-01-05..2026-01-16 { story A { estimate: 2d }, story C { estimate: 4d } }
            sprint S1 2026-01-19..2026-01-30 { story B { estimate: 9d } }
            order { A -> C }
            milestone M0 end S0 \"first\" { requires: [C] }
            milestone M1 end S1 \"second\"";
        let analysis = analyze(Program::of_text("platform.pdl", text), &Options::default());
        let floats = |milestone, story| {
            let standing = standing(&analysis, MilestoneId(milestone));
            let float = standing.float(&analysis, StoryId(story));
            float.map(|float| (float.total / 6, float.free / 6))
        };
        assert_eq!(floats(0, 0), Some((4, 0)), "C waits for A");
        assert_eq!(floats(0, 1), Some((4, 4)));
        assert_eq!(floats(0, 2), None, "the first milestone does not need B");
        assert_eq!(floats(1, 1), Some((14, 14)));
    }

    #[test]
    fn a_day_that_has_passed_is_as_far_away_as_it_is() {
        let text = "sprint S0 2026-01-05..2026-01-16 { story A { estimate: 3d, status: active } }
            sprint S1 2026-01-19..2026-01-30 { story B { estimate: 2d } }
            sprint S2 2026-02-02..2026-02-13 { story C { estimate: 4d } }
            order { A -> B -> C }
            milestone M end S1 \"m\" { requires: [B] }
            milestone N end S2 \"n\"";
        let check = |day: &str, expected: [(i64, i64); 2]| {
            let as_of = Some(day.parse().expect("a day"));
            let options = Options { as_of, ..Options::default() };
            let analysis = analyze(Program::of_text("platform.pdl", text), &options);
            let float = |milestone, story| {
                let standing = standing(&analysis, MilestoneId(milestone));
                let float = standing.float(&analysis, StoryId(story)).expect("it is estimated");
                (float.total / 6, float.free / 6)
            };
            assert_eq!([float(0, 1), float(1, 2)], expected, "{day}");
            assert_eq!(float(0, 0), (expected[0].0, 0), "{day}: B begins when A ends");
        };
        check("2026-01-05", [(15, 15), (21, 21)]);
        check("2026-02-12", [(-13, 0), (-7, 0)]);
        check("2026-02-20", [(-19, 0), (-13, 0)]);
    }

    #[test]
    fn estimates_put_a_milestone_at_risk() {
        check(["estimate: 4d", "estimate: 6d"], None, State::NotBegun);
        check(["estimate: 4d", "estimate: 7d"], None, State::AtRisk);
        check(["estimate: 4d, status: done", "estimate: 5d"], Some("2025-10-28"), State::AtRisk);
    }
}
