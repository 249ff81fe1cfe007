//! What hangs on a story or a component, above its line.

use super::{describe, hover};
use crate::analysis::Analysis;
use crate::model::{ComponentId, Status, StoryId};
use crate::span::{FileId, FileSpan};
use crate::wording::count;

/// A remark above a line, and the places it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The name that it stands above.
    pub at: FileSpan,
    /// The remark.
    pub title: String,
    /// What a click shows; nothing happens where there is none.
    pub places: Vec<FileSpan>,
}

/// The remarks of a file, by place.
#[must_use]
pub fn code_lenses(analysis: &Analysis, file: FileId) -> Vec<Lens> {
    let plan = &analysis.plan;
    let mut lenses = Vec::new();
    for (id, story) in plan.stories.iter().filter(|(_, it)| it.name.at.file == file) {
        lenses.push(dependants(analysis, id));
        if story.status() != Status::Done
            && let Some(slack) = slack(analysis, id)
        {
            lenses.push(Lens { at: story.name.at, title: slack, places: Vec::new() });
        }
    }
    for (id, component) in plan.components.iter().filter(|(_, it)| it.name.at.file == file) {
        if let Some(title) = applied(analysis, id) {
            lenses.push(Lens { at: component.name.at, title, places: Vec::new() });
        }
    }
    lenses.sort_by_key(|lens| lens.at);
    lenses
}

fn dependants(analysis: &Analysis, id: StoryId) -> Lens {
    let plan = &analysis.plan;
    let after = analysis.waits.after(id);
    let places: Vec<FileSpan> =
        after.map(|(_, why)| describe::because(why, |edge| plan.edges[edge].to_at)).collect();
    let title = match places.len() {
        0 => "nothing waits for it".to_owned(),
        number => count(number, "dependant", "dependants"),
    };
    Lens { at: plan.stories[id].name.at, title, places }
}

/// How far a story can slip, in sprints: what days would say needs estimates, and a hover has them.
fn slack(analysis: &Analysis, id: StoryId) -> Option<String> {
    let slack = hover::slack(analysis, id)?;
    Some(if slack == "none" { "no slack".to_owned() } else { format!("{slack} of slack") })
}

/// On how many clusters Flux applies a component, and behind how many others.
fn applied(analysis: &Analysis, id: ComponentId) -> Option<String> {
    let trees = analysis.rollout.trees.values();
    let units = trees.filter_map(|tree| tree.units.iter().find(|it| it.delivery.component == id));
    let counts: Vec<usize> = units.map(|unit| unit.after.len()).collect();
    let most = *counts.iter().max()?;
    let clusters = count(counts.len(), "cluster", "clusters");
    Some(match most {
        0 => format!("on {clusters}, after nothing"),
        _ => format!("on {clusters}, after {}", count(most, "other", "others")),
    })
}
