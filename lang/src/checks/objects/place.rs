//! Where the walk through an object is: in the object, in its path, and in the text.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::model::{Entry, Value, ValueKind};
use crate::problems::objects::Spot;

/// A value this far behind its key was written there, and is not what a reference stands for.
const BESIDE: u32 = 8;

/// A step from a value to one inside it.
#[derive(Clone, Debug)]
pub(super) enum Step<'v> {
    /// A field or a key.
    Key(Cow<'v, str>),
    /// An item of a list.
    Index(usize),
}

/// The place of an entry's value.
pub(super) fn of_entry(entry: &Entry, around: Spot) -> Spot {
    let (key, value) = (entry.key.at, entry.value.at);
    if around.setting.is_some() {
        return Spot { at: around.at, setting: Some(value) };
    }
    let is_beside = key.file == value.file
        && value.span.start >= key.span.end
        && value.span.start - key.span.end <= BESIDE;
    if is_beside {
        Spot { at: value, setting: None }
    } else {
        Spot { at: key, setting: Some(value) }
    }
}

/// The place of an entry's key.
pub(super) fn of_key(entry: &Entry, around: Spot) -> Spot {
    match around.setting {
        Some(_) => Spot { at: around.at, setting: Some(entry.key.at) },
        None => Spot { at: entry.key.at, setting: None },
    }
}

/// The place of a list's item.
pub(super) fn of_item(item: &Value, list: &Value, around: Spot) -> Spot {
    if around.setting.is_some() {
        return Spot { at: around.at, setting: Some(item.at) };
    }
    let is_inside = item.at.file == list.at.file && list.at.span.contains(item.at.span);
    if is_inside {
        Spot { at: item.at, setting: None }
    } else {
        Spot { at: around.at, setting: Some(item.at) }
    }
}

/// `spec.ports[0].port`; empty for the object itself.
pub(super) fn path(steps: &[Step<'_>]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) if is_word(key) => {
                let dot = if path.is_empty() { "" } else { "." };
                let _ = write!(path, "{dot}{key}");
            }
            Step::Key(key) => {
                let _ = write!(path, "[\"{key}\"]");
            }
            Step::Index(index) => {
                let _ = write!(path, "[{index}]");
            }
        }
    }
    path
}

fn is_word(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// What a value is called in a message: `an integer`.
pub(super) fn describe(value: &Value) -> &'static str {
    value.shape().map_or("nothing", crate::model::Shape::describe)
}

/// The text that a value is in YAML, if it is a string there.
pub(super) fn text(value: &Value) -> Option<Cow<'_, str>> {
    match &value.kind {
        ValueKind::Str(text) => Some(Cow::Borrowed(text)),
        ValueKind::Duration(text) => Some(Cow::Borrowed(text)),
        ValueKind::Date(_)
        | ValueKind::Address(_)
        | ValueKind::Network(_)
        | ValueKind::AddressRange(..)
        | ValueKind::IntRange(..)
        | ValueKind::DateRange(..)
        | ValueKind::HostPort(..) => value.print().map(Cow::Owned),
        ValueKind::Null
        | ValueKind::Bool(_)
        | ValueKind::Int(_)
        | ValueKind::Float(_)
        | ValueKind::List(_)
        | ValueKind::Map(_)
        | ValueKind::Reference(_)
        | ValueKind::Interpolation(_) => None,
    }
}

/// The entries of a map.
pub(super) fn entries(value: &Value) -> Option<&[Entry]> {
    match &value.kind {
        ValueKind::Map(entries) => Some(entries),
        _ => None,
    }
}

/// The key of an entry as it is in YAML.
pub(super) fn key(entry: &Entry) -> Cow<'_, str> {
    match entry.key.as_str() {
        Some(key) => Cow::Borrowed(key),
        None => Cow::Owned(entry.key.print().unwrap_or_default()),
    }
}

/// The number that a value is.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value.kind {
        #[expect(
            clippy::cast_precision_loss,
            reason = "bounds are far smaller than where it matters"
        )]
        ValueKind::Int(number) => Some(number as f64),
        ValueKind::Float(number) => Some(number),
        _ => None,
    }
}
