//! Which files are ours: those of the manifest, and those that an unfinished build announced.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::compare::State;
use super::plan::Planned;
use super::record::Record;
use super::{Error, JOURNAL, MANIFEST, Manifest, Place, Plan, Roots};
use crate::fingerprint::Fingerprint;
use crate::fs;

/// The version of the form of the journal.
const FORMAT_VERSION: u32 = 1;

/// The announcement of a build under way: every file that is about to change.
///
/// With the manifest on disk, which lists the rest, that is every file that is, was or will be ours.
#[derive(Debug, Serialize, Deserialize)]
struct Journal<P> {
    format_version: u32,
    files: Vec<Announced<P>>,
}

/// A file and what we wrote, or are about to write, into it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Announced<P> {
    #[serde(flatten)]
    place: P,
    blake3: Fingerprint,
}

/// What earlier builds left.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The manifest on disk; if it is the planned one, its files are not listed once more.
    pub(super) manifest: OnDisk,
    /// Whether a build was cut short.
    pub(super) unfinished: bool,
    /// By name, since one file may be reached through more than one destination.
    files: BTreeMap<String, KnownFile>,
}

/// How the manifest on disk compares with the planned one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum OnDisk {
    /// There is none.
    #[default]
    Missing,
    /// It is the planned one.
    Planned,
    /// It is another.
    Other,
}

/// A file that we made or may have made.
#[derive(Debug)]
pub(super) struct KnownFile {
    /// Where it is.
    pub(super) place: Place,
    /// What it holds by the manifest, if that lists it.
    listed: Option<Fingerprint>,
    /// What was announced to be written into it.
    announced: Vec<Fingerprint>,
}

impl OnDisk {
    fn of(is_planned: bool) -> Self {
        if is_planned { Self::Planned } else { Self::Other }
    }
}

impl KnownFile {
    /// Whether we wrote this content.
    pub(super) fn wrote(&self, content: Fingerprint) -> bool {
        self.listed == Some(content) || self.announced.contains(&content)
    }
}

impl Known {
    /// Reads manifest and journal, as far as there are any.
    ///
    /// A manifest that is the planned one says nothing new, and most of them are; what another one lists may be known
    /// from the record of the `last` build.
    pub(super) fn load(plan: &Plan, roots: &Roots, last: Option<&Record>) -> Result<Self, Error> {
        let journal = read(roots, JOURNAL)?;
        let mut known = Self::default();
        if let Some((manifest, files)) = last.and_then(|last| last.listed(roots)) {
            known.manifest = OnDisk::of(manifest == Fingerprint::of(plan.manifest_bytes()));
            if known.manifest == OnDisk::Other || journal.is_some() {
                files.for_each(|(place, hash)| known.entry(place).listed = Some(hash));
            }
        } else if let Some(bytes) = read(roots, MANIFEST)? {
            known.manifest = OnDisk::of(bytes == plan.manifest_bytes());
            if known.manifest == OnDisk::Other || journal.is_some() {
                let manifest = Manifest::from_json(&bytes);
                let manifest = manifest.map_err(|reason| damaged(MANIFEST, &reason))?;
                for output in manifest.outputs {
                    known.entry(output.place).listed = Some(output.blake3);
                }
            }
        }
        if let Some(bytes) = journal {
            known.unfinished = true;
            for file in Journal::from_json(&bytes)?.files {
                known.entry(file.place).announced.push(file.blake3);
            }
        }
        Ok(known)
    }

    fn entry(&mut self, place: Place) -> &mut KnownFile {
        let name = place.name();
        let new = || KnownFile { place, listed: None, announced: Vec::new() };
        self.files.entry(name).or_insert_with(new)
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
        let is_ours =
            |file: &KnownFile| file.listed.is_some() || file.wrote(Fingerprint::of(content));
        let is_planned = self.manifest == OnDisk::Planned && !self.unfinished;
        is_planned || content.is_empty() || self.files.get(name).is_some_and(is_ours)
    }

    /// The journal for a build that turns what is known into `planned`, the files of which are in these states.
    pub(super) fn announce(&self, planned: &[Planned], states: &[State]) -> Vec<u8> {
        let before = self.files.values().flat_map(|file| {
            let announced = file.announced.iter();
            announced.map(|hash| Announced { place: &file.place, blake3: *hash })
        });
        let new = planned.iter().zip(states).filter(|(_, state)| **state != State::Same);
        let new = new.map(|(it, _)| Announced { place: &it.place, blake3: it.hash });
        let mut files: Vec<_> = before.chain(new).collect();
        files.sort();
        files.dedup();
        let journal = Journal { format_version: FORMAT_VERSION, files };
        serde_json::to_vec(&journal).expect("values of texts and numbers serialise")
    }
}

impl Journal<Place> {
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
