//! Text blocks: the content goes one step deeper than the line of the opening quotes, and says what it said.

use super::printer::{Printer, STEP};
use crate::span::Span;
use crate::syntax::string::{common_indent, lines};
use crate::syntax::tree::Token;

const QUOTES: &str = "\"\"\"";

impl Printer<'_> {
    /// Writes a text block. Its white space is content, behind the common indentation; that of blank lines is not.
    pub(super) fn text_block(&mut self, token: Token) {
        let span = token.span();
        let body = Span::new(span.start + 3, span.end - 3);
        let lines = lines(self.text, body);
        // The first and the last line hold the quotes and nothing else.
        let content = lines.get(1..lines.len() - 1).unwrap_or_default();
        let text = self.text;
        let skipped = common_indent(content.iter().map(|line| line.of(text)));
        self.write(QUOTES);
        let indent = self.indent;
        for line in content.iter().map(|line| line.of(text)) {
            self.out.push('\n');
            if !line.trim().is_empty() {
                self.out.extend(std::iter::repeat_n(' ', indent + STEP));
                self.out.push_str(&line[skipped..]);
            }
            // Of the two carriage returns at this end, the first one is content.
            if !line.trim().is_empty() && line.ends_with('\r') {
                self.out.push('\r');
            }
        }
        self.newline(indent, false);
        self.write(QUOTES);
    }
}
