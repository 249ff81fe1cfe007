//! Every namespace that something lives in is made by somebody, and before it.
//!
//! Flux tries again until a namespace is there: whoever makes one without being waited for is worth a word, and an
//! error only where it is made by nobody, or by what waits itself.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Step::Key;
use super::tree::{Cluster, HELM, Object};
use super::{Check, Finding, sources};

pub(super) fn check(cluster: &Cluster) -> Vec<Finding> {
    let has_unknown = sources::has_unknown(cluster);
    let mut makers: BTreeMap<&str, Vec<Option<usize>>> = BTreeMap::new();
    for (owner, object) in cluster.objects() {
        if let Some(namespace) = made_by(object) {
            makers.entry(namespace).or_default().push(owner);
        }
    }
    let ancestors = cluster.ancestors();
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for (owner, object) in cluster.objects() {
        let namespace = object.id.namespace.as_str();
        let is_given = namespace.is_empty() || cluster.bootstrap.namespaces.contains(namespace);
        if is_given || !told.insert((owner, namespace)) {
            continue;
        }
        let (is_error, message) = match makers.get(namespace).map(Vec::as_slice) {
            None | Some([]) if has_unknown => continue,
            None | Some([]) => (true, format!("nothing makes the namespace `{namespace}`")),
            Some(makers) => {
                let is_before = |maker: &Option<usize>| match (maker, owner) {
                    (None, _) => true,
                    (Some(maker), Some(owner)) => {
                        *maker == owner || ancestors[owner].contains(maker)
                    }
                    (Some(_), None) => false,
                };
                let Some(maker) = makers[0].filter(|_| !makers.iter().any(is_before)) else {
                    continue;
                };
                let waits = |maker: &Option<usize>| match (maker, owner) {
                    (Some(maker), Some(owner)) => ancestors[*maker].contains(&owner),
                    (_, None) => true,
                    (None, _) => false,
                };
                let maker = cluster.kustomizations[maker].name();
                let text = format!(
                    "{} does not wait for `{maker}`, which makes the namespace `{namespace}`",
                    cluster.owner(owner)
                );
                (makers.iter().all(waits), text)
            }
        };
        let steps = [Key("metadata"), Key("namespace")];
        let finding = object.finding(Check::Namespaces, &steps, message);
        found.push(Finding { is_error, ..finding });
    }
    found
}

/// The namespace that an object makes, itself or through Helm.
pub(super) fn made_by(object: &Object) -> Option<&str> {
    if object.id.group.is_empty() && object.id.kind == "Namespace" {
        return Some(&object.id.name);
    }
    let is_asked =
        object.is(HELM, "HelmRelease") && object.is_true(&["spec", "install", "createNamespace"]);
    is_asked.then(|| object.text(&["spec", "targetNamespace"])).flatten()
}
