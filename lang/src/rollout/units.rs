//! The components that have something on a cluster, and where their objects belong.

use std::collections::BTreeMap;

use super::offers::{self, Bringer, Offer};
use super::sayings::{Saying, Useless};
use super::sought::Shelf;
use super::stories::is_planned;
use super::{Placed, ReadyRef, Target, Unit, check, objects};
use crate::calendar::Date;
use crate::catalogue::{Kind, KindError};
use crate::deliver::{Deliverer, Delivery, KubeObject, Mention, Provided, Strays};
use crate::diagnostic::Diagnostic;
use crate::model::{ClusterId, Plan, Status, Story, StoryId, Wire};
use crate::problems::{delivery as problems, outputs};
use crate::span::FileSpan;

/// What there is for a cluster.
#[derive(Default)]
pub(super) struct Cluster {
    /// The components that have something there, in the order of the source.
    pub(super) units: Vec<Unit>,
    /// Those that are there by hand alone, as far as it has come.
    pub(super) early: Vec<Unit>,
    /// Those of the plan that come later, by the day that is looked at or by `wire`.
    pub(super) later: Vec<Unit>,
    /// The objects of all others.
    pub(super) aside: Vec<(KubeObject, Placed)>,
    /// What is on offer.
    pub(super) offers: BTreeMap<Target, Vec<Offer>>,
}

/// Places what components deliver.
pub(super) struct Placing<'p> {
    pub(super) plan: &'p Plan,
    deliverer: Deliverer<'p>,
    /// The day that is looked at; stories that are delivered later are left out.
    horizon: Option<Date>,
    /// Kinds that were looked up, by what is written.
    kinds: BTreeMap<String, Result<Kind, KindError>>,
    /// What was found on the way.
    pub(super) found: Vec<Diagnostic>,
    /// What `provides` says to no purpose.
    pub(super) useless: Vec<Useless>,
    /// Whether all is known that comes to the clusters.
    pub(super) is_whole: bool,
    /// What the cluster that is looked at has that others find by what it is.
    pub(super) shelf: Shelf,
}

impl<'p> Placing<'p> {
    pub(super) fn of(plan: &'p Plan, horizon: Option<Date>) -> Self {
        let deliverer = Deliverer::of(plan);
        let (kinds, found, useless) = (BTreeMap::new(), Vec::new(), Vec::new());
        let shelf = Shelf::default();
        Self { plan, deliverer, horizon, kinds, found, useless, is_whole: true, shelf }
    }

    /// Whether what all clusters get is within the limits of a program; reports it if not.
    pub(super) fn fits(&mut self) -> bool {
        let excess = self.deliverer.excess();
        let excess = excess.map(|id| self.plan.components[id].name.at);
        self.found.extend(excess.map(outputs::too_much));
        excess.is_none()
    }

    /// What a cluster has without the plan.
    pub(super) fn given(&mut self, cluster: ClusterId) -> Vec<Saying> {
        let assumed = self.deliverer.assumed(cluster);
        let said = self.plan.platform.assume.len() + self.plan.clusters[cluster].assume.len();
        self.is_whole &= assumed.len() == said;
        assumed.iter().map(|it| Saying::of(self, it, None)).collect()
    }

    /// Every component that has something on a cluster, and what is on offer there.
    pub(super) fn units(&mut self, cluster: ClusterId) -> Cluster {
        let plan = self.plan;
        let mut found = Cluster::default();
        for id in plan.components.ids() {
            let Some(delivery) = self.deliverer.deliver(id, cluster) else {
                let strays = self.deliverer.strays(id, cluster);
                found.aside.extend(strays.into_iter().flat_map(|it| self.strays(it)));
                continue;
            };
            let by = self.bringer(&delivery);
            let is_early = by == Bringer::Hand && !is_empty(&delivery);
            let unit = self.unit(delivery);
            if by == Bringer::Flux || is_early {
                check::delivery(plan, &unit.delivery, &mut self.found);
                objects::check(plan, &unit, &mut self.found);
            }
            let offers = offers::offers(self, &unit.delivery, &unit.objects);
            self.shelf.add(&unit, by, &offers);
            for (target, at) in offers {
                found.offers.entry(target).or_default().push(Offer { component: id, at, by });
            }
            match by {
                Bringer::Flux => found.units.push(unit),
                Bringer::Hand if is_early => found.early.push(unit),
                Bringer::Nobody if is_planned(plan, unit.delivery.story) => found.later.push(unit),
                Bringer::Hand | Bringer::Nobody => found.aside.extend(unit.into_placed()),
            }
        }
        found
    }

    /// The objects of a component whose story is not known, as far as their kinds are.
    fn strays(&mut self, (objects, namespace): Strays) -> Vec<(KubeObject, Placed)> {
        let placed =
            |it: KubeObject| self.placed(&it, namespace.as_deref()).map(|placed| (it, placed));
        objects.into_iter().filter_map(placed).collect()
    }

    fn bringer(&self, delivery: &Delivery) -> Bringer {
        let by_hand = self.plan.components[delivery.component].bootstrap.as_ref();
        let by_hand = by_hand.map(|story| story.value);
        let by_hand = by_hand.filter(|story| self.plan.reaches(*story, delivery.cluster));
        if self.is_due(delivery.story) {
            return if is_empty(delivery) { Bringer::Hand } else { Bringer::Flux };
        }
        if by_hand.is_some_and(|story| self.is_due(story)) {
            Bringer::Hand
        } else {
            Bringer::Nobody
        }
    }

    /// Whether what a story delivers is there.
    fn is_due(&self, story: StoryId) -> bool {
        let plan = self.plan;
        let story = &plan.stories[story];
        is_wired(plan.platform.wire, story)
            && self.horizon.is_none_or(|day| is_delivered(plan, story, day))
    }

    fn unit(&mut self, delivery: Delivery) -> Unit {
        let resources = delivery.resources.iter();
        let objects: Vec<_> =
            resources.map(|it| self.placed(it, delivery.namespace.as_deref())).collect();
        let ready = delivery.ready.as_ref().map(|ready| {
            let found = ready.iter().filter_map(|it| self.ready(it, &delivery, &objects));
            found.collect()
        });
        let (creates, needs, after, implied) = Default::default();
        Unit { delivery, objects, ready, creates, needs, after, implied }
    }

    /// Looks a kind up by what is written.
    pub(super) fn kind(&mut self, text: &str, at: FileSpan) -> Option<Kind> {
        if !self.kinds.contains_key(text) {
            self.kinds.insert(text.to_owned(), self.plan.catalogue.find(text));
        }
        let found = match &self.kinds[text] {
            Ok(kind) => return Some(kind.clone()),
            Err(KindError::Unknown) => {
                problems::unknown_kind(at, text, self.plan.catalogue.meant(text))
            }
            Err(KindError::Ambiguous(candidates)) => problems::ambiguous_kind(at, text, candidates),
        };
        self.found.push(found);
        None
    }

    /// Reports a need of an object whose kind is known, and of which nobody can tell who delivers it.
    pub(super) fn untold(&mut self, need: &Provided) {
        let Provided::Object(mention) = need else { return };
        if let Some(kind) = self.kind(&mention.kind, mention.at) {
            self.found.push(problems::untold_need(mention.at, &kind.name, &mention.name));
        }
    }

    /// Reports an object of `provides`, `needs` or `assume` that is not where its kind lives.
    pub(super) fn mentioned(&mut self, kind: &Kind, mention: &Mention, around: Option<&str>) {
        let own = mention.namespace.as_deref();
        match (kind.is_namespaced, own.or(around)) {
            (Some(false), _) if own.is_some() => {
                self.found.push(problems::useless_namespace(mention.at, &kind.name, &mention.name));
            }
            (Some(true), None) => {
                self.found.push(problems::nowhere(mention.at, &kind.name, &mention.name));
            }
            _ => {}
        }
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
        let around = own.and_then(|own| own.namespace.as_deref());
        self.mentioned(&kind, mention, around.or(delivery.namespace.as_deref()));
        let namespace = match (kind.is_namespaced, &mention.namespace) {
            (Some(false), _) => None,
            (_, Some(namespace)) => Some(namespace.clone()),
            (_, None) => match own {
                Some(own) => own.namespace.clone(),
                None => delivery.namespace.clone(),
            },
        };
        Some(ReadyRef { kind, name: mention.name.clone(), namespace, at: mention.at })
    }

    /// The kind and namespace of a resource.
    ///
    /// Of a kind that nobody knows, objects live in namespaces if their component has one.
    fn placed(&mut self, resource: &KubeObject, around: Option<&str>) -> Option<Placed> {
        let kind = self.kind(&resource.kind.value, resource.kind.at)?;
        let own = resource.namespace().map(str::to_owned);
        let namespace = match kind.is_namespaced {
            Some(false) => own,
            Some(true) | None => own.or_else(|| around.map(str::to_owned)),
        };
        Some(Placed { kind, namespace })
    }
}

/// Whether there is nothing that Flux could apply.
pub(super) fn is_empty(delivery: &Delivery) -> bool {
    delivery.helm.is_none() && delivery.resources.is_empty() && delivery.kustomize.is_none()
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
