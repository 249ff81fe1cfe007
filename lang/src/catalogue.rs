//! The catalogue of Kubernetes' kinds: what each is called in full, where its objects live, which versions it has, and
//! what they may hold.
//!
//! The built-in part is embedded: a table of kinds, a table of retired versions, and packed schemas that are unpacked
//! when the first of their kinds is asked for. A platform's own definitions stand before it.

mod builtin;
mod entry;
mod kind;
mod own;
mod pack;
mod plain;
mod retired;
pub mod schema;
mod structural;
mod undescribed;

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::similar;
use crate::span::{FileId, FileSpan};
use entry::Entry;
pub(crate) use kind::KindName;
pub use kind::{Kind, KindError};
pub use own::Inner;
use own::Own;
pub use pack::{Block, blocks, unpack};
pub use retired::{Fate, Retired};
use schema::{NodeId, Schema};

/// What is known of kinds: what is built in, and what a platform defines itself.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// The platform's own kinds by their names; of two definitions of one kind, the later.
    own: BTreeMap<SmolStr, Vec<Own>>,
    /// The files that define them, by group and name.
    origins: BTreeMap<(SmolStr, SmolStr), FileId>,
}

/// The schema of a kind: what its objects hold beside `apiVersion`, `kind`, `metadata` and `status`.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'c> {
    /// The nodes.
    pub schema: &'c Schema,
    /// The object itself.
    pub root: NodeId,
}

impl Catalogue {
    /// Adds the kinds that a file of CustomResourceDefinitions defines, and counts them; they win over those known
    /// before.
    ///
    /// # Errors
    /// Why it is no YAML.
    pub fn add(&mut self, file: FileId, text: &str) -> Result<usize, String> {
        let found = own::definitions(file, text)?;
        let number = found.len();
        for own in found {
            self.origins.insert((own.group.clone(), own.name.clone()), file);
            self.define(own);
        }
        Ok(number)
    }

    /// The file that defines a kind, if the platform itself does.
    #[must_use]
    pub fn origin(&self, kind: &Kind) -> Option<FileId> {
        let key = (kind.group.as_str().into(), kind.name.as_str().into());
        self.origins.get(&key).copied()
    }

    fn define(&mut self, own: Own) {
        let known = self.own.entry(own.name.clone()).or_default();
        known.retain(|it| it.group != own.group);
        known.push(own);
        known.sort_by(|a, b| a.group.cmp(&b.group));
    }

    /// What a program may mean by `Deployment`, `apps/Deployment` or `apps/v1/Deployment`.
    ///
    /// A kind in full is taken as it is, known or not, unless its group is Kubernetes' own.
    ///
    /// # Errors
    /// Why it cannot be told.
    pub fn find(&self, text: &str) -> Result<Kind, KindError> {
        let KindName { group, version, name } = KindName::parse(text);
        let known = self.named(name);
        let known: Vec<Entry<'_>> =
            known.filter(|entry| group.is_none_or(|group| entry.group() == group)).collect();
        match (group, version, known.as_slice()) {
            (Some(_), Some(version), [entry, ..]) => Ok(entry.kind_of(version)),
            (Some(group), Some(version), []) => {
                let kind = Kind {
                    group: group.to_owned(),
                    version: version.to_owned(),
                    name: name.to_owned(),
                    is_namespaced: None,
                };
                // Groups without a dot are Kubernetes' own, and all of those are known here.
                let is_impossible = !group.contains('.') && retired::find(&kind).is_none();
                if is_impossible { Err(KindError::Unknown) } else { Ok(kind) }
            }
            (_, _, [entry]) => Ok(entry.kind()),
            (_, _, []) => Err(KindError::Unknown),
            (_, _, entries) => Err(KindError::Ambiguous(
                entries.iter().map(|entry| entry.kind().to_string()).collect(),
            )),
        }
    }

    /// The kinds of a name, by group.
    fn named(&self, name: &str) -> impl Iterator<Item = Entry<'_>> {
        let own = self.own.get(name).map(Vec::as_slice).unwrap_or_default();
        let built = builtin::named(name).iter();
        let built = built.filter(|row| own.iter().all(|own| own.group != row.group));
        let mut all: Vec<Entry<'_>> =
            own.iter().map(Entry::Own).chain(built.map(Entry::Builtin)).collect();
        all.sort_by(|a, b| a.group().cmp(b.group()));
        all.into_iter()
    }

    fn entry(&self, kind: &Kind) -> Option<Entry<'_>> {
        self.named(&kind.name).find(|entry| entry.group() == kind.group)
    }

    /// The schema of a kind; `None` when nothing describes that version of it.
    #[must_use]
    pub fn schema(&self, kind: &Kind) -> Option<Typed<'_>> {
        self.entry(kind)?.schema(&kind.version)
    }

    /// Where a rule of a kind that the platform defines is written: that of a number, of what a path leads to.
    #[must_use]
    pub fn rule(&self, kind: &Kind, path: &[Inner<'_>], number: usize) -> Option<FileSpan> {
        match self.entry(kind)? {
            Entry::Own(own) => own.rule(&kind.version, path, number),
            Entry::Builtin(_) => None,
        }
    }

    /// The versions of a kind, the preferred one first; none when the kind is unknown.
    #[must_use]
    pub fn versions(&self, kind: &Kind) -> Vec<&str> {
        self.entry(kind).map(|entry| entry.versions()).unwrap_or_default()
    }

    /// What became of a version of a kind, if it is gone or about to go. A platform's own definition decides.
    #[must_use]
    pub fn retired(&self, kind: &Kind) -> Option<Retired> {
        match self.entry(kind) {
            Some(Entry::Own(own)) => own.retired(&kind.version),
            _ => retired::find(kind),
        }
    }

    /// The kind that somebody may have meant who wrote `name`: by its plural or a short name, or misspelt.
    #[must_use]
    pub fn meant(&self, name: &str) -> Option<&str> {
        let name = name.rsplit('/').next().unwrap_or(name);
        let lower = name.to_ascii_lowercase();
        let own = || self.own.values().flatten();
        let by_plural = own().find(|own| own.plural == lower).map(|own| own.name.as_str());
        let is_other_name = |row: &&builtin::Row| {
            row.plural == lower || row.short_names().any(|short| short == lower)
        };
        let built = || builtin::rows().iter();
        let names = own().map(|own| own.name.as_str()).chain(built().map(|row| row.name));
        by_plural
            .or_else(|| built().find(is_other_name).map(|row| row.name))
            .or_else(|| similar::nearest(name, names))
    }

    /// Every kind that is known, in its preferred version, by name and group; the platform's own come first.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        let own = self.own.values().flatten().map(Entry::Own);
        let is_own = |row: &&builtin::Row| {
            self.own.get(row.name).is_some_and(|own| own.iter().any(|own| own.group == row.group))
        };
        let built = builtin::rows().iter().filter(move |row| !is_own(row)).map(Entry::Builtin);
        own.chain(built).map(|entry| entry.kind())
    }
}
