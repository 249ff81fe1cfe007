//! The chain inside each sprint that takes longest: what no number of people can shorten.

use super::Schedule;
use crate::critical_path::Work;
use crate::model::{Id, Plan, SprintId, Status, Story, StoryId};

/// The longest chain of open stories of a sprint: neither done nor deferred, each waiting for the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SprintChain {
    /// The sprint.
    pub sprint: SprintId,
    /// The stories, the first to be done first.
    pub stories: Vec<StoryId>,
    /// The sum of their estimates, a story without one counted as a day.
    pub work: Work,
    /// How many of them have no estimate.
    pub without_estimate: usize,
    /// The number of open stories in the whole sprint.
    pub open: usize,
}

/// The longest chain of each sprint with open stories, in the order of the source.
///
/// It is longest by its work, then by the number of its stories. Stories that wait for themselves take no part.
#[must_use]
pub fn sprint_chains(plan: &Plan, schedule: &Schedule) -> Vec<SprintChain> {
    let ends = chain_ends(plan, schedule);
    let mut chains = Vec::new();
    for sprint in plan.sprints.ids() {
        let open = plan.stories_of(sprint).filter(|&it| is_open(plan, schedule, it));
        let open: Vec<StoryId> = open.collect();
        // Of equal ones the first: `max_by_key` would take the last.
        let last = open.iter().copied().rev().max_by_key(|story| ends[story.index()].worth);
        let Some(last) = last else { continue };
        let before = |story: &StoryId| ends[story.index()].before;
        let mut stories: Vec<StoryId> = std::iter::successors(Some(last), before).collect();
        stories.reverse();
        let lacking = stories.iter().filter(|&&it| estimate(&plan.stories[it]).is_none()).count();
        let work = ends[last.index()].worth.0;
        let open = open.len();
        chains.push(SprintChain { sprint, stories, work, without_estimate: lacking, open });
    }
    chains
}

/// The best chain that ends with a story.
#[derive(Clone, Copy, Default)]
struct ChainEnd {
    worth: (Work, u32),
    before: Option<StoryId>,
}

fn chain_ends(plan: &Plan, schedule: &Schedule) -> Vec<ChainEnd> {
    let mut ends = vec![ChainEnd::default(); plan.stories.len()];
    for &story in schedule.order.iter().filter(|&&it| is_open(plan, schedule, it)) {
        let placement = plan.stories[story].placement;
        let mut end = ChainEnd::default();
        for (before, _) in schedule.predecessors(story) {
            let worth = ends[before.index()].worth;
            if worth > end.worth && plan.stories[before].placement == placement {
                end = ChainEnd { worth, before: Some(before) };
            }
        }
        let (work, length) = end.worth;
        let own = estimate(&plan.stories[story]).unwrap_or(Work::DAY);
        end.worth = (work + own, length + 1);
        ends[story.index()] = end;
    }
    ends
}

fn estimate(story: &Story) -> Option<Work> {
    story.details().estimate.map(|estimate| estimate.value.expected())
}

fn is_open(plan: &Plan, schedule: &Schedule, story: StoryId) -> bool {
    let is_open = !matches!(plan.stories[story].status(), Status::Done | Status::Deferred);
    is_open && !schedule.is_cyclic(story)
}
