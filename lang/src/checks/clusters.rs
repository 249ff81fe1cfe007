//! Ids, ranges and addresses of clusters.
//!
//! Which pool an address belongs to is learnt from the plan: where a setting lies in a range of its cluster, the
//! setting of that name must lie in the range of that name on every cluster; and no address may lie in a range of
//! another cluster.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use crate::diagnostic::Diagnostic;
use crate::model::{Cluster, ClusterId, Plan, Value, ValueKind};
use crate::problems::clusters::{self as problems, RangeFact};
use crate::scope::Scope;
use crate::span::FileSpan;

pub(crate) fn check(plan: &Plan, out: &mut Vec<Diagnostic>) {
    duplicate_ids(plan, out);
    let facts = Facts::of(plan);
    facts.overlaps(out);
    facts.outside_pools(out);
    facts.duplicates(out);
}

fn duplicate_ids(plan: &Plan, out: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<u8, &Cluster> = BTreeMap::new();
    for cluster in plan.clusters.values() {
        let Some(id) = cluster.id else { continue };
        match seen.get(&id.value) {
            Some(first) => {
                let names = [first.name.text.as_str(), cluster.name.text.as_str()];
                let first_at = first.id.map_or(first.name.at, |id| id.at);
                out.push(problems::duplicate_id(id.at, first_at, id.value, names));
            }
            None => {
                seen.insert(id.value, cluster);
            }
        }
    }
}

/// A range of addresses of a cluster; both ends belong to it.
struct Range<'p> {
    cluster: ClusterId,
    cluster_name: &'p str,
    /// The setting's name, with the keys of maps behind it.
    path: String,
    text: String,
    first: Ipv4Addr,
    last: Ipv4Addr,
    at: FileSpan,
    /// Whether it is the network of the pods or services.
    is_network: bool,
}

impl Range<'_> {
    fn holds(&self, address: Ipv4Addr) -> bool {
        self.first <= address && address <= self.last
    }

    fn fact(&self) -> RangeFact<'_> {
        RangeFact { cluster: self.cluster_name, path: &self.path, text: &self.text, at: self.at }
    }
}

/// An address of a cluster.
struct Address<'p> {
    cluster: ClusterId,
    cluster_name: &'p str,
    path: String,
    value: Ipv4Addr,
    at: FileSpan,
}

/// The ranges and addresses of all clusters, in the order of the source.
#[derive(Default)]
struct Facts<'p> {
    ranges: Vec<Range<'p>>,
    addresses: Vec<Address<'p>>,
}

impl<'p> Facts<'p> {
    fn of(plan: &'p Plan) -> Self {
        let mut facts = Self::default();
        for (id, cluster) in plan.clusters.iter() {
            for (path, network) in [("pods", cluster.pods), ("services", cluster.services)] {
                let Some(network) = network else { continue };
                facts.ranges.push(Range {
                    cluster: id,
                    cluster_name: &cluster.name.text,
                    path: path.to_owned(),
                    text: network.value.to_string(),
                    first: network.value.network(),
                    last: network.value.broadcast(),
                    at: network.at,
                    is_network: true,
                });
            }
            let scope = Scope { plan, cluster: id };
            for setting in &cluster.settings {
                // What does not resolve is reported where references are checked.
                if let Ok(value) = scope.resolve(&setting.value) {
                    facts.collect(id, &cluster.name.text, setting.name.text.to_string(), &value);
                }
            }
        }
        facts
    }

    fn collect(&mut self, cluster: ClusterId, name: &'p str, path: String, value: &Value) {
        let at = value.at;
        match &value.kind {
            ValueKind::AddressRange(first, last) => self.ranges.push(Range {
                cluster,
                cluster_name: name,
                path,
                text: format!("{first}..{last}"),
                first: *first,
                last: *last,
                at,
                is_network: false,
            }),
            ValueKind::Address(address) => self.addresses.push(Address {
                cluster,
                cluster_name: name,
                path,
                value: *address,
                at,
            }),
            ValueKind::Map(entries) => {
                for entry in entries {
                    let key = entry.key.as_str().unwrap_or_default();
                    self.collect(cluster, name, format!("{path}.{key}"), &entry.value);
                }
            }
            _ => {}
        }
    }

    /// Ranges that share an address: found by a sweep over their first addresses.
    fn overlaps(&self, out: &mut Vec<Diagnostic>) {
        let mut sorted: Vec<usize> = (0..self.ranges.len()).collect();
        sorted.sort_by_key(|index| (self.ranges[*index].first, *index));
        let mut open: Vec<usize> = Vec::new();
        let mut pairs = Vec::new();
        for index in sorted {
            let range = &self.ranges[index];
            open.retain(|other| self.ranges[*other].last >= range.first);
            let clashing = open.iter().filter(|other| clash(&self.ranges[**other], range));
            pairs.extend(clashing.map(|other| (index.max(*other), index.min(*other))));
            open.push(index);
        }
        pairs.sort_unstable();
        for (second, first) in pairs {
            let (first, second) = (self.ranges[first].fact(), self.ranges[second].fact());
            out.push(problems::overlapping_ranges(&first, &second));
        }
    }

    fn outside_pools(&self, out: &mut Vec<Diagnostic>) {
        for address in &self.addresses {
            let others = self.ranges.iter().filter(|range| range.cluster != address.cluster);
            let holder = others.clone().find(|range| range.holds(address.value));
            if let Some(pool) = self.own_pool(address) {
                if !pool.holds(address.value) {
                    let holder = holder.map(Range::fact);
                    out.push(problems::address_outside_pool(
                        address.at,
                        &address.value.to_string(),
                        &address.path,
                        address.cluster_name,
                        &pool.fact(),
                        holder.as_ref(),
                    ));
                }
                continue;
            }
            let own = self.ranges.iter().filter(|range| range.cluster == address.cluster);
            let mut own = own;
            let held = own.any(|range| range.holds(address.value));
            if let Some(holder) = holder.filter(|_| !held) {
                out.push(problems::address_of_other_cluster(
                    address.at,
                    &address.value.to_string(),
                    &address.path,
                    address.cluster_name,
                    &holder.fact(),
                ));
            }
        }
    }

    /// The range of an address's cluster that addresses of its name lie in on some cluster.
    fn own_pool(&self, address: &Address<'_>) -> Option<&Range<'p>> {
        let namesakes = self.addresses.iter().filter(|other| other.path == address.path);
        let pools = namesakes.filter_map(|other| {
            let mut own = self.ranges.iter().filter(|range| range.cluster == other.cluster);
            own.find(|range| range.holds(other.value)).map(|range| range.path.as_str())
        });
        let mut own = pools.filter_map(|path| {
            let mut ranges = self.ranges.iter();
            ranges.find(|range| range.cluster == address.cluster && range.path == path)
        });
        own.next()
    }

    /// Addresses of a pool that two settings give out.
    fn duplicates(&self, out: &mut Vec<Diagnostic>) {
        let mut seen: BTreeMap<Ipv4Addr, &Address<'_>> = BTreeMap::new();
        for address in &self.addresses {
            let mut own = self.ranges.iter().filter(|range| range.cluster == address.cluster);
            if !own.any(|range| range.holds(address.value)) {
                continue;
            }
            match seen.get(&address.value) {
                Some(first) => {
                    let names = [first.path.as_str(), address.path.as_str()];
                    let text = address.value.to_string();
                    out.push(problems::duplicate_address(address.at, &text, first.at, names));
                }
                None => {
                    seen.insert(address.value, address);
                }
            }
        }
    }
}

/// Whether two ranges that share addresses must not. Ranges of one cluster may lie within each other, as a part of a
/// pool does, but not within the network of its pods or services.
fn clash(one: &Range<'_>, other: &Range<'_>) -> bool {
    one.cluster != other.cluster || one.is_network || other.is_network
}
