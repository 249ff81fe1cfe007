//! The files of a tree as Kubernetes objects and lists of kustomize.

use std::collections::{BTreeMap, BTreeSet};

use pdl_lang::catalogue::{Catalogue, Kind};
use pdl_lang::model::{Entry, Value, ValueKind};
use pdl_lang::span::{FileId, FileSpan};
use pdl_lang::yaml;

use super::paths;

/// The file that `flux bootstrap` writes Flux itself to.
pub(super) const FLUX: &str = "gotk-components.yaml";

/// A file of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Yaml {
    /// Its path, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Object {
    pub(super) api_version: String,
    pub(super) kind: String,
    pub(super) namespace: Option<String>,
    pub(super) name: String,
    /// Its other fields; those of `metadata` without name and namespace.
    pub(super) body: Value,
    /// The file that holds it.
    pub(super) file: String,
}

impl Object {
    /// The group of its kind; empty for Kubernetes' core.
    pub(super) fn group(&self) -> &str {
        self.api_version.rsplit_once('/').map_or("", |(group, _)| group)
    }

    /// Whether it is of a kind, whatever the version.
    pub(super) fn is(&self, group: &str, kind: &str) -> bool {
        self.group() == group && self.kind == kind
    }

    /// What a path of fields leads to: `spec/chart/spec`.
    pub(super) fn at(&self, path: &str) -> Option<&Value> {
        at(&self.body, path)
    }

    /// The string that a path of fields leads to.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.at(path).and_then(Value::as_str)
    }

    /// Kind, namespace and name, as people write them.
    pub(super) fn label(&self) -> String {
        let parts = [Some(&self.kind), self.namespace.as_ref(), Some(&self.name)];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("/")
    }

    /// Whether its kind lives in namespaces; what is not known may.
    pub(super) fn is_namespaced(&self) -> bool {
        self.known().is_none_or(|kind| kind.is_namespaced != Some(false))
    }

    /// Whether its kind is known to live in namespaces.
    pub(super) fn is_surely_namespaced(&self) -> bool {
        self.known().is_some_and(|kind| kind.is_namespaced == Some(true))
    }

    /// What the catalogue knows of its kind.
    fn known(&self) -> Option<Kind> {
        Catalogue::default().find(&format!("{}/{}", self.api_version, self.kind)).ok()
    }

    /// The kind as a source names it.
    pub(super) fn said_kind(&self) -> String {
        said_kind(&self.api_version, &self.kind)
    }
}

/// A kind as a source names it: in full where the name alone means another, or nothing.
pub(super) fn said_kind(api_version: &str, kind: &str) -> String {
    match Catalogue::default().find(kind) {
        Ok(found) if found.api_version() == api_version => kind.to_owned(),
        _ => format!("{api_version}/{kind}"),
    }
}

/// What a path of fields leads to in a value.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('/').try_fold(value, |value, field| value.get(field))
}

/// The items of a list; none of anything else.
pub(super) fn items(value: Option<&Value>) -> &[Value] {
    match value.map(|it| &it.kind) {
        Some(ValueKind::List(items)) => items,
        _ => &[],
    }
}

/// The entries of a map; none of anything else.
pub(super) fn entries(value: Option<&Value>) -> &[Entry] {
    match value.map(|it| &it.kind) {
        Some(ValueKind::Map(entries)) => entries,
        _ => &[],
    }
}

/// What a tree holds.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The objects in the order of the files.
    pub(super) objects: Vec<Object>,
    /// The lists of kustomize, by their folders.
    pub(super) lists: BTreeMap<String, Value>,
    /// Every folder that holds a file.
    pub(super) folders: BTreeSet<String>,
    /// The texts of the files.
    pub(super) texts: BTreeMap<String, String>,
    /// What is no object, as it will be said.
    pub(super) remarks: Vec<String>,
}

/// Reads files; their order is that of the objects.
pub(super) fn read(files: &[Yaml]) -> Tree {
    let mut tree = Tree::default();
    for file in files {
        for folder in paths::above(&file.path) {
            tree.folders.insert(folder.to_owned());
        }
        if paths::split(&file.path).1 == FLUX {
            let why = "Flux itself is left out, since the bootstrap installs it";
            tree.remarks.push(format!("{}: {why}", file.path));
            continue;
        }
        tree.texts.insert(file.path.clone(), file.text.clone());
        let mut found = Vec::new();
        let documents = yaml::read(FileId(0), &file.text, &mut found);
        for problem in found {
            tree.remarks.push(format!("{}: {}", file.path, problem.message));
        }
        for document in documents {
            take(&mut tree, file, placeless(document));
        }
    }
    tree
}

/// Takes a document: an object, a list of objects, or a list of kustomize.
fn take(tree: &mut Tree, file: &Yaml, document: Value) {
    let text = |key| document.get(key).and_then(Value::as_str);
    let (folder, name) = paths::split(&file.path);
    if paths::LISTS.contains(&name) {
        tree.lists.insert(folder.to_owned(), document);
        return;
    }
    if document.kind == ValueKind::Null {
        return;
    }
    if text("kind").is_some_and(|kind| kind.ends_with("List")) && document.get("items").is_some() {
        for item in items(document.get("items")) {
            take(tree, file, item.clone());
        }
        return;
    }
    match object(&file.path, &document) {
        Some(object) => tree.objects.push(object),
        None => tree.remarks.push(format!("{}: holds no object", file.path)),
    }
}

fn object(file: &str, document: &Value) -> Option<Object> {
    let text = |path| at(document, path).and_then(Value::as_str).map(str::to_owned);
    let is_head = |entry: &Entry| matches!(entry.key.as_str(), Some("apiVersion" | "kind"));
    let body: Vec<Entry> =
        entries(Some(document)).iter().filter(|it| !is_head(it)).cloned().collect();
    let mut body = Value { kind: ValueKind::Map(body), at: FileSpan::default() };
    let (name, namespace) = (text("metadata/name")?, text("metadata/namespace"));
    without(&mut body, &["metadata", "name"]);
    without(&mut body, &["metadata", "namespace"]);
    without(&mut body, &["status"]);
    Some(Object {
        api_version: text("apiVersion")?,
        kind: text("kind")?,
        namespace,
        name,
        body,
        file: file.to_owned(),
    })
}

/// Takes a field out of a value, and the map around it if nothing else is in it.
pub(super) fn without(value: &mut Value, path: &[&str]) {
    let ([field, inner @ ..], ValueKind::Map(entries)) = (path, &mut value.kind) else { return };
    entries.retain_mut(|entry| {
        if entry.key.as_str() != Some(field) {
            return true;
        }
        without(&mut entry.value, inner);
        !inner.is_empty() && !matches!(&entry.value.kind, ValueKind::Map(left) if left.is_empty())
    });
}

/// A value that does not know where it stands, so that it is equal to the same one of another file.
pub(super) fn placeless(mut value: Value) -> Value {
    value.at = FileSpan::default();
    value.kind = match value.kind {
        ValueKind::List(items) => ValueKind::List(items.into_iter().map(placeless).collect()),
        ValueKind::Map(entries) => {
            let entry = |it: Entry| Entry { key: placeless(it.key), value: placeless(it.value) };
            ValueKind::Map(entries.into_iter().map(entry).collect())
        }
        kind => kind,
    };
    value
}
