//! What objects say of themselves, and what keeps them from being written.

use std::collections::BTreeSet;

use super::{Problem, ProblemKind};
use crate::deliver::KubeObject;
use crate::model::{Value, ValueKind};

/// The namespace that an object names itself.
pub(super) fn own_namespace(object: &KubeObject) -> Option<&str> {
    object.body.get("metadata")?.get("namespace")?.as_str()
}

/// What keeps an object from being written.
pub(super) fn check(object: &KubeObject, problems: &mut Vec<Problem>) {
    let mut said_twice = |map: &Value, key: &str, name: &'static str| {
        if let Some(value) = map.get(key) {
            problems.push(Problem::new(value.at, ProblemKind::SaidTwice(name)));
        }
    };
    said_twice(&object.body, "apiVersion", "apiVersion");
    said_twice(&object.body, "kind", "kind");
    if let Some(metadata) = object.body.get("metadata") {
        said_twice(metadata, "name", "metadata.name");
        let mut shape = |value: &Value, fits: bool, name, expected| {
            if !fits {
                problems.push(Problem::new(value.at, ProblemKind::Shape(name, expected)));
            }
        };
        shape(metadata, is_map(metadata), "metadata", "a map");
        if let Some(namespace) = metadata.get("namespace") {
            shape(namespace, namespace.as_str().is_some(), "metadata.namespace", "a string");
        }
        if let Some(annotations) = metadata.get("annotations") {
            shape(annotations, is_map(annotations), "metadata.annotations", "a map");
        }
    }
    duplicate_keys(&object.body, problems);
}

fn is_map(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Map(_))
}

/// Finds keys that are one once they are resolved, at any depth.
pub(super) fn duplicate_keys(value: &Value, problems: &mut Vec<Problem>) {
    match &value.kind {
        ValueKind::List(values) => {
            for value in values {
                duplicate_keys(value, problems);
            }
        }
        ValueKind::Map(entries) => {
            let mut seen = BTreeSet::new();
            for entry in entries {
                let name = entry.key.print().unwrap_or_default();
                if !seen.insert(name.clone()) {
                    problems.push(Problem::new(entry.key.at, ProblemKind::DuplicateKey(name)));
                }
                duplicate_keys(&entry.value, problems);
            }
        }
        _ => {}
    }
}
