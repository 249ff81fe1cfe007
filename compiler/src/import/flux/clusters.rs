//! Which cluster applies which Kustomization.
//!
//! A Kustomization that no other applies belongs to a cluster by where it stands: below `clusters/NAME`, or below the
//! folder that tells two of one name apart. Whatever it applies belongs to the same.

use std::collections::{BTreeMap, BTreeSet};

use super::super::sprints::is_word;
use super::kustomization::Kustomization;
use super::object::Tree;
use super::paths;

/// Names of folders that say nothing of a cluster.
const PLAIN: [&str; 10] =
    ["apps", "clusters", "deploy", "flux", "fluxcd", "gitops", "k8s", "kubernetes", "out", "src"];

/// The clusters of a tree.
#[derive(Debug, Default)]
pub(super) struct Clusters {
    /// Their names, in the order of the files.
    pub(super) names: Vec<String>,
    /// The Kustomizations of each, by their indexes.
    pub(super) kustomizations: Vec<BTreeSet<usize>>,
    /// The folder that is each cluster's own; empty when all of the tree is.
    folders: Vec<String>,
}

impl Clusters {
    /// The cluster whose folder a file stands in.
    pub(super) fn of(&self, file: &str) -> Option<usize> {
        self.folders.iter().position(|folder| paths::is_in(file, folder))
    }
}

/// Tells the clusters of a tree.
pub(super) fn clusters(tree: &Tree, all: &[Kustomization]) -> Clusters {
    let tops = tops(all);
    let file = |index: usize| tree.objects[all[index].object].file.as_str();
    let mut clusters = Clusters::default();
    let common = common(tree.objects.iter().map(|it| paths::split(&it.file).0));
    let parts = apart(tree, all, &tops, &common);
    for &top in &tops {
        let folder = match named(file(top)) {
            Some(folder) => folder,
            None if parts => next(file(top), &common),
            None => continue,
        };
        let index = clusters.add(folder);
        reach(all, top, &mut clusters.kustomizations[index]);
    }
    // With one cluster, or none that can be told, everything is its.
    if clusters.names.len() < 2 {
        if clusters.names.is_empty() {
            let last = common.rsplit('/').next().unwrap_or_default();
            clusters.add(if PLAIN.contains(&last) { String::new() } else { common });
        }
        clusters.folders[0].clear();
        for &top in &tops {
            reach(all, top, &mut clusters.kustomizations[0]);
        }
    }
    clusters
}

impl Clusters {
    fn add(&mut self, folder: String) -> usize {
        if let Some(known) = self.folders.iter().position(|it| *it == folder) {
            return known;
        }
        let name = folder.rsplit('/').next().unwrap_or_default();
        let is_taken = self.names.iter().any(|it| it == name);
        let name = if is_word(name) && !is_taken {
            name.to_owned()
        } else if self.names.is_empty() {
            "cluster".to_owned()
        } else {
            format!("cluster-{}", self.names.len() + 1)
        };
        self.names.push(name);
        self.kustomizations.push(BTreeSet::new());
        self.folders.push(folder);
        self.names.len() - 1
    }
}

/// The Kustomizations that no other applies; all, if they apply each other in a circle.
fn tops(all: &[Kustomization]) -> Vec<usize> {
    let below: BTreeSet<usize> = all.iter().flat_map(|it| it.below.iter().copied()).collect();
    let tops: Vec<usize> = (0..all.len()).filter(|index| !below.contains(index)).collect();
    if tops.is_empty() { (0..all.len()).collect() } else { tops }
}

/// Adds a Kustomization and everything below it.
fn reach(all: &[Kustomization], top: usize, reached: &mut BTreeSet<usize>) {
    let mut open = vec![top];
    while let Some(index) = open.pop() {
        if reached.insert(index) {
            open.extend(&all[index].below);
        }
    }
}

/// The folder `…/clusters/NAME` that a file stands in.
fn named(file: &str) -> Option<String> {
    let folders: Vec<&str> = paths::split(file).0.split('/').collect();
    let at = folders.iter().rposition(|it| *it == "clusters")?;
    (at + 1 < folders.len()).then(|| folders[..at + 2].join("/"))
}

/// The folder below the common one that a file stands in.
fn next(file: &str, common: &str) -> String {
    let depth = if common.is_empty() { 1 } else { common.split('/').count() + 1 };
    let folder = paths::split(file).0;
    folder.split('/').take(depth).collect::<Vec<_>>().join("/")
}

/// Whether the folders below the common one are clusters: no cluster has two Kustomizations of one name.
fn apart(tree: &Tree, all: &[Kustomization], tops: &[usize], common: &str) -> bool {
    let mut homes: BTreeMap<(Option<&str>, &str), BTreeSet<String>> = BTreeMap::new();
    for &top in tops {
        let object = &tree.objects[all[top].object];
        let key = (object.namespace.as_deref(), object.name.as_str());
        homes.entry(key).or_default().insert(next(&object.file, common));
    }
    homes.values().any(|homes| homes.len() > 1)
}

/// The folder that all folders are in.
fn common<'f>(mut folders: impl Iterator<Item = &'f str>) -> String {
    let first = folders.next().unwrap_or_default().to_owned();
    folders.fold(first, |common, folder| {
        let shared = paths::shared(&common, folder);
        common.split('/').take(shared).collect::<Vec<_>>().join("/")
    })
}
