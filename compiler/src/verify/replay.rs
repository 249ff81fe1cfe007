//! Flux's part, played to the end: which Kustomization becomes ready when, and which never does.
//!
//! The source and the root are there by hand. A Kustomization is applied once all it waits for is ready, its source is
//! there, and what its objects need is there: namespaces and definitions, which Flux applies before the rest. It is
//! ready when what it waits for is: everything it applies, or what its health checks name. A release is ready once its
//! chart's source and the releases it waits for are. Nothing else is held against a tree, and the round ends when
//! nothing changes any more.

use std::collections::{BTreeMap, BTreeSet};

use super::health::health_checks;
use super::lines::Step::Key;
use super::tree::{Cluster, HELM, Id, KUSTOMIZE, Object};
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
    known: BTreeMap<&'c Id, &'c Object>,
    /// The Kustomization that applies an object; none for the root.
    owners: BTreeMap<&'c Id, Option<usize>>,
    /// What may be a source, by kind, namespace and name.
    sources: BTreeMap<Name<'c>, &'c Id>,
    /// What is there by hand and may be a source.
    given: BTreeSet<Name<'c>>,
    /// Namespaces that some object makes.
    made: BTreeSet<&'c str>,
}

/// Kind, namespace and name.
type Name<'c> = (&'c str, &'c str, &'c str);

/// What is applied together: namespaces and definitions come first.
struct Beside<'c> {
    namespaces: BTreeSet<&'c str>,
    definitions: BTreeSet<(String, String)>,
}

impl<'c> Beside<'c> {
    fn of(objects: &'c [Object]) -> Self {
        let namespaces = objects.iter().filter(|it| it.id.kind == "Namespace");
        Self {
            namespaces: namespaces.map(|it| it.id.name.as_str()).collect(),
            definitions: objects.iter().filter_map(definitions::defined).collect(),
        }
    }
}

/// Why a Kustomization does not get on.
enum Obstacle<'c> {
    /// It waits for another, or that one for it: those that it waits for say why.
    Dependency(Option<usize>),
    /// It is told elsewhere: something it names is not there at all.
    Absent,
    /// It, or a release of it, is suspended.
    Suspended(&'c Object),
    /// It needs something that comes later, or never.
    Needs(&'c Object, String),
}

/// What came of the play.
pub(super) struct Outcome {
    /// How it went.
    pub(super) replayed: Replayed,
    /// What never becomes ready, and why.
    pub(super) findings: Vec<Finding>,
    /// What never becomes ready, though nothing that it waits for is suspended.
    pub(super) unexplained: Vec<String>,
}

/// Plays, and says what never becomes ready and why.
pub(super) fn replay(cluster: &Cluster) -> Outcome {
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
    let obstacles = state.obstacles();
    let unexplained = obstacles.keys().filter(|it| !is_suspended(&obstacles, **it));
    let unexplained = unexplained.map(|it| cluster.kustomizations[*it].name().to_owned()).collect();
    Outcome { replayed, findings: state.findings(&obstacles), unexplained }
}

/// Whether a Kustomization, or what it waits for, is suspended.
fn is_suspended(obstacles: &BTreeMap<usize, Option<Obstacle<'_>>>, index: usize) -> bool {
    let mut met = BTreeSet::new();
    let mut next = Some(index);
    while let Some(index) = next.filter(|it| met.insert(*it)) {
        next = match obstacles.get(&index) {
            Some(Some(Obstacle::Suspended(_))) => return true,
            Some(Some(Obstacle::Dependency(other))) => *other,
            _ => None,
        };
    }
    false
}

impl<'c> State<'c> {
    fn new(cluster: &'c Cluster) -> Self {
        let definitions = cluster.objects().filter_map(|(_, object)| definitions::defined(object));
        let mut known = BTreeMap::new();
        let mut owners = BTreeMap::new();
        for (owner, object) in cluster.objects() {
            known.entry(&object.id).or_insert(object);
            owners.entry(&object.id).or_insert(owner);
        }
        let name = |id: &'c Id| (id.kind.as_str(), id.namespace.as_str(), id.name.as_str());
        let mut state = Self {
            cluster,
            begun: BTreeSet::new(),
            applied: cluster.bootstrap.objects.iter().collect(),
            ready: BTreeSet::new(),
            namespaces: cluster.bootstrap.namespaces.iter().map(String::as_str).collect(),
            definitions: definitions.collect(),
            defined: cluster.bootstrap.definitions.clone(),
            sources: known.keys().rev().map(|id| (name(id), *id)).collect(),
            known,
            owners,
            given: cluster.bootstrap.objects.iter().map(name).collect(),
            made: cluster.objects().filter_map(|(_, it)| namespaces::made_by(it)).collect(),
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
            let owner = self.owners.get(&object.id).copied().flatten();
            return Err(Obstacle::Dependency(owner));
        }
        if object.is_true(&["spec", "suspend"]) {
            return Err(Obstacle::Suspended(object));
        }
        for (namespace, name) in kustomization.depends_on() {
            let Some(other) = self.cluster.find(namespace, name) else {
                let (namespace, name) = (namespace.to_owned(), name.to_owned());
                let is_there =
                    self.cluster.bootstrap.has(&Id { namespace, name, ..object.id.clone() });
                if is_there {
                    continue;
                }
                return Err(Obstacle::Absent);
            };
            if !self.ready.contains(&self.cluster.kustomizations[other].object.id) {
                return Err(Obstacle::Dependency(Some(other)));
            }
        }
        match sources::of_kustomization(object) {
            Some(source) => self.source(object, source)?,
            None => return Err(Obstacle::Absent),
        }
        if kustomization.is_missing() {
            return Err(Obstacle::Absent);
        }
        let beside = Beside::of(kustomization.objects());
        kustomization.objects().iter().try_for_each(|it| self.can_apply(&beside, it))
    }

    /// Whether an object can be applied together with others, of which definitions and namespaces come first.
    fn can_apply(&self, beside: &Beside<'c>, object: &'c Object) -> Result<(), Obstacle<'c>> {
        let namespace = object.id.namespace.as_str();
        if !namespace.is_empty()
            && !self.namespaces.contains(namespace)
            && !beside.namespaces.contains(namespace)
        {
            if !self.made.contains(namespace) {
                return if self.has_unknown() { Ok(()) } else { Err(Obstacle::Absent) };
            }
            return Err(Obstacle::Needs(object, format!("the namespace `{namespace}`")));
        }
        let kind = (object.id.group.clone(), object.id.kind.clone());
        let is_open = self.definitions.contains(&kind) && !self.defined.contains(&kind);
        if is_open && !beside.definitions.contains(&kind) {
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
            let Some(object) = self.known.get(&id) else { continue };
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
        if !object.is(KUSTOMIZE, "Kustomization") || self.ready.contains(&object.id) {
            return Ok(());
        }
        Err(Obstacle::Dependency(self.cluster.find(&object.id.namespace, &object.id.name)))
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
            let id =
                Id { namespace: namespace.to_owned(), name: name.to_owned(), ..object.id.clone() };
            let is_known = id != object.id && self.known.contains_key(&id);
            if !is_known {
                if self.cluster.bootstrap.has(&id) {
                    continue;
                }
                return Err(Obstacle::Absent);
            }
            if !self.ready.contains(&id) {
                return Err(Obstacle::Needs(object, id.to_string()));
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
        let is_given = sources::is_given(self.cluster, kind, namespace, name);
        let wanted = (kind, namespace, name);
        let found = self.sources.get(&wanted);
        let source = found.and_then(|id| self.known.get(*id));
        if let Some(source) = source.filter(|it| it.is_true(&["spec", "suspend"])) {
            return Err(Obstacle::Suspended(source));
        }
        match found {
            _ if is_given => Ok(()),
            Some(id) if self.applied.contains(*id) => Ok(()),
            Some(id) => Err(Obstacle::Needs(object, id.to_string())),
            None if self.given.contains(&wanted) || self.has_unknown() => Ok(()),
            None => Err(Obstacle::Absent),
        }
    }

    /// What stands in the way of those that never become ready.
    fn obstacles(&self) -> BTreeMap<usize, Option<Obstacle<'c>>> {
        let kustomizations = self.cluster.kustomizations.iter().enumerate();
        let stuck = kustomizations.filter(|(_, it)| !self.ready.contains(&it.object.id));
        let obstacle = |index| self.begins(index).and_then(|()| self.healthy(index)).err();
        stuck.map(|(index, _)| (index, obstacle(index))).collect()
    }

    /// What never becomes ready for a reason of its own, each with what waits for it in vain.
    fn findings(&self, obstacles: &BTreeMap<usize, Option<Obstacle<'c>>>) -> Vec<Finding> {
        let mut found = Vec::new();
        if obstacles.is_empty() {
            return found;
        }
        let ancestors = self.cluster.ancestors();
        for (&index, obstacle) in obstacles {
            let name = self.cluster.kustomizations[index].name();
            let (object, why) = match obstacle {
                Some(Obstacle::Needs(object, what)) => {
                    (*object, format!("{} needs {what}", object.id))
                }
                Some(Obstacle::Suspended(object)) => {
                    (*object, format!("{} is suspended", object.id))
                }
                // Nobody meant to suspend what waits for something that is.
                Some(Obstacle::Dependency(_)) => {
                    let is_held = |it: &&usize| {
                        matches!(obstacles.get(it), Some(Some(Obstacle::Suspended(_))))
                    };
                    let Some(other) = ancestors[index].iter().find(is_held) else { continue };
                    let other = self.cluster.kustomizations[*other].name();
                    let own = &self.cluster.kustomizations[index].object;
                    (own, format!("it waits for `{other}`, which is suspended"))
                }
                Some(Obstacle::Absent) | None => continue,
            };
            // Who suspends something knows that.
            let is_error = !matches!(obstacle, Some(Obstacle::Suspended(_)));
            let waiting = ancestors.iter().filter(|it| it.contains(&index)).count();
            let steps = [Key("metadata"), Key("name")];
            let message = format!("`{name}` never becomes ready: {why}");
            let finding = object.finding(Check::Replay, &steps, message);
            let help = match waiting {
                _ if matches!(obstacle, Some(Obstacle::Dependency(_))) => {
                    Some("Suspend it as well, or let the other go on.".to_owned())
                }
                0 => None,
                _ if !is_error => None,
                1 => Some("Mend this first: another waits for it.".to_owned()),
                _ => Some(format!("Mend this first: {waiting} others wait for it.")),
            };
            found.push(Finding { is_error, help, ..finding });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::FLUX_SYSTEM;
    use super::*;

    #[test]
    fn what_waits_for_the_suspended_is_excused_and_nothing_else() {
        let id = Id {
            group: KUSTOMIZE.to_owned(),
            kind: "Kustomization".to_owned(),
            namespace: FLUX_SYSTEM.to_owned(),
            name: "a".to_owned(),
        };
        let (file, text) = (String::new(), String::new());
        let object = Object { file, line: 1, id, value: serde_yaml::Value::Null, text };
        let obstacles = BTreeMap::from([
            (0, Some(Obstacle::Suspended(&object))),
            (1, Some(Obstacle::Dependency(Some(0)))),
            (2, Some(Obstacle::Dependency(Some(1)))),
            (3, Some(Obstacle::Absent)),
            (4, Some(Obstacle::Dependency(Some(5)))),
            (5, Some(Obstacle::Dependency(Some(4)))),
            (6, Some(Obstacle::Dependency(None))),
            (7, None),
        ]);
        let excused = obstacles.keys().filter(|it| is_suspended(&obstacles, **it));
        assert_eq!(excused.collect::<Vec<_>>(), [&0, &1, &2]);
    }
}
