//! `PDL8003`, `PDL8004`, `PDL8008`: addresses, nodes and disks in the objects of a cluster, against those of others.
//!
//! A setting that is wrong by what its name means on other clusters was reported where it is declared.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::Context;
use crate::deliver::KubeObject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ClusterId, Plan, Value, ValueKind};
use crate::problems::clusters::{self as addresses, RangeFact};
use crate::problems::secrets as problems;
use crate::rollout::path::each;
use crate::rollout::{Placed, Rollout, Unit, pools};
use crate::span::FileSpan;
use crate::spot::Spot;

/// With it, services share an address.
const SHARING: &str = "metadata annotations lbipam.cilium.io/sharing-key";

/// Where the disks of a machine have names that no other disk has.
const BY_ID: &str = "/dev/disk/by-id/";

pub(super) fn check(cx: Context, rollout: &Rollout, found: &mut Vec<Diagnostic>) {
    let plan = cx.plan;
    let outside = found.iter().filter(|it| it.code == Code::AddressOutsidePool);
    let outside: BTreeSet<FileSpan> = outside.map(Diagnostic::at).collect();
    let owned = Owned::of(plan, found);
    for tree in rollout.trees.values() {
        let mut given: BTreeMap<IpAddr, (String, FileSpan)> = BTreeMap::new();
        for (object, placed) in tree.units.iter().flat_map(Unit::placed) {
            let label = format!("{}/{}", placed.kind.name, object.name);
            for (address, spot) in asked(object, placed) {
                // A setting that is wrong was reported where it is written.
                if spot.setting.is_none_or(|at| !outside.contains(&at)) {
                    owned.pool(plan, tree.cluster, address, spot, &label, found);
                }
                let mut is_shared = false;
                each(&object.body, SHARING, &mut |_| is_shared = true);
                let own = (label.clone(), object.name_at);
                let first = given.entry(address).or_insert_with(|| own.clone());
                if first.1 != own.1 && !is_shared {
                    let names = [first.0.as_str(), own.0.as_str()];
                    let text = address.to_string();
                    found.push(addresses::duplicate_address(own.1, &text, first.1, names));
                }
            }
            owned.names(plan, tree.cluster, object.at, &label, &object.body, found);
        }
        for release in tree.units.iter().filter_map(|unit| unit.delivery.helm.as_ref()) {
            let label = format!("HelmRelease/{}", release.name);
            if let Some(values) = &release.values {
                owned.names(plan, tree.cluster, release.at, &label, values, found);
            }
        }
    }
}

/// The addresses that an object asks for, and where; each once.
fn asked(object: &KubeObject, placed: &Placed) -> BTreeMap<IpAddr, Spot> {
    let mut asked = BTreeMap::new();
    for it in pools::asked(object, placed) {
        asked.entry(it.address).or_insert(it.spot);
    }
    asked
}

fn is_within(whole: FileSpan, at: FileSpan) -> bool {
    whole.file == at.file && whole.span.contains(at.span)
}

/// A setting that is a range of addresses.
struct Pool<'p> {
    cluster: ClusterId,
    name: &'p str,
    text: String,
    first: IpAddr,
    last: IpAddr,
    at: FileSpan,
}

impl Pool<'_> {
    fn holds(&self, address: IpAddr) -> bool {
        (self.first..=self.last).contains(&address)
    }

    fn fact<'f>(&'f self, plan: &'f Plan) -> RangeFact<'f> {
        let cluster = plan.clusters[self.cluster].name.text.as_str();
        RangeFact { cluster, path: self.name, text: &self.text, at: self.at }
    }
}

/// What belongs to one cluster each.
struct Owned<'p> {
    pools: Vec<Pool<'p>>,
    /// Nodes and disks.
    names: BTreeMap<&'p str, (ClusterId, FileSpan)>,
}

impl<'p> Owned<'p> {
    /// Collects what the settings say; reports what two clusters claim.
    fn of(plan: &'p Plan, found: &mut Vec<Diagnostic>) -> Self {
        let mut owned = Self { pools: Vec::new(), names: BTreeMap::new() };
        for (id, cluster) in plan.clusters.iter() {
            for setting in &cluster.settings {
                let name = setting.name.text.as_str();
                if let ValueKind::AddressRange(first, last) = setting.value.kind {
                    let (text, at) = (format!("{first}..{last}"), setting.value.at);
                    owned.pools.push(Pool { cluster: id, name, text, first, last, at });
                }
                let mut texts = Vec::new();
                strings(&setting.value, name.contains("node"), &mut texts);
                for (text, at) in texts {
                    let (first, place) = *owned.names.entry(text).or_insert((id, at));
                    if first != id {
                        let names = [id, first].map(|it| plan.clusters[it].name.text.as_str());
                        // The one whose name it bears is right.
                        let is_ours = text.contains(names[0]) && !text.contains(names[1]);
                        let (at, place, names) = if is_ours {
                            (place, at, [names[1], names[0]])
                        } else {
                            (at, place, names)
                        };
                        found.push(problems::fact_of_two(at, text, names, place));
                    }
                }
            }
        }
        owned
    }

    /// Whether an address that an object asks for is one that its cluster gives out.
    fn pool(
        &self,
        plan: &Plan,
        cluster: ClusterId,
        address: IpAddr,
        Spot { at, setting }: Spot,
        label: &str,
        found: &mut Vec<Diagnostic>,
    ) {
        let own = || self.pools.iter().filter(|it| it.cluster == cluster);
        let Some(first) = own().next().filter(|_| !own().any(|it| it.holds(address))) else {
            return;
        };
        let holder = self.pools.iter().find(|it| it.holds(address)).map(|it| it.fact(plan));
        let it = addresses::address_outside_pool(
            at,
            &address.to_string(),
            label,
            &plan.clusters[cluster].name.text,
            &first.fact(plan),
            holder.as_ref(),
        );
        found.push(match setting {
            Some(setting) => it.with_label(setting, "the value comes from here"),
            None => it,
        });
    }

    /// Finds nodes and disks of other clusters in an object or in a chart's values; `whole` is where that is written.
    fn names(
        &self,
        plan: &Plan,
        cluster: ClusterId,
        whole: FileSpan,
        label: &str,
        value: &Value,
        found: &mut Vec<Diagnostic>,
    ) {
        match &value.kind {
            ValueKind::List(items) => {
                for item in items {
                    self.names(plan, cluster, whole, label, item, found);
                }
            }
            ValueKind::Map(entries) => {
                for entry in entries {
                    self.names(plan, cluster, whole, label, &entry.value, found);
                }
            }
            ValueKind::Str(text) if is_within(whole, value.at) => {
                let Some((owner, place)) = self.names.get(text.as_str()) else { return };
                if *owner != cluster {
                    let names = [cluster, *owner].map(|it| plan.clusters[it].name.text.as_str());
                    found.push(problems::fact_in_object(value.at, label, text, names, *place));
                }
            }
            _ => {}
        }
    }
}

/// The disks in a setting, and the names in a list of nodes.
fn strings<'p>(value: &'p Value, is_nodes: bool, found: &mut Vec<(&'p str, FileSpan)>) {
    match &value.kind {
        ValueKind::List(items) => items.iter().for_each(|it| strings(it, is_nodes, found)),
        ValueKind::Map(entries) => {
            for entry in entries {
                let is_name = matches!(entry.key.as_str(), Some("name" | "node" | "hostname"));
                let is_leaf = matches!(entry.value.kind, ValueKind::Str(_));
                strings(&entry.value, is_nodes && (is_name || !is_leaf), found);
            }
        }
        ValueKind::Str(text) if text.starts_with(BY_ID) || (is_nodes && !text.starts_with('/')) => {
            found.push((text, value.at));
        }
        _ => {}
    }
}
