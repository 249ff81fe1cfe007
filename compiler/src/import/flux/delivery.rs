//! What one Kustomization delivers on one cluster, in the words of a source.

use std::collections::BTreeMap;

use pdl_lang::model::{Entry, Value, ValueKind};
use pdl_lang::span::FileSpan;

use super::kustomization::{self, Kustomization};
use super::object::{Object, Tree, at, entries, items, said_kind, without};
use super::release::{self, Helm};
use super::remote::{self, Remote};
use super::{patches, values};

/// Fields of a Kustomization that a component says, or that follow from what it is.
const SAID: [&str; 13] = [
    "dependsOn",
    "force",
    "healthChecks",
    "interval",
    "path",
    "patches",
    "prune",
    "retryInterval",
    "sourceRef",
    "suspend",
    "targetNamespace",
    "timeout",
    "wait",
];

/// A component on a cluster.
#[derive(Clone, Debug, Default)]
pub(super) struct Delivery {
    pub(super) namespace: Option<String>,
    /// `namespace`, `ready` and the like, as they are written.
    pub(super) fields: Vec<(&'static str, String)>,
    /// Options of the Flux Kustomization.
    pub(super) flux: Vec<(&'static str, String)>,
    pub(super) helm: Option<Helm>,
    pub(super) remote: Option<Remote>,
    pub(super) objects: Vec<Object>,
    /// What it waits for: namespaces and names of Kustomizations, then of releases.
    pub(super) after: Vec<(Option<String>, String)>,
    pub(super) after_releases: Vec<(Option<String>, String)>,
    /// What could not be carried over.
    pub(super) remarks: Vec<String>,
}

/// The component of a Kustomization.
pub(super) fn of_kustomization(tree: &Tree, it: &Kustomization, name: &str) -> Delivery {
    let object = &tree.objects[it.object];
    let mut delivery = Delivery { flux: options(object), ..Delivery::default() };
    delivery.after = kustomization::waits(object).map(owned).collect();
    let target = object.text("spec/targetNamespace");
    let mut objects = Vec::new();
    if let Some(applied) = &it.applied {
        objects.extend(applied.objects.iter().map(|(_, object)| object.clone()));
        delivery.remarks.extend(applied.remarks.iter().cloned());
        for patch in items(object.at("spec/patches")) {
            if !patches::apply(tree, "", patch, &mut objects) {
                delivery.remarks.push(format!("patches: {}", values::inline(patch)));
            }
        }
        for object in objects.iter_mut().filter(|object| object.is_namespaced()) {
            if let Some(space) = target {
                object.namespace = Some(space.to_owned());
            }
        }
    } else if let Some(mut remote) = remote::remote(tree, object) {
        delivery.remarks.append(&mut remote.remarks);
        delivery.remote = Some(remote);
    } else {
        let path = object.text("spec/path").unwrap_or(".");
        delivery.remarks.push(format!("applies {path}, which is not in the tree"));
    }
    for entry in entries(object.at("spec")) {
        let key = entry.key.as_str().unwrap_or_default();
        let is_patch = key == "patches" && delivery.remote.is_some() && !remote::is_keeping(object);
        if !SAID.contains(&key) || is_patch {
            delivery.remarks.push(format!("{key}: {}", values::inline(&entry.value)));
        }
    }
    delivery.fill(tree, name, target, objects);
    delivery.ready(object);
    delivery
}

/// A component of objects that no Kustomization applies.
pub(super) fn of_objects(tree: &Tree, name: &str, objects: Vec<Object>) -> Delivery {
    let mut delivery = Delivery::default();
    delivery.fill(tree, name, None, objects);
    delivery
}

impl Delivery {
    /// Takes the objects: one release as a `helm` block, the others as they are, secrets not at all.
    fn fill(&mut self, tree: &Tree, name: &str, target: Option<&str>, objects: Vec<Object>) {
        let is_release = |it: &&Object| it.is(release::GROUP, "HelmRelease");
        let releases: Vec<&Object> = objects.iter().filter(is_release).collect();
        let named = releases.iter().find(|it| it.name == name);
        let space = target.or(named.and_then(|it| it.namespace.as_deref()));
        let space = space.map(str::to_owned).or_else(|| most(&objects));
        if let (Some(release), Some(space)) = (named, &space) {
            self.helm = release::helm(tree, release, name, space);
        }
        for release in &releases {
            let is_said = self.helm.is_some() && release.name == name;
            if is_said {
                self.after_releases.extend(kustomization::waits(release).map(owned));
            }
        }
        if let Some(helm) = &mut self.helm {
            self.remarks.append(&mut helm.remarks);
        }
        for object in objects {
            // The component's own namespace is made anyway.
            let is_own = object.is("", "Namespace") && Some(&object.name) == space.as_ref();
            if is_own && is_bare(&object) {
                continue;
            }
            let is_said = self.helm.is_some()
                && object.is(release::GROUP, "HelmRelease")
                && object.name == name;
            // What it applies is a component of its own.
            let is_component = object.is(kustomization::GROUP, "Kustomization")
                && !kustomization::is_beside(tree, &object);
            if is_said || is_component {
                continue;
            }
            if object.is("", "Secret") && has_values(&object) {
                self.remarks.push(secret(&object));
            } else {
                self.objects.push(object);
            }
        }
        if let Some(space) = &space {
            self.fields.push(("namespace", values::word(space)));
        }
        self.namespace = space;
    }

    /// Says what Flux waits for.
    fn ready(&mut self, object: &Object) {
        let text =
            |check: &Value, field| at(check, field).and_then(Value::as_str).map(str::to_owned);
        let mut ready = Vec::new();
        for check in items(object.at("spec/healthChecks")) {
            let (Some(kind), Some(name)) = (text(check, "kind"), text(check, "name")) else {
                continue;
            };
            // Every release is waited for anyway.
            if kind == "HelmRelease" {
                continue;
            }
            let version = text(check, "apiVersion").unwrap_or_default();
            let space = text(check, "namespace").filter(|it| Some(it) != self.namespace.as_ref());
            let space = space.map(|it| format!("{}/", values::word(&it))).unwrap_or_default();
            ready.push(format!("{}/{space}{}", said_kind(&version, &kind), values::word(&name)));
        }
        if !items(object.at("spec/healthChecks")).is_empty() {
            self.fields.push(("ready", format!("[{}]", ready.join(", "))));
        }
    }
}

fn owned((space, name): (Option<&str>, &str)) -> (Option<String>, String) {
    (space.map(str::to_owned), name.to_owned())
}

/// The options of a Kustomization that are not what they are without being said.
fn options(object: &Object) -> Vec<(&'static str, String)> {
    const TIMES: [(&str, &str, &str); 3] = [
        ("interval", "spec/interval", "10m"),
        ("timeout", "spec/timeout", "5m"),
        ("retry", "spec/retryInterval", "1m"),
    ];
    let mut options = Vec::new();
    for (field, path, usual) in TIMES {
        let found = object.text(path).and_then(time);
        options.extend(found.filter(|it| it != usual).map(|it| (field, it)));
    }
    let is = |field: &str, value: bool| match object.at(field).map(|it| &it.kind) {
        Some(ValueKind::Bool(it)) => *it == value,
        _ => false,
    };
    let has_checks = !items(object.at("spec/healthChecks")).is_empty();
    if is("spec/prune", false) {
        options.push(("prune", "false".to_owned()));
    }
    if !is("spec/wait", true) && !has_checks {
        options.push(("wait", "false".to_owned()));
    }
    if is("spec/suspend", true) {
        options.push(("suspend", "true".to_owned()));
    }
    options
}

/// A length of time as a source writes it: `1h0m0s` is `1h`. None for what is not in whole units.
fn time(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let unit = rest[digits..].chars().next().filter(|it| matches!(it, 'h' | 'm' | 's'))?;
        let behind = &rest[digits + 1..];
        if digits == 0 || behind.starts_with('s') {
            return None;
        }
        if rest[..digits].bytes().any(|it| it != b'0') {
            out.push_str(&rest[..digits]);
            out.push(unit);
        }
        rest = behind;
    }
    (!out.is_empty()).then_some(out)
}

/// The namespace that most objects are in; of several the first by name.
fn most(objects: &[Object]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for space in objects.iter().filter_map(|it| it.namespace.as_deref()) {
        *counts.entry(space).or_default() += 1;
    }
    let best = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    best.map(|(space, _)| space.to_owned())
}

/// Whether a Secret holds something, encrypted or not.
fn has_values(object: &Object) -> bool {
    ["data", "stringData", "sops"].iter().any(|field| object.at(field).is_some())
}

/// What is said in place of a Secret: what it is called and has, and none of its values.
fn secret(object: &Object) -> String {
    let keys = ["data", "stringData"].iter().flat_map(|field| entries(object.at(field)));
    let keys: Vec<&str> = keys.filter_map(|it| it.key.as_str()).collect();
    format!(
        "{}: its values are not carried over, since a source holds no secrets; deliver {} with an ExternalSecret",
        object.label(),
        if keys.is_empty() { "it".to_owned() } else { keys.join(", ") },
    )
}

/// Whether an object says nothing but what it is called.
pub(super) fn is_bare(object: &Object) -> bool {
    entries(Some(&body(object, None))).is_empty()
}

/// The fields of an object as a `resource` block holds them, for a component in a namespace.
pub(super) fn body(object: &Object, namespace: Option<&str>) -> Value {
    let mut body = object.body.clone();
    if object.is("", "Namespace") {
        // Every namespace that `pdlc` writes is kept.
        without(&mut body, &["metadata", "annotations", "kustomize.toolkit.fluxcd.io/prune"]);
    }
    let space = object.namespace.as_deref().unwrap_or("default");
    if object.is_namespaced() && Some(space) != namespace && !is_unplaced(object) {
        let text = |text: &str| Value::string(text, FileSpan::default());
        let entry = Entry { key: text("namespace"), value: text(space) };
        put(&mut body, entry);
    }
    body
}

/// Whether an object names no namespace and may need none.
fn is_unplaced(object: &Object) -> bool {
    object.namespace.is_none() && !object.is_surely_namespaced()
}

/// Puts a field into `metadata`, which is made if there is none.
fn put(body: &mut Value, field: Entry) {
    let ValueKind::Map(fields) = &mut body.kind else { return };
    let metadata = fields.iter_mut().find(|it| it.key.as_str() == Some("metadata"));
    if let Some(ValueKind::Map(entries)) = metadata.map(|it| &mut it.value.kind) {
        return entries.insert(0, field);
    }
    let at = FileSpan::default();
    let value = Value { kind: ValueKind::Map(vec![field]), at };
    fields.insert(0, Entry { key: Value::string("metadata", at), value });
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn times_are_written_as_short_as_they_can_be() {
        let cases = [("1h0m0s", Some("1h")), ("10m", Some("10m")), ("90s", Some("90s"))];
        for (text, expected) in cases {
            assert_eq!(time(text).as_deref(), expected, "{text}");
        }
        for text in ["", "0s", "1.5h", "100ms", "m", "10"] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
