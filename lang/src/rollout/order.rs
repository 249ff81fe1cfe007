//! The order in which Flux applies the components of a cluster, and the fewest edges that make it.

use std::collections::BTreeMap;

use super::{Dependency, Edge, Implied, Reason, Unit};
use crate::graph::{Components, Graph, implied_edges, total_order, waves};
use crate::model::ComponentId;
use crate::schedule::Schedule;

/// All units, those that others wait for first, otherwise by the plan's order of their stories, then by source.
pub(super) fn order(schedule: &Schedule, units: &[Unit], edges: &[Edge]) -> Vec<usize> {
    let graph = Graph::new(units.len(), &pairs(edges));
    let components = Components::new(&graph);
    let priority: Vec<(u32, u32)> = units
        .iter()
        .map(|unit| (schedule.number[unit.delivery.story], unit.delivery.component.0))
        .collect();
    let order = total_order(&graph, &components, &priority);
    order.into_iter().map(|unit| unit as usize).collect()
}

/// What a unit waits for.
#[derive(Default)]
pub(super) struct Waits {
    /// Without what other ways imply, in the order in which it is applied.
    pub(super) after: Vec<Dependency>,
    /// What it needs and other ways imply, in the same order.
    pub(super) implied: Vec<Implied>,
}

/// What each unit waits for.
pub(super) fn reduced(units: &[Unit], order: &[usize], edges: Vec<Edge>) -> Vec<Waits> {
    let mut reasons: BTreeMap<(u32, u32), Vec<Reason>> = BTreeMap::new();
    for (from, to, reason) in edges {
        let known = reasons.entry((number(from), number(to))).or_default();
        if !known.contains(&reason) {
            known.push(reason);
        }
    }
    let pairs: Vec<(u32, u32)> = reasons.keys().copied().collect();
    let graph = Graph::new(units.len(), &pairs);
    let components = Components::new(&graph);
    let order: Vec<u32> = order.iter().map(|&unit| number(unit)).collect();
    let waves = waves(&graph, &components, &order);
    // Each with the last step of a longer way to the same end.
    let implied: BTreeMap<u32, u32> = implied_edges(&graph, &components, &order, &waves)
        .into_iter()
        .filter_map(|it| Some((it.edge, pairs[*it.path.last()? as usize].0)))
        .collect();
    let mut waits: Vec<Waits> = units.iter().map(|_| Waits::default()).collect();
    let component = |unit: u32| units[unit as usize].delivery.component;
    for (((from, to), mut reasons), edge) in reasons.into_iter().zip(0..) {
        let waits = &mut waits[to as usize];
        if let Some(&by) = implied.get(&edge) {
            // What the plan orders stands with its stories.
            reasons.retain(|it| !matches!(it, Reason::Plan(_)));
            if !reasons.is_empty() {
                let dependency = Dependency { component: component(from), reasons };
                waits.implied.push(Implied { dependency, by: component(by) });
            }
        } else {
            waits.after.push(Dependency { component: component(from), reasons });
        }
    }
    let applied: BTreeMap<ComponentId, usize> =
        order.iter().zip(0..).map(|(&unit, place)| (component(unit), place)).collect();
    for waits in &mut waits {
        waits.after.sort_by_key(|it| applied[&it.component]);
        waits.implied.sort_by_key(|it| applied[&it.dependency.component]);
    }
    waits
}

fn pairs(edges: &[Edge]) -> Vec<(u32, u32)> {
    edges.iter().map(|(from, to, _)| (number(*from), number(*to))).collect()
}

fn number(unit: usize) -> u32 {
    u32::try_from(unit).expect("the number of components is limited")
}
