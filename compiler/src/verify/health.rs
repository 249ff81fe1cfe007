//! What makes a Kustomization ready can come about.

use serde_yaml::Value;

use super::lines::Step::{Item, Key};
use super::tree::{Cluster, HELM, Id, KUSTOMIZE, Kustomization, SOURCE};
use super::{Check, Finding, sources};

pub(super) fn check(cluster: &Cluster) -> Vec<Finding> {
    cluster.kustomizations.iter().flat_map(|it| kustomization(cluster, it)).collect()
}

fn kustomization(cluster: &Cluster, kustomization: &Kustomization) -> Vec<Finding> {
    let object = &kustomization.object;
    let checks = health_checks(kustomization);
    let mut found = Vec::new();
    if object.is_true(&["spec", "wait"]) && !checks.is_empty() {
        let message =
            format!("Flux ignores the health checks of `{}` beside `wait`", object.id.name);
        found.push(object.finding(Check::Health, &[Key("spec"), Key("healthChecks")], message));
    }
    for (index, id) in checks.iter().enumerate() {
        if id.kind.is_empty() || id.name.is_empty() {
            let message = "a health check names no kind or no name".to_owned();
            let steps = [Key("spec"), Key("healthChecks"), Item(index)];
            found.push(object.finding(Check::Health, &steps, message));
        } else if !can_be(cluster, kustomization, id) {
            let steps = [Key("spec"), Key("healthChecks"), Item(index), Key("name")];
            let message = format!("`{}` waits for {id}, which nothing makes", object.id.name);
            found.push(object.finding(Check::Health, &steps, message));
        }
    }
    found
}

/// The objects that the health checks of a Kustomization name.
pub(super) fn health_checks(kustomization: &Kustomization) -> Vec<Id> {
    let items = kustomization.object.items(&["spec", "healthChecks"]).iter();
    let id = |item: &Value| {
        let text = |key| item.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let api_version = text("apiVersion");
        let group = api_version.split_once('/').map_or("", |(group, _)| group).to_owned();
        Id { group, kind: text("kind"), namespace: text("namespace"), name: text("name") }
    };
    items.map(id).collect()
}

/// Whether something makes an object, or might.
///
/// Releases and operators make objects that no file holds; only where neither is at work can it be told that nothing
/// does.
fn can_be(cluster: &Cluster, kustomization: &Kustomization, id: &Id) -> bool {
    if cluster.objects().any(|(_, object)| object.id == *id) || kustomization.is_opaque() {
        return true;
    }
    if cluster.bootstrap.has(id) {
        return true;
    }
    let is_flux = [HELM, KUSTOMIZE, SOURCE].contains(&id.group.as_str());
    let is_made_by_files = is_flux && !sources::has_unknown(cluster);
    // Anything but Kubernetes' own kinds has a controller, which may make what it likes.
    let is_plain = |group: &str| !group.contains('.') || group.ends_with(".k8s.io");
    let has_makers = kustomization.objects().iter().any(|object| !is_plain(&object.id.group));
    !is_made_by_files && (has_makers || kustomization.objects().is_empty())
}
