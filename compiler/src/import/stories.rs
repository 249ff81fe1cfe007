//! Stories: `STORY-ID — Title (clusters) — STATUS`, with what stands below them.

use super::document::Item;
use super::draft::{Draft, Note, Planned, Story, Told};
use super::fields::{self, clusters, field, know, last_parentheses, state};
use super::header::key_value;
use super::ours::Ending;
use super::write::string;
use super::{lists, proposals};

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
            told: Vec::new(),
        }
    }

    /// Says a field; what is said otherwise already stays a remark.
    pub(super) fn say(&mut self, field: &'static str, value: impl Into<String>) {
        let value = value.into();
        match self.fields.iter().find(|(known, _)| *known == field) {
            None => self.fields.push((field, value)),
            Some((_, known)) if *known == value => {}
            Some(_) => self.remarks.push(format!("{field}: {value}")),
        }
    }

    /// Takes a title, as [`Self::say`] takes fields.
    pub(super) fn entitle(&mut self, title: String) {
        match &self.title {
            None => self.title = Some(title),
            Some(known) if *known == title => {}
            Some(_) => self.remarks.push(title),
        }
    }

    /// Takes a note, as [`Self::say`] takes fields.
    pub(super) fn annotate(&mut self, note: String) {
        match &self.note {
            None => self.note = Some(note),
            Some(known) if *known == note => {}
            Some(_) => self.remarks.push(note),
        }
    }
}

/// Takes an item of a list as a story, or as several.
pub(super) fn item(draft: &mut Draft, item: &Item, planned: Planned) {
    if item.text.is_empty() {
        item.items.iter().for_each(|below| self::item(draft, below, planned));
        return item.rest.iter().for_each(|line| draft.keep(line));
    }
    let texts = several(draft, &item.text, false);
    let is_alone = texts.len() == 1 && draft.endings.is_none();
    for text in texts {
        let mut story = line(draft, text, planned);
        for link in item.links.iter().filter(|_| is_alone) {
            story.say("docs", string(link));
        }
        match (item.is_done, item.is_struck) {
            (Some(true), _) => story.say("status", "done"),
            (_, true) => {
                story.say("status", "deferred");
                story.remarks.push("struck out in the document".to_owned());
            }
            _ => {}
        }
        for below in &item.items {
            let is_said = key_value(&below.text).is_some_and(|(key, value)| {
                below.items.is_empty()
                    && (tell(&mut story, &key, value) || field(draft, &mut story, &key, value))
            });
            keep(&mut story, below, is_said);
        }
        story.remarks.extend(item.rest.iter().cloned());
        draft.notes.extend(story.remarks.iter().cloned().map(Note::Kept));
        let (index, is_repeated) = add(draft, story);
        if is_repeated {
            let id = draft.stories[index].id.clone();
            draft.notes.push(Note::Repeated(id));
        }
    }
}

/// Keeps an item with everything below it, itself aside where it is said.
fn keep(story: &mut Story, item: &Item, is_said: bool) {
    let own = Some(&item.text).filter(|_| !is_said);
    story.remarks.extend(own.into_iter().chain(&item.rest).cloned());
    item.items.iter().for_each(|below| keep(story, below, false));
}

/// Takes a field that tells of the order, unless it is none.
pub(super) fn tell(story: &mut Story, key: &str, value: &str) -> bool {
    let Some(is_after) = proposals::is_after(key) else { return false };
    let mut written = format!("{key}: {value}").replace('\n', ", ");
    if let Some(initial) = written.get_mut(..1) {
        initial.make_ascii_uppercase();
    }
    story.told.push(Told { is_after, value: value.to_owned(), written });
    true
}

/// Adds a story, or what is said of it to the one that is known; gives its index, and whether it was known.
pub(super) fn add(draft: &mut Draft, story: Story) -> (usize, bool) {
    let Some(index) = draft.stories.iter().position(|known| known.id == story.id) else {
        draft.stories.push(story);
        return (draft.stories.len() - 1, false);
    };
    let known = &mut draft.stories[index];
    match (known.planned, story.planned) {
        (Planned::Backlog, planned) => known.planned = planned,
        (before, Planned::Sprint(sprint)) if before != story.planned => {
            known.remarks.push(format!("also in {}", draft.sprints[sprint].written));
        }
        _ => {}
    }
    story.title.into_iter().for_each(|title| known.entitle(title));
    story.fields.into_iter().for_each(|(field, value)| known.say(field, value));
    match (&known.clusters, story.clusters) {
        (None, clusters) => known.clusters = clusters,
        (Some(own), Some(other)) if *own != other => {
            known.remarks.push(format!("clusters: {}", other.join(", ")));
        }
        _ => {}
    }
    story.note.into_iter().for_each(|note| known.annotate(note));
    known.accept.extend(story.accept);
    known.remarks.extend(story.remarks);
    known.told.extend(story.told);
    (index, true)
}

/// The stories of a line that lists several: each part begins with an id, or, where words are ids, is one word.
pub(super) fn several<'t>(draft: &Draft, text: &'t str, may_be_words: bool) -> Vec<&'t str> {
    let parts = lists::split(text);
    let first = |part: &str| {
        let word = mark(part).1.split_whitespace().next().unwrap_or_default();
        let word = word.trim_end_matches(':');
        is_id(word) && word.contains(|it: char| matches!(it, '-' | '_') || it.is_ascii_digit())
    };
    let is_list = parts.iter().all(|part| first(part))
        || (may_be_words && parts.iter().all(|part| !part.contains(' ')));
    if draft.endings.is_none() && parts.len() > 1 && is_list { parts } else { vec![text] }
}

/// Whether a heading begins with what can only be the id of a story: `NET-A: Base network`.
pub(super) fn is_titled(heading: &str) -> bool {
    let word = heading.split_whitespace().next().unwrap_or_default().trim_end_matches([':', ',']);
    let has_digit = word.contains(|it: char| it.is_ascii_digit());
    let is_shouted = !word.contains(|it: char| it.is_ascii_lowercase());
    is_id(word) && (has_digit || (is_shouted && word.contains(['-', '_'])))
}

/// The state that a text begins with as a sign or box, and the rest.
fn mark(text: &str) -> (Option<&'static str>, &str) {
    const MARKS: [(&str, &str); 9] = [
        ("[x]", "done"),
        ("[X]", "done"),
        ("[ ]", "planned"),
        ("✅", "done"),
        ("✔️", "done"),
        ("✔", "done"),
        ("☑", "done"),
        ("🚧", "active"),
        ("⬜", "planned"),
    ];
    let found = MARKS.iter().find_map(|(mark, state)| Some((*state, text.strip_prefix(mark)?)));
    found.map_or((None, text), |(state, rest)| (Some(state), rest.trim_start()))
}

/// Reads the line of a story.
pub(super) fn line(draft: &mut Draft, text: &str, planned: Planned) -> Story {
    let (state, text) = if draft.endings.is_some() { (None, text) } else { mark(text) };
    let mut story = unmarked(draft, text, planned);
    if let Some(state) = state.filter(|state| *state != "planned") {
        story.say("status", state);
    }
    story
}

fn unmarked(draft: &mut Draft, text: &str, planned: Planned) -> Story {
    let known = known(draft, text);
    let (word, rest) = known.unwrap_or_else(|| {
        let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        (first.trim_end_matches([':', ',']), rest)
    });
    let mut story = if known.is_some() || is_id(word) {
        Story::new(word, planned)
    } else {
        let id = id_of(text, draft);
        draft.notes.push(Note::Named { title: text.to_owned(), story: id.clone() });
        return Story { title: Some(text.to_owned()), ..Story::new(&id, planned) };
    };
    let is_dash = |it: char| matches!(it, '—' | '–' | '-' | ':') || it.is_whitespace();
    // In a document of our own a title may begin with dashes.
    let is_titled = known.is_some() && rest.starts_with(" — ");
    let mut rest = match rest.strip_prefix(" — ").filter(|_| is_titled) {
        Some(title) => title.trim_end(),
        None => rest.trim_start_matches(is_dash).trim_end(),
    };
    let ending = draft.endings.as_ref().map(|endings| endings.get(word).copied());
    let may = |what: fn(Ending) -> bool| ending.is_none_or(|ending| ending.is_some_and(what));
    if may(|it| it.has_state)
        && let Some((before, last)) = last_part(rest)
        && state(&mut story, last)
    {
        rest = before;
    }
    while let Some((before, inside)) = last_parentheses(rest) {
        // Our own notes stand in parentheses where there is no title.
        let is_note = before.is_empty() || (ending.is_some() && before.ends_with(')'));
        let is_alone = is_note && !is_titled;
        if !remark(draft, &mut story, inside, is_alone, may(|it| it.has_clusters)) {
            break;
        }
        rest = before;
    }
    story.title = (!rest.is_empty()).then(|| rest.to_owned());
    story
}

/// The id that a line begins with, and the rest, where the table of stories of a document of our own says what is an id.
fn known<'t>(draft: &Draft, text: &'t str) -> Option<(&'t str, &'t str)> {
    let ids = draft.endings.as_ref()?.keys();
    let found = ids.filter_map(|id| {
        let rest = text.strip_prefix(id.as_str())?;
        (rest.is_empty() || rest.starts_with(' ')).then_some((id.len(), rest))
    });
    found.max().map(|(length, rest)| (&text[..length], rest))
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
pub(super) fn id_of(title: &str, draft: &Draft) -> String {
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
    if draft.endings.is_none() && story.clusters.is_none() && fields::is_all(text) {
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
