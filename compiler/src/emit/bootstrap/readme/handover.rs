//! How to see that Flux adopts what was installed by hand without changing it, and how to go back.

use pdl_lang::deliver::Release;

use super::super::super::flux::helm_release::Source;
use super::super::super::flux::parts::source;
use super::super::super::flux::{FLUX_SYSTEM, duration, kustomization};
use super::super::super::markdown::{code, code_in_cell};
use super::super::super::names;
use super::super::root::Root;
use super::super::shell::argument;
use super::{Steps, components};
use crate::put::putln;
use pdl_lang::rollout::Unit;

/// Writes what is adopted by which story, and the commands that show it.
pub(super) fn hand_over(steps: &mut Steps<'_, '_>) {
    let (units, early): (Vec<&Unit>, Vec<&Unit>) =
        steps.bootstrap.units().partition(|unit| steps.bootstrap.is_adopted(unit));
    if !early.is_empty() {
        steps.step("What stays as it is");
        later(steps, &early);
    }
    if units.is_empty() {
        return;
    }
    steps.step("See that the hand-over changed nothing");
    steps.say("Flux adopts each component under the name that it has; versions and values are the same.\n");
    steps.say("| component | by hand in | adopted in | release |\n| --- | --- | --- | --- |");
    let plan = &steps.bootstrap.analysis.plan;
    for stage in &steps.bootstrap.stages {
        for unit in stage.units.iter().filter(|unit| steps.bootstrap.is_adopted(unit)) {
            let release = match (&unit.delivery.helm, &unit.delivery.namespace) {
                (Some(helm), Some(space)) => code_in_cell(&format!("{space}/{}", helm.name)),
                _ => String::new(),
            };
            putln!(
                steps.out,
                "| {} | {} | {} | {release} |",
                code_in_cell(steps.bootstrap.component(unit)),
                names::story(plan, stage.story),
                names::story(plan, unit.delivery.story),
            );
        }
    }
    let releases: Vec<(&Unit, &Release, &str)> =
        units.iter().filter_map(|unit| release(unit)).collect();
    if !releases.is_empty() {
        self::releases(steps, &releases);
    }
    let objects: Vec<&Unit> = units
        .into_iter()
        .filter(|unit| unit.delivery.helm.is_none() && unit.delivery.kustomize.is_none())
        .collect();
    if !objects.is_empty() {
        steps.say(&format!(
            "\nOf {}, this shows nothing but labels of `kustomize.toolkit.fluxcd.io`:",
            components::list(steps.bootstrap, &objects)
        ));
        let lines: Vec<String> = objects.iter().map(|unit| self::objects(steps, unit)).collect();
        steps.run(&lines);
    }
}

/// Says which story will have Flux adopt what this tree does not hold yet.
fn later(steps: &mut Steps<'_, '_>, early: &[&Unit]) {
    let plan = &steps.bootstrap.analysis.plan;
    steps.say("Flux does not know these yet, and leaves them alone. This folder will say how they are adopted.\n");
    for unit in early {
        let component = code(steps.bootstrap.component(unit));
        steps.say(&format!("- {component}, with {}", names::story(plan, unit.delivery.story)));
    }
}

/// What would change if Flux adopted the releases now; to be asked before Flux is there.
pub(super) fn before(steps: &mut Steps<'_, '_>) {
    let units = steps.bootstrap.units().filter(|unit| steps.bootstrap.is_adopted(unit));
    let releases: Vec<(&Unit, &Release, &str)> = units.filter_map(release).collect();
    if releases.is_empty() {
        return;
    }
    steps.say(
        "\nFlux will adopt what is installed. Before it is started, this prints nothing, except for Secrets of charts \
         that make their certificates anew whenever they are rendered:",
    );
    let difference = |(unit, release, space): &(&Unit, &Release, &str)| {
        let component = steps.bootstrap.component(unit);
        let chart = match source(release) {
            Source::Repository(chart) => {
                format!("{} --repo {}", argument(chart), argument(&release.chart))
            }
            Source::Oci => argument(&release.chart),
        };
        let values = release.values.as_ref().map(|_| format!("values/{component}.yaml"));
        let values = values.map_or_else(String::new, |it| format!(" --values {}", argument(&it)));
        let (name, version) = (argument(&release.name), argument(&release.version));
        let space = argument(space);
        let rest = format!("--version {version} --namespace {space}{values} --dry-run=server");
        steps.helm(&format!("diff upgrade {name} {chart} {rest}"))
    };
    let lines: Vec<String> = releases.iter().map(difference).collect();
    steps.run(&lines);
}

/// The release of a component, and its namespace.
fn release(unit: &Unit) -> Option<(&Unit, &Release, &str)> {
    let delivery = &unit.delivery;
    Some((unit, delivery.helm.as_ref()?, delivery.namespace.as_deref()?))
}

/// The commands after the adoption of releases.
fn releases(steps: &mut Steps<'_, '_>, releases: &[(&Unit, &Release, &str)]) {
    steps.say(
        "\nAdopting a release makes its second revision. Each `diff` between the two shows nothing but labels of \
         `helm.toolkit.fluxcd.io`, by which Flux knows its objects again, and those Secrets:",
    );
    let mut lines = Vec::new();
    for (unit, release, space) in releases {
        let object = argument(&format!("helmrelease/{}", steps.bootstrap.component(unit)));
        let (name, space) = (argument(&release.name), argument(space));
        let timeout = duration::or(unit.delivery.flux.timeout.as_ref(), kustomization::TIMEOUT);
        let wait = format!("wait {object} --for=condition=Ready --timeout={timeout}");
        lines.push(steps.kubectl(&format!("--namespace {space} {wait}")));
        lines.push(steps.helm(&format!("--namespace {space} diff revision {name} 1 2")));
    }
    steps.run(&lines);
}

fn objects(steps: &Steps<'_, '_>, unit: &Unit) -> String {
    let (cluster, component) = (steps.bootstrap.cluster(), steps.bootstrap.component(unit));
    let path = argument(&format!("../../flux/{cluster}/components/{component}"));
    steps.flux(&format!("diff kustomization {} --path {path}", argument(component)))
}

/// Writes how to go back.
pub(super) fn undo(steps: &mut Steps<'_, '_>) {
    steps.say("\n## Going back\n");
    steps.say("Stop Flux before you change anything by hand, or it changes it back:");
    let stop = match steps.bootstrap.root {
        Root::Instance(_) => steps.kubectl(&format!(
            "--namespace {FLUX_SYSTEM} annotate fluxinstance --all --overwrite fluxcd.controlplane.io/reconcile=disabled"
        )),
        Root::Files | Root::NoSource => String::new(),
    };
    let mut lines = vec![stop];
    lines.push(steps.flux("suspend kustomization --all"));
    lines.retain(|line| !line.is_empty());
    steps.run(&lines);
    let adopted = steps.bootstrap.units().filter(|unit| steps.bootstrap.is_adopted(unit));
    let releases = adopted.filter_map(|unit| {
        Some((unit.delivery.helm.as_ref()?, unit.delivery.namespace.as_deref()?))
    });
    let mut back: Vec<String> = releases
        .map(|(release, space)| {
            let rest = format!("rollback {} 1", argument(&release.name));
            steps.helm(&format!("--namespace {} {rest} --wait", argument(space)))
        })
        .collect();
    back.reverse();
    if !back.is_empty() {
        steps.say("\nA release goes back to what was installed by hand, the last one first:");
        steps.run(&back);
    }
    steps.say("\nThis removes Flux and leaves everything that it applied:");
    steps.run(&[match steps.bootstrap.root {
        Root::Instance(_) => {
            steps.kubectl(&format!("--namespace {FLUX_SYSTEM} delete fluxinstance --all"))
        }
        Root::Files | Root::NoSource => steps.flux("uninstall --keep-namespace"),
    }]);
    if steps.bootstrap.units().any(|unit| unit.delivery.helm.is_some()) {
        steps.say(
            "\n`helmfile --file helmfile.yaml destroy` removes the releases, the last one first, and with the network \
             of the cluster everything that runs in it. Namespaces and definitions stay; remove them by hand once \
             nothing in them is needed.",
        );
    }
}
