//! `PDL6103`, `PDL6104`, `PDL6106`: bounds and lists of which schemas say too little: of autoscalers, budgets, claims,
//! roles and `ConfigMap`s.

use super::names::field;
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{Value, ValueKind};
use crate::problems::objects as problems;
use crate::rollout::Placed;
use crate::rollout::path::{each, each_at};
use crate::spot::Spot;

const RBAC: &str = "rbac.authorization.k8s.io";

/// What a `ConfigMap` or Secret may hold, in bytes.
const HELD: usize = 1 << 20;

/// Checks an object; `is_whole` says whether what seems to be missing is missing.
pub(super) fn check(
    object: &KubeObject,
    placed: &Placed,
    is_whole: bool,
    found: &mut Vec<Diagnostic>,
) {
    let kind = placed.kind.name.as_str();
    let whole = Spot::here(object.body.at);
    let mut at = |path: &str, check: &mut dyn FnMut(&Value, Spot, &mut Vec<Diagnostic>)| {
        each_at(&object.body, whole, path, &mut |value, spot| check(value, spot, found));
    };
    match placed.kind.without_version().as_str() {
        "autoscaling/HorizontalPodAutoscaler" => at("spec", &mut scaler),
        "PersistentVolumeClaim" => at("spec", &mut |spec, spot, found| {
            needs_items(spec, spot, "spec", "accessModes", kind, is_whole, found);
        }),
        "rbac.authorization.k8s.io/Role" | "rbac.authorization.k8s.io/ClusterRole" => {
            at("rules[]", &mut |rule, spot, found| role(rule, spot, kind, is_whole, found));
        }
        "rbac.authorization.k8s.io/RoleBinding"
        | "rbac.authorization.k8s.io/ClusterRoleBinding" => {
            at("roleRef", &mut |role, spot, found| role_reference(role, spot, kind, found));
        }
        "ConfigMap" => held(&object.body, whole, found),
        _ => {}
    }
}

/// An autoscaler with fewer replicas at most than at least.
fn scaler(spec: &Value, spot: Spot, found: &mut Vec<Diagnostic>) {
    let Some(most) = spec.get("maxReplicas") else { return };
    each_at(spec, spot, "minReplicas", &mut |least, spot| {
        if let (ValueKind::Int(least), ValueKind::Int(top)) = (&least.kind, &most.kind)
            && least > top
        {
            let name = field("spec minReplicas", "HorizontalPodAutoscaler");
            let bound = format!("a number up to `maxReplicas`, {top}");
            let it = problems::out_of_range(spot, &name, &bound, &least.to_string());
            found.push(it.with_label(most.at, "the most"));
        }
    });
}

/// A list that has to have an item.
fn needs_items(
    owner: &Value,
    spot: Spot,
    path: &str,
    list: &str,
    kind: &str,
    is_whole: bool,
    found: &mut Vec<Diagnostic>,
) {
    match owner.entry(list) {
        Some(entry) if matches!(&entry.value.kind, ValueKind::List(it) if it.is_empty()) => {
            let name = field(&format!("{path} {list}"), kind);
            let spot = spot.entry(entry);
            found.push(problems::out_of_range(spot, &name, "at least 1 item", "0 items"));
        }
        None if is_whole => {
            found.push(problems::missing_fields(spot, &field(path, kind), &[list]));
        }
        _ => {}
    }
}

/// What a rule of a role has to say.
fn role(rule: &Value, spot: Spot, kind: &str, is_whole: bool, found: &mut Vec<Diagnostic>) {
    let ValueKind::Map(entries) = &rule.kind else { return };
    let known = ["verbs", "apiGroups", "resources", "resourceNames", "nonResourceURLs"];
    let is_known = |key: Option<&str>| key.is_some_and(|it| known.contains(&it));
    let is_whole = is_whole && entries.iter().all(|it| is_known(it.key.as_str()));
    let lists: &[&str] =
        if rule.get("nonResourceURLs").is_some() { &[] } else { &["apiGroups", "resources"] };
    // A rule without `verbs` is found by its schema.
    if rule.get("verbs").is_some() {
        needs_items(rule, spot, "rules[]", "verbs", kind, is_whole, found);
    }
    for list in lists {
        needs_items(rule, spot, "rules[]", list, kind, is_whole, found);
    }
}

/// What a binding may bind.
fn role_reference(role: &Value, spot: Spot, kind: &str, found: &mut Vec<Diagnostic>) {
    let kinds: &[&str] =
        if kind == "RoleBinding" { &["ClusterRole", "Role"] } else { &["ClusterRole"] };
    for (key, takes) in [("apiGroup", &[RBAC] as &[&str]), ("kind", kinds)] {
        each_at(role, spot, key, &mut |value, spot| {
            // Kubernetes fills in a group that is empty.
            let wrong = |it: &&str| !it.is_empty() && !takes.contains(it);
            let Some(text) = value.as_str().filter(wrong) else { return };
            let takes: Vec<String> = takes.iter().map(|&it| it.to_owned()).collect();
            let name = field(&format!("roleRef {key}"), kind);
            found.push(problems::not_allowed(spot, &name, text, &takes, None));
        });
    }
}

/// A `ConfigMap` that holds more than Kubernetes keeps.
fn held(body: &Value, whole: Spot, found: &mut Vec<Diagnostic>) {
    let mut bytes = 0;
    for path in ["data", "binaryData"] {
        each(body, path, &mut |map| {
            let ValueKind::Map(entries) = &map.kind else { return };
            let texts = entries.iter().filter_map(|it| it.value.as_str());
            // Base64 has four characters for three bytes.
            let length = |text: &str| if path == "data" { text.len() } else { text.len() / 4 * 3 };
            bytes += texts.map(length).sum::<usize>();
        });
    }
    if bytes > HELD {
        let bound = format!("at most {HELD} bytes");
        let found_bytes = format!("{bytes} bytes");
        let spot = body.entry("data").map_or(whole, |it| whole.key(it));
        found.push(problems::out_of_range(spot, "a `ConfigMap`", &bound, &found_bytes));
    }
}
