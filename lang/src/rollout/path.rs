//! Paths into objects: keys with blanks between them; `key[]` is each item of a list.

use crate::model::{Value, ValueKind};

/// Calls `found` with every value that a path leads to.
pub(crate) fn each<'v>(value: &'v Value, path: &str, found: &mut impl FnMut(&'v Value)) {
    let Some((step, rest)) = path.split_once(' ').or((!path.is_empty()).then_some((path, "")))
    else {
        return found(value);
    };
    let Some(key) = step.strip_suffix("[]") else {
        if let Some(value) = value.get(step) {
            each(value, rest, found);
        }
        return;
    };
    if let Some(Value { kind: ValueKind::List(items), .. }) = value.get(key) {
        for item in items {
            each(item, rest, found);
        }
    }
}

/// A path as people write it: `spec.listeners[].tls`.
pub(super) fn print(path: &str) -> String {
    path.replace(' ', ".")
}
