//! What is done once by hand, before Flux: `bootstrap/<cluster>/`.
//!
//! Releases, namespaces and objects are those of the Flux tree, with the same names, versions and values, so that Flux
//! adopts them without changing anything. No file holds a secret.

mod helmfile;
mod namespaces;
mod readme;
mod root;
mod secrets;
mod shell;
mod stage;
mod wait;

use std::collections::{BTreeMap, BTreeSet};

use pdl_lang::Analysis;
use pdl_lang::span::{FileId, FileSpan};

use super::file::file;
use super::flux::kustomize_config;
use super::flux::manifest::print;
use super::flux::parts::parts;
use super::flux::value::Resolved;
use super::{Problem, inputs};
use crate::output::{Destination, File};
use pdl_lang::rollout::{Tree, Unit};
use root::Root;
use secrets::Secret;
use stage::{Stage, stages};

/// All that is done by hand on a cluster.
struct Bootstrap<'t> {
    analysis: &'t Analysis,
    tree: &'t Tree,
    /// The stories, each with what it installs, in the order of the plan.
    stages: Vec<Stage<'t>>,
    /// Who makes the source and the root of the tree.
    root: Root<'t>,
    /// The Secrets that people make, by namespace and name.
    secrets: BTreeMap<(String, String), Secret>,
}

impl<'t> Bootstrap<'t> {
    fn units(&self) -> impl Iterator<Item = &'t Unit> {
        self.stages.iter().flat_map(|stage| stage.units.iter().copied())
    }

    /// Whether Flux adopts a component with this tree, and not only later.
    fn is_adopted(&self, unit: &Unit) -> bool {
        let component = unit.delivery.component;
        self.tree.units.iter().any(|it| it.delivery.component == component)
    }

    /// The name of the cluster, which is also that of its context.
    fn cluster(&self) -> &'t str {
        &self.analysis.plan.clusters[self.tree.cluster].name.text
    }

    fn component(&self, unit: &Unit) -> &'t str {
        &self.analysis.plan.components[unit.delivery.component].name.text
    }
}

/// Emits what is done by hand on a cluster: nothing, if no component is and no source is known.
pub(super) fn bootstrap(analysis: &Analysis, tree: &Tree) -> Result<Vec<File>, Vec<Problem>> {
    let plan = &analysis.plan;
    let stages = stages(analysis, tree);
    let root = root::root(plan, tree, &stages);
    if stages.is_empty() && plan.platform.source.is_none() {
        return Ok(Vec::new());
    }
    let secrets = secrets::secrets(analysis, tree);
    let bootstrap = Bootstrap { analysis, tree, stages, root, secrets };
    let mut out = Writer::new(&bootstrap);
    out.all("README.md", readme::readme(&bootstrap))?;
    if let Some(text) = helmfile::helmfile(&bootstrap) {
        out.all("helmfile.yaml", text)?;
    }
    let namespaces = namespaces::namespaces(&bootstrap);
    for (name, text) in &namespaces {
        out.all(&format!("namespaces/{name}.yaml"), text.clone())?;
    }
    for (name, text) in bootstrap.root.files(plan, bootstrap.cluster()) {
        out.all(name, text)?;
    }
    let names = inputs::Names::of(plan);
    for unit in bootstrap.units() {
        let component = bootstrap.component(unit);
        let inputs = names.delivery(&unit.delivery);
        if let Some(values) = unit.delivery.helm.as_ref().and_then(|helm| helm.values.as_ref()) {
            let path = format!("values/{component}.yaml");
            out.file(&path, print(&Resolved(values)), &inputs)?;
        }
        let mut listed = Vec::new();
        for part in parts(plan, unit).iter().filter(|part| is_applied(part, &namespaces)) {
            let name = part.path.rsplit('/').next().unwrap_or_default();
            out.file(&format!("manifests/{component}/{name}"), part.text(unit), &inputs)?;
            listed.push(name.to_owned());
        }
        if let (Some(remote), Some(namespace)) =
            (&unit.delivery.kustomize, &unit.delivery.namespace)
        {
            let path = format!("manifests/{component}/kustomization.yaml");
            let text = kustomize_config::into_namespace(namespace, readme::resource(remote));
            out.file(&path, text, &inputs)?;
        }
        if !listed.is_empty() {
            let path = format!("manifests/{component}/kustomization.yaml");
            out.file(&path, kustomize_config::component(&listed), &inputs)?;
        }
    }
    Ok(out.files)
}

/// Whether an object is applied with its component: releases come with Helm, namespaces before everything.
fn is_applied(part: &super::flux::parts::Part<'_>, namespaces: &[(String, String)]) -> bool {
    let is_namespace = part.kind == "Namespace" && namespaces.iter().any(|it| it.0 == part.name);
    part.is_object() && !is_namespace
}

/// Collects the files of the folder.
struct Writer {
    folder: String,
    at: FileSpan,
    inputs: BTreeSet<FileId>,
    files: Vec<File>,
}

impl Writer {
    fn new(bootstrap: &Bootstrap<'_>) -> Self {
        let plan = &bootstrap.analysis.plan;
        let cluster = &plan.clusters[bootstrap.tree.cluster];
        let mut inputs = BTreeSet::from([cluster.name.at.file]);
        inputs.extend(inputs::platform(plan));
        let names = inputs::Names::of(plan);
        for stage in &bootstrap.stages {
            inputs.insert(plan.stories[stage.story].name.at.file);
            for unit in &stage.units {
                inputs.extend(names.delivery(&unit.delivery));
            }
        }
        let folder = format!("bootstrap/{}", cluster.name.text);
        Self { folder, at: cluster.name.at, inputs, files: Vec::new() }
    }

    /// Adds a file that is made from all that is done by hand.
    fn all(&mut self, path: &str, text: String) -> Result<(), Vec<Problem>> {
        let inputs = self.inputs.clone();
        self.file(path, text, &inputs)
    }

    fn file(
        &mut self,
        path: &str,
        text: String,
        inputs: &BTreeSet<FileId>,
    ) -> Result<(), Vec<Problem>> {
        let path = format!("{}/{path}", self.folder);
        let file = file(Destination::Out, path, text, inputs, self.at);
        self.files.push(file.map_err(|problem| vec![problem])?);
        Ok(())
    }
}
