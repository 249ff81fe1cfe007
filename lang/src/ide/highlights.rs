//! The other places of a file that name what stands at the cursor.

use super::Place;
use super::occurrences::{self, Occurrence};

/// Every place of the file that names what the name at a place names.
#[must_use]
pub fn highlights(place: Place<'_>) -> Vec<Occurrence> {
    let mut found = Vec::new();
    if let Some((symbol, _)) = occurrences::symbol_at(place) {
        occurrences::in_file(place.analysis, place.file(), &symbol, &mut found);
        found.sort_unstable();
    }
    found
}
