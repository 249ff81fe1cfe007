//! The files of a program as the editor sees them: open documents on top of the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use pdl_lang::{Files, Unreadable};

use super::documents::Documents;
use super::uri;
use crate::workspace::{self, Workspace};

/// A program's folder with the open documents in it.
pub(super) struct Overlay<'d> {
    folder: PathBuf,
    workspace: Option<Workspace>,
    documents: &'d Documents,
}

impl<'d> Overlay<'d> {
    /// The folder of a root file.
    pub(super) fn of(root: &Path, documents: &'d Documents) -> Self {
        // A document that is no file has no folder; nothing is beside it.
        let is_file = root.is_absolute();
        let workspace = is_file.then(|| Workspace::of_file(root).ok()).flatten();
        let folder = if is_file { root.parent() } else { None };
        Self { folder: folder.unwrap_or(Path::new("")).to_owned(), workspace, documents }
    }

    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        if let Some(text) = self.text(path) {
            return Ok(text.as_bytes().to_vec());
        }
        match &self.workspace {
            Some(workspace) => workspace.read(path),
            None => Err(Unreadable("does not exist".to_owned())),
        }
    }

    fn text(&self, path: &str) -> Option<Arc<str>> {
        let document = self.documents.get(&uri::normalize(&self.folder.join(path)))?;
        Some(Arc::clone(&document.text))
    }

    fn expand(&self, glob: &str) -> Result<Vec<String>, Unreadable> {
        let Some(workspace) = &self.workspace else { return Ok(Vec::new()) };
        let mut found = workspace.expand(glob)?;
        // A document that was never saved is a file of the program, too.
        let below = self.documents.iter().filter_map(|(path, _)| below(&self.folder, path));
        found.extend(workspace::matching(glob, below));
        found.sort();
        found.dedup();
        Ok(found)
    }

    fn resolved(&self, path: &str) -> Option<String> {
        self.workspace.as_ref()?.resolved(path)
    }
}

/// A path relative to a folder that it lies in or beside.
fn below(folder: &Path, path: &Path) -> Option<String> {
    let mut up = String::new();
    for ancestor in folder.ancestors() {
        if let Ok(rest) = path.strip_prefix(ancestor) {
            return Some(up + &rest.to_str()?.replace(std::path::MAIN_SEPARATOR, "/"));
        }
        up += "../";
    }
    None
}
