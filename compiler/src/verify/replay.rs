//! Flux's part, played to the end: which Kustomization becomes ready when, and which never does.
//!
//! The source and the root are there by hand. A Kustomization is applied once all it waits for is ready, its source is
//! there, and what its objects need is there: namespaces and definitions, which Flux applies before the rest. It is
//! ready when what it waits for is: everything it applies, or what its health checks name. A release is ready once its
//! chart's source and the releases it waits for are. Nothing else is held against a tree, and the round ends when
//! nothing changes any more.

use std::collections::BTreeSet;

use super::health::health_checks;
use super::lines::Step::Key;
use super::tree::{Cluster, FLUX_SYSTEM, HELM, Id, KUSTOMIZE, Object};
use super::{Check, Finding, Replayed, definitions, namespaces, sources};

/// How far the cluster is.
struct State<'c> {
    cluster: &'c Cluster,
    /// The Kustomizations that are applied.
    begun: BTreeSet<usize>,
    /// What is applied.
    applied: BTreeSet<&'c Id>,
    /// The releases and Kustomizations that are ready.
    ready: BTreeSet<&'c Id>,
    /// Namespaces that are there.
    namespaces: BTreeSet<&'c str>,
    /// Every definition that a file holds: until it is applied, its kind cannot be.
    definitions: BTreeSet<(String, String)>,
    /// Those that are applied.
    defined: BTreeSet<(String, String)>,
    /// All objects that some file holds.
    known: BTreeSet<&'c Id>,
}

/// Why a Kustomization does not get on.
enum Obstacle<'c> {
    /// It waits for another, or that one for it: those that it waits for say why.
    Dependency,
    /// It is told elsewhere: something it names is not there at all.
    Absent,
    /// It, or a release of it, is suspended.
    Suspended(&'c Object),
    /// It needs something that comes later, or never.
    Needs(&'c Object, String),
}

/// Plays, and says what never becomes ready and why.
pub(super) fn replay(cluster: &Cluster) -> (Replayed, Vec<Finding>) {
    let mut state = State::new(cluster);
    let mut waves = Vec::new();
    loop {
        let before = state.size();
        let wave = state.round();
        if !wave.is_empty() {
            waves.push(wave);
        }
        if state.size() == before {
            break;
        }
    }
    let stuck = cluster.kustomizations.iter().filter(|it| !state.ready.contains(&it.object.id));
    let stuck: Vec<String> = stuck.map(|it| it.name().to_owned()).collect();
    let objects: BTreeSet<&Id> = cluster.objects().map(|(_, object)| &object.id).collect();
    let replayed = Replayed {
        cluster: cluster.name.clone(),
        waves,
        applied: objects.iter().filter(|id| state.applied.contains(**id)).count(),
        objects: objects.len(),
        stuck,
    };
    (replayed, state.findings())
}

impl<'c> State<'c> {
    fn new(cluster: &'c Cluster) -> Self {
        let definitions = cluster.objects().filter_map(|(_, object)| definitions::defined(object));
        let mut state = Self {
            cluster,
            begun: BTreeSet::new(),
            applied: cluster.bootstrap.objects.iter().collect(),
            ready: BTreeSet::new(),
            namespaces: cluster.bootstrap.namespaces.iter().map(String::as_str).collect(),
            definitions: definitions.collect(),
            defined: cluster.bootstrap.definitions.clone(),
            known: cluster.objects().map(|(_, object)| &object.id).collect(),
        };
        state.apply(&cluster.root.objects);
        state
    }

    /// How much has happened.
    fn size(&self) -> usize {
        self.begun.len()
            + self.applied.len()
            + self.ready.len()
            + self.namespaces.len()
            + self.defined.len()
    }

    fn apply(&mut self, objects: &'c [Object]) {
        for object in objects {
            self.applied.insert(&object.id);
            self.namespaces.extend(namespaces::made_by(object));
            self.defined.extend(definitions::defined(object));
        }
    }

    /// Applies what can be applied, and returns the Kustomizations that become ready by it.
    fn round(&mut self) -> Vec<String> {
        let cluster = self.cluster;
        let begin = (0..cluster.kustomizations.len()).filter(|it| !self.begun.contains(it));
        let begin: Vec<usize> = begin.filter(|it| self.begins(*it).is_ok()).collect();
        for index in begin {
            self.begun.insert(index);
            self.apply(cluster.kustomizations[index].objects());
        }
        let releases = cluster.objects().map(|(_, object)| object);
        for release in releases.filter(|it| it.is(HELM, "HelmRelease")) {
            if self.applied.contains(&release.id) && self.release(release).is_ok() {
                self.ready.insert(&release.id);
            }
        }
        let waiting = cluster.kustomizations.iter().enumerate();
        let waiting = waiting.filter(|(_, it)| !self.ready.contains(&it.object.id));
        let ready: Vec<usize> = waiting
            .filter(|(index, _)| self.begun.contains(index) && self.healthy(*index).is_ok())
            .map(|(index, _)| index)
            .collect();
        for index in &ready {
            self.ready.insert(&cluster.kustomizations[*index].object.id);
        }
        ready.into_iter().map(|index| cluster.kustomizations[index].name().to_owned()).collect()
    }

    /// Whether a Kustomization can be applied.
    fn begins(&self, index: usize) -> Result<(), Obstacle<'c>> {
        let kustomization = &self.cluster.kustomizations[index];
        let object = &kustomization.object;
        if !self.applied.contains(&object.id) {
            return Err(Obstacle::Dependency);
        }
        if object.is_true(&["spec", "suspend"]) {
            return Err(Obstacle::Suspended(object));
        }
        for (namespace, name) in kustomization.depends_on() {
            let Some(other) = self.cluster.find(namespace, name) else {
                return Err(Obstacle::Absent);
            };
            if !self.ready.contains(&self.cluster.kustomizations[other].object.id) {
                return Err(Obstacle::Dependency);
            }
        }
        match sources::of_kustomization(object) {
            Some(source) => self.source(object, source)?,
            None => return Err(Obstacle::Absent),
        }
        if kustomization.is_missing() {
            return Err(Obstacle::Absent);
        }
        kustomization
            .objects()
            .iter()
            .try_for_each(|it| self.can_apply(kustomization.objects(), it))
    }

    /// Whether an object can be applied together with `beside`, of which definitions and namespaces come first.
    fn can_apply(&self, beside: &'c [Object], object: &'c Object) -> Result<(), Obstacle<'c>> {
        let namespace = object.id.namespace.as_str();
        let is_made = |it: &Object| it.id.kind == "Namespace" && it.id.name == namespace;
        if !namespace.is_empty()
            && !self.namespaces.contains(namespace)
            && !beside.iter().any(is_made)
        {
            let made = self.cluster.objects().filter_map(|(_, it)| namespaces::made_by(it));
            if !made.into_iter().any(|it| it == namespace) {
                return if self.has_unknown() { Ok(()) } else { Err(Obstacle::Absent) };
            }
            return Err(Obstacle::Needs(object, format!("the namespace `{namespace}`")));
        }
        let kind = (object.id.group.clone(), object.id.kind.clone());
        let is_defined = |it: &Object| definitions::defined(it).as_ref() == Some(&kind);
        let is_open = self.definitions.contains(&kind) && !self.defined.contains(&kind);
        if is_open && !beside.iter().any(is_defined) {
            let what = format!("the definition of {} in `{}`", kind.1, kind.0);
            return Err(Obstacle::Needs(object, what));
        }
        Ok(())
    }

    fn has_unknown(&self) -> bool {
        sources::has_unknown(self.cluster)
    }

    /// Whether a Kustomization that is applied is ready.
    fn healthy(&self, index: usize) -> Result<(), Obstacle<'c>> {
        let kustomization = &self.cluster.kustomizations[index];
        if kustomization.object.is_true(&["spec", "wait"]) {
            return kustomization.objects().iter().try_for_each(|object| self.current(object));
        }
        for id in health_checks(kustomization) {
            let Some(id) = self.known.get(&id) else { continue };
            let object = self.cluster.objects().map(|(_, object)| object).find(|it| it.id == **id);
            let Some(object) = object else { continue };
            if !self.applied.contains(&object.id) {
                return Err(Obstacle::Needs(
                    &kustomization.object,
                    format!("{id}, which comes later"),
                ));
            }
            self.current(object)?;
        }
        Ok(())
    }

    /// Whether an object that is applied is as it should be, as far as files tell.
    fn current(&self, object: &'c Object) -> Result<(), Obstacle<'c>> {
        if object.is(HELM, "HelmRelease") {
            return self.release(object);
        }
        let is_ready = !object.is(KUSTOMIZE, "Kustomization") || self.ready.contains(&object.id);
        if is_ready { Ok(()) } else { Err(Obstacle::Dependency) }
    }

    /// Whether Helm can install a release.
    fn release(&self, object: &'c Object) -> Result<(), Obstacle<'c>> {
        if object.is_true(&["spec", "suspend"]) {
            return Err(Obstacle::Suspended(object));
        }
        match sources::of_release(object) {
            Some(source) => self.source(object, source)?,
            None => return Err(Obstacle::Absent),
        }
        for item in object.items(&["spec", "dependsOn"]) {
            let text = |key| item.get(key).and_then(serde_yaml::Value::as_str);
            let namespace = text("namespace").unwrap_or(&object.id.namespace);
            let name = text("name").unwrap_or_default();
            let is_it =
                |id: &&&Id| id.group == HELM && id.namespace == namespace && id.name == name;
            match self.known.iter().find(is_it) {
                None => return Err(Obstacle::Absent),
                Some(id) if **id == object.id => return Err(Obstacle::Absent),
                Some(id) if self.ready.contains(*id) => {}
                Some(id) => return Err(Obstacle::Needs(object, id.to_string())),
            }
        }
        let namespace = object.text(&["spec", "targetNamespace"]);
        let namespace = namespace.filter(|it| !self.namespaces.contains(it) && !self.has_unknown());
        match namespace {
            Some(namespace) => Err(Obstacle::Needs(object, format!("the namespace `{namespace}`"))),
            None => Ok(()),
        }
    }

    /// Whether a source is there.
    fn source(
        &self,
        object: &'c Object,
        (kind, namespace, name): (&str, &str, &str),
    ) -> Result<(), Obstacle<'c>> {
        let is_given = namespace == FLUX_SYSTEM && name == FLUX_SYSTEM;
        let is_it = |id: &&&Id| id.kind == kind && id.namespace == namespace && id.name == name;
        match self.known.iter().find(is_it) {
            _ if is_given => Ok(()),
            Some(id) if self.applied.contains(*id) => Ok(()),
            Some(id) => Err(Obstacle::Needs(object, id.to_string())),
            None if self.applied.iter().any(|id| is_it(&id)) || self.has_unknown() => Ok(()),
            None => Err(Obstacle::Absent),
        }
    }

    /// What never becomes ready for a reason of its own, each with what waits for it in vain.
    fn findings(&self) -> Vec<Finding> {
        let kustomizations = self.cluster.kustomizations.iter().enumerate();
        let stuck = kustomizations.filter(|(_, it)| !self.ready.contains(&it.object.id));
        let ancestors = self.cluster.ancestors();
        let mut found = Vec::new();
        for (index, kustomization) in stuck {
            let name = kustomization.name();
            let obstacle = self.begins(index).and_then(|()| self.healthy(index));
            let (object, why) = match &obstacle {
                Err(Obstacle::Needs(object, what)) => {
                    (*object, format!("{} needs {what}", object.id))
                }
                Err(Obstacle::Suspended(object)) => {
                    (*object, format!("{} is suspended", object.id))
                }
                Err(Obstacle::Dependency | Obstacle::Absent) | Ok(()) => continue,
            };
            // Who suspends something knows that; what waits for it in vain is worth a word.
            let is_error = !matches!(obstacle, Err(Obstacle::Suspended(_)));
            let waiting = ancestors.iter().filter(|it| it.contains(&index)).count();
            let steps = [Key("metadata"), Key("name")];
            let message = format!("`{name}` never becomes ready: {why}");
            let finding = object.finding(Check::Replay, &steps, message);
            let help = match waiting {
                0 => None,
                1 => Some("Mend this first: another waits for it.".to_owned()),
                _ => Some(format!("Mend this first: {waiting} others wait for it.")),
            };
            found.push(Finding { is_error, help, ..finding });
        }
        found
    }
}
