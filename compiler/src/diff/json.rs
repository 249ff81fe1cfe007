//! The difference for programs. Versioned: fields may be added, never changed.

use serde::Serialize;

use super::Diff;

/// The version of the document's form.
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format_version: u32,
    /// Whether anything differs.
    differs: bool,
    #[serde(flatten)]
    diff: &'a Diff,
}

/// Writes the difference as one JSON document.
///
/// # Errors
/// When a value cannot be written.
pub fn json(diff: &Diff) -> Result<String, serde_json::Error> {
    let differs = !diff.is_empty();
    let document = Document { format_version: FORMAT_VERSION, differs, diff };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}
