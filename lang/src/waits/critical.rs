//! Critical paths of a plan: through all of it, or to one milestone.
//!
//! The network is pure: sprints are no release dates, and nothing waits but for what the plan puts before it, what its
//! manifests need, and the days on which it is known to have started or finished.

use super::Waits;
use crate::calendar::Date;
use crate::critical_path::{Activity, CriticalPath, Network, Times, Work};
use crate::graph::longest_chain;
use crate::model::{Id, MilestoneId, Plan, Status, Story, StoryId};

/// What drives a goal.
#[derive(Clone, Debug, PartialEq)]
pub enum Critical {
    /// Every story the goal needs is done or has an estimate: times, floats and a critical chain, by story.
    Estimated(CriticalPath),
    /// Some story has no estimate, so that only order is known.
    OrderOnly {
        /// The stories that lack an estimate and are not done, in the order of the source.
        without_estimate: Vec<StoryId>,
        /// The longest chain of stories that are not done.
        chain: Vec<StoryId>,
    },
    /// Some story that the goal needs waits for itself.
    Cyclic,
}

impl Critical {
    /// When a story can take place; `None` without estimates and for what the goal does not need.
    #[must_use]
    pub fn times(&self, story: StoryId) -> Option<Times> {
        match self {
            Self::Estimated(path) => path.times[story.index()],
            Self::OrderOnly { .. } | Self::Cyclic => None,
        }
    }

    /// The stories that drive the goal, the first to be done first: the critical ones, or the longest chain.
    #[must_use]
    pub fn chain(&self) -> Vec<StoryId> {
        match self {
            Self::Estimated(path) => path.chain.iter().copied().map(StoryId).collect(),
            Self::OrderOnly { chain, .. } => chain.clone(),
            Self::Cyclic => Vec::new(),
        }
    }
}

pub(super) fn critical(plan: &Plan, waits: &Waits, goal: Option<MilestoneId>) -> Critical {
    let goals = match goal {
        Some(milestone) => plan.required(milestone),
        None => planned(plan),
    };
    let needed = waits.closure(&goals);
    if needed.iter().any(|&story| waits.is_cyclic(story)) {
        return Critical::Cyclic;
    }
    let lacks_estimate = |&story: &StoryId| remaining(&plan.stories[story]).is_none();
    let without_estimate: Vec<StoryId> = needed.iter().copied().filter(lacks_estimate).collect();
    if without_estimate.is_empty() {
        return Critical::Estimated(estimated(plan, waits, &needed));
    }
    let chain = order_only(plan, waits, &needed);
    Critical::OrderOnly { without_estimate, chain }
}

/// All that is to be delivered: what stands in a sprint and is not deferred.
fn planned(plan: &Plan) -> Vec<StoryId> {
    let planned = |story: &Story| story.sprint().is_some() && story.status() != Status::Deferred;
    plan.stories.iter().filter(|(_, story)| planned(story)).map(|(id, _)| id).collect()
}

/// The work that is left of a story, as far as that is known.
fn remaining(story: &Story) -> Option<Work> {
    match story.status() {
        Status::Done => Some(Work::ZERO),
        _ => story.details().estimate.map(|estimate| estimate.value.expected()),
    }
}

/// The times of the stories that a goal needs, which is reached when all of them are finished.
fn estimated(plan: &Plan, waits: &Waits, needed: &[StoryId]) -> CriticalPath {
    let activity = |story: &Story| Activity {
        work: remaining(story).unwrap_or_default(),
        done: story.status() == Status::Done,
        not_before: known(plan, waits, story).unwrap_or_default(),
    };
    let activities: Vec<_> = plan.stories.values().map(activity).collect();
    let has_date = |story: u32| date(&plan.stories[StoryId(story)]).is_some();
    // What happened is not bound by what else is done, on the same day for instance; open work still holds it.
    let is_settled = |(from, to): (u32, u32)| activities[from as usize].done && has_date(to);
    // What the goals need has no cycle, but something else may.
    let edges = (0..waits.graph.edge_count()).filter_map(|edge| u32::try_from(edge).ok());
    let edges = edges.map(|edge| waits.graph.edge(edge));
    let edges = edges.filter(|(from, to)| !waits.components.same(*from, *to));
    let edges: Vec<_> = edges.filter(|&edge| !is_settled(edge)).collect();
    let order: Vec<u32> = waits.order.iter().map(|story| story.0).collect();
    let needed: Vec<u32> = needed.iter().map(|story| story.0).collect();
    Network::new(&activities, &edges, &order).critical_path(Some(&needed))
}

/// What is known of when a story took place: the day on which it started, or, once it is done, that behind its last.
fn date(story: &Story) -> Option<Date> {
    let details = story.details();
    let started = details.started.map(|started| started.value);
    match (story.status(), details.finished) {
        (Status::Done, Some(finished)) => finished.value.tomorrow().ok(),
        _ => started,
    }
}

/// The same as a time of the network; a day before its first is that.
fn known(plan: &Plan, waits: &Waits, story: &Story) -> Option<u64> {
    let working = &plan.calendar.working;
    let days = working.index(date(story)?) - working.index(waits.origin?);
    Some(u64::try_from(days).unwrap_or_default().saturating_mul(Work::DAY.0))
}

fn order_only(plan: &Plan, waits: &Waits, needed: &[StoryId]) -> Vec<StoryId> {
    let mut is_open = vec![false; plan.stories.len()];
    for &story in needed {
        is_open[story.index()] = plan.stories[story].status() != Status::Done;
    }
    let order: Vec<u32> = waits.order.iter().map(|story| story.0).collect();
    let include = |node: u32| is_open[node as usize];
    let chain = longest_chain(&waits.graph, &waits.components, &order, include);
    chain.into_iter().map(StoryId).collect()
}
