//! Brackets and indentation, looked at before parsing.

use crate::syntax::kind::TokenKind;
use crate::syntax::tree::Token;

/// Whether a line begins with white space and has more than that.
pub(super) fn is_indented(text: &str) -> bool {
    let indented = |line: &str| line.starts_with([' ', '\t']) && !line.trim().is_empty();
    text.lines().any(indented)
}

/// How many bytes of white space a line begins with.
pub(super) fn leading_space(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// How many closing braces have no partner.
pub(super) fn surplus_braces(tokens: &[Token]) -> usize {
    let (mut open, mut surplus) = (0_usize, 0);
    for token in tokens {
        match token.kind() {
            TokenKind::LBrace => open += 1,
            TokenKind::RBrace if open > 0 => open -= 1,
            TokenKind::RBrace => surplus += 1,
            _ => {}
        }
    }
    surplus
}

/// How many opening braces stand inside strings without their closing quote.
pub(super) fn swallowed_braces(text: &str, tokens: &[Token]) -> usize {
    let swallowed = |token: &Token| {
        let text = token.span().of(text);
        let is_open = token.kind() == TokenKind::Str && (text.len() == 1 || !text.ends_with('"'));
        if is_open {
            text.matches('{').count().saturating_sub(text.matches('}').count())
        } else {
            0
        }
    };
    tokens.iter().map(swallowed).sum()
}

/// Whether every bracket has its partner.
pub(super) fn is_balanced(tokens: &[Token]) -> bool {
    closes(&[], tokens)
}

/// Whether the tokens close the brackets that wait for `closers`, innermost last, and all that they open.
pub(super) fn closes(closers: &[TokenKind], tokens: &[Token]) -> bool {
    let mut open = closers.to_vec();
    for token in tokens {
        if let Some(closing) = token.kind().closing() {
            open.push(closing);
        } else if token.kind().is_closing() && open.pop() != Some(token.kind()) {
            return false;
        }
    }
    open.is_empty()
}
