//! Reads the tree of a cluster the way kustomize and Flux do.

mod bootstrap;
mod folder;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize as _;
use serde_yaml::Value;

use super::tree::{
    Cluster, FLUX_SYSTEM, Folder, Id, KUSTOMIZE, Kustomization, Object, PathState, SOURCE,
};
use super::{Check, Finding, paths};
use crate::fs;
use crate::output::Error;

/// Reads the tree of a cluster; what is no object is a finding.
pub(super) fn cluster(
    out: &Path,
    name: &str,
    given: &BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Result<Cluster, Error> {
    let root_path = format!("flux/{name}");
    let mut root = folder::read(out, &root_path, findings)?;
    let mut read = BTreeSet::from([root_path.clone()]);
    let mut open: Vec<Object> = flux(&root).rev().collect();
    let tree = Tree::of(out, name, &open)?;
    let mut kustomizations = Vec::new();
    while let Some(object) = open.pop() {
        let path =
            if tree.is_beside(&object) { PathState::External } else { locate(out, name, &object)? };
        let folder = match &path {
            PathState::Found(prefix) => {
                let folder = inside(&object, prefix);
                // Two that apply one folder are two owners of all that is in it.
                let folder = folder::read(out, &format!("flux/{folder}"), findings)?;
                if read.insert(folder.path.clone()) {
                    open.extend(flux(&folder).rev());
                }
                // The root applied once more is the same Kustomization, handed over.
                (folder.path != root_path).then_some(folder)
            }
            PathState::Missing | PathState::Elsewhere(_) | PathState::External => None,
        };
        kustomizations.push(Kustomization { object, folder, path });
    }
    root.unlisted.extend(folder::unread(out, &root, &read)?);
    // What the root lists, it applies itself.
    read.extend(root.used.iter().cloned());
    let unused = unused(out, &root_path, &read)?;
    let bootstrap = bootstrap::read(out, name, given)?;
    let (name, index) = (name.to_owned(), OnceCell::new());
    let (own_kinds, sources) = (OnceCell::new(), OnceCell::new());
    Ok(Cluster { name, root, kustomizations, unused, bootstrap, index, own_kinds, sources })
}

/// What the root applies: the tree itself, which leads into the output.
struct Tree {
    kustomizations: BTreeSet<Id>,
    /// What most of their paths begin with.
    prefix: Option<Vec<String>>,
}

impl Tree {
    fn of(out: &Path, cluster: &str, objects: &[Object]) -> Result<Self, Error> {
        let paths: Vec<PathState> =
            objects.iter().map(|it| locate(out, cluster, it)).collect::<Result<_, _>>()?;
        let prefix = paths::prefix(paths.iter());
        let names = |prefix: &str| prefix.split('/').map(str::to_owned).collect();
        Ok(Self {
            kustomizations: objects.iter().map(|it| it.id.clone()).collect(),
            prefix: prefix.filter(|it| !it.is_empty()).map(names),
        })
    }

    /// Whether a Kustomization that a component applies leads to another folder of the repository.
    fn is_beside(&self, object: &Object) -> bool {
        let Some(prefix) = &self.prefix else { return false };
        let is_inside = |path: Vec<String>| path.starts_with(prefix);
        !self.kustomizations.contains(&object.id)
            && segments(object).is_some_and(|it| !is_inside(it))
    }
}

/// The Flux Kustomizations among the objects of a folder.
fn flux(folder: &Folder) -> impl DoubleEndedIterator<Item = Object> {
    folder.objects.iter().filter(|it| it.is(KUSTOMIZE, "Kustomization")).cloned()
}

/// Finds the folder of a Kustomization in OUT: its path is relative to the source, of which OUT is a part.
fn locate(out: &Path, cluster: &str, object: &Object) -> Result<PathState, Error> {
    let source = |key| object.text(&["spec", "sourceRef", key]);
    let is_own = source("name") == Some(FLUX_SYSTEM)
        && source("namespace").unwrap_or(&object.id.namespace) == FLUX_SYSTEM;
    if !is_own {
        return Ok(PathState::External);
    }
    let Some(parts) = segments(object) else { return Ok(PathState::Missing) };
    let clusters = super::clusters(out)?;
    let mut elsewhere = None;
    for (index, part) in parts.iter().enumerate() {
        let path = format!("flux/{}", parts[index..].join("/"));
        if kind(out, &path)? != Some(fs::Kind::Folder) {
            continue;
        }
        if part == cluster {
            return Ok(PathState::Found(parts[..index].join("/")));
        }
        elsewhere = elsewhere.or_else(|| clusters.iter().find(|it| *it == part).cloned());
    }
    Ok(elsewhere.map_or(PathState::Missing, PathState::Elsewhere))
}

/// What a path relative to OUT leads to; nothing is looked for behind a link.
fn kind(out: &Path, path: &str) -> Result<Option<fs::Kind>, Error> {
    let above = path.match_indices('/').map(|(at, _)| &path[..at]);
    for folder in above {
        match fs::kind(&out.join(folder))? {
            Some(fs::Kind::Folder) => {}
            _ => return Ok(None),
        }
    }
    Ok(fs::kind(&out.join(path))?)
}

/// The names along the path of a Kustomization; none when it leaves the source.
fn segments(object: &Object) -> Option<Vec<String>> {
    let path = object.text(&["spec", "path"]).unwrap_or_default();
    // Flux takes an absolute path from the root of the source.
    let path = folder::resolve("", path.trim_start_matches('/'))?;
    Some(path.split('/').map(str::to_owned).collect())
}

/// The path of a Kustomization below `flux/`.
fn inside(object: &Object, prefix: &str) -> String {
    let depth = prefix.split('/').filter(|part| !part.is_empty()).count();
    segments(object).unwrap_or_default().get(depth..).unwrap_or_default().join("/")
}

/// The folders of components that are there and that nothing applies.
fn unused(out: &Path, root: &str, read: &BTreeSet<String>) -> Result<Vec<String>, Error> {
    let components = format!("{root}/components");
    if kind(out, &components)? != Some(fs::Kind::Folder) {
        return Ok(Vec::new());
    }
    let folders = fs::list(&out.join(&components))?;
    let folders = folders.into_iter().filter(|(_, kind)| *kind == fs::Kind::Folder);
    let names = folders.filter_map(|(path, _)| Some(path.file_name()?.to_str()?.to_owned()));
    let paths = names.map(|name| format!("{components}/{name}"));
    let is_read =
        |path: &String| read.iter().any(|it| it == path || it.starts_with(&format!("{path}/")));
    Ok(paths.filter(|path| !is_read(path)).collect())
}

/// The objects of a file; what is none is a finding.
fn objects(out: &Path, file: &str, findings: &mut Vec<Finding>) -> Result<Vec<Object>, Error> {
    let bytes = fs::read(&out.join(file))?;
    let mut wrong = |line: Option<u32>, message: String| {
        let (file, check) = (file.to_owned(), Check::Files);
        findings.push(Finding { file, line, check, is_error: true, message, help: None });
    };
    let Ok(text) = String::from_utf8(bytes) else {
        wrong(None, "this file is not UTF-8".to_owned());
        return Ok(Vec::new());
    };
    let mut objects = Vec::new();
    for (line, text) in documents(&text) {
        let value = match Value::deserialize(serde_yaml::Deserializer::from_str(text)) {
            Ok(Value::Null) => continue,
            Ok(value) => value,
            Err(error) => {
                let within = error.location().and_then(|it| u32::try_from(it.line()).ok());
                wrong(Some(line + within.unwrap_or(1) - 1), format!("this is no YAML: {error}"));
                continue;
            }
        };
        let found = unfold(value).into_iter().map(|value| object(file, line, text, value));
        for found in found {
            match found {
                Ok(object) => objects.push(object),
                Err(missing) => wrong(
                    Some(line),
                    format!("this is no Kubernetes object: it has no `{missing}`"),
                ),
            }
        }
    }
    Ok(objects)
}

/// The documents of a YAML text, each with the line where it begins.
fn documents(text: &str) -> Vec<(u32, &str)> {
    let mut found = Vec::new();
    let (mut start, mut start_line, mut offset) = (0, 1, 0);
    for (line, content) in (1u32..).zip(text.split_inclusive('\n')) {
        let is_separator = content.trim_end() == "---" || content.starts_with("--- ");
        if is_separator && offset > start {
            found.push((start_line, &text[start..offset]));
            (start, start_line) = (offset, line);
        }
        offset += content.len();
    }
    found.push((start_line, &text[start..]));
    found
}

/// The items of a `List`, or the value itself.
fn unfold(value: Value) -> Vec<Value> {
    let is_list = value.get("kind").and_then(Value::as_str).is_some_and(|it| it.ends_with("List"));
    match value.get("items").and_then(Value::as_sequence) {
        Some(items) if is_list => items.clone(),
        _ => vec![value],
    }
}

/// A value as an object, or the field that it lacks.
fn object(file: &str, line: u32, text: &str, value: Value) -> Result<Object, &'static str> {
    let get = |keys: &[&str]| {
        let found = keys.iter().try_fold(&value, |value, key| value.get(*key));
        found.and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let api_version = get(&["apiVersion"]).ok_or("apiVersion")?;
    let kind = get(&["kind"]).ok_or("kind")?;
    let name = get(&["metadata", "name"]).or_else(|| get(&["metadata", "generateName"]));
    let name = name.ok_or("metadata.name")?;
    let group = api_version.split_once('/').map_or("", |(group, _)| group);
    let namespace = get(&["metadata", "namespace"]).unwrap_or_default();
    let is_flux = [KUSTOMIZE, SOURCE].contains(&group) && namespace.is_empty();
    let namespace = if is_flux { FLUX_SYSTEM.to_owned() } else { namespace };
    let id = Id { group: group.to_owned(), kind, namespace, name };
    let (file, text) = (file.to_owned(), text.to_owned());
    Ok(Object { file, line, id, value, text })
}
