//! Sprints: `Sprint 0 (Oct 21–Oct 24, 2025) — goal`.

use pdl_lang::calendar::Date;

use super::dates::{self, Miss};
use super::document::Item;
use super::draft::{Draft, Note, Planned, Sprint};
use super::header::key_value;
use super::{ours, sections, stories};

/// What the line of a sprint begins with.
const WORDS: [&str; 5] = ["sprint", "iteration", "increment", "cycle", "timebox"];

/// Whether a line begins like that of a sprint: `Sprint 3`, `Iteration #2`.
pub(super) fn is_numbered(text: &str) -> bool {
    let mut words = text.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_sprint = words.next().is_some_and(|word| WORDS.contains(&word.to_lowercase().as_str()));
    let is_number = |word: &str| word.len() <= 4 && word.contains(|it: char| it.is_ascii_digit());
    is_sprint && words.next().is_some_and(is_number)
}

/// Whether a line has the dates of a sprint.
pub(super) fn is_dated(draft: &Draft, text: &str) -> bool {
    dates::range(text, after(draft)).is_some()
}

/// Takes an item of a list as a sprint with its stories below it.
pub(super) fn item(draft: &mut Draft, item: &Item) {
    if item.text.is_empty() {
        item.items.iter().for_each(|below| self::item(draft, below));
        return item.rest.iter().for_each(|line| draft.keep(line));
    }
    let planned = heading(draft, &item.text);
    for below in &item.items {
        self::below(draft, below, planned);
    }
    match planned {
        Planned::Sprint(sprint) if draft.endings.is_some() => {
            draft.sprints[sprint].doc = ours::unquoted(&item.rest);
        }
        _ => item.rest.iter().for_each(|line| draft.keep(line)),
    }
}

/// Takes what stands below a sprint: a field of it, or a story.
pub(super) fn below(draft: &mut Draft, item: &Item, planned: Planned) {
    if dated(draft, planned, &item.text) {
        return sections::rest(draft, item, 0);
    }
    if let Planned::Sprint(sprint) = planned
        && let Some((key, value)) = key_value(&item.text)
        && field(&mut draft.sprints[sprint], &key, value)
    {
        return sections::rest(draft, item, 0);
    }
    stories::item(draft, item, planned);
}

/// Takes a field of a sprint, unless it is none.
pub(super) fn field(sprint: &mut Sprint, key: &str, value: &str) -> bool {
    match key {
        "goal" | "theme" | "objective" => match &sprint.goal {
            None => sprint.goal = Some(value.to_owned()),
            Some(goal) if goal == value => {}
            Some(_) => sprint.remarks.push(format!("Goal: {value}")),
        },
        "capacity" => match capacity(value) {
            Some(capacity) if sprint.capacity.is_none() => sprint.capacity = Some(capacity),
            _ => sprint.remarks.push(format!("Capacity: {value}")),
        },
        _ => return false,
    }
    true
}

/// Takes the line of a sprint, or of the backlog; says where its stories are planned.
pub(super) fn heading(draft: &mut Draft, text: &str) -> Planned {
    const LATER: [&str; 4] = ["backlog", "unplanned", "unscheduled", "icebox"];
    let first = text.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
    let after = after(draft);
    let found = match dates::look(text, after) {
        // A document of our own means it when it has one day only.
        Err(Miss::Single) if draft.endings.is_some() => {
            let single = dates::single(text, after);
            single.map(|(place, day)| (place, day, day)).ok_or(Miss::Single)
        }
        found => found,
    };
    let is_edge = |it: char| it.is_whitespace() || matches!(it, '(' | ':' | '—' | '–' | '-' | ',');
    match found {
        Ok((place, first, last)) => {
            let title = text[..place.start].trim_end_matches(is_edge).trim();
            let is_behind = |it: char| is_edge(it) || it == ')';
            let goal = text[place.end..].trim_start_matches(is_behind).trim();
            let stories = listed(draft, goal);
            let is_goal = !goal.is_empty() && stories.is_empty();
            let goal = is_goal.then(|| goal.to_owned());
            let planned = add(draft, title, Ok((first, last)), goal, text);
            for line in stories {
                let story = stories::line(draft, line, planned);
                stories::add(draft, story);
            }
            planned
        }
        Err(_) if LATER.contains(&first.to_lowercase().as_str()) => {
            let rest = text[first.len()..].trim_matches(|it| is_edge(it) || it == ')');
            if !rest.is_empty() {
                draft.keep(text);
            }
            Planned::Backlog
        }
        Err(miss) => {
            let end = text.find(['(', ',', ':', '—', '–']).or_else(|| text.find(" - "));
            let title = text[..end.unwrap_or(text.len())].trim();
            let title = if title.is_empty() { text } else { title };
            add(draft, title, Err(miss), None, text)
        }
    }
}

/// The stories that stand behind the dates of a sprint, if nothing else does: `A-1, A-2 (done)`.
fn listed<'t>(draft: &Draft, text: &'t str) -> Vec<&'t str> {
    let parts = stories::several(draft, text, false);
    let is_bare = |part: &&str| part.split_once(' ').is_none_or(|it| it.1.starts_with('('));
    let is_list = parts.len() > 1 && parts.iter().all(is_bare);
    if is_list { parts } else { Vec::new() }
}

/// Takes a line below a sprint without dates that says no more than them: `Dates: 2026-03-02 to 2026-03-13`.
pub(super) fn dated(draft: &mut Draft, planned: Planned, text: &str) -> bool {
    const KEYS: [&str; 4] = ["date", "dates", "period", "when"];
    let Planned::Sprint(index) = planned else { return false };
    if draft.endings.is_some() || draft.sprints[index].dates.is_some() {
        return false;
    }
    let value = match key_value(text) {
        Some((key, value)) if KEYS.contains(&key.as_str()) => value,
        _ => text,
    };
    let value = value.trim_matches(['(', ')', '.', ' ']);
    let found = dates::range(value, after(draft)).filter(|(place, ..)| *place == (0..value.len()));
    let Some((_, first, last)) = found else { return false };
    let sprint = &mut draft.sprints[index];
    (sprint.dates, sprint.miss) = (Some((first, last)), None);
    if sprint.written != *sprint.title.as_ref().unwrap_or(&sprint.name) {
        sprint.remarks.push(sprint.written.clone());
    }
    true
}

/// Adds a sprint, or tells more of the one that is known by that title.
fn add(
    draft: &mut Draft,
    title: &str,
    dates: Result<(Date, Date), Miss>,
    goal: Option<String>,
    written: &str,
) -> Planned {
    if let Some(index) = find(draft, title).filter(|_| !title.is_empty()) {
        let known = &mut draft.sprints[index];
        let is_same = match dates {
            Ok(dates) => known.dates.is_none_or(|known| known == dates),
            Err(_) => true,
        };
        if is_same {
            if let Ok(dates) = dates {
                // The line of a sprint without dates is written in its stead.
                if known.dates.is_none() && known.written != title {
                    known.remarks.push(known.written.clone());
                }
                known.dates = Some(dates);
            } else if written != title {
                known.remarks.push(written.to_owned());
            }
            match goal {
                Some(goal) if known.goal.is_none() => known.goal = Some(goal),
                Some(goal) if known.goal.as_ref() != Some(&goal) => known.remarks.push(goal),
                _ => {}
            }
            return Planned::Sprint(index);
        }
    }
    let (name, title) = name(draft, title);
    let (dates, miss) = (dates.ok(), dates.err());
    draft.sprints.push(Sprint {
        name,
        title,
        dates,
        miss,
        written: written.to_owned(),
        goal,
        doc: Vec::new(),
        capacity: None,
        remarks: Vec::new(),
    });
    Planned::Sprint(draft.sprints.len() - 1)
}

/// Says which sprints have no dates.
pub(super) fn undated(draft: &mut Draft) {
    let undated = draft.sprints.iter().filter(|sprint| sprint.dates.is_none());
    let notes = undated.map(|sprint| Note::Undated {
        sprint: sprint.written.clone(),
        why: sprint.miss.unwrap_or(Miss::Nothing).why(),
    });
    let notes: Vec<Note> = notes.collect();
    draft.notes.extend(notes);
}

/// The day before which no further date without a year lies.
pub(super) fn after(draft: &Draft) -> Option<Date> {
    let last = draft.sprints.iter().rev().find_map(|sprint| sprint.dates);
    last.map(|(first, _)| first).or(draft.platform.date)
}

/// The capacity as a number of points, if that is all it says.
fn capacity(text: &str) -> Option<String> {
    let number: String = text.chars().take_while(|it| it.is_ascii_digit() || *it == '.').collect();
    let unit = text[number.len()..].trim();
    let is_points = ["", "p", "pt", "pts", "point", "points", "sp"].contains(&unit);
    (is_points && number.parse::<f64>().is_ok()).then_some(number)
}

/// A name for a sprint, and its title where that says more: `Sprint 0` is named `S0`.
fn name(draft: &Draft, text: &str) -> (String, Option<String>) {
    if let Some((title, name)) = both(text) {
        return (name.to_owned(), Some(title.to_owned()));
    }
    if is_word(text) && !draft.sprints.iter().any(|sprint| sprint.name == text) {
        return (text.to_owned(), None);
    }
    let name = short(text).unwrap_or_else(|| format!("S{}", draft.sprints.len()));
    let taken = |name: &str| draft.sprints.iter().any(|sprint| sprint.name == name);
    let name = if taken(&name) { format!("{name}-{}", draft.sprints.len()) } else { name };
    (name, Some(text.to_owned()).filter(|title| !title.is_empty()))
}

/// Title and name, where a text says both as our own documents do: `Foundations (S1)`.
fn both(text: &str) -> Option<(&str, &str)> {
    let (title, name) = text.strip_suffix(')')?.rsplit_once('(')?;
    is_word(name).then(|| (title.trim(), name))
}

/// A name made of a title: of `Sprint 0` it is `S0`, of `Set up, then run` it is `Set-up-then-run`.
fn short(title: &str) -> Option<String> {
    let initial = title.split_once(' ').and_then(|(word, rest)| {
        let rest = rest.trim_start_matches('#');
        Some(format!("{}{rest}", word.chars().next()?))
    });
    let parts = title.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    let joined = parts.collect::<Vec<_>>().join("-");
    initial.into_iter().chain([joined]).find(|name| is_word(name))
}

/// Whether a text is a word of PDL.
pub(super) fn is_word(text: &str) -> bool {
    let begins = text.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_');
    let inner = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-');
    begins && text.chars().all(inner) && !text.ends_with('-') && !text.contains("--")
}

/// The sprint that a text names: by its name, its title, or its number.
pub(super) fn find(draft: &Draft, text: &str) -> Option<usize> {
    let text = text.trim();
    let names = |sprint: &Sprint| {
        sprint.name.eq_ignore_ascii_case(text)
            || sprint.title.as_ref().is_some_and(|title| title.eq_ignore_ascii_case(text))
    };
    draft.sprints.iter().position(names).or_else(|| {
        let name = both(text).map(|(_, name)| name.to_owned()).or_else(|| short(text))?;
        draft.sprints.iter().position(|sprint| sprint.name.eq_ignore_ascii_case(&name))
    })
}
