//! Every Kustomization applies a folder of its own cluster, and every folder is applied.

use super::lines::Step::Key;
use super::sources::most;
use super::tree::{Cluster, Kustomization, PathState};
use super::{Check, Finding};

pub(super) fn check(cluster: &Cluster) -> Vec<Finding> {
    let mut found = Vec::new();
    let prefix = prefix(cluster.kustomizations.iter().map(|it| &it.path));
    for kustomization in &cluster.kustomizations {
        let object = &kustomization.object;
        let path = object.text(&["spec", "path"]).unwrap_or_default();
        let message = match &kustomization.path {
            PathState::Missing if path.is_empty() => {
                format!("`{}` has no path, so it would apply all of the source", object.id.name)
            }
            PathState::Missing => format!("the path `{path}` leads to no folder of this output"),
            PathState::Elsewhere(other) => {
                format!("the path `{path}` leads into the tree of the cluster `{other}`")
            }
            PathState::Found(own) if Some(own.as_str()) != prefix => {
                let usual = prefix.unwrap_or_default();
                format!("the path `{path}` does not begin with `./{usual}` as the others do")
            }
            PathState::Found(_) | PathState::External => continue,
        };
        found.push(object.finding(Check::Paths, &[Key("spec"), Key("path")], message));
    }
    // A folder that a path misses is not unused as well.
    let is_missed = cluster.kustomizations.iter().any(Kustomization::is_missing);
    for path in cluster.unused.iter().filter(|_| !is_missed) {
        let (file, message) = (path.clone(), "no Kustomization applies this folder".to_owned());
        let check = Check::Paths;
        found.push(Finding { file, line: None, check, is_error: true, message, help: None });
    }
    found
}

/// What most paths have in front of the cluster; of equally many the first.
pub(super) fn prefix<'p>(paths: impl Iterator<Item = &'p PathState> + Clone) -> Option<&'p str> {
    most(paths.filter_map(|it| match it {
        PathState::Found(prefix) => Some(prefix.as_str()),
        PathState::Missing | PathState::Elsewhere(_) | PathState::External => None,
    }))
}
