//! `helmfile.yaml`: the releases that are installed by hand, in order.

use serde::Serialize;

use super::super::flux::helm_release::Source;
use super::super::flux::manifest::print;
use super::super::flux::{duration, kustomization, parts};
use super::{Bootstrap, wait};
use pdl_lang::deliver::Provided;
use pdl_lang::rollout::Unit;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Helmfile<'h> {
    helm_defaults: Defaults<'h>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    repositories: Vec<Repository<'h>>,
    releases: Vec<Release<'h>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Defaults<'h> {
    kube_context: &'h str,
    create_namespace: bool,
    wait: bool,
    wait_for_jobs: bool,
}

#[derive(Serialize)]
struct Repository<'h> {
    name: &'h str,
    url: &'h str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Release<'h> {
    name: &'h str,
    namespace: &'h str,
    labels: Labels<'h>,
    chart: String,
    version: &'h str,
    timeout: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    wait: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wait_for_jobs: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    needs: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    disable_validation_on_install: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hooks: Vec<Hook>,
}

#[derive(Serialize)]
struct Labels<'h> {
    component: &'h str,
    story: &'h str,
}

#[derive(Serialize)]
struct Hook {
    events: [&'static str; 1],
    showlogs: bool,
    command: &'static str,
    args: Vec<String>,
}

/// The file, if any component that is installed by hand is a release.
pub(super) fn helmfile(bootstrap: &Bootstrap<'_>) -> Option<String> {
    let mut repositories = Vec::new();
    let mut releases: Vec<Release<'_>> = Vec::new();
    for stage in &bootstrap.stages {
        let story = bootstrap.analysis.plan.stories[stage.story].name.text.as_str();
        for unit in &stage.units {
            let (Some(helm), Some(space)) = (&unit.delivery.helm, &unit.delivery.namespace) else {
                continue;
            };
            let component = bootstrap.component(unit);
            let chart = match parts::source(helm) {
                Source::Oci => helm.chart.clone(),
                Source::Repository(chart) => {
                    repositories.push(Repository { name: component, url: &helm.chart });
                    format!("{component}/{chart}")
                }
            };
            // One after the other, as the steps of the README are: the last is what the next needs.
            let needs = releases.last().map(|it| format!("{}/{}", it.namespace, it.name));
            // What `ready` names is enough, as it is for Flux: other parts may wait for a release that comes after.
            let wait = unit.ready.as_ref().map(|_| false);
            releases.push(Release {
                name: &helm.name,
                namespace: space,
                labels: Labels { component, story },
                chart,
                version: &helm.version,
                timeout: duration::seconds(&timeout(unit)),
                wait,
                wait_for_jobs: wait,
                needs: needs.into_iter().collect(),
                disable_validation_on_install: installs_definitions(unit),
                values: helm.values.iter().map(|_| format!("values/{component}.yaml")).collect(),
                hooks: hooks(bootstrap, unit),
            });
        }
    }
    let helm_defaults = Defaults {
        kube_context: bootstrap.cluster(),
        create_namespace: false,
        wait: true,
        wait_for_jobs: true,
    };
    let is_empty = releases.is_empty();
    (!is_empty).then(|| print(&Helmfile { helm_defaults, repositories, releases }))
}

/// Whether a chart brings the kinds that it may itself use: the server cannot know them beforehand.
fn installs_definitions(unit: &Unit) -> bool {
    unit.delivery.provides.iter().any(|provided| matches!(provided, Provided::Group(_)))
}

/// Waits for what `ready` names of a release, and until the server serves its kinds.
fn hooks(bootstrap: &Bootstrap<'_>, unit: &Unit) -> Vec<Hook> {
    let timeout = timeout(unit);
    let (pods, others): (Vec<_>, Vec<_>) =
        unit.ready.iter().flatten().partition(|object| wait::has_rollout(object));
    let definitions = ["wait", "crd", "--all", "--for=condition=Established", "--timeout=2m"];
    let definitions = definitions.map(str::to_owned).to_vec();
    let lines = pods.into_iter().map(|object| wait::words(object, &timeout));
    let lines = lines.chain(installs_definitions(unit).then_some(definitions));
    let lines = lines.chain(others.into_iter().map(|object| wait::words(object, &timeout)));
    let hook = |words: Vec<String>| {
        let context = ["--context".to_owned(), bootstrap.cluster().to_owned()];
        let args = context.into_iter().chain(words).collect();
        Hook { events: ["postsync"], showlogs: true, command: "kubectl", args }
    };
    lines.map(hook).collect()
}

fn timeout(unit: &Unit) -> String {
    duration::or(unit.delivery.flux.timeout.as_ref(), kustomization::TIMEOUT)
}
