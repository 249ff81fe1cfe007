//! Scalars: a boolean, a number, a string, and what people write instead.

use super::fields::Walk;
use super::formats;
use super::place::{number, text};
use crate::catalogue::schema::{Form, Node};
use crate::diagnostic::Fix;
use crate::model::{Value, ValueKind};
use crate::problems::objects as problems;
use crate::spot::Spot;

/// Checks the type of a scalar.
pub(super) fn check(walk: &mut Walk<'_, '_>, value: &Value, node: &Node, spot: Spot) {
    let is_int = matches!(value.kind, ValueKind::Int(_));
    let (fits, expected) = match node.form {
        Form::Bool => (matches!(value.kind, ValueKind::Bool(_)), "`true` or `false`"),
        Form::Integer => (is_int, "an integer"),
        Form::Number => (number(value).is_some(), "a number"),
        Form::Text => (text(value).is_some(), "a string"),
        Form::IntOrString => (is_int || text(value).is_some(), "an integer or a string"),
        _ => (number(value).is_some() || text(value).is_some(), "a quantity"),
    };
    if !fits {
        let fix = mend(walk, value, &node.form, spot);
        walk.wrong_type(value, expected, spot, fix);
    } else if node.form == Form::Quantity {
        quantity(walk, value, spot);
    }
}

/// The edit that makes a scalar one of the type: quotes, or none.
fn mend(walk: &Walk<'_, '_>, value: &Value, form: &Form, spot: Spot) -> Option<Fix> {
    let written = walk.checker.written(spot, value)?;
    match (&value.kind, form) {
        (
            ValueKind::Bool(_) | ValueKind::Int(_) | ValueKind::Float(_),
            Form::Text | Form::IntOrString | Form::Quantity,
        ) => {
            let title = format!("Write `\"{written}\"` in quotes");
            Some(Fix::replace(title, spot.at, format!("\"{written}\"")).machine_applicable())
        }
        (ValueKind::Str(content), Form::Bool | Form::Integer | Form::Number) => {
            let is_it = match form {
                Form::Bool => matches!(content.as_str(), "true" | "false"),
                Form::Integer => content.parse::<i64>().is_ok_and(|it| it.to_string() == *content),
                _ => content.parse::<f64>().is_ok_and(|it| it.to_string() == *content),
            };
            let title = format!("Write `{content}` without quotes");
            is_it.then(|| Fix::replace(title, spot.at, content.as_str()).machine_applicable())
        }
        _ => None,
    }
}

fn quantity(walk: &mut Walk<'_, '_>, value: &Value, spot: Spot) {
    let Some(content) = text(value).filter(|text| !formats::quantity(text)) else { return };
    let help = "Write a number and at most one suffix: `500m`, `2`, `10Gi`, `1e3`.";
    let found = problems::wrong_form(spot, &walk.name(), "takes a quantity", &content, help);
    walk.report(found);
}

/// A number that is written with more than it is, where anything may stand: `1.30` would become 1.3.
pub(super) fn loses_zero(walk: &mut Walk<'_, '_>, value: &Value, spot: Spot) {
    match &value.kind {
        ValueKind::Float(number) => {
            let Some(written) = walk.checker.written(spot, value) else { return };
            let is_shortened = written.contains('.') && written.len() > 3 && written.ends_with('0');
            if is_shortened && !written.contains(['e', 'E']) {
                let fix = Fix::replace("Write it as a string", spot.at, format!("\"{written}\""));
                let (name, left) = (walk.name(), number.to_string());
                let found = problems::loses_zero(spot, &name, written, &left, fix);
                walk.report(found);
            }
        }
        ValueKind::List(items) => {
            for item in items {
                loses_zero(walk, item, spot.item(item, value));
            }
        }
        ValueKind::Map(entries) => {
            for entry in entries {
                loses_zero(walk, &entry.value, spot.entry(entry));
            }
        }
        _ => {}
    }
}
