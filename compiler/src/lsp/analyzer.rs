//! The thread that reads and analyses programs, so that the loop never waits for the disk or for a large plan.
//!
//! It is given the open documents and what has changed since the last time, and gives back the snapshots of all
//! programs. A newer job cancels the one under way; what that had still to do is done by the newer one.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crossbeam_channel::{Receiver, Sender};
use pdl_lang::diagnostic::Diagnostic;
use pdl_lang::{Options, Program, analyze_unless};

use super::documents::Documents;
use super::overlay::Overlay;
use super::snapshot::{self, Snapshot};
use crate::fs;
use crate::workspace::ROOT_FILE;

/// What has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Changed {
    /// The texts of some open documents.
    Documents(BTreeSet<PathBuf>),
    /// Maybe everything: files on disk, or which documents are open.
    Everything,
}

impl Changed {
    /// Both changes.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Documents(mut some), Self::Documents(others)) => {
                some.extend(others);
                Self::Documents(some)
            }
            _ => Self::Everything,
        }
    }

    fn touches(&self, snapshot: &Snapshot) -> bool {
        match self {
            Self::Everything => true,
            Self::Documents(paths) => paths.iter().any(|path| snapshot.file(path).is_some()),
        }
    }
}

/// What is to be analysed.
#[derive(Debug)]
pub(super) struct Job {
    /// Its number; that of a newer job is greater.
    pub(super) generation: u64,
    /// The open documents.
    pub(super) documents: Documents,
    /// The folders of the workspace.
    pub(super) folders: Vec<PathBuf>,
    /// What has changed since the last job.
    pub(super) changed: Changed,
}

/// What became of a job.
#[derive(Debug)]
pub(super) enum Outcome {
    /// What is wrong with the texts of large documents as such; the analysis goes on.
    Parsed(Parsed),
    /// Every program.
    Analyzed(Vec<Arc<Snapshot>>),
    /// A newer job has arrived.
    Cancelled,
    /// A bug, in its own words.
    Panicked(String),
}

/// What is wrong with the text of a document as such.
#[derive(Debug)]
pub(super) struct Parsed {
    /// The document.
    pub(super) path: PathBuf,
    /// Its text.
    pub(super) text: Arc<str>,
    /// What is wrong with it.
    pub(super) found: Vec<Diagnostic>,
}

/// From how many bytes on a text is so large that its own mistakes are told before the plan is analysed.
const LARGE: usize = 1 << 20;

/// A job with what it may ask and tell.
struct Run<'j> {
    job: &'j Job,
    is_cancelled: &'j dyn Fn() -> bool,
    tell: &'j dyn Fn(Outcome),
}

/// Works until nobody sends jobs any more.
pub(super) fn work(jobs: &Receiver<Job>, newest: &AtomicU64, outcomes: &Sender<(u64, Outcome)>) {
    let mut programs = Programs::default();
    for job in jobs {
        let is_cancelled = || newest.load(Ordering::Relaxed) > job.generation;
        // When nobody listens any more, the outcome below is not heard either.
        let tell = |outcome| drop(outcomes.send((job.generation, outcome)));
        let run = Run { job: &job, is_cancelled: &is_cancelled, tell: &tell };
        let run = AssertUnwindSafe(|| programs.run(&run));
        let outcome = match catch_unwind(run) {
            Ok(true) => Outcome::Analyzed(programs.snapshots()),
            Ok(false) => Outcome::Cancelled,
            Err(panic) => {
                programs = Programs::default();
                Outcome::Panicked(super::panic_message(&*panic))
            }
        };
        if outcomes.send((job.generation, outcome)).is_err() {
            return;
        }
    }
}

/// The programs by their root files.
#[derive(Default)]
struct Programs(BTreeMap<PathBuf, State>);

#[derive(Default)]
struct State {
    /// `None` while it was never analysed, or its root file is gone.
    snapshot: Option<Arc<Snapshot>>,
    /// Whether the snapshot is of an earlier state.
    is_stale: bool,
}

impl Programs {
    fn snapshots(&self) -> Vec<Arc<Snapshot>> {
        self.0.values().filter_map(|state| state.snapshot.clone()).collect()
    }

    /// Brings every program up to date; `false` when that was cancelled.
    fn run(&mut self, run: &Run<'_>) -> bool {
        let job = run.job;
        for state in self.0.values_mut() {
            let snapshot = state.snapshot.as_ref();
            state.is_stale |= snapshot.is_none_or(|snapshot| job.changed.touches(snapshot));
        }
        let mut wanted = BTreeSet::new();
        for folder in &job.folders {
            let root = folder.join(ROOT_FILE);
            let is_there = job.documents.get(&root).is_some() || is_file(&root);
            if is_there && !self.want(&root, &mut wanted, run) {
                return false;
            }
        }
        for (path, _) in job.documents.iter() {
            if !self.place(path, &mut wanted, run) {
                return false;
            }
        }
        self.0.retain(|root, _| wanted.contains(root));
        true
    }

    /// Finds the program that a document belongs to: the nearest `platform.pdl` above that includes it, else the
    /// document alone.
    fn place(&mut self, path: &Path, wanted: &mut BTreeSet<PathBuf>, run: &Run<'_>) -> bool {
        let is_root = path.file_name().is_some_and(|name| name == ROOT_FILE);
        let known = |programs: &Self, root: &Path| {
            let snapshot = programs.0.get(root).and_then(|state| state.snapshot.as_ref());
            snapshot.is_some_and(|snapshot| snapshot.file(path).is_some())
        };
        if !is_root && wanted.iter().any(|root| known(self, root)) {
            return true;
        }
        let above = path.parent().filter(|_| !is_root && path.is_absolute());
        for folder in above.into_iter().flat_map(Path::ancestors) {
            let root = folder.join(ROOT_FILE);
            if run.job.documents.get(&root).is_none() && !is_file(&root) {
                continue;
            }
            if !self.refresh(&root, run) {
                return false;
            }
            if known(self, &root) {
                wanted.insert(root);
                return true;
            }
        }
        self.want(path, wanted, run)
    }

    fn want(&mut self, root: &Path, wanted: &mut BTreeSet<PathBuf>, run: &Run<'_>) -> bool {
        wanted.insert(root.to_owned());
        self.refresh(root, run)
    }

    /// Analyses a program unless that was done; `false` when it was cancelled.
    fn refresh(&mut self, root: &Path, run: &Run<'_>) -> bool {
        let (job, is_cancelled) = (run.job, run.is_cancelled);
        let state = self.0.entry(root.to_owned());
        let state = state.or_insert(State { snapshot: None, is_stale: true });
        if !state.is_stale {
            return true;
        }
        if is_cancelled() {
            return false;
        }
        let overlay = Overlay::of(root, &job.documents);
        let name = root.strip_prefix(overlay.folder()).unwrap_or(root).to_string_lossy();
        let before = state.snapshot.as_ref().map(|snapshot| &snapshot.analysis.program);
        let none = Program::default();
        let Ok(program) = Program::reload(&name, &overlay, before.unwrap_or(&none)) else {
            *state = State::default();
            return true;
        };
        if is_cancelled() {
            return false;
        }
        tell_mistakes(&program, overlay.folder(), run);
        let analysis = analyze_unless(program, &Options::default(), is_cancelled);
        let Some(analysis) = analysis else { return false };
        let snapshot = Snapshot::new(overlay.folder(), analysis, &job.documents);
        *state = State { snapshot: Some(Arc::new(snapshot)), is_stale: false };
        true
    }
}

/// Tells what is wrong with the text of each large document that has changed.
fn tell_mistakes(program: &Program, folder: &Path, run: &Run<'_>) {
    let Changed::Documents(changed) = &run.job.changed else { return };
    let files = program.sources.iter().zip(snapshot::paths(folder, program));
    for ((file, source), path) in files {
        if source.text.len() >= LARGE && changed.contains(&path) {
            // A YAML file has no parse.
            let Some(parse) = program.parses.get(file.0 as usize) else { continue };
            let found = parse.diagnostics.clone();
            let text = Arc::clone(&source.text);
            (run.tell)(Outcome::Parsed(Parsed { path, text, found }));
        }
    }
}

fn is_file(path: &Path) -> bool {
    matches!(fs::kind(path), Ok(Some(_)))
}
