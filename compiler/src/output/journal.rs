//! Which files are ours: those of the manifest, and those that an unfinished build announced.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::plan::Planned;
use super::{Error, JOURNAL, MANIFEST, Manifest, Place, Roots};
use crate::fingerprint::Fingerprint;
use crate::fs;

/// The version of the form of the journal.
const FORMAT_VERSION: u32 = 1;

/// The announcement of a build under way: every file that is, was or will be ours.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    format_version: u32,
    files: Vec<Announced>,
}

/// A file and what we wrote, or are about to write, into it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Announced {
    #[serde(flatten)]
    place: Place,
    blake3: Fingerprint,
}

/// What earlier builds left.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The manifest as it is on disk.
    pub(super) manifest_bytes: Option<Vec<u8>>,
    /// Whether the manifest on disk is the planned one, whose files are not listed once more.
    is_planned: bool,
    /// Whether a build was cut short.
    pub(super) unfinished: bool,
    /// By name, since one file may be reached through more than one destination.
    files: BTreeMap<String, KnownFile>,
}

/// A file that we made or may have made.
#[derive(Debug)]
pub(super) struct KnownFile {
    /// Where it is.
    pub(super) place: Place,
    /// Whether the manifest lists it.
    listed: bool,
    /// What we wrote into it, at one time or another.
    hashes: BTreeSet<Fingerprint>,
}

impl KnownFile {
    /// Whether we wrote this content.
    pub(super) fn wrote(&self, content: Fingerprint) -> bool {
        self.hashes.contains(&content)
    }
}

impl Known {
    /// Reads manifest and journal, as far as there are any.
    ///
    /// A manifest that is the `planned` one says nothing new, and most of them are.
    pub(super) fn load(roots: &Roots, planned: &[u8]) -> Result<Self, Error> {
        let journal = read(roots, JOURNAL)?;
        let mut known = Self::default();
        if let Some(bytes) = read(roots, MANIFEST)? {
            known.is_planned = journal.is_none() && bytes == planned;
            if !known.is_planned {
                let manifest = Manifest::from_json(&bytes);
                let manifest = manifest.map_err(|reason| damaged(MANIFEST, &reason))?;
                for output in manifest.outputs {
                    known.add(output.place, output.blake3, true);
                }
            }
            known.manifest_bytes = Some(bytes);
        }
        if let Some(bytes) = journal {
            known.unfinished = true;
            for file in Journal::from_json(&bytes)?.files {
                known.add(file.place, file.blake3, false);
            }
        }
        Ok(known)
    }

    fn add(&mut self, place: Place, hash: Fingerprint, listed: bool) {
        let file = self.files.entry(place.name()).or_insert_with(|| KnownFile {
            place,
            listed: false,
            hashes: BTreeSet::new(),
        });
        file.listed |= listed;
        file.hashes.insert(hash);
    }

    /// All files that the plan may not know of, by name.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &KnownFile)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }

    /// The file of that name.
    pub(super) fn get(&self, name: &str) -> Option<&KnownFile> {
        self.files.get(name)
    }

    /// Whether the planned file of that name, which has that content, may be overwritten.
    ///
    /// One that the manifest lists may be, whatever it holds now.
    pub(super) fn owns(&self, name: &str, content: &[u8]) -> bool {
        let is_ours = |file: &KnownFile| file.listed || file.wrote(Fingerprint::of(content));
        self.is_planned || content.is_empty() || self.files.get(name).is_some_and(is_ours)
    }

    /// The journal for a build that turns what is known into `planned`.
    pub(super) fn announce(&self, planned: &[Planned]) -> Vec<u8> {
        let old = self.files.values().flat_map(|file| {
            let place = &file.place;
            file.hashes.iter().map(move |hash| Announced { place: place.clone(), blake3: *hash })
        });
        let new = planned.iter().map(|it| Announced { place: it.place.clone(), blake3: it.hash });
        let files: BTreeSet<Announced> = old.chain(new).collect();
        let journal =
            Journal { format_version: FORMAT_VERSION, files: files.into_iter().collect() };
        serde_json::to_vec(&journal).expect("values of texts and numbers serialise")
    }
}

impl Journal {
    fn from_json(json: &[u8]) -> Result<Self, Error> {
        let journal: Self = serde_json::from_slice(json)
            .map_err(|error| damaged(JOURNAL, &format!("is damaged ({error})")))?;
        if journal.format_version == FORMAT_VERSION {
            Ok(journal)
        } else {
            Err(damaged(JOURNAL, "is of another version of `pdlc`"))
        }
    }
}

/// Reads one of our own files; a link in its place is refused like any other.
fn read(roots: &Roots, name: &str) -> Result<Option<Vec<u8>>, Error> {
    let path = roots.path(&Place::own(name));
    match fs::kind(&path)? {
        Some(fs::Kind::Link) => Err(Error::Link { path }),
        _ => Ok(fs::read_if_any(&path)?),
    }
}

fn damaged(name: &str, reason: &str) -> Error {
    Error::Manifest { place: Place::own(name), reason: reason.to_owned() }
}
