//! Patches of kustomize, applied to the objects that they are for.
//!
//! What kustomize merges by rules of a kind's schema (lists of Kubernetes' own kinds) is not guessed: the patch is then
//! handed back, to be said.

use pdl_lang::model::{Entry, Value, ValueKind};
use pdl_lang::span::{FileId, FileSpan};
use pdl_lang::yaml;

use super::object::{Object, Tree, at, entries, items, placeless, without};
use super::{kustomization, paths, values};

/// The fields of a list that hold patches.
pub(super) const FIELDS: [&str; 3] = ["patches", "patchesStrategicMerge", "patchesJson6902"];

/// A patch, and what it is for.
struct Patch<'p> {
    target: Option<&'p Value>,
    body: Value,
}

/// Applies a patch of a list or of a Kustomization to objects; false if it is for none of them, or if it cannot be told
/// what comes of it.
pub(super) fn apply(tree: &Tree, folder: &str, patch: &Value, objects: &mut Vec<Object>) -> bool {
    let Some(bodies) = read(tree, folder, patch) else { return false };
    let target = patch.get("target");
    let mut changed = objects.clone();
    let is_known = bodies.into_iter().all(|body| Patch { target, body }.apply(&mut changed));
    if is_known {
        *objects = changed;
    }
    is_known
}

/// A patch as it is said where it is not applied: with the text of its file.
pub(super) fn said(tree: &Tree, folder: &str, patch: &Value) -> String {
    let named = patch.as_str().or_else(|| patch.get("path")?.as_str());
    let file = named.and_then(|named| tree.texts.get(&paths::join(folder, named)));
    let text = file.map(|text| format!("\n{}", text.trim_end()));
    format!("{}{}", values::inline(patch), text.unwrap_or_default())
}

/// The documents of a patch: written in place, or in a file.
fn read(tree: &Tree, folder: &str, patch: &Value) -> Option<Vec<Value>> {
    let text = |field| patch.get(field).and_then(Value::as_str);
    let text = match (patch.as_str(), text("patch"), text("path")) {
        (Some(named), _, _) | (None, None, Some(named)) => {
            let file = tree.texts.get(&paths::join(folder, named));
            file.map_or(named, String::as_str)
        }
        (None, Some(text), _) => text,
        (None, None, None) => return None,
    };
    let mut found = Vec::new();
    let documents = yaml::read(FileId(0), text, &mut found);
    let documents: Vec<Value> = documents.into_iter().map(placeless).collect();
    let is_patch = |it: &Value| matches!(it.kind, ValueKind::List(_) | ValueKind::Map(_));
    (found.is_empty() && !documents.is_empty() && documents.iter().all(is_patch))
        .then_some(documents)
}

impl Patch<'_> {
    /// Applies it to every object that it is for; false if one of them is changed in a way that cannot be told.
    fn apply(&self, objects: &mut Vec<Object>) -> bool {
        let text = |path| at(&self.body, path).and_then(Value::as_str);
        if text("$patch") == Some("delete") {
            let count = objects.len();
            objects.retain(|object| !self.is_for(object));
            return objects.len() < count;
        }
        let (mut is_known, mut is_used) = (true, false);
        for object in objects.iter_mut().filter(|object| self.is_for(object)) {
            is_used = true;
            // What it says of others is read where those stand.
            is_known &= !object.is(kustomization::GROUP, "Kustomization");
            is_known &= match &self.body.kind {
                ValueKind::List(steps) => {
                    steps.iter().all(|step| self::step(&mut object.body, step))
                }
                _ => self.merge(object),
            };
        }
        is_known && is_used
    }

    /// Whether it is for an object: by its target, else by what it is called itself.
    fn is_for(&self, object: &Object) -> bool {
        let own = |field: &str| match self.target {
            Some(target) => at(target, field.rsplit('/').next().unwrap_or(field)),
            None => at(&self.body, field),
        };
        let fits = |field: &str, value: &str| {
            own(field).and_then(Value::as_str).is_none_or(|text| is_like(text, value))
        };
        let selects = |field: &str| self.target.is_some_and(|target| target.get(field).is_some());
        let version = at(&self.body, "apiVersion").and_then(Value::as_str);
        fits("kind", &object.kind)
            && fits("metadata/name", &object.name)
            && (self.target.is_none() || fits("group", object.group()))
            && (self.target.is_some() || version.is_none_or(|it| it == object.api_version))
            && !selects("labelSelector")
            && !selects("annotationSelector")
    }

    fn merge(&self, object: &mut Object) -> bool {
        let mut change = self.body.clone();
        for path in
            [&["apiVersion"][..], &["kind"], &["metadata", "name"], &["metadata", "namespace"]]
        {
            without(&mut change, path);
        }
        // Kubernetes' own kinds have lists whose items are merged by a key.
        let is_plain = object.group().contains('.') && !object.group().ends_with(".k8s.io");
        if has_directive(&change) || (!is_plain && has_list(&change)) {
            return false;
        }
        merge(&mut object.body, change);
        true
    }
}

/// Whether a target's text is for a value: kustomize takes it as a pattern; one that is more than a word is not read.
fn is_like(text: &str, value: &str) -> bool {
    text == value || matches!(text, ".*" | "")
}

fn has_list(value: &Value) -> bool {
    matches!(value.kind, ValueKind::List(_))
        || entries(Some(value)).iter().any(|entry| has_list(&entry.value))
}

fn has_directive(value: &Value) -> bool {
    entries(Some(value)).iter().any(|entry| {
        entry.key.as_str().is_some_and(|key| key.starts_with('$')) || has_directive(&entry.value)
    })
}

/// Lays a change over a value: maps are merged, null takes away, everything else replaces.
fn merge(value: &mut Value, change: Value) {
    let ValueKind::Map(changes) = change.kind else { return *value = change };
    if !matches!(value.kind, ValueKind::Map(_)) {
        value.kind = ValueKind::Map(Vec::new());
    }
    let ValueKind::Map(own) = &mut value.kind else { return };
    for Entry { key, value } in changes {
        let known = own.iter().position(|it| it.key == key);
        match (known, value.kind == ValueKind::Null) {
            (Some(known), true) => {
                own.remove(known);
            }
            (Some(known), false) => merge(&mut own[known].value, value),
            (None, true) => {}
            (None, false) => {
                let mut fresh = Value { kind: ValueKind::Map(Vec::new()), at: value.at };
                merge(&mut fresh, value);
                own.push(Entry { key, value: fresh });
            }
        }
    }
}

/// Takes a step of a JSON patch; false if it leads nowhere.
fn step(value: &mut Value, step: &Value) -> bool {
    let text = |field| step.get(field).and_then(Value::as_str);
    let (Some(op), Some(path)) = (text("op"), text("path")) else { return false };
    let parts: Vec<String> =
        path.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~")).collect();
    let Some((last, above)) = parts.split_last() else { return false };
    let mut place = value;
    for part in above {
        let next = match &mut place.kind {
            ValueKind::Map(entries) => entries
                .iter_mut()
                .find(|it| it.key.as_str() == Some(part))
                .map(|entry| &mut entry.value),
            ValueKind::List(items) => part.parse().ok().and_then(|at: usize| items.get_mut(at)),
            _ => None,
        };
        let Some(next) = next else { return false };
        place = next;
    }
    let new = step.get("value").cloned();
    match (&mut place.kind, op, new) {
        (ValueKind::Map(entries), _, new) => in_map(entries, op, last, new),
        (ValueKind::List(items), "add", Some(new)) if last == "-" => {
            items.push(new);
            true
        }
        (ValueKind::List(items), _, new) => {
            let Some(at) = last.parse().ok().filter(|at: &usize| *at < items.len()) else {
                return false;
            };
            match (op, new) {
                ("replace", Some(new)) => items[at] = new,
                ("add", Some(new)) => items.insert(at, new),
                ("remove", _) => {
                    items.remove(at);
                }
                _ => return false,
            }
            true
        }
        _ => false,
    }
}

fn in_map(entries: &mut Vec<Entry>, op: &str, key: &str, new: Option<Value>) -> bool {
    let known = entries.iter().position(|it| it.key.as_str() == Some(key));
    match (op, known, new) {
        ("replace" | "add", Some(known), Some(new)) => entries[known].value = new,
        ("add", None, Some(value)) => {
            entries.push(Entry { key: Value::string(key, FileSpan::default()), value });
        }
        ("remove", Some(known), _) => {
            entries.remove(known);
        }
        _ => return false,
    }
    true
}

/// The files that a list names as patches.
pub(super) fn files<'l>(folder: &'l str, list: &'l Value) -> impl Iterator<Item = String> + 'l {
    let patches = FIELDS.iter().flat_map(|field| items(list.get(field)));
    let paths = patches.filter_map(|it| it.as_str().or_else(|| it.get("path")?.as_str()));
    paths.map(|path| paths::join(folder, path))
}

#[cfg(test)]
mod tests {
    use super::super::object::{Yaml, read};
    use super::super::values::inline;
    use super::apply;

    fn yaml(text: &str) -> pdl_lang::model::Value {
        let found = pdl_lang::yaml::read(pdl_lang::span::FileId(0), text, &mut Vec::new());
        super::placeless(found.into_iter().next().expect("it is a document"))
    }

    #[track_caller]
    fn check(object: &str, patch: &str, expected: Option<&str>) {
        let tree = read(&[Yaml { path: "a.yaml".to_owned(), text: object.to_owned() }]);
        let mut objects = tree.objects.clone();
        let is_known = apply(&tree, "", &yaml(patch), &mut objects);
        let made: Vec<String> = objects.iter().map(|it| inline(&it.body)).collect();
        assert_eq!(is_known.then(|| made.join("\n")).as_deref(), expected, "{patch}");
    }

    #[test]
    fn what_can_be_told_is_applied_and_nothing_else() {
        let release = "{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: a}, \
                       spec: {values: {b: 1, c: [2]}}}";
        let merge = "{patch: '{kind: HelmRelease, metadata: {name: a}, spec: {values: {b: null, c: [3]}}}'}";
        check(release, merge, Some("{ spec: { values: { c: [3] } } }"));
        let steps = "{target: {kind: HelmRelease}, patch: '[{op: add, path: /spec/values/c/-, value: 4}, \
                     {op: replace, path: /spec/values/b, value: 5}]'}";
        check(release, steps, Some("{ spec: { values: { b: 5, c: [2, 4] } } }"));
        let lost = "{target: {kind: HelmRelease}, patch: '[{op: remove, path: /spec/nothing}]'}";
        check(release, lost, None);
        let delete = "{patch: '{$patch: delete, kind: HelmRelease, metadata: {name: a}}'}";
        check(release, delete, Some(""));
        let pod =
            "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: b}]}}";
        let containers =
            "{patch: '{kind: Pod, metadata: {name: a}, spec: {containers: [{name: c}]}}'}";
        check(pod, containers, None);
        check(pod, "{patch: '{kind: Pod, metadata: {name: z}, spec: {}}'}", None);
    }
}
