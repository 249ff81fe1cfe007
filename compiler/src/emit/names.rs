//! How documents name things and count them.

mod reasons;
mod words;

use pdl_lang::Analysis;
use pdl_lang::Work;
use pdl_lang::calendar::human_date;
use pdl_lang::model::{
    Edge, EdgeId, Gate, LaneId, Placement, Plan, SprintId, Status, StoryId, When,
};
use pdl_lang::paths;
use pdl_lang::span::{FileId, FileSpan};

use super::markdown::{code, start, text};

pub(super) use reasons::{manifests, places, reason, why};
pub(super) use words::Words;

/// A story with the platform's prefix: `STORY-BOOT-CORE`.
pub(super) fn story(plan: &Plan, story: StoryId) -> String {
    format!("{}{}", start(&plan.platform.story_prefix), text(&plan.stories[story].name.text))
}

/// The path of a story's page among the schedule documents.
pub(super) fn page(plan: &Plan, story: StoryId) -> String {
    let file = paths::page(&plan.platform.story_prefix, &plan.stories[story].name.text);
    format!("stories/{file}")
}

/// A story without the prefix, for chains: `BOOT-CORE`.
pub(super) fn short(plan: &Plan, story: StoryId) -> String {
    start(&plan.stories[story].name.text)
}

/// Stories with arrows between them.
pub(super) fn chain(plan: &Plan, stories: &[StoryId]) -> String {
    let names: Vec<String> = stories.iter().map(|&it| short(plan, it)).collect();
    names.join(" → ")
}

/// A sprint's title, else its name.
pub(super) fn sprint(plan: &Plan, sprint: SprintId) -> String {
    let sprint = &plan.sprints[sprint];
    start(sprint.title.as_deref().unwrap_or(&sprint.name.text))
}

/// A sprint's title and its name, unless the one gives away the other: `Foundations (S0)`, but `Sprint 0`.
pub(super) fn sprint_in_full(plan: &Plan, id: SprintId) -> String {
    let name = &plan.sprints[id].name.text;
    let title = plan.sprints[id].title.as_deref().unwrap_or(name);
    let initials = |title: &str| {
        title.split_once(' ').map(|(word, rest)| {
            let initial: String = word.chars().take(1).collect();
            format!("{initial}{rest}")
        })
    };
    if title == name || initials(title).is_some_and(|it| it == name.as_str()) {
        return sprint(plan, id);
    }
    format!("{} ({})", sprint(plan, id), code(name))
}

/// A lane's title, else its name.
pub(super) fn lane(plan: &Plan, lane: LaneId) -> String {
    let lane = &plan.lanes[lane];
    text(lane.title.as_deref().unwrap_or(&lane.name.text))
}

/// A lane's title, or that there is none.
pub(super) fn lane_or_none(plan: &Plan, lane: Option<LaneId>) -> String {
    lane.map_or_else(|| "(no lane)".to_owned(), |lane| self::lane(plan, lane))
}

/// A doc comment in one line.
pub(super) fn about(doc: &str) -> String {
    text(&doc.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What is said of an edge: at the end of its chain, and of the `order` as a whole.
pub(super) fn said(edge: &Edge) -> Option<String> {
    let parts = [edge.reason.as_deref().map(text), edge.doc.as_deref().map(about)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The sprint of a story, or what else it stands in.
pub(super) fn place(plan: &Plan, story: StoryId) -> String {
    match plan.stories[story].placement {
        Placement::Sprint(sprint) => self::sprint(plan, sprint),
        Placement::Backlog => "backlog".to_owned(),
        Placement::Unknown => "no sprint".to_owned(),
    }
}

/// When a milestone is due, as people say it.
pub(super) fn when(plan: &Plan, when: When) -> String {
    match when {
        When::End(sprint) => format!("End {}", sprint_in_full(plan, sprint)),
        When::On(date) => human_date(date),
    }
}

/// A message as the beginning of a sentence.
pub(super) fn sentence(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The platform's title, else its name.
pub(super) fn platform(plan: &Plan) -> String {
    let name = plan.platform.name.as_ref().map(|name| name.text.as_str());
    let title = plan.platform.title.as_ref().map(|title| title.value.as_str());
    text(title.or(name).unwrap_or("Platform"))
}

/// The word of a status, as documents say it.
pub(super) fn status(status: Status) -> &'static str {
    if status == Status::Active { "in progress" } else { status.word() }
}

/// The word of a gate, which reviews write in capitals.
pub(super) fn gate(gate: Gate) -> &'static str {
    match gate {
        Gate::Pass => "PASS",
        Gate::Concerns => "CONCERNS",
        Gate::Fail => "FAIL",
        Gate::Waived => "WAIVED",
    }
}

/// Sixths of a working day as days: `2.5`, and with a `−` what is overdrawn.
pub(super) fn days(sixths: i64) -> String {
    let sign = if sixths < 0 { "−" } else { "" };
    format!("{sign}{}", Work(sixths.unsigned_abs()))
}

/// The same with its unit: `1 working day`, `2.5 working days`.
pub(super) fn working_days(sixths: i64) -> String {
    let unit = if sixths.unsigned_abs() == Work::DAY.0 { "working day" } else { "working days" };
    format!("{} {unit}", days(sixths))
}

/// A file and line: `platform.pdl:12`.
pub(super) fn line(analysis: &Analysis, at: FileSpan) -> String {
    let sources = &analysis.program.sources;
    code(&format!("{}:{}", sources.get(at.file).name, sources.position(at).line))
}

/// Where an edge is written: its file and the line of the story that waits.
pub(super) fn edge(analysis: &Analysis, edge: EdgeId) -> String {
    line(analysis, analysis.plan.edges[edge].to_at)
}

/// What a document says of its origin.
pub(super) fn origin(analysis: &Analysis) -> String {
    let sources = &analysis.program.sources;
    let root = code(&sources.get(FileId(0)).name);
    let others = if analysis.program.written > 1 { " and what it includes" } else { "" };
    format!("Generated by `pdlc` from {root}{others}; change that, not this.\n")
}
