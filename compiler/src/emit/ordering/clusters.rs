//! The order in which Flux applies the components of each cluster, and why.

use pdl_lang::Analysis;
use pdl_lang::model::EdgeId;
use pdl_lang::rollout::{Need, Reason, Target, Unit};

use super::super::facts::Facts;
use super::super::markdown::{code, quote, text};
use super::super::names;
use crate::put::{put, putln};

/// Writes a section a cluster.
pub(super) fn clusters(out: &mut String, facts: &Facts<'_>) {
    let (analysis, trees) = (facts.analysis, facts.trees);
    if trees.is_empty() {
        return;
    }
    out.push_str("\n## What Flux Applies\n\n");
    out.push_str(
        "Components by cluster, each after those named below it; what others imply is not among the dependencies that Flux gets.\n",
    );
    for tree in trees.values() {
        let name = text(&analysis.plan.clusters[tree.cluster].name.text);
        putln!(out, "\n### {name}\n");
        if let Some(doc) = &analysis.plan.clusters[tree.cluster].doc {
            putln!(out, "{}", quote(doc, ""));
        }
        if tree.units.is_empty() {
            out.push_str("Nothing is delivered here.\n");
        }
        for (unit, number) in tree.units.iter().zip(1..) {
            self::unit(out, analysis, unit, number);
        }
    }
}

fn unit(out: &mut String, analysis: &Analysis, unit: &Unit, number: usize) {
    let plan = &analysis.plan;
    let name = |id| code(&plan.components[id].name.text);
    let indent = " ".repeat(number.to_string().len() + 2);
    let story = names::story(plan, unit.delivery.story);
    putln!(out, "{number}. {} ({story})", name(unit.delivery.component));
    if let Some(doc) = &plan.components[unit.delivery.component].doc {
        out.push_str(&quote(doc, &indent));
    }
    if !unit.creates.is_empty() {
        let created: Vec<String> = unit.creates.iter().map(|it| code(it)).collect();
        let noun = if created.len() == 1 { "namespace" } else { "namespaces" };
        putln!(out, "{indent}- creates the {noun} {}", created.join(", "));
    }
    for dependency in &unit.after {
        let reasons: Vec<String> =
            dependency.reasons.iter().map(|reason| self::reason(analysis, reason)).collect();
        let component = name(dependency.component);
        putln!(out, "{indent}- after {component}: {}", reasons.join("; "));
    }
    for implied in &unit.implied {
        let reasons: Vec<String> =
            implied.dependency.reasons.iter().map(|it| self::reason(analysis, it)).collect();
        let (component, by) = (name(implied.dependency.component), name(implied.by));
        let reasons = reasons.join("; ");
        putln!(out, "{indent}- after {component}, implied by {by}: {reasons}");
    }
}

fn reason(analysis: &Analysis, reason: &Reason) -> String {
    match reason {
        Reason::Plan(path) => plan(analysis, path),
        Reason::After(at) => format!("`after` ({})", names::line(analysis, *at)),
        Reason::Namespace(name) => format!("it creates the namespace {}", code(name)),
        Reason::Need(need) => self::need(analysis, need),
    }
}

/// What an object needs of the component before, and where it says so.
fn need(analysis: &Analysis, need: &Need) -> String {
    let (object, target) = (code(&need.object), code(&need.target.to_string()));
    let line = names::places(analysis, need);
    match &need.target {
        Target::Group(_) if need.is_said() => {
            format!("{object} needs the group {target} ({line})")
        }
        _ if need.is_said() => format!("{object} needs {target} ({line})"),
        Target::Group(_) => format!("{object} is of the group {target} ({line})"),
        Target::Namespace(name) => format!("{object} is in the namespace {} ({line})", code(name)),
        Target::Object { name: None, .. } => format!("{object} needs a {target} ({line})"),
        Target::Object { .. } if need.field.is_empty() => {
            format!("{object} needs {target} ({line})")
        }
        Target::Object { .. } => {
            let field = code(&need.field);
            match &need.found_by {
                Some(by) => format!("{object} finds {target} by {} in {field} ({line})", code(by)),
                None => format!("{object} names {target} in {field} ({line})"),
            }
        }
    }
}

/// The stories along a way through the plan, why, and the lines that say so.
fn plan(analysis: &Analysis, path: &[EdgeId]) -> String {
    let plan = &analysis.plan;
    let first = path.first().map(|&edge| plan.edges[edge].from);
    let stories: Vec<_> =
        first.into_iter().chain(path.iter().map(|&it| plan.edges[it].to)).collect();
    let mut out = names::chain(plan, &stories);
    let mut reasons: Vec<String> =
        path.iter().filter_map(|&it| names::said(&plan.edges[it])).collect();
    reasons.dedup();
    if !reasons.is_empty() {
        put!(out, " — {}", reasons.join(", "));
    }
    let mut lines: Vec<String> = path.iter().map(|&edge| names::edge(analysis, edge)).collect();
    lines.dedup();
    put!(out, " ({})", lines.join(", "));
    out
}
