//! `helm.toolkit.fluxcd.io/v2` HelmRelease: a chart, its values, and what happens when it fails.

use pdl_lang::deliver::Release;
use pdl_lang::model::ChartCrds;
use serde::Serialize;

use super::manifest::{Manifest, Metadata, print};
use super::value::Resolved;
use super::{helm_repository, oci_repository};

pub(in crate::emit) const API_VERSION: &str = "helm.toolkit.fluxcd.io/v2";
pub(in crate::emit) const KIND: &str = "HelmRelease";

/// How often a failed install or upgrade is tried again before Flux gives up.
const RETRIES: u8 = 3;

/// How many releases Helm remembers.
const HISTORY: u8 = 5;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spec<'s> {
    interval: &'static str,
    timeout: &'s str,
    release_name: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    chart: Option<Chart<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chart_ref: Option<SourceRef<'s>>,
    max_history: u8,
    install: Install,
    upgrade: Upgrade,
    rollback: Rollback,
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Resolved<'s>>,
}

#[derive(Serialize)]
struct Chart<'s> {
    spec: ChartSpec<'s>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChartSpec<'s> {
    chart: &'s str,
    version: &'s str,
    source_ref: SourceRef<'s>,
    interval: &'static str,
}

#[derive(Serialize)]
struct SourceRef<'s> {
    kind: &'static str,
    name: &'s str,
    namespace: &'s str,
}

#[derive(Serialize)]
struct Install {
    crds: &'static str,
    remediation: Remediation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Upgrade {
    crds: &'static str,
    cleanup_on_fail: bool,
    remediation: Remediation,
}

#[derive(Serialize)]
struct Remediation {
    retries: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    strategy: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rollback {
    cleanup_on_fail: bool,
}

/// Where the chart of a release comes from.
pub(in crate::emit) enum Source<'s> {
    /// A chart in a registry.
    Oci,
    /// A chart of this name in a repository.
    Repository(&'s str),
}

/// A release; `name` is that of the release object and of its source.
pub(in crate::emit) fn helm_release(
    name: &str,
    namespace: &str,
    release: &Release,
    source: &Source<'_>,
    timeout: &str,
) -> String {
    let crds = match release.crds {
        ChartCrds::Skip => "Skip",
        ChartCrds::Create => "Create",
        ChartCrds::CreateReplace => "CreateReplace",
    };
    let source_ref = |kind| SourceRef { kind, name, namespace };
    let (chart, chart_ref) = match source {
        Source::Oci => (None, Some(source_ref(oci_repository::KIND))),
        Source::Repository(chart) => {
            let source_ref = source_ref(helm_repository::KIND);
            let version = &release.version;
            (Some(Chart { spec: ChartSpec { chart, version, source_ref, interval: "12h" } }), None)
        }
    };
    let remediation = |strategy| Remediation { retries: RETRIES, strategy };
    let spec = Spec {
        interval: "1h",
        timeout,
        release_name: &release.name,
        chart,
        chart_ref,
        max_history: HISTORY,
        install: Install { crds, remediation: remediation(None) },
        upgrade: Upgrade {
            crds,
            cleanup_on_fail: true,
            remediation: remediation(Some("rollback")),
        },
        rollback: Rollback { cleanup_on_fail: true },
        values: release.values.as_ref().map(Resolved),
    };
    print(&Manifest {
        api_version: API_VERSION,
        kind: KIND,
        metadata: Metadata::new(name, Some(namespace)),
        spec: Some(spec),
    })
}
