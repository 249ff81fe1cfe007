//! Relative paths that every file system can hold.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The longest name of a file or folder, in bytes, that common file systems take.
const SEGMENT_BYTES: usize = 255;

/// Names that Windows keeps for devices, with any extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A relative path with `/` that stays below its root and can be checked out anywhere.
///
/// It has at least one segment, and none is empty, `.` or `..`, too long, a device of Windows, or
/// holds a character that some file system refuses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct RelPath(String);

/// Why a text is no [`RelPath`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathProblem {
    /// It begins with `/`.
    #[error("the path `{0}` is absolute")]
    Absolute(String),
    /// It is empty, or has `//` or a `/` at its end.
    #[error("the path `{0}` has an empty part")]
    Empty(String),
    /// It has a part `.` or `..`.
    #[error("the path `{0}` has a part `.` or `..`")]
    Dots(String),
    /// It has a character that cannot stand in a file name everywhere.
    #[error("the path `{}` has the character {:?}, which not every file system takes", .0.escape_default(), .1)]
    Character(String, char),
    /// A part ends with a dot or a space, which Windows drops.
    #[error("a part of the path `{0}` ends with a dot or a space")]
    End(String),
    /// A part is longer than file systems take.
    #[error("a part of the path `{0}` is longer than 255 bytes")]
    Long(String),
    /// A part is the name of a device on Windows.
    #[error("a part of the path `{0}` is the name of a device on Windows")]
    Device(String),
}

impl RelPath {
    /// Takes `path` if every file system can hold it.
    ///
    /// # Errors
    /// The first thing about it that some file system would not take.
    pub fn new(path: impl Into<String>) -> Result<Self, PathProblem> {
        let path = path.into();
        match problem(&path) {
            None => Ok(Self(path)),
            Some(problem) => Err(problem(path)),
        }
    }

    /// This path and below it `path`, which may have several segments.
    ///
    /// # Errors
    /// As for [`RelPath::new`].
    pub fn join(&self, path: &str) -> Result<Self, PathProblem> {
        let tail = Self::new(path)?;
        Ok(Self(format!("{self}/{tail}")))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names along the path, at least one.
    #[must_use]
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// The folders that hold the path, the outermost first, without the root.
    #[must_use]
    pub fn folders(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.match_indices('/').map(|(end, _)| &self.0[..end])
    }

    /// The path in the file system, below `root`.
    #[must_use]
    pub fn below(&self, root: &Path) -> PathBuf {
        let mut path = root.to_owned();
        path.extend(self.segments());
        path
    }
}

/// What is wrong with a path, as the constructor of the problem.
fn problem(path: &str) -> Option<Box<dyn FnOnce(String) -> PathProblem>> {
    if path.starts_with('/') {
        return Some(Box::new(PathProblem::Absolute));
    }
    if let Some(found) = path.chars().find(|it| is_refused(*it)) {
        return Some(Box::new(move |path| PathProblem::Character(path, found)));
    }
    path.split('/').find_map(|segment| -> Option<Box<dyn FnOnce(String) -> PathProblem>> {
        match segment {
            "" => Some(Box::new(PathProblem::Empty)),
            "." | ".." => Some(Box::new(PathProblem::Dots)),
            _ if segment.len() > SEGMENT_BYTES => Some(Box::new(PathProblem::Long)),
            _ if segment.ends_with(['.', ' ']) => Some(Box::new(PathProblem::End)),
            _ if is_device(segment) => Some(Box::new(PathProblem::Device)),
            _ => None,
        }
    })
}

fn is_refused(character: char) -> bool {
    character.is_control() || matches!(character, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// Whether Windows reads a name as a device: it looks at what stands before the first dot.
fn is_device(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or(segment).trim_end().to_lowercase();
    let numbered = |device: &str| {
        let number = stem.strip_prefix(device).filter(|rest| rest.chars().count() == 1);
        number.is_some_and(|rest| {
            rest.starts_with(|it: char| it.is_ascii_digit() || "¹²³".contains(it))
        })
    };
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<RelPath> for String {
    fn from(path: RelPath) -> Self {
        path.0
    }
}

impl TryFrom<String> for RelPath {
    type Error = PathProblem;

    fn try_from(path: String) -> Result<Self, PathProblem> {
        Self::new(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paths_are_taken() {
        for path in
            ["a", "flux/c1/components/x/namespace.yaml", "Ærø/.hidden", "a b", "console", "com10"]
        {
            assert_eq!(RelPath::new(path).expect("ordinary").as_str(), path);
        }
    }

    #[test]
    fn paths_that_leave_or_break_are_refused() {
        for path in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "a/../b",
            "..",
            "a\\b",
            "a\0",
            "a\nb",
            "a\u{7f}",
            "c:/x",
            "nul",
            "NUL.yaml",
            "a/Com1.txt",
            "lpt¹",
            "a./b",
            "a ",
            "a?",
            "x/con .y",
        ] {
            assert!(RelPath::new(path).is_err(), "{path:?}");
        }
        assert!(RelPath::new("x".repeat(255)).is_ok());
        assert!(RelPath::new("x".repeat(256)).is_err());
    }

    #[test]
    fn folders_come_from_the_outside_in() {
        let path = RelPath::new("a/b/c").expect("ordinary");
        assert_eq!(path.folders().collect::<Vec<_>>(), ["a", "a/b"]);
        assert!(path.join("../x").is_err());
        assert_eq!(path.join("d/e").expect("ordinary").as_str(), "a/b/c/d/e");
    }
}
