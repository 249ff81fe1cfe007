//! Tables: of sprints, of stories, of milestones.

use super::dates;
use super::draft::{Draft, Planned, Story};
use super::fields;
use super::milestones;
use super::sections::Milestone;
use super::sprints;
use super::stories;

/// The columns of a table by what they hold.
struct Columns<'t>(&'t [String]);

impl Columns<'_> {
    fn find(&self, names: &[&str]) -> Option<usize> {
        self.0.iter().position(|head| names.contains(&head.trim().to_lowercase().as_str()))
    }
}

/// Takes a table, unless it is of no known kind; milestones wait until every sprint is known.
pub(super) fn table(
    draft: &mut Draft,
    head: &[String],
    rows: &[Vec<String>],
    later: &mut Vec<Milestone>,
) -> bool {
    let columns = Columns(head);
    if columns.find(&["milestone"]).is_some() {
        later.extend(rows.iter().filter_map(|row| milestones::row(head, row)));
        return true;
    }
    if let Some(story) = columns.find(&["story", "id", "key", "ticket"]) {
        for row in rows {
            self::story(draft, head, row, story);
        }
        return true;
    }
    let Some(sprint) = columns.find(&["sprint", "iteration", "name"]) else { return false };
    let stories = columns.find(&["stories", "items", "scope", "story ids", "work"]);
    let days =
        ["dates", "when", "period", "date", "start", "from"].map(|name| columns.find(&[name]));
    if days.iter().all(Option::is_none) && stories.is_none() {
        return false;
    }
    for row in rows {
        self::sprint(draft, head, row, sprint, stories);
    }
    true
}

fn sprint(
    draft: &mut Draft,
    head: &[String],
    row: &[String],
    sprint: usize,
    stories: Option<usize>,
) {
    let columns = Columns(head);
    let cell = |column: Option<usize>| column.and_then(|it| row.get(it)).map_or("", String::as_str);
    let when = if let Some(column) = columns.find(&["dates", "when", "period", "date"]) {
        cell(Some(column)).to_owned()
    } else {
        let first = cell(columns.find(&["start", "from", "begin", "begins"]));
        format!("{first} – {}", cell(columns.find(&["end", "to", "until", "ends"])))
    };
    let title = cell(Some(sprint)).trim();
    let planned = if title.eq_ignore_ascii_case("backlog") {
        Planned::Backlog
    } else {
        sprints::heading(draft, &format!("{title} ({when})"))
    };
    if let Planned::Sprint(index) = planned {
        let goal = cell(columns.find(&["goal", "theme", "objective"])).trim();
        draft.sprints[index].goal = Some(goal.to_owned()).filter(|goal| !goal.is_empty());
    }
    for line in split(cell(stories)) {
        let story = stories::line(draft, &line, planned);
        sprints::story(draft, story);
    }
}

/// The stories in a cell: a line each, or ids with commas between them.
fn split(cell: &str) -> Vec<String> {
    let lines =
        cell.split(['\n', ';']).map(|line| line.trim_start_matches(['-', '*', '•', ' ']).trim());
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let is_list = |line: &&str| line.split(',').all(|part| !part.trim().contains(' '));
    if lines.iter().all(is_list) {
        let parts = lines.iter().flat_map(|line| line.split(','));
        return parts.map(|part| part.trim().to_owned()).filter(|it| !it.is_empty()).collect();
    }
    lines.into_iter().map(str::to_owned).collect()
}

/// Takes a row of a table of stories: what it says of a known one is added to it.
fn story(draft: &mut Draft, head: &[String], row: &[String], id: usize) {
    let Some(name) = row.get(id).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) else {
        return;
    };
    let fresh = stories::line(draft, name, Planned::Backlog);
    let index = sprints::story(draft, fresh);
    let mut story = std::mem::replace(&mut draft.stories[index], Story::new("", Planned::Backlog));
    for (head, cell) in head.iter().zip(row) {
        let (key, value) = (head.trim().to_lowercase(), cell.trim());
        let is_empty = matches!(value, "" | "-" | "–" | "—");
        match key.as_str() {
            _ if is_empty => {}
            "sprint" | "iteration" => {
                if let Some(sprint) = sprints::find(draft, value) {
                    story.planned = Planned::Sprint(sprint);
                }
            }
            "story" | "id" | "key" | "ticket" => {}
            key => {
                if !fields::field(draft, &mut story, key, value)
                    && dates::single(value, None).is_none()
                {
                    story.remarks.push(format!("{}: {value}", head.trim()));
                }
            }
        }
    }
    draft.stories[index] = story;
}
