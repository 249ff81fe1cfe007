//! Which sources a file of the output is made from.

use std::collections::BTreeSet;

use pdl_lang::Analysis;
use pdl_lang::deliver::Delivery;
use pdl_lang::model::{Layer, Piece, Plan, Provision, Reference, Setting, Value, ValueKind};
use pdl_lang::scope::Scope;
use pdl_lang::span::{FileId, FileSpan};

/// Every source of the program.
pub(super) fn every(analysis: &Analysis) -> BTreeSet<FileId> {
    analysis.program.sources.iter().map(|(id, _)| id).collect()
}

/// The source that says the platform's own facts, if any does.
pub(super) fn platform(plan: &Plan) -> Option<FileId> {
    plan.platform.name.as_ref().map(|name| name.at.file)
}

/// The sources of a component on a cluster: where it, its story and the cluster are declared, where the platform is,
/// and where everything stands that its values refer to.
pub(super) fn delivery(plan: &Plan, delivery: &Delivery) -> BTreeSet<FileId> {
    let component = &plan.components[delivery.component];
    let cluster = &plan.clusters[delivery.cluster];
    let story = &plan.stories[delivery.story];
    let mut files = BTreeSet::from([component.at.file, cluster.name.at.file, story.name.at.file]);
    files.extend(platform(plan));
    let scope = Scope { plan, cluster: delivery.cluster };
    let mut collector = Collector { scope, files, seen: Vec::new() };
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
    collector.files
}

struct Collector<'p> {
    scope: Scope<'p>,
    files: BTreeSet<FileId>,
    /// Settings and fields of components that were looked into.
    seen: Vec<FileSpan>,
}

impl<'p> Collector<'p> {
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
                let components = &self.scope.plan.components;
                let named = components.values().find(|it| word(1) == Some(it.name.text.as_str()));
                if let Some(component) = named
                    && self.enter(component.at)
                {
                    self.layer(&component.base);
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
        let Scope { plan, cluster } = self.scope;
        let own = &plan.clusters[cluster].settings;
        own.iter().chain(&plan.settings).find(|setting| setting.name.text == name)
    }

    /// Notes a place; returns whether it is new.
    fn enter(&mut self, at: FileSpan) -> bool {
        self.files.insert(at.file);
        let is_new = !self.seen.contains(&at);
        if is_new {
            self.seen.push(at);
        }
        is_new
    }
}
