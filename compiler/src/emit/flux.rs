//! The Flux tree of a cluster: `flux/<cluster>/`.
//!
//! Every value is literal, and nothing of another cluster is in it. One Kubernetes kind, one file of this module.

mod component;
pub(super) mod duration;
pub(super) mod helm_release;
mod helm_repository;
pub(super) mod kustomization;
pub(super) mod kustomize_config;
pub(super) mod manifest;
pub(super) mod namespace;
pub(super) mod object;
pub(super) mod oci_repository;
pub(super) mod parts;
pub(super) mod remote;
pub(super) mod value;

use std::collections::BTreeSet;

use pdl_lang::Analysis;
use pdl_lang::model::{ComponentId, Plan};
use pdl_lang::rollout::{Dependency, Reason, Tree, Unit};
use pdl_lang::span::FileId;
use rayon::prelude::*;

use super::file::file;
use super::{Problem, all, inputs};
use crate::output::{Destination, File};
pub(super) use pdl_lang::rollout::source::FLUX_SYSTEM;

/// Emits the tree of a cluster.
pub(super) fn flux(analysis: &Analysis, tree: &Tree) -> Result<Vec<File>, Vec<Problem>> {
    let plan = &analysis.plan;
    let cluster = &plan.clusters[tree.cluster].name;
    let folder = format!("flux/{cluster}");
    let names = inputs::Names::of(plan);
    let needed = needed(tree);
    let units = tree.units.par_iter().map(|unit| {
        let mut inputs = names.delivery(&unit.delivery);
        inputs.extend(reasons(plan, unit));
        let is_needed = needed.contains(&unit.delivery.component);
        component::component(plan, unit, is_needed, &folder, &inputs)
    });
    let units = all(units.collect())?;
    let listed: Vec<String> = units.iter().flat_map(|unit| unit.listed.iter().cloned()).collect();
    let text = kustomize_config::root(&listed);
    let sources = sources(plan, tree);
    let path = format!("{folder}/kustomization.yaml");
    let root = file(Destination::Out, path, text, &sources, cluster.at).map_err(|it| vec![it])?;
    Ok([root].into_iter().chain(units.into_iter().flat_map(|unit| unit.files)).collect())
}

/// The components that deliver what objects of others need.
fn needed(tree: &Tree) -> BTreeSet<ComponentId> {
    let dependencies = tree.units.iter().flat_map(|unit| &unit.after);
    let is_need = |it: &&Dependency| it.reasons.iter().any(|it| matches!(it, Reason::Need(_)));
    dependencies.filter(is_need).map(|it| it.component).collect()
}

/// The sources of what a component waits for.
fn reasons(plan: &Plan, unit: &Unit) -> BTreeSet<FileId> {
    let mut files = BTreeSet::new();
    for dependency in &unit.after {
        files.insert(plan.components[dependency.component].at.file);
        for reason in &dependency.reasons {
            match reason {
                Reason::Plan(path) => {
                    files.extend(path.iter().map(|&edge| plan.edges[edge].chain_at.file));
                }
                Reason::After(at) => {
                    files.insert(at.file);
                }
                Reason::Need(need) => {
                    files.insert(need.at.file);
                }
                Reason::Namespace(_) => {}
            }
        }
    }
    files
}

/// The sources of the list of components: of each its own, and those that order them.
fn sources(plan: &Plan, tree: &Tree) -> BTreeSet<FileId> {
    let mut files = BTreeSet::from([plan.clusters[tree.cluster].name.at.file]);
    files.extend(inputs::platform(plan));
    for unit in &tree.units {
        files.insert(plan.components[unit.delivery.component].at.file);
        files.insert(plan.stories[unit.delivery.story].name.at.file);
        files.extend(reasons(plan, unit));
    }
    files
}
