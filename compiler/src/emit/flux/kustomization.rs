//! `kustomize.toolkit.fluxcd.io/v1` Kustomization: one component, what it waits for and what waits for it.

use pdl_lang::model::Plan;
use pdl_lang::rollout::source::{kind, root};
use pdl_lang::rollout::{ReadyRef, Unit};
use serde::Serialize;

use super::manifest::{Manifest, Metadata, print};
use super::namespace::KEEP;
use super::{FLUX_SYSTEM, duration, helm_release, remote};

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
    source_ref: SourceRef<'s>,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_namespace: Option<&'s str>,
    prune: bool,
    wait: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    health_checks: Vec<HealthCheck<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    patches: Vec<Patch>,
}

#[derive(Serialize)]
struct Dependency<'s> {
    name: &'s str,
}

#[derive(Serialize)]
struct SourceRef<'s> {
    kind: &'static str,
    name: &'s str,
}

#[derive(Serialize)]
struct Patch {
    patch: String,
    target: Target,
}

#[derive(Serialize)]
struct Target {
    kind: &'static str,
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

pub(in crate::emit) const API_VERSION: &str = "kustomize.toolkit.fluxcd.io/v1";
pub(in crate::emit) const KIND: &str = "Kustomization";

/// How often one is reconciled when nothing is said.
pub(in crate::emit) const INTERVAL: &str = "10m";

/// When a failed apply is tried again when nothing is said.
pub(in crate::emit) const RETRY: &str = "1m";

/// How long an apply may take when nothing is said.
pub(in crate::emit) const TIMEOUT: &str = "5m";

/// The Kustomization of a component on a cluster.
///
/// Flux does not wait for one that says so, but for its releases if objects of others need what they install.
pub(super) fn kustomization(plan: &Plan, unit: &Unit, is_needed: bool) -> String {
    let name = &plan.components[unit.delivery.component].name.text;
    let cluster = &plan.clusters[unit.delivery.cluster].name.text;
    let flux = &unit.delivery.flux;
    let depends_on = unit.after.iter().map(|it| &plan.components[it.component].name.text);
    let (wait, health_checks) = match &unit.ready {
        // Flux ignores health checks beside `wait: true`.
        Some(ready) => (false, health_checks(unit, name, ready)),
        None if flux.wait.is_none_or(|it| it.value) => (true, Vec::new()),
        None if is_needed => (false, health_checks(unit, name, &[])),
        None => (false, Vec::new()),
    };
    let source = plan.platform.source.as_ref();
    let remote = unit.delivery.kustomize.as_ref();
    let spec = Spec {
        interval: duration::or(flux.interval.as_ref(), INTERVAL),
        retry_interval: duration::or(flux.retry.as_ref(), RETRY),
        timeout: duration::or(flux.timeout.as_ref(), TIMEOUT),
        suspend: flux.suspend.is_some_and(|it| it.value),
        depends_on: depends_on.map(|name| Dependency { name }).collect(),
        source_ref: match remote {
            Some(remote) => SourceRef { kind: remote::kind(remote), name },
            None => SourceRef { kind: kind(source), name: FLUX_SYSTEM },
        },
        path: remote
            .map_or_else(|| format!("{}/{cluster}/components/{name}", root(source)), remote::path),
        target_namespace: remote.and(unit.delivery.namespace.as_deref()),
        prune: flux.prune.is_none_or(|it| it.value),
        wait,
        health_checks,
        patches: remote.iter().flat_map(|_| keeping()).collect(),
    };
    print(&Manifest {
        api_version: API_VERSION,
        kind: KIND,
        metadata: Metadata::new(name, Some(FLUX_SYSTEM)),
        spec: Some(spec),
    })
}

/// The objects that `ready` names, and every release, which is ready when Helm says so.
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
    let mut checks: Vec<HealthCheck<'_>> = release.chain(named).collect();
    for (object, placed) in unit.placed() {
        let is_release = placed.kind.name == helm_release::KIND
            && placed.kind.api_version() == helm_release::API_VERSION;
        let (name, namespace) = (object.name.as_str(), placed.namespace.as_deref());
        let is_new = !checks.iter().any(|it| {
            it.kind == helm_release::KIND && it.name == name && it.namespace == namespace
        });
        if is_release && is_new {
            let (api_version, kind) = (helm_release::API_VERSION.to_owned(), helm_release::KIND);
            checks.push(HealthCheck { api_version, kind, name, namespace });
        }
    }
    checks
}

/// What keeps the namespaces and definitions of a remote source when they are no longer in it, as our own are kept.
fn keeping() -> [Patch; 2] {
    [("v1", "Namespace"), ("apiextensions.k8s.io/v1", "CustomResourceDefinition")].map(
        |(api_version, kind)| {
            let (key, value) = KEEP;
            // The target says which objects are meant; a patch needs some name nevertheless.
            let patch = format!(
                "apiVersion: {api_version}\nkind: {kind}\nmetadata:\n  name: every\n  annotations:\n    {key}: {value}\n"
            );
            Patch { patch, target: Target { kind } }
        },
    )
}
