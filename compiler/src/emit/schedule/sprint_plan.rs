//! Sprint Plan: which story is planned for when.

use std::fmt::Write as _;

use pdl_lang::calendar::human_range;
use pdl_lang::model::{Placement, Plan, SprintId, Status, StoryId};

use super::super::markdown::text;
use super::super::names;
use super::FINE;

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
    write!(out, "\n- {} ({dates})", names::sprint(plan, id)).expect(FINE);
    if let Some(goal) = &sprint.goal {
        write!(out, " — {}", text(goal)).expect(FINE);
    }
    out.push('\n');
}

/// `STORY-ID — Title (clusters) (note) — STATUS`
fn story(out: &mut String, plan: &Plan, id: StoryId) {
    let story = &plan.stories[id];
    write!(out, "  - {}", names::story(plan, id)).expect(FINE);
    if let Some(title) = &story.title {
        write!(out, " — {}", text(title)).expect(FINE);
    }
    let clusters = story.clusters.as_ref().map(|listed| {
        let names: Vec<String> =
            listed.iter().map(|cluster| text(&plan.clusters[cluster.value].name.text)).collect();
        names.join("+")
    });
    let note = story.details().note.as_deref().map(text);
    for remark in clusters.into_iter().chain(note) {
        write!(out, " ({remark})").expect(FINE);
    }
    if let Some(state) = state(plan, id) {
        write!(out, " — {state}").expect(FINE);
    }
    out.push('\n');
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
