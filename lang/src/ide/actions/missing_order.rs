//! Adding the order that manifests ask for: what an object needs is delivered by a story that its own does not wait for.

use super::{Action, touches};
use crate::analysis::Analysis;
use crate::diagnostic::Family;
use crate::edits::plan as edits;
use crate::model::StoryId;
use crate::rollout::Met;
use crate::span::{FileId, FileSpan, Span};

/// The orders that are missing for what is written in a stretch of a file.
pub(super) fn at(analysis: &Analysis, file: FileId, range: Span) -> Vec<Action> {
    let plan = &analysis.plan;
    let mut wanted: Vec<(StoryId, StoryId, FileSpan)> = Vec::new();
    for unit in analysis.rollout.trees.values().flat_map(|tree| &tree.units) {
        let here =
            unit.needs.iter().filter(|need| need.at.file == file && touches(need.at.span, range));
        for need in here {
            let Met::By(components) = &need.met else { continue };
            let before = components.iter().filter_map(|it| plan.components[*it].story);
            wanted.extend(before.map(|before| (before.value, unit.delivery.story, need.at)));
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    let missing = wanted.into_iter().filter(|(before, after, _)| {
        before != after
            && !analysis.schedule.closure(&[*after]).contains(before)
            && !analysis.schedule.closure(&[*before]).contains(after)
    });
    missing.filter_map(|(before, after, at)| order(analysis, before, after, at)).collect()
}

fn order(analysis: &Analysis, before: StoryId, after: StoryId, at: FileSpan) -> Option<Action> {
    let plan = &analysis.plan;
    let chain = format!("{} -> {}", plan.stories[before].name, plan.stories[after].name);
    let mut found = analysis.diagnostics.iter();
    let mends = found.position(|it| it.code.family() == Family::Proof && it.at() == at);
    // A finding that has a fix offers what is best there.
    if mends.is_some_and(|it| analysis.diagnostics[it].fix.is_some()) {
        return None;
    }
    let edit = edits::add_order(plan, &analysis.program, [before, after], &chain);
    let title = format!("Add the order `{chain}`");
    Some(Action { title, mends, is_preferred: false, edits: vec![edit] })
}
