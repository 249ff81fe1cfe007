//! `schedule.csv`: a row a story, for spreadsheets and for the import of issue trackers.
//!
//! Lanes come first, as epics, so that parents stand before their children; ids are those of this file alone.

use std::collections::BTreeSet;

use csv::{Terminator, WriterBuilder};
use pdl_lang::model::{Id as _, LaneId, Plan, Status, StoryId};

use super::super::facts::Facts;
use crate::plain;

/// What a row says, in the order of the columns.
#[derive(Debug, Default)]
struct Row {
    summary: String,
    issue_type: &'static str,
    id: String,
    parent: String,
    status: &'static str,
    sprint: String,
    start: String,
    due: String,
    points: String,
    assignee: String,
    component: String,
    labels: String,
    fix_version: String,
    waits_for: String,
    sequence: String,
    acceptance: String,
    description: String,
}

impl Row {
    /// Each cell under its heading.
    fn cells(self) -> [(&'static str, String); 17] {
        [
            ("Summary", cell(&self.summary)),
            ("Issue Type", self.issue_type.to_owned()),
            ("Issue Id", self.id),
            ("Parent Id", self.parent),
            ("Status", self.status.to_owned()),
            ("Sprint", cell(&self.sprint)),
            ("Start Date", self.start),
            ("Due Date", self.due),
            ("Story Points", self.points),
            ("Assignee", cell(&self.assignee)),
            ("Component", cell(&self.component)),
            ("Labels", cell(&self.labels)),
            ("Fix Version", cell(&self.fix_version)),
            ("Waits For", cell(&self.waits_for)),
            ("Sequence", self.sequence),
            ("Acceptance Criteria", cell(&self.acceptance)),
            ("Description", cell(&self.description)),
        ]
    }
}

/// Writes the file.
pub(super) fn csv(facts: &Facts<'_>) -> String {
    let plan = facts.plan;
    let bytes = Vec::with_capacity(plan.stories.len() * 200);
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
    let mut write = |cells: &[&str]| out.write_record(cells).expect("memory takes any record");
    write(&Row::default().cells().each_ref().map(|(heading, _)| *heading));
    let used = plan.stories.values().filter_map(|story| Some(story.lane.as_ref()?.value));
    let used: BTreeSet<LaneId> = used.collect();
    let epics = used.into_iter().map(|lane| epic(plan, lane));
    let stories = facts.schedule.order.iter().map(|&story| self::story(facts, story));
    for row in epics.chain(stories) {
        write(&row.cells().each_ref().map(|(_, cell)| cell.as_str()));
    }
    let bytes = out.into_inner().expect("memory takes any record");
    String::from_utf8(bytes).expect("every cell is text")
}

fn epic(plan: &Plan, id: LaneId) -> Row {
    let lane = &plan.lanes[id];
    let name = lane.title.as_deref().unwrap_or(&lane.name.text);
    Row {
        summary: name.to_owned(),
        issue_type: "Epic",
        id: (id.index() + 1).to_string(),
        assignee: lane.owner.clone().unwrap_or_default(),
        component: name.to_owned(),
        description: lane.doc.clone().unwrap_or_default(),
        ..Row::default()
    }
}

fn story(facts: &Facts<'_>, id: StoryId) -> Row {
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
    let sprint_title = sprint.map_or("", |it| it.title.as_deref().unwrap_or(&it.name.text));
    let number = facts.schedule.number[id];
    Row {
        summary,
        issue_type: "Story",
        id: (plan.lanes.len() + number as usize).to_string(),
        parent: lane.map_or_else(String::new, |lane| (lane.index() + 1).to_string()),
        status: status(story.status()),
        sprint: sprint_title.to_owned(),
        start: sprint.map_or_else(String::new, |it| it.dates.value.0.to_string()),
        due: sprint.map_or_else(String::new, |it| it.dates.value.1.to_string()),
        points: story.points.map_or_else(String::new, |points| points.value.to_string()),
        assignee: details.owner.clone().unwrap_or_default(),
        component: lane_name.unwrap_or_default().to_owned(),
        labels: clusters.collect::<Vec<_>>().join(" "),
        fix_version: milestones.collect::<Vec<_>>().join(" "),
        waits_for: before.join(" "),
        sequence: number.to_string(),
        acceptance: details.accept.join("; "),
        description: description.into_iter().flatten().collect::<Vec<_>>().join("; "),
    }
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
