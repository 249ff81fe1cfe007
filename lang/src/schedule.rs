//! What follows from a plan: order, numbers, waves, needless edges, sprints by date.
//!
//! Computed once for a plan and read by the checks, the documents and the editor. When stories can take place, also by
//! what their manifests need, stands in `waits`. Nothing here judges: a plan with
//! cycles or reversed sprints has a schedule, too. It knows neither names nor diagnostics.

mod chains;
mod needless;
mod sprints;

use crate::calendar::Date;
use crate::graph::{Components, Graph, ancestors, cycles, repeated_edges, total_order, waves};
use crate::model::{EdgeId, IdVec, Placement, Plan, SprintId, StoryId};

pub use chains::{SprintChain, sprint_chains};
pub use needless::{ImpliedEdge, RepeatedEdge};
pub use sprints::SprintFacts;

/// Everything that follows from a plan alone, whatever its manifests need.
#[derive(Debug)]
pub struct Schedule {
    /// Stories as nodes and the plan's edges as edges, by the same indexes.
    pub graph: Graph,
    /// Which stories wait for one another in a circle.
    pub components: Components,
    /// One shortest cycle of every set of stories that wait for one another, in the order of the walk.
    pub cycles: Vec<Vec<EdgeId>>,
    /// Edges that say no more than another between the same stories, in the order of the source.
    pub repeated: Vec<RepeatedEdge>,
    /// Edges that longer ways imply; an edge with a reason may be among them.
    pub implied: Vec<ImpliedEdge>,
    /// Every story: dependencies first, then by sprint, then by source. Those of the backlog come last, unless
    /// something that is scheduled waits for them.
    pub order: Vec<StoryId>,
    /// The place of a story in the order, from 1.
    pub number: IdVec<StoryId, u32>,
    /// How many stories the longest chain of the plan's edges has that ends with a story.
    pub wave: IdVec<StoryId, u32>,
    /// The number of stories in a sprint.
    pub scheduled: usize,
    /// Sprints by their first day, then by source.
    pub by_date: Vec<SprintId>,
    /// What follows for a sprint.
    pub sprints: IdVec<SprintId, SprintFacts>,
    /// Time 0 of critical paths: the first working day from the first sprint's start, or from the day the plan is
    /// looked at, if that is later.
    pub origin: Option<Date>,
}

impl Schedule {
    /// Derives everything from `plan`, looked at on `as_of`.
    #[must_use]
    pub fn of(plan: &Plan, as_of: Option<Date>) -> Self {
        let ends: Vec<_> = plan.edges.values().map(|edge| (edge.from.0, edge.to.0)).collect();
        let graph = Graph::new(plan.stories.len(), &ends);
        let components = Components::new(&graph);
        let by_date = sprints::by_date(plan);
        let sprints = sprints::facts(plan, &by_date);
        let order = total_order(&graph, &components, &priorities(plan, &sprints));
        let waves = waves(&graph, &components, &order);
        let repeated = needless::repeated(plan, repeated_edges(&graph));
        let implied = needless::implied(plan, &graph, &components, &order, &waves, &repeated);
        let cycles = cycles(&graph, &components);
        Self {
            cycles: cycles.into_iter().map(|it| it.into_iter().map(EdgeId).collect()).collect(),
            repeated,
            implied,
            number: numbers(&order),
            order: order.into_iter().map(StoryId).collect(),
            wave: waves.into_iter().map(|wave| wave + 1).collect(),
            scheduled: plan.stories.values().filter(|it| it.sprint().is_some()).count(),
            origin: sprints::origin(plan, &by_date, as_of),
            by_date,
            sprints,
            graph,
            components,
        }
    }

    /// The stories that wait for `story`, each with the edge that says so, in the order of the source.
    #[must_use]
    pub fn successors(&self, story: StoryId) -> impl ExactSizeIterator<Item = (StoryId, EdgeId)> {
        self.graph.successors(story.0).map(|(to, edge)| (StoryId(to), EdgeId(edge)))
    }

    /// The stories that `story` waits for, each with the edge that says so, in the order of the source.
    #[must_use]
    pub fn predecessors(&self, story: StoryId) -> impl ExactSizeIterator<Item = (StoryId, EdgeId)> {
        self.graph.predecessors(story.0).map(|(from, edge)| (StoryId(from), EdgeId(edge)))
    }

    /// Whether `story` waits for itself, directly or not.
    #[must_use]
    pub fn is_cyclic(&self, story: StoryId) -> bool {
        self.components.is_cyclic(story.0)
    }

    /// Whether an edge lies inside a set of stories that wait for one another.
    #[must_use]
    pub fn is_inner(&self, plan: &Plan, edge: EdgeId) -> bool {
        self.components.same(plan.edges[edge].from.0, plan.edges[edge].to.0)
    }

    /// The given stories and all that the plan puts before them, directly or not, in the order of the source.
    #[must_use]
    pub fn closure(&self, stories: &[StoryId]) -> Vec<StoryId> {
        closure(&self.graph, stories)
    }
}

/// Some stories and all their ancestors, in the order of the source.
pub(crate) fn closure(graph: &Graph, stories: &[StoryId]) -> Vec<StoryId> {
    let roots: Vec<u32> = stories.iter().map(|story| story.0).collect();
    let mut closure = ancestors(graph, &roots);
    closure.extend(roots);
    closure.sort_unstable();
    closure.dedup();
    closure.into_iter().map(StoryId).collect()
}

/// What decides the order where dependencies leave a choice.
fn priorities(plan: &Plan, sprints: &IdVec<SprintId, SprintFacts>) -> Vec<(u32, u32)> {
    let rank = |placement: Placement| match placement {
        Placement::Sprint(sprint) => sprints[sprint].rank,
        Placement::Unknown => u32::MAX - 1,
        Placement::Backlog => u32::MAX,
    };
    plan.stories.iter().map(|(id, story)| (rank(story.placement), id.0)).collect()
}

/// The place of every story in the order, from 1.
fn numbers(order: &[u32]) -> IdVec<StoryId, u32> {
    let mut numbers = vec![0; order.len()];
    for (&story, number) in order.iter().zip(1..) {
        numbers[story as usize] = number;
    }
    numbers.into_iter().collect()
}

#[cfg(test)]
mod tests;
