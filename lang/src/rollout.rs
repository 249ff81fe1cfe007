//! What each cluster gets, in which order, and why: the model of the Flux trees.
//!
//! A component waits for another because the plan says so (bridged over stories with nothing on this cluster), because
//! `after` says so, or because the other delivers what its objects need: the definitions of their kinds, their
//! namespaces, what their fields refer to. What other ways imply is left out.
//!
//! A broken plan has a rollout, too: what cannot be told is left out of it.

mod bridge;
mod charts;
mod check;
mod circles;
mod contents;
pub mod duration;
mod edges;
mod names;
mod namespaces;
mod needs;
mod objects;
mod offers;
mod order;
mod owners;
pub(crate) mod path;
pub(crate) mod pools;
mod products;
mod ready;
mod references;
mod remote;
mod sayings;
pub(crate) mod selector;
mod sought;
pub mod source;
mod stories;
mod target;
mod units;
mod version;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::calendar::Date;
use crate::catalogue::Kind;
use crate::deliver::{Delivery, KubeObject};
use crate::diagnostic::Diagnostic;
use crate::model::{ClusterId, ComponentId, EdgeId, IdVec, Plan, StoryId};
use crate::schedule::Schedule;
use crate::span::FileSpan;

pub(crate) use contents::{Source, sources};

pub(crate) use names::SUBDOMAIN;
pub use needs::{Key, Met, Need};
pub use offers::{Bringer, Offer, Offers};
pub(crate) use references::pod_spec;
pub use remote::Revision;
pub(crate) use sayings::{Useless, Why};
pub(crate) use sought::{Lack, Sought};
pub use stories::StoryNeed;
pub(crate) use stories::arrival;
pub use target::Target;

use circles::Circles;
use needs::Table;
use ready::Waited;
use sayings::{Saying, Sayings};
use sought::{Lacks, Shelf};
use stories::StoryNeeds;
use units::Placing;

/// What every cluster gets.
#[derive(Debug, Default)]
pub struct Rollout {
    /// A tree a cluster.
    pub trees: IdVec<ClusterId, Tree>,
    /// The clusters whose trees were worked out; those of the others are empty, and nothing is said of them.
    pub wanted: BTreeSet<ClusterId>,
    /// What components deliver that others may need, also those that are in no tree.
    pub offers: Offers,
    /// What stories need of others, by the story that needs it, then by the one that delivers it.
    pub story_needs: Vec<StoryNeed>,
    /// The objects that are in no tree: those of components that come later, of the backlog, or of a story that there
    /// is not.
    pub(crate) aside: Vec<(KubeObject, Placed)>,
    /// What is wrong with what the clusters get; it is among the findings of the analysis.
    pub(crate) found: Vec<Diagnostic>,
    /// What `provides` and `assume` say to no purpose.
    pub(crate) useless: Vec<Useless>,
    /// Whether all is known that comes to the clusters. Else what seems to be missing may be there.
    pub(crate) is_whole: bool,
}

/// The components of a cluster in the order in which Flux applies them.
#[derive(Debug)]
pub struct Tree {
    /// The cluster.
    pub cluster: ClusterId,
    /// Its components.
    pub units: Vec<Unit>,
    /// Components that are installed by hand, and that nothing else brings yet: their own stories come later.
    pub early: Vec<Unit>,
    /// What is installed by hand, in the order in which Flux will apply it.
    pub by_hand: Vec<ComponentId>,
}

impl Tree {
    /// What Flux applies, and then what is there by hand alone.
    pub fn all(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().chain(&self.early)
    }

    /// What is installed by hand, each with the story that does it, in the order in which Flux will apply it.
    pub fn by_hand<'t, 'p>(
        &'t self,
        plan: &'p Plan,
    ) -> impl Iterator<Item = (StoryId, &'t Unit)> + use<'t, 'p> {
        let units: BTreeMap<ComponentId, &Unit> =
            self.all().map(|unit| (unit.delivery.component, unit)).collect();
        self.by_hand.iter().filter_map(move |id| {
            let story = plan.components[*id].bootstrap.as_ref()?;
            Some((story.value, *units.get(id)?))
        })
    }
}

/// A component on a cluster.
#[derive(Debug)]
pub struct Unit {
    /// What it delivers.
    pub delivery: Delivery,
    /// Kind and namespace of each resource of the delivery; `None` of a kind that cannot be told.
    pub objects: Vec<Option<Placed>>,
    /// What Flux waits for, if not for all.
    pub ready: Option<Vec<ReadyRef>>,
    /// Namespaces that it is the first to need; its own comes first.
    pub creates: Vec<String>,
    /// What its objects need, in the order of the source; of groups and namespaces, the first need of each.
    pub needs: Vec<Arc<Need>>,
    /// What it waits for, in the order in which Flux applies it.
    pub after: Vec<Dependency>,
    /// What it needs, too, and comes after anyway.
    pub implied: Vec<Implied>,
}

impl Unit {
    /// Each resource whose kind can be told, with its kind and namespace.
    pub fn placed(&self) -> impl Iterator<Item = (&KubeObject, &Placed)> {
        let objects = self.delivery.resources.iter().zip(&self.objects);
        objects.filter_map(|(object, placed)| Some((object, placed.as_ref()?)))
    }

    /// The same, for good.
    fn into_placed(self) -> impl Iterator<Item = (KubeObject, Placed)> {
        let objects = self.delivery.resources.into_iter().zip(self.objects);
        objects.filter_map(|(object, placed)| Some((object, placed?)))
    }
}

/// Where an object belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its kind.
    pub kind: Kind,
    /// Its namespace; none for those of the whole cluster.
    pub namespace: Option<String>,
}

/// An object that Flux waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyRef {
    /// Its kind.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its namespace; none for those of the whole cluster.
    pub namespace: Option<String>,
    /// Where `ready` names it.
    pub at: FileSpan,
}

/// A component that another waits for.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// The one that comes first.
    pub component: ComponentId,
    /// Why; at least one reason.
    pub reasons: Vec<Reason>,
}

/// A component that another needs, and comes after by way of others.
#[derive(Clone, Debug)]
pub struct Implied {
    /// The one that comes first, and why.
    pub dependency: Dependency,
    /// One that the other waits for, and that waits for the first.
    pub by: ComponentId,
}

/// Why a component waits for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The plan orders their stories: by one edge, or by several over stories with nothing on this cluster.
    Plan(Arc<[EdgeId]>),
    /// `after` says so, there.
    After(FileSpan),
    /// The other is the first that something in this namespace is delivered with, and creates it.
    Namespace(String),
    /// The other delivers what an object needs.
    Need(Arc<Need>),
}

/// That a unit waits for another: the one that comes first, the one that waits, and why.
type Edge = (usize, usize, Reason);

impl Rollout {
    /// Every object whose kind can be told, in a tree or not.
    pub(crate) fn objects(&self) -> impl Iterator<Item = (&KubeObject, &Placed)> {
        let aside = self.aside.iter().map(|(object, placed)| (object, placed));
        self.trees.values().flat_map(Tree::all).flat_map(Unit::placed).chain(aside)
    }

    /// Finds out what the clusters that are wanted get: everything, or what is delivered by a day.
    #[must_use]
    pub fn of(
        plan: &Plan,
        schedule: &Schedule,
        horizon: Option<Date>,
        wanted: BTreeSet<ClusterId>,
    ) -> Self {
        let mut rollout = Self { wanted, ..Self::default() };
        let mut placing = Placing::of(plan, horizon);
        let table = Table::new();
        let fits = placing.fits();
        let (mut circles, mut sayings) = (Circles::default(), Sayings::default());
        let mut lacks = Lacks::default();
        let mut stories = StoryNeeds::default();
        let mut awaited = Waited::default();
        for cluster in plan.clusters.ids() {
            let given = placing.given(cluster);
            sayings.of_all(&given);
            let units::Cluster { mut units, mut early, mut later, offers, aside } =
                if fits && rollout.wanted.contains(&cluster) {
                    placing.units(cluster)
                } else {
                    units::Cluster::default()
                };
            rollout.offers.push(offers);
            rollout.aside.extend(aside);
            let mut shelf = std::mem::take(&mut placing.shelf);
            shelf.assume(&given);
            // What comes later lacks nothing on this day.
            let mut unheard = Lacks::default();
            let now = units.iter_mut().chain(&mut early).map(|unit| (unit, true));
            for (unit, is_now) in now.chain(later.iter_mut().map(|unit| (unit, false))) {
                let lacks = if is_now { &mut lacks } else { &mut unheard };
                let (said, looking) = ((&*given, &mut sayings), (&shelf, lacks));
                needs(&table, &mut placing, &rollout.offers, said, looking, unit);
                stories.add(plan, schedule, &rollout.offers, unit);
            }
            rollout.aside.extend(later.into_iter().flat_map(Unit::into_placed));
            let all = || units.iter().chain(&early);
            awaited.check(&mut placing, &given, &units, all);
            let by_hand = by_hand(plan, schedule, &mut units, &mut early);
            let mut edges = edges::edges(plan, schedule, &units);
            edges.extend(needs::edges(plan, schedule, &units));
            circles.add(plan, schedule, cluster, &units, &edges);
            owners::check(plan, &units, &mut rollout.found);
            let units = ordered(schedule, units, edges);
            rollout.trees.push(Tree { cluster, units, early, by_hand });
        }
        circles.report(plan, &mut rollout.found);
        lacks.report(plan, &mut rollout.found);
        rollout.useless = sayings.useless(&rollout, plan);
        rollout.useless.append(&mut placing.useless);
        let is_all = rollout.wanted.len() == plan.clusters.len();
        rollout.is_whole = placing.is_whole && is_all;
        awaited.report(&mut rollout);
        rollout.story_needs = stories.finish();
        rollout.found.append(&mut placing.found);
        rollout
    }
}

/// Finds out what a unit needs, and who delivers it; `given` is what is assumed on its cluster.
fn needs(
    table: &Table,
    placing: &mut Placing<'_>,
    offers: &Offers,
    (given, sayings): (&[Saying], &mut Sayings),
    (shelf, lacks): (&Shelf, &mut Lacks),
    unit: &mut Unit,
) {
    let delivery = &unit.delivery;
    let namespace = delivery.namespace.as_deref();
    let own: Vec<Saying> =
        delivery.assume.iter().map(|it| Saying::of(placing, it, namespace)).collect();
    let (cluster, component) = (delivery.cluster, delivery.component);
    let mut needs = table.needs(unit);
    needs.extend(sought::needs(&shelf.with(&own), unit, lacks));
    let name = &placing.plan.components[component].name.text;
    for said in &delivery.needs {
        match offers::target(placing, said, namespace) {
            Some((target, at)) => needs.extend(needs::said(name, target, at)),
            None => placing.untold(said),
        }
    }
    sayings.of_one(&own);
    for need in &mut needs {
        need.met = needs::met(offers, cluster, component, &need.target);
        if need.met == Met::Nobody {
            let said = sayings.settle(&need.target, [given, &own]);
            if said || target::is_born(&need.target) {
                need.met = Met::Given;
            }
        }
    }
    // What nobody is seen to deliver may come with a chart.
    needs.retain(|it| {
        let is_hidden = it.may_hide && it.met == Met::Nobody && shelf.may_hide(&it.target);
        !is_hidden || !offers.of(cluster, &it.target).is_empty()
    });
    unit.needs = needs.into_iter().map(Arc::new).collect();
}

/// What is installed by hand on a cluster, in the order in which Flux would apply it all.
fn by_hand(
    plan: &Plan,
    schedule: &Schedule,
    units: &mut Vec<Unit>,
    early: &mut Vec<Unit>,
) -> Vec<ComponentId> {
    let known = units.len();
    units.append(early);
    let mut edges = edges::edges(plan, schedule, units);
    edges.extend(needs::edges(plan, schedule, units));
    let order = order::order(schedule, units, &edges);
    let deliveries = order.into_iter().map(|index| &units[index].delivery);
    let is_by_hand = |delivery: &&Delivery| {
        let story = plan.components[delivery.component].bootstrap.as_ref();
        story.is_some_and(|story| plan.reaches(story.value, delivery.cluster))
    };
    let found = deliveries.filter(is_by_hand).map(|delivery| delivery.component).collect();
    *early = units.split_off(known);
    found
}

/// What a cluster gets, in the order in which Flux applies it.
fn ordered(schedule: &Schedule, mut units: Vec<Unit>, mut edges: Vec<Edge>) -> Vec<Unit> {
    let order = order::order(schedule, &units, &edges);
    let first = namespaces::first(&units, &order);
    for (unit, created) in units.iter_mut().zip(first.created) {
        unit.creates = created;
    }
    edges.extend(first.edges);
    let mut waits = order::reduced(&units, &order, edges);
    let mut units: Vec<Option<Unit>> = units.into_iter().map(Some).collect();
    let units = order.iter().filter_map(|&index| {
        let mut unit = units[index].take()?;
        let waits = std::mem::take(&mut waits[index]);
        (unit.after, unit.implied) = (waits.after, waits.implied);
        Some(unit)
    });
    units.collect()
}

#[cfg(test)]
mod tests;
