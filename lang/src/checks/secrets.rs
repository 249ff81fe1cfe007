//! `PDL6202`, `PDL6203`, `PDL6208`, `PDL8008`: what an `ExternalSecret` asks of a store, against its inventory, and for
//! which cluster.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::Context;
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{ClusterId, Inventory, Plan, Provision, Value};
use crate::problems::secrets as problems;
use crate::rollout::path::each;
use crate::rollout::{Rollout, Target, Tree, Unit};
use crate::similar;
use crate::span::FileSpan;

/// Where the specification of what is fetched stands, by kind.
const SPECS: &[(&str, &str)] =
    &[("ExternalSecret", "spec"), ("ClusterExternalSecret", "spec externalSecretSpec")];

/// Where in it an item is named, and where the store that holds it, if it is another than all others use.
const ITEMS: &[(&str, &str)] = &[("data[]", "remoteRef"), ("dataFrom[]", "extract")];

pub(super) fn check(cx: Context, rollout: &Rollout, found: &mut Vec<Diagnostic>) {
    if cx.has_all(rollout) {
        stores(cx.plan, rollout, found);
    }
    for tree in rollout.trees.values() {
        for (object, placed) in tree.units.iter().flat_map(Unit::placed) {
            let spec = SPECS.iter().find(|(kind, _)| placed.kind.name == *kind);
            if let Some((_, path)) = spec.filter(|_| placed.kind.group == "external-secrets.io") {
                object_asks(cx, tree.cluster, object, path, found);
            }
        }
    }
}

/// Inventories of stores that nobody has: what is asked of the store that is meant goes unchecked.
fn stores(plan: &Plan, rollout: &Rollout, found: &mut Vec<Diagnostic>) {
    if plan.inventories.is_empty() {
        return;
    }
    let mut known: BTreeMap<SmolStr, Option<FileSpan>> = BTreeMap::new();
    for cluster in plan.clusters.ids() {
        for (target, offer) in rollout.offers.on(cluster) {
            known.extend(store(target).map(|name| (name.clone(), Some(offer.at))));
        }
    }
    for need in rollout.trees.values().flat_map(Tree::all).flat_map(|unit| &unit.needs) {
        if let Some(name) = store(&need.target) {
            known.entry(name.clone()).or_insert(None);
        }
    }
    let layers = plan.clusters.values().map(|it| &it.assume);
    let layers = layers.chain(plan.components.values().map(|it| &it.assume));
    for provision in layers.flatten().chain(&plan.platform.assume) {
        let Provision::Object(object) = provision else { continue };
        let name = object.name.as_str().filter(|_| object.kind.ends_with("SecretStore"));
        known.extend(name.map(|name| (name.into(), Some(object.at))));
    }
    for store in plan.inventories.iter().map(|it| &it.store) {
        if !known.contains_key(&store.text) {
            let near = similar::nearest(&store.text, known.keys().map(SmolStr::as_str));
            let near = near.map(|near| (near, known.get(near).copied().flatten()));
            found.push(problems::unknown_store(store, near));
        }
    }
}

/// The name of a secret store.
fn store(target: &Target) -> Option<&SmolStr> {
    match target {
        Target::Object { kind, name, .. } if kind.ends_with("SecretStore") => name.as_ref(),
        _ => None,
    }
}

fn object_asks(
    cx: Context,
    cluster: ClusterId,
    object: &KubeObject,
    path: &str,
    found: &mut Vec<Diagnostic>,
) {
    each(&object.body, path, &mut |spec| {
        let usual = spec.get("secretStoreRef").and_then(|it| it.get("name"));
        for (list, field) in ITEMS {
            each(spec, list, &mut |entry| {
                let own = entry.get("sourceRef").and_then(|it| it.get("storeRef"));
                let store = own.and_then(|it| it.get("name")).or(usual).and_then(Value::as_str);
                if let Some((asked, store)) = entry.get(field).zip(store) {
                    let inventory = cx.plan.inventories.iter().find(|it| it.store.text == store);
                    item(cx.plan, cluster, asked, inventory, found);
                }
            });
        }
    });
}

/// Checks one item and the property of it that is asked for.
fn item(
    plan: &Plan,
    cluster: ClusterId,
    asked: &Value,
    inventory: Option<&Inventory>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(key) = asked.get("key") else { return };
    let Some(name) = key.as_str() else { return };
    if let Some(other) = other_cluster(plan, cluster, name) {
        let own = plan.clusters[cluster].name.text.as_str();
        let meant = with_part(name, other, own);
        // Without a counterpart the item may well be meant for both.
        let is_own = |it: &Inventory| it.items.iter().any(|item| item.name.text == meant);
        if inventory.is_none_or(is_own) {
            return found.push(problems::item_of_other_cluster(key.at, name, [own, other], &meant));
        }
    }
    let Some(inventory) = inventory else { return };
    let Some(known) = inventory.items.iter().find(|it| it.name.text == name) else {
        let names = inventory.items.iter().map(|it| it.name.text.as_str());
        let near = similar::nearest(name, names);
        let near = near.and_then(|near| inventory.items.iter().find(|it| it.name.text == near));
        return found.push(problems::unknown_item(key.at, name, inventory, near));
    };
    let Some(property) = asked.get("property") else { return };
    let Some(text) = property.as_str() else { return };
    let is_known = known.properties.iter().any(|it| it.value == text);
    if !is_known && !known.properties.is_empty() {
        let near = similar::nearest(text, known.properties.iter().map(|it| it.value.as_str()));
        found.push(problems::unknown_property(property.at, text, known, near));
    }
}

/// Another cluster whose name is a part of a path that does not name its own.
fn other_cluster<'p>(plan: &'p Plan, own: ClusterId, path: &str) -> Option<&'p str> {
    let names = |id: ClusterId| plan.clusters[id].name.text.as_str();
    if path.split('/').any(|part| part == names(own)) {
        return None;
    }
    plan.clusters.ids().map(names).find(|name| path.split('/').any(|part| part == *name))
}

fn with_part(path: &str, old: &str, new: &str) -> String {
    let parts = path.split('/').map(|part| if part == old { new } else { part });
    parts.collect::<Vec<_>>().join("/")
}
