//! One file of the plan, or of the past, against the disk.

use std::collections::BTreeMap;
use std::path::Path;

use super::journal::{Known, KnownFile};
use super::plan::Planned;
use super::record::Mark;
use super::{Destination, Error, Place, Roots};
use crate::fingerprint::Fingerprint;
use crate::fs::{self, Kind, Stamp};

/// How a planned file is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It holds what is planned.
    Same,
    /// It is not there.
    Missing,
    /// It is ours and holds something else.
    Differs,
    /// There is a folder that holds nothing but files of ours that are no longer made.
    Blocked,
    /// There is something that is not ours.
    Foreign {
        /// Whether it is a plain file.
        is_file: bool,
    },
}

/// The stamp of a file that holds what is planned.
#[derive(Clone, Copy, Debug)]
pub(super) enum Seen {
    /// An earlier build vouches for it.
    Before(Stamp),
    /// It was read.
    Now(Stamp),
}

/// Compares content with content, unless the mark of an earlier build spares that.
///
/// The stamp is that of a file that holds what is planned.
pub(super) fn planned(
    file: &Planned,
    mark: Option<&Mark>,
    known: &Known,
    roots: &Roots,
) -> Result<(State, Option<Seen>), Error> {
    let path = roots.path(&file.place);
    if let Some(stamp) = mark.and_then(|mark| mark.vouches(file.hash))
        && fs::stamp(&path) == Some(stamp)
    {
        return Ok((State::Same, Some(Seen::Before(stamp))));
    }
    // Nearly always so, and found out without asking what the file is.
    if let Some(stamp) = fs::holds(&path, &file.bytes) {
        return Ok((State::Same, Some(Seen::Now(stamp))));
    }
    Ok((other(file, &path, known)?, None))
}

/// The state of a file that does not hold what is planned, as far as could be seen; hashes only to find out whose it is.
fn other(file: &Planned, path: &Path, known: &Known) -> Result<State, Error> {
    match fs::kind(path)? {
        None => Ok(State::Missing),
        Some(Kind::Link) => Err(Error::Link { path: path.to_owned() }),
        Some(Kind::Other) => Ok(State::Foreign { is_file: false }),
        Some(Kind::Folder) => {
            let is_leftover = is_leftover(path, &file.place.name(), known)?;
            Ok(if is_leftover { State::Blocked } else { State::Foreign { is_file: false } })
        }
        Some(Kind::File(bytes)) => {
            let content = fs::read(path)?;
            if bytes == file.bytes.len() as u64 && content == file.bytes {
                return Ok(State::Same);
            }
            let is_ours = known.owns(&file.place.name(), &content);
            Ok(if is_ours { State::Differs } else { State::Foreign { is_file: true } })
        }
    }
}

/// Whether a folder holds nothing but files as we wrote them.
fn is_leftover(folder: &Path, name: &str, known: &Known) -> Result<bool, Error> {
    for (path, kind) in fs::list(folder)? {
        let Some(entry) = path.file_name().and_then(|entry| entry.to_str()) else {
            return Ok(false);
        };
        let name = format!("{name}/{entry}");
        let is_ours = match kind {
            Kind::Folder => is_leftover(&path, &name, known)?,
            Kind::File(_) => {
                let content = Fingerprint::of(&fs::read(&path)?);
                known.get(&name).is_some_and(|file| file.wrote(content))
            }
            Kind::Link | Kind::Other => false,
        };
        if !is_ours {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How a file that is no longer made is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Past {
    /// It is gone already.
    Gone,
    /// It holds what we wrote.
    Ours,
    /// It was changed, or is no file any more.
    Changed,
}

/// Looks whether a file of the past is still as we wrote it; one behind a link is not.
pub(super) fn past(file: &KnownFile, roots: &Roots) -> Result<Past, Error> {
    let below = file.place.below_root();
    for folder in below.folders() {
        let path = roots.root(&file.place.destination).join(folder);
        match fs::kind(&path)? {
            Some(Kind::Folder) => {}
            Some(Kind::Link) => return Ok(Past::Changed),
            Some(Kind::File(_) | Kind::Other) | None => return Ok(Past::Gone),
        }
    }
    let path = roots.path(&file.place);
    match fs::kind(&path)? {
        None | Some(Kind::Folder) => Ok(Past::Gone),
        Some(Kind::Link | Kind::Other) => Ok(Past::Changed),
        Some(Kind::File(_)) => {
            let content = Fingerprint::of(&fs::read(&path)?);
            Ok(if file.wrote(content) { Past::Ours } else { Past::Changed })
        }
    }
}

/// A file where a folder is needed.
pub(super) struct Obstacle<'a> {
    /// Its name, as [`Place::name`] would give it.
    pub(super) name: String,
    /// The first output that needs the folder.
    pub(super) place: &'a Place,
}

/// The folders around places, as they are on disk.
#[derive(Default)]
pub(super) struct Folders<'a> {
    /// Those that were looked for, by name, and whether they are there.
    seen: BTreeMap<String, bool>,
    /// Files in the stead of folders.
    pub(super) obstacles: Vec<Obstacle<'a>>,
}

impl<'a> Folders<'a> {
    /// Whether the folder of a file is there; what is inside of one that is not is not looked for.
    ///
    /// # Errors
    /// When there is a link on the way, or it cannot be told what there is.
    pub(super) fn hold(&mut self, place: &'a Place, roots: &Roots) -> Result<bool, Error> {
        let root = roots.root(&place.destination);
        let start = if place.destination == Destination::Out { "" } else { "/" };
        let below = place.below_root();
        let mut unseen = Vec::new();
        let mut is_there = true;
        // From the inside out: where a folder was seen, those around it were too.
        for folder in below.folders().rev() {
            let name = format!("{start}{folder}");
            if let Some(seen) = self.seen.get(&name) {
                is_there = *seen;
                break;
            }
            unseen.push((folder, name));
        }
        for (folder, name) in unseen.into_iter().rev() {
            is_there = is_there && self.look(&root.join(folder), &name, place)?;
            self.seen.insert(name, is_there);
        }
        Ok(is_there)
    }

    fn look(&mut self, path: &Path, name: &str, place: &'a Place) -> Result<bool, Error> {
        match fs::kind(path)? {
            Some(Kind::Link) => Err(Error::Link { path: path.to_owned() }),
            Some(Kind::File(_) | Kind::Other) => {
                self.obstacles.push(Obstacle { name: name.to_owned(), place });
                Ok(false)
            }
            Some(Kind::Folder) => Ok(true),
            None => Ok(false),
        }
    }
}
