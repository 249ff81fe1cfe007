//! `README.md`: the steps of an installation by hand, in order, each with what to wait for.

mod components;
mod handover;
mod instance;
mod machines;

pub(super) use components::resource;

use super::super::flux::FLUX_SYSTEM;
use super::super::markdown::{code, code_in_cell, text};
use super::super::names;
use super::Bootstrap;
use super::namespaces::namespaces;
use super::root::Root;
use super::shell::{argument, block};
use crate::put::putln;
use pdl_lang::rollout::source;

/// A text of numbered steps.
struct Steps<'b, 't> {
    bootstrap: &'b Bootstrap<'t>,
    out: String,
    number: usize,
}

impl Steps<'_, '_> {
    /// Begins a step.
    fn step(&mut self, title: &str) {
        self.number += 1;
        putln!(self.out, "\n## {}. {title}\n", self.number);
    }

    fn say(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn run(&mut self, lines: &[String]) {
        putln!(self.out, "\n{}", block(lines).trim_end());
    }

    /// `kubectl` on the cluster.
    fn kubectl(&self, rest: &str) -> String {
        format!("kubectl --context {} {rest}", argument(self.bootstrap.cluster()))
    }

    /// An apply whose fields Flux owns from the beginning, so that it finds nothing to take over.
    fn apply(&self, rest: &str) -> String {
        let flags = "--server-side --force-conflicts --field-manager=kustomize-controller";
        self.kubectl(&format!("apply {flags} {rest}"))
    }

    fn flux(&self, rest: &str) -> String {
        format!("flux --context {} {rest}", argument(self.bootstrap.cluster()))
    }

    /// Waits for an object that is called as Flux's namespace is: the source or the root.
    fn flux_system(&self, kind: &str) -> String {
        let rest = format!("{kind}/{FLUX_SYSTEM} --for=condition=Ready --timeout=5m");
        self.kubectl(&format!("--namespace {FLUX_SYSTEM} wait {rest}"))
    }

    fn helm(&self, rest: &str) -> String {
        format!("helm --kube-context {} {rest}", argument(self.bootstrap.cluster()))
    }
}

/// Writes the steps of a cluster.
pub(super) fn readme(bootstrap: &Bootstrap<'_>) -> String {
    let plan = &bootstrap.analysis.plan;
    let cluster = bootstrap.cluster();
    let out = format!("# Bootstrap of {} — {}\n", text(cluster), names::platform(plan));
    let mut steps = Steps { bootstrap, out, number: 0 };
    before(&mut steps);
    first(&mut steps);
    secret(&mut steps);
    assumed(&mut steps);
    for stage in &bootstrap.stages {
        components::stage(&mut steps, stage);
    }
    start(&mut steps);
    handover::hand_over(&mut steps);
    handover::undo(&mut steps);
    putln!(steps.out, "\n---\n\n{}", names::origin(bootstrap.analysis).trim_end());
    steps.out
}

fn before(steps: &mut Steps<'_, '_>) {
    let cluster = steps.bootstrap.cluster();
    let api = steps.bootstrap.analysis.plan.clusters[steps.bootstrap.tree.cluster].api.as_ref();
    let context = code(cluster);
    steps.say(&format!(
        "\nWhat is done once, by hand, before Flux runs the cluster {context}.\n\
         Run the commands in this folder, one step after the other; a step ends when its last command does.\n\
         A command that failed may be run again: none of them harms what is already there."
    ));
    steps.say("\n## Before you begin\n");
    let at = api.map_or_else(String::new, |api| {
        format!(" at {}", code(&format!("{}:{}", api.value.0, api.value.1)))
    });
    steps.say(&format!(
        "- The cluster answers{at}, and your kubeconfig has a context {context} for it."
    ));
    machines::machines(steps);
    let has_releases = steps.bootstrap.units().any(|unit| unit.delivery.helm.is_some());
    let helm =
        if has_releases { ", `helm` with its `diff` plugin, `helmfile` 1.0 or newer" } else { "" };
    let git = if machines::needs_git(steps) { ", `git`, with which it fetches" } else { "" };
    steps.say(&format!("- On your machine: `kubectl`{git}{helm}, and `flux`."));
    steps.say("- The tree that this folder belongs to is committed where Flux will pull it from.");
    let ask = steps.kubectl("auth can-i '*' '*' --all-namespaces");
    steps.run(&[steps.kubectl("version"), ask]);
    steps.say("\nThe last line of the answer is `yes`.");
}

fn first(steps: &mut Steps<'_, '_>) {
    let names: Vec<String> =
        namespaces(steps.bootstrap).iter().map(|(name, _)| code(name)).collect();
    steps.step("Namespaces");
    steps.say(&format!("Creates {}.", names.join(", ")));
    steps.run(&[steps.apply("-f namespaces/")]);
}

/// The credentials of the source, which no file may hold.
fn secret(steps: &mut Steps<'_, '_>) {
    let source = steps.bootstrap.analysis.plan.platform.source.as_ref();
    let Some(source) = source else { return };
    let Some(secret) = &source.secret else { return };
    steps.step("The credentials of the source");
    steps.say(&format!(
        "Flux reads the Secret {} in {} when it pulls the tree. No file holds it; make it from your password store.",
        code(&secret.value),
        code(FLUX_SYSTEM),
    ));
    let name = argument(&secret.value);
    let command = match (&source.git, &source.oci) {
        (_, Some(oci)) => {
            let host = oci.value.trim_start_matches("oci://").split('/').next().unwrap_or_default();
            let host = argument(host);
            format!(
                "create secret oci {name} --url={host} --username=\"$USERNAME\" --password=\"$PASSWORD\""
            )
        }
        (Some(git), None) if git.value.starts_with("ssh://") => {
            let url = argument(&git.value);
            format!("create secret git {name} --url={url} --private-key-file=\"$KEY_FILE\"")
        }
        (Some(git), None) => {
            let url = argument(&git.value);
            format!(
                "create secret git {name} --url={url} --username=\"$USERNAME\" --password=\"$PASSWORD\""
            )
        }
        (None, None) => return,
    };
    steps.run(&[steps.flux(&command)]);
}

/// The Secrets that nothing delivers.
fn assumed(steps: &mut Steps<'_, '_>) {
    let secrets = &steps.bootstrap.secrets;
    if secrets.is_empty() {
        return;
    }
    steps.step("Secrets that nothing delivers");
    steps.say(
        "No file holds them; make each from your password store before what reads it comes.\n\n\
         | Secret | namespace | keys | read by |\n| --- | --- | --- | --- |",
    );
    let mut lines = Vec::new();
    for ((namespace, name), secret) in secrets {
        let codes =
            |words: Vec<&str>| words.into_iter().map(code_in_cell).collect::<Vec<_>>().join(", ");
        let keys = codes(secret.keys.iter().map(String::as_str).collect());
        let readers = codes(secret.readers.iter().map(String::as_str).collect());
        let row = [code_in_cell(name), code_in_cell(namespace), keys, readers];
        steps.say(&format!("| {} |", row.join(" | ")));
        let from: Vec<String> = secret.keys.iter().map(|key| literal(key)).collect();
        let from = if from.is_empty() {
            "--from-env-file=\"$ENV_FILE\"".to_owned()
        } else {
            from.join(" ")
        };
        let (namespace, name) = (argument(namespace), argument(name));
        let create = format!("--namespace {namespace} create secret generic {name} {from}");
        lines.push(steps.kubectl(&create));
    }
    steps.run(&lines);
}

/// `--from-literal=token="$TOKEN"`
fn literal(key: &str) -> String {
    let letter = |it: char| if it.is_ascii_alphanumeric() { it.to_ascii_uppercase() } else { '_' };
    let variable: String = key.chars().map(letter).collect();
    format!("--from-literal={}=\"$VALUE_OF_{variable}\"", argument(key))
}

/// From here on Flux works.
fn start(steps: &mut Steps<'_, '_>) {
    steps.step("Start Flux");
    let ready = steps.kubectl("wait nodes --all --for=condition=Ready --timeout=10m");
    let source = steps.bootstrap.analysis.plan.platform.source.as_ref();
    let source_kind = source::kind(source).to_ascii_lowercase();
    let mut lines = vec![ready];
    if !matches!(steps.bootstrap.root, Root::Instance(_)) {
        handover::before(steps);
    }
    match steps.bootstrap.root {
        Root::Instance(unit) => {
            let component = code(steps.bootstrap.component(unit));
            steps.say(&format!(
                "The FluxInstance of {component} makes the source and the root by itself; nothing is left to apply."
            ));
        }
        Root::Files | Root::NoSource => {
            let is_known = matches!(steps.bootstrap.root, Root::Files);
            steps.say(if is_known {
                "The source says where the tree is, the root applies everything in it."
            } else {
                "The platform names no source: make one called `flux-system` that leads to the tree before you apply the root."
            });
            if !components::installs_flux(steps.bootstrap) {
                lines.push(steps.flux("check --pre"));
                lines.push(steps.flux(&format!("install --namespace {FLUX_SYSTEM}")));
            }
            if is_known {
                lines.push(steps.apply("-f source.yaml"));
                lines.push(steps.flux_system(&source_kind));
            }
            lines.push(steps.apply("-f root.yaml"));
        }
    }
    if matches!(steps.bootstrap.root, Root::Instance(_)) {
        lines.push(steps.flux_system(&source_kind));
    }
    lines.push(steps.flux_system("kustomization.kustomize.toolkit.fluxcd.io"));
    steps.run(&lines);
    steps.say("\nWatch the components come, in the order of `../../flux`:");
    steps.run(&[steps.flux("get kustomizations --watch")]);
}
