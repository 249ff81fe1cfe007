//! `PDL6103`, `PDL6105`–`PDL6108`, `PDL6124`: Services, policies, and paths of web servers.

use std::collections::BTreeMap;

use ipnet::IpNet;

use super::means;
use super::names::{self, field};
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{Shape, Value, ValueKind};
use crate::problems::{objects as problems, workloads};
use crate::rollout::Placed;
use crate::rollout::path::each_at;
use crate::spot::Spot;

/// The ports of nodes that Kubernetes gives to Services, unless its server is told otherwise.
const NODE_PORTS: std::ops::RangeInclusive<i64> = 30_000..=32_767;

const PORTS: std::ops::RangeInclusive<i64> = 1..=65_535;

/// Checks an object; `is_whole` says whether what seems to be missing is missing.
pub(super) fn check(
    object: &KubeObject,
    placed: &Placed,
    is_whole: bool,
    found: &mut Vec<Diagnostic>,
) {
    let whole = Spot::here(object.body.at);
    let mut at = |path: &str, check: &mut dyn FnMut(&Value, Spot, &mut Vec<Diagnostic>)| {
        each_at(&object.body, whole, path, &mut |value, spot| check(value, spot, found));
    };
    match placed.kind.without_version().as_str() {
        "Service" => at("spec", &mut |spec, spot, found| service(spec, spot, is_whole, found)),
        "networking.k8s.io/NetworkPolicy" => {
            for (rules, peers) in [("spec ingress[]", "from[]"), ("spec egress[]", "to[]")] {
                at(&format!("{rules} {peers} ipBlock"), &mut block);
                at(&format!("{rules} ports[]"), &mut |port, spot, found| {
                    policy_port(port, spot, &format!("{rules} ports[]"), found);
                });
            }
        }
        "networking.k8s.io/Ingress" => {
            at("spec rules[] http paths[]", &mut |path, spot, found| {
                ingress_path(path, spot, is_whole, found);
            });
            for backend in
                ["spec defaultBackend service", "spec rules[] http paths[] backend service"]
            {
                at(backend, &mut |service, spot, found| {
                    if is_whole && !means(service, "port") {
                        let owner = field(backend, "Ingress");
                        found.push(problems::missing_fields(spot, &owner, &["port"]));
                    }
                });
            }
            at("spec", &mut |spec, spot, found| {
                let is_said = |key| match spec.get(key) {
                    Some(value) => !is_empty(value),
                    None => means(spec, key),
                };
                if is_whole && !is_said("rules") && !is_said("defaultBackend") {
                    let (name, help) = (field("spec", "Ingress"), "Write one of them.");
                    let why = "takes `rules` or `defaultBackend`, and has none of them";
                    found.push(problems::alternatives(spot, &name, why, help));
                }
            });
            at("spec rules[] host", &mut |host, spot, found| {
                names::HOST.check(host, spot, "spec rules[] host", "Ingress", found);
            });
        }
        "gateway.networking.k8s.io/HTTPRoute" => {
            let path = "spec rules[] matches[] path";
            at(path, &mut |value, spot, found| {
                let kind = value.get("type").and_then(Value::as_str).unwrap_or("PathPrefix");
                if matches!(kind, "Exact" | "PathPrefix") {
                    each_at(value, spot, "value", &mut |value, spot| {
                        absolute(value, spot, &format!("{path} value"), "HTTPRoute", found);
                    });
                }
            });
        }
        _ => {}
    }
}

fn service(spec: &Value, spot: Spot, is_whole: bool, found: &mut Vec<Diagnostic>) {
    let kind = spec.get("type").map_or(Some("ClusterIP"), Value::as_str);
    if is_whole {
        found.extend(lacks(spec, spot, kind));
    }
    if let Some(kind) = kind {
        outward(spec, spot, kind, found);
    }
    let (mut seen, mut taken) = (BTreeMap::new(), BTreeMap::new());
    each_at(spec, spot, "ports[]", &mut |port, spot| {
        each_at(port, spot, "name", &mut |name, spot| {
            names::LABEL.check(name, spot, "spec ports[] name", "Service", found);
            let Some(text) = name.as_str() else { return };
            if let Some(first) = seen.get(text) {
                let (list, what) = (field("spec ports", "Service"), format!("`name` {text}"));
                found.push(problems::duplicate_item(spot, &list, &what, *first));
            } else {
                seen.insert(text, name.at);
            }
        });
        each_at(port, spot, "targetPort", &mut |value, spot| {
            if matches!(value.kind, ValueKind::Int(_)) {
                number(value, spot, "spec ports[] targetPort", "Service", &PORTS, found);
            } else {
                names::PORT.check(value, spot, "spec ports[] targetPort", "Service", found);
            }
        });
        let Some(entry) = port.entry("nodePort") else { return };
        let path = "spec ports[] nodePort";
        if let ValueKind::Int(number @ 1..) = entry.value.kind {
            let protocol = port.get("protocol").and_then(Value::as_str).unwrap_or("TCP");
            let first = *taken.entry((number, protocol)).or_insert(entry.value.at);
            if first != entry.value.at {
                let (list, what) = (field("spec ports", "Service"), format!("`nodePort` {number}"));
                found.push(problems::duplicate_item(spot.entry(entry), &list, &what, first));
            }
        }
        match entry.value.kind {
            ValueKind::Int(0) => {}
            ValueKind::Int(port) if kind == Some("ClusterIP") && NODE_PORTS.contains(&port) => {
                let why = "is a port of nodes, which a Service of `type` ClusterIP does not have";
                let help = "Remove it, or write `type: \"NodePort\"`.";
                found.push(problems::alternatives(
                    spot.key(entry),
                    &field(path, "Service"),
                    why,
                    help,
                ));
            }
            _ => number(&entry.value, spot.entry(entry), path, "Service", &NODE_PORTS, found),
        }
    });
}

/// The field that a Service of a type has to have and lacks.
fn lacks(spec: &Value, spot: Spot, kind: Option<&str>) -> Option<Diagnostic> {
    let needed = if kind? == "ExternalName" { "externalName" } else { "ports" };
    let is_headless = spec.get("clusterIP").and_then(Value::as_str) == Some("None");
    let is_said = match spec.get(needed) {
        Some(value) => needed == "externalName" || !is_empty(value),
        None => means(spec, needed) || (needed == "ports" && is_headless),
    };
    (!is_said).then(|| problems::missing_fields(spot, &field("spec", "Service"), &[needed]))
}

fn is_empty(value: &Value) -> bool {
    match &value.kind {
        ValueKind::List(items) => items.is_empty(),
        ValueKind::Str(text) => text.is_empty(),
        kind => matches!(kind, ValueKind::Null),
    }
}

/// Fields that mean something to Services that are reached from outside, and the types that are.
const OUTWARD: &[(&str, &[&str])] = &[
    ("allocateLoadBalancerNodePorts", &["LoadBalancer"]),
    ("externalTrafficPolicy", &["LoadBalancer", "NodePort"]),
    ("loadBalancerClass", &["LoadBalancer"]),
    ("loadBalancerSourceRanges", &["LoadBalancer"]),
];

/// What a Service that is reached from inside alone says of those outside.
fn outward(spec: &Value, spot: Spot, kind: &str, found: &mut Vec<Diagnostic>) {
    let is_given = spec.get("externalIPs").is_some_and(|it| !is_empty(it));
    for (key, types) in OUTWARD.iter().filter(|(_, types)| !types.contains(&kind)) {
        let entry = spec.entry(key).filter(|it| !is_empty(&it.value));
        // With addresses of its own it is reached from outside, too.
        let entry = entry.filter(|_| *key != "externalTrafficPolicy" || !is_given);
        if let Some(entry) = entry {
            let why = format!("has `{key}`, which a Service of `type` {kind} does not take");
            let help = format!("Remove it, or write `type: \"{}\"`.", types[0]);
            let name = field("spec", "Service");
            found.push(problems::alternatives(spot.key(entry), &name, &why, &help));
        }
    }
}

/// A number within bounds that its schema does not say.
fn number(
    value: &Value,
    spot: Spot,
    path: &str,
    kind: &str,
    bounds: &std::ops::RangeInclusive<i64>,
    found: &mut Vec<Diagnostic>,
) {
    if let ValueKind::Int(number) = value.kind
        && !bounds.contains(&number)
    {
        let bound = format!("a number from {} up to {}", bounds.start(), bounds.end());
        found.push(problems::out_of_range(spot, &field(path, kind), &bound, &number.to_string()));
    }
}

/// A network of a policy, and what it leaves out.
fn block(block: &Value, spot: Spot, found: &mut Vec<Diagnostic>) {
    let mut whole = None;
    each_at(block, spot, "cidr", &mut |value, spot| {
        whole = network(value, spot, "ipBlock cidr", found).map(|it| (it, value.at));
    });
    each_at(block, spot, "except[]", &mut |value, spot| {
        let (Some(except), Some((whole, at))) =
            (network(value, spot, "ipBlock except[]", found), whole)
        else {
            return;
        };
        if !whole.contains(&except) || whole.prefix_len() >= except.prefix_len() {
            let text = value.print().unwrap_or_default();
            found.push(workloads::outside_block(spot, &text, &whole.to_string(), at));
        }
    });
}

fn network(value: &Value, spot: Spot, path: &str, found: &mut Vec<Diagnostic>) -> Option<IpNet> {
    let text = value.print()?;
    let network = text.parse().ok();
    if network.is_none() {
        let (why, help) = ("takes a network", "Write it like `10.25.0.0/16`, with a prefix.");
        let name = field(path, "NetworkPolicy");
        found.push(problems::wrong_form(spot, &name, why, &text, help));
    }
    network
}

fn policy_port(port: &Value, spot: Spot, path: &str, found: &mut Vec<Diagnostic>) {
    let first = port.get("port");
    each_at(port, spot, "port", &mut |value, spot| {
        number(value, spot, &format!("{path} port"), "NetworkPolicy", &PORTS, found);
        names::PORT.check(value, spot, &format!("{path} port"), "NetworkPolicy", found);
    });
    let last = port.entry("endPort").filter(|it| matches!(it.value.kind, ValueKind::Int(_)));
    let is_number = first.is_some_and(|it| it.shape().is_none_or(|it| it == Shape::Int));
    if let Some(entry) = last.filter(|_| !is_number) {
        let why = "has an `endPort`, which needs a `port` that is a number";
        let help = "Write the first port of the range as `port`.";
        let name = field(path, "NetworkPolicy");
        found.push(problems::alternatives(spot.key(entry), &name, why, help));
    }
    each_at(port, spot, "endPort", &mut |value, spot| {
        let ValueKind::Int(first) = first.map_or(ValueKind::Null, |it| it.kind.clone()) else {
            return;
        };
        let bounds = first.clamp(*PORTS.start(), *PORTS.end())..=*PORTS.end();
        number(value, spot, &format!("{path} endPort"), "NetworkPolicy", &bounds, found);
    });
}

fn ingress_path(path: &Value, spot: Spot, is_whole: bool, found: &mut Vec<Diagnostic>) {
    let name = "spec rules[] http paths[]";
    let kind = path.get("pathType").and_then(Value::as_str);
    let is_needed = matches!(kind, Some("Exact" | "Prefix"));
    match path.entry("path") {
        Some(entry) if is_needed || entry.value.as_str() != Some("") => {
            let (spot, name) = (spot.entry(entry), format!("{name} path"));
            absolute(&entry.value, spot, &name, "Ingress", found);
        }
        None if is_needed && is_whole => {
            found.push(problems::missing_fields(spot, &field(name, "Ingress"), &["path"]));
        }
        _ => {}
    }
}

/// A path of a web server begins with `/`.
fn absolute(value: &Value, spot: Spot, path: &str, kind: &str, found: &mut Vec<Diagnostic>) {
    let Some(text) = value.as_str().filter(|it| !it.starts_with('/')) else { return };
    let help = format!("Write `\"/{text}\"`.");
    let why = "takes a path that begins with `/`";
    found.push(problems::wrong_form(spot, &field(path, kind), why, text, &help));
}
