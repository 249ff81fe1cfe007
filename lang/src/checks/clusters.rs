//! Ids, ranges and addresses of clusters.
//!
//! Every range of a cluster is its own, except networks that are settings, such as a `lan`: clusters may share one.
//! Which pool an address belongs to is learnt from the plan: where a setting lies in a range of its cluster, the
//! setting of that name must lie in the range of that name on every cluster; and no address may lie in a range of
//! another cluster.

mod overlaps;

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::diagnostic::Diagnostic;
use crate::model::{Cluster, ClusterId, Plan, Setting, Shape, Value, ValueKind};
use crate::problems::clusters::{self as problems, RangeFact};
use crate::scope::Finder;
use crate::span::FileSpan;

pub(crate) fn check(plan: &Plan, out: &mut Vec<Diagnostic>) {
    duplicate_ids(plan, out);
    let facts = Facts::of(plan);
    for (first, second) in overlaps::of(&facts.ranges) {
        let (first, second) = (facts.ranges[first].fact(), facts.ranges[second].fact());
        out.push(problems::overlapping_ranges(&first, &second));
    }
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

/// What a range is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// The network of the pods or services.
    Cluster,
    /// Addresses to give out.
    Pool,
    /// Any other network, which clusters may share.
    Network,
}

/// A range of addresses; both ends belong to it.
#[derive(Debug)]
struct Range<'p> {
    /// The cluster; none for what all share.
    cluster: Option<ClusterId>,
    cluster_name: &'p str,
    /// The setting's name, with the keys of maps behind it.
    path: String,
    text: String,
    first: IpAddr,
    last: IpAddr,
    at: FileSpan,
    usage: Use,
}

impl Range<'_> {
    fn holds(&self, address: IpAddr) -> bool {
        self.first <= address && address <= self.last
    }

    fn covers(&self, other: &Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    fn fact(&self) -> RangeFact<'_> {
        RangeFact { cluster: self.cluster_name, path: &self.path, text: &self.text, at: self.at }
    }
}

/// An address of a cluster, or of all.
struct Address<'p> {
    cluster: Option<ClusterId>,
    cluster_name: &'p str,
    path: String,
    value: IpAddr,
    at: FileSpan,
}

/// The ranges and addresses of all clusters, in the order of the source; those that all share come last.
struct Facts<'p> {
    finder: Finder<'p>,
    clusters: usize,
    ranges: Vec<Range<'p>>,
    addresses: Vec<Address<'p>>,
}

impl<'p> Facts<'p> {
    fn of(plan: &'p Plan) -> Self {
        let mut facts = Self {
            finder: Finder::of(plan),
            clusters: plan.clusters.len(),
            ranges: Vec::new(),
            addresses: Vec::new(),
        };
        for (id, cluster) in plan.clusters.iter() {
            let owner = (Some(id), cluster.name.text.as_str());
            for (path, network) in [("pods", cluster.pods), ("services", cluster.services)] {
                let Some(network) = network else { continue };
                let kind = ValueKind::Network(network.value);
                let value = Value { kind, at: network.at };
                facts.collect(owner, path.to_owned(), &value, Some(Use::Cluster));
            }
            facts.settings(owner, &cluster.settings);
        }
        facts.settings((None, "settings"), &plan.settings);
        facts
    }

    fn settings(&mut self, owner: (Option<ClusterId>, &'p str), settings: &[Setting]) {
        for setting in settings {
            self.collect(owner, setting.name.text.to_string(), &setting.value, None);
        }
    }

    fn collect(
        &mut self,
        owner: (Option<ClusterId>, &'p str),
        path: String,
        value: &Value,
        usage: Option<Use>,
    ) {
        let (cluster, cluster_name) = owner;
        let at = value.at;
        let (first, last, text) = match &value.kind {
            ValueKind::AddressRange(first, last) => (*first, *last, format!("{first}..{last}")),
            ValueKind::Network(network) => {
                (network.network(), network.broadcast(), network.to_string())
            }
            ValueKind::Address(address) => {
                let value = *address;
                return self.addresses.push(Address { cluster, cluster_name, path, value, at });
            }
            ValueKind::List(values) => {
                for (index, value) in values.iter().enumerate() {
                    self.collect(owner, format!("{path}[{index}]"), value, usage);
                }
                return;
            }
            ValueKind::Map(entries) => {
                for entry in entries {
                    let key = entry.key.as_str().unwrap_or_default();
                    self.collect(owner, format!("{path}.{key}"), &entry.value, usage);
                }
                return;
            }
            ValueKind::Reference(reference) => {
                // What leads nowhere is reported where references are checked; a list or map stands elsewhere.
                let found = self.finder.find(cluster, reference).ok().flatten();
                let is_one = found.is_some_and(|found| {
                    matches!(found.shape, Shape::Address | Shape::AddressRange | Shape::Network)
                });
                if is_one && let Ok(value) = self.finder.lookup(cluster, reference) {
                    self.collect(owner, path, &value, usage);
                }
                return;
            }
            _ => return,
        };
        let is_range = matches!(value.kind, ValueKind::AddressRange(..));
        let usual = if is_range || is_pool(&path) { Use::Pool } else { Use::Network };
        let usage = usage.unwrap_or(usual);
        self.ranges.push(Range { cluster, cluster_name, path, text, first, last, at, usage });
    }

    /// Pools and networks of clusters, by cluster.
    fn by_cluster(&self) -> BTreeMap<Option<ClusterId>, Vec<&Range<'p>>> {
        let mut owned: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for range in self.ranges.iter().filter(|range| range.usage != Use::Network) {
            owned.entry(range.cluster).or_default().push(range);
        }
        owned
    }

    fn outside_pools(&self, out: &mut Vec<Diagnostic>) {
        let owned = self.by_cluster();
        let pools = self.pools(&owned);
        let holders = Holders::of(&self.ranges);
        for address in &self.addresses {
            let holder = holders.other(address);
            let own = owned.get(&address.cluster).map(Vec::as_slice).unwrap_or_default();
            if address.cluster.is_none() {
                self.shared_address(address, holder, out);
                continue;
            }
            let names = pools.get(address.path.as_str()).map(Vec::as_slice).unwrap_or_default();
            let pool = names.iter().find_map(|name| own.iter().find(|it| it.path == *name));
            if let Some(pool) = pool {
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
            let held = own.iter().any(|range| range.holds(address.value));
            if let Some(holder) = holder.filter(|_| !held) {
                out.push(other_owner(address, holder));
            }
        }
    }

    /// An address that all clusters share must not be one of the pods or services of a single one.
    fn shared_address(
        &self,
        address: &Address<'_>,
        holder: Option<&Range<'_>>,
        out: &mut Vec<Diagnostic>,
    ) {
        let holder = holder.filter(|it| it.usage == Use::Cluster && self.clusters > 1);
        out.extend(holder.map(|holder| other_owner(address, holder)));
    }

    /// The ranges, by name, that addresses of a name lie in on some cluster.
    fn pools<'f>(
        &'f self,
        owned: &BTreeMap<Option<ClusterId>, Vec<&'f Range<'p>>>,
    ) -> BTreeMap<&'f str, Vec<&'f str>> {
        let mut pools: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for address in self.addresses.iter().filter(|it| it.cluster.is_some()) {
            let mut own = owned.get(&address.cluster).into_iter().flatten();
            let Some(range) = own.find(|range| range.holds(address.value)) else { continue };
            let names = pools.entry(&address.path).or_default();
            if !names.contains(&range.path.as_str()) {
                names.push(&range.path);
            }
        }
        pools
    }

    /// Addresses of a pool that two settings give out.
    fn duplicates(&self, out: &mut Vec<Diagnostic>) {
        let owned = self.by_cluster();
        let mut seen: BTreeMap<IpAddr, &Address<'_>> = BTreeMap::new();
        for address in self.addresses.iter().filter(|it| it.cluster.is_some()) {
            let mut own = owned.get(&address.cluster).into_iter().flatten();
            if !own.any(|range| range.holds(address.value)) {
                continue;
            }
            let first = *seen.entry(address.value).or_insert(address);
            // A setting that refers to another gives out nothing.
            if first.at != address.at {
                let names = [first.path.as_str(), address.path.as_str()];
                let text = address.value.to_string();
                out.push(problems::duplicate_address(address.at, &text, first.at, names));
            }
        }
    }
}

/// Which range holds an address, without a look at all of them.
struct Holders<'f, 'p> {
    /// By first address, each with the range up to there that reaches furthest, and that of another cluster.
    sorted: Vec<(IpAddr, &'f Range<'p>, Option<&'f Range<'p>>)>,
}

impl<'f, 'p> Holders<'f, 'p> {
    fn of(ranges: &'f [Range<'p>]) -> Self {
        let owned = |it: &&Range<'_>| it.usage != Use::Network && it.cluster.is_some();
        let mut sorted: Vec<&Range<'p>> = ranges.iter().filter(owned).collect();
        sorted.sort_by_key(|range| range.first);
        let mut found: Vec<(IpAddr, &Range<'p>, Option<&Range<'p>>)> = Vec::new();
        for range in sorted {
            let (mut best, mut second) = found.last().map_or((range, None), |it| (it.1, it.2));
            if range.last > best.last {
                second = if range.cluster == best.cluster { second } else { Some(best) };
                best = range;
            } else if range.cluster != best.cluster
                && second.is_none_or(|second| range.last > second.last)
            {
                second = Some(range);
            }
            found.push((range.first, best, second));
        }
        Self { sorted: found }
    }

    /// A range of another cluster that holds an address.
    fn other(&self, address: &Address<'_>) -> Option<&'f Range<'p>> {
        let behind = self.sorted.partition_point(|(first, ..)| *first <= address.value);
        let (_, best, second) = self.sorted.get(behind.checked_sub(1)?)?;
        let range = if best.cluster == address.cluster { (*second)? } else { *best };
        range.holds(address.value).then_some(range)
    }
}

fn other_owner(address: &Address<'_>, holder: &Range<'_>) -> Diagnostic {
    problems::address_of_other_cluster(
        address.at,
        &address.value.to_string(),
        &address.path,
        address.cluster_name,
        &holder.fact(),
    )
}

/// Whether a setting is a pool by its name, or an entry of a list of pools.
fn is_pool(path: &str) -> bool {
    let name = path.split('[').next().unwrap_or(path);
    name.ends_with("pool") || name.ends_with("pools")
}
