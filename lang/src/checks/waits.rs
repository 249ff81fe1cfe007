//! `PDL7001` among objects of Flux that a component holds: what waits for each other, and what waits for who applies it.
//!
//! Circles over several components are circles of their needs, and reported there.

use std::collections::BTreeMap;

use super::Context;
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::graph::{Components, Graph, cycles};
use crate::problems::needs as problems;
use crate::rollout::path::each;
use crate::rollout::{Placed, Rollout, Unit};
use crate::span::FileSpan;

/// The kinds that wait for others of their kind.
const KUSTOMIZATION: &str = "kustomize.toolkit.fluxcd.io/Kustomization";
const RELEASE: &str = "helm.toolkit.fluxcd.io/HelmRelease";

/// Namespace and name.
type Place<'r> = (&'r str, &'r str);

/// An object, and for what it waits where.
struct Waiting<'r> {
    kind: String,
    place: Place<'r>,
    on: Vec<(Place<'r>, FileSpan)>,
}

pub(super) fn check(cx: Context, rollout: &Rollout, found: &mut Vec<Diagnostic>) {
    for unit in rollout.trees.values().flat_map(|tree| &tree.units) {
        let objects: Vec<Waiting<'_>> = unit.placed().filter_map(waiting).collect();
        if objects.is_empty() {
            continue;
        }
        let component = cx.plan.components[unit.delivery.component].name.text.as_str();
        for object in &objects {
            let own = object.on.iter().find(|(place, _)| *place == ("flux-system", component));
            let is_own = object.kind == KUSTOMIZATION && is_awaited(unit, object);
            if let Some((_, at)) = own.filter(|_| is_own) {
                found.push(problems::own_parent(*at, &object.label(), component));
            }
        }
        circles(&objects, found);
    }
}

impl Waiting<'_> {
    fn label(&self) -> String {
        let kind = self.kind.rsplit('/').next().unwrap_or_default();
        format!("{kind}/{}/{}", self.place.0, self.place.1)
    }
}

/// What an object of Flux waits for; nothing of one that waits for nothing.
fn waiting<'r>((object, placed): (&'r KubeObject, &'r Placed)) -> Option<Waiting<'r>> {
    let kind = placed.kind.without_version();
    let namespace =
        placed.namespace.as_deref().filter(|_| [KUSTOMIZATION, RELEASE].contains(&&*kind))?;
    let mut on = Vec::new();
    each(&object.body, "spec dependsOn[]", &mut |entry| {
        let text = |key| entry.get(key).and_then(|it| it.as_str());
        let space = text("namespace").unwrap_or(namespace);
        on.extend(text("name").map(|name| ((space, name), entry.at)));
    });
    (!on.is_empty()).then(|| Waiting { kind, place: (namespace, &object.name), on })
}

/// Whether its component becomes ready only after an object does.
fn is_awaited(unit: &Unit, object: &Waiting<'_>) -> bool {
    match &unit.ready {
        None => unit.delivery.flux.wait.is_none_or(|it| it.value),
        Some(ready) => ready.iter().any(|it| {
            it.kind.without_version() == object.kind
                && (it.namespace.as_deref(), it.name.as_str())
                    == (Some(object.place.0), object.place.1)
        }),
    }
}

/// Objects of one kind that wait for one another.
fn circles(objects: &[Waiting<'_>], found: &mut Vec<Diagnostic>) {
    let number = |index: usize| u32::try_from(index).expect("the size of a program is limited");
    let index: BTreeMap<(&str, Place<'_>), usize> = objects
        .iter()
        .enumerate()
        .map(|(index, it)| ((it.kind.as_str(), it.place), index))
        .collect();
    let mut edges = Vec::new();
    for (to, object) in objects.iter().enumerate() {
        let known = object.on.iter().filter_map(|(place, at)| {
            Some((*index.get(&(object.kind.as_str(), *place))?, to, *at))
        });
        edges.extend(known);
    }
    let pairs: Vec<(u32, u32)> =
        edges.iter().map(|(from, to, _)| (number(*from), number(*to))).collect();
    let graph = Graph::new(objects.len(), &pairs);
    for circle in cycles(&graph, &Components::new(&graph)) {
        let steps = circle.iter().map(|edge| {
            let (from, to, at) = edges[*edge as usize];
            (objects[to].label(), objects[from].label(), at)
        });
        found.push(problems::circle_of_objects(&steps.collect::<Vec<_>>()));
    }
}
