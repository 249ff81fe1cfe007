//! Where Flux pulls the tree from, and the one Kustomization that applies it: as files, or by a FluxInstance.
//!
//! A FluxInstance with a `sync` makes both itself; beside it, files would have a second owner.

use pdl_lang::model::{Plan, PlatformSource, Spanned};
use pdl_lang::rollout::source;
use pdl_lang::rollout::{Tree, Unit};
use serde::Serialize;

use super::super::flux::manifest::{Manifest, Metadata, print};
use super::super::flux::{FLUX_SYSTEM, duration, kustomization, oci_repository};
use super::stage::Stage;

/// Who makes the source and the root.
pub(super) enum Root<'t> {
    /// Files in this folder.
    Files,
    /// A file for the root alone: nobody says where the tree is pulled from.
    NoSource,
    /// A FluxInstance that one of the components delivers.
    Instance(&'t Unit),
}

/// Finds out who makes the source and the root.
pub(super) fn root<'t>(plan: &Plan, tree: &'t Tree, stages: &[Stage<'t>]) -> Root<'t> {
    let by_hand = |unit: &&Unit| stages.iter().any(|stage| has(stage, unit));
    let mut instances = tree.all().filter(|unit| source::sync(unit).is_some());
    let source = plan.platform.source.as_ref();
    let is_known = source.is_some_and(|source| source.git.is_some() || source.oci.is_some());
    match instances.find(by_hand) {
        Some(unit) => Root::Instance(unit),
        None if is_known => Root::Files,
        None => Root::NoSource,
    }
}

fn has(stage: &Stage<'_>, unit: &Unit) -> bool {
    stage.units.iter().any(|it| it.delivery.component == unit.delivery.component)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SourceSpec<'s> {
    interval: String,
    url: &'s str,
    r#ref: Ref<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_ref: Option<SecretRef<'s>>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Ref<'s> {
    Branch(&'s str),
    Tag(&'s str),
}

#[derive(Serialize)]
struct SecretRef<'s> {
    name: &'s str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RootSpec {
    interval: String,
    retry_interval: String,
    timeout: String,
    source_ref: SourceRef,
    path: String,
    prune: bool,
    wait: bool,
}

#[derive(Serialize)]
struct SourceRef {
    kind: &'static str,
    name: &'static str,
}

impl Root<'_> {
    /// The files that make the source and the root, by name.
    pub(super) fn files(&self, plan: &Plan, cluster: &str) -> Vec<(&'static str, String)> {
        let mut files = Vec::new();
        if matches!(self, Self::Instance(_)) {
            return files;
        }
        if let Some(text) = plan.platform.source.as_ref().and_then(source_file) {
            files.push(("source.yaml", text));
        }
        files.push(("root.yaml", root_file(plan, cluster)));
        files
    }
}

/// The source of the tree, if it is known where that is.
fn source_file(source: &PlatformSource) -> Option<String> {
    let or = |field: &'_ Option<Spanned<String>>, default: &str| {
        field.as_ref().map_or_else(|| default.to_owned(), |it| it.value.clone())
    };
    let (branch, tag) = (or(&source.branch, "main"), or(&source.tag, "latest"));
    let (url, r#ref) = match (&source.git, &source.oci) {
        (_, Some(oci)) => (&oci.value, Ref::Tag(&tag)),
        (Some(git), None) => (&git.value, Ref::Branch(&branch)),
        (None, None) => return None,
    };
    let spec = SourceSpec {
        interval: duration::or(source.interval.as_ref(), "1m"),
        url,
        r#ref,
        secret_ref: source.secret.as_ref().map(|it| SecretRef { name: &it.value }),
    };
    Some(print(&Manifest {
        api_version: oci_repository::API_VERSION,
        kind: source::kind(Some(source)),
        metadata: Metadata::new(FLUX_SYSTEM, Some(FLUX_SYSTEM)),
        spec: Some(spec),
    }))
}

/// The Kustomization that applies all others of a cluster; it does not wait for them, each of them says how it is.
fn root_file(plan: &Plan, cluster: &str) -> String {
    let flux = &plan.platform.flux;
    let source = plan.platform.source.as_ref();
    let spec = RootSpec {
        interval: duration::or(flux.interval.as_ref(), kustomization::INTERVAL),
        retry_interval: duration::or(flux.retry.as_ref(), kustomization::RETRY),
        timeout: duration::or(flux.timeout.as_ref(), kustomization::TIMEOUT),
        source_ref: SourceRef { kind: source::kind(source), name: FLUX_SYSTEM },
        path: format!("{}/{cluster}", source::root(source)),
        prune: true,
        wait: false,
    };
    print(&Manifest {
        api_version: kustomization::API_VERSION,
        kind: kustomization::KIND,
        metadata: Metadata::new(FLUX_SYSTEM, Some(FLUX_SYSTEM)),
        spec: Some(spec),
    })
}
