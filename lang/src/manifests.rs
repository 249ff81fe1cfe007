//! Existing YAML files as resources: what `manifests` names, checked as far as an object is one.
//!
//! From here on they are resources like those a program writes, with places in the YAML.

use crate::diagnostic::Diagnostic;
use crate::model::{Entry, Resource, Spanned, Value, ValueKind};
use crate::problems::manifests as problems;
use crate::span::{FileId, FileSpan};
use crate::yaml;

/// The group of lists of files, which no cluster has.
const KUSTOMIZE: &str = "kustomize.config.k8s.io/";

/// The objects of a file in their order; those of lists, too.
pub(crate) fn resources(file: FileId, text: &str, found: &mut Vec<Diagnostic>) -> Vec<Resource> {
    let known = found.len();
    let mut documents = yaml::read(file, text, found);
    if found.len() > known {
        // What a broken file would hold is unknown; what is missing from it is no finding.
        documents.clear();
    }
    let mut resources = Vec::new();
    for document in documents {
        each(document, None, &mut resources, found);
    }
    resources
}

/// What an item of a list of one kind need not say.
#[derive(Clone, Copy)]
struct Inherited<'l> {
    api_version: &'l str,
    kind: &'l str,
}

/// Adds the object of a document, or those of a list.
fn each(
    document: Value,
    inherited: Option<Inherited<'_>>,
    resources: &mut Vec<Resource>,
    found: &mut Vec<Diagnostic>,
) {
    if document.kind == ValueKind::Null && inherited.is_none() {
        return;
    }
    let text = |key| document.get(key).and_then(Value::as_str);
    let list = text("kind").and_then(|kind| kind.strip_suffix("List"));
    let items = document.get("items").filter(|items| matches!(items.kind, ValueKind::List(_)));
    if let (Some(kind), Some(items), None) = (list, items, inherited) {
        let api_version = text("apiVersion").unwrap_or_default();
        let ValueKind::List(items) = &items.kind else { return };
        for item in items {
            each(item.clone(), Some(Inherited { api_version, kind }), resources, found);
        }
        return;
    }
    match resource(document, inherited) {
        Ok(resource) => resources.push(resource),
        Err(problem) => found.push(*problem),
    }
}

fn resource(
    document: Value,
    inherited: Option<Inherited<'_>>,
) -> Result<Resource, Box<Diagnostic>> {
    let at = document.at;
    let ValueKind::Map(entries) = document.kind else {
        return Err(Box::new(problems::not_a_map(at)));
    };
    let head = entries.first().map_or(at, |entry| entry.key.at);
    let inherited = inherited.filter(|it| !it.kind.is_empty());
    let api_version = text(&entries, "apiVersion", head, inherited.map(|it| it.api_version))?;
    let kind = text(&entries, "kind", head, inherited.map(|it| it.kind))?;
    if api_version.value.starts_with(KUSTOMIZE) {
        return Err(Box::new(problems::kustomize_list(api_version.at)));
    }
    let parts = api_version.value.split('/').filter(|part| !part.is_empty()).count();
    if parts != api_version.value.split('/').count() || parts > 2 {
        let expected = "a version such as `v1`, or a group and a version such as `apps/v1`";
        return Err(Box::new(problems::unfit_field(api_version.at, "apiVersion", expected)));
    }
    if kind.value.contains('/') {
        return Err(Box::new(problems::unfit_field(kind.at, "kind", "a kind such as `ConfigMap`")));
    }
    let lacks_name = || Box::new(problems::lacks(head, "metadata.name"));
    let metadata = entry(&entries, "metadata").ok_or_else(lacks_name)?;
    let ValueKind::Map(fields) = &metadata.value.kind else {
        return Err(Box::new(problems::unfit_field(metadata.value.at, "metadata", "a map")));
    };
    let head = metadata.key.at;
    let name = match entry(fields, "name").map(|entry| &entry.value) {
        Some(name) if name.as_str().is_some_and(|name| !name.is_empty()) => name.clone(),
        Some(name) => {
            return Err(Box::new(problems::unfit_field(name.at, "metadata.name", "a string")));
        }
        None => return Err(Box::new(problems::lacks(head, "metadata.name"))),
    };
    let kind = Spanned { value: format!("{}/{}", api_version.value, kind.value), at: kind.at };
    let body = Value { kind: ValueKind::Map(body(entries)), at };
    Ok(Resource { kind, name, body, doc: None, at })
}

/// A field that must be a string, or what it is when it is not written.
fn text(
    entries: &[Entry],
    field: &str,
    head: FileSpan,
    inherited: Option<&str>,
) -> Result<Spanned<String>, Box<Diagnostic>> {
    let Some(entry) = entry(entries, field) else {
        return match inherited {
            Some(value) if !value.is_empty() => Ok(Spanned { value: value.to_owned(), at: head }),
            _ => Err(Box::new(problems::lacks(head, field))),
        };
    };
    let at = entry.value.at;
    match entry.value.as_str() {
        Some(value) if !value.is_empty() => Ok(Spanned { value: value.to_owned(), at }),
        _ => Err(Box::new(problems::unfit_field(at, field, "a string"))),
    }
}

fn entry<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
    entries.iter().find(|entry| entry.key.as_str() == Some(key))
}

/// The fields without those that say which object it is.
fn body(entries: Vec<Entry>) -> Vec<Entry> {
    let is = |entry: &Entry, key: &str| entry.key.as_str() == Some(key);
    let kept = entries.into_iter().filter(|it| !is(it, "apiVersion") && !is(it, "kind"));
    let mut kept: Vec<Entry> = kept.collect();
    if let Some(metadata) = kept.iter_mut().find(|it| is(it, "metadata"))
        && let ValueKind::Map(fields) = &mut metadata.value.kind
    {
        fields.retain(|field| !is(field, "name"));
    }
    kept
}
