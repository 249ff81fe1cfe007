//! `PDL6108`: tolerations whose parts do not go together.

use super::names::field;
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{Entry, Value, ValueKind};
use crate::problems::objects as problems;
use crate::rollout::path::each_at;
use crate::rollout::{Placed, pod_spec};
use crate::spot::Spot;

/// Checks the pods of an object.
pub(super) fn check(object: &KubeObject, placed: &Placed, found: &mut Vec<Diagnostic>) {
    let Some(pod) = pod_spec(&placed.kind.without_version()) else { return };
    let path = format!("{pod} tolerations[]");
    let name = field(&path, &placed.kind.name);
    each_at(&object.body, Spot::here(object.body.at), &path, &mut |value, spot| {
        found.extend(toleration(value, spot, &name));
    });
}

fn toleration(value: &Value, spot: Spot, name: &str) -> Option<Diagnostic> {
    let ValueKind::Map(entries) = &value.kind else { return None };
    let parts = ["effect", "key", "operator", "tolerationSeconds", "value"];
    // A part that is misspelt, or leads nowhere, is another finding.
    let is_known = |it: &Entry| {
        it.key.as_str().is_some_and(|it| parts.contains(&it)) && it.value.shape().is_some()
    };
    if !entries.iter().all(is_known) {
        return None;
    }
    let text = |key| value.get(key).and_then(Value::as_str).unwrap_or_default();
    let exists = text("operator") == "Exists";
    let wrong = |spot, why, help| Some(problems::alternatives(spot, name, why, help));
    if text("key").is_empty() && !exists {
        let why = "has no `key`, and its `operator` is not `Exists`";
        return wrong(
            spot,
            why,
            "Write `operator: \"Exists\"` to tolerate everything, or a `key`.",
        );
    }
    if exists && !text("value").is_empty() {
        let spot = value.entry("value").map_or(spot, |it| spot.key(it));
        let why = "has a `value`, which `Exists` does not take";
        return wrong(spot, why, "Remove it, or write `operator: \"Equal\"`.");
    }
    let seconds = value.entry("tolerationSeconds");
    let seconds = seconds.filter(|it| !matches!(it.value.kind, ValueKind::Null));
    if let Some(entry) = seconds.filter(|_| text("effect") != "NoExecute") {
        let why = "has `tolerationSeconds`, which go with the `effect` `NoExecute` alone";
        return wrong(spot.key(entry), why, "Remove them, or write `effect: \"NoExecute\"`.");
    }
    None
}
