//! A small, complete platform to begin with: one cluster, two sprints, three stories and what they deliver.

use std::path::{Path, PathBuf};

use crate::fs::{self, Staged};

/// A file of the platform, and whether one that is there already may stand in its stead.
struct Template {
    path: &'static str,
    text: &'static str,
    may_be_there: bool,
}

const TEMPLATES: &[Template] = &[
    program("platform.pdl", include_str!("../../templates/platform/platform.pdl")),
    program(
        "platform/clusters.pdl",
        include_str!("../../templates/platform/platform/clusters.pdl"),
    ),
    program(
        "platform/components.pdl",
        include_str!("../../templates/platform/platform/components.pdl"),
    ),
    extra("README.md", include_str!("../../templates/platform/README.md")),
    extra(".gitignore", include_str!("../../templates/platform/.gitignore")),
];

const fn program(path: &'static str, text: &'static str) -> Template {
    Template { path, text, may_be_there: false }
}

/// A folder that is a repository already has its own.
const fn extra(path: &'static str, text: &'static str) -> Template {
    Template { path, text, may_be_there: true }
}

/// What was written and what was there already, relative to the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Begun {
    /// Files that were written.
    pub written: Vec<&'static str>,
    /// Files that were there and stay as they are.
    pub kept: Vec<&'static str>,
}

/// Why no platform was begun.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something is there already.
    #[error("`{}` is there already", .0.display())]
    Occupied(PathBuf),
    /// The file system refused.
    #[error(transparent)]
    Fs(#[from] fs::Error),
}

/// Writes the platform into a folder, all of it or nothing.
///
/// # Errors
/// When a file of a program is there already, or the file system refuses.
pub fn init(folder: &Path) -> Result<Begun, Error> {
    let mut begun = Begun::default();
    // Whatever is in the folder of the parts would be included.
    for name in ["platform.pdl", "platform"] {
        let path = folder.join(name);
        let is_free = match fs::kind(&path)? {
            None => true,
            Some(fs::Kind::Folder) => name == "platform" && fs::list(&path)?.is_empty(),
            Some(_) => false,
        };
        if !is_free {
            return Err(Error::Occupied(path));
        }
    }
    let mut staged: Vec<Staged> = Vec::new();
    for template in TEMPLATES {
        let path = folder.join(template.path);
        if template.may_be_there && fs::kind(&path)?.is_some() {
            begun.kept.push(template.path);
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_folders(parent)?;
        }
        staged.push(fs::stage(&path, template.text.as_bytes())?);
        begun.written.push(template.path);
    }
    for file in staged {
        file.persist()?;
    }
    Ok(begun)
}
