//! Every object is applied by one Kustomization: two would undo each other's work, and prune it.

use std::collections::BTreeMap;

use super::lines::Step::Key;
use super::tree::{Cluster, HELM, Id, Object};
use super::{Check, Finding};

pub(super) fn check(cluster: &Cluster) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut owners: BTreeMap<&Id, (Option<usize>, &Object)> = BTreeMap::new();
    let mut releases: BTreeMap<(&str, &str), (Option<usize>, &Object)> = BTreeMap::new();
    for (owner, object) in cluster.objects() {
        if let Some(first) = owners.get(&object.id) {
            let what = object.id.to_string();
            found.push(twice(cluster, &what, *first, (owner, object)));
        } else {
            owners.insert(&object.id, (owner, object));
        }
        if object.is(HELM, "HelmRelease") {
            let release = release(object);
            match releases.get(&release) {
                Some(first) if first.1.id != object.id => {
                    let what = format!("the Helm release {}/{}", release.0, release.1);
                    found.push(twice(cluster, &what, *first, (owner, object)));
                }
                Some(_) => {}
                None => drop(releases.insert(release, (owner, object))),
            }
        }
    }
    found
}

/// The namespace and name under which Helm knows a release.
fn release(object: &Object) -> (&str, &str) {
    let spec = |key| object.text(&["spec", key]);
    let storage = spec("storageNamespace").or_else(|| spec("targetNamespace"));
    (storage.unwrap_or(&object.id.namespace), spec("releaseName").unwrap_or(&object.id.name))
}

fn twice(
    cluster: &Cluster,
    what: &str,
    first: (Option<usize>, &Object),
    second: (Option<usize>, &Object),
) -> Finding {
    let place = format!("`{}:{}`", first.1.file, first.1.line_of(&[Key("metadata"), Key("name")]));
    let message = if first.0 == second.0 {
        format!("{what} is applied twice by {}: at {place}, too", cluster.owner(first.0))
    } else {
        format!(
            "{what} is applied by {} and by {}: at {place}, too",
            cluster.owner(first.0),
            cluster.owner(second.0)
        )
    };
    second.1.finding(Check::Owners, &[Key("metadata"), Key("name")], message)
}
