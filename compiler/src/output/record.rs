//! What the last build left, so that the next one need not look into every file.
//!
//! A record says what a tree was made from, and of every file what it holds and the stamp that it had then. It spares
//! work and decides nothing: a build comes to the same end without it.
//!
//! # When a stamp is believed
//!
//! A file that has the stamp of the record holds what the record says, if no change could have gone unnoticed.
//! The system notes the time of every change, in ticks. So it must be known what the file held when a tick had passed
//! since its last change, or the next change might leave no trace:
//!
//! - What was there already is read after a clock was read, the file system's own ([`fs::now`]), and its stamp must be
//!   older than that.
//! - What was written into a folder that had no name yet was looked at by nobody. Its stamp must be older than a clock
//!   that was read when all was written and the folder still had no name.
//! - What took its name on its own changed in doing so. It is read by the next build.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::plan::Planned;
use super::{Destination, JOURNAL, MANIFEST, Place, Plan, RelPath, Roots};
use crate::fingerprint::Fingerprint;
use crate::fs::{self, Kind, Stamp};

/// What a build left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Whether the files are all that the manifest lists: a build of parts spares others.
    is_whole: bool,
    manifest: Mark,
    /// The files of the plan, in its order.
    files: Vec<Recorded>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Recorded {
    folder: Option<String>,
    path: String,
    mark: Mark,
}

/// What a file holds, and the stamp by which that can be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    hash: [u8; 32],
    stamp: Option<Stamp>,
}

/// A tree that is as its build left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// How many files it has, the manifest aside.
    pub files: usize,
    /// Whether files had to be read, whose stamps are known now.
    pub is_renewed: bool,
}

impl Mark {
    fn new(hash: Fingerprint, stamp: Option<Stamp>) -> Self {
        Self { hash: hash.bytes(), stamp }
    }

    pub(super) fn hash(&self) -> Fingerprint {
        Fingerprint::from_bytes(self.hash)
    }

    /// The stamp, if the file that has it holds what is planned.
    pub(super) fn vouches(&self, planned: Fingerprint) -> Option<Stamp> {
        self.stamp.filter(|_| self.hash() == planned)
    }

    /// Reads the file, and renews the stamp; nothing when it holds something else.
    fn renewed(&self, path: &Path, now: Option<&Stamp>) -> Option<Self> {
        let (content, stamp) = fs::content(path)?;
        let stamp = now.filter(|now| stamp.is_past(now)).map(|_| stamp);
        let hash = Fingerprint::of(&content);
        (hash == self.hash()).then(|| Self::new(hash, stamp))
    }
}

impl Recorded {
    fn key(&self) -> (Option<&str>, &str) {
        (self.folder.as_deref(), &self.path)
    }

    fn destination(&self) -> Option<Destination> {
        match &self.folder {
            None => Some(Destination::Out),
            Some(folder) => RelPath::new(folder.as_str()).ok().map(Destination::Folder),
        }
    }

    /// Its place; none if it could not be one.
    fn place(&self) -> Option<Place> {
        Some(Place {
            destination: self.destination()?,
            path: RelPath::new(self.path.as_str()).ok()?,
        })
    }
}

impl Record {
    /// What there is to remember of a build; `stamps` are those of its files.
    pub(super) fn new(plan: &Plan, stamps: &[Option<Stamp>], manifest: Option<Stamp>) -> Self {
        let files = plan.files.iter().zip(stamps).map(|(file, stamp)| Recorded {
            folder: file.place.destination.folder().map(str::to_owned),
            path: file.place.path.to_string(),
            mark: Mark::new(file.hash, *stamp),
        });
        let manifest = Mark::new(Fingerprint::of(plan.manifest_bytes()), manifest);
        Self { is_whole: plan.spared.is_empty(), manifest, files: files.collect() }
    }

    /// Whether all that the build made is still there as it was; stamps that were unknown are taken.
    pub fn settled(&mut self, roots: &Roots) -> Option<Settled> {
        let is_finished = matches!(fs::kind(&roots.path(&Place::own(JOURNAL))), Ok(None));
        if !is_finished || !self.has_folders(roots) {
            return None;
        }
        let own = roots.path(&Place::own(MANIFEST));
        let is_known =
            |mark: &Mark, path: &PathBuf| mark.stamp.is_some() && fs::stamp(path) == mark.stamp;
        let paths: Vec<PathBuf> = self.files.iter().map(|it| path(it, roots)).collect();
        let unknown =
            self.files.par_iter_mut().zip(&paths).map(|(file, path)| (&mut file.mark, path));
        let unknown = unknown.filter(|(mark, path)| !is_known(mark, path));
        let mut unknown: Vec<(&mut Mark, &PathBuf)> = unknown.collect();
        if !is_known(&self.manifest, &own) {
            unknown.push((&mut self.manifest, &own));
        }
        let is_renewed = !unknown.is_empty();
        // Before the first of them is read.
        let now = fs::now(&roots.out).filter(|_| is_renewed);
        let renewed = unknown.into_par_iter().map(|(mark, path)| {
            *mark = mark.renewed(path, now.as_ref())?;
            Some(())
        });
        renewed.collect::<Option<Vec<()>>>()?;
        Some(Settled { files: self.files.len(), is_renewed })
    }

    /// Whether every folder of the tree is one, and no link.
    fn has_folders(&self, roots: &Roots) -> bool {
        let mut seen = BTreeSet::new();
        let mut last = None;
        for file in &self.files {
            let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if last == Some((&file.folder, folder)) {
                continue;
            }
            last = Some((&file.folder, folder));
            let Some(place) = file.place() else { return false };
            let root = roots.root(&place.destination);
            for folder in place.below_root().folders().rev() {
                if !seen.insert((file.folder.is_some(), folder.to_owned())) {
                    break;
                }
                if !matches!(fs::kind(&root.join(folder)), Ok(Some(Kind::Folder))) {
                    return false;
                }
            }
        }
        true
    }

    /// What is known of each of the files of a plan, in their order.
    pub(super) fn marks(&self, files: &[Planned]) -> Vec<Option<&Mark>> {
        let mut known = self.files.iter().peekable();
        let marks = files.iter().map(|file| {
            let key = (file.place.destination.folder(), file.place.path.as_str());
            while known.next_if(|it| it.key() < key).is_some() {}
            known.next_if(|it| it.key() == key).map(|it| &it.mark)
        });
        marks.collect()
    }

    /// What the manifest on disk lists and its hash, if it is the one of the record and lists no more.
    pub(super) fn listed(
        &self,
        roots: &Roots,
    ) -> Option<(Fingerprint, impl Iterator<Item = (Place, Fingerprint)>)> {
        let own = roots.path(&Place::own(MANIFEST));
        let is_as_left = || {
            self.manifest.stamp.is_some() && fs::stamp(&own) == self.manifest.stamp
                || self.manifest.renewed(&own, None).is_some()
        };
        if !self.is_whole || !is_as_left() {
            return None;
        }
        let files = self.files.iter().filter_map(|it| Some((it.place()?, it.mark.hash())));
        Some((self.manifest.hash(), files))
    }
}

fn path(file: &Recorded, roots: &Roots) -> PathBuf {
    match &file.folder {
        None => roots.out.join(&file.path),
        Some(folder) => roots.program.join(folder).join(&file.path),
    }
}
