//! `PDL6108`: fields of which one excludes the other, where schemas only list them.

use super::names::field;
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{Entry, Value, ValueKind};
use crate::problems::objects as problems;
use crate::rollout::path::each_at;
use crate::rollout::{Placed, pod_spec};
use crate::spot::Spot;
use crate::wording::choices;

/// Fields of which one excludes the others; where one of them is needed, with the fields that may stand beside it.
struct Choice {
    path: &'static str,
    of: &'static [&'static str],
    beside: Option<&'static [&'static str]>,
}

const fn at_most(path: &'static str, of: &'static [&'static str]) -> Choice {
    Choice { path, of, beside: None }
}

const fn exactly(
    path: &'static str,
    of: &'static [&'static str],
    beside: &'static [&'static str],
) -> Choice {
    Choice { path, of, beside: Some(beside) }
}

const CONTAINERS: [&str; 2] = ["containers[]", "initContainers[]"];

/// In containers.
const IN_CONTAINERS: &[Choice] = &[
    exactly("livenessProbe", HANDLERS, TIMES),
    exactly("readinessProbe", HANDLERS, TIMES),
    exactly("startupProbe", HANDLERS, TIMES),
    exactly("lifecycle postStart", HANDLERS, &[]),
    exactly("lifecycle preStop", HANDLERS, &[]),
    at_most("env[]", &["value", "valueFrom"]),
    exactly("env[] valueFrom", VARIABLES, &[]),
    exactly("envFrom[]", &["configMapRef", "secretRef"], &["prefix"]),
];

/// In the `spec` of pods.
const IN_PODS: &[Choice] =
    &[at_most("volumes[]", VOLUMES), at_most("volumes[] projected sources[]", PROJECTIONS)];

const HANDLERS: &[&str] = &["exec", "grpc", "httpGet", "tcpSocket", "sleep"];

const TIMES: &[&str] = &[
    "failureThreshold",
    "initialDelaySeconds",
    "periodSeconds",
    "successThreshold",
    "terminationGracePeriodSeconds",
    "timeoutSeconds",
];

const VARIABLES: &[&str] =
    &["configMapKeyRef", "fieldRef", "fileKeyRef", "resourceFieldRef", "secretKeyRef"];

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

const PROJECTIONS: &[&str] = &[
    "clusterTrustBundle",
    "configMap",
    "downwardAPI",
    "podCertificate",
    "secret",
    "serviceAccountToken",
];

/// In other objects.
const ELSEWHERE: &[(&str, Choice)] = &[
    (POLICY, at_most("spec ingress[] from[]", &["ipBlock", "podSelector"])),
    (POLICY, at_most("spec ingress[] from[]", &["ipBlock", "namespaceSelector"])),
    (POLICY, at_most("spec egress[] to[]", &["ipBlock", "podSelector"])),
    (POLICY, at_most("spec egress[] to[]", &["ipBlock", "namespaceSelector"])),
    (INGRESS, exactly("spec defaultBackend", BACKENDS, &[])),
    (INGRESS, exactly("spec defaultBackend service port", PORTS, &[])),
    (INGRESS, exactly("spec rules[] http paths[] backend", BACKENDS, &[])),
    (INGRESS, exactly("spec rules[] http paths[] backend service port", PORTS, &[])),
];

const POLICY: &str = "networking.k8s.io/NetworkPolicy";
const INGRESS: &str = "networking.k8s.io/Ingress";

const BACKENDS: &[&str] = &["resource", "service"];
const PORTS: &[&str] = &["name", "number"];

/// What a change of pods says that means nothing beside its `type`: the kind, where it says it, and the type.
const UPDATES: &[(&str, &str, &str)] = &[
    ("apps/Deployment", "spec strategy", "Recreate"),
    ("apps/StatefulSet", "spec updateStrategy", "OnDelete"),
];

/// Checks an object; `is_whole` says whether what seems to be missing is missing.
pub(super) fn check(
    object: &KubeObject,
    placed: &Placed,
    is_whole: bool,
    found: &mut Vec<Diagnostic>,
) {
    let own = placed.kind.without_version();
    let (whole, kind) = (Spot::here(object.body.at), placed.kind.name.as_str());
    let mut choose = |prefix: &str, choice: &Choice| {
        let path = format!("{prefix}{}", choice.path);
        let name = field(&path, kind);
        each_at(&object.body, whole, &path, &mut |value, spot| {
            let Some(entries) = value.as_map() else { return };
            match (chosen(entries, choice.of), choice.beside) {
                ((Some(first), Some(second)), _) => found.push(several(first, second, spot, &name)),
                ((None, _), Some(beside)) if is_whole && are_only(entries, choice.of, beside) => {
                    found.push(none(choice.of, spot, &name));
                }
                _ => {}
            }
        });
    };
    for (_, choice) in ELSEWHERE.iter().filter(|(of, ..)| *of == own) {
        choose("", choice);
    }
    if let Some(pod) = pod_spec(&own) {
        for choice in IN_PODS {
            choose(&format!("{pod} "), choice);
        }
        for (containers, choice) in
            CONTAINERS.into_iter().flat_map(|it| IN_CONTAINERS.iter().map(move |one| (it, one)))
        {
            choose(&format!("{pod} {containers} "), choice);
        }
    }
    for (_, path, kind_of) in UPDATES.iter().filter(|(of, ..)| *of == own) {
        each_at(&object.body, whole, path, &mut |value, spot| {
            found.extend(useless(value, spot, &field(path, kind), kind_of));
        });
    }
}

/// The first two fields of some that are said.
fn chosen<'v>(entries: &'v [Entry], of: &[&str]) -> (Option<&'v Entry>, Option<&'v Entry>) {
    let is_said = |it: &&Entry| {
        let is_name = it.key.as_str().is_some_and(|key| of.contains(&key));
        is_name && !matches!(it.value.kind, ValueKind::Null) && it.value.as_str() != Some("")
    };
    let mut said = entries.iter().filter(is_said);
    (said.next(), said.next())
}

/// Whether all fields are known: what is misspelt may be the one that is needed.
fn are_only(entries: &[Entry], of: &[&str], beside: &[&str]) -> bool {
    let is_known = |key: &str| of.contains(&key) || beside.contains(&key);
    entries.iter().all(|it| it.key.as_str().is_some_and(is_known))
}

/// Fields of a map that cannot stand beside each other; the second one is wrong.
fn several(first: &Entry, second: &Entry, spot: Spot, name: &str) -> Diagnostic {
    let [a, b] = [first, second].map(|it| it.key.as_str().unwrap_or_default());
    let why = format!("has `{a}` and `{b}`, of which it takes one");
    let it = problems::alternatives(spot.key(second), name, &why, "Keep one of them.");
    it.with_label(first.key.at, "the first of them")
}

/// A map without the one field that it needs.
fn none(of: &[&str], spot: Spot, name: &str) -> Diagnostic {
    let why = format!("takes {}, and has none of them", choices(of.iter().copied()));
    problems::alternatives(spot, name, &why, "Write one of them.")
}

/// What a rolling update says means nothing where pods change in another way.
fn useless(update: &Value, spot: Spot, name: &str, kind_of: &str) -> Option<Diagnostic> {
    let kind = update.get("type").filter(|it| it.as_str() == Some(kind_of))?;
    let entry = update.entry("rollingUpdate")?;
    if matches!(entry.value.kind, ValueKind::Null) {
        return None;
    }
    let why = format!("is `{kind_of}`, without `rollingUpdate`");
    let help = "Remove it, or write `type: \"RollingUpdate\"`.";
    let it = problems::alternatives(spot.key(entry), name, &why, help);
    Some(it.with_label(kind.at, "the type"))
}
