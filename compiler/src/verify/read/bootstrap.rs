//! What is done by hand before Flux runs, as far as `bootstrap/<cluster>/` tells.

use std::collections::BTreeSet;
use std::path::Path;

use serde_yaml::Value;

use super::super::definitions::defined;
use super::super::tree::{Bootstrap, FLUX_SYSTEM, HELM, Id, KUSTOMIZE, SOURCE};
use super::objects;
use crate::fs::{self, Kind};
use crate::output::Error;

/// Namespaces that every cluster has.
const GIVEN: &[&str] = &["default", "kube-node-lease", "kube-public", "kube-system", FLUX_SYSTEM];

/// Reads what a cluster has before Flux; files that are no objects are values and lists of releases.
///
/// `given` is what the manifest says is there although no file makes it.
pub(super) fn read(
    out: &Path,
    cluster: &str,
    given: &BTreeSet<String>,
) -> Result<Bootstrap, Error> {
    let mut bootstrap = Bootstrap::default();
    bootstrap.namespaces.extend(GIVEN.iter().map(|name| (*name).to_owned()));
    let mut open = vec![format!("bootstrap/{cluster}")];
    while let Some(folder) = open.pop() {
        if super::kind(out, &folder)? != Some(Kind::Folder) {
            continue;
        }
        for (path, kind) in fs::list(&out.join(&folder))? {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let file = format!("{folder}/{name}");
            match kind {
                Kind::Folder => open.push(file),
                Kind::File(_) if path.extension().is_some_and(|it| it == "yaml") => {
                    enter(out, &file, &mut bootstrap)?;
                }
                Kind::File(_) | Kind::Link | Kind::Other => {}
            }
        }
    }
    for object in given {
        take(object, &mut bootstrap);
    }
    Ok(bootstrap)
}

/// Takes an object as the manifest names it: `Kind/[namespace/]name`.
fn take(object: &str, bootstrap: &mut Bootstrap) {
    let Some((kind, rest)) = object.split_once('/') else { return };
    if kind == "Namespace" {
        bootstrap.namespaces.insert(rest.to_owned());
        return;
    }
    let (namespace, name) = rest.split_once('/').unwrap_or(("", rest));
    bootstrap.given.insert([kind, namespace, name].map(str::to_owned).into());
    let namespace = if namespace.is_empty() { FLUX_SYSTEM } else { namespace };
    let group = match kind {
        "HelmRelease" => HELM,
        "Kustomization" => KUSTOMIZE,
        _ => SOURCE,
    };
    let [group, kind, namespace, name] = [group, kind, namespace, name].map(str::to_owned);
    bootstrap.objects.insert(Id { group, kind, namespace, name });
}

fn enter(out: &Path, file: &str, bootstrap: &mut Bootstrap) -> Result<(), Error> {
    for object in objects(out, file, &mut Vec::new())? {
        bootstrap.definitions.extend(defined(&object));
        if object.id.group.is_empty() && object.id.kind == "Namespace" {
            bootstrap.namespaces.insert(object.id.name.clone());
        }
        bootstrap.objects.insert(object.id);
    }
    // The namespaces of releases, which Helm makes.
    let bytes = fs::read(&out.join(file))?;
    let value: Value = serde_yaml::from_slice(&bytes).unwrap_or_default();
    let releases = value.get("releases").and_then(Value::as_sequence).into_iter().flatten();
    let namespaces = releases.filter_map(|it| it.get("namespace").and_then(Value::as_str));
    bootstrap.namespaces.extend(namespaces.map(str::to_owned));
    Ok(())
}
