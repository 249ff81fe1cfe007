//! The file system: the only file that may name `std::fs`.
//!
//! Every function says, when it fails, what was tried on which path and why it did not work.
//! Nothing here knows what the files mean.
#![expect(clippy::disallowed_methods, reason = "this is the one place for the file system")]

mod error;
mod regular;

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use error::{Error, reason};
pub use regular::read_regular;

/// What a path leads to; links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A symbolic link, whatever it points to.
    Link,
    /// A socket, a pipe, a device.
    Other,
}

impl Kind {
    fn of(metadata: &fs::Metadata) -> Self {
        let kind = metadata.file_type();
        if kind.is_symlink() {
            Self::Link
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File(metadata.len())
        } else {
            Self::Other
        }
    }
}

/// Reads a whole file.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })
}

/// Reads a whole file, or nothing when there is none.
///
/// # Errors
/// When there is one that cannot be read.
pub fn read_if_any(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(source) if is_absent(&source) => Ok(None),
        Err(source) => Err(Error::Read { path: path.to_owned(), source }),
    }
}

/// The stamp of a plain file, not a link, that holds just these bytes; none when in doubt, as of an empty one.
#[must_use]
pub fn holds(path: &Path, bytes: &[u8]) -> Option<Stamp> {
    let mut file = open_itself(path).ok()?;
    // A plain file is read to its end at once; room for a byte more shows that there is none.
    let mut content = vec![0; bytes.len() + 1];
    let count = file.read(&mut content).ok().filter(|count| *count > 0)?;
    if content[..count] == *bytes { Stamp::of(&file.metadata().ok()?) } else { None }
}

/// What a plain file, not a link, holds, and its stamp; none when in doubt.
#[must_use]
pub fn content(path: &Path) -> Option<(Vec<u8>, Stamp)> {
    let mut file = open_itself(path).ok()?;
    let stamp = Stamp::of(&file.metadata().ok()?)?;
    let mut content = Vec::with_capacity(usize::try_from(stamp.bytes).ok()?.saturating_add(1));
    file.read_to_end(&mut content).ok()?;
    Some((content, stamp))
}

/// The first bytes of a file, as many as are asked for; none when it cannot be read.
#[must_use]
pub fn beginning(path: &Path, bytes: u64) -> Option<Vec<u8>> {
    let mut beginning = Vec::new();
    fs::File::open(path).ok()?.take(bytes).read_to_end(&mut beginning).ok()?;
    Some(beginning)
}

/// Opens what the path itself leads to, and waits for nobody who might write into it.
fn open_itself(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
    }
    #[cfg(not(unix))]
    if fs::symlink_metadata(path)?.is_symlink() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    options.open(path)
}

/// What the system notes of a plain file, other than what it holds.
///
/// Whatever is done to a file, to what it holds, to its times or to its name, the system notes when, and nobody can
/// set that time back. So a file of one stamp is as it was, if the stamp [`is_past`](Stamp::is_past).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    device: u64,
    inode: u64,
    bytes: u64,
    /// Seconds and nanoseconds.
    modified: (i64, i64),
    /// When anything about it was changed last.
    changed: (i64, i64),
}

impl Stamp {
    /// The stamp of a plain file; where the system notes less than that, one that is never past.
    fn of(metadata: &fs::Metadata) -> Option<Self> {
        if !metadata.is_file() {
            return None;
        }
        #[cfg(unix)]
        let stamp = {
            use std::os::unix::fs::MetadataExt as _;
            Self {
                device: metadata.dev(),
                inode: metadata.ino(),
                bytes: metadata.size(),
                modified: (metadata.mtime(), metadata.mtime_nsec()),
                changed: (metadata.ctime(), metadata.ctime_nsec()),
            }
        };
        #[cfg(not(unix))]
        let stamp = {
            let nothing = (0, 0);
            Self { device: 0, inode: 0, bytes: metadata.len(), modified: nothing, changed: nothing }
        };
        Some(stamp)
    }

    /// Whether the file was changed for the last time before that of the other stamp was made, by the same clock.
    ///
    /// The clocks of file systems are coarse: what was changed in the same tick may be changed once more in it.
    #[must_use]
    pub fn is_past(&self, now: &Self) -> bool {
        self.device == now.device && self.changed < now.changed
    }
}

/// The stamp of a plain file; of a link, or when in doubt, none.
#[must_use]
pub fn stamp(path: &Path) -> Option<Stamp> {
    Stamp::of(&fs::symlink_metadata(path).ok()?)
}

/// The stamp of the file that a path leads to, over links.
#[must_use]
pub fn stamp_behind(path: &Path) -> Option<Stamp> {
    Stamp::of(&fs::metadata(path).ok()?)
}

/// What time it is on the file system of a folder: the stamp of a file that is made there, and is gone again.
#[must_use]
pub fn now(folder: &Path) -> Option<Stamp> {
    #[cfg(test)]
    faults::step().ok()?;
    Stamp::of(&half_written(folder).ok()?.as_file().metadata().ok()?)
}

/// What the path itself leads to, or nothing; a link is a link.
///
/// # Errors
/// When it cannot be found out.
pub fn kind(path: &Path) -> Result<Option<Kind>, Error> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(Kind::of(&metadata))),
        Err(source) if is_absent(&source) => Ok(None),
        Err(source) => Err(Error::Inspect { path: path.to_owned(), source }),
    }
}

/// A path below a file does not exist either.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The path with every link resolved, from the root of the file system.
///
/// # Errors
/// When a part of it does not exist or cannot be passed.
pub fn canonical(path: &Path) -> Result<PathBuf, Error> {
    fs::canonicalize(path).map_err(|source| Error::Inspect { path: path.to_owned(), source })
}

/// What a folder holds, by name.
///
/// # Errors
/// When it cannot be listed.
pub fn list(path: &Path) -> Result<Vec<(PathBuf, Kind)>, Error> {
    let failed = |source| Error::List { path: path.to_owned(), source };
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        match entry.metadata() {
            Ok(metadata) => entries.push((entry.path(), Kind::of(&metadata))),
            // It went away while the folder was read.
            Err(source) if is_absent(&source) => {}
            Err(source) => return Err(failed(source)),
        }
    }
    entries.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(entries)
}

/// Makes a folder and those above it, where they are missing.
///
/// # Errors
/// When one cannot be made.
pub fn create_folders(path: &Path) -> Result<(), Error> {
    let failed = |source| Error::CreateFolder { path: path.to_owned(), source };
    #[cfg(test)]
    faults::step().map_err(failed)?;
    fs::create_dir_all(path).map_err(failed)
}

/// How the name of a half-written file begins, see [`stage()`].
const HALF_PREFIX: &str = ".pdlc-";
/// How the name of a half-written file ends, see [`stage()`].
const HALF_SUFFIX: &str = ".tmp";

/// Whether a path is what [`stage()`] leaves behind when it is killed.
#[must_use]
pub fn is_half_written(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with(HALF_PREFIX) && name.ends_with(HALF_SUFFIX)
}

/// A file or folder that is complete beside its place and has yet to take the name.
///
/// Dropped, it goes away again.
#[derive(Debug)]
pub struct Staged {
    half: Option<Half>,
    path: PathBuf,
}

#[derive(Debug)]
enum Half {
    File(tempfile::TempPath),
    Folder(tempfile::TempDir),
}

impl Half {
    fn persist(self, path: &Path) -> io::Result<()> {
        match self {
            Self::File(half) => Ok(half.persist(path)?),
            Self::Folder(half) => {
                fs::rename(half.path(), path)?;
                // Nothing is left to go away.
                drop(half.keep());
                Ok(())
            }
        }
    }
}

impl Staged {
    /// Gives it its name, in one step: whoever looks sees the old content or the new.
    ///
    /// # Errors
    /// When it cannot take the name; what was there before still is.
    pub fn persist(mut self) -> Result<(), Error> {
        let failed = |source| Error::Write { path: self.path.clone(), source };
        #[cfg(test)]
        faults::step().map_err(failed)?;
        self.half.take().map_or(Ok(()), |half| half.persist(&self.path)).map_err(failed)
    }

    /// Where files of a staged folder are written meanwhile; the place itself of a file.
    #[must_use]
    pub fn meanwhile(&self) -> &Path {
        match &self.half {
            Some(Half::Folder(half)) => half.path(),
            Some(Half::File(_)) | None => &self.path,
        }
    }
}

#[cfg(test)]
impl Drop for Staged {
    fn drop(&mut self) {
        // A process that is dead cleans nothing up.
        match self.half.take().filter(|_| faults::is_dead()) {
            Some(Half::File(half)) => drop(half.keep().expect("it stays where it is")),
            Some(Half::Folder(half)) => drop(half.keep()),
            None => {}
        }
    }
}

/// Writes a file beside its place; [`Staged::persist`] gives it the name.
///
/// # Errors
/// When the file cannot be written; then nothing is left of it.
pub fn stage(path: &Path, bytes: &[u8]) -> Result<Staged, Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    #[cfg(test)]
    faults::step().map_err(failed)?;
    let mut file = half_written(around(path)).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    // Only the name is kept: there may be more files than a process may have open.
    Ok(Staged { half: Some(Half::File(file.into_temp_path())), path: path.to_owned() })
}

/// Makes a folder that does not exist yet beside its place, to be filled; [`Staged::persist`] gives it the name.
///
/// # Errors
/// When it cannot be made.
pub fn stage_folder(path: &Path) -> Result<Staged, Error> {
    let failed = |source| Error::CreateFolder { path: path.to_owned(), source };
    #[cfg(test)]
    faults::step().map_err(failed)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(HALF_PREFIX).suffix(HALF_SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    let half = builder.tempdir_in(around(path)).map_err(failed)?;
    Ok(Staged { half: Some(Half::Folder(half)), path: path.to_owned() })
}

/// Writes a file into a staged folder, where nobody looks yet; `path` is the place that it will have.
///
/// # Errors
/// When it cannot be written.
pub fn fill(folder: &Staged, path: &Path, bytes: &[u8]) -> Result<Option<Stamp>, Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    #[cfg(test)]
    faults::step().map_err(failed)?;
    let below = path.strip_prefix(&folder.path).unwrap_or(path);
    let meanwhile = folder.meanwhile().join(below);
    let file = match fs::File::create(&meanwhile) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(around(&meanwhile)).map_err(failed)?;
            fs::File::create(&meanwhile)
        }
        result => result,
    };
    let mut file = file.map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    Ok(file.metadata().ok().and_then(|it| Stamp::of(&it)))
}

/// The folder that something is in.
fn around(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Writes a file at once: whoever looks sees the old content or the new, never a part.
///
/// The bytes go to a new file in the same folder, which then takes the name; so an existing link of
/// that name is replaced, not followed.
///
/// # Errors
/// When the file cannot be written; what was there before still is.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    stage(path, bytes)?.persist()
}

fn half_written(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(HALF_PREFIX).suffix(HALF_SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Temporary files are private by default; an output is as readable as the umask says.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Removes a file, or a link without following it; one that is already gone is no failure.
///
/// # Errors
/// When it is there and cannot be removed.
pub fn remove_file(path: &Path) -> Result<(), Error> {
    #[cfg(test)]
    faults::step().map_err(|source| Error::Remove { path: path.to_owned(), source })?;
    match fs::remove_file(path) {
        Err(source) if !is_absent(&source) => Err(Error::Remove { path: path.to_owned(), source }),
        _ => Ok(()),
    }
}

/// Removes a folder and all that it holds; links in it are not followed.
///
/// # Errors
/// When something in it cannot be removed.
pub fn remove_folder(path: &Path) -> Result<(), Error> {
    let failed = |source| Error::Remove { path: path.to_owned(), source };
    #[cfg(test)]
    faults::step().map_err(failed)?;
    fs::remove_dir_all(path).map_err(failed)
}

/// Removes a folder if it is there and empty, and says whether it did.
///
/// # Errors
/// When it is empty and cannot be removed.
pub fn remove_empty_folder(path: &Path) -> Result<bool, Error> {
    #[cfg(test)]
    faults::step().map_err(|source| Error::Remove { path: path.to_owned(), source })?;
    match fs::remove_dir(path) {
        Ok(()) => Ok(true),
        Err(source) if source.kind() == io::ErrorKind::DirectoryNotEmpty || is_absent(&source) => {
            Ok(false)
        }
        Err(source) => Err(Error::Remove { path: path.to_owned(), source }),
    }
}

#[cfg(test)]
pub(crate) mod faults;

#[cfg(test)]
mod tests;
