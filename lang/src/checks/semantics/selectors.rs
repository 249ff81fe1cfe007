//! `PDL6103`, `PDL6105`, `PDL6108`: the labels that objects look for.

use super::names::field;
use crate::checks::objects::metadata::{is_name, is_qualified};
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{Value, ValueKind};
use crate::problems::objects as problems;
use crate::rollout::Placed;
use crate::rollout::path::each_at;
use crate::spot::Spot;

/// Labels that objects look for, besides those of `matchLabels`, which every kind writes alike.
const LABELS: &[(&str, &str)] = &[
    ("Service", "spec selector"),
    ("Pod", "spec nodeSelector"),
    ("apps/DaemonSet", "spec template spec nodeSelector"),
    ("apps/Deployment", "spec template spec nodeSelector"),
    ("apps/StatefulSet", "spec template spec nodeSelector"),
    ("batch/Job", "spec template spec nodeSelector"),
    ("batch/CronJob", "spec jobTemplate spec template spec nodeSelector"),
];

/// The group whose selectors also take labels that are no objects' own: `k8s:app`, `reserved:host`, `cidr:10.0.0.0/8`.
const CILIUM: &str = "cilium.io";

/// Groups whose selectors Kubernetes itself checks.
const OWN: &[&str] = &["", "apps", "autoscaling", "batch", "networking.k8s.io", "policy"];

/// Checks the labels that an object looks for.
pub(super) fn check(object: &KubeObject, placed: &Placed, found: &mut Vec<Diagnostic>) {
    let own = placed.kind.without_version();
    let (whole, kind) = (Spot::here(object.body.at), placed.kind.name.as_str());
    for (_, path) in LABELS.iter().filter(|(of, _)| *of == own) {
        each_at(&object.body, whole, path, &mut |value, spot| {
            looked_for(value, spot, path, kind, found);
        });
    }
    if placed.kind.group != CILIUM {
        let is_own = OWN.contains(&placed.kind.group.as_str());
        let mut search = Search { kind, is_own, path: String::new(), found };
        search.within(&object.body, whole);
    }
}

/// Looks for selectors in an object.
struct Search<'s> {
    kind: &'s str,
    /// Whether Kubernetes itself checks what the kind looks for.
    is_own: bool,
    path: String,
    found: &'s mut Vec<Diagnostic>,
}

impl Search<'_> {
    /// Goes through a value for `matchLabels` and `matchExpressions`.
    fn within(&mut self, value: &Value, spot: Spot) {
        match &value.kind {
            ValueKind::Map(entries) => {
                for entry in entries {
                    let Some(key) = entry.key.as_str() else { continue };
                    let (spot, length) = (spot.entry(entry), self.path.len());
                    self.path.push_str(if length == 0 { "" } else { " " });
                    self.path.push_str(key);
                    match key {
                        "matchLabels" => {
                            looked_for(&entry.value, spot, &self.path, self.kind, self.found);
                        }
                        "matchExpressions" if self.is_own => self.expressions(&entry.value, spot),
                        _ => self.within(&entry.value, spot),
                    }
                    self.path.truncate(length);
                }
            }
            ValueKind::List(items) => {
                for item in items {
                    self.within(item, spot.item(item, value));
                }
            }
            _ => {}
        }
    }

    /// Expressions that say too little for their operator, or too much.
    fn expressions(&mut self, list: &Value, spot: Spot) {
        let ValueKind::List(items) = &list.kind else { return };
        for item in items {
            let (spot, name) = (spot.item(item, list), format!("{}[]", self.path));
            each_at(item, spot, "key", &mut |value, spot| {
                if let Some(key) = value.as_str().filter(|it| !is_qualified(it)) {
                    let name = field(&format!("{name} key"), self.kind);
                    self.found.push(problems::wrong_key(spot, &name, key));
                }
            });
            let operator = item.get("operator").and_then(Value::as_str).unwrap_or_default();
            let values = item.entry("values");
            let is_empty = |value: &Value| match &value.kind {
                ValueKind::List(values) => values.is_empty(),
                kind => matches!(kind, ValueKind::Null),
            };
            let values = values.filter(|it| !is_empty(&it.value));
            match (operator, values) {
                ("In" | "NotIn", None) => {
                    let name = field(&name, self.kind);
                    self.found.push(problems::missing_fields(spot, &name, &["values"]));
                }
                ("Exists" | "DoesNotExist", Some(entry)) => {
                    let why = format!("has `values`, which `{operator}` does not take");
                    let (name, help) = (field(&name, self.kind), "Remove them, or write `In`.");
                    let spot = spot.key(entry);
                    self.found.push(problems::alternatives(spot, &name, &why, help));
                }
                _ => {}
            }
        }
    }
}

fn looked_for(value: &Value, spot: Spot, path: &str, kind: &str, found: &mut Vec<Diagnostic>) {
    let ValueKind::Map(entries) = &value.kind else { return };
    for entry in entries {
        let Some(key) = entry.key.as_str() else { continue };
        if !is_qualified(key) {
            found.push(problems::wrong_key(spot.key(entry), &field(path, kind), key));
        }
        let Some(text) = entry.value.as_str().filter(|it| !it.is_empty() && !is_name(it)) else {
            continue;
        };
        let name = field(&format!("{path} {key}"), kind);
        let (why, help) = (
            "takes the value of a label",
            "Write up to 63 letters, digits, `-`, `_` and `.`, a letter or digit at both ends.",
        );
        found.push(problems::wrong_form(spot.entry(entry), &name, why, text, help));
    }
}
