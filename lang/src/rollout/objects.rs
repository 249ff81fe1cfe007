//! What objects say of themselves, and what is wrong with that.

use std::collections::BTreeMap;

use super::names::{self, Rule};
use super::offers::defines;
use super::{Placed, Unit, charts};
use crate::deliver::{Delivery, KubeObject};
use crate::diagnostic::Diagnostic;
use crate::model::{Component, Plan, Provision, Value, ValueKind};
use crate::problems::{delivery as problems, outputs};
use crate::span::FileSpan;

/// What is wrong with the objects of a component.
pub(super) fn check(plan: &Plan, unit: &Unit, out: &mut Vec<Diagnostic>) {
    let component = &plan.components[unit.delivery.component];
    let definitions = definitions(component, unit);
    for (object, placed) in unit.delivery.resources.iter().zip(&unit.objects) {
        written(object, out);
        let Some(placed) = placed else { continue };
        place(object, placed, &unit.delivery, &component.name.text, out);
        beside_its_definition(object, placed, component, &definitions, out);
        charts::check(object, placed, out);
        let rule = Rule::of(&placed.kind);
        if object.is_named && !rule.takes(&object.name) {
            let (at, kind) = (object.name_at, &placed.kind.name);
            out.push(outputs::refused_name(at, kind, &object.name, "Kubernetes", rule.text));
        } else if let Some(name) = names::required(&placed.kind, &object.body)
            && object.is_named
            && name != object.name
        {
            let (at, kind) = (object.name_at, &placed.kind.name);
            let rule = format!("`{name}`, as its `spec` says");
            out.push(outputs::refused_name(at, kind, &object.name, "Kubernetes", &rule));
        }
        if placed.kind.is_core("Secret") {
            secret(object, out);
        }
    }
}

/// Fields that the `resource` statement says already.
fn written(object: &KubeObject, out: &mut Vec<Diagnostic>) {
    let mut said_twice = |map: &Value, key: &str, name: &str| {
        if let Some(value) = map.get(key) {
            out.push(problems::said_twice(value.at, name, object.kind.at));
        }
    };
    said_twice(&object.body, "apiVersion", "apiVersion");
    said_twice(&object.body, "kind", "kind");
    if let Some(metadata) = object.body.get("metadata") {
        said_twice(metadata, "name", "metadata.name");
    }
    duplicate_keys(&object.body, out);
}

/// Objects of kinds that live in namespaces have one, others have none.
fn place(
    object: &KubeObject,
    placed: &Placed,
    delivery: &Delivery,
    component: &str,
    out: &mut Vec<Diagnostic>,
) {
    let (kind, name) = (placed.kind.name.as_str(), object.name.as_str());
    match (placed.kind.is_namespaced, &placed.namespace) {
        (Some(true), None) if delivery.is_whole => {
            let at = head(object);
            out.push(problems::no_namespace(at, kind, name, component));
        }
        (Some(false), Some(_)) => {
            let namespace = object.body.get("metadata").and_then(|it| it.get("namespace"));
            let at = namespace.map_or(object.at, |it| it.at);
            out.push(problems::useless_namespace(at, kind, name));
        }
        _ => {}
    }
}

/// Flux checks all objects of a component before it applies any: none may be of a kind that another defines.
fn beside_its_definition(
    object: &KubeObject,
    placed: &Placed,
    component: &Component,
    definitions: &BTreeMap<&str, FileSpan>,
    out: &mut Vec<Diagnostic>,
) {
    let group = placed.kind.group.as_str();
    if let Some(definition) = definitions.get(group) {
        let (at, kind, name) = (object.kind.at, &placed.kind.name, &component.name.text);
        out.push(problems::own_group(at, kind, group, name, *definition));
    }
}

/// The groups whose definitions a component installs, each with the first place that says so.
fn definitions<'u>(component: &'u Component, unit: &'u Unit) -> BTreeMap<&'u str, FileSpan> {
    let mut found = BTreeMap::new();
    for provision in &component.provides {
        if let Provision::Group(provided) = provision {
            found.entry(provided.value.as_str()).or_insert(provided.at);
        }
    }
    for (object, placed) in unit.delivery.resources.iter().zip(&unit.objects) {
        if let Some(group) = placed.as_ref().and_then(|placed| defines(object, &placed.kind)) {
            found.entry(group).or_insert_with(|| head(object));
        }
    }
    found
}

/// A Secret with something in it.
fn secret(object: &KubeObject, out: &mut Vec<Diagnostic>) {
    let contents = ["data", "stringData"].into_iter().find_map(|field| {
        let value = object.body.get(field)?;
        let is_empty = matches!(&value.kind, ValueKind::Map(entries) if entries.is_empty());
        (!is_empty).then_some((field, value.at))
    });
    if let Some((field, at)) = contents {
        out.push(problems::plaintext_secret(head(object), &object.name, field, at));
    }
}

/// Kind and name of an object, where they are written.
pub(super) fn head(object: &KubeObject) -> FileSpan {
    let mut at = object.kind.at;
    if object.name_at.file == at.file && object.name_at.span.start >= at.span.start {
        at.span = at.span.merge(object.name_at.span);
    }
    at
}

/// Finds keys that are one once they are resolved, at any depth.
pub(super) fn duplicate_keys(value: &Value, out: &mut Vec<Diagnostic>) {
    match &value.kind {
        ValueKind::List(values) => {
            for value in values {
                duplicate_keys(value, out);
            }
        }
        ValueKind::Map(entries) => {
            let mut seen = BTreeMap::new();
            for entry in entries {
                let name = entry.key.print().unwrap_or_default();
                let first = *seen.entry(name.clone()).or_insert(entry.key.at);
                if first != entry.key.at {
                    out.push(problems::duplicate_key(entry.key.at, &name, first));
                }
                duplicate_keys(&entry.value, out);
            }
        }
        _ => {}
    }
}
