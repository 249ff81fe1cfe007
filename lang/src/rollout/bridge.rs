//! The plan's order among the stories that have something on a cluster, over those that have nothing there.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{EdgeId, EdgeStrength, Id, Plan, StoryId};
use crate::schedule::Schedule;

/// Steps that leaving out what is implied may take for every story and edge; and at least, in any case.
///
/// What is not left out here is left out later, at a greater cost: the budget decides about time, not about the tree.
const STEPS_PER_SIZE: u64 = 64;
const STEPS_AT_LEAST: u64 = 1 << 22;

/// For each story the nearest stories before it that have something here.
pub(super) struct Bridge<'a> {
    plan: &'a Plan,
    before: Vec<Vec<Before>>,
}

/// A story here before another, with nothing here between them.
#[derive(Clone, Copy)]
struct Before {
    story: StoryId,
    /// The last edge of a shortest way from it.
    via: EdgeId,
    /// The number of edges of that way.
    length: u32,
}

impl<'a> Bridge<'a> {
    /// Follows the edges for Flux in the order of the plan, for the stories of which `is_here` holds.
    pub(super) fn new(
        plan: &'a Plan,
        schedule: &'a Schedule,
        is_here: impl Fn(StoryId) -> bool,
    ) -> Self {
        let needless: BTreeSet<EdgeId> = schedule.repeated.iter().map(|it| it.needless).collect();
        let is_flux = |edge: EdgeId| {
            plan.edges[edge].strength == EdgeStrength::Flux && !needless.contains(&edge)
        };
        let mut pruning = Pruning::new(plan, schedule);
        let mut before: Vec<Vec<Before>> = vec![Vec::new(); plan.stories.len()];
        for &story in &schedule.order {
            let mut found: Vec<Before> = Vec::new();
            for (other, via) in schedule.predecessors(story).filter(|&(_, edge)| is_flux(edge)) {
                if is_here(other) {
                    nearer(&mut found, Before { story: other, via, length: 1 });
                    continue;
                }
                for &far in &before[other.index()] {
                    nearer(&mut found, Before { via, length: far.length + 1, ..far });
                }
            }
            pruning.prune(&mut found, is_flux);
            before[story.index()] = found;
        }
        Self { plan, before }
    }

    /// The nearest stories here that `story` waits for, each with a shortest way to it.
    pub(super) fn predecessors(
        &self,
        story: StoryId,
    ) -> impl Iterator<Item = (StoryId, Arc<[EdgeId]>)> {
        let found = self.before[story.index()].iter();
        found.map(move |before| (before.story, self.way(before.story, story)))
    }

    fn way(&self, from: StoryId, to: StoryId) -> Arc<[EdgeId]> {
        let mut way = Vec::new();
        let mut at = to;
        while at != from {
            let step = self.before[at.index()].iter().find(|before| before.story == from);
            let Some(step) = step else { break };
            way.push(step.via);
            at = self.plan.edges[step.via].from;
        }
        way.reverse();
        way.into()
    }
}

/// Adds a story, or makes the way from one that is known shorter.
fn nearer(found: &mut Vec<Before>, new: Before) {
    match found.iter_mut().find(|known| known.story == new.story) {
        Some(known) if new.length < known.length => *known = new,
        Some(_) => {}
        None => found.push(new),
    }
}

/// Leaves out the stories that others of the same set wait for.
struct Pruning<'a> {
    schedule: &'a Schedule,
    budget: u64,
    /// The number of the search by which each story was met last.
    met: Vec<u32>,
    search: u32,
}

impl<'a> Pruning<'a> {
    fn new(plan: &Plan, schedule: &'a Schedule) -> Self {
        let size = (plan.stories.len() + plan.edges.len()) as u64;
        let budget = STEPS_AT_LEAST + STEPS_PER_SIZE * size;
        Self { schedule, budget, met: vec![0; plan.stories.len()], search: 0 }
    }

    /// Walks back from the set, no further than its first story in the order; what is met is implied.
    fn prune(&mut self, set: &mut Vec<Before>, is_flux: impl Fn(EdgeId) -> bool) {
        let schedule = self.schedule;
        let Some(first) = set.iter().map(|it| schedule.number[it.story]).min() else { return };
        if set.len() == 1 || self.budget == 0 {
            return;
        }
        self.search += 1;
        let mut open: Vec<StoryId> = set.iter().map(|it| it.story).collect();
        while let Some(story) = open.pop() {
            for (other, edge) in schedule.predecessors(story) {
                self.budget = self.budget.saturating_sub(1);
                let met = &mut self.met[other.index()];
                if *met != self.search && schedule.number[other] >= first && is_flux(edge) {
                    *met = self.search;
                    open.push(other);
                }
            }
            if self.budget == 0 {
                return;
            }
        }
        set.retain(|it| self.met[it.story.index()] != self.search);
    }
}
