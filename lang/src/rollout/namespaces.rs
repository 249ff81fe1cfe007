//! Who creates which namespace, and who waits for it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Edge, Reason, Unit};

/// Namespaces that every cluster has before Flux applies anything.
const PRE_EXISTING: &[&str] =
    &["default", "flux-system", "kube-node-lease", "kube-public", "kube-system"];

/// The edges from components that declare a namespace as a resource to all that need it.
pub(super) fn declared(units: &[Unit]) -> Vec<Edge> {
    let creators = creators(units);
    let mut edges = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        for name in needed(unit) {
            if let Some(&creator) = creators.get(name.as_str())
                && creator != index
            {
                edges.push((creator, index, Reason::Namespace(name)));
            }
        }
    }
    edges
}

/// Namespaces that no component declares.
pub(super) struct First {
    /// Those that each unit creates.
    pub(super) created: Vec<Vec<String>>,
    /// The edges from who creates one to all others that need it.
    pub(super) edges: Vec<Edge>,
}

/// Gives every namespace that nothing declares to the first component, in `order`, that needs it.
pub(super) fn first(units: &[Unit], order: &[usize]) -> First {
    let declared = creators(units);
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let mut first = First { created: vec![Vec::new(); units.len()], edges: Vec::new() };
    for &index in order {
        for name in needed(&units[index]) {
            if PRE_EXISTING.contains(&name.as_str()) || declared.contains_key(name.as_str()) {
                continue;
            }
            if let Some(&owner) = owners.get(&name) {
                first.edges.push((owner, index, Reason::Namespace(name)));
            } else {
                first.created[index].push(name.clone());
                owners.insert(name, index);
            }
        }
    }
    first
}

/// The first unit that declares each namespace.
fn creators(units: &[Unit]) -> BTreeMap<&str, usize> {
    let mut creators = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        for (resource, placed) in unit.delivery.resources.iter().zip(&unit.objects) {
            if placed.as_ref().is_some_and(|it| it.kind.is_core("Namespace")) {
                creators.entry(resource.name.as_str()).or_insert(index);
            }
        }
    }
    creators
}

/// The namespaces that a component has something in: its own first, then the others by name.
fn needed(unit: &Unit) -> Vec<String> {
    let own = unit.delivery.namespace.as_ref();
    let mut others: BTreeSet<&String> =
        unit.objects.iter().flatten().filter_map(|placed| placed.namespace.as_ref()).collect();
    let used = own.filter(|own| unit.delivery.helm.is_some() || others.contains(own));
    if let Some(own) = used {
        others.remove(own);
    }
    used.into_iter().chain(others).cloned().collect()
}
