//! `PDL6103`, `PDL6104`, `PDL6106`, `PDL6108`: bounds and lists of which schemas say too little: of autoscalers, claims,
//! roles, priorities and `ConfigMap`s.

use super::means;
use super::names::field;
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::expressions::amount;
use crate::model::{Entry, Value, ValueKind};
use crate::problems::objects as problems;
use crate::rollout::Placed;
use crate::rollout::path::{each, each_at};
use crate::spot::Spot;

const RBAC: &str = "rbac.authorization.k8s.io";

/// What a `ConfigMap` or Secret may hold, in bytes.
const HELD: usize = 1 << 20;

/// The highest priority that is not kept for Kubernetes itself.
const HIGHEST: i64 = 1_000_000_000;

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
        "PersistentVolumeClaim" => {
            at("spec", &mut |spec, spot, found| claim(spec, spot, is_whole, found));
        }
        "rbac.authorization.k8s.io/Role" | "rbac.authorization.k8s.io/ClusterRole" => {
            at("rules[]", &mut |rule, spot, found| role(rule, spot, kind, is_whole, found));
        }
        "rbac.authorization.k8s.io/RoleBinding"
        | "rbac.authorization.k8s.io/ClusterRoleBinding" => {
            at("roleRef", &mut |role, spot, found| role_reference(role, spot, kind, found));
            at("subjects[]", &mut |it, spot, found| subject(it, spot, kind, is_whole, found));
        }
        "scheduling.k8s.io/PriorityClass" => at("value", &mut |value, spot, found| {
            let ValueKind::Int(number) = value.kind else { return };
            if number > HIGHEST && !object.name.starts_with("system-") {
                let (name, bound) = (field("value", kind), format!("a number up to {HIGHEST}"));
                found.push(problems::out_of_range(spot, &name, &bound, &number.to_string()));
            }
        }),
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

/// What a claim has to say.
fn claim(spec: &Value, spot: Spot, is_whole: bool, found: &mut Vec<Diagnostic>) {
    let kind = "PersistentVolumeClaim";
    needs_items(spec, spot, "spec", "accessModes", kind, is_whole, found);
    let mut modes = Vec::new();
    each_at(spec, spot, "accessModes[]", &mut |mode, spot| {
        modes.extend(mode.as_str().map(|it| (it, spot)));
    });
    let alone = modes.iter().find(|(it, _)| *it == "ReadWriteOncePod");
    if let Some((_, spot)) = alone.filter(|_| modes.len() > 1) {
        let (name, why) = (field("spec accessModes", kind), "has `ReadWriteOncePod` beside others");
        found.push(problems::alternatives(*spot, &name, why, "Keep it alone, or remove it."));
    }
    each_at(spec, spot, "resources", &mut |resources, spot| {
        let mut lacks = |owner: &Value, spot, path, key| {
            if is_whole && !means(owner, key) {
                found.push(problems::missing_fields(spot, &field(path, kind), &[key]));
            }
        };
        let Some(requests) = resources.entry("requests") else {
            return lacks(resources, spot, "spec resources", "requests");
        };
        let spot = spot.entry(requests);
        let Some(entry) = requests.value.entry("storage") else {
            return lacks(&requests.value, spot, "spec resources requests", "storage");
        };
        let text = entry.value.print().unwrap_or_default();
        if amount(&text).is_some_and(|it| it <= 0) {
            let name = field("spec resources requests storage", kind);
            found.push(problems::out_of_range(
                spot.entry(entry),
                &name,
                "an amount above 0",
                &text,
            ));
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
    let (urls, resources) = (listed(rule, "nonResourceURLs"), {
        let lists = ["apiGroups", "resources", "resourceNames"];
        lists.into_iter().find_map(|it| listed(rule, it))
    });
    if let Some(entry) = urls.filter(|_| kind == "Role") {
        let why = "has `nonResourceURLs`, which are in no namespace";
        let help = "Write them into a ClusterRole.";
        found.push(problems::alternatives(spot.key(entry), &field("rules[]", kind), why, help));
    } else if let Some((urls, resources)) = urls.zip(resources) {
        let why = "is of `nonResourceURLs` and of resources";
        let help = "Make two rules of it.";
        let it = problems::alternatives(spot.key(urls), &field("rules[]", kind), why, help);
        found.push(it.with_label(resources.key.at, "of resources"));
    }
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

/// A list with something in it.
fn listed<'v>(owner: &'v Value, list: &str) -> Option<&'v Entry> {
    let has_items = |it: &&Entry| matches!(&it.value.kind, ValueKind::List(it) if !it.is_empty());
    owner.entry(list).filter(has_items)
}

/// Whom a binding may bind to.
fn subject(
    subject: &Value,
    spot: Spot,
    binding: &str,
    is_whole: bool,
    found: &mut Vec<Diagnostic>,
) {
    let Some(kind) = subject.get("kind").and_then(Value::as_str) else { return };
    let is_account = kind == "ServiceAccount";
    let is_lacking = is_account && subject.get("namespace").is_none();
    if is_lacking && is_whole && binding == "ClusterRoleBinding" {
        let owner = field("subjects[]", binding);
        found.push(problems::missing_fields(spot, &owner, &["namespace"]));
    }
    let takes = match kind {
        "ServiceAccount" => "",
        "User" | "Group" => RBAC,
        _ => return,
    };
    each_at(subject, spot, "apiGroup", &mut |value, spot| {
        // Kubernetes fills in a group that is empty.
        let wrong = |it: &&str| !it.is_empty() && *it != takes;
        let Some(text) = value.as_str().filter(wrong) else { return };
        let name = field("subjects[] apiGroup", binding);
        found.push(problems::not_allowed(spot, &name, text, &[takes.to_owned()], None));
    });
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
            // Base64 has four characters for three bytes, and fills up with others.
            let is_filling = |it: u8| it == b'=' || it.is_ascii_whitespace();
            let filled = |text: &str| text.bytes().filter(|it| !is_filling(*it)).count();
            let length = |text: &str| match path {
                "data" => text.len(),
                _ => filled(text) * 3 / 4,
            };
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
