//! Milestones: `M1 (End Sprint 0): what it stands for`.

use super::dates;
use super::document::Item;
use super::draft::{Draft, Milestone, Note, When};
use super::header::key_value;
use super::{names, sections, sprints};

/// Reads an item of a list: a name, when it is due, a title.
pub(super) fn item(item: &Item) -> sections::Milestone {
    let text = item.text.as_str();
    let is_edge = |it: char| it.is_whitespace() || matches!(it, ':' | '—' | '–' | '-');
    let colon = text.find([':', '—', '–']);
    let parentheses = text.find('(').filter(|open| colon.is_none_or(|colon| *open < colon));
    let (name, when, title) = match (parentheses, colon) {
        (Some(open), _) => {
            let close = close(text, open);
            (&text[..open], &text[open + 1..close], text.get(close + 1..).unwrap_or_default())
        }
        (None, Some(colon)) => {
            let rest = text[colon..].trim_start_matches(is_edge);
            let end = due(rest);
            (&text[..colon], if end == 0 { rest } else { &rest[..end] }, &rest[end..])
        }
        (None, None) => (text, text, ""),
    };
    sections::Milestone {
        name: name.trim_matches(is_edge).to_owned(),
        when: when.to_owned(),
        title: title.trim_matches(is_edge).to_owned(),
        text: text.to_owned(),
        below: item.items.clone(),
    }
}

/// Where the parenthesis that opens at a place closes; the end of the text if nowhere.
fn close(text: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, character) in text[open..].char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 1 => return open + at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Where the date or the end of a sprint that a text begins with ends; 0 if it begins otherwise.
fn due(text: &str) -> usize {
    if let Some((place, _)) = dates::single(text, None)
        && place.start == 0
    {
        return place.end;
    }
    let is_end = text.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("end"));
    let dash = text.find([':', '—', '–']).unwrap_or(text.len());
    if is_end { dash } else { 0 }
}

/// Reads a row of a table of milestones.
pub(super) fn row(head: &[String], row: &[String]) -> Option<sections::Milestone> {
    let cell = |names: &[&str]| {
        let column =
            head.iter().position(|it| names.contains(&it.trim().to_lowercase().as_str()))?;
        row.get(column).map(|cell| cell.trim().to_owned())
    };
    let name = cell(&["milestone"]).filter(|name| !name.is_empty())?;
    Some(sections::Milestone {
        when: cell(&["date", "when", "due", "target"]).unwrap_or_default(),
        title: cell(&["title", "description", "what", "goal", "outcome"]).unwrap_or_default(),
        text: row.join(" | "),
        name,
        below: Vec::new(),
    })
}

/// Adds a milestone to the draft, now that every sprint and story is known.
pub(super) fn add(draft: &mut Draft, read: &sections::Milestone, is_ours: bool) {
    let Some(when) = when(draft, &read.when) else {
        return draft.keep(&format!("milestone without a date: {}", read.text));
    };
    let name = if sprints::is_word(&read.name) {
        read.name.clone()
    } else {
        format!("M{}", draft.milestones.len() + 1)
    };
    let title = match (read.title.is_empty(), sprints::is_word(&read.name)) {
        (true, _) => read.name.clone(),
        (false, true) => read.title.clone(),
        (false, false) => format!("{}: {}", read.name, read.title),
    };
    let mut milestone =
        Milestone { name, when, title, requires: None, gate: Vec::new(), remarks: Vec::new() };
    for item in &read.below {
        if !field(draft, &mut milestone, &item.text) && !is_ours {
            draft.notes.push(Note::Kept(item.text.clone()));
            milestone.remarks.push(item.text.clone());
        }
    }
    draft.milestones.push(milestone);
}

fn when(draft: &Draft, text: &str) -> Option<When> {
    let lower = text.to_lowercase();
    if let Some(at) = lower.find("end") {
        let sprint = text[at + 3..].trim_start_matches(" of").trim_matches([' ', ':', ')']);
        if let Some(sprint) = sprints::find(draft, sprint) {
            return Some(When::End(sprint));
        }
    }
    if let Some((_, date)) = dates::single(text, sprints::after(draft).or(draft.platform.date)) {
        return Some(When::On(date));
    }
    sprints::find(draft, text).map(When::End)
}

fn field(draft: &mut Draft, milestone: &mut Milestone, text: &str) -> bool {
    let Some((key, value)) = key_value(text) else { return false };
    match key.as_str() {
        "requires" => {
            let mut stories = Vec::new();
            for word in value.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                stories.extend(names::resolve(draft, word));
            }
            milestone.requires = Some(stories);
        }
        "go/no-go" | "gate" => milestone.gate.push(value.to_owned()),
        _ => return false,
    }
    true
}
