//! Orders that a document tells beside its arrows, as proposals: in notes, and in fields such as `Depends on`.

use super::draft::{Chain, Draft, Told};
use super::{Note, lists, names, prose, write};

/// Whether a field tells of an order, and then whether its stories come before.
pub(super) fn is_after(key: &str) -> Option<bool> {
    const AFTER: [&str; 16] = [
        "after",
        "blocked by",
        "depends",
        "depends on",
        "dependencies",
        "dependency",
        "deps",
        "needs",
        "predecessor",
        "predecessors",
        "prerequisite",
        "prerequisites",
        "requires",
        "starts after",
        "waits for",
        "waits on",
    ];
    const BEFORE: [&str; 6] =
        ["before", "blocks", "enables", "successor", "successors", "unblocks"];
    let is_before = BEFORE.contains(&key);
    (is_before || AFTER.contains(&key)).then_some(!is_before)
}

/// Proposes what fields and notes of stories tell, now that every story is known.
pub(super) fn propose(draft: &mut Draft) {
    for index in 0..draft.stories.len() {
        for told in std::mem::take(&mut draft.stories[index].told) {
            field(draft, index, &told);
        }
        let story = &draft.stories[index];
        let Some(note) = story.note.clone() else { continue };
        let proposals = prose::orders(draft, &note, Some(&story.id));
        add(draft, proposals);
    }
}

fn field(draft: &mut Draft, index: usize, told: &Told) {
    let story = draft.stories[index].id.clone();
    let reason = write::string(&told.written);
    let mut proposals = Vec::new();
    let mut is_whole = true;
    for word in lists::split(&told.value) {
        match names::meaning(draft, word).story() {
            Some(other) if other != story => {
                let (first, next) = if told.is_after { (other, &*story) } else { (&*story, other) };
                proposals.push(format!("{first} -> {next} {reason}"));
            }
            _ => is_whole = false,
        }
    }
    // What no proposal repeats stays with the story.
    if !is_whole {
        draft.notes.push(Note::Kept(told.written.clone()));
        draft.stories[index].remarks.push(told.written.clone());
    }
    add(draft, proposals);
}

/// Adds proposals as a line of the order.
fn add(draft: &mut Draft, proposals: Vec<String>) {
    if proposals.is_empty() {
        return;
    }
    draft.notes.extend(proposals.iter().cloned().map(Note::Proposed));
    draft.chains.push(Chain { proposals, ..Chain::default() });
}
