//! Label selectors, as Kubernetes reads them.

use crate::model::{Value, ValueKind};
use crate::span::FileSpan;
use crate::spot::Spot;

/// Whether a selector means something with certain labels; one that asks for nothing means everything.
pub(crate) fn selects<'l>(selector: &Value, label: impl Fn(&str) -> Option<&'l str>) -> bool {
    let by_label = wanted(selector).all(|(key, value, _)| label(key) == Some(value));
    by_label && expressions(selector).iter().all(|it| holds(it, label(key_of(it))))
}

/// Whether a selector asks for nothing.
pub(crate) fn is_empty(selector: &Value) -> bool {
    let is_empty = |value: &Value| match &value.kind {
        ValueKind::Map(entries) => entries.is_empty(),
        ValueKind::List(items) => items.is_empty(),
        kind => matches!(kind, ValueKind::Null),
    };
    match &selector.kind {
        ValueKind::Map(entries) => entries.iter().all(|it| is_empty(&it.value)),
        _ => false,
    }
}

/// The labels that a selector names with their value, and where that is written.
pub(crate) fn wanted(selector: &Value) -> impl Iterator<Item = (&str, &str, FileSpan)> {
    let entries = match selector.get("matchLabels").map(|it| &it.kind) {
        Some(ValueKind::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().filter_map(|it| Some((it.key.as_str()?, it.value.as_str()?, it.value.at)))
}

fn expressions(selector: &Value) -> &[Value] {
    match selector.get("matchExpressions").map(|it| &it.kind) {
        Some(ValueKind::List(items)) => items,
        _ => &[],
    }
}

fn key_of(expression: &Value) -> &str {
    expression.get("key").and_then(Value::as_str).unwrap_or_default()
}

fn holds(expression: &Value, label: Option<&str>) -> bool {
    let is_listed = || match expression.get("values").map(|it| &it.kind) {
        Some(ValueKind::List(values)) => {
            values.iter().any(|it| label.is_some() && it.as_str() == label)
        }
        _ => false,
    };
    match expression.get("operator").and_then(Value::as_str) {
        Some("In") => is_listed(),
        Some("NotIn") => !is_listed(),
        Some("Exists") => label.is_some(),
        Some("DoesNotExist") => label.is_none(),
        // Another operator is reported where fields are checked.
        _ => true,
    }
}

/// A selector as people write it: `advertise: bgp`.
pub(crate) fn print(selector: &Value) -> String {
    let labels = wanted(selector).map(|(key, value, _)| format!("{key}: {value}"));
    let others = expressions(selector).iter().map(|it| {
        let operator = it.get("operator").and_then(Value::as_str).unwrap_or_default();
        format!("{} {operator}", key_of(it))
    });
    labels.chain(others).collect::<Vec<_>>().join(", ")
}

/// Where a selector says what it means: its one label, else the whole.
pub(crate) fn place(selector: &Value, spot: Spot) -> Spot {
    let mut wanted = wanted(selector);
    match (wanted.next(), wanted.next()) {
        (Some((.., at)), None) if spot.setting.is_none() => Spot::here(at),
        _ => spot,
    }
}
