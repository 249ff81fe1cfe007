//! One state of a program: what requests read. Never changes; a newer state is a new snapshot.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pdl_lang::span::FileId;
use pdl_lang::{Analysis, Program};

use super::documents::Documents;
use super::positions::{Encoding, Places};
use super::uri;

/// A program as it was when it was analysed.
#[derive(Debug)]
pub(super) struct Snapshot {
    /// Everything that is known of it.
    pub(super) analysis: Analysis,
    /// The path of every file, by its id.
    paths: Vec<PathBuf>,
    /// The version of every file that was open, by its id.
    versions: Vec<Option<i32>>,
    /// Only looked up and listed by path.
    ids: BTreeMap<PathBuf, FileId>,
}

impl Snapshot {
    pub(super) fn new(folder: &Path, analysis: Analysis, documents: &Documents) -> Self {
        let paths = paths(folder, &analysis.program);
        let version = |path: &PathBuf| documents.get(path).map(|document| document.version);
        let versions = paths.iter().map(version).collect();
        let ids = (0..).map(FileId).zip(&paths).map(|(id, path)| (path.clone(), id)).collect();
        Self { analysis, paths, versions, ids }
    }

    /// The file of a path, if it is in the program.
    pub(super) fn file(&self, path: &Path) -> Option<FileId> {
        self.ids.get(path).copied()
    }

    /// The path of a file.
    pub(super) fn path(&self, file: FileId) -> &Path {
        &self.paths[file.0 as usize]
    }

    /// The version of a file, if the editor had it open.
    pub(super) fn version(&self, file: FileId) -> Option<i32> {
        self.versions[file.0 as usize]
    }

    /// All files, by path.
    pub(super) fn files(&self) -> impl Iterator<Item = (&Path, FileId)> {
        self.ids.iter().map(|(path, id)| (path.as_path(), *id))
    }

    /// The text of a file, to speak of places in it.
    pub(super) fn places(&self, file: FileId, encoding: Encoding) -> Places<'_> {
        let source = self.analysis.program.sources.get(file);
        Places { text: &source.text, lines: source.lines(), encoding }
    }
}

/// The paths of a program's files, by id.
pub(super) fn paths(folder: &Path, program: &Program) -> Vec<PathBuf> {
    let sources = program.sources.iter();
    sources.map(|(_, source)| uri::normalize(&folder.join(&source.name))).collect()
}
