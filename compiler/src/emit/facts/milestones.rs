//! Milestones: when each is due, what it needs, and how it stands.

use pdl_lang::Analysis;
use pdl_lang::calendar::Date;
use pdl_lang::model::{Gate, IdVec, MilestoneId, Placement, Plan, Status, StoryId, When};
use pdl_lang::schedule::Critical;

use super::Tally;

/// What follows for a milestone.
pub(in crate::emit) struct MilestoneFacts {
    /// Its day.
    pub(in crate::emit) due: Date,
    /// The stories it requires, in the order of the plan.
    pub(in crate::emit) required: Vec<StoryId>,
    /// Those and all they wait for, in the order of the plan.
    pub(in crate::emit) needed: Vec<StoryId>,
    /// Those of them that are not done.
    pub(in crate::emit) open: Vec<StoryId>,
    /// Those of them that cannot go on: blocked, put off or in no sprint.
    pub(in crate::emit) stuck: Vec<StoryId>,
    /// Required stories whose review found something.
    pub(in crate::emit) doubted: Vec<(StoryId, Gate)>,
    /// The required stories, counted.
    pub(in crate::emit) tally: Tally,
    /// What drives it.
    pub(in crate::emit) critical: Critical,
    /// When it can be reached at the earliest; known only where all that is left has estimates.
    pub(in crate::emit) earliest: Option<Date>,
    /// How it stands.
    pub(in crate::emit) state: State,
}

/// How a milestone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum State {
    /// All it requires is done.
    Reached,
    /// Its day has passed.
    Late,
    /// Something it needs cannot go on.
    Blocked,
    /// By the estimates it cannot be reached in time.
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
    pub(in crate::emit) fn word(self) -> &'static str {
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

/// Finds out how each milestone stands.
pub(super) fn milestones(
    analysis: &Analysis,
    today: Option<Date>,
) -> IdVec<MilestoneId, MilestoneFacts> {
    analysis.plan.milestones.ids().map(|id| milestone(analysis, id, today)).collect()
}

fn milestone(analysis: &Analysis, id: MilestoneId, today: Option<Date>) -> MilestoneFacts {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    let in_order = |mut stories: Vec<StoryId>| {
        stories.sort_by_key(|&story| schedule.number[story]);
        stories.dedup();
        stories
    };
    let required = in_order(plan.required(id));
    let needed = in_order(schedule.closure(&required));
    let is_open = |it: &StoryId| plan.stories[*it].status() != Status::Done;
    let open = needed.iter().copied().filter(is_open).collect();
    let stuck = needed.iter().copied().filter(|&it| is_stuck(plan, it)).collect();
    let gate = |&story: &StoryId| {
        let gate = plan.stories[story].details().gate?.value;
        matches!(gate, Gate::Concerns | Gate::Fail).then_some((story, gate))
    };
    let critical = schedule.critical(plan, Some(id));
    let mut facts = MilestoneFacts {
        due: match plan.milestones[id].when.value {
            When::End(sprint) => plan.sprints[sprint].dates.value.1,
            When::On(date) => date,
        },
        tally: Tally::of(plan, required.iter().copied()),
        doubted: required.iter().filter_map(gate).collect(),
        earliest: earliest(analysis, &critical, &needed),
        required,
        needed,
        open,
        stuck,
        critical,
        state: State::Empty,
    };
    facts.state = state(plan, &facts, today);
    facts
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

fn state(plan: &Plan, facts: &MilestoneFacts, today: Option<Date>) -> State {
    let is_begun =
        |story: &StoryId| matches!(plan.stories[*story].status(), Status::Done | Status::Active);
    if facts.required.is_empty() {
        State::Empty
    } else if facts.required.iter().all(|&it| plan.stories[it].status() == Status::Done) {
        State::Reached
    } else if today.is_some_and(|today| facts.due < today) {
        State::Late
    } else if !facts.stuck.is_empty() {
        State::Blocked
    } else if facts.earliest.is_some_and(|earliest| facts.due < earliest) {
        State::AtRisk
    } else if facts.needed.iter().any(is_begun) {
        State::Underway
    } else {
        State::NotBegun
    }
}
