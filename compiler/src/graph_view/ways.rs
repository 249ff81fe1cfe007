//! What waits for what among some of the stories, bridged over those that are left out.

use std::collections::BTreeMap;

use pdl_lang::Analysis;
use pdl_lang::model::{EdgeId, EdgeStrength, Id as _, StoryId};

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

/// Goes back from a story, through what is left out, to the nearest kept ones.
fn back<'a>(
    analysis: &'a Analysis,
    goal: StoryId,
    is_kept: &impl Fn(StoryId) -> bool,
    ways: &mut Ways<'a>,
) {
    // A story is passed at most twice: for Flux all along, and not. Steps for Flux are taken first.
    let mut passed = std::collections::BTreeSet::new();
    let mut open = vec![(goal, false, Vec::new())];
    while let Some((story, soft, via)) = open.pop() {
        for (before, edge) in analysis.schedule.predecessors(story) {
            let soft = soft || is_soft(analysis, edge);
            if is_kept(before) {
                let reason = analysis.plan.edges[edge].reason.as_deref();
                enter(
                    ways,
                    (before, goal),
                    Way { soft, reasons: Vec::from_iter(reason), via: via.clone() },
                );
            } else if passed.insert((before, soft)) {
                let mut via = via.clone();
                via.insert(0, before);
                open.push((before, soft, via));
            }
        }
        open.sort_by_key(|(story, soft, _)| (!*soft, std::cmp::Reverse(story.index())));
    }
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
