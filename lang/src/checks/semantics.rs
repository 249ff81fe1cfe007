//! `PDL6103`–`PDL6108`, `PDL6120`–`PDL6124`, `PDL6204`, `PDL6206`, `PDL6209`, `PDL6210`: what Kubernetes and controllers ask of objects
//! beyond the schemas of their kinds.

mod amounts;
mod choices;
mod containers;
mod gateways;
mod grants;
mod names;
mod networks;
mod pods;
mod selectors;
mod services;
mod shares;
mod tolerations;

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::cron;
use crate::deliver::KubeObject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Value, ValueKind};
use crate::problems::objects as problems;
use crate::rollout::path::each_at;
use crate::rollout::{Placed, Rollout};
use crate::similar;
use crate::span::FileSpan;
use crate::spot::Spot;

/// Fields that take a bare address, whose schemas say no more than that they are strings.
const ADDRESSES: &[(&str, &str)] = &[
    ("CiliumBGPClusterConfig", "spec bgpInstances[] peers[] peerAddress"),
    ("Service", "spec loadBalancerIP"),
];

/// Fields that say when something recurs, and whether with seconds: schemas call them strings.
const TIMES: &[(&str, &str, bool)] = &[
    ("batch/CronJob", "spec schedule", false),
    ("postgresql.cnpg.io/ScheduledBackup", "spec schedule", true),
    ("dragonflydb.io/Dragonfly", "spec snapshot cron", false),
    ("fluxcd.controlplane.io/ResourceSetInputProvider", "spec schedule[] cron", false),
    ("k8up.io/Schedule", "spec backup schedule", false),
    ("longhorn.io/RecurringJob", "spec cron", false),
    ("velero.io/Schedule", "spec schedule", false),
    ("volsync.backube/ReplicationSource", "spec trigger schedule", false),
];

/// Checks every object of every cluster; `is_whole` says whether what seems to be missing is missing.
pub(super) fn check(rollout: &Rollout, is_whole: bool, found: &mut Vec<Diagnostic>) {
    for tree in rollout.trees.values().filter(|_| is_whole) {
        gateways::check(tree, found);
        grants::check(tree, found);
        services::check(tree, found);
    }
    let mut known: BTreeSet<FileSpan> =
        found.iter().filter(|it| it.code == Code::ObjectValueForm).map(Diagnostic::at).collect();
    for (object, placed) in rollout.objects() {
        addresses(object, placed, found);
        times(object, placed, &mut known, found);
        pods::check(object, placed, is_whole, found);
        containers::check(object, placed, is_whole, found);
        networks::check(object, placed, is_whole, found);
        amounts::check(object, placed, is_whole, found);
        choices::check(object, placed, is_whole, found);
        shares::check(object, placed, found);
        tolerations::check(object, placed, found);
        names::data(object, placed, found);
        selectors::check(object, placed, found);
        if placed.kind.is_core("Service") {
            ports(object, found);
        }
        if placed.kind.group == "policy" && placed.kind.name == "PodDisruptionBudget" {
            budget(object, found);
        }
    }
}

/// Whether a map has a key, or one that may be a misspelt one: then nothing is missing.
fn means(map: &Value, key: &str) -> bool {
    let ValueKind::Map(entries) = &map.kind else { return true };
    let mut keys = entries.iter().filter_map(|it| it.key.as_str());
    keys.any(|it| it == key || similar::nearest(it, [key]).is_some())
}

fn addresses(object: &KubeObject, placed: &Placed, found: &mut Vec<Diagnostic>) {
    let kind = placed.kind.name.as_str();
    for (_, path) in ADDRESSES.iter().filter(|(of, _)| *of == kind) {
        each_at(&object.body, Spot::here(object.body.at), path, &mut |value: &Value, spot| {
            let Some(text) = value.as_str() else { return };
            if text.parse::<IpAddr>().is_err() {
                let name = format!("`{}` of `{kind}`", path.replace(' ', "."));
                let why = "takes a bare address";
                let help = "Write it like `10.25.11.1`, without a prefix or port.";
                found.push(problems::wrong_form(spot, &name, why, text, help));
            }
        });
    }
}

/// What was found by a schema is `known`.
fn times(
    object: &KubeObject,
    placed: &Placed,
    known: &mut BTreeSet<FileSpan>,
    found: &mut Vec<Diagnostic>,
) {
    let kind = placed.kind.without_version();
    for (_, path, has_seconds) in TIMES.iter().filter(|(of, ..)| *of == kind) {
        let (fits, (describe, example)): (fn(&str) -> bool, _) =
            if *has_seconds { (cron::six, cron::SIX) } else { (cron::five, cron::FIVE) };
        each_at(&object.body, Spot::here(object.body.at), path, &mut |value: &Value, spot| {
            let Some(text) = value.as_str() else { return };
            // Kubernetes itself has a field for the zone.
            let zoned = kind != "batch/CronJob" && fits(cron::without_zone(text));
            if !zoned && !fits(text) && known.insert(spot.at) {
                let name = format!("`{}` of `{}`", path.replace(' ', "."), placed.kind.name);
                let help = format!("Write it like `{example}`.");
                let why = format!("takes {describe}");
                found.push(problems::wrong_form(spot, &name, &why, text, &help));
            }
        });
    }
}

/// Of several ports of a Service each has a name.
fn ports(object: &KubeObject, found: &mut Vec<Diagnostic>) {
    each_at(&object.body, Spot::here(object.body.at), "spec ports", &mut |list, spot| {
        let ValueKind::List(ports) = &list.kind else { return };
        for (port, index) in ports.iter().zip(0..).filter(|_| ports.len() > 1) {
            if matches!(port.kind, ValueKind::Map(_)) && port.get("name").is_none() {
                let owner = format!("`spec.ports[{index}]` of `Service`");
                found.push(problems::missing_fields(spot.item(port, list), &owner, &["name"]));
            }
        }
    });
}

/// Kubernetes refuses a budget with both bounds.
fn budget(object: &KubeObject, found: &mut Vec<Diagnostic>) {
    let spec = object.body.get("spec");
    let bound = |name| spec.and_then(|it| it.get(name)).map(|it| it.at);
    if let Some((least, most)) = bound("minAvailable").zip(bound("maxUnavailable")) {
        found.push(problems::two_bounds(most, &object.name, least));
    }
}
