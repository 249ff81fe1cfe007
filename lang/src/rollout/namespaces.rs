//! Who creates which namespace, and who waits for it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Edge, Met, Reason, Target, Unit};

/// Namespaces that no component declares.
pub(super) struct First {
    /// Those that each unit creates.
    pub(super) created: Vec<Vec<String>>,
    /// The edges from who creates one to all others that need it.
    pub(super) edges: Vec<Edge>,
}

/// Gives every namespace that nothing declares to the first component, in `order`, that needs it.
pub(super) fn first(units: &[Unit], order: &[usize]) -> First {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let mut first = First { created: vec![Vec::new(); units.len()], edges: Vec::new() };
    for &index in order {
        for name in needed(&units[index]) {
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

/// The namespaces that a component has something in and that nothing else brings: its own first, then by name.
fn needed(unit: &Unit) -> Vec<String> {
    let own = unit.delivery.namespace.as_deref();
    let needed = unit.needs.iter().filter(|need| need.met == Met::Nobody);
    let needed: BTreeSet<&str> = needed
        .filter_map(|need| match &need.target {
            Target::Namespace(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let first = own.filter(|own| needed.contains(own));
    let others = needed.iter().copied().filter(|name| Some(*name) != first);
    first.into_iter().chain(others).map(str::to_owned).collect()
}
