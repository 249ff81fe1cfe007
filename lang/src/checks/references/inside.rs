//! Whether lists and maps that two clusters have under one name hold the same types: maps key by key, lists by what
//! all their items are.

use std::collections::BTreeMap;

use crate::model::{Shape, Value, ValueKind};
use crate::span::FileSpan;

/// Where two values differ in type.
pub(super) struct Difference {
    /// The path that leads there.
    pub(super) path: String,
    /// The type and place on either side.
    pub(super) sides: [(Shape, FileSpan); 2],
}

/// The first place where two values differ in type. What only one of them has is no difference, nor is `null`.
pub(super) fn difference(one: &Value, other: &Value, path: &str) -> Option<Difference> {
    match (&one.kind, &other.kind) {
        (ValueKind::Map(entries), ValueKind::Map(others)) => {
            let others: BTreeMap<&str, &Value> =
                others.iter().filter_map(|it| Some((it.key.as_str()?, &it.value))).collect();
            entries.iter().find_map(|entry| {
                let key = entry.key.as_str()?;
                difference(&entry.value, others.get(key)?, &format!("{path}.{key}"))
            })
        }
        (ValueKind::List(items), ValueKind::List(others)) => {
            let [one, other] = [of_all(items)?, of_all(others)?];
            unlike(one, other, || format!("{path}[0]"))
        }
        _ => unlike(one, other, || path.to_owned()),
    }
}

/// The first item of a list whose items are all of its type.
fn of_all(items: &[Value]) -> Option<&Value> {
    let first = items.first()?;
    items.iter().all(|item| is_like(item.shape(), first.shape())).then_some(first)
}

fn unlike(one: &Value, other: &Value, path: impl Fn() -> String) -> Option<Difference> {
    let shapes = (one.shape()?, other.shape()?);
    let sides = [(shapes.0, one.at), (shapes.1, other.at)];
    (!is_like(Some(shapes.0), Some(shapes.1))).then(|| Difference { path: path(), sides })
}

/// Whether two types are one in YAML, where a number is a number.
fn is_like(one: Option<Shape>, other: Option<Shape>) -> bool {
    let is_number = |it: Option<Shape>| matches!(it, Some(Shape::Int | Shape::Float));
    let is_null = |it: Option<Shape>| matches!(it, None | Some(Shape::Null));
    one == other || (is_number(one) && is_number(other)) || is_null(one) || is_null(other)
}
