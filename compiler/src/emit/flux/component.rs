//! The files of one component: its Flux Kustomization, and the folder that this points to.

use std::collections::BTreeSet;

use pdl_lang::model::Plan;
use pdl_lang::span::FileId;

use super::super::Problem;
use super::super::file::file;
use super::parts::{Part, parts};
use super::{kustomization, kustomize_config};
use crate::output::{Destination, File};
use pdl_lang::rollout::Unit;

/// What a component adds to the tree of its cluster.
pub(super) struct Emitted {
    /// Its files.
    pub(super) files: Vec<File>,
    /// What the root lists for it, in the order in which it is applied.
    pub(super) listed: Vec<String>,
}

/// Emits a component into the folder of its cluster; `is_needed` says that objects of others need what it delivers.
pub(super) fn component(
    plan: &Plan,
    unit: &Unit,
    is_needed: bool,
    folder: &str,
    inputs: &BTreeSet<FileId>,
) -> Result<Emitted, Vec<Problem>> {
    let component = &plan.components[unit.delivery.component];
    let name = component.name.text.as_str();
    let parts = parts(plan, unit);
    let own = format!("{name}.yaml");
    let (of_root, inner): (Vec<&Part<'_>>, Vec<&Part<'_>>) =
        parts.iter().partition(|part| part.is_of_root(unit));
    let listed = of_root.iter().map(|part| part.path.clone()).chain([own.clone()]).collect();
    let mut texts = vec![(own, kustomization::kustomization(plan, unit, is_needed))];
    // Of a remote kustomization, nothing of the folder is in this tree.
    if unit.delivery.kustomize.is_none() {
        let name_of =
            |part: &&Part<'_>| part.path.rsplit('/').next().unwrap_or_default().to_owned();
        let names: Vec<String> = inner.iter().map(name_of).collect();
        let path = format!("components/{name}/kustomization.yaml");
        texts.push((path, kustomize_config::component(&names)));
    }
    for part in &parts {
        texts.push((part.path.clone(), part.text(unit)));
    }
    let files = texts.into_iter().map(|(path, text)| {
        let path = format!("{folder}/{path}");
        file(Destination::Out, path, text, inputs, component.name.at)
            .map_err(|problem| vec![problem])
    });
    Ok(Emitted { files: super::all(files.collect())?, listed })
}
