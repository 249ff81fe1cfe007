//! Which components a story installs by hand, and in which order.

use pdl_lang::Analysis;
use pdl_lang::model::StoryId;

use pdl_lang::rollout::{Tree, Unit};

/// What one story installs by hand.
pub(super) struct Stage<'t> {
    /// The story.
    pub(super) story: StoryId,
    /// Its components, each after those that Flux applies before it.
    pub(super) units: Vec<&'t Unit>,
}

/// The stories that install something by hand on a cluster, in the order of the plan.
pub(super) fn stages<'t>(analysis: &Analysis, tree: &'t Tree) -> Vec<Stage<'t>> {
    let plan = &analysis.plan;
    let mut stages: Vec<Stage<'t>> = Vec::new();
    for (story, unit) in tree.by_hand(plan) {
        match stages.iter_mut().find(|stage| stage.story == story) {
            Some(stage) => stage.units.push(unit),
            None => stages.push(Stage { story, units: vec![unit] }),
        }
    }
    stages.sort_by_key(|stage| analysis.schedule.number[stage.story]);
    stages
}
