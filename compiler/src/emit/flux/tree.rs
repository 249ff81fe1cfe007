//! What a cluster gets, in which order, and why: the model of its Flux tree.
//!
//! A component waits for another because the plan says so (bridged over stories with nothing on this cluster), because
//! `after` says so, or because the other creates a namespace that it needs. What other ways imply is left out.

mod bridge;
mod check;
mod namespaces;
mod order;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pdl_lang::Analysis;
use pdl_lang::deliver::{Delivery, KubeObject, deliver};
use pdl_lang::model::{
    ClusterId, Component, ComponentId, EdgeId, Plan, Status, Story, StoryId, Wire,
};
use pdl_lang::span::FileSpan;

use super::super::{Problem, ProblemKind};
use super::{kinds, object};

/// The components of a cluster in the order in which Flux applies them.
pub(in crate::emit) struct Tree {
    /// The cluster.
    pub(in crate::emit) cluster: ClusterId,
    /// Its components.
    pub(in crate::emit) units: Vec<Unit>,
}

/// A component on a cluster.
pub(in crate::emit) struct Unit {
    /// What it delivers.
    pub(in crate::emit) delivery: Delivery,
    /// Kind and namespace of each resource of the delivery.
    pub(in crate::emit) objects: Vec<Placed>,
    /// What Flux waits for, if not for all.
    pub(in crate::emit) ready: Option<Vec<ReadyRef>>,
    /// Namespaces that it is the first to need; its own comes first.
    pub(in crate::emit) creates: Vec<String>,
    /// What it waits for, in the order in which Flux applies it.
    pub(in crate::emit) after: Vec<Dependency>,
}

/// Where an object belongs.
pub(in crate::emit) struct Placed {
    /// Its kind.
    pub(in crate::emit) kind: kinds::Kind,
    /// Its namespace; none for those of the whole cluster.
    pub(in crate::emit) namespace: Option<String>,
}

/// An object that Flux waits for.
pub(in crate::emit) struct ReadyRef {
    pub(in crate::emit) api_version: String,
    pub(in crate::emit) kind: String,
    pub(in crate::emit) name: String,
    pub(in crate::emit) namespace: Option<String>,
}

/// A component that another waits for.
pub(in crate::emit) struct Dependency {
    /// The one that comes first.
    pub(in crate::emit) component: ComponentId,
    /// Why; at least one reason.
    pub(in crate::emit) reasons: Vec<Reason>,
}

/// Why a component waits for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Reason {
    /// The plan orders their stories: by one edge, or by several over stories with nothing on this cluster.
    Plan(Arc<[EdgeId]>),
    /// `after` says so, there.
    After(FileSpan),
    /// The other creates this namespace.
    Namespace(String),
}

/// Finds out what a cluster gets.
pub(in crate::emit) fn tree(analysis: &Analysis, cluster: ClusterId) -> Result<Tree, Vec<Problem>> {
    let plan = &analysis.plan;
    let mut problems = Vec::new();
    let mut units = units(plan, cluster, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut edges = edges(analysis, &units);
    edges.extend(namespaces::declared(&units));
    let order = order::order(analysis, &units, &edges).map_err(|circle| {
        let name = |unit: usize| plan.components[units[unit].delivery.component].name.clone();
        let at = circle.first().map(|&unit| name(unit).at).unwrap_or_default();
        let components = circle.iter().map(|&unit| name(unit).to_string()).collect();
        let cluster = plan.clusters[cluster].name.to_string();
        vec![Problem::new(at, ProblemKind::Circle { components, cluster })]
    })?;
    let first = namespaces::first(&units, &order);
    for (unit, created) in units.iter_mut().zip(&first.created) {
        unit.creates.clone_from(created);
    }
    edges.extend(first.edges);
    let mut after = order::reduced(&units, &order, edges);
    let mut units: Vec<Option<Unit>> = units.into_iter().map(Some).collect();
    let units = order.iter().filter_map(|&index| {
        let mut unit = units[index].take()?;
        unit.after = std::mem::take(&mut after[index]);
        Some(unit)
    });
    Ok(Tree { cluster, units: units.collect() })
}

/// That a unit waits for another: the one that comes first, the one that waits, and why.
type Edge = (usize, usize, Reason);

/// Every component that has something on a cluster, in the order of the source.
fn units(plan: &Plan, cluster: ClusterId, problems: &mut Vec<Problem>) -> Vec<Unit> {
    let mut units = Vec::new();
    for (id, component) in plan.components.iter() {
        let is_emitted = |story: StoryId| is_emitted(plan.platform.wire, &plan.stories[story]);
        if !component.story.is_some_and(|story| is_emitted(story.value)) {
            continue;
        }
        let Some(delivery) = deliver(plan, id, cluster) else { continue };
        let is_empty = delivery.helm.is_none()
            && delivery.resources.is_empty()
            && delivery.manifests.is_empty()
            && delivery.kustomize.is_none();
        if !is_empty {
            check::delivery(plan, &delivery, problems);
            units.push(unit(plan, delivery, problems));
        }
    }
    units
}

/// Whether the components of a story are emitted.
fn is_emitted(wire: Wire, story: &Story) -> bool {
    let has_begun = story.details().started.is_some();
    story.sprint().is_some()
        && match (story.status(), wire) {
            (Status::Deferred, _) => false,
            (_, Wire::All) | (Status::Done, _) | (Status::Active, Wire::Started) => true,
            (_, Wire::Started) => has_begun,
            (_, Wire::Done) => false,
        }
}

fn unit(plan: &Plan, delivery: Delivery, problems: &mut Vec<Problem>) -> Unit {
    let component = &plan.components[delivery.component];
    let mut objects = Vec::with_capacity(delivery.resources.len());
    for resource in &delivery.resources {
        object::check(resource, problems);
        objects.extend(placed(resource, &delivery, component, problems));
    }
    let ready = delivery.ready.as_ref().map(|ready| {
        let found = ready.iter().filter_map(|object| {
            let kind = known_kind(&object.kind, object.at, problems)?;
            let resources = delivery.resources.iter().zip(&objects);
            // An object of the component itself says where it is.
            let own =
                resources.filter(|(own, placed)| own.name == object.name && placed.kind == kind);
            let own = own.map(|(_, placed)| placed.namespace.clone()).next();
            let namespace = own.unwrap_or_else(|| match kind.is_namespaced {
                Some(false) => None,
                Some(true) | None => delivery.namespace.clone(),
            });
            Some(ReadyRef {
                api_version: kind.api_version(),
                kind: kind.name,
                name: object.name.clone(),
                namespace,
            })
        });
        found.collect()
    });
    Unit { delivery, objects, ready, creates: Vec::new(), after: Vec::new() }
}

/// Looks a kind up by what is written.
fn known_kind(text: &str, at: FileSpan, problems: &mut Vec<Problem>) -> Option<kinds::Kind> {
    let problem = match kinds::find(text) {
        Ok(kind) => return Some(kind),
        Err(kinds::Miss::Unknown) => ProblemKind::UnknownKind(text.to_owned()),
        Err(kinds::Miss::Ambiguous(candidates)) => {
            ProblemKind::AmbiguousKind { kind: text.to_owned(), candidates }
        }
    };
    problems.push(Problem::new(at, problem));
    None
}

/// The kind and namespace of a resource.
///
/// Of a kind that nobody knows, objects live in namespaces if their component has one.
fn placed(
    resource: &KubeObject,
    delivery: &Delivery,
    component: &Component,
    problems: &mut Vec<Problem>,
) -> Option<Placed> {
    let kind = known_kind(&resource.kind.value, resource.kind.at, problems)?;
    let own = object::own_namespace(resource).map(str::to_owned);
    let namespace = match kind.is_namespaced {
        Some(false) => own,
        Some(true) | None => own.or_else(|| delivery.namespace.clone()),
    };
    if kind.is_namespaced == Some(true) && namespace.is_none() {
        let problem = ProblemKind::NoNamespace(kind.name.clone(), component.name.to_string());
        problems.push(Problem::new(resource.at, problem));
    }
    if component.provides.iter().any(|group| group.value == kind.group) {
        let (kind, component) = (kind.to_string(), component.name.to_string());
        let problem = ProblemKind::OwnGroup { kind, component };
        problems.push(Problem::new(resource.kind.at, problem));
    }
    Some(Placed { kind, namespace })
}

/// What the plan and `after` order.
fn edges(analysis: &Analysis, units: &[Unit]) -> Vec<Edge> {
    let plan = &analysis.plan;
    let mut by_story: BTreeMap<StoryId, Vec<usize>> = BTreeMap::new();
    let mut by_component: BTreeMap<ComponentId, usize> = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        by_story.entry(unit.delivery.story).or_default().push(index);
        by_component.insert(unit.delivery.component, index);
    }
    let mut edges = Vec::new();
    let bridge = bridge::Bridge::new(analysis, |story| by_story.contains_key(&story));
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
