//! Secrets that the plan assumes: somebody has to make them by hand before what reads them comes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::flux::FLUX_SYSTEM;
use pdl_lang::Analysis;
use pdl_lang::deliver::{Deliverer, Mention, Provided};
use pdl_lang::model::{Value, ValueKind};
use pdl_lang::rollout::{Target, Tree};
use pdl_lang::span::FileSpan;

/// A Secret that nothing delivers.
#[derive(Debug, Default)]
pub(super) struct Secret {
    /// Its keys, as far as objects name them.
    pub(super) keys: BTreeSet<String>,
    /// The components that read it, as far as it shows, in the order in which Flux applies them.
    pub(super) readers: Vec<String>,
}

/// The Secrets of a cluster, by namespace and name; the credentials of the source have a step of their own.
pub(super) fn secrets(analysis: &Analysis, tree: &Tree) -> BTreeMap<(String, String), Secret> {
    let plan = &analysis.plan;
    let mut found: BTreeMap<(String, String), Secret> = BTreeMap::new();
    for assumed in Deliverer::of(plan).assumed(tree.cluster) {
        found.extend(secret(&assumed, None).map(|key| (key, Secret::default())));
    }
    for unit in tree.all() {
        let around = unit.delivery.namespace.as_deref();
        for assumed in &unit.delivery.assume {
            found.extend(secret(assumed, around).map(|key| (key, Secret::default())));
        }
    }
    let own = plan.platform.source.as_ref().and_then(|source| source.secret.as_ref());
    if let Some(own) = own {
        found.remove(&(FLUX_SYSTEM.to_owned(), own.value.clone()));
    }
    for unit in tree.all() {
        for need in &unit.needs {
            let Target::Object { kind: "Secret", namespace: Some(space), name: Some(name) } =
                &need.target
            else {
                continue;
            };
            let Some(secret) = found.get_mut(&(space.to_string(), name.to_string())) else {
                continue;
            };
            let reader = &plan.components[unit.delivery.component].name.text;
            if secret.readers.last().is_none_or(|last| last != reader.as_str()) {
                secret.readers.push(reader.to_string());
            }
            for object in &unit.delivery.resources {
                secret.keys.extend(key(&object.body, need.at));
            }
        }
    }
    found
}

/// Namespace and name of an assumed Secret.
fn secret(assumed: &Provided, around: Option<&str>) -> Option<(String, String)> {
    let Provided::Object(Mention { kind, namespace, name, .. }) = assumed else { return None };
    let namespace = namespace.as_deref().or(around)?;
    let is_secret = matches!(kind.as_str(), "Secret" | "v1/Secret");
    is_secret.then(|| (namespace.to_owned(), name.clone()))
}

/// The `key` beside the name that is written at a place.
fn key(value: &Value, at: FileSpan) -> Option<String> {
    match &value.kind {
        ValueKind::Map(entries) => {
            let is_it = value.get("name").is_some_and(|name| name.at == at);
            let beside = value.get("key").filter(|_| is_it).and_then(Value::as_str);
            let beside = beside.map(str::to_owned);
            beside.or_else(|| entries.iter().find_map(|entry| key(&entry.value, at)))
        }
        ValueKind::List(items) => items.iter().find_map(|item| key(item, at)),
        _ => None,
    }
}
