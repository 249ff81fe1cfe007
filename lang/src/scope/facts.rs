//! What a word stands for: facts of clusters, of the platform and of components, and the parts of typed literals.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::Nowhere;
use crate::model::{
    Cluster, ClusterId, Component, Entry, Plan, PlatformSource, Reference, Spanned, Value,
    ValueKind,
};
use crate::span::FileSpan;

/// A fact of a cluster that the table knows.
pub(super) fn cluster_fact(cluster: &Cluster, word: &str) -> Option<Value> {
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

/// A fact of the platform.
pub(super) fn platform_fact(plan: &Plan, reference: &Reference) -> Result<Value, Nowhere> {
    let platform = &plan.platform;
    let word = reference.words.get(1).map_or("", |(word, _)| word.as_str());
    let text = |text: &Option<Spanned<String>>| {
        text.as_ref().map(|text| Value::string(text.value.clone(), text.at))
    };
    let name = || platform.name.as_ref().map(|name| Value::string(name.text.as_str(), name.at));
    let found = match word {
        "name" => name(),
        "title" => text(&platform.title).or_else(name),
        "owner" => text(&platform.owner),
        "date" => {
            platform.date.map(|date| Value { kind: ValueKind::Date(date.value), at: date.at })
        }
        "story-prefix" => Some(Value::string(platform.story_prefix.clone(), reference.at())),
        "source" => platform.source.as_ref().map(|source| source_fact(source, reference.at())),
        _ => None,
    };
    let known = ["name", "title", "owner", "date", "story-prefix", "source"];
    found.ok_or_else(|| unknown(1.min(reference.words.len() - 1), "the platform", &known))
}

/// What is said of the platform's source, as a map.
fn source_fact(source: &PlatformSource, at: FileSpan) -> Value {
    let fields = [
        ("git", &source.git),
        ("branch", &source.branch),
        ("path", &source.path),
        ("oci", &source.oci),
        ("tag", &source.tag),
        ("interval", &source.interval),
        ("secret", &source.secret),
    ];
    let entries = fields.into_iter().filter_map(|(key, text)| {
        let text = text.as_ref()?;
        let value = Value::string(text.value.clone(), text.at);
        Some(Entry { key: Value::string(key, text.at), value })
    });
    Value { kind: ValueKind::Map(entries.collect()), at }
}

/// A fact of a component: on a cluster, what an override for it says wins.
pub(super) fn component_fact<'p>(
    plan: &'p Plan,
    cluster: Option<ClusterId>,
    component: &'p Component,
    word: &str,
) -> Option<Cow<'p, Value>> {
    // As in what is delivered, the last word wins.
    let own = component.overrides.iter().rev().filter(|(on, _)| Some(on.value) == cluster);
    let layers = own.map(|(_, layer)| layer).chain([&component.base]);
    let mut helms = layers.clone().filter_map(|layer| layer.helm.as_ref());
    let name = || Value::string(component.name.text.as_str(), component.name.at);
    match word {
        "name" => Some(Cow::Owned(name())),
        "story" => {
            let story = &plan.stories[component.story?.value].name;
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

/// An unknown word at a step of a path.
pub(super) fn unknown(step: usize, of: &str, known: &[&str]) -> Nowhere {
    let known = known.iter().map(SmolStr::new).collect();
    Nowhere::Unknown { step, of: of.to_owned(), known }
}

/// A part of a typed literal, and the names of all its parts.
pub(super) fn part(kind: &ValueKind, word: &str) -> (Option<ValueKind>, Vec<SmolStr>) {
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
pub(super) fn prefix(reference: &Reference, words: usize) -> String {
    let words: Vec<&str> = reference.words[..words].iter().map(|(word, _)| word.as_str()).collect();
    words.join(".")
}
