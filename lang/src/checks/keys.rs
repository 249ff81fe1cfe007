//! `PDL6205`: the keys of Secrets and `ConfigMap`s that objects take, against those that are there.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::Context;
use crate::diagnostic::{Diagnostic, Fix};
use crate::model::ClusterId;
use crate::problems::secrets::{self as problems, LackingKey};
use crate::program::Program;
use crate::rollout::{Bringer, Key, Met, Need, Rollout, Source, sources};
use crate::similar;
use crate::span::FileSpan;

pub(super) fn check(
    cx: Context,
    rollout: &Rollout,
    program: &Program,
    found: &mut Vec<Diagnostic>,
) {
    // A key that seems to be missing may only be misspelt.
    if !cx.has_all(rollout) {
        return;
    }
    // What is written once is wrong once, on however many clusters.
    let mut lacking: BTreeMap<(FileSpan, &SmolStr), Diagnostic> = BTreeMap::new();
    for tree in rollout.trees.values() {
        let sources = sources(tree, &cx.plan.inventories);
        for need in tree.units.iter().flat_map(|unit| &unit.needs) {
            let Some(sources) = sources.get(&need.target) else { continue };
            let Some(known) = known(rollout, tree.cluster, need, sources) else { continue };
            for key in need.keys.iter().filter(|key| !known.contains(&key.name)) {
                let entry = lacking.entry((key.at.unwrap_or(need.at), &key.name));
                entry.or_insert_with(|| lack(program, need, key, sources, &known));
            }
        }
    }
    found.extend(lacking.into_values());
}

/// All keys of what a need is about, unless something may bring others.
fn known(
    rollout: &Rollout,
    cluster: ClusterId,
    need: &Need,
    sources: &[Source],
) -> Option<BTreeSet<SmolStr>> {
    let offers = rollout.offers.of(cluster, &need.target).iter();
    let mut offers = offers.filter(|offer| offer.by != Bringer::Nobody);
    let is_said = offers.any(|offer| sources.iter().all(|source| source.at != offer.at));
    if sources.is_empty() || is_said || matches!(need.met, Met::Given | Met::Nobody) {
        return None;
    }
    let mut all = BTreeSet::new();
    for source in sources {
        all.extend(source.keys.iter().flatten().cloned());
        source.keys.as_ref()?;
    }
    Some(all)
}

fn lack(
    program: &Program,
    need: &Need,
    key: &Key,
    sources: &[Source],
    known: &BTreeSet<SmolStr>,
) -> Diagnostic {
    let near = similar::nearest(&key.name, known.iter().map(SmolStr::as_str));
    let found = problems::lacking_key(&LackingKey { need, key, sources, known, near });
    let at = key.setting.or(key.at);
    let written = at.map(|at| at.span.of(program.sources.text(at.file)));
    let is_written = written == Some(format!("\"{}\"", key.name).as_str());
    match near.zip(at).filter(|_| is_written) {
        Some((near, at)) => {
            found.with_fix(Fix::replace(format!("Write `\"{near}\"`"), at, format!("\"{near}\"")))
        }
        None => found,
    }
}
