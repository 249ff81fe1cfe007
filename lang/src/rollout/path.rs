//! Paths into objects: keys with blanks between them; `key[]` is each item of a list, and `**` goes any number of keys
//! and items further.

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
    if step == "**" {
        return each_within(value, spot, rest, found);
    }
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

/// Takes a path from a value, and from everything in it.
fn each_within<'v>(
    value: &'v Value,
    spot: Spot,
    path: &str,
    found: &mut impl FnMut(&'v Value, Spot),
) {
    each_at(value, spot, path, found);
    match &value.kind {
        ValueKind::Map(entries) => {
            for entry in entries {
                each_within(&entry.value, spot.entry(entry), path, found);
            }
        }
        ValueKind::List(items) => {
            for item in items {
                each_within(item, spot.item(item, value), path, found);
            }
        }
        _ => {}
    }
}

/// A path as people write it: `spec.listeners[].tls`.
pub(super) fn print(path: &str) -> String {
    path.replace(' ', ".")
}
