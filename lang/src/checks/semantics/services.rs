//! `PDL6210`: Services that select none of the pods beside them.
//!
//! What charts, operators and other repositories make is not known: only a namespace that gets nothing from them is
//! looked at.

use super::names::field;
use crate::checks::objects::metadata::is_name;
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::problems::workloads as problems;
use crate::rollout::path::{each, each_at};
use crate::rollout::{Placed, Tree, Unit, pod_spec};
use crate::spot::Spot;

/// Groups of which no controller makes pods but those of Kubernetes.
const OWN: &[&str] = &[
    "",
    "apps",
    "autoscaling",
    "batch",
    "networking.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
    "gateway.networking.k8s.io",
    "monitoring.coreos.com",
    "external-secrets.io",
    "cert-manager.io",
];

/// Kinds of Flux that bring objects from elsewhere.
const BRINGERS: &[&str] =
    &["helm.toolkit.fluxcd.io/HelmRelease", "kustomize.toolkit.fluxcd.io/Kustomization"];

/// The labels of the pods of an object.
type Labels<'t> = Vec<(&'t str, &'t str)>;

/// Checks the Services of a cluster.
pub(super) fn check(tree: &Tree, found: &mut Vec<Diagnostic>) {
    let brings = |placed: &Placed| BRINGERS.contains(&placed.kind.without_version().as_str());
    let is_open = |unit: &Unit| {
        let from_anywhere = unit.delivery.kustomize.is_some() && unit.delivery.namespace.is_none();
        from_anywhere || unit.placed().any(|(_, placed)| brings(placed))
    };
    if tree.all().any(is_open) {
        return;
    }
    for unit in tree.all() {
        for (service, placed) in unit.placed().filter(|(_, it)| it.kind.is_core("Service")) {
            let Some(namespace) = placed.namespace.as_deref() else { continue };
            // Only beside pods of its own it is clear what a Service is for.
            if pods(unit, namespace).next().is_some()
                && tree.all().all(|it| is_known(it, namespace))
            {
                selected(tree, service, namespace, found);
            }
        }
    }
}

/// Whether all pods that a component brings into a namespace are written in it.
fn is_known(unit: &Unit, namespace: &str) -> bool {
    let delivery = &unit.delivery;
    let is_there = delivery.namespace.as_deref() == Some(namespace);
    let brings = delivery.helm.is_some()
        || delivery.kustomize.is_some()
        || !delivery.provides.is_empty()
        || !delivery.is_whole
        || unit.objects.iter().any(Option::is_none);
    let mut inside = unit.placed().filter(|(_, it)| it.namespace.as_deref() == Some(namespace));
    !(is_there && brings) && inside.all(|(_, it)| OWN.contains(&it.kind.group.as_str()))
}

/// The labels of the pods that a component has in a namespace.
fn pods<'t>(unit: &'t Unit, namespace: &str) -> impl Iterator<Item = Labels<'t>> {
    let inside = unit.placed().filter(move |(_, it)| it.namespace.as_deref() == Some(namespace));
    inside.filter_map(|(object, placed)| {
        let spec = pod_spec(&placed.kind.without_version())?;
        let path = format!("{}metadata labels", spec.strip_suffix("spec")?);
        let mut labels = Vec::new();
        each(&object.body, &path, &mut |value| {
            let pairs = value.as_map().unwrap_or_default().iter();
            labels.extend(pairs.filter_map(|it| Some((it.key.as_str()?, it.value.as_str()?))));
        });
        Some(labels)
    })
}

fn selected(tree: &Tree, service: &KubeObject, namespace: &str, found: &mut Vec<Diagnostic>) {
    each_at(&service.body, Spot::here(service.body.at), "spec selector", &mut |value, spot| {
        let wanted = value.as_map().unwrap_or_default().iter();
        let wanted: Option<Labels<'_>> =
            wanted.map(|it| Some((it.key.as_str()?, it.value.as_str()?))).collect();
        // A value that is none is another finding.
        let is_label = |it: &Labels<'_>| !it.is_empty() && it.iter().all(|(_, it)| is_name(it));
        let Some(wanted) = wanted.filter(is_label) else { return };
        let selects = |labels: &Labels<'_>| wanted.iter().all(|it| labels.contains(it));
        let mut pods = tree.all().flat_map(|unit| pods(unit, namespace));
        if !pods.any(|labels| selects(&labels)) {
            let name = field("spec selector", "Service");
            found.push(problems::selects_nothing(spot, &name, &service.name, namespace));
        }
    });
}
