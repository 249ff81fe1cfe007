//! What waits for what among some of the stories, bridged over those that are left out.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use pdl_lang::Analysis;
use pdl_lang::model::{EdgeStrength, StoryId};
use pdl_lang::waits::Why;

use super::Nature;

/// A dependency between two stories that are in the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way<'a> {
    /// The best that can be said of a way between the two.
    pub(super) nature: Nature,
    /// The reasons between the two.
    pub(super) reasons: Vec<Cow<'a, str>>,
    /// The stories between the two; empty where one waits for the other directly.
    pub(super) via: Vec<StoryId>,
}

/// The ways between kept stories, by both ends: the one that comes first, and the one that waits.
pub(super) type Ways<'a> = BTreeMap<(StoryId, StoryId), Way<'a>>;

/// Finds the ways that end at each kept story, along what is asked for.
pub(super) fn ways(
    analysis: &Analysis,
    is_kept: impl Fn(StoryId) -> bool,
    is_asked: impl Fn(&Why<'_>) -> bool,
) -> Ways<'_> {
    let mut ways = Ways::new();
    for story in analysis.plan.stories.ids().filter(|story| is_kept(*story)) {
        back(analysis, story, (&is_kept, &is_asked), &mut ways);
    }
    ways
}

/// A story on the way back, and the nature of the way behind it.
type Step = (StoryId, Nature);

/// Goes back from a story, through what is left out, to the nearest kept ones.
fn back<'a>(
    analysis: &'a Analysis,
    goal: StoryId,
    (is_kept, is_asked): (&impl Fn(StoryId) -> bool, &impl Fn(&Why<'_>) -> bool),
    ways: &mut Ways<'a>,
) {
    // Each step with the one it was reached from. A story is passed at most once for each nature.
    let mut passed: BTreeMap<Step, Step> = BTreeMap::new();
    // The best ways are followed first, so that a way says no less than it can.
    let mut open: [Vec<Step>; 3] = [vec![(goal, Nature::Order)], Vec::new(), Vec::new()];
    while let Some(step) = open.iter_mut().find_map(Vec::pop) {
        for (before, why) in analysis.waits.before(step.0).filter(|(_, why)| is_asked(why)) {
            let nature = step.1.max(nature(analysis, &why));
            if is_kept(before) {
                let reasons = Vec::from_iter(reason(analysis, &why));
                let via = walked(&passed, step, goal);
                enter(ways, (before, goal), Way { nature, reasons, via });
            } else if let Entry::Vacant(place) = passed.entry((before, nature)) {
                place.insert(step);
                open[nature as usize].push((before, nature));
            }
        }
    }
}

/// The stories from a step to the goal, which is not among them.
fn walked(passed: &BTreeMap<Step, Step>, mut step: Step, goal: StoryId) -> Vec<StoryId> {
    let mut via = Vec::new();
    while step != (goal, Nature::Order) {
        via.push(step.0);
        step = passed[&step];
    }
    via
}

fn nature(analysis: &Analysis, why: &Why<'_>) -> Nature {
    match why {
        Why::Need(_) => Nature::Need,
        Why::Order(edge) => match analysis.plan.edges[*edge].strength {
            EdgeStrength::Flux => Nature::Order,
            EdgeStrength::Plan => Nature::PlanOnly,
        },
    }
}

fn reason<'a>(analysis: &'a Analysis, why: &Why<'_>) -> Option<Cow<'a, str>> {
    match why {
        Why::Need(need) => Some(Cow::Owned(format!("manifests need {}", need.words()))),
        Why::Order(edge) => analysis.plan.edges[*edge].reason.as_deref().map(Cow::Borrowed),
    }
}

/// Joins a way with what is known between the same stories; a direct one says more than one over others.
fn enter<'a>(ways: &mut Ways<'a>, ends: (StoryId, StoryId), way: Way<'a>) {
    let Some(known) = ways.get_mut(&ends) else {
        ways.insert(ends, way);
        return;
    };
    known.nature = known.nature.min(way.nature);
    if way.via.is_empty() {
        known.via.clear();
    }
    for reason in way.reasons {
        if !known.reasons.contains(&reason) {
            known.reasons.push(reason);
        }
    }
}
