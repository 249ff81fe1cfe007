//! `PDL6108`: fields of which one excludes the other, where schemas only list them.

use super::names::field;
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{Entry, Value, ValueKind};
use crate::problems::objects as problems;
use crate::rollout::path::each_at;
use crate::rollout::{Placed, pod_spec};
use crate::spot::Spot;

const HANDLERS: &[&str] = &["exec", "grpc", "httpGet", "tcpSocket", "sleep"];

/// In the `spec` of pods.
const IN_PODS: &[(&str, &[&str])] = &[
    ("containers[] livenessProbe", HANDLERS),
    ("containers[] readinessProbe", HANDLERS),
    ("containers[] startupProbe", HANDLERS),
    ("containers[] lifecycle postStart", HANDLERS),
    ("containers[] lifecycle preStop", HANDLERS),
    ("containers[] env[]", &["value", "valueFrom"]),
    ("initContainers[] env[]", &["value", "valueFrom"]),
    ("containers[] env[] valueFrom", VARIABLES),
    ("initContainers[] env[] valueFrom", VARIABLES),
    ("containers[] envFrom[]", &["configMapRef", "secretRef"]),
    ("initContainers[] envFrom[]", &["configMapRef", "secretRef"]),
    ("volumes[]", VOLUMES),
];

const VARIABLES: &[&str] = &["configMapKeyRef", "fieldRef", "resourceFieldRef", "secretKeyRef"];

const VOLUMES: &[&str] = &[
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "fc",
    "hostPath",
    "image",
    "iscsi",
    "nfs",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

/// In other objects.
const ELSEWHERE: &[(&str, &str, &[&str])] = &[
    ("networking.k8s.io/NetworkPolicy", "spec ingress[] from[]", &["ipBlock", "podSelector"]),
    ("networking.k8s.io/NetworkPolicy", "spec ingress[] from[]", &["ipBlock", "namespaceSelector"]),
    ("networking.k8s.io/NetworkPolicy", "spec egress[] to[]", &["ipBlock", "podSelector"]),
    ("networking.k8s.io/NetworkPolicy", "spec egress[] to[]", &["ipBlock", "namespaceSelector"]),
    ("networking.k8s.io/Ingress", "spec defaultBackend", BACKENDS),
    ("networking.k8s.io/Ingress", "spec defaultBackend service port", PORTS),
    ("networking.k8s.io/Ingress", "spec rules[] http paths[] backend", BACKENDS),
    ("networking.k8s.io/Ingress", "spec rules[] http paths[] backend service port", PORTS),
];

const BACKENDS: &[&str] = &["resource", "service"];
const PORTS: &[&str] = &["name", "number"];

/// Checks an object.
pub(super) fn check(object: &KubeObject, placed: &Placed, found: &mut Vec<Diagnostic>) {
    let own = placed.kind.without_version();
    let (whole, kind) = (Spot::here(object.body.at), placed.kind.name.as_str());
    for (_, path, names) in ELSEWHERE.iter().filter(|(of, ..)| *of == own) {
        each_at(&object.body, whole, path, &mut |value, spot| {
            found.extend(several(value, spot, &field(path, kind), names));
        });
    }
    if let Some(pod) = pod_spec(&own) {
        each_at(&object.body, whole, pod, &mut |spec, spot| {
            for (path, names) in IN_PODS {
                each_at(spec, spot, path, &mut |value, spot| {
                    let name = field(&format!("{pod} {path}"), kind);
                    found.extend(several(value, spot, &name, names));
                });
            }
        });
    }
    if own == "apps/Deployment" {
        each_at(&object.body, whole, "spec strategy", &mut |value, spot| {
            found.extend(recreates(value, spot));
        });
    }
}

/// Fields of a map that cannot stand beside each other; the second one is wrong.
fn several(value: &Value, spot: Spot, name: &str, names: &[&str]) -> Option<Diagnostic> {
    let ValueKind::Map(entries) = &value.kind else { return None };
    let is_said = |it: &&Entry| {
        let is_name = it.key.as_str().is_some_and(|key| names.contains(&key));
        is_name && !matches!(it.value.kind, ValueKind::Null) && it.value.as_str() != Some("")
    };
    let mut said = entries.iter().filter(is_said);
    let (first, second) = (said.next()?, said.next()?);
    let [a, b] = [first, second].map(|it| it.key.as_str().unwrap_or_default());
    let why = format!("has `{a}` and `{b}`, of which it takes one");
    let it = problems::alternatives(spot.key(second), name, &why, "Keep one of them.");
    Some(it.with_label(first.key.at, "the first of them"))
}

/// What a rolling update says means nothing to a Deployment that recreates its pods.
fn recreates(strategy: &Value, spot: Spot) -> Option<Diagnostic> {
    let kind = strategy.get("type").filter(|it| it.as_str() == Some("Recreate"))?;
    let entry = strategy.entry("rollingUpdate")?;
    if matches!(entry.value.kind, ValueKind::Null) {
        return None;
    }
    let (name, why) =
        (field("spec strategy", "Deployment"), "is `Recreate`, without `rollingUpdate`");
    let help = "Remove it, or write `type: \"RollingUpdate\"`.";
    let it = problems::alternatives(spot.key(entry), &name, why, help);
    Some(it.with_label(kind.at, "the type"))
}
