//! A folder that exists only in memory.

use std::collections::BTreeMap;

use pdl_lang::{Files, Unreadable};

/// Files by their path relative to the root's folder; `Err` for one that cannot be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct MemoryFiles(pub(crate) BTreeMap<String, Result<Vec<u8>, &'static str>>);

impl MemoryFiles {
    /// Adds a file, or replaces it.
    pub(crate) fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.to_owned(), Ok(bytes.into()));
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        match self.0.get(path) {
            Some(Ok(bytes)) => Ok(bytes.clone()),
            Some(Err(why)) => Err(Unreadable((*why).to_owned())),
            None => Err(Unreadable("does not exist".to_owned())),
        }
    }

    fn expand(&self, glob: &str) -> Result<Vec<String>, Unreadable> {
        let paths = self.0.keys().filter(|path| matches(glob.as_bytes(), path.as_bytes()));
        Ok(paths.cloned().collect())
    }
}

/// Whether a path is what a glob says: `*` within a folder, `**` across folders.
fn matches(glob: &[u8], path: &[u8]) -> bool {
    match glob {
        [] => path.is_empty(),
        [b'*', b'*', b'/', rest @ ..] | [b'*', b'*', rest @ ..] => {
            (0..=path.len()).any(|at| matches(rest, &path[at..]))
        }
        [b'*', rest @ ..] => {
            let end = path.iter().position(|byte| *byte == b'/').unwrap_or(path.len());
            (0..=end).any(|at| matches(rest, &path[at..]))
        }
        [first, rest @ ..] => path.first() == Some(first) && matches(rest, &path[1..]),
    }
}
