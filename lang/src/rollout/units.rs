//! The components that have something on a cluster, and where their objects belong.

use std::collections::{BTreeMap, BTreeSet};

use super::offers::{self, Bringer, Offer};
use super::{Placed, Problem, ProblemKind, ReadyRef, Target, Unit, check, objects};
use crate::calendar::Date;
use crate::catalogue::{Kind, Miss};
use crate::deliver::{Deliverer, Delivery, KubeObject, Mention};
use crate::model::{ClusterId, Component, Plan, Provision, Status, Story, Wire};
use crate::span::FileSpan;

/// Places what components deliver.
pub(super) struct Placing<'p> {
    plan: &'p Plan,
    deliverer: Deliverer<'p>,
    /// The day that is looked at; stories that are delivered later are left out.
    horizon: Option<Date>,
    /// Kinds that were looked up, by what is written.
    kinds: BTreeMap<String, Result<Kind, Miss>>,
    /// What was found on the way.
    pub(super) problems: Vec<Problem>,
}

impl<'p> Placing<'p> {
    pub(super) fn of(plan: &'p Plan, horizon: Option<Date>) -> Self {
        let deliverer = Deliverer::of(plan);
        Self { plan, deliverer, horizon, kinds: BTreeMap::new(), problems: Vec::new() }
    }

    /// What a cluster has without the plan.
    pub(super) fn given(&mut self, cluster: ClusterId) -> BTreeSet<Target> {
        let assumed = self.deliverer.assumed(cluster);
        let targets = assumed.iter().filter_map(|it| offers::target(self, it, None));
        targets.map(|(target, _)| target).collect()
    }

    /// Every component that has something on a cluster, in the order of the source, and what is on offer there.
    pub(super) fn units(
        &mut self,
        cluster: ClusterId,
    ) -> (Vec<Unit>, BTreeMap<Target, Vec<Offer>>) {
        let plan = self.plan;
        let mut units = Vec::new();
        let mut on_offer: BTreeMap<Target, Vec<Offer>> = BTreeMap::new();
        for (id, component) in plan.components.iter() {
            let was_exhausted = self.deliverer.is_exhausted();
            let Some(delivery) = self.deliverer.deliver(id, cluster) else { continue };
            if self.deliverer.is_exhausted() {
                if !was_exhausted {
                    self.report(component.name.at, ProblemKind::TooLarge);
                }
                break;
            }
            let by = self.bringer(&delivery);
            let known = self.problems.len();
            let unit = self.unit(delivery);
            if by == Bringer::Flux {
                check::delivery(plan, &unit.delivery, &mut self.problems);
            } else {
                // What is not emitted need not be fit for it.
                self.problems.truncate(known);
            }
            for (target, at) in offers::offers(self, &unit.delivery, &unit.objects) {
                on_offer.entry(target).or_default().push(Offer { component: id, at, by });
            }
            units.extend(Some(unit).filter(|_| by == Bringer::Flux));
        }
        (units, on_offer)
    }

    fn bringer(&self, delivery: &Delivery) -> Bringer {
        let plan = self.plan;
        let story = &plan.stories[delivery.story];
        let is_empty = delivery.helm.is_none()
            && delivery.resources.is_empty()
            && delivery.manifests.is_empty()
            && delivery.kustomize.is_none();
        let is_due = is_wired(plan.platform.wire, story)
            && self.horizon.is_none_or(|day| is_delivered(plan, story, day));
        match (is_due, is_empty) {
            (false, _) => Bringer::Nobody,
            (true, true) => Bringer::Hand,
            (true, false) => Bringer::Flux,
        }
    }

    fn unit(&mut self, delivery: Delivery) -> Unit {
        let component = &self.plan.components[delivery.component];
        let mut objects = Vec::with_capacity(delivery.resources.len());
        for resource in &delivery.resources {
            objects::check(resource, &mut self.problems);
            objects.push(self.placed(resource, &delivery, component));
        }
        let ready = delivery.ready.as_ref().map(|ready| {
            let found = ready.iter().filter_map(|it| self.ready(it, &delivery, &objects));
            found.collect()
        });
        let (creates, needs, after) = (Vec::new(), Vec::new(), Vec::new());
        Unit { delivery, objects, ready, creates, needs, after }
    }

    /// Looks a kind up by what is written.
    pub(super) fn kind(&mut self, text: &str, at: FileSpan) -> Option<Kind> {
        if !self.kinds.contains_key(text) {
            self.kinds.insert(text.to_owned(), self.plan.catalogue.find(text));
        }
        let problem = match &self.kinds[text] {
            Ok(kind) => return Some(kind.clone()),
            Err(Miss::Unknown) => ProblemKind::UnknownKind(text.to_owned()),
            Err(Miss::Ambiguous(candidates)) => {
                ProblemKind::AmbiguousKind { kind: text.to_owned(), candidates: candidates.clone() }
            }
        };
        self.report(at, problem);
        None
    }

    fn report(&mut self, at: FileSpan, kind: ProblemKind) {
        self.problems.push(Problem::new(at, kind));
    }

    /// An object that Flux waits for; one of the component itself says where it is.
    fn ready(
        &mut self,
        mention: &Mention,
        delivery: &Delivery,
        objects: &[Option<Placed>],
    ) -> Option<ReadyRef> {
        let kind = self.kind(&mention.kind, mention.at)?;
        let resources = delivery.resources.iter().zip(objects);
        let own = resources
            .filter(|(own, _)| own.name == mention.name)
            .find_map(|(_, placed)| placed.as_ref().filter(|placed| placed.kind == kind));
        let namespace = match (kind.is_namespaced, &mention.namespace) {
            (Some(false), _) => None,
            (_, Some(namespace)) => Some(namespace.clone()),
            (_, None) => match own {
                Some(own) => own.namespace.clone(),
                None => delivery.namespace.clone(),
            },
        };
        Some(ReadyRef { kind, name: mention.name.clone(), namespace })
    }

    /// The kind and namespace of a resource.
    ///
    /// Of a kind that nobody knows, objects live in namespaces if their component has one.
    fn placed(
        &mut self,
        resource: &KubeObject,
        delivery: &Delivery,
        component: &Component,
    ) -> Option<Placed> {
        let kind = self.kind(&resource.kind.value, resource.kind.at)?;
        let own = objects::own_namespace(resource).map(str::to_owned);
        let namespace = match kind.is_namespaced {
            Some(false) => own,
            Some(true) | None => own.or_else(|| delivery.namespace.clone()),
        };
        if kind.is_namespaced == Some(true) && namespace.is_none() {
            let problem = ProblemKind::NoNamespace(kind.name.clone(), component.name.to_string());
            self.report(resource.at, problem);
        }
        let provides = |it: &Provision| match it {
            Provision::Group(group) => group.value == kind.group,
            Provision::Object(_) => false,
        };
        if component.provides.iter().any(provides) {
            let (kind, component) = (kind.to_string(), component.name.to_string());
            self.report(resource.kind.at, ProblemKind::OwnGroup { kind, component });
        }
        Some(Placed { kind, namespace })
    }
}

/// Whether the components of a story are emitted.
fn is_wired(wire: Wire, story: &Story) -> bool {
    let has_begun = story.details().started.is_some();
    story.sprint().is_some()
        && match (story.status(), wire) {
            (Status::Deferred, _) => false,
            (_, Wire::All) | (Status::Done, _) | (Status::Active, Wire::Started) => true,
            (_, Wire::Started) => has_begun,
            (_, Wire::Done) => false,
        }
}

/// Whether a story is delivered by a day: as the facts say, or else the plan.
fn is_delivered(plan: &Plan, story: &Story, day: Date) -> bool {
    let finished = story.details().finished.map(|it| it.value);
    let end = story.sprint().map(|sprint| plan.sprints[sprint].dates.value.1);
    finished.is_some_and(|finished| finished <= day)
        || (finished.is_none() && story.status() == Status::Done)
        || end.is_some_and(|end| end <= day)
}
