//! Relative paths that every file system can hold.

use std::fmt;
use std::path::{Path, PathBuf};

pub use pdl_lang::paths::PathProblem;
use pdl_lang::paths::problem;
use serde::{Deserialize, Serialize, Serializer};

/// A relative path with `/` that stays below its root and can be checked out anywhere.
///
/// It has at least one segment, and none is empty, `.` or `..`, too long, a device of Windows, or
/// holds a character that some file system refuses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct RelPath(String);

impl RelPath {
    /// Takes `path` if every file system can hold it.
    ///
    /// # Errors
    /// The first thing about it that some file system would not take.
    pub fn new(path: impl Into<String>) -> Result<Self, PathProblem> {
        let path = path.into();
        match problem(&path) {
            None => Ok(Self(path)),
            Some(problem) => Err(problem),
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

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for RelPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
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
