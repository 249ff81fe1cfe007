//! Which addresses a pool of load balancers gives out, and to whom.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;

use super::path::{each, each_at};
use super::selector::selects;
use super::{Placed, Unit};
use crate::deliver::KubeObject;
use crate::model::{Value, ValueKind};
use crate::spot::Spot;

/// The kind of pools.
pub(crate) const POOL: &str = "cilium.io/CiliumLoadBalancerIPPool";

/// Annotations with which a Service asks for addresses; only Cilium reads them.
const ANNOTATIONS: &[&str] = &["lbipam.cilium.io/ips", "io.cilium/lb-ipam-ips"];

/// Where objects say which addresses they get.
const ADDRESSES: &[(&str, &str)] = &[
    ("Gateway", "spec addresses[] value"),
    ("Gateway", "spec infrastructure annotations lbipam.cilium.io/ips"),
    ("Gateway", "spec infrastructure annotations io.cilium/lb-ipam-ips"),
    ("Service", "metadata annotations lbipam.cilium.io/ips"),
    ("Service", "metadata annotations io.cilium/lb-ipam-ips"),
    ("Service", "spec loadBalancerIP"),
];

/// An address that something asks for.
pub(crate) struct Asked {
    /// The address.
    pub(crate) address: IpAddr,
    /// Where that is written.
    pub(crate) spot: Spot,
    /// The field, as its path.
    pub(crate) field: String,
    /// Whether only Cilium understands it.
    pub(crate) is_ciliums: bool,
}

/// The addresses that an object asks for, in the order of the fields; one may be written more than once.
pub(crate) fn asked(object: &KubeObject, placed: &Placed) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    for (_, path) in ADDRESSES.iter().filter(|(kind, _)| placed.kind.name == *kind) {
        each_at(&object.body, Spot::here(object.body.at), path, &mut |value, spot| {
            let field = super::path::print(path);
            asked.extend(addresses(value, spot, &field, is_annotation(path)));
        });
    }
    asked
}

fn is_annotation(path: &str) -> bool {
    ANNOTATIONS.iter().any(|it| path.ends_with(it))
}

/// The addresses in a value, with commas between them.
fn addresses(value: &Value, spot: Spot, field: &str, is_ciliums: bool) -> Vec<Asked> {
    let text = value.print().unwrap_or_default();
    let addresses = text.split(',').filter_map(|it| it.trim().parse().ok());
    addresses.map(|address| Asked { address, spot, field: field.to_owned(), is_ciliums }).collect()
}

/// The addresses that the values of a chart ask for: by Cilium's annotations, and by the key that charts pass on.
pub(super) fn asked_by_chart(unit: &Unit) -> Vec<Asked> {
    let mut asked = Vec::new();
    let values = unit.delivery.helm.as_ref().and_then(|helm| helm.values.as_ref());
    if let Some(values) = values {
        within(values, Spot::here(values.at), "values", &mut asked);
    }
    asked
}

fn within(value: &Value, spot: Spot, path: &str, asked: &mut Vec<Asked>) {
    match &value.kind {
        ValueKind::Map(entries) => {
            for entry in entries {
                let Some(key) = entry.key.as_str() else { continue };
                let (spot, path) = (spot.entry(entry), format!("{path}.{key}"));
                if key == "loadBalancerIP" || ANNOTATIONS.contains(&key) {
                    asked.extend(addresses(&entry.value, spot, &path, is_annotation(key)));
                } else {
                    within(&entry.value, spot, &path, asked);
                }
            }
        }
        ValueKind::List(items) => {
            for item in items {
                within(item, spot.item(item, value), path, asked);
            }
        }
        _ => {}
    }
}

/// A pool, as its object says.
#[derive(Clone, Copy)]
pub(super) struct Pool<'v>(pub(super) &'v Value);

impl<'v> Pool<'v> {
    fn spec(self) -> Option<&'v Value> {
        self.0.get("spec")
    }

    /// Whether it gives out an address.
    pub(super) fn holds(self, address: IpAddr) -> bool {
        let mut is_held = false;
        self.blocks(&mut |first, last| is_held |= first <= address && address <= last);
        is_held
    }

    /// Its blocks, as people write them.
    pub(super) fn print(self) -> String {
        let mut blocks = Vec::new();
        self.blocks(&mut |first, last| {
            let is_one = first == last;
            blocks.push(if is_one { first.to_string() } else { format!("{first}..{last}") });
        });
        blocks.join(", ")
    }

    /// First and last address of every block.
    fn blocks(self, found: &mut impl FnMut(IpAddr, IpAddr)) {
        let Some(spec) = self.spec() else { return };
        let keeps_ends = spec.get("allowFirstLastIPs").and_then(Value::as_str) == Some("No");
        for path in ["blocks[]", "cidrs[]"] {
            each(spec, path, &mut |block| {
                let text = |key| block.get(key).and_then(Value::print);
                let network = text("cidr").and_then(|it| it.parse::<IpNet>().ok());
                let start = text("start").and_then(|it| it.parse::<IpAddr>().ok());
                if let Some(network) = network {
                    let (first, last) = ends(network, keeps_ends);
                    found(first, last);
                } else if let Some(start) = start {
                    let stop = text("stop").and_then(|it| it.parse().ok());
                    found(start, stop.unwrap_or(start));
                }
            });
        }
    }

    /// Whether it gives addresses to a Service.
    pub(super) fn serves(self, service: &Service<'_>) -> bool {
        let spec = self.spec();
        let field = |key| spec.and_then(|it| it.get(key));
        let is_off = field("disabled").is_some_and(|it| matches!(it.kind, ValueKind::Bool(true)));
        let selector = field("serviceSelector");
        !is_off && selector.is_none_or(|it| selects(it, |key| service.label(key)))
    }
}

/// The first and the last address of a network that is given out; a router may keep those at its ends for itself.
fn ends(network: IpNet, keeps_ends: bool) -> (IpAddr, IpAddr) {
    match (network.network(), network.broadcast()) {
        (IpAddr::V4(first), IpAddr::V4(last)) if keeps_ends && network.prefix_len() <= 30 => {
            let inner = |address: Ipv4Addr, step: i32| {
                IpAddr::V4(u32::from(address).wrapping_add_signed(step).into())
            };
            (inner(first, 1), inner(last, -1))
        }
        ends => ends,
    }
}

/// A Service of the type `LoadBalancer`, as pools see it.
pub(super) struct Service<'o> {
    name: String,
    namespace: Option<&'o str>,
    labels: Vec<(&'o str, &'o str)>,
}

impl<'o> Service<'o> {
    /// The one that an object is, or that is made for it.
    pub(super) fn of(object: &'o KubeObject, placed: &'o Placed) -> Self {
        let namespace = placed.namespace.as_deref();
        if placed.kind.is_core("Service") {
            let labels = labels(&object.body, "metadata labels");
            return Self { name: object.name.clone(), namespace, labels };
        }
        // What Cilium makes for a Gateway.
        let mut labels = labels(&object.body, "spec infrastructure labels");
        labels.push(("io.cilium.gateway/owning-gateway", &object.name));
        labels.push(("gateway.networking.k8s.io/gateway-name", &object.name));
        Self { name: format!("cilium-gateway-{}", object.name), namespace, labels }
    }

    fn label(&self, key: &str) -> Option<&str> {
        match key {
            "io.kubernetes.service.name" => Some(&self.name),
            "io.kubernetes.service.namespace" => self.namespace,
            _ => self.labels.iter().find(|(its, _)| *its == key).map(|(_, value)| *value),
        }
    }
}

/// The labels at a path.
pub(super) fn labels<'v>(body: &'v Value, path: &str) -> Vec<(&'v str, &'v str)> {
    let mut found = Vec::new();
    each(body, path, &mut |value| {
        if let ValueKind::Map(entries) = &value.kind {
            found.extend(
                entries.iter().filter_map(|it| Some((it.key.as_str()?, it.value.as_str()?))),
            );
        }
    });
    found
}
