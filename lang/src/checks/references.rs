//! References in settings and components: each leads somewhere, to one type, on every cluster it is used on.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::diagnostic::Diagnostic;
use crate::model::{ClusterId, Component, Layer, Piece, Plan, Reference, Shape, Value, ValueKind};
use crate::problems::{clusters as cluster_problems, names as problems, similar, types};
use crate::scope::{Miss, Scope};
use crate::span::FileSpan;

/// Checks every reference of the plan. `incomplete` keeps silent about unknown names: they may be in a missing file.
pub(crate) fn check(plan: &Plan, incomplete: bool, out: &mut Vec<Diagnostic>) {
    let mut checker =
        Checker { plan, incomplete, used: BTreeSet::new(), reported: BTreeSet::new(), out };
    checker.settings();
    for component in plan.components.values() {
        checker.component(component);
    }
    if !plan.components.is_empty() && !incomplete {
        checker.unused();
    }
}

struct Checker<'p, 'o> {
    plan: &'p Plan,
    incomplete: bool,
    /// Names of settings that something refers to.
    used: BTreeSet<SmolStr>,
    /// What is wrong with a path is said once, at its first use.
    reported: BTreeSet<String>,
    out: &'o mut Vec<Diagnostic>,
}

/// What a field must resolve to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Anything,
    Text(&'static str),
    Map(&'static str),
}

impl Checker<'_, '_> {
    fn settings(&mut self) {
        let plan = self.plan;
        let all: Vec<ClusterId> = plan.clusters.ids().collect();
        for setting in &plan.settings {
            self.value(&setting.value, &all, Need::Anything);
        }
        for (id, cluster) in plan.clusters.iter() {
            for setting in &cluster.settings {
                self.value(&setting.value, &[id], Need::Anything);
            }
        }
    }

    fn component(&mut self, component: &Component) {
        let Some(story) = component.story else { return };
        let reached = self.plan.clusters_of(story.value);
        for (cluster, layer) in &component.overrides {
            if !reached.contains(&cluster.value) {
                let name = &self.plan.clusters[cluster.value].name.text;
                let listed = self.plan.stories[story.value].clusters.as_deref();
                let place = listed.and_then(|it| it.first()).map_or(story.at, |first| first.at);
                let component = &component.name.text;
                self.out.push(problems::unreached_cluster(cluster.at, name, component, place));
                continue;
            }
            self.layer(layer, &[cluster.value]);
        }
        self.layer(&component.base, &reached);
        for other in &component.after {
            let theirs = self.plan.components[other.value].story;
            if let Some(theirs) = theirs.filter(|theirs| theirs.value != story.value) {
                let name = &self.plan.components[other.value].name.text;
                let found = problems::after_other_story(other.at, name, story.at, theirs.at);
                self.out.push(found);
            }
        }
    }

    fn layer(&mut self, layer: &Layer, clusters: &[ClusterId]) {
        let mut field = |value: &Option<Value>, need| {
            if let Some(value) = value {
                self.value(value, clusters, need);
            }
        };
        field(&layer.namespace, Need::Text("namespace"));
        if let Some(helm) = &layer.helm {
            field(&helm.chart, Need::Text("chart"));
            field(&helm.name, Need::Text("name"));
            field(&helm.version, Need::Text("version"));
            field(&helm.release, Need::Text("release"));
            field(&helm.values, Need::Map("values"));
        }
        if let Some(kustomize) = &layer.kustomize {
            field(&kustomize.url, Need::Text("url"));
            field(&kustomize.revision, Need::Text("revision"));
            field(&kustomize.path, Need::Text("path"));
        }
        for object in layer.ready.iter().flatten() {
            self.value(&object.name, clusters, Need::Text("name"));
        }
        for resource in &layer.resources {
            self.value(&resource.name, clusters, Need::Text("name"));
            self.value(&resource.body, clusters, Need::Anything);
        }
    }

    fn value(&mut self, value: &Value, clusters: &[ClusterId], need: Need) {
        match &value.kind {
            ValueKind::Reference(reference) => {
                self.reference(reference, clusters, need, false);
                return;
            }
            ValueKind::Interpolation(pieces) => {
                for piece in pieces {
                    if let Piece::Reference(reference) = piece {
                        self.reference(reference, clusters, Need::Anything, true);
                    }
                }
            }
            ValueKind::List(values) => {
                for value in values {
                    self.value(value, clusters, Need::Anything);
                }
            }
            ValueKind::Map(entries) => {
                for entry in entries {
                    self.value(&entry.key, clusters, Need::Anything);
                    self.value(&entry.value, clusters, Need::Anything);
                }
            }
            _ => {}
        }
        if let Some(shape) = value.shape() {
            self.fits(value.at, shape, need, value.at);
        }
    }

    fn fits(&mut self, at: FileSpan, shape: Shape, need: Need, declared: FileSpan) {
        let (field, expected, fits) = match need {
            Need::Anything => return,
            Need::Text(field) => (field, "a string", shape == Shape::Str),
            Need::Map(field) => (field, "a map", shape == Shape::Map),
        };
        if !fits {
            let found = shape.describe();
            self.out.push(if at == declared {
                types::wrong_type(at, field, expected, found)
            } else {
                types::resolved_type(at, field, expected, found, declared)
            });
        }
    }

    fn reference(
        &mut self,
        reference: &Reference,
        clusters: &[ClusterId],
        need: Need,
        in_string: bool,
    ) {
        self.mark_used(reference);
        let mut found: Vec<(ClusterId, Value)> = Vec::new();
        let mut missed: Vec<(ClusterId, Miss)> = Vec::new();
        for cluster in clusters {
            match (Scope { plan: self.plan, cluster: *cluster }).lookup(reference) {
                Ok(value) => found.push((*cluster, value)),
                Err(miss) => missed.push((*cluster, miss)),
            }
        }
        let lacking: Vec<ClusterId> = missed
            .iter()
            .filter(|(_, miss)| matches!(miss, Miss::Unknown { .. }))
            .map(|(cluster, _)| *cluster)
            .collect();
        let elsewhere = || self.found_elsewhere(reference, clusters);
        if let Some(first) =
            found.first().cloned().or_else(|| (!lacking.is_empty()).then(elsewhere)?)
        {
            if !lacking.is_empty() {
                return self.missing(reference, &lacking, &first);
            }
        } else if let Some((_, miss)) = missed.first() {
            return self.nowhere(reference, miss);
        }
        self.one_type(reference, &found);
        let Some((_, value)) = found.first() else { return };
        let Some(shape) = value.shape() else { return };
        if in_string && matches!(shape, Shape::List | Shape::Map) {
            let path = reference.to_string();
            let found = shape.describe();
            self.out.push(types::not_printable(reference.at(), &path, found, value.at));
        }
        self.fits(reference.at(), shape, need, value.at);
    }

    /// Where another cluster has what these clusters lack.
    fn found_elsewhere(
        &self,
        reference: &Reference,
        clusters: &[ClusterId],
    ) -> Option<(ClusterId, Value)> {
        let others = self.plan.clusters.ids().filter(|id| !clusters.contains(id));
        let mut found = others.filter_map(|cluster| {
            let scope = Scope { plan: self.plan, cluster };
            scope.lookup(reference).ok().map(|value| (cluster, value))
        });
        found.next()
    }

    fn mark_used(&mut self, reference: &Reference) {
        let words = &reference.words;
        let name = match words.first().map(|(word, _)| word.as_str()) {
            Some("cluster") => words.get(1),
            Some("platform" | "component") | None => None,
            Some(_) => words.first(),
        };
        if let Some((name, _)) = name {
            self.used.insert(name.clone());
        }
    }

    fn missing(
        &mut self,
        reference: &Reference,
        lacking: &[ClusterId],
        found: &(ClusterId, Value),
    ) {
        let path = reference.to_string();
        // `x` and `cluster.x` are one setting.
        let setting = path.strip_prefix("cluster.").unwrap_or(&path);
        let mut lacking = lacking.to_vec();
        lacking.retain(|id| self.reported.insert(format!("{setting} on {id:?}")));
        if self.incomplete || lacking.is_empty() {
            return;
        }
        let name = |id: ClusterId| {
            let name = &self.plan.clusters[id].name;
            (name.text.as_str(), name.at)
        };
        let lacking: Vec<_> = lacking.iter().map(|id| name(*id)).collect();
        let declared = Some((name(found.0).0, found.1.at));
        let at = reference.at();
        self.out.push(cluster_problems::missing_setting(at, &path, &lacking, declared));
    }

    fn nowhere(&mut self, reference: &Reference, miss: &Miss) {
        let path = reference.to_string();
        match miss {
            Miss::Unknown { step, of, known } => {
                if self.incomplete {
                    return;
                }
                let (word, at) = &reference.words[*step];
                let known = known.iter().map(SmolStr::as_str);
                let near = similar::nearest(word, known);
                self.out.push(problems::unknown_reference(reference, *at, word, of, near));
            }
            Miss::Cycle(steps) => {
                let mut sorted = steps.clone();
                sorted.sort();
                // Every setting of a circle leads into it: it is said once, at its first place.
                let key = format!("cycle {sorted:?}");
                let Some((first, others)) =
                    sorted.split_first().filter(|_| self.reported.insert(key))
                else {
                    return;
                };
                self.out.push(problems::reference_cycle(*first, &path, others));
            }
            Miss::TooDeep => {
                if self.reported.insert("too deep".to_owned()) {
                    self.out.push(problems::reference_too_deep(reference.at(), &path));
                }
            }
            Miss::Inside => {}
            Miss::NotPrintable(shape, declared) => {
                let (at, found) = (reference.at(), shape.describe());
                self.out.push(types::not_printable(at, &path, found, *declared));
            }
        }
    }

    fn one_type(&mut self, reference: &Reference, found: &[(ClusterId, Value)]) {
        let shapes = found.iter().filter_map(|(id, value)| Some((*id, value.shape()?, value.at)));
        let mut by_shape: BTreeMap<Shape, (ClusterId, FileSpan)> = BTreeMap::new();
        let mut first = None;
        for (id, shape, at) in shapes {
            first.get_or_insert((id, shape, at));
            by_shape.entry(shape).or_insert((id, at));
        }
        let Some((id, shape, at)) = first else { return };
        let other = by_shape.into_iter().find(|(other, _)| *other != shape);
        let Some((other_shape, (other_id, other_at))) = other else { return };
        let path = reference.to_string();
        let setting = path.strip_prefix("cluster.").unwrap_or(&path);
        if !self.reported.insert(setting.to_owned()) {
            return;
        }
        let name = |id: ClusterId| self.plan.clusters[id].name.text.as_str();
        self.out.push(cluster_problems::setting_type_differs(
            reference.at(),
            &path,
            (name(id), shape, at),
            (name(other_id), other_shape, other_at),
        ));
    }

    /// Settings that nothing refers to, each name once with all its places.
    fn unused(&mut self) {
        let mut places: BTreeMap<&str, Vec<FileSpan>> = BTreeMap::new();
        let own = self.plan.clusters.values().flat_map(|cluster| &cluster.settings);
        for setting in self.plan.settings.iter().chain(own) {
            if !self.used.contains(&setting.name.text) {
                places.entry(&setting.name.text).or_default().push(setting.name.at);
            }
        }
        for (name, mut places) in places {
            places.sort();
            self.out.push(cluster_problems::unused_setting(places[0], name, &places[1..]));
        }
    }
}
