//! What the plan and `after` order among the components of a cluster.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::bridge::Bridge;
use super::{Edge, Reason, Unit};
use crate::model::{ComponentId, Plan, StoryId};
use crate::schedule::Schedule;
use crate::span::FileSpan;

/// What the plan and `after` order.
pub(super) fn edges(plan: &Plan, schedule: &Schedule, units: &[Unit]) -> Vec<Edge> {
    let mut by_story: BTreeMap<StoryId, Vec<usize>> = BTreeMap::new();
    let mut by_component: BTreeMap<ComponentId, usize> = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        by_story.entry(unit.delivery.story).or_default().push(index);
        by_component.insert(unit.delivery.component, index);
    }
    let mut edges = Vec::new();
    let bridge = Bridge::new(plan, schedule, |story| by_story.contains_key(&story));
    for (&story, waiting) in &by_story {
        for (before, path) in bridge.predecessors(story) {
            let Some(first) = by_story.get(&before) else { continue };
            for &one in first {
                let reason = || Reason::Plan(Arc::clone(&path));
                edges.extend(waiting.iter().map(|&other| (one, other, reason())));
            }
        }
    }
    for (&component, &index) in &by_component {
        let found = after(plan, component, |other| by_component.contains_key(&other));
        edges.extend(
            found.into_iter().map(|(one, at)| (by_component[&one], index, Reason::After(at))),
        );
    }
    edges
}

/// The components with something here that `component` comes `after`, if need be over some without.
fn after(
    plan: &Plan,
    component: ComponentId,
    is_here: impl Fn(ComponentId) -> bool,
) -> Vec<(ComponentId, FileSpan)> {
    let mut met = BTreeSet::new();
    let mut found = Vec::new();
    let mut open: Vec<(ComponentId, FileSpan)> =
        plan.components[component].after.iter().map(|it| (it.value, it.at)).rev().collect();
    while let Some((other, at)) = open.pop() {
        if !met.insert(other) {
            continue;
        }
        if is_here(other) {
            found.push((other, at));
        } else {
            open.extend(plan.components[other].after.iter().map(|it| (it.value, at)).rev());
        }
    }
    found
}
