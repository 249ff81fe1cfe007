//! What an editor asks of a program: a place in the text goes in, plain data comes out. One question, one file.
//!
//! Nothing here knows a protocol. Offsets are bytes; texts are Markdown. Everything follows from the table, the tree and
//! the plan, so that a new field of the language is completed, explained and coloured without a line here.

#![expect(
    clippy::format_push_string,
    reason = "answers are short, and a `write!` that cannot fail says less"
)]

pub mod actions;
pub mod call_hierarchy;
pub mod code_lenses;
pub mod completion;
mod describe;
pub mod folding;
pub mod highlights;
pub mod hover;
pub mod inlay_hints;
pub mod links;
pub mod navigation;
mod occurrences;
pub mod rename;
mod schema;
pub mod selection_ranges;
pub mod semantic_tokens;
pub mod signature;
pub mod symbols;
#[cfg(test)]
mod tests;
mod things;

use crate::analysis::Analysis;
use crate::span::FileId;
use crate::syntax::ast::File;

/// A place in a program.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The program.
    pub analysis: &'a Analysis,
    /// The file.
    pub file: FileId,
    /// The offset in it, in bytes; one past the end of the text counts as the end.
    pub offset: u32,
}

impl<'a> Place<'a> {
    fn file(self) -> File<'a> {
        self.analysis.program.file(self.file)
    }

    /// The offset, moved back to the end of the text and to the beginning of the character that it is in.
    fn offset(self) -> u32 {
        let text = self.file().text;
        let mut offset = (self.offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        u32::try_from(offset).unwrap_or(u32::MAX)
    }
}
