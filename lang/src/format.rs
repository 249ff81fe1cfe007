//! The canonical form of a text: `pdlc fmt`. It has no options.
//!
//! Works on the tokens of the lossless tree, comments among them, so that losing one would need an explicit act.
//! Only white space and commas change, `→` becomes `->`, and `–` between dates becomes `..`. What is written on one
//! line stays on one line as long as it fits; what is written over several lines stays on several.

mod chains;
mod edits;
mod items;
mod lists;
mod measure;
mod printer;
mod text_blocks;

pub use edits::edits;

use crate::diagnostic::{Diagnostic, Severity};
use crate::span::FileId;
use crate::syntax;
use printer::Printer;

/// The canonical form of a text: a second run changes nothing.
///
/// # Errors
/// The diagnostics of the text, if an error is among them: a text with mistakes is left alone.
pub fn format(file: FileId, text: &str) -> Result<String, Vec<Diagnostic>> {
    let parse = syntax::parse(file, text);
    if parse.diagnostics.iter().any(|found| found.severity == Severity::Error) {
        return Err(parse.diagnostics);
    }
    let mut printer = Printer::new(text, &parse.tree);
    printer.document();
    Ok(printer.finish())
}
