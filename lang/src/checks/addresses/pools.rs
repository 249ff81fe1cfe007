//! Pools of addresses: those that settings declare, and those that objects make.

use std::net::IpAddr;

use ipnet::IpNet;

use super::super::written::Settings;
use super::Range;
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{ClusterId, Plan, Value, ValueKind};
use crate::problems::clusters::{self as problems, RangeFact};
use crate::rollout::Placed;
use crate::rollout::path::each;
use crate::span::FileSpan;

/// The ranges that the clusters declare.
pub(super) struct Pools<'p> {
    /// Those whose addresses are given out.
    pools: Vec<Range<'p>>,
    /// The networks of pods and services.
    networks: Vec<Range<'p>>,
}

impl<'p> Pools<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        let (mut pools, mut networks) = (Vec::new(), Vec::new());
        for (cluster, it) in plan.clusters.iter() {
            for (name, network) in [("pods", it.pods), ("services", it.services)] {
                let range = network.map(|network| {
                    let (first, last) = (network.value.network(), network.value.broadcast());
                    let text = network.value.to_string();
                    Range { cluster, name, text, first, last, at: network.at }
                });
                networks.extend(range);
            }
            for setting in &it.settings {
                if let ValueKind::AddressRange(first, last) = setting.value.kind {
                    let (name, text) = (setting.name.text.as_str(), format!("{first}..{last}"));
                    pools.push(Range { cluster, name, text, first, last, at: setting.value.at });
                }
            }
        }
        Self { pools, networks }
    }

    pub(super) fn of_cluster(&self, cluster: ClusterId) -> impl Iterator<Item = &Range<'p>> {
        self.pools.iter().filter(move |it| it.cluster == cluster)
    }
}

/// A part of a pool that an object makes.
struct Block {
    cluster: ClusterId,
    /// The pool: `CiliumLoadBalancerIPPool/main`.
    pool: String,
    text: String,
    first: IpAddr,
    last: IpAddr,
    at: FileSpan,
}

impl Block {
    fn meets(&self, first: IpAddr, last: IpAddr) -> bool {
        self.first <= last && first <= self.last
    }

    fn fact<'f>(&'f self, plan: &'f Plan) -> RangeFact<'f> {
        let cluster = plan.clusters[self.cluster].name.text.as_str();
        RangeFact { cluster, path: &self.pool, text: &self.text, at: self.at }
    }
}

/// The parts of all pools that objects make.
#[derive(Default)]
pub(super) struct Blocks(Vec<Block>);

impl Blocks {
    pub(super) fn add(&mut self, cluster: ClusterId, object: &KubeObject, placed: &Placed) {
        let kind = placed.kind.name.as_str();
        let path = match kind {
            "CiliumLoadBalancerIPPool" => "spec blocks[]",
            "IPAddressPool" => "spec addresses[]",
            _ => return,
        };
        let spec = object.body.get("spec");
        let disabled = spec.and_then(|it| it.get("disabled")).map(|it| &it.kind);
        if matches!(disabled, Some(ValueKind::Bool(true))) {
            return;
        }
        let pool = format!("{kind}/{}", object.name);
        each(&object.body, path, &mut |block| {
            if let Some((first, last, at)) = bounds(block) {
                let text = format!("{first}..{last}");
                self.0.push(Block { cluster, pool: pool.clone(), text, first, last, at });
            }
        });
    }

    /// Finds blocks that are not their cluster's, and blocks that share addresses.
    pub(super) fn check(
        mut self,
        plan: &Plan,
        settings: &Settings,
        pools: &Pools<'_>,
        found: &mut Vec<Diagnostic>,
    ) {
        self.0.retain(|block| {
            let wrong = (!settings.hold(block.at)).then(|| misplaced(plan, pools, block)).flatten();
            let is_right = wrong.is_none();
            found.extend(wrong);
            is_right
        });
        self.0.sort_by_key(|it| (it.first, it.last));
        let mut furthest: Option<&Block> = None;
        for block in &self.0 {
            let other = furthest.filter(|it| it.meets(block.first, block.last));
            let is_one = |it: &Block| it.cluster == block.cluster && it.at == block.at;
            // Ranges that two settings share are reported where they are declared; of one setting there is one.
            let is_declared = |it: &Block| {
                let is_apart = it.cluster != block.cluster && it.at != block.at;
                is_apart && settings.hold(it.at) && settings.hold(block.at)
            };
            if let Some(other) = other.filter(|it| !is_one(it) && !is_declared(it)) {
                let [first, second] =
                    if other.at <= block.at { [other, block] } else { [block, other] };
                let (first, second) = (first.fact(plan), second.fact(plan));
                found.push(problems::overlapping_ranges(&first, &second));
            }
            furthest = furthest.filter(|it| it.last >= block.last).or(Some(block));
        }
    }
}

/// What is wrong with a block that is written out: another cluster has its addresses, or its own does not.
fn misplaced(plan: &Plan, pools: &Pools<'_>, block: &Block) -> Option<Diagnostic> {
    let others = pools.pools.iter().filter(|it| it.cluster != block.cluster);
    let mut taken = others.chain(&pools.networks);
    if let Some(taken) = taken.find(|it| block.meets(it.first, it.last)) {
        return Some(problems::overlapping_ranges(&taken.fact(plan), &block.fact(plan)));
    }
    let mut own = pools.of_cluster(block.cluster).peekable();
    let first = own.peek().map(|it| it.fact(plan))?;
    let is_own = own.any(|it| it.first <= block.first && block.last <= it.last);
    (!is_own).then(|| problems::block_outside_pool(&block.fact(plan), &first))
}

/// First and last address of a block, and where it is written.
fn bounds(block: &Value) -> Option<(IpAddr, IpAddr, FileSpan)> {
    let text = |key| block.get(key).and_then(|it| Some((it.print()?, it.at)));
    if let Some((start, at)) = text("start") {
        let first: IpAddr = start.parse().ok()?;
        let last = text("stop").map_or(Some(first), |(stop, _)| stop.parse().ok())?;
        return Some((first, last, at));
    }
    let (text, at) = text("cidr").or_else(|| Some((block.print()?, block.at)))?;
    if let Some((start, stop)) = text.split_once('-') {
        return Some((start.trim().parse().ok()?, stop.trim().parse().ok()?, at));
    }
    let network: IpNet = text.parse().ok()?;
    Some((network.network(), network.broadcast(), at))
}
