//! What waits for what among some of the stories, bridged over those that are left out.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use pdl_lang::Analysis;
use pdl_lang::model::{EdgeId, EdgeStrength, StoryId};

/// A dependency between two stories that are in the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Way<'a> {
    /// Whether no way between the two is for Flux all along.
    pub(super) soft: bool,
    /// The reasons of the orders between the two.
    pub(super) reasons: Vec<&'a str>,
    /// The stories between the two; empty where an order says it directly.
    pub(super) via: Vec<StoryId>,
}

/// The ways between kept stories, by both ends: the one that comes first, and the one that waits.
pub(super) type Ways<'a> = BTreeMap<(StoryId, StoryId), Way<'a>>;

/// Finds the ways that end at each kept story.
pub(super) fn ways(analysis: &Analysis, is_kept: impl Fn(StoryId) -> bool) -> Ways<'_> {
    let mut ways = Ways::new();
    for story in analysis.plan.stories.ids().filter(|story| is_kept(*story)) {
        back(analysis, story, &is_kept, &mut ways);
    }
    ways
}

/// A story on the way back, and whether an order of the plan alone lies behind it.
type Step = (StoryId, bool);

/// Goes back from a story, through what is left out, to the nearest kept ones.
fn back<'a>(
    analysis: &'a Analysis,
    goal: StoryId,
    is_kept: &impl Fn(StoryId) -> bool,
    ways: &mut Ways<'a>,
) {
    // Each step with the one it was reached from. A story is passed at most twice: for Flux all along, and not.
    let mut passed: BTreeMap<Step, Step> = BTreeMap::new();
    // What Flux gets all along is followed first, so that a way says no less than it can.
    let (mut open, mut open_soft) = (vec![(goal, false)], Vec::new());
    while let Some(step) = open.pop().or_else(|| open_soft.pop()) {
        for (before, edge) in analysis.schedule.predecessors(step.0) {
            let soft = step.1 || is_soft(analysis, edge);
            if is_kept(before) {
                let reason = analysis.plan.edges[edge].reason.as_deref();
                let via = walked(&passed, step, goal);
                enter(ways, (before, goal), Way { soft, reasons: Vec::from_iter(reason), via });
            } else if let Entry::Vacant(place) = passed.entry((before, soft)) {
                place.insert(step);
                if soft { &mut open_soft } else { &mut open }.push((before, soft));
            }
        }
    }
}

/// The stories from a step to the goal, which is not among them.
fn walked(passed: &BTreeMap<Step, Step>, mut step: Step, goal: StoryId) -> Vec<StoryId> {
    let mut via = Vec::new();
    while step != (goal, false) {
        via.push(step.0);
        step = passed[&step];
    }
    via
}

fn is_soft(analysis: &Analysis, edge: EdgeId) -> bool {
    analysis.plan.edges[edge].strength == EdgeStrength::Plan
}

/// Joins a way with what is known between the same stories; a direct one says more than one over others.
fn enter<'a>(ways: &mut Ways<'a>, ends: (StoryId, StoryId), way: Way<'a>) {
    let Some(known) = ways.get_mut(&ends) else {
        ways.insert(ends, way);
        return;
    };
    known.soft &= way.soft;
    if way.via.is_empty() {
        known.via.clear();
    }
    for reason in way.reasons {
        if !known.reasons.contains(&reason) {
            known.reasons.push(reason);
        }
    }
}
