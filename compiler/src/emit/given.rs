//! What the plan says is there although no file makes it, as far as a tree that is judged from its files hangs on it.

use std::collections::{BTreeMap, BTreeSet};

use pdl_lang::Analysis;
use pdl_lang::deliver::{Deliverer, Mention, Provided};

use super::Options;

/// The kinds that a reader of the tree looks for in any case: namespaces, and what Flux refers to.
const KINDS: [&str; 9] = [
    "Bucket",
    "ExternalArtifact",
    "GitRepository",
    "HelmChart",
    "HelmRelease",
    "HelmRepository",
    "Kustomization",
    "Namespace",
    "OCIRepository",
];

/// By cluster, what is assumed there, and what a chart, an operator or a remote kustomization makes.
#[must_use]
pub fn given(analysis: &Analysis, options: &Options) -> BTreeMap<String, BTreeSet<String>> {
    let plan = &analysis.plan;
    let mut found = BTreeMap::new();
    for tree in analysis.rollout.trees.values().filter(|tree| options.wants(tree.cluster)) {
        let waited = tree.all().flat_map(|unit| unit.ready.iter().flatten());
        let waited: BTreeSet<(&str, &str)> =
            waited.map(|it| (it.kind.name.as_str(), it.name.as_str())).collect();
        let assumed = Deliverer::of(plan).assumed(tree.cluster);
        let mut objects: BTreeSet<String> =
            assumed.iter().filter_map(|it| object(it, None, &waited)).collect();
        for delivery in tree.all().map(|unit| &unit.delivery) {
            let said = delivery.provides.iter().chain(&delivery.assume);
            let namespace = delivery.namespace.as_deref();
            objects.extend(said.filter_map(|it| object(it, namespace, &waited)));
        }
        if !objects.is_empty() {
            found.insert(plan.clusters[tree.cluster].name.to_string(), objects);
        }
    }
    found
}

/// `Kind/[namespace/]name`, of what a reader looks for or Flux waits for.
fn object(
    provided: &Provided,
    around: Option<&str>,
    waited: &BTreeSet<(&str, &str)>,
) -> Option<String> {
    let Provided::Object(Mention { kind, namespace, name, .. }) = provided else { return None };
    let kind = kind.rsplit('/').next()?;
    if !KINDS.contains(&kind) && !waited.contains(&(kind, name)) {
        return None;
    }
    let namespace = namespace.as_deref().or(around).filter(|_| kind != "Namespace");
    Some(match namespace {
        Some(namespace) => format!("{kind}/{namespace}/{name}"),
        None => format!("{kind}/{name}"),
    })
}
