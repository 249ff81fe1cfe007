//! What the file system refused, in the user's words.

use std::io;
use std::path::PathBuf;

/// What could not be done with a path.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read.
    #[error("cannot read `{}`: {}", path.display(), reason(source))]
    Read {
        /// The path as it was given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write `{}`: {}", path.display(), reason(source))]
    Write {
        /// The path as it was given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A folder could not be listed.
    #[error("cannot list the folder `{}`: {}", path.display(), reason(source))]
    List {
        /// The path as it was given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A folder could not be made.
    #[error("cannot make the folder `{}`: {}", path.display(), reason(source))]
    CreateFolder {
        /// The path as it was given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file or folder could not be removed.
    #[error("cannot remove `{}`: {}", path.display(), reason(source))]
    Remove {
        /// The path as it was given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It could not be found out what a path leads to.
    #[error("cannot look at `{}`: {}", path.display(), reason(source))]
    Inspect {
        /// The path as it was given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// What the system said.
    #[must_use]
    pub fn kind(&self) -> io::ErrorKind {
        match self {
            Self::Read { source, .. }
            | Self::Write { source, .. }
            | Self::List { source, .. }
            | Self::CreateFolder { source, .. }
            | Self::Remove { source, .. }
            | Self::Inspect { source, .. } => source.kind(),
        }
    }
}

/// The cause of a failure in the user's words.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    let known = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder",
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::IsADirectory => "is a directory",
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "the disk quota is used up",
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        io::ErrorKind::DirectoryNotEmpty => "the folder is not empty",
        io::ErrorKind::FileTooLarge => "the file is larger than may be written here",
        io::ErrorKind::InvalidFilename => "the name is too long or not allowed here",
        _ => "",
    };
    if known.is_empty() { without_number(&error.to_string()) } else { known.to_owned() }
}

/// Drops the ` (os error 5)` that `std` appends.
fn without_number(text: &str) -> String {
    text.split(" (os error ").next().unwrap_or(text).to_lowercase()
}
