//! `PDL8002`, `PDL8003`: pools that objects make, against what the clusters declare and against each other.
//!
//! What comes from a setting is checked where it is declared; here it is about what is written out.

mod pools;
mod services;

use std::net::IpAddr;

use super::Context;
use super::written::Settings;
use crate::diagnostic::Diagnostic;
use crate::model::{ClusterId, Plan};
use crate::problems::clusters::RangeFact;
use crate::rollout::{Rollout, Unit};
use crate::span::FileSpan;

use pools::{Blocks, Pools};

pub(super) fn check(cx: Context, rollout: &Rollout, found: &mut Vec<Diagnostic>) {
    let plan = cx.plan;
    let mut blocks = Blocks::default();
    for tree in rollout.trees.values() {
        for (object, placed) in tree.units.iter().flat_map(Unit::placed) {
            blocks.add(tree.cluster, object, placed);
        }
    }
    services::check(cx, rollout, found);
    blocks.check(plan, &Settings::of(plan), &Pools::of(plan), found);
}

/// A range of addresses; both ends belong to it.
struct Range<'p> {
    cluster: ClusterId,
    name: &'p str,
    text: String,
    first: IpAddr,
    last: IpAddr,
    at: FileSpan,
}

impl Range<'_> {
    fn fact<'f>(&'f self, plan: &'f Plan) -> RangeFact<'f> {
        let cluster = plan.clusters[self.cluster].name.text.as_str();
        RangeFact { cluster, path: self.name, text: &self.text, at: self.at }
    }
}
