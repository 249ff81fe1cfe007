//! The namespaces that must be there before anything is installed by hand.

use std::collections::BTreeSet;

use super::super::flux::{FLUX_SYSTEM, namespace, object};
use super::Bootstrap;
use pdl_lang::rollout::{Tree, Unit};

/// Namespaces that every cluster is born with.
const BORN_WITH: &[&str] = &["default", "kube-node-lease", "kube-public", "kube-system"];

/// Each namespace by name, as Flux will apply it.
pub(super) fn namespaces(bootstrap: &Bootstrap<'_>) -> Vec<(String, String)> {
    let mut names: BTreeSet<&str> = BTreeSet::from([FLUX_SYSTEM]);
    for unit in bootstrap.units() {
        let own = unit.delivery.namespace.as_deref();
        let is_filled = unit.delivery.helm.is_some() || unit.delivery.kustomize.is_some();
        names.extend(own.filter(|_| is_filled));
        names.extend(unit.placed().filter_map(|(_, placed)| placed.namespace.as_deref()));
    }
    names.extend(bootstrap.secrets.keys().map(|(namespace, _)| namespace.as_str()));
    let names = names.into_iter().filter(|name| !BORN_WITH.contains(name));
    names.map(|name| (name.to_owned(), text(bootstrap.tree, name))).collect()
}

/// The namespace as a component declares it, with its labels; else with its name alone.
fn text(tree: &Tree, name: &str) -> String {
    let mut declared = tree
        .all()
        .flat_map(Unit::placed)
        .filter(|(object, placed)| placed.kind.is_core("Namespace") && object.name == name);
    match declared.next() {
        Some((object, placed)) => object::object(object, &placed.kind, None),
        None => namespace::namespace(name),
    }
}
