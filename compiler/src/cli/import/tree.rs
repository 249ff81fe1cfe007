//! The YAML files below a folder, as the import reads them.

use std::path::{Component, Path, PathBuf};

use super::super::Failure;
use super::text;
use crate::fs::{self, Kind};
use crate::import::{Yaml, is_name};

/// Whether a path is a folder, or called as YAML is.
pub(super) fn is_tree(path: &Path) -> Result<bool, Failure> {
    Ok(is_yaml(path) || fs::kind(path)? == Some(Kind::Folder))
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "yaml" || it == "yml")
}

/// Adds a file, or every YAML file below a folder, sorted; what is hidden, and links, are passed over.
pub(super) fn read(path: &Path, files: &mut Vec<Yaml>) -> Result<(), Failure> {
    if fs::kind(path)? != Some(Kind::Folder) {
        let text = text(path, fs::read(path)?)?;
        files.push(Yaml { path: named(path), text });
        return Ok(());
    }
    for (path, kind) in fs::list(path)? {
        let name = path.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
        let is_read = match kind {
            Kind::Folder => true,
            Kind::File(_) => is_yaml(&path) || name == "Kustomization",
            Kind::Link | Kind::Other => false,
        };
        if is_read && !name.starts_with('.') {
            read(&path, files)?;
        }
    }
    Ok(())
}

/// A path with `/`, without what leads to the working directory.
fn named(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The name of the first folder, if a platform can be called that.
pub(super) fn name(paths: &[PathBuf]) -> Option<&str> {
    let name = paths.first()?.file_name()?.to_str()?;
    let stem = name.split('.').next().unwrap_or(name);
    is_name(stem).then_some(stem)
}
