//! What a `kustomization.yaml` lists is there, once, and nothing else is.

use super::tree::{Cluster, Folder};
use super::{Check, Finding};

pub(super) fn check(cluster: &Cluster) -> Vec<Finding> {
    let mut found = folder(&cluster.root, true);
    let mut seen = vec![cluster.root.path.as_str()];
    for kustomization in &cluster.kustomizations {
        if let Some(it) =
            kustomization.folder.as_ref().filter(|it| !seen.contains(&it.path.as_str()))
        {
            seen.push(&it.path);
            found.extend(folder(it, false));
        }
    }
    found
}

fn folder(folder: &Folder, is_root: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    if folder.list.is_none() {
        found.push(finding(&folder.path, None, "there is no `kustomization.yaml` here".to_owned()));
    }
    let place = folder.place();
    for (entry, line) in &folder.missing {
        let message = format!("`{entry}` is listed and not there");
        found.push(finding(&place, Some(*line), message));
    }
    for (entry, line) in &folder.repeated {
        found.push(finding(&place, Some(*line), format!("`{entry}` is listed twice")));
    }
    for file in &folder.unlisted {
        let message = format!("`{place}` does not list this file, so nobody applies it");
        found.push(finding(file, None, message));
    }
    // A cluster on which nothing is delivered yet is no mistake.
    if folder.is_empty && !folder.is_opaque && !is_root {
        found.push(finding(
            &place,
            None,
            "nothing is listed here, so nothing is applied".to_owned(),
        ));
    }
    found
}

fn finding(file: &str, line: Option<u32>, message: String) -> Finding {
    let check = Check::Resources;
    Finding { file: file.to_owned(), line, check, is_error: true, message, help: None }
}
