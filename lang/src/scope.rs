//! References, looked up for one cluster: its facts, its settings, those of all clusters, the platform, components.

use std::borrow::Cow;

use smol_str::SmolStr;

use crate::limits;
use crate::model::{
    Cluster, ClusterId, Component, Entry, Piece, Plan, Reference, Setting, Shape, Value, ValueKind,
};
use crate::span::FileSpan;

/// What references mean on one cluster.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The cluster.
    pub cluster: ClusterId,
}

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The word at an index of the reference is unknown.
    Unknown {
        /// The index.
        step: usize,
        /// What was asked for it: `` `cluster` ``, a range; empty for the first word.
        of: String,
        /// What is known there.
        known: Vec<SmolStr>,
    },
    /// Settings refer to each other in a circle: where each refers on.
    Cycle(Vec<FileSpan>),
    /// More than [`limits::REFERENCES`] settings refer on.
    TooDeep,
    /// A reference inside the setting leads nowhere; it is reported there.
    Inside,
    /// A list or map inside a string, by its shape and place.
    NotPrintable(Shape, FileSpan),
}

/// The settings that are being looked up, each with the place that refers to it.
type Trail = Vec<(SmolStr, FileSpan)>;

impl<'p> Scope<'p> {
    /// Resolves every reference in a value.
    ///
    /// # Errors
    /// The first reference that leads nowhere, and why.
    pub fn resolve(&self, value: &Value) -> Result<Value, (Reference, Miss)> {
        self.resolve_on(value, &mut Vec::new())
    }

    /// What a reference means here.
    ///
    /// # Errors
    /// Why it leads nowhere.
    pub fn lookup(&self, reference: &Reference) -> Result<Value, Miss> {
        self.lookup_on(reference, &mut Vec::new())
    }

    /// A setting by its name: the cluster's own, or the one of all clusters.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&'p Setting> {
        let own = &self.plan.clusters[self.cluster].settings;
        own.iter().chain(&self.plan.settings).find(|setting| setting.name.text == name)
    }

    fn resolve_on(&self, value: &Value, trail: &mut Trail) -> Result<Value, (Reference, Miss)> {
        let kind = match &value.kind {
            ValueKind::Reference(reference) => {
                let found = self.lookup_on(reference, trail);
                return found.map_err(|miss| (reference.clone(), miss));
            }
            ValueKind::Interpolation(pieces) => ValueKind::Str(self.print(pieces, trail)?),
            ValueKind::List(values) => ValueKind::List(
                values
                    .iter()
                    .map(|value| self.resolve_on(value, trail))
                    .collect::<Result<_, _>>()?,
            ),
            ValueKind::Map(entries) => ValueKind::Map(
                entries.iter().map(|entry| self.entry(entry, trail)).collect::<Result<_, _>>()?,
            ),
            kind => kind.clone(),
        };
        Ok(Value { kind, at: value.at })
    }

    fn entry(&self, entry: &Entry, trail: &mut Trail) -> Result<Entry, (Reference, Miss)> {
        let key = self.resolve_on(&entry.key, trail)?;
        Ok(Entry { key, value: self.resolve_on(&entry.value, trail)? })
    }

    fn print(&self, pieces: &[Piece], trail: &mut Trail) -> Result<String, (Reference, Miss)> {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Reference(reference) => {
                    let at = |miss| (reference.clone(), miss);
                    let value = self.lookup_on(reference, trail).map_err(at)?;
                    let shape = value.shape().unwrap_or(Shape::Map);
                    let printed = value.print();
                    let not_printable = || (reference.clone(), Miss::NotPrintable(shape, value.at));
                    text.push_str(&printed.ok_or_else(not_printable)?);
                }
            }
        }
        Ok(text)
    }

    fn lookup_on(&self, reference: &Reference, trail: &mut Trail) -> Result<Value, Miss> {
        let (first, _) = reference.words.first().ok_or(Miss::Inside)?;
        let (value, taken) = match first.as_str() {
            "cluster" => (self.cluster_field(reference, trail)?, 2),
            "platform" => (self.platform_field(reference)?, 2),
            "component" => (self.component_field(reference, trail)?, 3),
            name => (self.setting_value(name, reference, 0, trail)?, 1),
        };
        step_into(value, reference, taken)
    }

    fn cluster_field(&self, reference: &Reference, trail: &mut Trail) -> Result<Value, Miss> {
        let cluster = &self.plan.clusters[self.cluster];
        let Some((word, _)) = reference.words.get(1) else {
            return Err(self.unknown(0, "`cluster` alone", &[]));
        };
        match known_field(cluster, word) {
            Some(value) => Ok(value),
            None => self.setting_value(word, reference, 1, trail),
        }
    }

    fn setting_value(
        &self,
        name: &str,
        reference: &Reference,
        step: usize,
        trail: &mut Trail,
    ) -> Result<Value, Miss> {
        let Some(setting) = self.setting(name) else {
            let of = if step == 1 { "the cluster" } else { "" };
            return Err(self.unknown(step, of, &["name", "id", "api", "pods", "services"]));
        };
        if let Some(start) = trail.iter().position(|(open, _)| open == name) {
            return Err(cycle(&trail[start..], reference));
        }
        if trail.len() >= limits::REFERENCES {
            return Err(Miss::TooDeep);
        }
        trail.push((name.into(), reference.at()));
        let resolved = self.resolve_on(&setting.value, trail);
        trail.pop();
        resolved.map_err(|(_, miss)| inside(miss))
    }

    fn platform_field(&self, reference: &Reference) -> Result<Value, Miss> {
        let platform = &self.plan.platform;
        let word = reference.words.get(1).map_or("", |(word, _)| word.as_str());
        let text = |text: &Option<crate::model::Spanned<String>>| {
            text.as_ref().map(|text| Value::string(text.value.clone(), text.at))
        };
        let found = match word {
            "name" => platform.name.as_ref().map(|name| Value::string(name.text.as_str(), name.at)),
            "title" => text(&platform.title),
            "owner" => text(&platform.owner),
            "date" => {
                platform.date.map(|date| Value { kind: ValueKind::Date(date.value), at: date.at })
            }
            "story-prefix" => Some(Value::string(platform.story_prefix.clone(), reference.at())),
            _ => None,
        };
        let known = ["name", "title", "owner", "date", "story-prefix"];
        found.ok_or_else(|| unknown(1.min(reference.words.len() - 1), "the platform", &known))
    }

    fn component_field(&self, reference: &Reference, trail: &mut Trail) -> Result<Value, Miss> {
        let name = reference.words.get(1).map_or("", |(word, _)| word.as_str());
        let component = self.plan.components.values().find(|it| it.name.text == name);
        let Some(component) = component else {
            let names: Vec<&str> =
                self.plan.components.values().map(|it| it.name.text.as_str()).collect();
            return Err(unknown(1.min(reference.words.len() - 1), "the plan's components", &names));
        };
        let word = reference.words.get(2).map_or("", |(word, _)| word.as_str());
        let known = ["name", "story", "namespace", "chart", "version", "release"];
        let missing =
            || unknown(2.min(reference.words.len() - 1), &format!("component `{name}`"), &known);
        let value = self.component_value(component, word).ok_or_else(missing)?;
        let key: SmolStr = format!("component.{name}.{word}").into();
        if let Some(start) = trail.iter().position(|(open, _)| *open == key) {
            return Err(cycle(&trail[start..], reference));
        }
        trail.push((key, reference.at()));
        let resolved = self.resolve_on(&value, trail);
        trail.pop();
        resolved.map_err(|(_, miss)| inside(miss))
    }

    fn component_value<'c>(&self, component: &'c Component, word: &str) -> Option<Cow<'c, Value>> {
        let own = component.overrides.iter().find(|(cluster, _)| cluster.value == self.cluster);
        let layers = own.map(|(_, layer)| layer).into_iter().chain([&component.base]);
        let mut helms = layers.clone().filter_map(|layer| layer.helm.as_ref());
        let name = || Value::string(component.name.text.as_str(), component.name.at);
        match word {
            "name" => Some(Cow::Owned(name())),
            "story" => {
                let story = &self.plan.stories[component.story?.value].name;
                Some(Cow::Owned(Value::string(story.text.as_str(), story.at)))
            }
            "namespace" => layers.clone().find_map(|it| it.namespace.as_ref()).map(Cow::Borrowed),
            "chart" => helms.find_map(|helm| helm.chart.as_ref()).map(Cow::Borrowed),
            "version" => helms.find_map(|helm| helm.version.as_ref()).map(Cow::Borrowed),
            "release" => {
                component.base.helm.as_ref()?;
                let given = helms.find_map(|helm| helm.release.as_ref());
                Some(given.map_or_else(|| Cow::Owned(name()), Cow::Borrowed))
            }
            _ => None,
        }
    }

    /// An unknown word among the settings of this cluster.
    fn unknown(&self, step: usize, of: &str, facts: &[&str]) -> Miss {
        let own = &self.plan.clusters[self.cluster].settings;
        let settings = own.iter().chain(&self.plan.settings);
        let facts = if step == 0 { &[] } else { facts };
        let names = facts.iter().map(SmolStr::new);
        let known = names.chain(settings.map(|setting| setting.name.text.clone())).collect();
        Miss::Unknown { step, of: of.to_owned(), known }
    }
}

/// The circle that `closing` closes: the places that refer on, without the one that led into it.
fn cycle(trail: &[(SmolStr, FileSpan)], closing: &Reference) -> Miss {
    let steps = trail.iter().skip(1).map(|(_, at)| *at);
    Miss::Cycle(steps.chain([closing.at()]).collect())
}

/// What a miss further on is to a reference that leads there.
fn inside(miss: Miss) -> Miss {
    match miss {
        Miss::Cycle(_) | Miss::TooDeep => miss,
        Miss::Unknown { .. } | Miss::Inside | Miss::NotPrintable(..) => Miss::Inside,
    }
}

fn unknown(step: usize, of: &str, known: &[&str]) -> Miss {
    let known = known.iter().map(SmolStr::new).collect();
    Miss::Unknown { step, of: of.to_owned(), known }
}

/// A fact of a cluster that the table knows.
fn known_field(cluster: &Cluster, word: &str) -> Option<Value> {
    match word {
        "name" => Some(Value::string(cluster.name.text.as_str(), cluster.name.at)),
        "id" => cluster.id.map(|id| Value { kind: ValueKind::Int(id.value.into()), at: id.at }),
        "api" => cluster.api.as_ref().map(|api| {
            let (host, port) = api.value.clone();
            Value { kind: ValueKind::HostPort(host, port), at: api.at }
        }),
        "pods" => cluster.pods.map(|it| Value { kind: ValueKind::Network(it.value), at: it.at }),
        "services" => {
            cluster.services.map(|it| Value { kind: ValueKind::Network(it.value), at: it.at })
        }
        _ => None,
    }
}

/// Follows the rest of a path into a value.
fn step_into(mut value: Value, reference: &Reference, taken: usize) -> Result<Value, Miss> {
    for (step, (word, _)) in reference.words.iter().enumerate().skip(taken) {
        let at = value.at;
        let (kind, known): (Option<ValueKind>, Vec<SmolStr>) = match value.kind {
            ValueKind::Map(entries) => {
                let keys = entries.iter().filter_map(|it| it.key.as_str()).map(SmolStr::new);
                let keys = keys.collect();
                let found = entries.into_iter().find(|it| it.key.as_str() == Some(word));
                if let Some(entry) = found {
                    value = entry.value;
                    continue;
                }
                (None, keys)
            }
            ref kind => part(kind, word),
        };
        let Some(kind) = kind else {
            let of = format!("`{}`", prefix(reference, step));
            return Err(Miss::Unknown { step, of, known });
        };
        value = Value { kind, at };
    }
    Ok(value)
}

/// A part of a typed literal, and the names of all its parts.
fn part(kind: &ValueKind, word: &str) -> (Option<ValueKind>, Vec<SmolStr>) {
    let names = |names: [&str; 2]| names.map(SmolStr::new).to_vec();
    match (kind, word) {
        (ValueKind::AddressRange(first, _), "start") => {
            (Some(ValueKind::Address(*first)), Vec::new())
        }
        (ValueKind::AddressRange(_, last), "end") => (Some(ValueKind::Address(*last)), Vec::new()),
        (ValueKind::IntRange(first, _), "start") => (Some(ValueKind::Int(*first)), Vec::new()),
        (ValueKind::IntRange(_, last), "end") => (Some(ValueKind::Int(*last)), Vec::new()),
        (ValueKind::DateRange(first, _), "start") => (Some(ValueKind::Date(*first)), Vec::new()),
        (ValueKind::DateRange(_, last), "end") => (Some(ValueKind::Date(*last)), Vec::new()),
        (ValueKind::HostPort(host, _), "host") => (Some(ValueKind::Str(host.clone())), Vec::new()),
        (ValueKind::HostPort(_, port), "port") => {
            (Some(ValueKind::Int((*port).into())), Vec::new())
        }
        (ValueKind::Network(network), "address") => {
            (Some(ValueKind::Address(network.network())), Vec::new())
        }
        (ValueKind::Network(network), "prefix") => {
            (Some(ValueKind::Int(network.prefix_len().into())), Vec::new())
        }
        (ValueKind::AddressRange(..) | ValueKind::IntRange(..) | ValueKind::DateRange(..), _) => {
            (None, names(["start", "end"]))
        }
        (ValueKind::HostPort(..), _) => (None, names(["host", "port"])),
        (ValueKind::Network(_), _) => (None, names(["address", "prefix"])),
        _ => (None, Vec::new()),
    }
}

/// The first words of a path.
fn prefix(reference: &Reference, words: usize) -> String {
    let words: Vec<&str> = reference.words[..words].iter().map(|(word, _)| word.as_str()).collect();
    words.join(".")
}
