//! Where an output goes: into OUT, or into a folder that the program names.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::RelPath;

/// A folder that holds outputs.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Destination {
    /// OUT itself, which holds the manifest.
    #[default]
    Out,
    /// A folder below the program's root, as `outputs { schedule: "docs/schedule" }` names it.
    Folder(RelPath),
}

/// An output: where it goes and its path there.
///
/// Sorted by destination, OUT first, then by path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The folder below the program's root; none for OUT.
    #[serde(
        rename = "folder",
        default,
        skip_serializing_if = "Destination::is_out",
        with = "folder"
    )]
    pub destination: Destination,
    /// The path within it.
    pub path: RelPath,
}

impl Destination {
    fn is_out(&self) -> bool {
        *self == Self::Out
    }

    /// The folder below the program's root; none for OUT.
    pub(super) fn folder(&self) -> Option<&str> {
        match self {
            Self::Out => None,
            Self::Folder(folder) => Some(folder.as_str()),
        }
    }
}

impl Place {
    /// A file of OUT.
    #[must_use]
    pub fn out(path: RelPath) -> Self {
        Self { destination: Destination::Out, path }
    }

    /// A file of OUT with a name that is known to be fine.
    pub(super) fn own(name: &str) -> Self {
        Self::out(RelPath::new(name).expect("our own names are ordinary"))
    }

    /// The path under which tree hashes know the file.
    ///
    /// Relative to OUT; or, with a `/` in front, which no path of OUT has, to the program's root.
    pub(super) fn name(&self) -> String {
        match &self.destination {
            Destination::Out => self.path.to_string(),
            Destination::Folder(folder) => format!("/{folder}/{}", self.path),
        }
    }

    /// The path from the root that [`Roots::root`] gives, including the folder.
    pub(super) fn below_root(&self) -> RelPath {
        match &self.destination {
            Destination::Out => self.path.clone(),
            Destination::Folder(folder) => {
                folder.join(self.path.as_str()).expect("both parts are checked")
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.destination {
            Destination::Out => self.path.fmt(f),
            Destination::Folder(folder) => write!(f, "{folder}/{}", self.path),
        }
    }
}

/// Where the destinations are on this machine. Never written into any output.
#[derive(Clone, Debug)]
pub struct Roots {
    /// OUT.
    pub out: PathBuf,
    /// The folder that destinations other than OUT are below: the program's root.
    pub program: PathBuf,
}

impl Roots {
    /// The folder that may be, or lie behind, a symbolic link; everything below must not.
    pub(super) fn root(&self, destination: &Destination) -> &Path {
        match destination {
            Destination::Out => &self.out,
            Destination::Folder(_) => &self.program,
        }
    }

    /// The path of an output in the file system.
    #[must_use]
    pub fn path(&self, place: &Place) -> PathBuf {
        place.below_root().below(self.root(&place.destination))
    }
}

/// The destination as the optional name of a folder.
mod folder {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use super::{Destination, RelPath};

    pub(super) fn serialize<S: Serializer>(
        destination: &Destination,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match destination {
            Destination::Out => serializer.serialize_none(),
            Destination::Folder(folder) => folder.serialize(serializer),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Destination, D::Error> {
        RelPath::deserialize(deserializer).map(Destination::Folder)
    }
}
