//! An output is planned before it is written.
//!
//! [`Plan`] holds every file in memory and knows that they can stand beside each other.
//! [`check()`] compares it with the disk, [`apply()`] writes what differs and removes what is no longer
//! made, [`verify()`] compares the disk with its own manifest.
//!
//! # What may be touched
//!
//! A file is ours when the manifest in OUT lists it, or when a build that was cut short announced it
//! and it holds exactly what was announced.
//! Ours are overwritten whatever they hold, since the tree is generated; they are removed only while
//! they hold what we wrote.
//! A planned file that is there, differs and is not ours stops the build before anything changes.
//! In a missing or empty folder nothing can stand in the way, so a first build needs no manifest.
//! A file that already holds what is planned is adopted, and an empty one is no obstacle: nothing
//! can be lost.
//! Symbolic links below a root are never followed.
//!
//! # What a killed build leaves
//!
//! Before the first change, `manifest.json.next` announces every file that is about to change; with the
//! manifest that is there it says what is, was or will be ours. It goes away when `manifest.json` describes the new tree. While it exists `verify` fails, and the
//! next build takes up from it. Every file is written beside its place first, and only when all are
//! there do they take their names: a disk that is full leaves the old tree, and no file is ever half
//! old and half new. A folder that is not there yet takes its name as a whole, with all that is in it.
//!
//! # What is remembered
//!
//! A [`Memory`] spares a build the files that are as the last one left them, and all work if nothing has changed.

mod apply;
mod compare;
mod join;
mod journal;
mod manifest;
mod memory;
mod path;
mod place;
mod plan;
mod record;
mod survey;
mod verify;

use std::io::ErrorKind;
use std::path::PathBuf;

use crate::fs;

pub use apply::{Applied, apply, apply_recorded, check};
pub use join::{JoinProblem, Part, join};
pub use manifest::{Input, Manifest, Output, cluster};
pub use memory::Memory;
pub use path::{PathProblem, RelPath};
pub use place::{Destination, Place, Roots};
pub use plan::{File, InputId, Plan, PlanProblem};
pub use record::{Record, Settled};
pub use verify::verify;

/// The name of the manifest in OUT.
pub const MANIFEST: &str = "manifest.json";

/// The name of the announcement of a build under way.
pub const JOURNAL: &str = "manifest.json.next";

/// A way in which the disk is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The file.
    pub place: Place,
    /// What is different about it.
    pub change: Change,
}

/// What is different about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It should be there and is not.
    Missing,
    /// It holds something else.
    Changed,
    /// It was made by an earlier build and is no longer wanted.
    Stale,
    /// It is in OUT and in no manifest; builds leave it alone.
    Unlisted,
    /// A build was cut short; only ever said of [`JOURNAL`].
    Unfinished,
}

/// Why an output could not be compared or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file system refused.
    #[error(transparent)]
    Fs(#[from] fs::Error),
    /// The file system refused when a part of the new tree was in place already.
    #[error("{0}; the output is between the old tree and the new one")]
    Halfway(#[source] fs::Error),
    /// A component of a path below a root is a symbolic link.
    #[error("`{}` is a symbolic link, which outputs do not follow", path.display())]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// Files that somebody else made are where files are planned.
    #[error(
        "{} that `pdlc` did not make {} in the way: {}",
        count(places),
        stand(places),
        names(places)
    )]
    Foreign {
        /// Each of them, sorted.
        places: Vec<Place>,
        /// Whether all of them are files, which could be overwritten on demand.
        can_force: bool,
    },
    /// OUT is a file.
    #[error("the output folder `{}` is a file", out.display())]
    NoFolder {
        /// OUT.
        out: PathBuf,
    },
    /// Files of several parts cannot stand beside each other.
    #[error("the parts do not fit: {}", problems.first().map(ToString::to_string).unwrap_or_default())]
    Plan {
        /// Why not, at least one reason.
        problems: Vec<PlanProblem>,
    },
    /// Parts cannot stand beside each other.
    #[error(transparent)]
    Join(#[from] JoinProblem),
    /// The manifest or the journal cannot be understood.
    #[error("cannot tell which files are generated: `{place}` in the output folder {reason}")]
    Manifest {
        /// Which of the two.
        place: Place,
        /// Why, continuing the sentence.
        reason: String,
    },
    /// Documents were directed into OUT under another name.
    #[error("`{place}` lies inside the output folder; choose another folder for these documents")]
    InsideOut {
        /// The first of them.
        place: Place,
    },
    /// There is no manifest to verify against.
    #[error("there is no `manifest.json` in `{}`; is this the output of `pdlc build`?", out.display())]
    NoManifest {
        /// The folder.
        out: PathBuf,
    },
}

impl Error {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Fs(error @ (fs::Error::Write { .. } | fs::Error::CreateFolder { .. })) => {
                Some(way_out(error.kind()))
            }
            Self::Halfway(_) => Some("Mend that and build again; until then `verify` refuses it."),
            Self::Foreign { can_force: true, .. } => {
                Some("Move what is yours away, or overwrite it with `--force`.")
            }
            Self::Foreign { .. } => Some("Move it away."),
            Self::Link { .. } => Some("Put a folder in its place, or build into another one."),
            Self::NoFolder { .. } => Some("Name a folder with `--out`."),
            Self::Join(problem) => problem.help(),
            Self::Fs(_) | Self::Manifest { .. } | Self::InsideOut { .. } | Self::Plan { .. } => {
                None
            }
            Self::NoManifest { .. } => Some("Build it first."),
        }
    }
}

/// What to do when something cannot be written, before anything was.
fn way_out(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "Make room for the output there and build again; nothing has changed."
        }
        ErrorKind::PermissionDenied => {
            "Name a folder with `--out` that you may write to; nothing has changed."
        }
        ErrorKind::InvalidFilename => {
            "Choose a folder with a shorter path with `--out`; nothing has changed."
        }
        _ => "Name another folder with `--out`; nothing has changed.",
    }
}

fn count(places: &[Place]) -> String {
    if places.len() == 1 { "a file".to_owned() } else { format!("{} files", places.len()) }
}

fn stand(places: &[Place]) -> &'static str {
    if places.len() == 1 { "stands" } else { "stand" }
}

/// The first few names.
fn names(places: &[Place]) -> String {
    const SHOWN: usize = 10;
    let mut names: Vec<_> = places.iter().take(SHOWN).map(|it| format!("`{it}`")).collect();
    if places.len() > SHOWN {
        names.push(format!("and {} more", places.len() - SHOWN));
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_is_answered_by_its_cause() {
        let help = |kind: ErrorKind| {
            let source = kind.into();
            Error::Fs(fs::Error::Write { path: "out/a".into(), source }).help()
        };
        let expected = [
            (ErrorKind::StorageFull, "Make room"),
            (ErrorKind::PermissionDenied, "Name a folder with `--out` that you may write to"),
            (ErrorKind::ReadOnlyFilesystem, "Name another folder"),
            (ErrorKind::NotFound, "Name another folder"),
            (ErrorKind::InvalidFilename, "Choose a folder with a shorter path"),
        ];
        for (kind, start) in expected {
            let help = help(kind).unwrap_or_default();
            assert!(help.starts_with(start), "{kind}: {help}");
        }
    }
}
