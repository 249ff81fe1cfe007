//! `PDL6103`, `PDL6106`–`PDL6108`, `PDL6122`, `PDL6123`: what containers say and ask for, and when pods start again.

use std::collections::BTreeMap;

use super::means;
use super::names::field;
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::expressions::amount;
use crate::model::{Entry, Value, ValueKind};
use crate::problems::{objects as problems, workloads};
use crate::rollout::path::each_at;
use crate::rollout::{Placed, pod_spec};
use crate::spot::Spot;

const CONTAINERS: [&str; 2] = ["containers[]", "initContainers[]"];

/// What `restartPolicy` may be, by the kind that makes the pods.
const RESTARTS: &[(&str, &[&str])] = &[
    ("apps/DaemonSet", &["Always"]),
    ("apps/Deployment", &["Always"]),
    ("apps/ReplicaSet", &["Always"]),
    ("apps/StatefulSet", &["Always"]),
    ("batch/CronJob", &["OnFailure", "Never"]),
    ("batch/Job", &["OnFailure", "Never"]),
];

/// Checks the pods of an object; `is_whole` says whether what seems to be missing is missing.
pub(super) fn check(
    object: &KubeObject,
    placed: &Placed,
    is_whole: bool,
    found: &mut Vec<Diagnostic>,
) {
    let own = placed.kind.without_version();
    let Some(path) = pod_spec(&own) else { return };
    let kind = placed.kind.name.as_str();
    each_at(&object.body, Spot::here(object.body.at), path, &mut |spec, spot| {
        each_at(spec, spot, "containers", &mut |list, spot| {
            if matches!(&list.kind, ValueKind::List(items) if items.is_empty()) {
                let name = field(&format!("{path} containers"), kind);
                found.push(problems::out_of_range(spot, &name, "at least 1 item", "0 items"));
            }
        });
        for containers in CONTAINERS {
            let path = format!("{path} {containers}");
            each_at(spec, spot, containers, &mut |container, spot| {
                each_at(container, spot, "resources", &mut |resources, spot| {
                    requests(resources, spot, &path, kind, found);
                });
                ports(container, spot, &path, kind, found);
                said(container, spot, &path, kind, is_whole, found);
            });
        }
        host_ports(spec, spot, &format!("{path} containers[]"), kind, found);
        if let Some((_, takes)) = RESTARTS.iter().find(|(of, _)| *of == own) {
            found.extend(restarts(object, spec, spot, kind, takes, is_whole));
        }
    });
}

/// A container that asks for more than it may have.
fn requests(resources: &Value, spot: Spot, path: &str, kind: &str, found: &mut Vec<Diagnostic>) {
    let come_to = |value: &Value| amount(&value.print()?);
    each_at(resources, spot, "limits", &mut |limits, spot| {
        for (entry, name, limit) in amounts(limits) {
            if limit < 0 {
                let name = field(&format!("{path} resources limits {name}"), kind);
                let text = entry.value.print().unwrap_or_default();
                found.push(problems::out_of_range(
                    spot.entry(entry),
                    &name,
                    "an amount from 0",
                    &text,
                ));
            }
        }
    });
    let Some(limits) = resources.get("limits") else { return };
    each_at(resources, spot, "requests", &mut |requests, spot| {
        for (entry, name, request) in amounts(requests) {
            let Some(limit) =
                limits.get(name).filter(|it| come_to(it).is_some_and(|it| it < request))
            else {
                continue;
            };
            let field = field(&format!("{path} resources requests {name}"), kind);
            let [text, most] = [&entry.value, limit].map(|it| it.print().unwrap_or_default());
            found.push(workloads::above_limit(spot.entry(entry), &field, &text, &most, limit.at));
        }
    });
}

/// The amounts of a map of resources, by their names.
fn amounts(map: &Value) -> impl Iterator<Item = (&Entry, &str, i128)> {
    let entries = map.as_map().unwrap_or_default().iter();
    entries.filter_map(|it| Some((it, it.key.as_str()?, amount(&it.value.print()?)?)))
}

/// Ports of a container with one name.
fn ports(container: &Value, spot: Spot, path: &str, kind: &str, found: &mut Vec<Diagnostic>) {
    let mut names = BTreeMap::new();
    each_at(container, spot, "ports[] name", &mut |name, spot| {
        let Some(text) = name.as_str() else { return };
        if let Some(first) = names.get(text) {
            let (list, what) = (field(&format!("{path} ports"), kind), format!("`name` {text}"));
            found.push(problems::duplicate_item(spot, &list, &what, *first));
        } else {
            names.insert(text, name.at);
        }
    });
}

/// What a container has to say, and what it cannot.
fn said(
    container: &Value,
    spot: Spot,
    path: &str,
    kind: &str,
    is_whole: bool,
    found: &mut Vec<Diagnostic>,
) {
    if is_whole && !means(container, "image") {
        found.push(problems::missing_fields(spot, &field(path, kind), &["image"]));
    }
    for probe in ["livenessProbe", "startupProbe"] {
        each_at(container, spot, &format!("{probe} successThreshold"), &mut |value, spot| {
            if let ValueKind::Int(number @ 2..) = value.kind {
                let name = field(&format!("{path} {probe} successThreshold"), kind);
                found.push(problems::out_of_range(spot, &name, "1", &number.to_string()));
            }
        });
    }
    each_at(container, spot, "securityContext", &mut |value, spot| {
        let is = |key, flag| value.entry(key).filter(|it| it.value.kind == ValueKind::Bool(flag));
        let privileged = is("privileged", true);
        if let Some((first, second)) = privileged.zip(is("allowPrivilegeEscalation", false)) {
            let why = "is `privileged` without `allowPrivilegeEscalation`, which it implies";
            let name = field(&format!("{path} securityContext"), kind);
            let it = problems::alternatives(spot.key(second), &name, why, "Keep one of them.");
            found.push(it.with_label(first.key.at, "privileged"));
        }
    });
}

/// Ports of the machine that containers of a pod ask for twice.
fn host_ports(spec: &Value, spot: Spot, path: &str, kind: &str, found: &mut Vec<Diagnostic>) {
    let mut taken = BTreeMap::new();
    each_at(spec, spot, "containers[] ports[]", &mut |port, spot| {
        let Some(entry) = port.entry("hostPort") else { return };
        let ValueKind::Int(number @ 1..) = entry.value.kind else { return };
        let text = |key| port.get(key).and_then(Value::print);
        let protocol = text("protocol").unwrap_or_else(|| "TCP".to_owned());
        let key = (number, protocol, text("hostIP").unwrap_or_default());
        if let Some(first) = taken.get(&key) {
            let (list, what) =
                (field(&format!("{path} ports"), kind), format!("`hostPort` {number}"));
            found.push(problems::duplicate_item(spot.entry(entry), &list, &what, *first));
        } else {
            taken.insert(key, entry.value.at);
        }
    });
}

/// Pods that start again where their kind does not let them, or the other way round.
fn restarts(
    object: &KubeObject,
    spec: &Value,
    spot: Spot,
    kind: &str,
    takes: &[&str],
    is_whole: bool,
) -> Option<Diagnostic> {
    let Some(entry) = spec.entry("restartPolicy") else {
        let is_missing = is_whole && !means(spec, "restartPolicy") && !takes.contains(&"Always");
        return is_missing
            .then(|| workloads::wrong_restarts(spot, kind, &object.name, None, takes));
    };
    let text = entry.value.as_str().filter(|it| ["Always", "OnFailure", "Never"].contains(it))?;
    let is_wrong = !takes.contains(&text);
    is_wrong.then(|| {
        workloads::wrong_restarts(spot.entry(entry), kind, &object.name, Some(text), takes)
    })
}
