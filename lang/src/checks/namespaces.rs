//! `PDL6207`: namespaces that come about only because one is misspelt.
//!
//! A namespace that nobody declares is made for the first that needs it. That is what a component's own wants, and what
//! an object may want; but a name almost like another is rather a mistake.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::Context;
use crate::diagnostic::{Diagnostic, Fix};
use crate::problems::delivery as problems;
use crate::program::Program;
use crate::rollout::{Met, Need, Rollout, Target, Tree, Unit};
use crate::span::FileSpan;

/// The shortest name of which a letter may be wrong: shorter ones differ by as little on purpose.
const SHORTEST: usize = 5;

pub(super) fn check(
    cx: Context,
    rollout: &Rollout,
    program: &Program,
    found: &mut Vec<Diagnostic>,
) {
    if !cx.has_all(rollout) {
        return;
    }
    let known = known(cx, rollout);
    for unit in rollout.trees.values().flat_map(Tree::all) {
        for need in unit.needs.iter().filter(|need| need.met == Met::Nobody) {
            let Target::Namespace(name) = &need.target else { continue };
            if known.contains_key(name) {
                continue;
            }
            let Some(near) = near(name, known.keys()) else { continue };
            let at = place(unit, need, name);
            let it = problems::misspelt_namespace(at, &need.object, name, near, known[near]);
            let is_written = at.span.of(program.sources.text(at.file)) == format!("\"{name}\"");
            let text = format!("\"{near}\"");
            let fix = is_written.then(|| Fix::replace(format!("Write `{text}`"), at, text));
            found.push(match fix {
                Some(fix) => it.with_fix(fix),
                None => it,
            });
        }
    }
}

/// Every namespace that is somebody's own, made or said to be there, and where.
fn known(cx: Context, rollout: &Rollout) -> BTreeMap<SmolStr, FileSpan> {
    let mut known = BTreeMap::new();
    for cluster in cx.plan.clusters.ids() {
        for (target, offer) in rollout.offers.on(cluster) {
            if let Target::Namespace(name) = target {
                known.entry(name.clone()).or_insert(offer.at);
            }
        }
    }
    for unit in rollout.trees.values().flat_map(Tree::all) {
        let component = &cx.plan.components[unit.delivery.component];
        let at = component.base.namespace.as_ref().map_or(component.name.at, |it| it.at);
        let own = unit.delivery.namespace.as_deref();
        known.extend(own.map(|name| (name.into(), at)));
        for need in unit.needs.iter().filter(|need| need.met == Met::Given) {
            if let Target::Namespace(name) = &need.target {
                known.entry(name.clone()).or_insert(need.at);
            }
        }
    }
    known
}

/// The name that is meant, if one is: a letter or two are wrong, and not such as tell one of several apart.
fn near<'k>(name: &str, known: impl Iterator<Item = &'k SmolStr>) -> Option<&'k SmolStr> {
    let near = known.min_by_key(|it| strsim::osa_distance(name, it))?;
    let allowed = if name.len() < 2 * SHORTEST { 1 } else { 2 };
    let is_near = strsim::osa_distance(name, near) <= allowed && name.len() >= SHORTEST;
    (is_near && !is_sibling(name, near)).then_some(near)
}

/// Whether two names differ by a number, or by a short part of their own: `team-a` and `team-b`, `web-dev` and `web-qa`.
fn is_sibling(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.replace(|it: char| it.is_ascii_digit() || it == '-', "");
    if one.chars().any(|it| it.is_ascii_digit()) || other.chars().any(|it| it.is_ascii_digit()) {
        return letters(one) == letters(other);
    }
    let [parts, others] = [one, other].map(|name| name.split('-').collect::<Vec<_>>());
    let mut differ = parts.iter().zip(&others).filter(|(part, other)| part != other);
    let is_short = |part: &str| part.len() < SHORTEST - 1;
    parts.len() == others.len()
        && parts.len() > 1
        && differ.all(|(part, other)| is_short(part) || is_short(other))
}

/// Where a namespace is named: in the object itself, or wherever it is needed.
fn place(unit: &Unit, need: &Need, name: &str) -> FileSpan {
    let mut places = unit.placed().filter_map(|(object, _)| {
        let namespace = object.body.get("metadata")?.get("namespace")?;
        (namespace.as_str() == Some(name) && object.at == need.at).then_some(namespace.at)
    });
    places.next().unwrap_or(need.at)
}

#[cfg(test)]
mod tests {
    use super::{SmolStr, near};

    #[test]
    fn a_letter_may_be_wrong_and_not_tell_apart() {
        let known = ["monitoring", "team-a", "web-dev", "node1", "databases"].map(SmolStr::from);
        let near = |name| near(name, known.iter()).map(SmolStr::as_str);
        assert_eq!(near("monitorng"), Some("monitoring"));
        assert_eq!(near("database"), Some("databases"));
        for other in
            ["team-b", "web-qa", "node2", "monitoring-2", "storage", "kube-monitoring", "web"]
        {
            assert_eq!(near(other), None, "{other}");
        }
    }
}
