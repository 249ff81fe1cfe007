//! What may stand at a place: right behind a bracket, a colon or an arrow, and in half-typed code.
//!
//! `slot` finds out what is asked for; the other files say what there is. What a person has typed of a word does not
//! matter here: the editor filters.

mod components;
mod items;
mod references;
mod slot;
mod values;

use super::Place;
use crate::span::FileSpan;
use crate::table::Namespace;
use slot::Slot;

pub(super) use slot::{ancestors, open_statement};

/// Something that may stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is called in the list.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside it.
    pub detail: String,
    /// Its documentation, in Markdown.
    pub doc: String,
    /// What it replaces: the word at the place, or nothing.
    pub at: FileSpan,
    /// What is inserted.
    pub text: String,
    /// What is inserted instead by an editor that knows snippets: `$1`, `${2:name}`, `$0`.
    pub snippet: Option<String>,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A statement of the table.
    Statement,
    /// A field of the table.
    Field,
    /// A word that the table gives to choose from, or a literal.
    Word,
    /// The name of an item.
    Name(Namespace),
    /// A setting, or a part of one.
    Setting,
    /// The beginning of a reference, or a fact of what it leads to.
    Fact,
    /// A kind of Kubernetes object.
    Kind,
    /// A field of a Kubernetes object.
    Key,
    /// A lint.
    Lint,
}

/// Everything that may stand at a place, the likeliest first.
#[must_use]
pub fn completions(place: Place<'_>) -> Vec<Completion> {
    let Some((at, slot)) = slot::find(place) else { return Vec::new() };
    let list = List { place, at, found: Vec::new() };
    match slot {
        Slot::Items(scope) => items::items(list, &scope),
        Slot::Argument { statement, def, index } => values::argument(list, statement, def, index),
        Slot::Value(ty) => values::of_type(list, ty, false),
        Slot::Entry(ty) => values::of_type(list, ty, true),
        Slot::Day => values::days(list),
        Slot::Object(kind) => components::objects(list, kind),
        Slot::Story => values::names(list, Namespace::Story, ""),
        Slot::Member(words) => references::members(list, &words),
        Slot::Key { kind, keys, given } => values::keys(list, &kind, &keys, &given),
        Slot::KeyValue { kind, keys } => values::key_value(list, &kind, &keys),
    }
}

/// The list as it grows.
struct List<'a> {
    place: Place<'a>,
    at: FileSpan,
    found: Vec<Completion>,
}

impl List<'_> {
    fn add(
        &mut self,
        label: &str,
        kind: CompletionKind,
        detail: &str,
        doc: &str,
    ) -> &mut Completion {
        self.found.push(Completion {
            label: label.to_owned(),
            kind,
            detail: detail.to_owned(),
            doc: doc.to_owned(),
            at: self.at,
            text: label.to_owned(),
            snippet: None,
        });
        self.found.last_mut().unwrap_or_else(|| unreachable!("one was just added"))
    }
}
