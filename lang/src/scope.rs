//! References, looked up for one cluster: its facts, its settings, those of all clusters, the platform, components.

mod facts;
mod finder;
#[cfg(test)]
mod tests;

use smol_str::SmolStr;

use crate::limits;
use crate::model::{ClusterId, Plan, Reference, Shape, Value};
use crate::span::FileSpan;
pub(crate) use finder::Finder;

/// What references mean on one cluster.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The cluster.
    pub cluster: ClusterId,
}

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Nowhere {
    /// The word at an index of the reference is unknown.
    Unknown {
        /// The index.
        step: usize,
        /// What was asked for it: `` `cluster` ``, a range; empty for the first word.
        of: String,
        /// What is known there.
        known: Vec<SmolStr>,
    },
    /// Settings refer to each other in a circle: where each refers on.
    Cycle(Vec<FileSpan>),
    /// More than [`limits::REFERENCES`] settings refer on.
    TooDeep,
    /// What it stands for is over [`limits::RESOLVED_NODES`] or [`limits::RESOLVED_TEXT`].
    TooLarge,
    /// A reference inside the setting leads nowhere; it is reported there.
    Inside,
    /// A list or map inside a string, by its shape and place.
    NotPrintable(Shape, FileSpan),
}

impl Nowhere {
    /// Whether there is too much of what is there.
    fn is_limit(&self) -> bool {
        matches!(self, Self::TooDeep | Self::TooLarge)
    }
}

impl Scope<'_> {
    /// What a reference means here.
    ///
    /// # Errors
    /// Why it leads nowhere.
    pub(crate) fn lookup(&self, reference: &Reference) -> Result<Value, Nowhere> {
        Finder::once(self.plan).lookup(Some(self.cluster), reference)
    }
}

/// What a reference means, as far as checks ask for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sense {
    pub(crate) shape: Shape,
    /// Where the value is written.
    pub(crate) at: FileSpan,
}

/// How much a value comes to once it is resolved.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    /// The values in it, itself included.
    pub(crate) nodes: usize,
    /// The bytes of its strings.
    pub(crate) text: usize,
    /// How many references lead on from one another in it.
    steps: usize,
    /// How deep it nests.
    levels: usize,
}

impl Size {
    /// The size of two values beside each other.
    fn beside(self, other: Self) -> Result<Self, Nowhere> {
        let size = Self {
            nodes: self.nodes.saturating_add(other.nodes),
            text: self.text.saturating_add(other.text),
            steps: self.steps.max(other.steps),
            levels: self.levels.max(other.levels),
        };
        let fits = size.nodes <= limits::RESOLVED_NODES && size.text <= limits::RESOLVED_TEXT;
        if fits { Ok(size) } else { Err(Nowhere::TooLarge) }
    }
}
