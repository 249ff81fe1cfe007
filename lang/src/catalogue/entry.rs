//! A kind of the catalogue, built in or defined by the platform.

use super::Typed;
use super::builtin::{self, Row};
use super::kind::Kind;
use super::own::Own;

/// A kind, wherever it is known from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry<'c> {
    /// The platform defines it.
    Own(&'c Own),
    /// It is built in.
    Builtin(&'static Row),
}

impl<'c> Entry<'c> {
    pub(super) fn group(&self) -> &'c str {
        match self {
            Self::Own(own) => &own.group,
            Self::Builtin(row) => row.group,
        }
    }

    /// The kind in the version that an object has unless it says otherwise.
    pub(super) fn kind(&self) -> Kind {
        self.kind_of(self.versions().first().copied().unwrap_or_default())
    }

    pub(super) fn kind_of(&self, version: &str) -> Kind {
        let (name, is_namespaced) = match self {
            Self::Own(own) => (own.name.as_str(), own.is_namespaced),
            Self::Builtin(row) => (row.name, row.is_namespaced),
        };
        Kind {
            group: self.group().to_owned(),
            version: version.to_owned(),
            name: name.to_owned(),
            is_namespaced: Some(is_namespaced),
        }
    }

    /// The versions, the preferred one first.
    pub(super) fn versions(&self) -> Vec<&'c str> {
        match self {
            Self::Own(own) => own.read().versions.iter().map(|it| it.name.as_str()).collect(),
            Self::Builtin(row) => row.versions().collect(),
        }
    }

    pub(super) fn schema(&self, version: &str) -> Option<Typed<'c>> {
        match self {
            Self::Own(own) => {
                let read = own.read();
                let found = read.versions.iter().find(|it| it.name == version)?;
                Some(Typed { schema: &read.schema, root: found.root? })
            }
            Self::Builtin(row) => {
                let block = builtin::block(row.block?)?;
                let full = format!("{}/{version}/{}", row.group, row.name);
                Some(Typed { schema: &block.schema, root: *block.roots.get(&full)? })
            }
        }
    }
}
