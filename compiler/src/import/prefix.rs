//! What all ids of a document begin with, and sources do not repeat.

use super::draft::Draft;
use super::sprints::is_word;

/// Takes the prefix from the ids that documents print and sources do not have.
pub(super) fn settle<'o>(draft: &mut Draft, orders: impl Iterator<Item = &'o str>) {
    let prefix = prefix(draft, orders);
    for story in &mut draft.stories {
        if let Some(short) = story.id.strip_prefix(&prefix) {
            story.id = short.to_owned();
        }
    }
    draft.platform.prefix = prefix;
}

/// What all ids begin with, if that is said to be a prefix: by what it is, or by the orders, which leave it out.
fn prefix<'o>(draft: &Draft, orders: impl Iterator<Item = &'o str>) -> String {
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
        .find(|prefix| USUAL.contains(prefix) || is_left_out(prefix))
        .unwrap_or_default()
        .to_owned()
}
