//! `schedule.csv`: a row a story, for spreadsheets and for the import of issue trackers.
//!
//! Lanes come first, as epics, so that parents stand before their children; ids are those of this file alone.

use csv::{Terminator, WriterBuilder};
use pdl_lang::model::{Id as _, Plan, Status, StoryId};

use super::super::facts::Facts;
use crate::plain;

const HEADINGS: [&str; 17] = [
    "Summary",
    "Issue Type",
    "Issue Id",
    "Parent Id",
    "Status",
    "Sprint",
    "Start Date",
    "Due Date",
    "Story Points",
    "Assignee",
    "Component",
    "Labels",
    "Fix Version",
    "Waits For",
    "Sequence",
    "Acceptance Criteria",
    "Description",
];

/// Writes the file.
pub(super) fn csv(facts: &Facts<'_>) -> String {
    let plan = facts.plan;
    let bytes = Vec::with_capacity(plan.stories.len() * 200);
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
    let mut row = |cells: &[String]| out.write_record(cells).expect("memory takes any record");
    row(&HEADINGS.map(str::to_owned));
    let is_used = |lane: &_| {
        plan.stories.values().any(|story| story.lane.is_some_and(|it| it.value == *lane))
    };
    for lane in plan.lanes.ids().filter(is_used) {
        row(&epic(plan, lane));
    }
    for &story in &facts.schedule.order {
        row(&self::story(facts, story));
    }
    let bytes = out.into_inner().expect("memory takes any record");
    String::from_utf8(bytes).expect("every cell is text")
}

fn epic(plan: &Plan, id: pdl_lang::model::LaneId) -> Vec<String> {
    let lane = &plan.lanes[id];
    let name = lane.title.as_deref().unwrap_or(&lane.name.text);
    let mut cells = vec![String::new(); HEADINGS.len()];
    cells[0] = cell(name);
    "Epic".clone_into(&mut cells[1]);
    cells[2] = (id.index() + 1).to_string();
    cells[9] = lane.owner.as_deref().map(cell).unwrap_or_default();
    cells[10] = cell(name);
    cells[16] = lane.doc.as_deref().map(cell).unwrap_or_default();
    cells
}

fn story(facts: &Facts<'_>, id: StoryId) -> Vec<String> {
    let plan = facts.plan;
    let story = &plan.stories[id];
    let details = story.details();
    let name = facts.name(id);
    let summary = match &story.title {
        Some(title) => format!("{name} — {title}"),
        None => name,
    };
    let lane = story.lane.map(|lane| lane.value);
    let lane_name =
        lane.map(|it| plan.lanes[it].title.as_deref().unwrap_or(&plan.lanes[it].name.text));
    let sprint = story.sprint().map(|sprint| &plan.sprints[sprint]);
    let clusters = plan.clusters_of(id).into_iter().map(|it| plan.clusters[it].name.text.as_str());
    let milestones = facts.needed_by(id).iter().take(1);
    let milestones = milestones.map(|&it| plan.milestones[it].name.text.as_str());
    let mut before: Vec<String> = facts.before(id).iter().map(|&(it, _)| facts.name(it)).collect();
    before.dedup();
    let description = [details.note.as_deref(), details.doc.as_deref(), details.docs.as_deref()];
    vec![
        cell(&summary),
        "Story".to_owned(),
        (plan.lanes.len() + facts.schedule.number[id] as usize).to_string(),
        lane.map_or_else(String::new, |lane| (lane.index() + 1).to_string()),
        status(story.status()).to_owned(),
        cell(sprint.map_or("", |it| it.title.as_deref().unwrap_or(&it.name.text))),
        sprint.map_or_else(String::new, |it| it.dates.value.0.to_string()),
        sprint.map_or_else(String::new, |it| it.dates.value.1.to_string()),
        story.points.map_or_else(String::new, |points| points.value.to_string()),
        cell(details.owner.as_deref().unwrap_or_default()),
        cell(lane_name.unwrap_or_default()),
        cell(&clusters.collect::<Vec<_>>().join(" ")),
        cell(&milestones.collect::<Vec<_>>().join(" ")),
        cell(&before.join(" ")),
        facts.schedule.number[id].to_string(),
        cell(&details.accept.join("; ")),
        cell(&description.into_iter().flatten().collect::<Vec<_>>().join("; ")),
    ]
}

/// The words that issue trackers have for statuses.
fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "Draft",
        Status::Planned => "To Do",
        Status::Active => "In Progress",
        Status::Done => "Done",
        Status::Blocked => "Blocked",
        Status::Deferred => "Deferred",
    }
}

/// Text that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let text = plain::line(text);
    let is_formula = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);
    if is_formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn what_begins_a_formula_begins_with_a_quote() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("\t=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            (" @SUM(A1)", "'@SUM(A1)"),
            ("-2", "'-2"),
            ("+a", "'+a"),
            ("＝1", "'＝1"),
            ("\u{feff}=1", "\u{fffd}=1"),
            ("a=1", "a=1"),
            ("'a", "'a"),
        ];
        for (given, expected) in cases {
            assert_eq!(cell(given), expected);
        }
    }
}
