//! Where a program is on disk: finds the root file and lends the front end its files.

mod glob;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error as _;
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use pdl_lang::{Files, Program, Unreadable, limits};

use crate::fs::{self, Kind};

/// The name of a root file that need not be given.
pub const ROOT_FILE: &str = "platform.pdl";

/// The name of a program that comes from standard input.
pub const STANDARD_INPUT: &str = "<stdin>";

/// The folder of a program and the file in it that is read first.
#[derive(Debug)]
pub struct Workspace {
    /// The root file's folder, from the working directory; empty when it is that.
    folder: PathBuf,
    /// The name of the root file.
    file: String,
    /// Texts that are read instead of files, by their path.
    overlay: BTreeMap<String, Vec<u8>>,
    /// Files that are known by their paths alone.
    left_out: BTreeSet<String>,
}

/// Why there is no root file to read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// None was given, and none is in the working directory or above.
    #[error("there is no `{ROOT_FILE}` in `{}` or in a folder above it", .0.display())]
    NotFound(PathBuf),
    /// The path has no file name that could stand in a report.
    #[error("`{}` does not name a file", .0.display())]
    NoName(PathBuf),
    /// The name of the file is not text.
    #[error("the name of `{}` is not UTF-8", .0.display())]
    NameNotUtf8(PathBuf),
    /// It is there, or should be, and cannot be read.
    #[error("`{}` {}", path.display(), why.0)]
    Unreadable {
        /// The path as the user knows it.
        path: PathBuf,
        /// Why, continuing the sentence.
        why: Unreadable,
    },
    /// The file system refused.
    #[error(transparent)]
    Fs(#[from] fs::Error),
}

impl Error {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NotFound(_) => Some("Name the file, or change to the platform's folder.".into()),
            Self::Unreadable { path, .. } => {
                let inner = path.join(ROOT_FILE);
                let is_there = matches!(fs::kind(&inner), Ok(Some(_)));
                is_there.then(|| format!("Name the file in it: `{}`.", inner.display()))
            }
            Self::NoName(_) | Self::NameNotUtf8(_) | Self::Fs(_) => None,
        }
    }
}

impl Workspace {
    /// Looks for the root file in `working_folder` and the folders above it, the nearest first.
    ///
    /// # Errors
    /// When there is none, or a folder on the way cannot be looked at.
    pub fn find(working_folder: &Path) -> Result<Self, Error> {
        let mut folder = PathBuf::new();
        for place in working_folder.ancestors() {
            if fs::kind(&place.join(ROOT_FILE))?.is_some() {
                return Ok(Self::new(folder, ROOT_FILE.to_owned(), BTreeMap::new()));
            }
            folder.push("..");
        }
        Err(Error::NotFound(working_folder.to_owned()))
    }

    /// The program of a file that was named.
    ///
    /// # Errors
    /// When the path names no file, such as `..`.
    pub fn of_file(path: &Path) -> Result<Self, Error> {
        let name = path.file_name().ok_or_else(|| Error::NoName(path.to_owned()))?;
        let file = name.to_str().ok_or_else(|| Error::NameNotUtf8(path.to_owned()))?.to_owned();
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self::new(folder, file, BTreeMap::new()))
    }

    /// The program of a text from standard input; what it includes is in the working directory.
    #[must_use]
    pub fn of_standard_input(text: Vec<u8>) -> Self {
        let overlay = BTreeMap::from([(STANDARD_INPUT.to_owned(), text)]);
        Self::new(PathBuf::new(), STANDARD_INPUT.to_owned(), overlay)
    }

    fn new(folder: PathBuf, file: String, overlay: BTreeMap<String, Vec<u8>>) -> Self {
        Self { folder, file, overlay, left_out: BTreeSet::new() }
    }

    /// Reads and parses the program.
    ///
    /// # Errors
    /// When the root file cannot be read.
    pub fn load(&self) -> Result<Program, Error> {
        self.reload_through(self, &Program::default())
    }

    /// Reads the program anew through `files`, which stand between it and the disk; what is as it was before is not
    /// parsed again.
    ///
    /// # Errors
    /// When the root file cannot be read.
    pub fn reload_through(&self, files: &impl Files, before: &Program) -> Result<Program, Error> {
        Program::reload(&self.file, files, before)
            .map_err(|why| Error::Unreadable { path: self.path(&self.file), why })
    }

    /// The folder of the root file, from the working directory.
    #[must_use]
    pub fn folder(&self) -> &Path {
        if self.folder.as_os_str().is_empty() { Path::new(".") } else { &self.folder }
    }

    /// The path of a file of the program, from the working directory.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What leads from the working directory to the root file's folder: empty, or with a `/` at its end.
    #[must_use]
    pub fn prefix(&self) -> String {
        let folder = self.folder.to_string_lossy().replace(MAIN_SEPARATOR, "/");
        if folder.is_empty() || folder.ends_with('/') { folder } else { folder + "/" }
    }

    /// From now on reads `text` instead of the file.
    pub fn replace(&mut self, name: &str, text: String) {
        self.overlay.insert(name.to_owned(), text.into_bytes());
    }

    /// From now on takes files for what is there but was left out, whether they are or not.
    pub fn leave_out(&mut self, paths: BTreeSet<String>) {
        self.left_out = paths;
    }

    /// The texts that are read instead of files.
    pub fn replaced(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.overlay.iter().map(|(name, text)| (name.as_str(), text.as_slice()))
    }
}

impl Files for Workspace {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        if let Some(text) = self.overlay.get(path) {
            return Ok(text.clone());
        }
        if self.left_out.contains(path) {
            return Err(Unreadable("was left out of this build".to_owned()));
        }
        read(&self.path(path))
    }

    fn expand(&self, glob: &str) -> Result<Vec<String>, Unreadable> {
        let mut found = glob::expand(&self.folder, glob)?;
        found.retain(|path| !self.left_out.contains(path));
        found.extend(matching(glob, self.left_out.iter().cloned()));
        Ok(found)
    }

    fn resolved(&self, path: &str) -> Option<String> {
        let path = fs::canonical(&self.path(path)).ok()?;
        path.into_os_string().into_string().ok()
    }

    fn is_left_out(&self, path: &str) -> bool {
        self.left_out.contains(path)
    }
}

/// Those of some paths that a glob matches, as [`Files::expand`] would find them on disk.
pub fn matching(glob: &str, paths: impl Iterator<Item = String>) -> Vec<String> {
    glob::matching(glob, paths)
}

/// Writes over a file of a program: where it is a link, over what it leads to.
///
/// # Errors
/// When it cannot be written; what was there before still is.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), fs::Error> {
    fs::write(&fs::canonical(path)?, bytes)
}

/// Reads a file, as far as a program may hold it, saying in a few words why it cannot be.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Unreadable> {
    fs::read_regular(path, limits::FILE_BYTES).map_err(|error| words(&error))
}

/// What the path leads to when links are followed.
fn followed(path: &Path, kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Link => fs::kind(&fs::canonical(path).ok()?).ok()?,
        Kind::File(_) | Kind::Folder | Kind::Other => Some(kind),
    }
}

/// Why a file cannot be read, continuing a sentence that begins with its name.
fn words(error: &fs::Error) -> Unreadable {
    let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    Unreadable(match error.kind() {
        io::ErrorKind::NotFound => "does not exist".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        io::ErrorKind::PermissionDenied => "cannot be read: permission denied".to_owned(),
        _ => match source {
            Some(source) => format!("cannot be read: {}", fs::reason(source)),
            None => format!("cannot be read: {error}"),
        },
    })
}
