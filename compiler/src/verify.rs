//! Whether an output is sound, judged from its files alone: never from the sources.
//!
//! [`verify()`] reads OUT as Flux would: the manifest, then for each cluster the root list, the Kustomizations it
//! names, and what each of them applies. One check is one file; `replay` plays Flux's part to the end. The trees need
//! not be ours: whatever kustomize and Flux read is read here, and what cannot be told from files is not judged.

mod definitions;
mod dependencies;
mod hashes;
mod health;
mod kinds;
mod lines;
mod namespaces;
mod owners;
mod paths;
mod read;
mod replay;
mod resources;
mod sources;
mod tree;

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use crate::fs;
use crate::output::{Error, Roots};
use hashes::Listed;
use tree::Cluster;

/// Something about an output that is not sound.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, relative to OUT with `/`.
    pub file: String,
    /// The line, from 1, where one can be told.
    pub line: Option<u32>,
    /// The check that found it.
    pub check: Check,
    /// Whether the output is wrong, or only unusual.
    pub is_error: bool,
    /// What was found.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// The checks, in the order in which they are worth reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// Files against the manifest.
    Hashes,
    /// Files that are no Kubernetes objects.
    Files,
    /// Kinds, their versions, and whether they live in namespaces.
    Kinds,
    /// What a `kustomization.yaml` lists.
    Resources,
    /// What a Kustomization applies.
    Paths,
    /// Where manifests and charts come from.
    Sources,
    /// Who applies an object.
    Owners,
    /// What waits for what.
    Dependencies,
    /// What makes a Kustomization ready.
    Health,
    /// Namespaces.
    Namespaces,
    /// Definitions of custom resources.
    Definitions,
    /// What Flux does with it all.
    Replay,
}

impl Check {
    /// The name of the check for programs.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Hashes => "hashes",
            Self::Files => "files",
            Self::Kinds => "kinds",
            Self::Resources => "resources",
            Self::Paths => "paths",
            Self::Sources => "sources",
            Self::Owners => "owners",
            Self::Dependencies => "dependencies",
            Self::Health => "health",
            Self::Namespaces => "namespaces",
            Self::Definitions => "definitions",
            Self::Replay => "replay",
        }
    }
}

/// What Flux does with the tree of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// The cluster.
    pub cluster: String,
    /// The Kustomizations in the order in which they become ready: those of one wave at the same time.
    pub waves: Vec<Vec<String>>,
    /// Those that never become ready.
    pub stuck: Vec<String>,
    /// The number of objects that are applied, the Kustomizations included.
    pub applied: usize,
    /// The number of objects in all.
    pub objects: usize,
}

/// What was found out about an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What is not sound, by file.
    pub findings: Vec<Finding>,
    /// The clusters by name.
    pub clusters: Vec<Replayed>,
    /// The number of files of the manifest.
    pub files: usize,
    /// The number of documents outside OUT that are not where they are looked for, and were not verified.
    pub unseen: usize,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| !finding.is_error)
    }
}

/// Verifies an output.
///
/// # Errors
/// When there is no manifest, or a file cannot be read.
pub fn verify(roots: &Roots) -> Result<Report, Error> {
    let Listed { mut findings, files, unseen, given } = hashes::check(roots)?;
    let clusters = clusters(&roots.out)?;
    let none = BTreeSet::new();
    let judged = clusters.par_iter().map(|cluster| {
        let given = given.get(cluster).unwrap_or(&none);
        judge(&roots.out, cluster, given)
    });
    let judged: Result<Vec<(Vec<Finding>, Replayed)>, Error> =
        judged.collect::<Vec<_>>().into_iter().collect();
    let mut replayed = Vec::new();
    for (found, replay) in judged? {
        findings.extend(found);
        replayed.push(replay);
    }
    findings.sort();
    findings.dedup();
    Ok(Report { findings, clusters: replayed, files, unseen })
}

/// The clusters that have a tree.
fn clusters(out: &Path) -> Result<Vec<String>, Error> {
    let folder = out.join("flux");
    if fs::kind(&folder)? != Some(fs::Kind::Folder) {
        return Ok(Vec::new());
    }
    let folders = fs::list(&folder)?.into_iter().filter(|(_, kind)| *kind == fs::Kind::Folder);
    let names = folders.filter_map(|(path, _)| Some(path.file_name()?.to_str()?.to_owned()));
    Ok(names.collect())
}

/// Judges the tree of one cluster.
fn judge(
    out: &Path,
    name: &str,
    given: &BTreeSet<String>,
) -> Result<(Vec<Finding>, Replayed), Error> {
    let mut findings = Vec::new();
    let cluster = read::cluster(out, name, given, &mut findings)?;
    let checks: [fn(&Cluster) -> Vec<Finding>; 9] = [
        kinds::check,
        resources::check,
        paths::check,
        sources::check,
        owners::check,
        dependencies::check,
        health::check,
        namespaces::check,
        definitions::check,
    ];
    for check in checks {
        findings.extend(check(&cluster));
    }
    let outcome = replay::replay(&cluster);
    findings.extend(outcome.findings);
    let is_told = findings.iter().any(|it| it.is_error);
    if !outcome.unexplained.is_empty() && !is_told {
        let names: Vec<_> = outcome.unexplained.iter().map(|it| format!("`{it}`")).collect();
        let message = format!("never ready: {}", names.join(", "));
        let (file, check) = (cluster.root.place(), Check::Replay);
        findings.push(Finding { file, line: None, check, is_error: true, message, help: None });
    }
    Ok((findings, outcome.replayed))
}
