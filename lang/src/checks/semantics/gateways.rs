//! `PDL6206`: the listeners that routes name, against those of their gateways.

use std::collections::BTreeMap;

use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::Value;
use crate::problems::workloads as problems;
use crate::rollout::path::{each, each_at};
use crate::rollout::{Placed, Tree, Unit};
use crate::similar;
use crate::spot::Spot;

const GROUP: &str = "gateway.networking.k8s.io";

/// The gateways of a cluster, by namespace and name.
type Gateways<'t> = BTreeMap<(&'t str, &'t str), &'t KubeObject>;

/// Checks the routes of a cluster.
pub(super) fn check(tree: &Tree, found: &mut Vec<Diagnostic>) {
    let objects = || tree.units.iter().flat_map(Unit::placed).filter(|it| it.1.kind.group == GROUP);
    let gateways = objects().filter(|(_, placed)| placed.kind.name == "Gateway");
    let gateways: Gateways<'_> = gateways
        .filter_map(|(it, placed)| Some(((placed.namespace.as_deref()?, it.name.as_str()), it)))
        .collect();
    for (route, placed) in objects().filter(|(_, placed)| placed.kind.name.ends_with("Route")) {
        each_at(
            &route.body,
            Spot::here(route.body.at),
            "spec parentRefs[]",
            &mut |parent, spot| {
                found.extend(section(route, placed, parent, spot, &gateways));
            },
        );
    }
}

/// A section of a parent that no listener is called.
fn section(
    route: &KubeObject,
    placed: &Placed,
    parent: &Value,
    spot: Spot,
    gateways: &Gateways<'_>,
) -> Option<Diagnostic> {
    let text = |key| parent.get(key).and_then(Value::as_str);
    if text("kind").is_some_and(|it| it != "Gateway") || text("group").is_some_and(|it| it != GROUP)
    {
        return None;
    }
    let namespace = text("namespace").or(placed.namespace.as_deref())?;
    let gateway = gateways.get(&(namespace, text("name")?))?;
    let entry = parent.entry("sectionName")?;
    let section = entry.value.as_str()?;
    let mut listeners = Vec::new();
    each(&gateway.body, "spec listeners[] name", &mut |it| listeners.extend(it.as_str()));
    if listeners.is_empty() || listeners.contains(&section) {
        return None;
    }
    let near = similar::nearest(section, listeners.iter().copied());
    let names = [placed.kind.name.as_str(), &route.name, &gateway.name];
    let spot = spot.entry(entry);
    Some(problems::unknown_listener(spot, names, section, &listeners, near, gateway.at))
}
