//! A folder as kustomize builds it: what its list names, and what it does not.

use std::collections::BTreeSet;
use std::path::Path;

use serde_yaml::Value;

use super::super::lines::{self, Step};
use super::super::tree::{Folder, List, Object};
use super::super::{Check, Finding};
use super::objects;
use crate::fs::{self, Kind};
use crate::output::Error;

/// The names that kustomize looks for.
const NAMES: &[&str] = &["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// How deep lists may name folders with lists.
const DEPTH: u32 = 32;

/// Reads a folder.
pub(super) fn read(out: &Path, path: &str, findings: &mut Vec<Finding>) -> Result<Folder, Error> {
    let mut folder = Folder { path: path.to_owned(), ..Folder::default() };
    let mut used = BTreeSet::new();
    enter(out, path, &mut folder, &mut used, findings, DEPTH)?;
    if folder.list.is_some() {
        let there = files(out, path)?.into_iter();
        folder.unlisted = there.filter(|file| !used.contains(file)).collect();
    }
    Ok(folder)
}

/// Adds what a folder holds.
fn enter(
    out: &Path,
    path: &str,
    folder: &mut Folder,
    used: &mut BTreeSet<String>,
    findings: &mut Vec<Finding>,
    depth: u32,
) -> Result<(), Error> {
    let Some(file) = list(out, path)? else {
        // Flux lists every file itself where nobody did.
        let files = files(out, path)?;
        folder.is_empty = files.is_empty();
        for file in files {
            folder.objects.extend(objects(out, &file, findings)?);
        }
        return Ok(());
    };
    let bytes = fs::read(&out.join(&file))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let value: Value = match serde_yaml::from_str(&text) {
        Ok(value) => value,
        Err(error) => {
            let line = error.location().and_then(|it| u32::try_from(it.line()).ok());
            let (check, message) = (Check::Files, format!("this is no YAML: {error}"));
            findings.push(Finding {
                file: file.clone(),
                line,
                check,
                is_error: true,
                message,
                help: None,
            });
            Value::Null
        }
    };
    used.insert(file.clone());
    if folder.list.is_none() {
        folder.list = Some(List { file });
        folder.is_empty = !value.is_null() && entries(&value).next().is_none();
    }
    mention(path, &value, used);
    folder.is_opaque |= is_opaque(&value);
    let before = folder.objects.len();
    for (index, entry) in entries(&value).enumerate() {
        let line = lines::find(&text, &[Step::Key("resources"), Step::Item(index)]) + 1;
        resource(out, path, (entry, line), folder, used, findings, depth)?;
    }
    if let Some(namespace) = value.get("namespace").and_then(Value::as_str) {
        place(&mut folder.objects[before..], namespace);
    }
    Ok(())
}

/// Adds what an entry of a list names.
fn resource(
    out: &Path,
    path: &str,
    (entry, line): (&str, u32),
    folder: &mut Folder,
    used: &mut BTreeSet<String>,
    findings: &mut Vec<Finding>,
    depth: u32,
) -> Result<(), Error> {
    if is_remote(entry) {
        folder.is_opaque = true;
        return Ok(());
    }
    let Some(target) = resolve(path, entry) else {
        folder.missing.push((entry.to_owned(), line));
        return Ok(());
    };
    match fs::kind(&out.join(&target))? {
        Some(Kind::File(_)) => {
            let is_twice = folder.objects.iter().any(|object| object.file == target);
            if is_twice {
                folder.repeated.push((entry.to_owned(), line));
            } else {
                folder.objects.extend(objects(out, &target, findings)?);
            }
            used.insert(target);
        }
        Some(Kind::Folder) if depth > 0 => {
            enter(out, &target, folder, used, findings, depth - 1)?;
        }
        Some(Kind::Folder | Kind::Link | Kind::Other) | None => {
            folder.missing.push((entry.to_owned(), line));
        }
    }
    Ok(())
}

/// The list of a folder.
fn list(out: &Path, path: &str) -> Result<Option<String>, Error> {
    for name in NAMES {
        let file = format!("{path}/{name}");
        if matches!(fs::kind(&out.join(&file))?, Some(Kind::File(_))) {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

/// What a list names as resources, and as components of kustomize.
fn entries(value: &Value) -> impl Iterator<Item = &str> {
    let of = |key| value.get(key).and_then(Value::as_sequence).into_iter().flatten();
    of("resources").chain(of("bases")).chain(of("components")).filter_map(Value::as_str)
}

/// Whether a list makes objects that no file holds, or changes them so that their names cannot be told.
fn is_opaque(value: &Value) -> bool {
    const MAKERS: &[&str] = &[
        "configMapGenerator",
        "secretGenerator",
        "generators",
        "helmCharts",
        "helmChartInflationGenerator",
        "transformers",
        "namePrefix",
        "nameSuffix",
        "patches",
        "patchesStrategicMerge",
        "patchesJson6902",
        "replacements",
    ];
    MAKERS.iter().any(|key| value.get(*key).is_some())
}

fn is_remote(entry: &str) -> bool {
    entry.contains("://") || entry.contains("github.com") || entry.contains("?ref=")
}

/// The path of an entry relative to OUT; none when it leaves OUT.
fn resolve(folder: &str, entry: &str) -> Option<String> {
    let mut parts: Vec<&str> =
        if entry.starts_with('/') { return None } else { folder.split('/').collect() };
    for part in entry.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Notes every file that a list mentions anywhere: patches and generators use files, too.
fn mention(folder: &str, value: &Value, used: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            let path = text.rsplit('=').next().unwrap_or(text);
            used.extend(resolve(folder, path));
        }
        Value::Sequence(items) => items.iter().for_each(|item| mention(folder, item, used)),
        Value::Mapping(entries) => entries.values().for_each(|item| mention(folder, item, used)),
        _ => {}
    }
}

/// Puts objects into the namespace that a list names.
fn place(objects: &mut [Object], namespace: &str) {
    for object in objects {
        if !object.id.namespace.is_empty() {
            namespace.clone_into(&mut object.id.namespace);
        }
    }
}

/// The YAML files of a folder, by name; those of folders in it only where they hold no list.
fn files(out: &Path, path: &str) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    for (entry, kind) in fs::list(&out.join(path))? {
        let Some(name) = entry.file_name().and_then(|name| name.to_str()) else { continue };
        let is_yaml = [".yaml", ".yml"].iter().any(|end| name.ends_with(end));
        if is_yaml && matches!(kind, Kind::File(_)) {
            found.push(format!("{path}/{name}"));
        }
    }
    Ok(found)
}
