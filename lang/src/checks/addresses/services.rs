//! `PDL8003`: the addresses of Services inside a cluster, against the network that it has for them.

use std::collections::BTreeSet;
use std::net::IpAddr;

use ipnet::IpNet;

use crate::checks::Context;
use crate::checks::identity::chart;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ClusterId, Spanned, Value};
use crate::problems::clusters::{self as problems, RangeFact};
use crate::rollout::path::each_at;
use crate::rollout::{Rollout, Tree};
use crate::span::FileSpan;
use crate::spot::Spot;

/// Where a Service says its address.
const IN_SERVICES: &[&str] = &["spec clusterIP", "spec clusterIPs[]"];

/// Where charts' values say it, by the name of the chart.
const IN_VALUES: &[(&str, &str)] =
    &[("coredns", "service clusterIP"), ("coredns", "service clusterIPs[]")];

/// Checks every cluster whose network is known.
pub(super) fn check(cx: Context, rollout: &Rollout, found: &mut Vec<Diagnostic>) {
    let known = found.iter().filter(|it| it.code == Code::AddressOutsidePool);
    let known: BTreeSet<FileSpan> = known.map(Diagnostic::at).collect();
    for tree in rollout.trees.values() {
        if let Some(network) = cx.plan.clusters[tree.cluster].services {
            each_address(tree, &mut |value, spot, label| {
                // A setting that is wrong was reported where it is written.
                let text = value.print();
                let mut settings = cx.plan.clusters[tree.cluster].settings.iter();
                if settings.any(|it| known.contains(&it.value.at) && it.value.print() == text) {
                    return;
                }
                found.extend(outside(cx, tree.cluster, network, value, spot, label));
            });
        }
    }
}

/// Calls `found` with everything that is such an address, and what it is called.
fn each_address(tree: &Tree, found: &mut impl FnMut(&Value, Spot, &str)) {
    for unit in tree.all() {
        for (object, _) in unit.placed().filter(|(_, placed)| placed.kind.is_core("Service")) {
            let label = format!("Service/{}", object.name);
            for path in IN_SERVICES {
                let whole = Spot::here(object.body.at);
                each_at(&object.body, whole, path, &mut |value, spot| found(value, spot, &label));
            }
        }
        let Some(release) = &unit.delivery.helm else { continue };
        let Some(values) = &release.values else { continue };
        let label = format!("HelmRelease/{}", release.name);
        for (_, path) in IN_VALUES.iter().filter(|(of, _)| chart(release) == *of) {
            let whole = Spot::here(values.at);
            each_at(values, whole, path, &mut |value, spot| found(value, spot, &label));
        }
    }
}

/// What is wrong with an address that Kubernetes would not give out there.
fn outside(
    cx: Context,
    cluster: ClusterId,
    network: Spanned<IpNet>,
    value: &Value,
    Spot { at, setting }: Spot,
    label: &str,
) -> Option<Diagnostic> {
    // `None` is no address, and of two networks only one is known.
    let address: IpAddr = value.print()?.parse().ok()?;
    let is_like = address.is_ipv4() == network.value.addr().is_ipv4();
    if !is_like || network.value.contains(&address) {
        return None;
    }
    let clusters = &cx.plan.clusters;
    let mut networks = clusters.iter().filter_map(|(id, it)| Some((id, it.services?)));
    let holder = networks.find(|(_, it)| it.value.contains(&address));
    let texts = [Some(network), holder.map(|it| it.1)].map(|it| it.map(|it| it.value.to_string()));
    let fact = |id: ClusterId, network: Spanned<IpNet>, text| RangeFact {
        cluster: clusters[id].name.text.as_str(),
        path: "services",
        text,
        at: network.at,
    };
    let [own, other] = texts.each_ref().map(|it| it.as_deref().unwrap_or_default());
    let own = fact(cluster, network, own);
    let holder = holder.map(|(id, network)| fact(id, network, other));
    let address = address.to_string();
    let it =
        problems::address_outside_pool(at, &address, label, own.cluster, &own, holder.as_ref());
    Some(match setting {
        Some(setting) => it.with_label(setting, "the value comes from here"),
        None => it,
    })
}
