//! What expressions see of an object: the fields that its definition names, with their defaults.

use std::sync::Arc;

use smol_str::SmolStr;

use super::super::place::{key, number, text};
use crate::catalogue::schema::{Form, List, Node, NodeId, Object, Schema};
use crate::expressions::{self as seen, Likeness, Subject};
use crate::model::{Entry, Value, ValueKind};

/// What identifies a whole object.
pub(in crate::checks::objects) struct Whole<'o> {
    pub(in crate::checks::objects) api_version: String,
    pub(in crate::checks::objects) kind: &'o str,
    pub(in crate::checks::objects) name: &'o str,
}

/// A whole object.
pub(super) fn whole(value: &Value, schema: &Schema, id: NodeId, whole: &Whole<'_>) -> Subject {
    let Form::Object(object) = &schema.node(id).form else { return seen::unknown() };
    let (mut fields, _) = fields(value.as_map().unwrap_or_default(), object, schema);
    let named = |name: &str, text: &str| (name.to_owned(), seen::text(text.to_owned()));
    fields.push(named("apiVersion", &whole.api_version));
    fields.push(named("kind", whole.kind));
    fields.push(("metadata".to_owned(), seen::record(vec![named("name", whole.name)], false)));
    seen::record(fields, false)
}

/// A value.
pub(super) fn of(value: &Value, schema: &Schema, id: NodeId) -> Subject {
    let node = schema.node(id);
    if matches!(value.kind, ValueKind::Null) {
        return if node.is_nullable { seen::null() } else { seen::unknown() };
    }
    match &node.form {
        Form::Any | Form::Metadata | Form::Quantity => seen::unknown(),
        Form::Bool => match value.kind {
            ValueKind::Bool(it) => seen::bool(it),
            _ => seen::unknown(),
        },
        Form::Integer => integer(value),
        Form::Number => number(value).map_or_else(seen::unknown, seen::double),
        Form::IntOrString => match text(value) {
            Some(text) => seen::text(text.into_owned()),
            None => integer(value),
        },
        Form::Text => string(value, node),
        Form::List(list) => items(value, list, schema),
        Form::Map(inner) => match value.as_map() {
            Some(entries) => seen::record(
                entries
                    .iter()
                    .map(|it| (key(it).into_owned(), of(&it.value, schema, *inner)))
                    .collect(),
                true,
            ),
            None => seen::unknown(),
        },
        Form::Object(object) => match value.as_map() {
            Some(entries) => {
                let (fields, is_comparable) = fields(entries, object, schema);
                seen::record(fields, is_comparable)
            }
            None => seen::unknown(),
        },
    }
}

fn integer(value: &Value) -> Subject {
    match value.kind {
        ValueKind::Int(it) => seen::int(it),
        _ => seen::unknown(),
    }
}

/// A string, or what its format makes of it.
fn string(value: &Value, node: &Node) -> Subject {
    let Some(text) = text(value) else { return seen::unknown() };
    match node.rules.as_ref().and_then(|rules| rules.format.as_deref()) {
        Some("duration") => seen::span(&text),
        Some("date" | "date-time") => seen::moment(&text),
        Some("byte") => seen::unknown(),
        _ => seen::text(text.into_owned()),
    }
}

fn items(value: &Value, list: &List, schema: &Schema) -> Subject {
    let ValueKind::List(items) = &value.kind else { return seen::unknown() };
    let likeness = if list.is_set {
        Likeness::Set
    } else if list.keys.is_empty() {
        Likeness::Ordered
    } else {
        Likeness::Keyed(Arc::from(list.keys.clone()))
    };
    seen::list(items.iter().map(|it| of(it, schema, list.item)).collect(), likeness)
}

/// The fields of an object, and whether another that has the same is equal to it: not so where Kubernetes compares what
/// expressions do not see, or overlooks what they do.
fn fields(entries: &[Entry], object: &Object, schema: &Schema) -> (Vec<(String, Subject)>, bool) {
    let mut found = Vec::new();
    let mut is_comparable = entries.iter().all(|entry| object.field(&key(entry)).is_some());
    for field in &object.fields {
        let node = schema.node(field.node);
        let default = node.rules.as_ref().and_then(|rules| rules.default.as_ref());
        let written = entries.iter().find(|entry| key(entry) == *field.name).map(|it| &it.value);
        let is_null = written.is_some_and(|it| matches!(it.kind, ValueKind::Null));
        if is_null && node.is_nullable {
            // It is as if it were not there, and no default takes its place.
            is_comparable = false;
            continue;
        }
        let value = match written.filter(|_| !is_null).or(default) {
            Some(value) => of(value, schema, field.node),
            None if field.has_default => seen::unknown(),
            None => continue,
        };
        let name = escaped(&field.name);
        is_comparable &= name.as_deref() == Some(&*field.name);
        found.extend(name.map(|name| (name, value)));
    }
    if object.is_embedded {
        for name in ["apiVersion", "kind", "metadata"] {
            if let Some(entry) = entries.iter().find(|entry| key(entry) == name) {
                found.push((name.to_owned(), embedded(&entry.value)));
            }
        }
    }
    (found, is_comparable)
}

/// A field that an object inside another has as every object has it: of its metadata, only names are seen.
fn embedded(value: &Value) -> Subject {
    let Some(entries) = value.as_map() else {
        return text(value).map_or_else(seen::unknown, |it| seen::text(it.into_owned()));
    };
    let seen_of = |it: &Entry| {
        let name = key(it).into_owned();
        let is_seen = matches!(name.as_str(), "name" | "generateName");
        let text = text(&it.value).filter(|_| is_seen)?;
        Some((name, seen::text(text.into_owned())))
    };
    seen::record(entries.iter().filter_map(seen_of).collect(), false)
}

/// The words that expressions use themselves.
const RESERVED: [&str; 21] = [
    "true",
    "false",
    "null",
    "in",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

/// The name of a field in expressions; `None` for one that they cannot name.
fn escaped(name: &SmolStr) -> Option<String> {
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || b"_.-/".contains(&b);
    let is_start = |b: u8| b.is_ascii_alphabetic() || b"_.-/".contains(&b);
    if !name.bytes().next().is_some_and(is_start) || !name.bytes().all(is_letter) {
        return None;
    }
    if RESERVED.contains(&name.as_str()) {
        return Some(format!("__{name}__"));
    }
    let name = name.replace("__", "__underscores__");
    Some(name.replace('.', "__dot__").replace('-', "__dash__").replace('/', "__slash__"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_as_kubernetes_does() {
        for (name, expected) in [
            ("a", Some("a")),
            ("namespace", Some("__namespace__")),
            ("a-b.c/d__e", Some("a__dash__b__dot__c__slash__d__underscores__e")),
            ("_", Some("_")),
            ("$ref", None),
            ("1a", None),
            ("", None),
        ] {
            assert_eq!(escaped(&name.into()).as_deref(), expected, "{name}");
        }
    }
}
