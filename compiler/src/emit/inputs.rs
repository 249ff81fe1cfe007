//! Which sources a file of the output is made from.

use std::collections::{BTreeMap, BTreeSet};

use pdl_lang::Analysis;
use pdl_lang::deliver::Delivery;
use pdl_lang::model::{
    ClusterId, Component, Layer, Piece, Plan, Provision, Reference, Setting, Value, ValueKind,
};
use pdl_lang::span::{FileId, FileSpan};

/// Every source of the program, and none that only describes kinds.
pub(super) fn every(analysis: &Analysis) -> BTreeSet<FileId> {
    analysis.program.inputs().map(|(id, _)| id).collect()
}

/// The source that says the platform's own facts, if any does.
pub(super) fn platform(plan: &Plan) -> Option<FileId> {
    plan.platform.name.as_ref().map(|name| name.at.file)
}

/// What can be referred to by name, so that it is found at once.
pub(super) struct Names<'p> {
    plan: &'p Plan,
    components: BTreeMap<&'p str, &'p Component>,
    /// Those of all clusters have none.
    settings: BTreeMap<(Option<ClusterId>, &'p str), &'p Setting>,
}

impl<'p> Names<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        // Of two of one name the first is meant, which comes last here.
        let components = plan.components.values().rev().map(|it| (it.name.text.as_str(), it));
        let shared = plan.settings.iter().rev().map(|it| ((None, it.name.text.as_str()), it));
        let own = plan.clusters.iter().flat_map(|(id, cluster)| {
            let settings = cluster.settings.iter().rev();
            settings.map(move |it| ((Some(id), it.name.text.as_str()), it))
        });
        Self { plan, components: components.collect(), settings: shared.chain(own).collect() }
    }

    /// The sources of a component on a cluster: where it, its story and the cluster are declared, where the platform
    /// is, and where everything stands that its values refer to.
    pub(super) fn delivery(&self, delivery: &Delivery) -> BTreeSet<FileId> {
        let plan = self.plan;
        let component = &plan.components[delivery.component];
        let cluster = &plan.clusters[delivery.cluster];
        let story = &plan.stories[delivery.story];
        let places = [component.at, cluster.name.at, story.name.at];
        let mut files: BTreeSet<FileId> = places.iter().map(|at| at.file).collect();
        files.extend(platform(plan));
        let seen = BTreeSet::new();
        let mut collector = Collector { names: self, cluster: delivery.cluster, files, seen };
        let provisions = component.provides.iter().chain(&component.needs).chain(&component.assume);
        for provision in provisions {
            if let Provision::Object(named) = provision {
                named.values().for_each(|value| collector.value(value));
            }
        }
        let own = component.overrides.iter().filter(|(on, _)| on.value == delivery.cluster);
        for layer in [&component.base].into_iter().chain(own.map(|(_, layer)| layer)) {
            collector.layer(layer);
        }
        let mut files = collector.files;
        let kinds = delivery.resources.iter().map(|it| plan.catalogue.find(&it.kind.value));
        files.extend(kinds.filter_map(|kind| plan.catalogue.origin(&kind.ok()?)));
        files
    }
}

struct Collector<'p, 'n> {
    names: &'n Names<'p>,
    cluster: ClusterId,
    files: BTreeSet<FileId>,
    /// Settings and fields of components that were looked into.
    seen: BTreeSet<FileSpan>,
}

impl<'p> Collector<'p, '_> {
    fn layer(&mut self, layer: &'p Layer) {
        self.files.extend(layer.resources.iter().map(|it| it.at.file));
        for value in layer.values() {
            self.value(value);
        }
    }

    fn value(&mut self, value: &'p Value) {
        match &value.kind {
            ValueKind::Reference(reference) => self.reference(reference),
            ValueKind::Interpolation(pieces) => {
                for piece in pieces {
                    if let Piece::Reference(reference) = piece {
                        self.reference(reference);
                    }
                }
            }
            ValueKind::List(values) => values.iter().for_each(|value| self.value(value)),
            ValueKind::Map(entries) => {
                for entry in entries {
                    self.value(&entry.key);
                    self.value(&entry.value);
                }
            }
            _ => {}
        }
    }

    fn reference(&mut self, reference: &Reference) {
        let word = |index: usize| reference.words.get(index).map(|(word, _)| word.as_str());
        let setting = match word(0) {
            Some("component") => {
                let named = word(1).and_then(|name| self.names.components.get(name));
                if let Some(component) = named.copied()
                    && self.enter(component.at)
                {
                    component.base.fields().for_each(|value| self.value(value));
                }
                return;
            }
            Some("platform") | None => return,
            Some("cluster") => word(1),
            name => name,
        };
        if let Some(setting) = setting.and_then(|name| self.setting(name))
            && self.enter(setting.name.at)
        {
            self.value(&setting.value);
        }
    }

    /// A setting by its name: the cluster's own, or the one of all clusters.
    fn setting(&self, name: &str) -> Option<&'p Setting> {
        let settings = &self.names.settings;
        let own = settings.get(&(Some(self.cluster), name));
        own.or_else(|| settings.get(&(None, name))).copied()
    }

    /// Notes a place; returns whether it is new.
    fn enter(&mut self, at: FileSpan) -> bool {
        self.files.insert(at.file);
        self.seen.insert(at)
    }
}
