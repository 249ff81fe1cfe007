//! `PDL6103`, `PDL6107`, `PDL6120`, `PDL6121`: workloads against themselves: which pods they select, which volumes those mount, and what
//! their parts are called.

use std::collections::BTreeMap;

use super::names::{self, Form, field};
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{Entry, Value, ValueKind};
use crate::problems::objects as problems;
use crate::problems::workloads;
use crate::rollout::path::{each, each_at};
use crate::rollout::{Placed, pod_spec, selector};
use crate::similar;
use crate::span::FileSpan;
use crate::spot::Spot;

/// Kinds that make pods and look for them by their labels.
const MAKERS: &[&str] =
    &["apps/DaemonSet", "apps/Deployment", "apps/ReplicaSet", "apps/StatefulSet"];

/// What the parts of a pod are called, from its `spec` on.
const NAMES: &[(&str, &Form)] = &[
    ("containers[] name", &names::LABEL),
    ("initContainers[] name", &names::LABEL),
    ("volumes[] name", &names::LABEL),
    ("containers[] ports[] name", &names::PORT),
    ("initContainers[] ports[] name", &names::PORT),
];

/// Checks a workload; `is_whole` says whether what seems to be missing is missing.
pub(super) fn check(
    object: &KubeObject,
    placed: &Placed,
    is_whole: bool,
    found: &mut Vec<Diagnostic>,
) {
    let kind = placed.kind.without_version();
    if is_whole && (MAKERS.contains(&kind.as_str()) || has_own_selector(object, &kind)) {
        selected(object, &placed.kind.name, found);
    }
    let Some(path) = pod_spec(&kind) else { return };
    let whole = Spot::here(object.body.at);
    each_at(&object.body, whole, path, &mut |spec, spot| {
        for (names, form) in NAMES {
            each_at(spec, spot, names, &mut |value, spot| {
                let field = format!("{path} {names}");
                form.check(value, spot, &field, &placed.kind.name, found);
            });
        }
        twice(spec, spot, &placed.kind.name, found);
        if is_whole {
            mounts(object, spec, spot, &placed.kind.name, found);
        }
    });
}

/// Jobs label their pods themselves, unless they say that they do not.
fn has_own_selector(object: &KubeObject, kind: &str) -> bool {
    let own = object.body.get("spec").and_then(|it| it.get("manualSelector"));
    kind == "batch/Job" && own.is_some_and(|it| matches!(it.kind, ValueKind::Bool(true)))
}

/// The pods that a workload makes are among those that it selects.
fn selected(object: &KubeObject, kind: &str, found: &mut Vec<Diagnostic>) {
    // That there is no template is another finding.
    let template = object.body.get("spec").and_then(|it| it.get("template"));
    if !template.is_some_and(|it| matches!(it.kind, ValueKind::Map(_))) {
        return;
    }
    let mut labels: Vec<(&str, &str, FileSpan)> = Vec::new();
    each(&object.body, "spec template metadata labels", &mut |value| {
        if let ValueKind::Map(entries) = &value.kind {
            labels.extend(entries.iter().filter_map(|Entry { key, value }| {
                Some((key.as_str()?, value.as_str()?, value.at))
            }));
        }
    });
    let of = |key: &str| labels.iter().find(|it| it.0 == key);
    each_at(&object.body, Spot::here(object.body.at), "spec selector", &mut |value, spot| {
        if selector::is_empty(value) {
            let owner = field("spec selector", kind);
            return found.push(problems::missing_fields(spot, &owner, &["matchLabels"]));
        }
        if selector::selects(value, |key| of(key).map(|it| it.1)) {
            return;
        }
        let mut wanted = selector::wanted(value);
        let missed = wanted.find(|(key, value, _)| of(key).map(|it| it.1) != Some(*value));
        let (what, spot) = match missed {
            Some((key, value, at)) if spot.setting.is_none() => {
                (format!("{key}: {value}"), Spot::here(at))
            }
            _ => (selector::print(value), spot),
        };
        let beside =
            missed.and_then(|(key, ..)| of(key)).map(|it| (format!("{}: {}", it.0, it.1), it.2));
        found.push(workloads::selects_others(spot, kind, &object.name, &what, beside));
    });
}

/// Containers that begin the pod and others share their names.
fn twice(spec: &Value, spot: Spot, kind: &str, found: &mut Vec<Diagnostic>) {
    let mut begin = BTreeMap::new();
    each(spec, "initContainers[] name", &mut |name| {
        if let Some(text) = name.as_str() {
            begin.entry(text).or_insert(name.at);
        }
    });
    each_at(spec, spot, "containers[] name", &mut |name, spot| {
        if let Some((text, first)) = name.as_str().and_then(|it| Some((it, *begin.get(it)?))) {
            let (list, what) = (format!("the containers of `{kind}`"), format!("`name` {text}"));
            found.push(problems::duplicate_item(spot, &list, &what, first));
        }
    });
}

/// Every volume that a container mounts is one of the pod's.
fn mounts(object: &KubeObject, spec: &Value, spot: Spot, kind: &str, found: &mut Vec<Diagnostic>) {
    let mut volumes: Vec<&str> = Vec::new();
    each(spec, "volumes[] name", &mut |it| volumes.extend(it.as_str()));
    let claims = "spec volumeClaimTemplates[] metadata name";
    each(&object.body, claims, &mut |it| volumes.extend(it.as_str()));
    for containers in ["containers[]", "initContainers[]"] {
        for list in ["volumeMounts[] name", "volumeDevices[] name"] {
            each_at(spec, spot, &format!("{containers} {list}"), &mut |value, spot| {
                let Some(name) = value.as_str().filter(|it| !volumes.contains(it)) else { return };
                let near = similar::nearest(name, volumes.iter().copied());
                found.push(workloads::unknown_volume(spot, kind, &object.name, name, near));
            });
        }
    }
}
