//! The order in which Flux applies the components of a cluster, and the fewest edges that make it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Dependency, Edge, Reason, Unit};
use crate::graph::{Components, Graph, implied_edges, total_order, waves};
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

/// What each unit waits for, without what other ways imply, in the order in which it is applied.
pub(super) fn reduced(units: &[Unit], order: &[usize], edges: Vec<Edge>) -> Vec<Vec<Dependency>> {
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
    let implied: BTreeSet<u32> =
        implied_edges(&graph, &components, &order, &waves).into_iter().map(|it| it.edge).collect();
    let mut place = vec![0; units.len()];
    for (index, &unit) in order.iter().enumerate() {
        place[unit as usize] = index;
    }
    let mut after: Vec<Vec<(usize, Dependency)>> = units.iter().map(|_| Vec::new()).collect();
    for (((from, to), reasons), edge) in reasons.into_iter().zip(0..) {
        if !implied.contains(&edge) {
            let component = units[from as usize].delivery.component;
            after[to as usize].push((place[from as usize], Dependency { component, reasons }));
        }
    }
    let sorted = after.into_iter().map(|mut after| {
        after.sort_by_key(|(place, _)| *place);
        after.into_iter().map(|(_, dependency)| dependency).collect()
    });
    sorted.collect()
}

fn pairs(edges: &[Edge]) -> Vec<(u32, u32)> {
    edges.iter().map(|(from, to, _)| (number(*from), number(*to))).collect()
}

fn number(unit: usize) -> u32 {
    u32::try_from(unit).expect("the number of components is limited")
}
