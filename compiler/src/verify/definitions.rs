//! A custom resource comes after the definition of its kind, where a file holds that.

use std::collections::BTreeMap;

use super::lines::Step::Key;
use super::tree::{Cluster, Object};
use super::{Check, Finding};

/// A group and the name of a kind in it.
type Kind = (String, String);

pub(super) fn check(cluster: &Cluster) -> Vec<Finding> {
    let mut definers: BTreeMap<Kind, Vec<(Option<usize>, &Object)>> = BTreeMap::new();
    for (owner, object) in cluster.objects() {
        if let Some(kind) = defined(object) {
            definers.entry(kind).or_default().push((owner, object));
        }
    }
    let ancestors = cluster.ancestors();
    let mut found = Vec::new();
    for (owner, object) in cluster.objects() {
        let kind = (object.id.group.clone(), object.id.kind.clone());
        if cluster.bootstrap.definitions.contains(&kind) {
            continue;
        }
        let Some(definers) = definers.get(&kind) else { continue };
        // Flux applies definitions first within a Kustomization, and the root's objects before all others.
        let is_before = |definer: Option<usize>| match (definer, owner) {
            (None, _) => true,
            (Some(definer), Some(owner)) => definer == owner || ancestors[owner].contains(&definer),
            (Some(_), None) => false,
        };
        if definers.iter().any(|(definer, _)| is_before(*definer)) {
            continue;
        }
        let (definer, definition) = definers[0];
        let message = format!(
            "{} needs the definition in `{}`, and {} does not wait for {}",
            object.id,
            definition.file,
            cluster.owner(owner),
            cluster.owner(definer)
        );
        found.push(object.finding(Check::Definitions, &[Key("kind")], message));
    }
    found
}

/// The group and kind that an object defines, if it is a definition.
pub(super) fn defined(object: &Object) -> Option<Kind> {
    if !object.is("apiextensions.k8s.io", "CustomResourceDefinition") {
        return None;
    }
    let text = |keys: &[&str]| object.text(keys).map(str::to_owned);
    Some((text(&["spec", "group"])?, text(&["spec", "names", "kind"])?))
}
