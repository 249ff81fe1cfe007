//! What is said of one thing, field by field.

use std::collections::BTreeSet;

use serde::Serialize;

/// What became of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Only the newer side has it.
    Added,
    /// Only the older side has it.
    Removed,
    /// Both have it, and it differs.
    Changed,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The field.
    pub field: &'static str,
    /// What it was; none where it was not written.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
}

/// The fields of a thing, in the order in which they are told.
pub(super) type Fields = Vec<(&'static str, Option<String>)>;

/// The fields that differ, of two things of one kind.
pub(super) fn differing(old: Fields, new: Fields) -> Vec<Field> {
    let pairs = old.into_iter().zip(new).filter(|((_, old), (_, new))| old != new);
    pairs.map(|((field, old), (_, new))| Field { field, old, new }).collect()
}

/// Goes through two lists of named things: what the newer one has in its order, then what only the older one had.
pub(super) fn pairs<'a, T, K: Ord>(
    old: &'a [T],
    new: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let known: std::collections::BTreeMap<K, &T> = old.iter().map(|it| (key(it), it)).collect();
    let there: BTreeSet<K> = new.iter().map(&key).collect();
    let both = new.iter().map(|it| (known.get(&key(it)).copied(), Some(it)));
    let gone = old.iter().filter(|it| !there.contains(&key(it))).map(|it| (Some(it), None));
    both.chain(gone).collect()
}

/// What became of a thing that may be on either side.
pub(super) fn kind<T>(old: Option<&T>, new: Option<&T>) -> Kind {
    match (old, new) {
        (None, _) => Kind::Added,
        (Some(_), None) => Kind::Removed,
        (Some(_), Some(_)) => Kind::Changed,
    }
}
