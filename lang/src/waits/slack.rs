//! How far stories can move among the sprints before something else has to.
//!
//! Without estimates this is all that can be said of slack. A story may stand in the sprint of what it waits for and
//! in that of what waits for it; done and deferred stories neither move nor hold.

use super::Waits;
use crate::model::{Id, IdVec, Placement, Plan, SprintId, Status, StoryId, When};
use crate::schedule::Schedule;

/// How many sprints a story can move, by the sprints' dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slack {
    /// Earlier, before it would stand ahead of a story it waits for.
    pub earlier: u32,
    /// Later, while every other story and milestone stays where it is.
    pub free: u32,
    /// Later, while every milestone stays where it is and stories that wait move along.
    pub total: u32,
}

/// The slack of every story that stands in a sprint and is still to be done.
pub(super) fn slack(
    plan: &Plan,
    schedule: &Schedule,
    waits: &Waits,
) -> IdVec<StoryId, Option<Slack>> {
    let bounds = milestones(plan, schedule);
    let mut latest = bounds.clone();
    let mut slack = vec![None; plan.stories.len()];
    for &story in waits.order.iter().rev() {
        let Some(rank) = rank(plan, schedule, story) else { continue };
        let mut free = bounds[story.index()];
        for (after, _) in waits.graph.successors(story.0) {
            let is_inner = waits.components.same(story.0, after);
            let after = StoryId(after);
            let after_rank = self::rank(plan, schedule, after);
            if let Some(after_rank) = after_rank.filter(|_| !is_inner) {
                free = free.min(after_rank);
                latest[story.index()] = latest[story.index()].min(latest[after.index()]);
            }
        }
        // A plan that is out of order already has no slack, rather than less than none.
        latest[story.index()] = latest[story.index()].max(rank);
        slack[story.index()] = Some(Slack {
            earlier: rank - earliest(plan, schedule, waits, story).min(rank),
            free: free.saturating_sub(rank),
            total: latest[story.index()] - rank,
        });
    }
    slack.into_iter().collect()
}

/// The place of a story's sprint by date; `None` for what is done, put off or in no sprint.
fn rank(plan: &Plan, schedule: &Schedule, story: StoryId) -> Option<u32> {
    let story = &plan.stories[story];
    let is_open = !matches!(story.status(), Status::Done | Status::Deferred);
    story.sprint().filter(|_| is_open).map(|sprint| schedule.sprints[sprint].rank)
}

/// The first sprint in which nothing that the story waits for is left for later.
fn earliest(plan: &Plan, schedule: &Schedule, waits: &Waits, story: StoryId) -> u32 {
    let before = waits.graph.predecessors(story.0);
    let before = before.map(|(before, _)| plan.stories[StoryId(before)].placement);
    let ranks = before.map(|placement| match placement {
        Placement::Sprint(sprint) => schedule.sprints[sprint].rank,
        Placement::Backlog | Placement::Unknown => u32::MAX,
    });
    ranks.max().unwrap_or(0)
}

/// The last sprint in which each story can stand before a milestone that requires it would move.
fn milestones(plan: &Plan, schedule: &Schedule) -> Vec<u32> {
    let last = u32::try_from(schedule.by_date.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let mut bounds = vec![last; plan.stories.len()];
    for (id, milestone) in plan.milestones.iter() {
        let bound = match milestone.when.value {
            When::End(sprint) => Some(schedule.sprints[sprint].rank),
            When::On(date) => {
                let ends = |sprint: &&SprintId| plan.sprints[**sprint].dates.value.1 <= date;
                let last = schedule.by_date.iter().rfind(ends);
                last.map(|&sprint| schedule.sprints[sprint].rank)
            }
        };
        for story in plan.required(id) {
            let known = &mut bounds[story.index()];
            *known = bound.unwrap_or(0).min(*known);
        }
    }
    bounds
}

#[cfg(test)]
mod tests {
    use super::Slack;
    use crate::{Options, Program, analyze};

    #[track_caller]
    fn check(program: &str, expected: &[Option<(u32, u32, u32)>]) {
        let sprints = "sprint S0 2025-10-20..2025-10-24 { story A }\n\
                       sprint S1 2025-10-27..2025-10-31 { story B, story C }\n\
                       sprint S2 2025-11-03..2025-11-07 { story D }\n\
                       sprint S3 2025-11-10..2025-11-14 { story E }\n";
        let text = format!("{sprints}{program}\n");
        let analysis = analyze(Program::of_text("platform.pdl", &text), &Options::default());
        let slack = analysis.waits.slack(&analysis.plan, &analysis.schedule);
        let found: Vec<_> = slack
            .values()
            .map(|it| it.map(|Slack { earlier, free, total }| (earlier, free, total)))
            .collect();
        assert_eq!(found, expected, "{program}");
    }

    #[test]
    fn stories_move_up_to_what_they_wait_for_and_what_waits_for_them() {
        check(
            "order { A -> B -> D }",
            &[Some((0, 1, 3)), Some((1, 1, 2)), Some((1, 2, 2)), Some((1, 1, 1)), Some((3, 0, 0))],
        );
    }

    #[test]
    fn a_milestone_holds_what_it_requires_and_what_that_waits_for() {
        check(
            "order { A -> B -> D }\nmilestone M end S2 \"m\" { requires: [D] }",
            &[Some((0, 1, 2)), Some((1, 1, 1)), Some((1, 2, 2)), Some((1, 0, 0)), Some((3, 0, 0))],
        );
        check(
            "milestone M on 2025-11-01 \"m\" { requires: [A] }",
            &[Some((0, 1, 1)), Some((1, 2, 2)), Some((1, 2, 2)), Some((2, 1, 1)), Some((3, 0, 0))],
        );
    }

    #[test]
    fn what_waits_for_itself_has_slack_of_some_kind_and_nothing_panics() {
        check(
            "order { E -> B -> C -> B }",
            &[Some((0, 3, 3)), Some((0, 2, 2)), Some((0, 2, 2)), Some((2, 1, 1)), Some((3, 0, 0))],
        );
    }
}
