//! `PDL6209`: what the Gateway API refuses to follow into another namespace unless that one grants it.

use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::Value;
use crate::problems::objects as problems;
use crate::rollout::path::{each, each_at};
use crate::rollout::{Placed, Tree, Unit};
use crate::spot::Spot;

const GROUP: &str = "gateway.networking.k8s.io";

/// Which kinds name objects of other namespaces in which field, and of which kind these are if nothing is said.
const FIELDS: &[(&str, &str, &str)] = &[
    ("Gateway", "spec listeners[] tls certificateRefs[]", "Secret"),
    ("HTTPRoute", "spec rules[] backendRefs[]", "Service"),
    ("GRPCRoute", "spec rules[] backendRefs[]", "Service"),
    ("TLSRoute", "spec rules[] backendRefs[]", "Service"),
    ("TCPRoute", "spec rules[] backendRefs[]", "Service"),
    ("UDPRoute", "spec rules[] backendRefs[]", "Service"),
];

pub(super) fn check(tree: &Tree, found: &mut Vec<Diagnostic>) {
    // What a remote source holds nobody sees; charts hold grants only by exception.
    if tree.all().any(|unit| unit.delivery.kustomize.is_some()) {
        return;
    }
    let objects = || tree.all().flat_map(Unit::placed);
    let grants: Vec<_> = objects().filter(|(_, it)| is(it, "ReferenceGrant")).collect();
    for (object, placed) in objects() {
        for (_, path, usual) in FIELDS.iter().filter(|(kind, ..)| is(placed, kind)) {
            let Some(own) = placed.namespace.as_deref() else { continue };
            each_at(&object.body, Spot::here(object.body.at), path, &mut |reference, spot| {
                let text = |key| reference.get(key).and_then(Value::as_str);
                let Some((space, name)) = text("namespace").zip(text("name")) else { return };
                let to = [text("group").unwrap_or_default(), text("kind").unwrap_or(usual), name];
                let from = [GROUP, placed.kind.name.as_str(), own];
                let is_granted = grants.iter().any(|(grant, its)| {
                    its.namespace.as_deref() == Some(space) && grants_it(grant, from, to)
                });
                if space != own && !is_granted {
                    let label = format!("{}/{own}/{}", placed.kind.name, object.name);
                    let target = format!("{}/{space}/{name}", to[1]);
                    found.push(problems::ungranted(spot, &label, &target, space));
                }
            });
        }
    }
}

fn is(placed: &Placed, kind: &str) -> bool {
    placed.kind.group == GROUP && placed.kind.name == kind
}

/// Whether a grant covers a reference: group, kind and namespace of who refers, and group, kind and name of what is
/// referred to.
fn grants_it(grant: &KubeObject, from: [&str; 3], to: [&str; 3]) -> bool {
    let has = |path: &str, keys: [&str; 3], wanted: [&str; 3]| {
        let mut is_there = false;
        each(&grant.body, path, &mut |entry| {
            let mut pairs = keys.into_iter().zip(wanted);
            is_there |= pairs.all(|(key, wanted)| match entry.get(key).map(Value::as_str) {
                Some(text) => text == Some(wanted),
                // Without a name all are meant.
                None => key == "name" || wanted.is_empty(),
            });
        });
        is_there
    };
    has("spec from[]", ["group", "kind", "namespace"], from)
        && has("spec to[]", ["group", "kind", "name"], to)
}
