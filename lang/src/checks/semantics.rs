//! `PDL6105`, `PDL6204`: what controllers ask of objects beyond the schemas of their kinds.

use std::net::IpAddr;

use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::Value;
use crate::problems::objects as problems;
use crate::rollout::path::each_at;
use crate::rollout::{Placed, Rollout, Unit};
use crate::spot::Spot;

/// Fields that take a bare address, whose schemas say no more than that they are strings.
const ADDRESSES: &[(&str, &str)] = &[
    ("CiliumBGPClusterConfig", "spec bgpInstances[] peers[] peerAddress"),
    ("Service", "spec loadBalancerIP"),
];

pub(super) fn check(rollout: &Rollout, found: &mut Vec<Diagnostic>) {
    let units = rollout.trees.values().flat_map(|tree| &tree.units);
    for (object, placed) in units.flat_map(Unit::placed) {
        addresses(object, placed, found);
        if placed.kind.group == "policy" && placed.kind.name == "PodDisruptionBudget" {
            budget(object, found);
        }
    }
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

/// Kubernetes refuses a budget with both bounds.
fn budget(object: &KubeObject, found: &mut Vec<Diagnostic>) {
    let spec = object.body.get("spec");
    let bound = |name| spec.and_then(|it| it.get(name)).map(|it| it.at);
    if let Some((least, most)) = bound("minAvailable").zip(bound("maxUnavailable")) {
        found.push(problems::two_bounds(most, &object.name, least));
    }
}
