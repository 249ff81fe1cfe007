//! Where the walk through an object is: in the object, in its path, and in the text.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::model::{Entry, Value, ValueKind};

/// A step from a value to one inside it.
#[derive(Clone, Debug)]
pub(super) enum Step<'v> {
    /// A field or a key.
    Key(Cow<'v, str>),
    /// An item of a list.
    Index(usize),
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
