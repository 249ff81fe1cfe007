//! Characters that cannot pass through `kustomize build`, in keys and values.
//!
//! kustomize hands objects on as JSON, which leaves these characters bare, and reads them as YAML again, which does not
//! take them so: no spelling helps.

use crate::diagnostic::Diagnostic;
use crate::model::{Value, ValueKind};
use crate::problems::objects as problems;
use crate::spot::Spot;

/// Checks a value with all that is in it.
pub(super) fn check(value: &Value, spot: Spot, out: &mut Vec<Diagnostic>) {
    match &value.kind {
        ValueKind::Str(text) => report(text, is_refused, spot, out),
        ValueKind::List(items) => {
            for item in items {
                check(item, spot.item(item, value), out);
            }
        }
        ValueKind::Map(entries) => {
            for entry in entries {
                if let ValueKind::Str(key) = &entry.key.kind {
                    report(key, is_refused_in_key, spot.key(entry), out);
                }
                check(&entry.value, spot.entry(entry), out);
            }
        }
        _ => {}
    }
}

fn report(text: &str, is_refused: fn(char) -> bool, spot: Spot, out: &mut Vec<Diagnostic>) {
    if let Some(character) = text.chars().find(|it| is_refused(*it)) {
        out.push(problems::refused_character(spot, character));
    }
}

/// What readers of YAML do not take bare.
fn is_refused(character: char) -> bool {
    matches!(character, '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

/// A key stands on one line, and U+0085 would end it.
fn is_refused_in_key(character: char) -> bool {
    is_refused(character) || character == '\u{85}'
}
