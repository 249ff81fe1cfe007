//! Ranges that share addresses and must not: found by a sweep over their first addresses.
//!
//! Ranges of one cluster may lie within each other, as a part of a pool does, but not within the network of its pods
//! or services. A pool that all share may hold those of clusters, and not merely meet them.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::{Range, Use};
use crate::model::ClusterId;

/// Each range that clashes with an earlier one, behind that, by their places; in the order of the second.
pub(super) fn of(ranges: &[Range<'_>]) -> Vec<(usize, usize)> {
    let mut sorted: Vec<usize> = (0..ranges.len()).collect();
    sorted.sort_by_key(|index| (ranges[*index].first, *index));
    let mut open = Open { ranges, aggregates: aggregates(ranges), ..Open::default() };
    let mut shared: BTreeMap<(IpAddr, IpAddr, &str), usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for index in sorted {
        let range = &ranges[index];
        open.end_before(range.first);
        if let Some(other) = open.clashing(index) {
            pairs.push((index.max(other), index.min(other)));
        }
        if range.usage == Use::Network {
            // Two clusters stand for all that share a network.
            let seen = shared.entry((range.first, range.last, &range.path)).or_default();
            *seen += 1;
            if *seen > 2 {
                continue;
            }
        }
        open.add(index);
    }
    pairs.sort_unstable();
    pairs.into_iter().map(|(second, first)| (first, second)).collect()
}

/// Ranges by their last address, so that those that end come first.
type Ends = BTreeSet<(IpAddr, usize)>;
/// By cluster.
type Owned = BTreeMap<Option<ClusterId>, Ends>;

/// The ranges that the sweep is in, by what they may clash with: those that may lie within each other are not looked at.
#[derive(Default)]
struct Open<'r, 'p> {
    ranges: &'r [Range<'p>],
    aggregates: BTreeSet<usize>,
    all: Ends,
    /// Networks of pods and services.
    clusters: Owned,
    pools: Owned,
    /// Networks that are no aggregates.
    plain: Owned,
    /// All networks, by the name of the setting.
    networks: BTreeMap<&'r str, Owned>,
}

impl Open<'_, '_> {
    fn add(&mut self, index: usize) {
        let ranges = self.ranges;
        let range = &ranges[index];
        let end = (range.last, index);
        self.all.insert(end);
        for owned in self.sets(index) {
            owned.entry(range.cluster).or_default().insert(end);
        }
    }

    /// Takes out what has ended.
    fn end_before(&mut self, address: IpAddr) {
        while let Some(&end) = self.all.first().filter(|(last, _)| *last < address) {
            self.all.remove(&end);
            let cluster = self.ranges[end.1].cluster;
            for owned in self.sets(end.1) {
                if let Some(ends) = owned.get_mut(&cluster) {
                    ends.remove(&end);
                    if ends.is_empty() {
                        owned.remove(&cluster);
                    }
                }
            }
        }
    }

    /// The sets that a range belongs to.
    fn sets(&mut self, index: usize) -> Vec<&mut Owned> {
        let ranges = self.ranges;
        let range = &ranges[index];
        match range.usage {
            Use::Cluster => vec![&mut self.clusters],
            Use::Pool => vec![&mut self.pools],
            Use::Network => {
                let is_plain = !self.aggregates.contains(&index);
                let named = self.networks.entry(&range.path).or_default();
                let plain = is_plain.then_some(&mut self.plain);
                [named].into_iter().chain(plain).collect()
            }
        }
    }

    /// The first to end of those that a range clashes with.
    fn clashing(&self, index: usize) -> Option<usize> {
        let range = &self.ranges[index];
        let is_apart = |cluster: Option<ClusterId>| cluster != range.cluster;
        let is_strange = |cluster: Option<ClusterId>| {
            is_apart(cluster) && cluster.is_some() && range.cluster.is_some()
        };
        let any = |_: usize| true;
        let is_elsewhere = |other: usize| self.ranges[other].at != range.at;
        let is_different = |other: usize| {
            let other = &self.ranges[other];
            (other.first, other.last) != (range.first, range.last)
        };
        let is_of_one = |cluster: Option<ClusterId>| cluster.is_some() != range.cluster.is_some();
        // It begins and ends earlier; what begins at the same address holds the other.
        let is_crossing = |other: usize| {
            let other = &self.ranges[other];
            other.first < range.first && other.last < range.last
        };
        let found = match range.usage {
            Use::Cluster => [
                first(&self.plain, is_apart, any),
                first(&self.clusters, |_| true, is_elsewhere),
                first(&self.pools, |_| true, is_elsewhere),
            ],
            Use::Pool => [
                first(&self.clusters, |_| true, is_elsewhere),
                first(&self.pools, is_strange, any),
                first(&self.pools, is_of_one, is_crossing),
            ],
            Use::Network => {
                let is_plain = !self.aggregates.contains(&index);
                let named = self.networks.get(range.path.as_str());
                [
                    is_plain.then(|| first(&self.clusters, is_apart, any)).flatten(),
                    named.and_then(|named| first(named, is_strange, is_different)),
                    None,
                ]
            }
        };
        found.into_iter().flatten().min().map(|(_, other)| other)
    }
}

/// The first to end of the ranges of some clusters that are as asked.
fn first(
    owned: &Owned,
    is_of: impl Fn(Option<ClusterId>) -> bool,
    is_it: impl Fn(usize) -> bool,
) -> Option<(IpAddr, usize)> {
    let owned = owned.iter().filter(|(cluster, _)| is_of(**cluster));
    owned.filter_map(|(_, ends)| ends.iter().find(|(_, index)| is_it(*index)).copied()).min()
}

/// The networks that are there to hold those of their cluster, or of several: what is routed without translation, say.
fn aggregates(ranges: &[Range<'_>]) -> BTreeSet<usize> {
    let mut held: BTreeMap<Option<ClusterId>, Vec<&Range<'_>>> = BTreeMap::new();
    for range in ranges.iter().filter(|it| it.usage == Use::Cluster) {
        held.entry(range.cluster).or_default().push(range);
        held.entry(None).or_default().push(range);
    }
    for own in held.values_mut() {
        own.sort_by_key(|it| it.first);
    }
    let is_aggregate = |network: &Range<'_>| {
        let own = held.get(&network.cluster).map(Vec::as_slice).unwrap_or_default();
        let start = own.partition_point(|it| it.first < network.first);
        let within = own[start..].iter().take_while(|it| it.first <= network.last);
        let mut within = within.filter(|it| network.covers(it));
        let Some(first) = within.next() else { return false };
        network.cluster.is_some() || within.any(|it| it.cluster != first.cluster)
    };
    let networks = ranges.iter().enumerate().filter(|(_, it)| it.usage == Use::Network);
    networks.filter(|(_, it)| is_aggregate(it)).map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};

    use std::net::Ipv4Addr;

    use super::*;
    use crate::model::Id as _;
    use crate::span::{FileId, Span};

    /// Whether two ranges that share addresses must not.
    fn clash(ranges: &[Range<'_>], one: usize, other: usize) -> bool {
        let is_aggregate = |index| aggregates(ranges).contains(&index);
        let (first, second) = (one, other);
        let (one, other) = (&ranges[one], &ranges[other]);
        let is_apart = one.cluster != other.cluster;
        let is_shared = one.cluster.is_none() || other.cluster.is_none();
        match (one.usage, other.usage) {
            (Use::Cluster, Use::Network) => is_apart && !is_aggregate(second),
            (Use::Network, Use::Cluster) => is_apart && !is_aggregate(first),
            (Use::Cluster, _) | (_, Use::Cluster) => one.at != other.at,
            (Use::Pool, Use::Pool) => {
                let is_within = one.covers(other) || other.covers(one);
                is_apart && !(is_shared && is_within)
            }
            (Use::Network, Use::Network) => {
                let is_same = (one.first, one.last) == (other.first, other.last);
                is_apart && !is_shared && one.path == other.path && !is_same
            }
            (Use::Network, Use::Pool) | (Use::Pool, Use::Network) => false,
        }
    }

    fn range() -> impl Strategy<Value = Range<'static>> {
        (any::<u8>(), 0..24_u8, 0..12_u8, 0..4_usize, 0..3_u8, 0..6_u32).prop_map(
            |(path, first, length, cluster, usage, at)| Range {
                cluster: cluster.checked_sub(1).map(ClusterId::from_index),
                cluster_name: "c",
                path: ["lan", "dmz"][usize::from(path % 2)].to_owned(),
                text: String::new(),
                first: Ipv4Addr::new(10, 0, 0, first).into(),
                last: Ipv4Addr::new(10, 0, 0, first + length).into(),
                at: Span::at(at).in_file(FileId(0)),
                usage: [Use::Cluster, Use::Pool, Use::Network][usize::from(usage)],
            },
        )
    }

    /// The same sweep, which looks at every range that it is in.
    fn every_pair(ranges: &[Range<'_>]) -> Vec<(usize, usize)> {
        let mut sorted: Vec<usize> = (0..ranges.len()).collect();
        sorted.sort_by_key(|index| (ranges[*index].first, *index));
        let mut open = Ends::new();
        let mut pairs = Vec::new();
        for (place, &index) in sorted.iter().enumerate() {
            let range = &ranges[index];
            open = open.split_off(&(range.first, 0));
            if let Some((_, other)) = open.iter().find(|(_, other)| clash(ranges, *other, index)) {
                pairs.push((index.max(*other), index.min(*other)));
            }
            let key = |index: usize| {
                let range = &ranges[index];
                (range.usage == Use::Network).then_some((range.first, range.last, &range.path))
            };
            let is_same = |other: &&usize| key(**other) == key(index);
            let seen = sorted[..place].iter().filter(is_same).count();
            if key(index).is_none() || seen < 2 {
                open.insert((range.last, index));
            }
        }
        pairs.sort_unstable();
        pairs.into_iter().map(|(second, first)| (first, second)).collect()
    }

    proptest! {
        #[test]
        fn the_sweep_finds_what_every_pair_would(ranges in proptest::collection::vec(range(), 0..12)) {
            prop_assert_eq!(of(&ranges), every_pair(&ranges));
        }
    }
}
