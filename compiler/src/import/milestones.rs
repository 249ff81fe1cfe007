//! Milestones: `M1 (End Sprint 0): what it stands for`.

use std::ops::Range;

use pdl_lang::calendar::Date;

use super::dates;
use super::document::Item;
use super::draft::{Draft, Milestone, Note, When};
use super::header::key_value;
use super::{lists, names, sections, sprints};

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
        below: item.items.iter().cloned().chain(item.rest.iter().map(|it| Item::of(it))).collect(),
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

/// The columns of a table of milestones: what they are called, when they are due, what they stand for.
const NAMES: [&str; 6] = ["id", "key", "name", "no", "no.", "#"];
const DUE: [&str; 9] =
    ["date", "when", "due", "due date", "target", "target date", "deadline", "end", "sprint"];
const TITLES: [&str; 8] =
    ["title", "description", "what", "goal", "outcome", "scope", "deliverable", "name"];

fn is_called(head: &str, names: &[&str]) -> bool {
    names.contains(&head.trim().to_lowercase().as_str())
}

/// Whether a table is one of milestones: by its column of them, or, below their heading, by its column of days.
pub(super) fn is_table(head: &[String], is_due: bool) -> bool {
    let find = |names: &[&str]| head.iter().position(|it| is_called(it, names));
    match (find(&["milestone"]), find(&["story", "ticket"])) {
        // Stories, each with its milestone.
        (Some(milestone), Some(story)) => milestone < story,
        (Some(_), None) => true,
        (None, None) => {
            is_due && find(&DUE).is_some() && find(&NAMES).or_else(|| find(&TITLES)).is_some()
        }
        (None, Some(_)) => false,
    }
}

/// Reads a row of a table of milestones.
pub(super) fn row(head: &[String], row: &[String]) -> Option<sections::Milestone> {
    let mut is_read = vec![false; head.len()];
    let mut cell = |names: &[&str]| {
        let is_it = |(at, head): &(usize, &String)| !is_read[*at] && is_called(head, names);
        let column = head.iter().enumerate().find(is_it)?.0;
        is_read[column] = true;
        row.get(column).map(|cell| cell.trim().to_owned())
    };
    let name = cell(&["milestone"]).or_else(|| cell(&NAMES)).unwrap_or_default();
    let when = cell(&DUE).unwrap_or_default();
    let title = cell(&TITLES).unwrap_or_default();
    if name.is_empty() && title.is_empty() {
        return None;
    }
    let others = head
        .iter()
        .zip(row)
        .zip(&is_read)
        .filter(|((_, cell), is_read)| !**is_read && !cell.trim().is_empty());
    let below =
        others.map(|((head, cell), _)| Item::of(&format!("{}: {}", head.trim(), cell.trim())));
    let (text, below) = (row.join(" | "), below.collect());
    Some(sections::Milestone { name, when, title, text, below })
}

/// Adds a milestone to the draft, now that every sprint and story is known.
pub(super) fn add(draft: &mut Draft, read: &sections::Milestone, is_ours: bool) {
    let other = if when(draft, &read.when).is_none() { elsewhere(draft, read) } else { None };
    let read = other.as_ref().unwrap_or(read);
    let Some(when) = when(draft, &read.when) else {
        // A plan of several years may have the day more than once.
        let is_day = dates::single(&read.when, sprints::after(draft)).is_some();
        let lack = if is_day { "year" } else { "date" };
        draft.keep(&format!("milestone without a {lack}: {}", read.text));
        return read.below.iter().for_each(|item| sections::whole(draft, item, 1));
    };
    let name = if sprints::is_word(&read.name) {
        read.name.clone()
    } else {
        format!("M{}", draft.milestones.len() + 1)
    };
    if draft.milestones.iter().any(|known| known.name == name) {
        draft.notes.push(Note::Repeated(name));
        draft.keep(&format!("milestone again: {}", read.text));
        return read.below.iter().for_each(|item| sections::whole(draft, item, 1));
    }
    let title = match (read.title.is_empty(), sprints::is_word(&read.name)) {
        (true, _) => read.name.clone(),
        (false, true) => read.title.clone(),
        (false, false) if read.name.is_empty() => read.title.clone(),
        (false, false) => format!("{}: {}", read.name, read.title),
    };
    let rest = beside(draft, &read.when);
    let mut milestone =
        Milestone { name, when, title, requires: None, gate: Vec::new(), remarks: Vec::new() };
    milestone.remarks.extend(rest);
    for item in &read.below {
        let is_said = field(draft, &mut milestone, &item.text);
        if !is_ours {
            keep(draft, &mut milestone, item, is_said);
        }
    }
    draft.milestones.push(milestone);
}

/// Keeps an item with everything below it, itself aside where it is said.
fn keep(draft: &mut Draft, milestone: &mut Milestone, item: &Item, is_said: bool) {
    let own = Some(&item.text).filter(|_| !is_said);
    for line in own.into_iter().chain(&item.rest) {
        draft.notes.push(Note::Kept(line.clone()));
        milestone.remarks.push(line.clone());
    }
    item.items.iter().for_each(|below| keep(draft, milestone, below, false));
}

/// A line that says its day before or beside its name: `2026-01-30: Beta`, `M1 @ Sprint 2: Beta`.
fn elsewhere(draft: &Draft, read: &sections::Milestone) -> Option<sections::Milestone> {
    const LEADS: [&str; 5] = [" at", " by", " due", " in", " on"];
    let text = read.text.as_str();
    if text.contains(" | ") {
        return None;
    }
    let is_edge =
        |it: char| it.is_whitespace() || matches!(it, ':' | '—' | '–' | '-' | '@' | ',' | '(');
    let (head, title) = text.split_at(text.find([':', '—', '–']).unwrap_or(text.len()));
    let at = dates::starts(head).map(|(at, _)| at).find(|at| begins_due(draft, &head[*at..]))?;
    let before = head[..at].trim_end_matches(is_edge);
    let name = LEADS.iter().find_map(|lead| before.strip_suffix(lead)).unwrap_or(before);
    let title = title.trim_matches(is_edge);
    // Behind a day the name may stand before the title.
    let named = title.split_once([':', '—', '–']).unwrap_or((title, ""));
    let (name, title) = match named {
        (first, rest) if name.is_empty() && sprints::is_word(first.trim()) => {
            (first.trim(), rest.trim_matches(is_edge))
        }
        _ => (name, title),
    };
    let (when, below) = (head[at..].trim().to_owned(), read.below.clone());
    let (name, title) = (name.to_owned(), title.to_owned());
    Some(sections::Milestone { name, when, title, text: text.to_owned(), below })
}

/// Whether a text begins with a day, or is the end of a sprint.
fn begins_due(draft: &Draft, text: &str) -> bool {
    let is_day = day(draft, text).is_some_and(|(place, _)| place.start == 0);
    let begins_end = text.get(..3).is_some_and(|it| it.eq_ignore_ascii_case("end"));
    is_day
        || (begins_end && when(draft, text).is_some())
        || sprints::find(draft, ended(text)).is_some()
}

/// A text without the `end` behind it.
fn ended(text: &str) -> &str {
    let text = text.trim();
    let cut = text.len().saturating_sub(4);
    let is_end = text.get(cut..).is_some_and(|it| it.eq_ignore_ascii_case(" end"));
    if is_end { &text[..cut] } else { text }
}

fn when(draft: &Draft, text: &str) -> Option<When> {
    // A sprint without dates has no end that a source could name.
    let find = |text: &str| {
        let found = sprints::find(draft, text)?;
        draft.sprints[found].dates.map(|_| When::End(found))
    };
    let lower = text.to_ascii_lowercase();
    if let Some(at) = lower.find("end") {
        let sprint = text[at + 3..].trim_start_matches(" of").trim_matches([' ', ':', ')']);
        if let Some(end) = find(sprint) {
            return Some(end);
        }
    }
    if let Some((_, date)) = day(draft, text) {
        return Some(When::On(date));
    }
    find(ended(text))
}

/// The first date in a text, without a year that in which it lies nearest to the sprints.
fn day(draft: &Draft, text: &str) -> Option<(Range<usize>, Date)> {
    let sprints = || draft.sprints.iter().filter_map(|sprint| sprint.dates);
    let (first, last) = (sprints().map(|it| it.0).min(), sprints().map(|it| it.1).max());
    match first.zip(last) {
        Some(span) => dates::near(text, span),
        None => dates::single(text, draft.platform.date),
    }
}

/// What says when a milestone is due, if it says more than a date or the end of a sprint.
fn beside(draft: &Draft, when: &str) -> Option<String> {
    let (place, _) = day(draft, when)?;
    let rest = format!("{} {}", &when[..place.start], &when[place.end..]);
    let is_said = |word: &str| matches!(word.to_lowercase().as_str(), "on" | "by" | "due" | "end");
    let words = rest.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_end = sprints::find(draft, when.trim_start_matches(['e', 'E', 'n', 'd', ' '])).is_some();
    (!is_end && words.into_iter().any(|word| !is_said(word))).then(|| when.to_owned())
}

fn field(draft: &mut Draft, milestone: &mut Milestone, text: &str) -> bool {
    let Some((key, value)) = key_value(text) else { return false };
    match key.as_str() {
        "requires" | "needs" | "depends on" | "stories" => {
            let prefix = draft.platform.printed_prefix();
            // Our own documents print what milestones require with the prefix.
            let bare = |word| match draft.endings {
                Some(_) => str::strip_prefix(word, prefix.as_str()).unwrap_or(word),
                None => word,
            };
            let words: Vec<&str> = lists::split(value).into_iter().map(bare).collect();
            let stories: Vec<Option<String>> =
                words.iter().map(|word| names::resolve(draft, word)).collect();
            if stories.iter().any(Option::is_none) {
                milestone.remarks.push(text.to_owned());
            }
            milestone.requires = Some(stories.into_iter().flatten().collect());
        }
        "go/no-go" | "gate" => milestone.gate.push(value.to_owned()),
        _ => return false,
    }
    true
}
