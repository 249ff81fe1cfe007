//! `teardown.md`: in which order to take things down, per cluster.

use std::collections::BTreeMap;

use pdl_lang::model::{ComponentId, Plan, Provision, Status, StoryId};
use pdl_lang::rollout::{Tree, Unit};
use pdl_lang::wording::joined;

use super::super::facts::Facts;
use super::super::markdown::{code, text};
use super::super::names;
use crate::put::putln;

/// Writes the document.
pub(super) fn teardown(facts: &Facts<'_>) -> String {
    let plan = facts.plan;
    let mut out = format!("# Teardown — {}\n\n", names::platform(plan));
    out.push_str(
        "The order of delivery, reversed: nothing goes before what waits for it.\n\n\
         Suspend the Kustomization that applies a cluster's tree first; it would bring back what is deleted. \
         Then delete the Kustomizations below in this order, each once the ones before it are gone. \
         Flux removes what a Kustomization applied, where it prunes. \
         Namespaces are never pruned, and neither are volumes that a storage class retains.\n\n\
         What was installed by hand, before Flux, goes by hand, and last: without it Flux removes nothing any more.\n",
    );
    for tree in facts.trees.values() {
        cluster(&mut out, plan, tree);
    }
    stories(&mut out, facts);
    putln!(out, "\n---\n\n{}", names::origin(facts.analysis).trim_end());
    out
}

fn cluster(out: &mut String, plan: &Plan, tree: &Tree) {
    let name = text(&plan.clusters[tree.cluster].name.text);
    putln!(out, "\n## {name}\n");
    if tree.units.is_empty() {
        out.push_str("Nothing is delivered here.\n");
    }
    let mut waiting: BTreeMap<ComponentId, Vec<ComponentId>> = BTreeMap::new();
    let (by_hand, by_flux): (Vec<&Unit>, Vec<&Unit>) =
        tree.units.iter().rev().partition(|unit| is_by_hand(plan, tree, unit));
    for unit in &by_flux {
        for before in &unit.after {
            waiting.entry(before.component).or_default().push(unit.delivery.component);
        }
    }
    for (unit, number) in by_flux.iter().zip(1..) {
        let waiting = waiting.get(&unit.delivery.component).map_or(&[][..], Vec::as_slice);
        self::unit(out, plan, waiting, unit, number);
    }
    self::by_hand(out, plan, by_hand, by_flux.len());
}

/// What goes at last, and not by Flux; `before` is the number of those that went before.
fn by_hand(out: &mut String, plan: &Plan, units: Vec<&Unit>, before: usize) {
    if units.is_empty() {
        return;
    }
    out.push_str(
        "\nThen by hand, Flux first: it would bring back what is removed beside it. \
         Once it is gone, deleting a Kustomization removes nothing else.\n\n",
    );
    let (flux, others): (Vec<&Unit>, Vec<&Unit>) = units.into_iter().partition(|it| is_flux(it));
    for (unit, number) in flux.into_iter().chain(others).zip(before + 1..) {
        self::unit(out, plan, &[], unit, number);
        let component = &plan.components[unit.delivery.component];
        let indent = " ".repeat(number.to_string().len() + 2);
        let mut item = |text: &str| putln!(out, "{indent}- {text}");
        if let Some(story) = component.bootstrap {
            let story = names::story(plan, story.value);
            item(&format!(
                "was installed by hand in {story}, before Flux, and is needed until here"
            ));
        }
        if let (Some(release), Some(space)) = (&unit.delivery.helm, &unit.delivery.namespace) {
            let command = format!("helm uninstall {} --namespace {space}", release.name);
            item(&format!("{} removes it", code(&command)));
        }
    }
}

/// Whether a component was installed by hand on a cluster.
fn is_by_hand(plan: &Plan, tree: &Tree, unit: &Unit) -> bool {
    let story = plan.components[unit.delivery.component].bootstrap;
    story.is_some_and(|story| plan.reaches(story.value, tree.cluster))
}

/// Whether a component is Flux, or what runs it.
fn is_flux(unit: &Unit) -> bool {
    let chart = unit.delivery.helm.as_ref().map(|helm| helm.chart.as_str());
    let charts = ["/flux-instance", "/flux-operator", "/flux2"];
    let is_chart = chart.is_some_and(|chart| charts.iter().any(|it| chart.ends_with(it)));
    is_chart || unit.placed().any(|(_, placed)| placed.kind.name == "FluxInstance")
}

fn unit(out: &mut String, plan: &Plan, waiting: &[ComponentId], unit: &Unit, number: usize) {
    let name = |id: ComponentId| code(&plan.components[id].name.text);
    let component = &plan.components[unit.delivery.component];
    let story = names::story(plan, unit.delivery.story);
    let indent = " ".repeat(number.to_string().len() + 2);
    putln!(out, "{number}. {} ({story})", name(unit.delivery.component));
    let mut item = |text: &str| putln!(out, "{indent}- {text}");
    let waiting: Vec<String> = waiting.iter().map(|&it| name(it)).collect();
    if !waiting.is_empty() {
        let are = if waiting.len() == 1 { "is" } else { "are" };
        item(&format!("only when {} {are} gone", joined(&waiting)));
    }
    if unit.delivery.flux.prune.as_ref().is_some_and(|prune| !prune.value) {
        item("Flux does not prune it: its objects have to be deleted by hand");
    }
    let groups = component.provides.iter().filter_map(|provision| match provision {
        Provision::Group(group) => Some(code(&group.value)),
        Provision::Object(_) => None,
    });
    let groups: Vec<String> = groups.collect();
    if !groups.is_empty() {
        item(&format!("takes every object of {} with it", groups.join(", ")));
    }
    if !unit.creates.is_empty() {
        let namespaces: Vec<String> = unit.creates.iter().map(|it| code(it)).collect();
        let noun = if namespaces.len() == 1 { "the namespace" } else { "the namespaces" };
        item(&format!("leaves {noun} {} behind", namespaces.join(", ")));
    }
}

/// The stories, the last first.
fn stories(out: &mut String, facts: &Facts<'_>) {
    out.push_str("\n## Stories\n\n");
    out.push_str("What each story built goes before what it waited for.\n\n");
    let is_built = |it: StoryId| facts.is_scheduled(it) && facts.status(it) != Status::Deferred;
    let built: Vec<StoryId> =
        facts.schedule.order.iter().rev().copied().filter(|&it| is_built(it)).collect();
    for &story in &built {
        let after = facts.after(story).into_iter().map(|(it, _)| it).filter(|&it| is_built(it));
        let mut after: Vec<String> = after.map(|it| names::story(facts.plan, it)).collect();
        after.dedup();
        let after = match after.as_slice() {
            [] => String::new(),
            _ => format!(", after {}", after.join(", ")),
        };
        let name = names::story(facts.plan, story);
        putln!(out, "- {} {name}{after}", facts.number(story));
    }
    if built.is_empty() {
        out.push_str("There are none.\n");
    }
}
