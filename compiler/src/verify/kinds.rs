//! Objects of kinds that are known are of a version that there is, and in a namespace exactly if they have one.

use std::collections::BTreeMap;

use pdl_lang::catalogue::{Catalogue, Kind};

use super::lines::Step::Key;
use super::tree::{Cluster, HELM, KUSTOMIZE, Object, SOURCE};
use super::{Check, Finding};

/// Groups of Kubernetes itself that look like those of definitions.
const BUILT_IN: [&str; 13] = [
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "authentication.k8s.io",
    "authorization.k8s.io",
    "certificates.k8s.io",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "flowcontrol.apiserver.k8s.io",
    "networking.k8s.io",
    "rbac.authorization.k8s.io",
    "scheduling.k8s.io",
    "storage.k8s.io",
];

pub(super) fn check(cluster: &Cluster) -> Vec<Finding> {
    let catalogue = Catalogue::default();
    let kinds = catalogue.kinds().map(|kind| ((kind.group.clone(), kind.name.clone()), kind));
    let kinds: BTreeMap<(String, String), Kind> = kinds.collect();
    cluster.objects().filter_map(|(_, object)| judge(&catalogue, &kinds, object)).collect()
}

fn judge(
    catalogue: &Catalogue,
    kinds: &BTreeMap<(String, String), Kind>,
    object: &Object,
) -> Option<Finding> {
    let id = &object.id;
    let version = object.text(&["apiVersion"])?.rsplit('/').next().unwrap_or_default();
    // What is only tried out comes and goes with the releases of Kubernetes.
    let is_closed = is_closed(&id.group) && !version.contains("alpha") && !version.contains("beta");
    let Some(kind) = kinds.get(&(id.group.clone(), id.kind.clone())) else {
        let group = if id.group.is_empty() { "the core group" } else { &id.group };
        let message = format!("there is no kind `{}` in {group}", id.kind);
        let finding = object.finding(Check::Kinds, &[Key("kind")], message);
        return is_closed.then_some(finding);
    };
    if is_closed && !catalogue.versions(kind).contains(&version) {
        let message = format!("there is no version `{version}` of {}", id.kind);
        return Some(object.finding(Check::Kinds, &[Key("apiVersion")], message));
    }
    let is_placed = !id.namespace.is_empty();
    let message = match kind.is_namespaced {
        Some(true) if !is_placed => format!("{id} is in no namespace"),
        Some(false) if is_placed => format!("{id} cannot be in a namespace"),
        _ => return None,
    };
    Some(object.finding(Check::Kinds, &[Key("metadata")], message))
}

/// Whether a group has no other kinds than those that are known.
fn is_closed(group: &str) -> bool {
    !group.contains('.') || BUILT_IN.contains(&group) || [HELM, KUSTOMIZE, SOURCE].contains(&group)
}
