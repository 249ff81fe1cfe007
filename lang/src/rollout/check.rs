//! What is wrong with a component on a cluster, as far as it can be told without the rest of the tree.

use super::names::{LABEL, RELEASE};
use super::{duration, objects, remote, version};
use crate::deliver::{Delivery, Release};
use crate::diagnostic::Diagnostic;
use crate::model::{Component, Plan};
use crate::problems::{delivery as problems, outputs};

/// Names of files and objects that every tree has.
const RESERVED: &[&str] = &["kustomization", "flux-system"];

/// Adds what is wrong with a component on a cluster.
pub(super) fn delivery(plan: &Plan, delivery: &Delivery, out: &mut Vec<Diagnostic>) {
    let component = &plan.components[delivery.component];
    let name = component.name.text.as_str();
    if RESERVED.contains(&name) {
        out.push(outputs::reserved_name(component.name.at, name));
    } else if !LABEL.takes(name) {
        let at = component.name.at;
        out.push(outputs::refused_name(at, "component", name, "Kubernetes", LABEL.text));
    }
    if let Some(namespace) = &delivery.namespace
        && !LABEL.takes(namespace)
    {
        let at = component.base.namespace.as_ref().map_or(component.name.at, |it| it.at);
        out.push(outputs::refused_name(at, "namespace", namespace, "Kubernetes", LABEL.text));
    }
    if let Some(release) = &delivery.helm {
        self::release(component, delivery, release, out);
    }
    wait(component, delivery, out);
    let flux = &delivery.flux;
    for written in [&flux.interval, &flux.timeout, &flux.retry].into_iter().flatten() {
        out.extend(duration::unusable(written));
    }
    if let Some(remote) = &delivery.kustomize {
        let own = delivery.helm.as_ref().map(|it| it.at);
        if let Some(own) = own.or(delivery.resources.first().map(|it| it.at)) {
            out.push(problems::two_sources(remote.at, name, own));
        }
        remote::check(remote, out);
    }
}

fn release(
    component: &Component,
    delivery: &Delivery,
    release: &Release,
    out: &mut Vec<Diagnostic>,
) {
    let name = component.name.text.as_str();
    if delivery.namespace.is_none() && delivery.is_whole {
        out.push(problems::no_namespace(release.at, "HelmRelease", name, name));
    }
    if !RELEASE.takes(&release.name) {
        let given = component.base.helm.as_ref().and_then(|helm| helm.release.as_ref());
        let at = given.map_or(component.name.at, |it| it.at);
        out.push(outputs::refused_name(at, "release", &release.name, "Helm", RELEASE.text));
    }
    if let Some(values) = &release.values {
        objects::duplicate_keys(values, out);
    }
    if let Some(why) = version::inexact(&release.version) {
        out.push(problems::inexact_version(release.version_at, &release.version, why));
    }
    let chart = release.chart.as_str();
    let is_repository = ["https://", "http://"].iter().any(|it| chart.starts_with(it));
    if !is_repository && !chart.starts_with("oci://") {
        out.push(problems::chart_source(release.chart_at, chart));
    } else if is_repository && release.chart_name.is_none() {
        // Nothing in the address of a repository says which of its charts is meant.
        out.push(problems::chart_without_name(release.chart_at, chart, release.at));
    } else if let Some((why, help)) = unusable(chart) {
        out.push(problems::unusable_chart(release.chart_at, chart, why, help));
    }
}

/// Why an address of a known scheme leads to no chart, and what to do.
fn unusable(chart: &str) -> Option<(&'static str, &'static str)> {
    let (scheme, rest) = chart.split_once("://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let last = path.rsplit('/').next().unwrap_or_default();
    if host.is_empty() {
        return Some(("it names no server", "Write the server, and the path of the chart there."));
    }
    let is_artifact = scheme == "oci";
    if is_artifact && last.is_empty() {
        return Some(("it names no chart", "End it with the chart's name."));
    }
    (is_artifact && last.contains([':', '@'])).then_some((
        "a tag or digest is no part of it",
        "Write what stands behind the `:` or `@` as the `version`.",
    ))
}

/// `wait: true` of the component's own beside `ready`.
fn wait(component: &Component, delivery: &Delivery, out: &mut Vec<Diagnostic>) {
    let own = component.overrides.iter().filter(|(on, _)| on.value == delivery.cluster);
    let mut layers = own.map(|(_, layer)| layer).chain([&component.base]);
    let wait = layers.find_map(|layer| layer.flux.wait).filter(|wait| wait.value);
    let ready = delivery.ready.as_ref().and_then(|ready| ready.first());
    if let (Some(wait), Some(ready)) = (wait, ready) {
        out.push(problems::wait_beside_ready(wait.at, &component.name.text, ready.at));
    }
}
