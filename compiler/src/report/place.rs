//! Where a label points, as people and machine formats count.

use pdl_lang::source::{Position, Sources};
use pdl_lang::span::{FileSpan, Span};

use super::Style;

/// A span with the path of its file and its lines and columns.
pub(super) struct Place {
    /// The path from the working directory, with `/`.
    pub(super) path: String,
    /// The first character.
    pub(super) start: Position,
    /// Just past the last character.
    pub(super) end: Position,
}

impl Place {
    /// Finds the lines and columns of `at`; parts outside the text count as its end.
    pub(super) fn of(sources: &Sources, at: FileSpan, style: &Style) -> Self {
        let source = sources.get(at.file);
        let Span { start, end } = at.span;
        let position = |offset| source.lines().position(&source.text, offset);
        Self {
            path: format!("{}{}", style.prefix, source.name),
            start: position(start),
            end: position(end.max(start)),
        }
    }
}
