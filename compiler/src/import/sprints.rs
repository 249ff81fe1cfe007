//! Sprints: `Sprint 0 (Oct 21–Oct 24, 2025) — goal`.

use pdl_lang::calendar::Date;

use super::dates;
use super::document::Item;
use super::draft::{Draft, Note, Planned, Sprint, Story};
use super::header::key_value;
use super::stories;

/// Takes an item of a list as a sprint with its stories below it.
pub(super) fn item(draft: &mut Draft, item: &Item) {
    let planned = heading(draft, &item.text);
    for below in &item.items {
        self::below(draft, below, planned);
    }
    for line in &item.rest {
        draft.keep(line);
    }
}

/// Takes what stands below a sprint: a field of it, or a story.
pub(super) fn below(draft: &mut Draft, item: &Item, planned: Planned) {
    if let Planned::Sprint(sprint) = planned
        && let Some((key, value)) = key_value(&item.text)
    {
        let sprint = &mut draft.sprints[sprint];
        match key.as_str() {
            "goal" => return sprint.goal = Some(value.to_owned()),
            "capacity" => return sprint.capacity = capacity(value),
            _ => {}
        }
    }
    stories::item(draft, item, planned);
}

/// Takes the line of a sprint, or of the backlog; says where its stories are planned.
pub(super) fn heading(draft: &mut Draft, text: &str) -> Planned {
    let after = after(draft);
    let dates = dates::range(text, after)
        .or_else(|| dates::single(text, after).map(|(place, date)| (place, date, date)));
    let Some((place, first, last)) = dates else {
        if !text.to_lowercase().starts_with("backlog") {
            draft.notes.push(Note::Undated(text.to_owned()));
            draft.remarks.push(text.to_owned());
        }
        return Planned::Backlog;
    };
    let is_edge = |it: char| it.is_whitespace() || matches!(it, '(' | ':' | '—' | '–' | '-' | ',');
    let title = text[..place.start].trim_end_matches(is_edge).trim();
    let is_behind = |it: char| is_edge(it) || it == ')';
    let goal = text[place.end..].trim_start_matches(is_behind).trim();
    add(draft, title, Some((first, last)), Some(goal).filter(|goal| !goal.is_empty()))
}

/// Adds a sprint, or gives the one of that name.
pub(super) fn add(
    draft: &mut Draft,
    title: &str,
    dates: Option<(Date, Date)>,
    goal: Option<&str>,
) -> Planned {
    let (name, title) = name(draft, title);
    draft.sprints.push(Sprint {
        name,
        title,
        dates,
        goal: goal.map(str::to_owned),
        capacity: None,
    });
    Planned::Sprint(draft.sprints.len() - 1)
}

/// The day before which no further date without a year lies.
pub(super) fn after(draft: &Draft) -> Option<Date> {
    let last = draft.sprints.last().and_then(|sprint| sprint.dates);
    last.map(|(first, _)| first).or(draft.platform.date)
}

/// The capacity as a number of points.
fn capacity(text: &str) -> Option<String> {
    let number: String = text.chars().take_while(|it| it.is_ascii_digit() || *it == '.').collect();
    number.parse::<f64>().is_ok().then_some(number)
}

/// A name for a sprint, and its title where that says more: `Sprint 0` is named `S0`.
fn name(draft: &Draft, text: &str) -> (String, Option<String>) {
    // Our own documents say both: `Foundations (S1)`.
    if let Some((title, name)) = text.strip_suffix(')').and_then(|it| it.rsplit_once('('))
        && is_word(name)
    {
        return (name.to_owned(), Some(title.trim().to_owned()));
    }
    if is_word(text) {
        return (text.to_owned(), None);
    }
    let initial = text
        .split_once(' ')
        .and_then(|(word, rest)| Some(format!("{}{rest}", word.chars().next()?)));
    let parts = || text.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    let name = initial
        .filter(|name| is_word(name))
        .unwrap_or_else(|| parts().collect::<Vec<_>>().join("-"));
    let name = if is_word(&name) { name } else { format!("S{}", draft.sprints.len()) };
    let taken = |name: &str| draft.sprints.iter().any(|sprint| sprint.name == name);
    let name = if taken(&name) { format!("{name}-{}", draft.sprints.len()) } else { name };
    (name, Some(text.to_owned()).filter(|title| !title.is_empty()))
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
        let (name, _) = name(&Draft::default(), text);
        draft.sprints.iter().position(|sprint| sprint.name.eq_ignore_ascii_case(&name))
    })
}

/// Adds a story to a sprint, unless it is known; gives its index.
pub(super) fn story(draft: &mut Draft, story: Story) -> usize {
    let known = draft.stories.iter().position(|known| known.id == story.id);
    known.unwrap_or_else(|| {
        draft.stories.push(story);
        draft.stories.len() - 1
    })
}
