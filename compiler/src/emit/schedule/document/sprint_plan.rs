//! Sprint Plan: which story is planned for when.

use pdl_lang::calendar::human_range;
use pdl_lang::model::{Placement, Plan, SprintId, Status, StoryId};

use super::super::super::markdown::{quote, text};
use super::super::super::names;
use crate::put::{put, putln};

/// Writes the section.
pub(super) fn sprint_plan(out: &mut String, plan: &Plan) {
    out.push_str("\n## Sprint Plan\n");
    for sprint in plan.sprints.ids() {
        self::sprint(out, plan, sprint);
        for story in plan.stories_of(sprint) {
            self::story(out, plan, story);
        }
    }
    let unplanned = |it: &StoryId| plan.stories[*it].placement == Placement::Backlog;
    let backlog: Vec<StoryId> = plan.stories.ids().filter(unplanned).collect();
    if !backlog.is_empty() {
        out.push_str("\n- Backlog (not scheduled)\n");
        for story in backlog {
            self::story(out, plan, story);
        }
    }
}

fn sprint(out: &mut String, plan: &Plan, id: SprintId) {
    let sprint = &plan.sprints[id];
    let (first, last) = sprint.dates.value;
    let dates = human_range(first, last);
    putln!(out, "\n- {} ({dates})", names::sprint_in_full(plan, id));
    if let Some(doc) = &sprint.doc {
        out.push_str(&quote(doc, "  "));
    }
    let mut item = |name: &str, value: String| {
        putln!(out, "  - {name}: {value}");
    };
    if let Some(goal) = &sprint.goal {
        item("Goal", text(goal));
    }
    if let Some(capacity) = sprint.capacity {
        item("Capacity", format!("{} points", capacity.value));
    }
}

/// `STORY-ID — Title (clusters) — STATUS`, and below it what else was written down.
///
/// A note stands in parentheses where there is no title: behind one it would read as its end.
fn story(out: &mut String, plan: &Plan, id: StoryId) {
    let story = &plan.stories[id];
    let details = story.details();
    put!(out, "  - {}", names::story(plan, id));
    let title = story.title.as_deref().map(text).filter(|title| !title.is_empty());
    if let Some(title) = &title {
        put!(out, " — {title}");
    }
    let note = details.note.as_deref().map(text);
    let (remark, note) = if title.is_none() { (note, None) } else { (None, note) };
    for remark in clusters(plan, id).into_iter().chain(remark) {
        put!(out, " ({remark})");
    }
    if let Some(state) = state(plan, id) {
        put!(out, " — {state}");
    }
    out.push('\n');
    let note = note.map(|note| ("Note", note));
    let docs = details.docs.as_ref().map(|docs| ("Docs", text(docs)));
    let accept = details.accept.iter().map(|criterion| ("Accept", text(criterion)));
    for (name, value) in note.into_iter().chain(docs).chain(accept) {
        putln!(out, "    - {name}: {value}");
    }
}

/// `infra+apps`, if the story names its clusters.
pub(super) fn clusters(plan: &Plan, story: StoryId) -> Option<String> {
    let listed = plan.stories[story].clusters.as_ref()?;
    let names: Vec<String> =
        listed.iter().map(|cluster| text(&plan.clusters[cluster.value].name.text)).collect();
    Some(names.join("+"))
}

/// What is worth saying of a story's state: nothing of one that is merely planned.
fn state(plan: &Plan, story: StoryId) -> Option<String> {
    let story = &plan.stories[story];
    let status = names::status(story.status());
    match (story.details().gate, story.status()) {
        (Some(gate), _) => Some(format!("{} ({status})", names::gate(gate.value))),
        (None, Status::Planned) => None,
        (None, _) => Some(status.to_owned()),
    }
}
