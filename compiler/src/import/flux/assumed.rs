//! What a tree needs and does not deliver: what charts and remote sources bring cannot be seen in YAML.
//!
//! The compiler itself judges the draft, so that what is assumed is what it would miss.

use std::collections::BTreeSet;

use pdl_lang::format::format;
use pdl_lang::model::ClusterId;
use pdl_lang::rollout::{Met, Target, Tree};
use pdl_lang::span::FileId;
use pdl_lang::{Analysis, Options, Program, analyze};

use super::{Draft, plan, values};

/// Assumes what the draft lacks, among it Secrets whose values it does not carry.
pub(super) fn assume(draft: &mut Draft, platform: &str) {
    let text = plan::write(draft, platform);
    let text = format(FileId(0), &text).unwrap_or(text);
    let analysis = analyze(Program::of_text("draft.pdl", &text), &Options::default());
    let mut assumed = vec![BTreeSet::new(); draft.clusters.len()];
    for (index, assumed) in assumed.iter_mut().enumerate() {
        let id = analysis.plan.clusters.iter().map(|(id, _)| id).nth(index);
        assumed.extend(id.into_iter().flat_map(|id| lacking(&analysis, id)));
    }
    draft.assumed = assumed;
}

/// What nobody delivers on a cluster.
fn lacking(analysis: &Analysis, cluster: ClusterId) -> Vec<String> {
    let units = analysis.rollout.trees.values().filter(|tree| tree.cluster == cluster);
    let needs = units.flat_map(Tree::all).flat_map(|unit| &unit.needs);
    let missing = needs.filter(|need| need.met == Met::Nobody);
    missing
        .filter_map(|need| match &need.target {
            Target::Group(group) => Some(values::quoted(group)),
            Target::Object { kind, namespace, name: Some(name) } => {
                Some(said(kind, namespace.as_deref(), name))
            }
            Target::Object { name: None, .. } | Target::Namespace(_) => None,
        })
        .collect()
}

/// An object as an entry of `assume`.
fn said(kind: &str, namespace: Option<&str>, name: &str) -> String {
    let kind = kind.rsplit('/').next().unwrap_or(kind);
    let parts = [Some(kind), namespace, Some(name)];
    let parts: Vec<String> = parts.into_iter().flatten().map(values::word).collect();
    parts.join("/")
}
