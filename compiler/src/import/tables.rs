//! Tables: of sprints, of stories, of milestones.

use std::collections::BTreeSet;

use super::dates;
use super::draft::{Draft, Note, Planned, Story};
use super::fields;
use super::milestones;
use super::sections::Later;
use super::sprints;
use super::stories;

/// The columns of a table by what they hold.
struct Columns<'t>(&'t [String]);

const DATES: [&str; 4] = ["dates", "when", "period", "date"];
const STARTS: [&str; 4] = ["start", "from", "begin", "begins"];
const ENDS: [&str; 4] = ["end", "to", "until", "ends"];
const STORIES: [&str; 5] = ["stories", "items", "scope", "story ids", "work"];
const SPRINTS: [&str; 3] = ["sprint", "iteration", "name"];

impl Columns<'_> {
    fn find(&self, names: &[&str]) -> Option<usize> {
        self.0.iter().position(|head| names.contains(&head.trim().to_lowercase().as_str()))
    }

    /// The dates of a row, from one column or two.
    fn dates(&self, row: &[String]) -> String {
        let cell = |names| self.find(names).and_then(|it| row.get(it)).map_or("", |it| it.trim());
        match (cell(&DATES), cell(&STARTS), cell(&ENDS)) {
            ("", "", "") => String::new(),
            ("", first, "") => first.to_owned(),
            ("", first, last) => format!("{first} – {last}"),
            (dates, _, _) => dates.to_owned(),
        }
    }
}

/// Takes a table, unless it is of no known kind; stories and milestones wait until every sprint is known.
///
/// Below a heading of milestones (`is_due`) a table with days is one of milestones.
pub(super) fn table(
    draft: &mut Draft,
    head: &[String],
    rows: &[Vec<String>],
    later: &mut Later,
    is_due: bool,
) -> bool {
    let columns = Columns(head);
    if milestones::is_table(head, is_due) {
        for row in rows {
            match milestones::row(head, row) {
                Some(milestone) => later.milestones.push(milestone),
                None => keep(draft, row),
            }
        }
        return true;
    }
    if let Some(story) = columns.find(&["story", "id", "key", "ticket"]) {
        later.stories.push((head.to_vec(), rows.to_vec(), story));
        return true;
    }
    let Some(sprint) = columns.find(&SPRINTS) else { return false };
    let days = [DATES, STARTS].map(|names| columns.find(&names));
    if days.iter().all(Option::is_none) && columns.find(&STORIES).is_none() {
        return false;
    }
    let mut above = None;
    for row in rows {
        above = Some(self::sprint(draft, head, row, sprint, above));
    }
    true
}

/// Takes the row of a sprint, or of the one above it where it names none; gives where its stories are planned.
fn sprint(
    draft: &mut Draft,
    head: &[String],
    row: &[String],
    sprint: usize,
    above: Option<Planned>,
) -> Planned {
    let columns = Columns(head);
    let title = row.get(sprint).map_or("", |cell| cell.trim());
    let when = columns.dates(row);
    let joined = above.filter(|_| is_empty(title) && is_empty(&when));
    let planned = match (joined, when.as_str()) {
        (Some(above), _) => above,
        (None, "") => sprints::heading(draft, title),
        (None, when) => sprints::heading(draft, &format!("{title} ({when})")),
    };
    let listed = columns.find(&STORIES);
    for (column, (head, cell)) in head.iter().zip(row).enumerate() {
        let (key, value) = (head.trim().to_lowercase(), cell.trim());
        let is_read = [&DATES[..], &STARTS, &ENDS].iter().any(|it| it.contains(&key.as_str()));
        if is_empty(value) || is_read || column == sprint || is_number(&key, value) {
            continue;
        }
        if Some(column) == listed {
            for line in lines(cell) {
                for line in stories::several(draft, line, true) {
                    let story = stories::line(draft, line, planned);
                    let (index, _) = stories::add(draft, story);
                    if let (Some(_), Planned::Sprint(sprint)) = (joined, planned) {
                        let story = draft.stories[index].id.clone();
                        let sprint = draft.sprints[sprint].written.clone();
                        draft.notes.push(Note::Joined { story, sprint });
                    }
                }
            }
            continue;
        }
        match planned {
            Planned::Sprint(index) => {
                let sprint = &mut draft.sprints[index];
                if !sprints::field(sprint, &key, value) {
                    sprint.remarks.push(format!("{}: {}", head.trim(), value.replace('\n', " ")));
                }
            }
            Planned::Backlog => draft.keep(&format!("{}: {value}", head.trim())),
        }
    }
    planned
}

/// Keeps a row that names nothing.
fn keep(draft: &mut Draft, row: &[String]) {
    let cells = row.iter().map(|cell| cell.trim().replace('\n', " "));
    let cells: Vec<String> = cells.filter(|cell| !is_empty(cell)).collect();
    if !cells.is_empty() {
        draft.keep(&cells.join(" | "));
    }
}

/// The lines of a cell, without what a list begins its items with.
fn lines(cell: &str) -> impl Iterator<Item = &str> {
    let lines =
        cell.split(['\n', ';']).map(|line| line.trim_start_matches(['-', '*', '•', ' ']).trim());
    lines.filter(|line| !line.is_empty())
}

fn is_empty(value: &str) -> bool {
    matches!(value, "" | "-" | "–" | "—")
}

/// Whether a cell only counts the rows.
fn is_number(key: &str, value: &str) -> bool {
    let is_count = matches!(key, "#" | "no" | "no." | "nr" | "nr.");
    is_count && value.chars().all(|it| it.is_ascii_digit() || it == '.')
}

/// Takes the rows of a table of stories: what they say of a known one is added to it.
pub(super) fn stories(draft: &mut Draft, head: &[String], rows: &[Vec<String>], column: usize) {
    let joined = joined(head, rows, column).filter(|_| draft.endings.is_none());
    let mut above = String::new();
    for row in rows {
        let mut row = row.clone();
        let mut is_joined = false;
        if let Some(sprint) = joined.and_then(|column| row.get_mut(column)) {
            is_joined = sprint.trim().is_empty() && !above.is_empty();
            if is_joined {
                sprint.clone_from(&above);
            }
            above.clone_from(sprint);
        }
        let row = row.as_slice();
        let cell = row.get(column).map_or("", String::as_str);
        let names: Vec<&str> = if draft.endings.is_some() {
            vec![cell.trim()]
        } else {
            lines(cell).flat_map(|line| stories::several(draft, line, true)).collect()
        };
        if names.is_empty() {
            keep(draft, row);
        }
        for name in names {
            let fresh = stories::line(draft, name, Planned::Backlog);
            let (index, _) = stories::add(draft, fresh);
            self::row(draft, head, row, index, column);
            if is_joined {
                let story = draft.stories[index].id.clone();
                draft.notes.push(Note::Joined { story, sprint: above.clone() });
            }
        }
    }
}

/// The column of sprints, if its empty cells are as good as joined with the one above: it stands before that of the
/// stories, and no sprint is named twice.
fn joined(head: &[String], rows: &[Vec<String>], stories: usize) -> Option<usize> {
    let column = Columns(head).find(&["sprint", "iteration"]).filter(|it| *it < stories)?;
    let named = || rows.iter().filter_map(|row| row.get(column)).filter(|it| !it.trim().is_empty());
    let distinct: BTreeSet<&str> = named().map(|it| it.trim()).collect();
    (distinct.len() == named().count()).then_some(column)
}

fn row(draft: &mut Draft, head: &[String], row: &[String], index: usize, own: usize) {
    let is_ours = draft.endings.is_some();
    let when = Columns(head).dates(row);
    let mut story = std::mem::replace(&mut draft.stories[index], Story::new("", Planned::Backlog));
    for (column, (head, cell)) in head.iter().zip(row).enumerate() {
        let (key, value) = (head.trim().to_lowercase(), cell.trim());
        if is_empty(value) || column == own || is_number(&key, value) {
            continue;
        }
        let said = format!("{}: {}", head.trim(), value.replace('\n', " "));
        match key.as_str() {
            // The lines of our own stories name their clusters, unless they are all.
            "clusters" if is_ours => {}
            "sprint" | "iteration" => plan(draft, &mut story, value, &when, said),
            key => {
                let is_said = (!is_ours && stories::tell(&mut story, key, value))
                    || fields::field(draft, &mut story, key, value);
                // Our own tables have days that follow from the plan.
                let is_derived = is_ours && dates::single(value, None).is_some();
                if !is_said && !is_derived {
                    story.remarks.push(said);
                }
            }
        }
    }
    draft.stories[index] = story;
}

/// Plans a story for the sprint that a cell names.
fn plan(draft: &mut Draft, story: &mut Story, value: &str, when: &str, said: String) {
    let is_backlog = value.eq_ignore_ascii_case("backlog");
    let line = match when {
        "" => value.to_owned(),
        when => format!("{value} ({when})"),
    };
    let found = sprints::find(draft, value).map(Planned::Sprint);
    let found = found.or_else(|| {
        let is_sprint = !when.is_empty() || sprints::is_numbered(value);
        (is_sprint && !is_backlog).then(|| sprints::heading(draft, &line))
    });
    match found {
        Some(planned) if story.planned == Planned::Backlog => story.planned = planned,
        Some(planned) if story.planned != planned => story.remarks.push(said),
        None if !is_backlog => story.remarks.push(said),
        Some(_) | None => {}
    }
}
