//! The steps that install what a story installs by hand.

use pdl_lang::deliver::{Provided, RemoteKustomization};

use super::super::super::flux::parts::parts;
use super::super::super::flux::{duration, kustomization, remote};
use super::super::super::markdown::{code, text};
use super::super::super::names;
use super::super::namespaces::namespaces;
use super::super::root::Root;
use super::super::shell::argument;
use super::super::stage::Stage;
use super::super::wait::{has_rollout, words};
use super::super::{Bootstrap, is_applied};
use super::{Steps, handover, instance};
use crate::put::putln;
use pdl_lang::rollout::{ReadyRef, Unit};

/// Writes the step of a story, a section a component.
pub(super) fn stage(steps: &mut Steps<'_, '_>, stage: &Stage<'_>) {
    let plan = &steps.bootstrap.analysis.plan;
    let story = names::story(plan, stage.story);
    match &plan.stories[stage.story].title {
        Some(title) => steps.step(&format!("{story} — {}", text(title))),
        None => steps.step(&story),
    }
    for (unit, place) in stage.units.iter().zip(0..) {
        if place > 0 {
            steps.say("");
        }
        component(steps, unit);
    }
}

fn component(steps: &mut Steps<'_, '_>, unit: &Unit) {
    let component = &steps.bootstrap.analysis.plan.components[unit.delivery.component];
    let name = component.name.text.as_str();
    putln!(steps.out, "### {}", text(name));
    // The first paragraph; the rest is for those who write the program.
    let doc = component.doc.as_deref().unwrap_or_default().lines();
    let first: Vec<&str> = doc.take_while(|line| !line.trim().is_empty()).collect();
    if !first.is_empty() {
        putln!(steps.out, "\n{}", text(&first.join(" ")));
    }
    let mut lines = Vec::new();
    if let Some(remote) = &unit.delivery.kustomize {
        let is_placed = unit.delivery.namespace.is_some();
        lines.extend(self::remote(steps, name, remote, is_placed));
    }
    if let (Some(release), Some(space)) = (&unit.delivery.helm, &unit.delivery.namespace) {
        let crds = match release.crds {
            pdl_lang::model::ChartCrds::Skip => " --skip-crds",
            _ => "",
        };
        let selector = argument(&format!("name={},namespace={space}", release.name));
        lines.push(format!("helmfile --file helmfile.yaml --selector {selector} sync{crds}"));
    }
    let namespaces = namespaces(steps.bootstrap);
    let plan = &steps.bootstrap.analysis.plan;
    let has_objects = parts(plan, unit).iter().any(|part| is_applied(part, &namespaces));
    if has_objects {
        lines.push(steps.apply(&format!("-k {}", argument(&format!("manifests/{name}")))));
    }
    let timeout = duration::or(unit.delivery.flux.timeout.as_ref(), kustomization::TIMEOUT);
    // Operators may bring their definitions themselves, and what else is waited for may be of their kinds.
    let (pods, others): (Vec<_>, Vec<_>) =
        unit.ready.iter().flatten().partition(|object| has_rollout(object));
    lines.extend(pods.into_iter().map(|object| wait(steps, object, &timeout)));
    lines.extend(instance::wait(steps, unit, &timeout));
    lines.extend(unit.delivery.provides.iter().filter_map(|provided| match provided {
        Provided::Group(group) => Some(established(steps, &group.value)),
        Provided::Object(_) => None,
    }));
    let others = others.into_iter().filter(|it| it.kind.name != "FluxInstance");
    lines.extend(others.map(|object| wait(steps, object, &timeout)));
    if instance::starts_flux(unit) && matches!(steps.bootstrap.root, Root::Instance(_)) {
        handover::before(steps);
        steps.say("\nThen:");
    }
    steps.run(&lines);
}

/// The folder into which what comes from a registry is unpacked.
const ARTIFACT: &str = "artifact";

/// What a remote kustomization is to kustomize: an address, or the folder that its artifact is unpacked into.
pub(in super::super) fn resource(remote: &RemoteKustomization) -> String {
    let path = remote::path(remote);
    let path = path.trim_start_matches("./");
    if remote::kind(remote) == remote::GIT {
        return format!("{}//{path}?ref={}", remote.url.trim_end_matches('/'), remote.revision);
    }
    format!("{ARTIFACT}/{path}").trim_end_matches('/').to_owned()
}

/// The commands that apply a remote kustomization as Flux will; `is_placed` says that it goes into a namespace, which a
/// kustomization in the folder of its name does.
fn remote(
    steps: &Steps<'_, '_>,
    name: &str,
    remote: &RemoteKustomization,
    is_placed: bool,
) -> Vec<String> {
    let apply = |what: &str| steps.apply(&format!("-k {}", argument(what)));
    if remote::kind(remote) == remote::GIT {
        let placed = is_placed.then(|| format!("manifests/{name}"));
        return vec![apply(&placed.unwrap_or_else(|| resource(remote)))];
    }
    let mark = if remote.revision.contains(':') { '@' } else { ':' };
    let url = argument(&format!("{}{mark}{}", remote.url, remote.revision));
    let folder = format!("/tmp/bootstrap-{name}");
    let unpacked = argument(&format!("{folder}/{ARTIFACT}"));
    let mut lines = vec![
        format!("mkdir -p {unpacked}"),
        steps.flux(&format!("pull artifact {url} --output {unpacked}")),
    ];
    if is_placed {
        let list = argument(&format!("manifests/{name}/kustomization.yaml"));
        lines.push(format!("cp {list} {}", argument(&folder)));
        lines.push(apply(&folder));
    } else {
        lines.push(apply(&format!("{folder}/{}", resource(remote))));
    }
    lines
}

/// Waits for an object.
fn wait(steps: &Steps<'_, '_>, object: &ReadyRef, timeout: &str) -> String {
    let words: Vec<String> = words(object, timeout).iter().map(|word| argument(word)).collect();
    steps.kubectl(&words.join(" "))
}

/// Waits until the server serves the kinds of a group, of which there is at least one.
fn established(steps: &Steps<'_, '_>, group: &str) -> String {
    let list = steps.kubectl("get crd --output name");
    let pattern = argument(&format!("\\.{}$", group.replace('.', "\\.")));
    let flags = "--for=condition=Established --timeout=2m";
    steps.kubectl(&format!("wait {flags} $({list} | grep {pattern})"))
}

/// Whether one of the components installs Flux's controllers: a FluxInstance, by whatever way.
pub(super) fn installs_flux(bootstrap: &Bootstrap<'_>) -> bool {
    bootstrap.units().any(|unit| {
        let chart = unit.delivery.helm.as_ref().map(|helm| helm.chart.as_str());
        let is_chart =
            chart.is_some_and(|it| it.ends_with("/flux-instance") || it.ends_with("/flux2"));
        is_chart || unit.placed().any(|(_, placed)| placed.kind.name == "FluxInstance")
    })
}

/// The components of a list, as code.
pub(super) fn list(bootstrap: &Bootstrap<'_>, units: &[&Unit]) -> String {
    let names: Vec<String> = units.iter().map(|unit| code(bootstrap.component(unit))).collect();
    names.join(", ")
}
