//! Stories: a row each, with every fact that stories of this plan have.

use pdl_lang::model::{Estimate, Plan, Story, StoryId};

use super::super::super::facts::Facts;
use super::super::super::markdown::{code, text};
use super::super::super::names;
use super::sprint_plan;
use crate::put::{put, putln};

/// A column: its heading, how it is aligned, and what it holds of a story.
type Column = (&'static str, &'static str, fn(&Plan, StoryId, &Story) -> Option<String>);

/// The columns that every plan has come first; the others stand where a story has something for them.
const COLUMNS: &[Column] = &[
    ("Lane", "---", |plan, _, it| Some(names::lane(plan, it.lane?.value))),
    ("Clusters", "---", |plan, id, _| clusters(plan, id)),
    ("Owner", "---", |_, _, it| it.details().owner.as_deref().map(text)),
    ("Points", "---:", |_, _, it| Some(it.points?.value.to_string())),
    ("Estimate", "---:", |_, _, it| Some(estimate(it.details().estimate?.value))),
    ("Started", "---", |_, _, it| Some(it.details().started?.value.to_string())),
    ("Finished", "---", |_, _, it| Some(it.details().finished?.value.to_string())),
    ("Gate", "---", |_, _, it| Some(names::gate(it.details().gate?.value).to_owned())),
];

/// Writes the section.
pub(super) fn stories(out: &mut String, facts: &Facts<'_>) {
    let plan = facts.plan;
    if plan.stories.is_empty() {
        return;
    }
    let is_filled = |column: &&Column| {
        plan.stories.iter().any(|(id, story)| column.2(plan, id, story).is_some())
    };
    let columns: Vec<&Column> = COLUMNS.iter().filter(is_filled).collect();
    out.push_str("\n## Stories\n\n| No. | Story | Sprint | Status |");
    for (heading, ..) in &columns {
        put!(out, " {heading} |");
    }
    out.push_str("\n| ---: | --- | --- | --- |");
    for (_, alignment, _) in &columns {
        put!(out, " {alignment} |");
    }
    out.push('\n');
    for &id in &facts.schedule.order {
        let (story, number) = (&plan.stories[id], facts.schedule.number[id]);
        let (name, place) = (names::story(plan, id), names::place(plan, id));
        let status = names::status(story.status());
        let late = if facts.is_late(id) { ", late" } else { "" };
        put!(out, "| {number} | {name} | {place} | {status}{late} |");
        for (_, _, value) in &columns {
            put!(out, " {} |", value(plan, id, story).unwrap_or_default());
        }
        out.push('\n');
    }
    // The section on their order leaves the prefix out, too, and who looks for a story in the source has to.
    let prefix = &plan.platform.story_prefix;
    if !prefix.is_empty() {
        putln!(out, "\nIn the source, the stories stand without {}.", code(prefix));
    }
}

/// `infra`, `all` where a story names none, and `all (infra+apps)` where it names each; of a single cluster only what is
/// written.
fn clusters(plan: &Plan, id: StoryId) -> Option<String> {
    let listed = sprint_plan::clusters(plan, id);
    let is_everywhere = plan.clusters_of(id).len() == plan.clusters.len();
    match (is_everywhere, listed) {
        (_, listed) if plan.clusters.len() < 2 => listed,
        (true, Some(listed)) => Some(format!("all ({listed})")),
        (true, None) => Some("all".to_owned()),
        (false, listed) => listed,
    }
}

/// `3d`, or `1d/2d/4d` for the best, the likely and the worst case.
fn estimate(estimate: Estimate) -> String {
    match estimate {
        Estimate::Single(work) => format!("{work}d"),
        Estimate::ThreePoint(best, likely, worst) => format!("{best}d/{likely}d/{worst}d"),
    }
}
