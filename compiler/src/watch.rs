//! Which files and folders a program depends on, and when something in them changes.
//!
//! What a program reads is known only once it is read, so its reads are recorded: files, those that are missing too,
//! and globs. Folders are watched rather than files, since editors replace files.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use pdl_lang::source::Source;
use pdl_lang::{Files, Program, Unreadable};

use crate::fingerprint::Fingerprint;
use crate::fs::{self, Kind};
use crate::workspace::{self, Workspace};

/// How long nothing may happen before a change is taken for complete: editors write in several steps.
const QUIET: Duration = Duration::from_millis(60);

/// How often a program is read anew because it has come to name other folders meanwhile.
const ROUNDS: usize = 8;

/// Why nothing can be watched.
#[derive(Debug, thiserror::Error)]
#[error("cannot watch `{}`: {why}", path.display())]
pub struct Error {
    /// What could not be watched.
    path: PathBuf,
    /// Why.
    why: notify::Error,
}

/// The files of a workspace, of which every use is noted.
struct Recorder<'w> {
    workspace: &'w Workspace,
    /// Folders, and whether those within count, too.
    folders: RefCell<BTreeMap<String, bool>>,
}

impl Recorder<'_> {
    fn note(&self, folder: &str, is_deep: bool) {
        *self.folders.borrow_mut().entry(folder.to_owned()).or_default() |= is_deep;
    }
}

impl Files for Recorder<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        self.note(path.rsplit_once('/').map_or("", |(folder, _)| folder), false);
        self.workspace.read(path)
    }

    fn expand(&self, glob: &str) -> Result<Vec<String>, Unreadable> {
        let (folder, is_deep) = literal(glob);
        self.note(&folder, is_deep);
        self.workspace.expand(glob)
    }

    fn resolved(&self, path: &str) -> Option<String> {
        self.workspace.resolved(path)
    }
}

/// The folders in front of the first wildcard, and whether wildcards reach below those.
fn literal(glob: &str) -> (String, bool) {
    let parts: Vec<&str> = glob.split('/').collect();
    let is_wild = |part: &str| part.contains(['*', '?', '[', '{']);
    let wild = parts.iter().position(|part| is_wild(part)).unwrap_or(parts.len() - 1);
    (parts[..wild].join("/"), wild + 1 < parts.len() || parts[wild].contains("**"))
}

/// Watches what a program was last read from.
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeMap<PathBuf, bool>,
    /// The program as it was last read.
    last: Program,
}

impl Watch {
    /// Begins to watch, nothing yet.
    ///
    /// # Errors
    /// When the system has no way to watch left.
    pub fn new(folder: &Path) -> Result<Self, Error> {
        let (sender, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(sender)
            .map_err(|why| Error { path: folder.to_owned(), why })?;
        Ok(Self { watcher, events, watched: BTreeMap::new(), last: Program::default() })
    }

    /// Reads a program, and from now on watches what it was read from.
    ///
    /// # Errors
    /// When something cannot be watched. That the program cannot be read is the inner error: what was looked at is
    /// watched all the same.
    pub fn load(
        &mut self,
        workspace: &Workspace,
    ) -> Result<Result<Program, workspace::Error>, Error> {
        let mut rounds = 1..=ROUNDS;
        loop {
            let folders = RefCell::new(BTreeMap::new());
            let recorder = Recorder { workspace, folders };
            let program = workspace.reload_through(&recorder, &self.last);
            let folders = recorder.folders.into_inner();
            if let Ok(program) = &program {
                self.last = program.clone();
            }
            // What changed between reading and watching would be missed.
            if !self.follow(workspace, &folders)? || rounds.next().is_none() {
                return Ok(program);
            }
        }
    }

    /// Watches these folders and no others; says whether that is a change.
    fn follow(
        &mut self,
        workspace: &Workspace,
        folders: &BTreeMap<String, bool>,
    ) -> Result<bool, Error> {
        let mut wanted: BTreeMap<PathBuf, bool> = BTreeMap::new();
        for (folder, is_deep) in folders {
            let (path, is_there) = existing(&workspace.folder().join(folder));
            *wanted.entry(path).or_default() |= *is_deep && is_there;
        }
        if wanted == self.watched {
            return Ok(false);
        }
        for (path, is_deep) in &self.watched {
            if wanted.get(path) != Some(is_deep) {
                // A folder that is gone is no longer watched anyhow.
                let _ = self.watcher.unwatch(path);
            }
        }
        for (path, is_deep) in &wanted {
            if self.watched.get(path) != Some(is_deep) {
                let mode =
                    if *is_deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
                let watched = self.watcher.watch(path, mode);
                watched.map_err(|why| Error { path: path.clone(), why })?;
            }
        }
        self.watched = wanted;
        Ok(true)
    }

    /// Waits until something has changed and things are quiet again; `false` when nothing can change any more.
    #[must_use]
    pub fn wait(&self) -> bool {
        loop {
            match self.events.recv() {
                Err(_) => return false,
                Ok(event) if is_change(&event) => break,
                Ok(_) => {}
            }
        }
        loop {
            match self.events.recv_timeout(QUIET) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    /// How many folders are watched.
    #[must_use]
    pub fn folders(&self) -> usize {
        self.watched.len()
    }
}

/// Whether an event may be a change: reading is an event, too.
fn is_change(event: &notify::Result<Event>) -> bool {
    event.as_ref().map_or(true, |event| !event.kind.is_access())
}

/// The folder, or the nearest around it that is there.
fn existing(folder: &Path) -> (PathBuf, bool) {
    let is_there = |path: &Path| matches!(fs::kind(path), Ok(Some(Kind::Folder | Kind::Link)));
    let found = folder.ancestors().find(|path| !path.as_os_str().is_empty() && is_there(path));
    let found = found.unwrap_or(Path::new("."));
    (found.to_owned(), found == folder)
}

/// What a program was made from: the hash of each source.
pub type Texts = BTreeMap<String, Fingerprint>;

/// What a program was made from.
#[must_use]
pub fn texts(program: &Program) -> Texts {
    let sources = program.sources.iter().map(|(_, source)| source);
    let text = |source: &Source| (source.name.clone(), Fingerprint::of(source.text.as_bytes()));
    sources.map(text).collect()
}

/// The names of the sources that differ between two readings of a program, sorted.
#[must_use]
pub fn changed(before: &Texts, after: &Texts) -> Vec<String> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    differs.cloned().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_glob_is_watched_from_its_first_wildcard() {
        assert_eq!(literal("platform/*.pdl"), ("platform".to_owned(), false));
        assert_eq!(literal("*.pdl"), (String::new(), false));
        assert_eq!(literal("a/b/*/c.pdl"), ("a/b".to_owned(), true));
        assert_eq!(literal("a/**"), ("a".to_owned(), true));
        assert_eq!(literal("a/b.pdl"), ("a".to_owned(), false));
    }

    #[test]
    fn what_is_as_it_was_is_not_parsed_again() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let root = folder.path().join("platform.pdl");
        fs::write(&root, b"include \"more.pdl\"\n").expect("writable");
        fs::write(&folder.path().join("more.pdl"), b"lane a \"A\"\n").expect("writable");
        let workspace = Workspace::of_file(&root).expect("it is a file");
        let mut watch = Watch::new(folder.path()).expect("it can be watched");
        let before = watch.load(&workspace).expect("it is watched").expect("it is read");
        fs::write(&root, b"// more\ninclude \"more.pdl\"\n").expect("writable");
        let after = watch.load(&workspace).expect("it is watched").expect("it is read");
        assert!(!Arc::ptr_eq(&before.parses[0], &after.parses[0]));
        assert!(Arc::ptr_eq(&before.parses[1], &after.parses[1]));
    }
}
