//! `kustomize.toolkit.fluxcd.io/v1` Kustomization: one component, what it waits for and what waits for it.

use pdl_lang::model::{Plan, PlatformSource};
use pdl_lang::rollout::{ReadyRef, Unit};
use serde::Serialize;

use super::super::Problem;
use super::super::file::tidy;
use super::manifest::{Manifest, Metadata, print};
use super::{FLUX_SYSTEM, duration, helm_release};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spec<'s> {
    interval: String,
    retry_interval: String,
    timeout: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    suspend: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends_on: Vec<Dependency<'s>>,
    source_ref: SourceRef,
    path: String,
    prune: bool,
    wait: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    health_checks: Vec<HealthCheck<'s>>,
}

#[derive(Serialize)]
struct Dependency<'s> {
    name: &'s str,
}

#[derive(Serialize)]
struct SourceRef {
    kind: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HealthCheck<'s> {
    api_version: String,
    kind: &'s str,
    name: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace: Option<&'s str>,
}

/// How long an apply may take when nothing is said.
pub(super) const TIMEOUT: &str = "5m";

/// The Kustomization of a component on a cluster.
pub(super) fn kustomization(plan: &Plan, unit: &Unit) -> Result<String, Problem> {
    let name = &plan.components[unit.delivery.component].name.text;
    let cluster = &plan.clusters[unit.delivery.cluster].name.text;
    let flux = &unit.delivery.flux;
    let depends_on = unit.after.iter().map(|it| &plan.components[it.component].name.text);
    let (wait, health_checks) = match &unit.ready {
        // Flux ignores health checks beside `wait: true`.
        Some(ready) => (false, health_checks(unit, name, ready)),
        None => (flux.wait.is_none_or(|it| it.value), Vec::new()),
    };
    let source = plan.platform.source.as_ref();
    let spec = Spec {
        interval: duration::or(flux.interval.as_ref(), "10m")?,
        retry_interval: duration::or(flux.retry.as_ref(), "1m")?,
        timeout: duration::or(flux.timeout.as_ref(), TIMEOUT)?,
        suspend: flux.suspend.is_some_and(|it| it.value),
        depends_on: depends_on.map(|name| Dependency { name }).collect(),
        source_ref: source_ref(source),
        path: format!("{}/{cluster}/components/{name}", root(source)),
        prune: flux.prune.is_none_or(|it| it.value),
        wait,
        health_checks,
    };
    Ok(print(&Manifest {
        api_version: "kustomize.toolkit.fluxcd.io/v1",
        kind: "Kustomization",
        metadata: Metadata::new(name, Some(FLUX_SYSTEM)),
        spec: Some(spec),
    }))
}

/// The objects that `ready` names, and the release, which is ready when Helm says so.
fn health_checks<'s>(unit: &'s Unit, name: &'s str, ready: &'s [ReadyRef]) -> Vec<HealthCheck<'s>> {
    let release = unit.delivery.helm.iter().map(|_| HealthCheck {
        api_version: helm_release::API_VERSION.to_owned(),
        kind: helm_release::KIND,
        name,
        namespace: unit.delivery.namespace.as_deref(),
    });
    let named = ready.iter().map(|object| HealthCheck {
        api_version: object.kind.api_version(),
        kind: &object.kind.name,
        name: &object.name,
        namespace: object.namespace.as_deref(),
    });
    release.chain(named).collect()
}

fn source_ref(source: Option<&PlatformSource>) -> SourceRef {
    let is_oci = source.is_some_and(|source| source.oci.is_some());
    SourceRef { kind: if is_oci { "OCIRepository" } else { "GitRepository" }, name: FLUX_SYSTEM }
}

/// Where the tree of all clusters lies in the source, with the `./` that Flux writes.
fn root(source: Option<&PlatformSource>) -> String {
    let path =
        source.and_then(|source| source.path.as_ref()).map_or("out/flux", |path| &path.value);
    match tidy(path).trim_start_matches('/') {
        "" => ".".to_owned(),
        path => format!("./{path}"),
    }
}
