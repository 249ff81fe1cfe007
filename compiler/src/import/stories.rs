//! Stories: `STORY-ID — Title (clusters) — STATUS`, with what stands below them.

use super::document::Item;
use super::draft::{Draft, Note, Planned, Story};
use super::fields::{self, clusters, field, know, last_parentheses, state};
use super::header::key_value;
use super::ours::Ending;

impl Story {
    /// A story of which nothing more is known.
    pub(super) fn new(id: &str, planned: Planned) -> Self {
        Self {
            id: id.to_owned(),
            title: None,
            planned,
            clusters: None,
            fields: Vec::new(),
            note: None,
            accept: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Says a field, unless it is said already.
    pub(super) fn say(&mut self, field: &'static str, value: impl Into<String>) {
        if !self.fields.iter().any(|(known, _)| *known == field) {
            self.fields.push((field, value.into()));
        }
    }
}

/// Takes an item of a list as a story.
pub(super) fn item(draft: &mut Draft, item: &Item, planned: Planned) {
    if item.text.is_empty() {
        return;
    }
    let mut story = line(draft, &item.text, planned);
    for below in &item.items {
        let is_said = key_value(&below.text).is_some_and(|(key, value)| {
            below.items.is_empty() && field(draft, &mut story, &key, value)
        });
        if !is_said {
            keep(&mut story, below);
        }
    }
    story.remarks.extend(item.rest.iter().cloned());
    draft.notes.extend(story.remarks.iter().cloned().map(Note::Kept));
    draft.stories.push(story);
}

fn keep(story: &mut Story, item: &Item) {
    story.remarks.push(item.text.clone());
    story.remarks.extend(item.rest.iter().cloned());
    for below in &item.items {
        keep(story, below);
    }
}

/// Reads the line of a story.
pub(super) fn line(draft: &mut Draft, text: &str, planned: Planned) -> Story {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let word = first.trim_end_matches([':', ',']);
    let mut story = if is_id(word) {
        Story::new(word, planned)
    } else {
        let id = id_of(text, draft);
        draft.notes.push(Note::Named { title: text.to_owned(), story: id.clone() });
        return Story { title: Some(text.to_owned()), ..Story::new(&id, planned) };
    };
    let is_dash = |it: char| matches!(it, '—' | '–' | '-' | ':') || it.is_whitespace();
    let mut rest = rest.trim_start_matches(is_dash).trim_end();
    let ending = draft.endings.as_ref().map(|endings| endings.get(word).copied());
    let may = |what: fn(Ending) -> bool| ending.is_none_or(|ending| ending.is_some_and(what));
    if may(|it| it.has_state)
        && let Some((before, last)) = last_part(rest)
        && state(&mut story, last)
    {
        rest = before;
    }
    while let Some((before, inside)) = last_parentheses(rest) {
        let is_alone = before.is_empty() || (ending.is_some() && before.ends_with(')'));
        if !remark(draft, &mut story, inside, is_alone, may(|it| it.has_clusters)) {
            break;
        }
        rest = before;
    }
    story.title = (!rest.is_empty()).then(|| rest.to_owned());
    story
}

/// Whether a word is the id of a story, and not the first of a sentence.
fn is_id(word: &str) -> bool {
    let is_inner = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
    let begins = word.starts_with(|it: char| it.is_ascii_alphabetic());
    let is_shouted = word.len() > 1 && !word.contains(|it: char| it.is_ascii_lowercase());
    let has_digit = word.contains(|it: char| it.is_ascii_digit());
    begins
        && word.chars().all(is_inner)
        && !word.ends_with('-')
        && !word.contains("--")
        && (is_shouted || has_digit || word.contains(['-', '_']))
}

/// An id for a story that has none: its first words.
fn id_of(title: &str, draft: &Draft) -> String {
    const WORDS: usize = 4;
    let words = title.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    let words: Vec<String> = words.take(WORDS).map(str::to_ascii_uppercase).collect();
    let mut id = words.join("-");
    if !id.starts_with(|it: char| it.is_ascii_alphabetic()) {
        id.insert_str(0, "STORY-");
    }
    let id = id.trim_end_matches('-').to_owned();
    let taken = |id: &String| draft.stories.iter().any(|story| story.id == *id);
    let numbered = (2..=draft.stories.len() + 1).map(|number| format!("{id}-{number}"));
    let free = [id.clone()].into_iter().chain(numbered).find(|id| !taken(id));
    free.unwrap_or(id)
}

/// What stands behind the last dash with space around it, or the whole text.
fn last_part(text: &str) -> Option<(&str, &str)> {
    let dashes = [" — ", " – ", " - "];
    let last = dashes.iter().filter_map(|dash| Some((text.rfind(dash)?, dash.len()))).max();
    match last {
        Some((at, length)) => Some((text[..at].trim_end(), &text[at + length..])),
        None => (!text.is_empty()).then_some(("", text)),
    }
}

/// Takes what stands in parentheses behind a story: a state, clusters, or, where there is no title before it, a note.
fn remark(
    draft: &mut Draft,
    story: &mut Story,
    text: &str,
    is_alone: bool,
    may_be_clusters: bool,
) -> bool {
    if draft.endings.is_none()
        && let Some(status) = fields::status(text)
    {
        story.say("status", status);
        return true;
    }
    if may_be_clusters
        && story.clusters.is_none()
        && let Some(clusters) = clusters(text)
    {
        for cluster in &clusters {
            know(draft, cluster);
        }
        story.clusters = Some(clusters);
        return true;
    }
    if is_alone || text.is_empty() {
        let notes = [Some(text.to_owned()), story.note.take()];
        story.note = Some(notes.into_iter().flatten().collect::<Vec<_>>().join("; "));
        return true;
    }
    false
}
