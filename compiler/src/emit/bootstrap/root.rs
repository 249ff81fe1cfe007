//! Where Flux pulls the tree from, and the one Kustomization that applies it: as files, or by a FluxInstance.
//!
//! A FluxInstance with a `sync` makes both itself; beside it, files would have a second owner.

use pdl_lang::model::{Plan, PlatformSource, Spanned, Value, ValueKind};
use pdl_lang::span::FileSpan;
use serde::Serialize;

use super::super::file::tidy;
use super::super::flux::manifest::{Manifest, Metadata, print};
use super::super::flux::{FLUX_SYSTEM, duration, kustomization, oci_repository};
use super::super::{Problem, ProblemKind};
use super::stage::Stage;
use pdl_lang::rollout::{Tree, Unit};

/// The name of the chart whose values are a FluxInstance.
const INSTANCE_CHART: &str = "/flux-instance";

/// Who makes the source and the root.
pub(super) enum Root<'t> {
    /// Files in this folder.
    Files,
    /// A file for the root alone: nobody says where the tree is pulled from.
    NoSource,
    /// A FluxInstance that one of the components delivers.
    Instance(&'t Unit),
}

/// A FluxInstance's `sync`, and the unit that holds it.
struct Sync<'t> {
    unit: &'t Unit,
    sync: &'t Value,
}

/// Finds out who makes the source and the root.
pub(super) fn root<'t>(
    plan: &Plan,
    tree: &'t Tree,
    stages: &[Stage<'t>],
) -> Result<Root<'t>, Vec<Problem>> {
    let cluster = &plan.clusters[tree.cluster].name.text;
    let mut problems = Vec::new();
    let syncs: Vec<Sync<'t>> = tree.units.iter().filter_map(sync).collect();
    for found in &syncs {
        check(plan, cluster, found.sync, &mut problems);
    }
    if let Some(source) = &plan.platform.source {
        check_source(source, &mut problems);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let by_hand = |unit: &Unit| stages.iter().any(|stage| has(stage, unit));
    let source = plan.platform.source.as_ref();
    let is_known = source.is_some_and(|source| source.git.is_some() || source.oci.is_some());
    Ok(match syncs.iter().find(|found| by_hand(found.unit)) {
        Some(found) => Root::Instance(found.unit),
        None if is_known => Root::Files,
        None => Root::NoSource,
    })
}

fn has(stage: &Stage<'_>, unit: &Unit) -> bool {
    stage.units.iter().any(|it| it.delivery.component == unit.delivery.component)
}

/// The `sync` of the FluxInstance that a unit delivers, as an object or through the chart that makes one.
fn sync(unit: &Unit) -> Option<Sync<'_>> {
    let instance = unit.placed().find(|(_, placed)| {
        placed.kind.group == "fluxcd.controlplane.io" && placed.kind.name == "FluxInstance"
    });
    let spec = if let Some((object, _)) = instance {
        object.body.get("spec")
    } else {
        let helm = unit.delivery.helm.as_ref();
        let helm = helm.filter(|helm| helm.chart.ends_with(INSTANCE_CHART))?;
        helm.values.as_ref()?.get("instance")
    };
    let sync = spec?.get("sync").filter(|sync| matches!(sync.kind, ValueKind::Map(_)))?;
    Some(Sync { unit, sync })
}

/// Whether a `sync` leads to the tree that the components' Kustomizations speak of.
fn check(plan: &Plan, cluster: &str, sync: &Value, problems: &mut Vec<Problem>) {
    let source = plan.platform.source.as_ref();
    let path = format!("{}/{cluster}", kustomization::root(source));
    let expected = [
        ("kind", kustomization::source_kind(source), kustomization::source_kind(source)),
        ("name", FLUX_SYSTEM, FLUX_SYSTEM),
        ("path", path.as_str(), ""),
    ];
    for (key, expected, default) in expected {
        let value = sync.get(key);
        let found = value.map_or_else(|| default.to_owned(), |it| it.print().unwrap_or_default());
        if tidy(&found) != tidy(expected) {
            let at = value.map_or(sync.at, |value| value.at);
            let (key, expected) = (format!("sync.{key}"), expected.to_owned());
            problems.push(Problem::new(at, ProblemKind::OtherTree { key, found, expected }));
        }
    }
}

/// Whether Flux takes what the platform says of its source.
fn check_source(source: &PlatformSource, problems: &mut Vec<Problem>) {
    let mut one_of = |url: Option<&Spanned<String>>, schemes: &'static [&'static str]| {
        if let Some(url) = url
            && !schemes.iter().any(|scheme| url.value.starts_with(scheme))
        {
            let kind = ProblemKind::Scheme { url: url.value.clone(), schemes };
            problems.push(Problem::new(url.at, kind));
        }
    };
    one_of(source.git.as_ref(), &["https://", "http://", "ssh://"]);
    one_of(source.oci.as_ref(), &["oci://"]);
    let mut beside = |field: Option<FileSpan>, field_name, other: Option<FileSpan>, other_name| {
        if let (Some(at), Some(_)) = (field, other) {
            problems.push(Problem::new(at, ProblemKind::Beside(field_name, other_name)));
        }
    };
    let at = |field: &Option<Spanned<String>>| field.as_ref().map(|it| it.at);
    beside(at(&source.oci), "oci", at(&source.git), "git");
    beside(at(&source.branch), "branch", at(&source.oci), "oci");
    if source.oci.is_none() {
        beside(at(&source.tag), "tag", at(&source.git), "git");
    }
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
    pub(super) fn files(
        &self,
        plan: &Plan,
        cluster: &str,
    ) -> Result<Vec<(&'static str, String)>, Vec<Problem>> {
        let mut files = Vec::new();
        if matches!(self, Self::Instance(_)) {
            return Ok(files);
        }
        if let Some(text) = plan.platform.source.as_ref().and_then(|it| source(it).transpose()) {
            files.push(("source.yaml", text.map_err(|problem| vec![problem])?));
        }
        files.push(("root.yaml", root_file(plan, cluster).map_err(|problem| vec![problem])?));
        Ok(files)
    }
}

/// The source of the tree, if it is known where that is.
fn source(source: &PlatformSource) -> Result<Option<String>, Problem> {
    let or = |field: &'_ Option<Spanned<String>>, default: &str| {
        field.as_ref().map_or_else(|| default.to_owned(), |it| it.value.clone())
    };
    let (branch, tag) = (or(&source.branch, "main"), or(&source.tag, "latest"));
    let (url, r#ref) = match (&source.git, &source.oci) {
        (_, Some(oci)) => (&oci.value, Ref::Tag(&tag)),
        (Some(git), None) => (&git.value, Ref::Branch(&branch)),
        (None, None) => return Ok(None),
    };
    let spec = SourceSpec {
        interval: duration::or(source.interval.as_ref(), "1m")?,
        url,
        r#ref,
        secret_ref: source.secret.as_ref().map(|it| SecretRef { name: &it.value }),
    };
    Ok(Some(print(&Manifest {
        api_version: oci_repository::API_VERSION,
        kind: kustomization::source_kind(Some(source)),
        metadata: Metadata::new(FLUX_SYSTEM, Some(FLUX_SYSTEM)),
        spec: Some(spec),
    })))
}

/// The Kustomization that applies all others of a cluster; it does not wait for them, each of them says how it is.
fn root_file(plan: &Plan, cluster: &str) -> Result<String, Problem> {
    let flux = &plan.platform.flux;
    let source = plan.platform.source.as_ref();
    let spec = RootSpec {
        interval: duration::or(flux.interval.as_ref(), kustomization::INTERVAL)?,
        retry_interval: duration::or(flux.retry.as_ref(), kustomization::RETRY)?,
        timeout: duration::or(flux.timeout.as_ref(), kustomization::TIMEOUT)?,
        source_ref: SourceRef { kind: kustomization::source_kind(source), name: FLUX_SYSTEM },
        path: format!("{}/{cluster}", kustomization::root(source)),
        prune: true,
        wait: false,
    };
    Ok(print(&Manifest {
        api_version: kustomization::API_VERSION,
        kind: kustomization::KIND,
        metadata: Metadata::new(FLUX_SYSTEM, Some(FLUX_SYSTEM)),
        spec: Some(spec),
    }))
}
