//! The catalogue of Kubernetes' kinds: what each is called in full, where its objects live, which versions it has, and
//! what they may hold.
//!
//! The built-in part is embedded: a table of kinds, a table of retired versions, and packed schemas that are unpacked
//! when the first of their kinds is asked for. A platform's own definitions stand before it.

mod builtin;
mod kind;
mod pack;
mod retired;
pub mod schema;

use smol_str::SmolStr;

pub use kind::{Kind, Miss};
pub use pack::{Block, blocks, unpack};
pub use retired::{Fate, Retired};
use schema::{NodeId, Schema};

/// What is known of kinds: what is built in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Catalogue;

/// The schema of a kind: what its objects hold beside `apiVersion`, `kind`, `metadata` and `status`.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'c> {
    /// The nodes.
    pub schema: &'c Schema,
    /// The object itself.
    pub root: NodeId,
}

impl Catalogue {
    /// What a program may mean by `Deployment`, `apps/Deployment` or `apps/v1/Deployment`.
    ///
    /// A kind in full is taken as it is, known or not.
    ///
    /// # Errors
    /// Why it cannot be told.
    pub fn find(&self, text: &str) -> Result<Kind, Miss> {
        let (group, version, name) = kind::parts(text);
        let known = builtin::named(name).iter();
        let known: Vec<&builtin::Row> =
            known.filter(|row| group.is_none_or(|group| row.group == group)).collect();
        let whole = |row: &builtin::Row, version: &str| Kind {
            group: row.group.to_owned(),
            version: version.to_owned(),
            name: name.to_owned(),
            is_namespaced: Some(row.is_namespaced),
        };
        match (group, version, known.as_slice()) {
            (Some(_), Some(version), [row, ..]) => Ok(whole(row, version)),
            (Some(group), Some(version), []) => Ok(Kind {
                group: group.to_owned(),
                version: version.to_owned(),
                name: name.to_owned(),
                is_namespaced: None,
            }),
            (_, _, [row]) => Ok(whole(row, row.preferred())),
            (_, _, []) => Err(Miss::Unknown),
            (_, _, rows) => {
                let each = rows.iter().map(|row| whole(row, row.preferred()).to_string());
                Err(Miss::Ambiguous(each.collect()))
            }
        }
    }

    /// The schema of a kind; `None` when nothing describes that version of it.
    #[must_use]
    pub fn schema(&self, kind: &Kind) -> Option<Typed<'_>> {
        let row = builtin::named(&kind.name).iter().find(|row| row.group == kind.group)?;
        let block = builtin::block(row.block?)?;
        let root = *block.roots.get(&format!("{}/{}/{}", kind.group, kind.version, kind.name))?;
        Some(Typed { schema: &block.schema, root })
    }

    /// The versions of a kind, the preferred one first; none when the kind is unknown.
    #[must_use]
    pub fn versions(&self, kind: &Kind) -> Vec<SmolStr> {
        let row = builtin::named(&kind.name).iter().find(|row| row.group == kind.group);
        row.map(|row| row.versions().map(SmolStr::new).collect()).unwrap_or_default()
    }

    /// What became of a version of a kind, if it is gone or about to go.
    #[must_use]
    pub fn retired(&self, kind: &Kind) -> Option<Retired> {
        retired::find(kind)
    }

    /// The kind that somebody may have meant who wrote `name`: by its plural or a short name, or misspelt.
    #[must_use]
    pub fn meant(&self, name: &str) -> Option<&'static str> {
        let lower = name.to_ascii_lowercase();
        let is_other_name = |row: &&builtin::Row| {
            row.plural == lower || row.short_names().any(|short| short == lower)
        };
        builtin::rows().iter().find(is_other_name).map(|row| row.name).or_else(|| {
            crate::problems::similar::nearest(name, builtin::rows().iter().map(|row| row.name))
        })
    }

    /// Every kind that is known, in its preferred version, by group and name.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        builtin::rows().iter().map(|row| Kind {
            group: row.group.to_owned(),
            version: row.preferred().to_owned(),
            name: row.name.to_owned(),
            is_namespaced: Some(row.is_namespaced),
        })
    }
}
