//! Whether what `ready` names comes about: else Flux waits for it for ever.

use std::collections::{BTreeMap, BTreeSet};

use super::needs::label;
use super::offers;
use super::products::products;
use super::sayings::Saying;
use super::units::Placing;
use super::{ReadyRef, Rollout, Unit};
use crate::catalogue::Kind;
use crate::diagnostic::Diagnostic;
use crate::problems::proof as problems;
use crate::similar;
use crate::span::FileSpan;

/// An object by its kind, without the version, and by where and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Object {
    kind: String,
    namespace: Option<String>,
    name: String,
}

impl Object {
    pub(super) fn of(kind: &Kind, namespace: Option<&str>, name: &str) -> Self {
        let namespace = namespace.filter(|_| kind.is_namespaced != Some(false)).map(str::to_owned);
        Self { kind: kind.without_version(), namespace, name: name.to_owned() }
    }
}

/// What was found out about everything that is waited for.
#[derive(Default)]
pub(super) struct Waited {
    found: Vec<Diagnostic>,
    /// Where it is said that something waited for is there.
    said: BTreeSet<FileSpan>,
}

impl Waited {
    /// Looks for what the components of a cluster wait for; `given` is what is there without the plan, and `all` is
    /// everybody who has something there.
    pub(super) fn check<'u, U: Iterator<Item = &'u Unit>>(
        &mut self,
        placing: &mut Placing<'_>,
        given: &[Saying],
        units: &[Unit],
        all: impl Fn() -> U,
    ) {
        if units.iter().all(|unit| unit.ready.is_none()) {
            return;
        }
        let made = made(placing, all());
        let said = said(placing, given, all());
        for unit in units {
            let component = &placing.plan.components[unit.delivery.component].name.text;
            for entry in unit.ready.iter().flatten() {
                let object = Object::of(&entry.kind, entry.namespace.as_deref(), &entry.name);
                if let Some(places) = said.get(&object) {
                    self.said.extend(places);
                } else if !made.contains_key(&object) && !may_be(unit, entry) {
                    let near = near(&object, &made);
                    let near = near.as_ref().map(|(near, at)| (near.as_str(), *at));
                    let label = label(&entry.kind, entry.namespace.as_deref(), &entry.name);
                    self.found.push(problems::unmade(entry.at, component, &label, near));
                }
            }
        }
    }

    pub(super) fn report(self, rollout: &mut Rollout) {
        rollout.useless.retain(|it| !self.said.contains(&it.at));
        if rollout.is_whole {
            rollout.found.extend(self.found);
        }
    }
}

/// Whether a component may make an object that it does not show: charts, remote sources and operators do.
fn may_be(unit: &Unit, entry: &ReadyRef) -> bool {
    let delivery = &unit.delivery;
    let is_flux = entry.kind.group.ends_with(".toolkit.fluxcd.io");
    let has_operators = || {
        let mut groups = unit.placed().map(|(_, placed)| placed.kind.group.as_str());
        groups.any(|group| group.contains('.') && !group.ends_with(".k8s.io"))
    };
    delivery.kustomize.is_some()
        || entry.kind.is_core("Namespace")
        || (!is_flux && (delivery.helm.is_some() || has_operators()))
}

/// Everything that can be seen to come about on a cluster, and where that is written.
fn made<'u>(
    placing: &mut Placing<'_>,
    units: impl Iterator<Item = &'u Unit>,
) -> BTreeMap<Object, FileSpan> {
    let mut found = BTreeMap::new();
    for unit in units {
        let name = &placing.plan.components[unit.delivery.component].name;
        for it in offers::written(name, &unit.delivery) {
            let (kind, namespace) = (it.kind.to_owned(), Some(it.namespace.to_owned()));
            found.insert(Object { kind, namespace, name: it.name.to_owned() }, it.at);
        }
        for (object, placed) in unit.placed() {
            let namespace = placed.namespace.as_deref();
            found.insert(Object::of(&placed.kind, namespace, &object.name), object.at);
            for (product, name) in products(&placed.kind.without_version(), object) {
                let (kind, namespace) = (product.kind.to_owned(), namespace.map(str::to_owned));
                let name = name.map(|name| Object { kind, namespace, name });
                found.extend(name.map(|it| (it, object.at)));
            }
        }
    }
    found
}

/// Everything that `provides` and `assume` say is there.
fn said<'u>(
    placing: &mut Placing<'_>,
    given: &[Saying],
    units: impl Iterator<Item = &'u Unit>,
) -> BTreeMap<Object, Vec<FileSpan>> {
    let mut found: BTreeMap<Object, Vec<FileSpan>> = BTreeMap::new();
    let mut add = |saying: &Saying| {
        if let Some(object) = &saying.object {
            found.entry(object.clone()).or_default().push(saying.at);
        }
    };
    given.iter().for_each(&mut add);
    for delivery in units.map(|unit| &unit.delivery) {
        for said in delivery.provides.iter().chain(&delivery.assume) {
            add(&Saying::of(placing, said, delivery.namespace.as_deref()));
        }
    }
    found
}

/// An object of the kind that is called almost alike, as people write it.
fn near(object: &Object, made: &BTreeMap<Object, FileSpan>) -> Option<(String, FileSpan)> {
    let alike =
        || made.iter().filter(|(it, _)| it.kind == object.kind && it.namespace == object.namespace);
    let name = similar::nearest(&object.name, alike().map(|(it, _)| it.name.as_str()))?;
    let (near, at) = alike().find(|(it, _)| it.name == name)?;
    let kind = near.kind.rsplit('/').next();
    let parts = [kind, near.namespace.as_deref(), Some(name)];
    Some((parts.into_iter().flatten().collect::<Vec<_>>().join("/"), *at))
}
