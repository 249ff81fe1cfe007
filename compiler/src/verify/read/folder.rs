//! A folder as kustomize builds it: what its list names, and what it does not.

use std::collections::BTreeSet;
use std::path::Path;

use pdl_lang::paths::{self, Above};
use serde_yaml::Value;

use super::super::lines;
use super::super::tree::{Folder, List, Object};
use super::super::{Check, Finding};
use super::{kind, objects};
use crate::fs::{self, Kind};
use crate::output::Error;

/// The names that kustomize looks for.
const NAMES: &[&str] = &["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// How deep lists may name folders with lists.
const DEPTH: u32 = 32;

/// Reads a folder.
pub(super) fn read(out: &Path, path: &str, findings: &mut Vec<Finding>) -> Result<Folder, Error> {
    let folder = Folder { path: path.to_owned(), ..Folder::default() };
    let (used, read) = (BTreeSet::new(), BTreeSet::from([path.to_owned()]));
    let mut reader = Reader { out, folder, used, read, findings };
    reader.enter(path, DEPTH)?;
    let Reader { mut folder, used, .. } = reader;
    if folder.list.is_some() {
        let there = files(out, path)?.into_iter();
        folder.unlisted = there.filter(|file| !used.contains(file)).collect();
    }
    folder.used = used;
    Ok(folder)
}

/// The YAML files in folders below a folder that its list does not name, apart from folders that are read for
/// themselves and those that have a list.
pub(super) fn unread(
    out: &Path,
    folder: &Folder,
    read: &BTreeSet<String>,
) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let mut open = vec![folder.path.clone()];
    while let Some(path) = open.pop() {
        for (entry, kind) in fs::list(&out.join(&path))? {
            let Some(name) = entry.file_name().and_then(|name| name.to_str()) else { continue };
            let below = format!("{path}/{name}");
            let is_other = |below: &String| read.contains(below);
            if kind == Kind::Folder && !is_other(&below) && list(out, &below)?.is_none() {
                found.extend(files(out, &below)?);
                open.push(below);
            }
        }
    }
    found.retain(|file| !folder.used.contains(file));
    Ok(found)
}

struct Reader<'r> {
    out: &'r Path,
    folder: Folder,
    /// The files that lists mention.
    used: BTreeSet<String>,
    /// The files whose objects are read, and the folders that lists name: each once, so that the reading ends.
    read: BTreeSet<String>,
    findings: &'r mut Vec<Finding>,
}

impl Reader<'_> {
    /// Adds what a folder holds.
    fn enter(&mut self, path: &str, depth: u32) -> Result<(), Error> {
        let Some(file) = list(self.out, path)? else {
            // Flux lists every file itself where nobody did.
            let files = files(self.out, path)?;
            self.folder.is_empty = files.is_empty();
            for file in files {
                self.folder.objects.extend(objects(self.out, &file, self.findings)?);
            }
            return Ok(());
        };
        let bytes = fs::read(&self.out.join(&file))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let value = self.value(&file, &text);
        self.used.insert(file.clone());
        if self.folder.list.is_none() {
            self.folder.list = Some(List { file });
            self.folder.is_empty =
                !value.is_null() && KEYS.iter().all(|key| entries(&value, key).next().is_none());
        }
        mention(path, &value, &mut self.used);
        self.folder.is_opaque |= is_opaque(&value);
        let before = self.folder.objects.len();
        for key in KEYS {
            let line = lines::items(&text, key);
            for (index, entry) in entries(&value, key).enumerate() {
                self.resource(path, entry, line(index) + 1, depth)?;
            }
        }
        if let Some(namespace) = value.get("namespace").and_then(Value::as_str) {
            place(&mut self.folder.objects[before..], namespace);
        }
        Ok(())
    }

    /// A list as a value; what is none is a finding.
    fn value(&mut self, file: &str, text: &str) -> Value {
        serde_yaml::from_str(text).unwrap_or_else(|error| {
            let line = error.location().and_then(|it| u32::try_from(it.line()).ok());
            let (file, check) = (file.to_owned(), Check::Files);
            let message = format!("this is no YAML: {error}");
            self.findings.push(Finding { file, line, check, is_error: true, message, help: None });
            Value::Null
        })
    }

    /// Adds what an entry of a list names.
    fn resource(&mut self, path: &str, entry: &str, line: u32, depth: u32) -> Result<(), Error> {
        if is_remote(entry) {
            self.folder.is_opaque = true;
            return Ok(());
        }
        let target = resolve(path, entry);
        let kind = match &target {
            Some(target) => kind(self.out, target)?,
            None => None,
        };
        match (target, kind) {
            (Some(target), Some(Kind::File(_) | Kind::Folder)) if self.read.contains(&target) => {
                self.folder.repeated.push((entry.to_owned(), line));
                self.used.insert(target);
            }
            (Some(target), Some(Kind::File(_))) => {
                let found = objects(self.out, &target, self.findings)?;
                // A file without objects may be listed again.
                if !found.is_empty() {
                    self.read.insert(target.clone());
                }
                self.folder.objects.extend(found);
                self.used.insert(target);
            }
            (Some(target), Some(Kind::Folder)) if depth > 0 => {
                self.read.insert(target.clone());
                self.enter(&target, depth - 1)?;
            }
            _ => self.folder.missing.push((entry.to_owned(), line)),
        }
        Ok(())
    }
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

/// Where a list names resources, and components of kustomize.
const KEYS: [&str; 3] = ["resources", "bases", "components"];

/// What a list names below a key.
fn entries<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v str> {
    let entries = value.get(key).and_then(Value::as_sequence).into_iter().flatten();
    entries.filter_map(Value::as_str)
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
pub(super) fn resolve(folder: &str, entry: &str) -> Option<String> {
    if entry.starts_with('/') {
        return None;
    }
    paths::join(folder, entry, Above::Refused).filter(|path| !path.is_empty())
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
