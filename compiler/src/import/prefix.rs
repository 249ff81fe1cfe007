//! What all ids of a document begin with, and sources do not repeat.

use std::collections::BTreeSet;

use super::draft::{Draft, Note, Platform};
use super::sprints::is_word;
use super::stories;

impl Platform {
    /// The prefix as it comes before ids in documents, which do not tell several blanks from one, or end with one.
    pub(super) fn printed_prefix(&self) -> String {
        self.prefix.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Takes the prefix from the ids that documents print and sources do not have.
///
/// A document of our own says what its prefix is; of others it is told from what they have in common.
pub(super) fn settle<'o>(
    draft: &mut Draft,
    orders: impl Iterator<Item = &'o str>,
    may_be_usual: bool,
) {
    if draft.platform.prefix.is_empty() {
        draft.platform.prefix = prefix(draft, orders, may_be_usual);
    }
    let printed = draft.platform.printed_prefix();
    let mut taken: BTreeSet<String> = draft.stories.iter().map(|story| story.id.clone()).collect();
    for story in &mut draft.stories {
        let short = story.id.strip_prefix(&printed).filter(|short| is_word(short));
        if let Some(short) = short.map(str::to_owned).filter(|it| !taken.contains(it)) {
            taken.remove(&story.id);
            taken.insert(short.clone());
            story.id = short;
        }
    }
    mend(draft);
}

/// Gives ids that a source can have to stories whose ids are no words.
fn mend(draft: &mut Draft) {
    for index in 0..draft.stories.len() {
        if !is_word(&draft.stories[index].id) {
            let title = draft.stories[index].id.clone();
            let story = stories::id_of(&title, draft);
            draft.stories[index].id.clone_from(&story);
            draft.notes.push(Note::Named { title, story });
        }
    }
}

/// What all ids begin with, if that is said to be a prefix: by what it is, or by the orders, which leave it out.
fn prefix<'o>(draft: &Draft, orders: impl Iterator<Item = &'o str>, may_be_usual: bool) -> String {
    const USUAL: [&str; 6] = ["STORY-", "US-", "TASK-", "ISSUE-", "TICKET-", "EPIC-"];
    let ids = || draft.stories.iter().map(|story| story.id.as_str());
    let Some(first) = ids().next() else { return String::new() };
    let candidates = first.char_indices().filter(|(_, it)| *it == '-').map(|(at, _)| &first[..=at]);
    let is_common = |prefix: &&str| ids().all(|id| id.strip_prefix(*prefix).is_some_and(is_word));
    let is_inner = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
    let words: Vec<&str> = orders.flat_map(|line| line.split(|it| !is_inner(it))).collect();
    let is_left_out = |prefix: &&str| {
        let short = |id: &str| words.contains(&id.strip_prefix(*prefix).unwrap_or(id));
        ids().any(short) && !ids().any(|id| words.contains(&id))
    };
    candidates
        .filter(is_common)
        .find(|prefix| (may_be_usual && USUAL.contains(prefix)) || is_left_out(prefix))
        .unwrap_or_default()
        .to_owned()
}
