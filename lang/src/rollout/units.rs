//! The components that have something on a cluster, and where their objects belong.

use super::{Placed, Problem, ProblemKind, ReadyRef, Unit, check, objects};
use crate::deliver::{Deliverer, Delivery, KubeObject};
use crate::kinds::{self, Kind};
use crate::model::{ClusterId, Component, Plan, Status, Story, StoryId, Wire};
use crate::span::FileSpan;

/// Every component that has something on a cluster, in the order of the source.
pub(super) fn units(
    plan: &Plan,
    cluster: ClusterId,
    deliverer: &mut Deliverer<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Unit> {
    let mut units = Vec::new();
    for (id, component) in plan.components.iter() {
        let is_emitted = |story: StoryId| is_emitted(plan.platform.wire, &plan.stories[story]);
        if !component.story.is_some_and(|story| is_emitted(story.value)) {
            continue;
        }
        let was_exhausted = deliverer.is_exhausted();
        let Some(delivery) = deliverer.deliver(id, cluster) else { continue };
        if deliverer.is_exhausted() {
            if !was_exhausted {
                problems.push(Problem::new(component.name.at, ProblemKind::TooLarge));
            }
            return units;
        }
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
        objects::check(resource, problems);
        objects.push(placed(resource, &delivery, component, problems));
    }
    let ready = delivery.ready.as_ref().map(|ready| {
        let found = ready.iter().filter_map(|object| {
            let kind = known_kind(&object.kind, object.at, problems)?;
            let resources = delivery.resources.iter().zip(&objects);
            // An object of the component itself says where it is.
            let placed = resources
                .filter(|(own, _)| own.name == object.name)
                .find_map(|(_, placed)| placed.as_ref().filter(|placed| placed.kind == kind));
            let own = placed.map(|placed| placed.namespace.clone());
            let namespace = own.unwrap_or_else(|| match kind.is_namespaced {
                Some(false) => None,
                Some(true) | None => delivery.namespace.clone(),
            });
            Some(ReadyRef { kind, name: object.name.clone(), namespace })
        });
        found.collect()
    });
    Unit { delivery, objects, ready, creates: Vec::new(), after: Vec::new() }
}

/// Looks a kind up by what is written.
fn known_kind(text: &str, at: FileSpan, problems: &mut Vec<Problem>) -> Option<Kind> {
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
    let own = objects::own_namespace(resource).map(str::to_owned);
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
