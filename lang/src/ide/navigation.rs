//! From a name to what declares it, and to everything that means it.

use super::Place;
use super::occurrences::{self, Occurrence};
use crate::span::FileSpan;

pub use super::occurrences::Occurrence as Mention;

/// A name and the places that declare it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The name that was asked about.
    pub from: FileSpan,
    /// Where it is declared: of a setting, on every cluster.
    pub to: Vec<FileSpan>,
}

/// The places that declare the name at a place.
#[must_use]
pub fn definition(place: Place<'_>) -> Option<Definition> {
    let (symbol, occurrence) = occurrences::symbol_at(place)?;
    let to = occurrences::declarations(place.analysis, &symbol);
    (!to.is_empty()).then_some(Definition { from: occurrence.at, to })
}

/// Every place of the program that names what the name at a place names, by file and place.
#[must_use]
pub fn references(place: Place<'_>) -> Vec<Occurrence> {
    match occurrences::symbol_at(place) {
        Some((symbol, _)) => occurrences::all(place.analysis, &symbol),
        None => Vec::new(),
    }
}
