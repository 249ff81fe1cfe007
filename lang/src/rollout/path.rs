//! Paths into objects: keys with blanks between them; `key[]` is each item of a list.

use crate::model::{Value, ValueKind};
use crate::spot::Spot;

/// Calls `found` with every value that a path leads to.
pub(crate) fn each<'v>(value: &'v Value, path: &str, found: &mut impl FnMut(&'v Value)) {
    each_at(value, Spot::here(value.at), path, &mut |value, _| found(value));
}

/// Calls `found` with every value that a path leads to, and where it stands; `spot` is that of the first.
pub(crate) fn each_at<'v>(
    value: &'v Value,
    spot: Spot,
    path: &str,
    found: &mut impl FnMut(&'v Value, Spot),
) {
    let Some((step, rest)) = path.split_once(' ').or((!path.is_empty()).then_some((path, "")))
    else {
        return found(value, spot);
    };
    let Some(entry) = value.entry(step.strip_suffix("[]").unwrap_or(step)) else { return };
    let (value, spot) = (&entry.value, spot.entry(entry));
    match &value.kind {
        _ if !step.ends_with("[]") => each_at(value, spot, rest, found),
        ValueKind::List(items) => {
            for item in items {
                each_at(item, spot.item(item, value), rest, found);
            }
        }
        _ => {}
    }
}

/// A path as people write it: `spec.listeners[].tls`.
pub(super) fn print(path: &str) -> String {
    path.replace(' ', ".")
}
