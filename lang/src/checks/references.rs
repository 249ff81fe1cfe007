//! References in settings and components: each leads somewhere, to one type, on every cluster it is used on.

mod inside;

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::diagnostic::Diagnostic;
use crate::model::{
    ClusterId, Component, Layer, ObjectRef, Piece, Plan, Provision, Reference, Setting, Shape,
    Spanned, StoryId, Value, ValueKind,
};
use crate::problems::{clusters as cluster_problems, names as problems, types};
use crate::scope::{Finder, Nowhere, Sense};
use crate::similar;
use crate::span::FileSpan;

/// Checks every reference of the plan. `incomplete` keeps silent about unknown names: they may be in a missing file.
///
/// Unless the plan is whole, what uses a setting may be among what is missing from it.
pub(crate) fn check(plan: &Plan, incomplete: bool, is_whole: bool, out: &mut Vec<Diagnostic>) {
    let mut checker = Checker {
        plan,
        finder: Finder::of(plan),
        incomplete,
        is_reached: true,
        used: BTreeSet::new(),
        reported: BTreeSet::new(),
        compared: BTreeSet::new(),
        out,
    };
    checker.settings();
    for component in plan.components.values() {
        checker.component(component);
    }
    if !plan.components.is_empty() && is_whole {
        checker.unused();
    }
}

struct Checker<'p, 'o> {
    plan: &'p Plan,
    finder: Finder<'p>,
    incomplete: bool,
    /// Whether what is checked reaches the clusters that are looked at. Else it reaches none, and a reference must lead
    /// somewhere on one of them.
    is_reached: bool,
    /// Names of settings that something refers to.
    used: BTreeSet<SmolStr>,
    /// What is wrong with a path is said once, at its first use.
    reported: BTreeSet<String>,
    /// Lists and maps whose contents were compared, and on which clusters.
    compared: BTreeSet<(String, Vec<ClusterId>)>,
    out: &'o mut Vec<Diagnostic>,
}

/// A cluster; without one, only what all clusters share is there.
type On = Option<ClusterId>;

/// What a field must resolve to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Anything,
    Text(&'static str),
    Map(&'static str),
}

impl Checker<'_, '_> {
    fn settings(&mut self) {
        let plan = self.plan;
        let all = every_cluster(plan);
        for setting in &plan.settings {
            self.value(&setting.value, &all, Expected::Anything);
        }
        self.provisions(&plan.platform.assume, &all);
        for (id, cluster) in plan.clusters.iter() {
            self.provisions(&cluster.assume, &[Some(id)]);
            for setting in &cluster.settings {
                self.value(&setting.value, &[Some(id)], Expected::Anything);
            }
        }
    }

    fn component(&mut self, component: &Component) {
        let Some(story) = component.story else { return self.stray(component) };
        let reached = self.plan.clusters_of(story.value);
        for (cluster, layer) in &component.overrides {
            let is_certain = !self.plan.stories[story.value].details().is_uncertain;
            if is_certain && !reached.contains(&cluster.value) {
                let name = &self.plan.clusters[cluster.value].name.text;
                let listed = self.plan.stories[story.value].clusters.as_deref();
                let place = listed.and_then(|it| it.first()).map_or(story.at, |first| first.at);
                let component = &component.name.text;
                self.out.push(problems::unreached_cluster(cluster.at, name, component, place));
                continue;
            }
            self.layer(layer, &[Some(cluster.value)]);
        }
        self.is_reached = !reached.is_empty();
        let reached: Vec<_> = reached.into_iter().map(Some).collect();
        let looked_at = if self.is_reached { reached } else { every_cluster(self.plan) };
        self.layer(&component.base, &looked_at);
        self.provisions(&component.provides, &looked_at);
        self.provisions(&component.needs, &looked_at);
        self.provisions(&component.assume, &looked_at);
        self.is_reached = true;
        self.after(component, story);
    }

    /// A component of a story that there is not: nobody knows which clusters it goes to.
    fn stray(&mut self, component: &Component) {
        for (cluster, layer) in &component.overrides {
            self.layer(layer, &[Some(cluster.value)]);
        }
        self.is_reached = false;
        self.layer(&component.base, &every_cluster(self.plan));
        self.is_reached = true;
    }

    fn after(&mut self, component: &Component, story: Spanned<StoryId>) {
        for other in &component.after {
            let theirs = self.plan.components[other.value].story;
            if let Some(theirs) = theirs.filter(|theirs| theirs.value != story.value) {
                let name = &self.plan.components[other.value].name.text;
                let found = problems::after_other_story(other.at, name, story.at, theirs.at);
                self.out.push(found);
            }
        }
    }

    fn layer(&mut self, layer: &Layer, clusters: &[On]) {
        let mut field = |value: &Option<Value>, need| {
            if let Some(value) = value {
                self.value(value, clusters, need);
            }
        };
        field(&layer.namespace, Expected::Text("namespace"));
        if let Some(helm) = &layer.helm {
            field(&helm.chart, Expected::Text("chart"));
            field(&helm.name, Expected::Text("name"));
            field(&helm.version, Expected::Text("version"));
            field(&helm.release, Expected::Text("release"));
            field(&helm.values, Expected::Map("values"));
        }
        if let Some(kustomize) = &layer.kustomize {
            field(&kustomize.url, Expected::Text("url"));
            field(&kustomize.revision, Expected::Text("revision"));
            field(&kustomize.path, Expected::Text("path"));
        }
        for object in layer.ready.iter().flatten() {
            self.object(object, clusters);
        }
        for resource in &layer.resources {
            self.value(&resource.name, clusters, Expected::Text("name"));
            self.value(&resource.body, clusters, Expected::Anything);
        }
    }

    fn provisions(&mut self, provisions: &[Provision], clusters: &[On]) {
        for provision in provisions {
            if let Provision::Object(object) = provision {
                self.object(object, clusters);
            }
        }
    }

    fn object(&mut self, object: &ObjectRef, clusters: &[On]) {
        for value in object.values() {
            self.value(value, clusters, Expected::Text("name"));
        }
    }

    fn value(&mut self, value: &Value, clusters: &[On], need: Expected) {
        match &value.kind {
            ValueKind::Reference(reference) => {
                self.reference(reference, clusters, need, false);
                return;
            }
            ValueKind::Interpolation(pieces) => {
                for piece in pieces {
                    if let Piece::Reference(reference) = piece {
                        self.reference(reference, clusters, Expected::Anything, true);
                    }
                }
            }
            ValueKind::List(values) => {
                for value in values {
                    self.value(value, clusters, Expected::Anything);
                }
            }
            ValueKind::Map(entries) => {
                for entry in entries {
                    self.value(&entry.key, clusters, Expected::Anything);
                    self.value(&entry.value, clusters, Expected::Anything);
                }
            }
            _ => {}
        }
        if let Some(shape) = value.shape() {
            self.fits(value.at, shape, need, value.at);
        }
    }

    fn fits(&mut self, at: FileSpan, shape: Shape, need: Expected, declared: FileSpan) {
        let (field, expected, fits) = match need {
            Expected::Anything => return,
            Expected::Text(field) => (field, "a string", shape == Shape::Str),
            Expected::Map(field) => (field, "a map", shape == Shape::Map),
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
        clusters: &[On],
        need: Expected,
        in_string: bool,
    ) {
        self.mark_used(reference);
        let mut found: Vec<(On, Sense)> = Vec::new();
        let mut missed: Vec<(On, Nowhere)> = Vec::new();
        for cluster in clusters {
            match self.finder.find(*cluster, reference) {
                Ok(value) => found.extend(value.map(|value| (*cluster, value))),
                Err(miss) => missed.push((*cluster, miss)),
            }
        }
        let mut lacking = missed.clone();
        lacking.retain(|(_, miss)| self.is_reached && matches!(miss, Nowhere::Unknown { .. }));
        let mut first = found.first().copied();
        if first.is_none() && !lacking.is_empty() {
            first = self.found_elsewhere(reference, clusters);
        }
        if let Some((Some(cluster), first)) = first {
            if !lacking.is_empty() {
                return self.missing(reference, &lacking, (cluster, first));
            }
        } else if let Some((_, miss)) = missed.first() {
            return self.nowhere(reference, miss, in_string);
        }
        self.one_type(reference, &found);
        let Some((_, Sense { shape, at })) = found.first().copied() else { return };
        if in_string && matches!(shape, Shape::List | Shape::Map) {
            let path = reference.to_string();
            let found = shape.describe();
            self.out.push(types::not_printable(reference.at(), &path, found, at));
        }
        self.fits(reference.at(), shape, need, at);
    }

    /// Where another cluster has what these clusters lack.
    fn found_elsewhere(&mut self, reference: &Reference, clusters: &[On]) -> Option<(On, Sense)> {
        let plan = self.plan;
        let mut others = plan.clusters.ids().map(Some).filter(|id| !clusters.contains(id));
        others.find_map(|on| Some((on, self.finder.find(on, reference).ok()??)))
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
        lacking: &[(On, Nowhere)],
        found: (ClusterId, Sense),
    ) {
        let mut near = None;
        let mut clusters = Vec::new();
        for (on, miss) in lacking {
            let (Some(id), Nowhere::Unknown { step, known, .. }) = (on, miss) else {
                continue;
            };
            // What is missing once is not missing again for each of its parts; `x` and `cluster.x` are one setting.
            let path = prefix(reference, step + 1);
            let setting = path.strip_prefix("cluster.").unwrap_or(&path);
            let is_new = self.reported.insert(format!("{setting} on {id:?}"));
            if !is_new || self.incomplete {
                continue;
            }
            let name = &self.plan.clusters[*id].name;
            clusters.push((name.text.as_str(), name.at));
            let word = reference.words[*step].0.as_str();
            near = near.or_else(|| self.near(*id, word, known));
        }
        if clusters.is_empty() {
            return;
        }
        let declared = Some((self.plan.clusters[found.0].name.text.as_str(), found.1.at));
        let path = reference.to_string();
        let at = reference.at();
        let missing = cluster_problems::missing_setting(at, &path, &clusters, declared, near);
        self.out.push(missing);
    }

    /// The setting of a cluster that likely is what a word means; it counts as used.
    fn near(
        &mut self,
        id: ClusterId,
        word: &str,
        known: &[SmolStr],
    ) -> Option<(SmolStr, FileSpan)> {
        let near = similar::nearest(word, known.iter().map(SmolStr::as_str))?;
        let mut own = self.plan.clusters[id].settings.iter();
        let setting = own.find(|setting| setting.name.text == near)?;
        self.used.insert(setting.name.text.clone());
        Some((setting.name.text.clone(), setting.name.at))
    }

    fn nowhere(&mut self, reference: &Reference, miss: &Nowhere, in_string: bool) {
        let path = reference.to_string();
        match miss {
            Nowhere::Unknown { step, of, known } => {
                if self.incomplete {
                    return;
                }
                let (word, at) = &reference.words[*step];
                let known = known.iter().map(SmolStr::as_str);
                let near = similar::nearest(word, known);
                let found = problems::unknown_reference(reference, *at, word, of, near, in_string);
                self.out.push(found);
            }
            Nowhere::Cycle(steps) => {
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
            Nowhere::TooDeep => {
                if self.reported.insert("too deep".to_owned()) {
                    self.out.push(problems::reference_too_deep(reference.at(), &path));
                }
            }
            Nowhere::TooLarge => {
                if self.reported.insert("too large".to_owned()) {
                    self.out.push(problems::reference_too_large(reference.at(), &path));
                }
            }
            Nowhere::Inside => {}
            Nowhere::NotPrintable(shape, declared) => {
                let (at, found) = (reference.at(), shape.describe());
                self.out.push(types::not_printable(at, &path, found, *declared));
            }
        }
    }

    fn one_type(&mut self, reference: &Reference, found: &[(On, Sense)]) {
        let mut by_shape: BTreeMap<Shape, (ClusterId, FileSpan)> = BTreeMap::new();
        let mut first = None;
        for (on, Sense { shape, at }) in found {
            let Some(id) = *on else { continue };
            first.get_or_insert((id, *shape, *at));
            by_shape.entry(*shape).or_insert((id, *at));
        }
        let Some((id, shape, at)) = first else { return };
        let other = by_shape.into_iter().find(|(other, _)| *other != shape);
        let Some((other_shape, (other_id, other_at))) = other else {
            if matches!(shape, Shape::List | Shape::Map) {
                self.one_type_inside(reference, found);
            }
            return;
        };
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

    /// Compares what lists and maps of several clusters hold, once for the clusters that they are used on.
    fn one_type_inside(&mut self, reference: &Reference, found: &[(On, Sense)]) {
        let clusters: Vec<ClusterId> = found.iter().filter_map(|(on, _)| *on).collect();
        let path = reference.to_string();
        let setting = path.strip_prefix("cluster.").unwrap_or(&path).to_owned();
        if clusters.len() < 2 || !self.compared.insert((setting.clone(), clusters.clone())) {
            return;
        }
        let mut first: Option<(ClusterId, Value)> = None;
        for id in clusters {
            let Ok(value) = self.finder.lookup(Some(id), reference) else { continue };
            let Some((first_id, known)) = &first else {
                first = Some((id, value));
                continue;
            };
            let Some(differs) = inside::difference(known, &value, &path) else { continue };
            if self.reported.insert(setting) {
                let name = |id: ClusterId| self.plan.clusters[id].name.text.as_str();
                let [(shape, at), (other_shape, other_at)] = differs.sides;
                self.out.push(cluster_problems::setting_type_differs(
                    reference.at(),
                    &differs.path,
                    (name(*first_id), shape, at),
                    (name(id), other_shape, other_at),
                ));
            }
            return;
        }
    }

    /// Settings that nothing refers to, each name once with all its places.
    fn unused(&mut self) {
        let mut places: BTreeMap<&str, Vec<FileSpan>> = BTreeMap::new();
        let own = self.plan.clusters.values().flat_map(|cluster| &cluster.settings);
        // Addresses are checked against ranges (`PDL8003`): a range is of use even if no component names it.
        let is_range = |setting: &Setting| {
            matches!(setting.value.kind, ValueKind::AddressRange(..) | ValueKind::Network(_))
        };
        for setting in self.plan.settings.iter().chain(own) {
            if !self.used.contains(&setting.name.text) && !is_range(setting) {
                places.entry(&setting.name.text).or_default().push(setting.name.at);
            }
        }
        for (name, mut places) in places {
            places.sort();
            self.out.push(cluster_problems::unused_setting(places[0], name, &places[1..]));
        }
    }
}

/// All clusters; where there is none, what all would share.
fn every_cluster(plan: &Plan) -> Vec<On> {
    if plan.clusters.is_empty() { vec![None] } else { plan.clusters.ids().map(Some).collect() }
}

/// The first words of a path.
fn prefix(reference: &Reference, words: usize) -> String {
    let words: Vec<&str> = reference.words[..words].iter().map(|(word, _)| word.as_str()).collect();
    words.join(".")
}
