//! What the objects of a component need, and who delivers it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use smol_str::SmolStr;

use super::offers::{Bringer, Offers};
use super::path::{each_at, print};
use super::references::{ANY, Reference, Referred, Space, split, table};
use super::target::is_there;
use super::{Edge, Placed, Reason, Target, Unit};
use crate::catalogue::Kind;
use crate::deliver::KubeObject;
use crate::model::{ClusterId, ComponentId, Plan, Value, ValueKind};
use crate::schedule::Schedule;
use crate::span::FileSpan;
use crate::spot::Spot;

/// How many components that deliver the same are looked at.
pub(super) const DELIVERERS: usize = 8;

/// The field of a component that says what it needs.
const SAID: &str = "needs";

/// Something that an object of a component needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What it needs.
    pub target: Target,
    /// The object: `Certificate/networking/wildcard`; the component, of what its `needs` says.
    pub object: String,
    /// The field that names it: `spec.issuerRef`, `needs`; empty for what objects need by being what and where they
    /// are.
    pub field: String,
    /// Where that is written.
    pub at: FileSpan,
    /// Where the setting is that the name comes from.
    pub setting: Option<FileSpan>,
    /// The keys that it takes of a Secret or `ConfigMap`.
    pub keys: Vec<Key>,
    /// What it is found by, if not by its name: an address, labels.
    pub found_by: Option<String>,
    /// Whether it may be there without anybody saying so: charts and operators make such objects.
    pub(super) may_hide: bool,
    /// Who delivers it.
    pub met: Met,
}

/// A key of a Secret or `ConfigMap` that an object takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What it is called.
    pub name: SmolStr,
    /// Where that is written; nowhere, if it is taken in any case.
    pub at: Option<FileSpan>,
    /// Where the setting is that it comes from.
    pub setting: Option<FileSpan>,
}

/// Who delivers what an object needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Met {
    /// The same component.
    Here,
    /// Nobody has to: every cluster has it, or it is assumed.
    Given,
    /// Other components of the cluster; of an object the first, of a group all that provide it.
    By(Vec<ComponentId>),
    /// Nothing that is in the cluster's tree or done by hand.
    Nobody,
}

impl Need {
    /// Whether the component itself says it, in `needs`.
    #[must_use]
    pub fn is_said(&self) -> bool {
        self.field == SAID
    }

    /// One of which nobody knows yet who delivers it.
    pub(super) fn of(
        target: Target,
        object: String,
        field: String,
        Spot { at, setting }: Spot,
    ) -> Self {
        let (keys, met) = (Vec::new(), Met::Nobody);
        let (found_by, may_hide) = (None, false);
        Self { target, object, field, at, setting, keys, found_by, may_hide, met }
    }
}

/// The table by kind: where the fields start from, and the fields.
pub(super) struct Table(BTreeMap<&'static str, Vec<(&'static str, &'static [Reference])>>);

impl Table {
    pub(super) fn new() -> Self {
        let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (kind, path, references) in table() {
            rows.entry(kind).or_default().push((path, references));
        }
        Self(rows)
    }

    /// Everything that the objects of a unit need, without who delivers it.
    pub(super) fn needs(&self, unit: &Unit) -> Vec<Need> {
        let mut needs = Needs { found: Vec::new(), seen: BTreeSet::new() };
        for (object, placed) in unit.delivery.resources.iter().zip(&unit.objects) {
            if let Some(placed) = placed {
                needs.placement(object, placed);
                self.references(object, placed, &mut needs);
            }
        }
        let release = unit.delivery.helm.as_ref().zip(unit.delivery.namespace.as_ref());
        if let Some((release, namespace)) = release {
            let object = format!("HelmRelease/{namespace}/{}", release.name);
            needs.once(Target::Namespace(namespace.as_str().into()), object, release.at);
        }
        // A remote source is put into the namespace as a whole.
        let remote = unit.delivery.kustomize.as_ref().zip(unit.delivery.namespace.as_ref());
        if let Some((remote, namespace)) = remote {
            let target = Target::Namespace(namespace.as_str().into());
            needs.once(target, remote.url.clone(), remote.at);
        }
        needs.found
    }

    fn references(&self, object: &KubeObject, placed: &Placed, needs: &mut Needs) {
        let kind = placed.kind.without_version();
        for &(prefix, references) in self.0.get(kind.as_str()).into_iter().flatten() {
            let whole = Spot::here(object.body.at);
            each_at(&object.body, whole, prefix, &mut |part, spot| {
                for reference in references {
                    each_at(part, spot, reference.path, &mut |value, spot| {
                        needs.reference(object, placed, (prefix, reference), value, spot);
                    });
                }
            });
        }
    }
}

/// A need that a component itself states, unless it is of what every cluster has.
pub(super) fn said(component: &str, target: Target, at: FileSpan) -> Option<Need> {
    let is_needless = matches!(&target, Target::Group(group) if is_there(group));
    let (object, field) = (component.to_owned(), SAID.to_owned());
    (!is_needless).then(|| Need::of(target, object, field, Spot::here(at)))
}

struct Needs {
    found: Vec<Need>,
    /// Groups and namespaces that are among them.
    seen: BTreeSet<Target>,
}

impl Needs {
    /// What an object needs by being of its kind and in its namespace.
    fn placement(&mut self, object: &KubeObject, placed: &Placed) {
        let name = || label(&placed.kind, placed.namespace.as_deref(), &object.name);
        if !is_there(&placed.kind.group) {
            let group = Target::Group(placed.kind.group.as_str().into());
            self.once(group, name(), object.kind.at);
        }
        if let Some(namespace) = &placed.namespace {
            self.once(Target::Namespace(namespace.as_str().into()), name(), object.at);
        }
        // What Flux puts elsewhere needs the namespace there, unless Helm makes it.
        let is_flux = matches!(
            placed.kind.group.as_str(),
            "helm.toolkit.fluxcd.io" | "kustomize.toolkit.fluxcd.io"
        );
        let spec = object.body.get("spec").filter(|_| is_flux);
        let install = spec.and_then(|it| it.get("install"));
        if install.and_then(|it| it.get("createNamespace")).is_some_and(is_true) {
            return;
        }
        let target = spec.and_then(|it| it.get("targetNamespace"));
        if let Some((target, at)) = target.and_then(|it| Some((it.as_str()?, it.at))) {
            self.once(Target::Namespace(target.into()), name(), at);
        }
    }

    /// Of a group or namespace the first need is enough.
    fn once(&mut self, target: Target, object: String, at: FileSpan) {
        if self.seen.insert(target.clone()) {
            self.found.push(Need::of(target, object, String::new(), Spot::here(at)));
        }
    }

    fn reference(
        &mut self,
        object: &KubeObject,
        placed: &Placed,
        (prefix, reference): (&str, &Reference),
        value: &Value,
        spot: Spot,
    ) {
        if reference.is_selector && !is_selector(value) {
            return;
        }
        let is_any = reference.path == ANY;
        let Some(referred) = chosen(reference, value) else { return };
        let name = if is_any { None } else { named(reference, value, spot) };
        if name.is_none() != is_any || value.get("optional").is_some_and(is_true) {
            return;
        }
        let own = placed.namespace.as_deref();
        let given = |key| value.get(key).and_then(Value::as_str).filter(|_| !is_any);
        let namespace = match reference.space {
            Space::Own => given("namespace").or(own),
            Space::OwnOr(namespace) => given("namespace").or(own).or(Some(namespace)),
            Space::Fixed(namespace) => Some(namespace),
            Space::Key(key) => given(key),
        };
        if referred.is_namespaced && namespace.is_none() {
            return;
        }
        let target = Target::Object {
            kind: referred.kind,
            namespace: namespace.filter(|_| referred.is_namespaced).map(SmolStr::new),
            name: name.map(|(name, _)| name.into()),
        };
        let path = [prefix, reference.path].map(print);
        let path: Vec<&str> = path.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
        let label = label(&placed.kind, own, &object.name);
        let spot = name.map_or(Spot::here(object.kind.at), |(_, at)| at);
        let mut need = Need::of(target, label, path.join("."), spot);
        need.keys = taken(reference, value, spot);
        need.may_hide = reference.may_hide;
        self.found.push(need);
    }
}

/// The kind that a reference names: the one that `kind` beside the name says, else the first.
fn chosen(reference: &Reference, value: &Value) -> Option<Referred> {
    let said = |key| value.get(key).and_then(Value::as_str).filter(|_| reference.path != ANY);
    let fits = |kind: &str| {
        let (group, name) = split(kind);
        let said_group = said("group").or_else(|| said("apiGroup"));
        said(reference.kind_key).is_none_or(|said| said == name)
            && said_group.is_none_or(|said| said == group || said.is_empty())
    };
    reference.to.iter().find(|kind| fits(kind)).and_then(|kind| Referred::of(kind))
}

/// Whether a value names a key of something, and is nothing else.
fn is_selector(value: &Value) -> bool {
    let ValueKind::Map(entries) = &value.kind else { return false };
    let is_part = |key| matches!(key, Some("name" | "key" | "namespace"));
    let has = |key| value.get(key).is_some_and(|it| it.as_str().is_some());
    entries.iter().all(|it| is_part(it.key.as_str())) && has("name") && has("key")
}

/// The name in a reference, and where it stands; `spot` is that of the reference.
fn named<'v>(reference: &Reference, value: &'v Value, spot: Spot) -> Option<(&'v str, Spot)> {
    let (value, spot) = match value.entry(reference.key) {
        Some(entry) => (&entry.value, spot.entry(entry)),
        None => (value, spot),
    };
    value.as_str().filter(|name| !name.is_empty()).map(|name| (name, spot))
}

/// The keys that a reference takes: those that it names, else those that are usual.
fn taken(reference: &Reference, value: &Value, spot: Spot) -> Vec<Key> {
    let mut keys = Vec::new();
    for path in reference.takes.at {
        each_at(value, spot, path, &mut |key, Spot { at, setting }| {
            let name = key.as_str().map(SmolStr::new);
            keys.extend(name.map(|name| Key { name, at: Some(at), setting }));
        });
    }
    let usual = reference.takes.usual.iter().filter(|_| keys.is_empty());
    let usual = usual.map(|key| Key { name: SmolStr::new_static(key), at: None, setting: None });
    let usual: Vec<Key> = usual.collect();
    keys.extend(usual);
    keys
}

fn is_true(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Bool(true))
}

/// An object as people write it.
pub(super) fn label(kind: &Kind, namespace: Option<&str>, name: &str) -> String {
    let parts = [Some(kind.name.as_str()), namespace, Some(name)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("/")
}

/// Finds out who delivers something that a component needs on a cluster.
pub(super) fn met(
    offers: &Offers,
    cluster: ClusterId,
    component: ComponentId,
    target: &Target,
) -> Met {
    let known = offers.of(cluster, target);
    if known.iter().any(|offer| offer.component == component) {
        return Met::Here;
    }
    let most = if matches!(target, Target::Group(_)) { DELIVERERS } else { 1 };
    let others = known.iter().filter(|offer| offer.by != Bringer::Nobody);
    let mut others: Vec<ComponentId> = others.map(|offer| offer.component).take(most).collect();
    others.dedup();
    if others.is_empty() { Met::Nobody } else { Met::By(others) }
}

/// The edges from who delivers something to who needs it.
///
/// What was installed by hand before holds nobody up whom the plan puts before its adoption.
pub(super) fn edges(plan: &Plan, schedule: &Schedule, units: &[Unit]) -> Vec<Edge> {
    let by_component: BTreeMap<ComponentId, usize> =
        units.iter().enumerate().map(|(index, unit)| (unit.delivery.component, index)).collect();
    let mut edges = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for need in &unit.needs {
            let Met::By(deliverers) = &need.met else { continue };
            for deliverer in deliverers {
                let Some(&first) = by_component.get(deliverer) else { continue };
                let number = |unit: &Unit| schedule.number[unit.delivery.story];
                let is_adopted_later = plan.components[*deliverer].bootstrap.is_some()
                    && number(&units[first]) > number(unit);
                if !is_adopted_later && seen.insert((first, &need.target)) {
                    edges.push((first, index, Reason::Need(Arc::clone(need))));
                }
            }
        }
    }
    edges
}
