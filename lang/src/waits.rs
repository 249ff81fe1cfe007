//! What stories wait for: what the plan orders, and what their manifests need of other stories.
//!
//! The numbers of stories and the arrows of the plan are the plan's own, and stand in the schedule. Everything that
//! says when a story can take place, or what a slip would hit, follows from both and stands here.

mod critical;
mod slack;

use std::collections::BTreeSet;

use crate::calendar::Date;
use crate::graph::{Components, Graph, implied_edges, total_order, waves};
use crate::model::{EdgeId, IdVec, MilestoneId, Plan, SprintId, Status, StoryId};
use crate::rollout::{Rollout, StoryNeed};
use crate::schedule::{Schedule, closure};

pub use critical::Critical;
pub use slack::Slack;

/// What every story waits for, and what follows from that.
///
/// A critical path costs as much as all the rest and few readers want one, so [`Waits::critical`] finds it when it is
/// asked for.
#[derive(Debug)]
pub struct Waits {
    /// Stories as nodes; the edges of the plan by their indexes, then the needs by theirs.
    pub graph: Graph,
    /// Which stories wait for one another in a circle.
    pub components: Components,
    /// Every story after all it waits for, otherwise as the plan numbers them.
    pub order: Vec<StoryId>,
    /// How many stories the longest chain has that ends with a story: stories of one wave may run in parallel.
    pub wave: IdVec<StoryId, u32>,
    /// What stories need of others, by the story that needs it, then by the one that delivers it.
    needs: Vec<StoryNeed>,
    /// The needs that neither the plan's orders nor other needs imply.
    is_shown: Vec<bool>,
    /// The number of the plan's edges.
    edges: usize,
    /// Time 0 of critical paths.
    origin: Option<Date>,
}

/// Why a story waits for another.
#[derive(Clone, Copy, Debug)]
pub enum Why<'w> {
    /// The plan says so.
    Order(EdgeId),
    /// Its manifests need what the other delivers, and no order says so.
    Need(&'w StoryNeed),
}

impl Waits {
    /// Joins what a plan orders with what its manifests need.
    #[must_use]
    pub fn of(plan: &Plan, schedule: &Schedule, rollout: &Rollout) -> Self {
        let needs = rollout.story_needs.clone();
        let (edges, origin) = (plan.edges.len(), schedule.origin);
        if needs.is_empty() {
            return Self {
                graph: schedule.graph.clone(),
                components: schedule.components.clone(),
                order: schedule.order.clone(),
                wave: schedule.wave.clone(),
                needs,
                is_shown: Vec::new(),
                edges,
                origin,
            };
        }
        let ordered = plan.edges.values().map(|edge| (edge.from.0, edge.to.0));
        let ends: Vec<(u32, u32)> =
            ordered.chain(needs.iter().map(|need| (need.from.0, need.to.0))).collect();
        let graph = Graph::new(plan.stories.len(), &ends);
        let components = Components::new(&graph);
        let numbers: Vec<(u32, u32)> = schedule.number.values().map(|it| (*it, 0)).collect();
        let order = total_order(&graph, &components, &numbers);
        let waves = waves(&graph, &components, &order);
        let is_shown = shown(&graph, &components, &order, &waves, needs.len());
        Self {
            graph,
            components,
            order: order.into_iter().map(StoryId).collect(),
            wave: waves.into_iter().map(|wave| wave + 1).collect(),
            needs,
            is_shown,
            edges,
            origin,
        }
    }

    /// What `story` waits for: by every order of the plan, in the order of the source, then by the needs that no other
    /// ways imply.
    pub fn before(&self, story: StoryId) -> impl Iterator<Item = (StoryId, Why<'_>)> {
        let edges = self.graph.predecessors(story.0);
        edges.filter_map(|(from, edge)| Some((StoryId(from), self.why(edge)?)))
    }

    /// What waits for `story`, as [`Waits::before`] has it.
    pub fn after(&self, story: StoryId) -> impl Iterator<Item = (StoryId, Why<'_>)> {
        let edges = self.graph.successors(story.0);
        edges.filter_map(|(to, edge)| Some((StoryId(to), self.why(edge)?)))
    }

    /// All that the manifests of `story` need of others, each with whether other ways imply it.
    pub fn needs(&self, story: StoryId) -> impl Iterator<Item = (&StoryNeed, bool)> {
        let first = self.needs.partition_point(|need| need.to < story);
        let needs = self.needs[first..].iter().zip(&self.is_shown[first..]);
        let needs = needs.take_while(move |(need, _)| need.to == story);
        needs.map(|(need, is_shown)| (need, !is_shown))
    }

    /// The needs that no other ways imply, by the story that needs it.
    pub fn shown_needs(&self) -> impl Iterator<Item = &StoryNeed> {
        let needs = self.needs.iter().zip(&self.is_shown);
        needs.filter(|(_, is_shown)| **is_shown).map(|(need, _)| need)
    }

    /// What the manifests of one story need of another, in any case.
    #[must_use]
    pub fn need(&self, from: StoryId, to: StoryId) -> Option<&StoryNeed> {
        let found = self.needs.binary_search_by_key(&(to, from), |need| (need.to, need.from));
        found.ok().map(|index| &self.needs[index])
    }

    /// Whether `story` waits for nothing at all.
    #[must_use]
    pub fn is_start(&self, story: StoryId) -> bool {
        self.graph.predecessors(story.0).len() == 0
    }

    /// Whether nothing at all waits for `story`.
    #[must_use]
    pub fn is_end(&self, story: StoryId) -> bool {
        self.graph.successors(story.0).len() == 0
    }

    /// Whether `story` waits for itself, directly or not.
    #[must_use]
    pub fn is_cyclic(&self, story: StoryId) -> bool {
        self.components.is_cyclic(story.0)
    }

    /// The given stories and all they wait for, directly or not, in the order of the source.
    #[must_use]
    pub fn closure(&self, stories: &[StoryId]) -> Vec<StoryId> {
        closure(&self.graph, stories)
    }

    /// The last sprint, by date, of the stories that `story` waits for: the first that can hold it.
    ///
    /// `None` when it waits for nothing, or for a story that no sprint will deliver.
    #[must_use]
    pub fn first_sprint_for(
        &self,
        plan: &Plan,
        schedule: &Schedule,
        story: StoryId,
    ) -> Option<SprintId> {
        let mut last = None;
        for (before, _) in self.graph.predecessors(story.0) {
            let before = &plan.stories[StoryId(before)];
            if before.status() == Status::Deferred {
                return None;
            }
            let sprint = before.sprint()?;
            last = last.max(Some((schedule.sprints[sprint].rank, sprint)));
        }
        last.map(|(_, sprint)| sprint)
    }

    /// How far each story can move among the sprints; `None` for what is done, deferred or in no sprint.
    #[must_use]
    pub fn slack(&self, plan: &Plan, schedule: &Schedule) -> IdVec<StoryId, Option<Slack>> {
        slack::slack(plan, schedule, self)
    }

    /// The critical path to a milestone, or through the whole plan.
    #[must_use]
    pub fn critical(&self, plan: &Plan, goal: Option<MilestoneId>) -> Critical {
        critical::critical(plan, self, goal)
    }

    /// Why there is an edge; nothing of a need that other ways imply.
    fn why(&self, edge: u32) -> Option<Why<'_>> {
        match (edge as usize).checked_sub(self.edges) {
            None => Some(Why::Order(EdgeId(edge))),
            Some(need) => self.is_shown[need].then(|| Why::Need(&self.needs[need])),
        }
    }
}

/// The needs that say more than the plan's orders and the other needs do together.
fn shown(
    graph: &Graph,
    components: &Components,
    order: &[u32],
    waves: &[u32],
    needs: usize,
) -> Vec<bool> {
    let (orders, edges) = (graph.edge_count() - needs, 0..graph.edge_count());
    let ends: Vec<(u32, u32)> =
        edges.filter_map(|it| u32::try_from(it).ok()).map(|edge| graph.edge(edge)).collect();
    let (ordered, needed) = ends.split_at(orders);
    let ordered: BTreeSet<&(u32, u32)> = ordered.iter().collect();
    let mut is_shown: Vec<bool> = needed.iter().map(|ends| !ordered.contains(ends)).collect();
    for implied in implied_edges(graph, components, order, waves) {
        if let Some(need) = (implied.edge as usize).checked_sub(orders) {
            is_shown[need] = false;
        }
    }
    is_shown
}

#[cfg(test)]
mod tests;
