//! Brackets and indentation, looked at before parsing.

use crate::syntax::kind::TokenKind;
use crate::syntax::string;
use crate::syntax::tree::Token;

/// What a look at all brackets of a file tells before it is parsed: nothing where they match.
#[derive(Debug, Default)]
pub(in crate::syntax) struct Brackets {
    /// Whether they do not match, so that indentation must tell where a block was meant to end.
    pub(in crate::syntax) unbalanced: bool,
    /// Whether lines are indented at all.
    pub(in crate::syntax) indented: bool,
    /// Whether they match once those inside strings without a closing quote count.
    pub(super) balances_with_strings: bool,
    /// How many closing braces have no partner.
    pub(super) surplus: usize,
    /// How many opening braces stand inside such strings.
    pub(super) swallowed: usize,
}

impl Brackets {
    pub(super) fn of(text: &str, tokens: &[Token]) -> Self {
        if closes(&[], tokens) {
            return Self::default();
        }
        Self {
            unbalanced: true,
            indented: is_indented(text),
            balances_with_strings: balances_with_strings(text, tokens),
            surplus: surplus_braces(tokens),
            swallowed: swallowed_braces(text, tokens),
        }
    }
}

/// Whether a line begins with white space and has more than that.
fn is_indented(text: &str) -> bool {
    let indented = |line: &str| line.starts_with([' ', '\t']) && !line.trim().is_empty();
    text.lines().any(indented)
}

/// How many bytes of white space a line begins with.
pub(super) fn leading_space(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// How many closing braces have no partner.
fn surplus_braces(tokens: &[Token]) -> usize {
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

/// Whether a token is a string or a text block without its closing quotes.
pub(in crate::syntax) fn is_open_string(text: &str, token: Token) -> bool {
    let text = token.span().of(text);
    match token.kind() {
        TokenKind::Str => !(text.len() > 1 && text.ends_with('"') && ends_unescaped(text)),
        TokenKind::Text => text.len() < 6 || !text.ends_with("\"\"\""),
        _ => false,
    }
}

/// Whether the last quote of a string closes it.
fn ends_unescaped(text: &str) -> bool {
    string::ends_unescaped(&text[1..text.len() - 1])
}

/// The brackets in a string without its closing quotes that have no partner there: first those that close something
/// outside, then those that open something. In lines of text there are none.
pub(super) fn swallowed(text: &str) -> Vec<TokenKind> {
    let mut found: Vec<TokenKind> = Vec::new();
    if text.contains('\n') {
        return found;
    }
    for c in text.chars() {
        let kind = match c {
            '{' => TokenKind::LBrace,
            '}' => TokenKind::RBrace,
            '[' => TokenKind::LBracket,
            ']' => TokenKind::RBracket,
            '(' => TokenKind::LParen,
            ')' => TokenKind::RParen,
            _ => continue,
        };
        if kind.is_closing() && found.last().and_then(|it| it.closing()) == Some(kind) {
            found.pop();
        } else {
            found.push(kind);
        }
    }
    found
}

/// How many opening braces stand inside strings without their closing quote.
fn swallowed_braces(text: &str, tokens: &[Token]) -> usize {
    let is_open = |token: &&Token| token.kind() == TokenKind::Str && is_open_string(text, **token);
    let in_strings = tokens.iter().filter(is_open).map(|token| swallowed(token.span().of(text)));
    in_strings.flatten().filter(|kind| *kind == TokenKind::LBrace).count()
}

/// Whether every bracket has its partner when those in strings without a closing quote count, too.
fn balances_with_strings(text: &str, tokens: &[Token]) -> bool {
    let mut kinds = Vec::with_capacity(tokens.len());
    for token in tokens {
        if is_open_string(text, *token) {
            kinds.extend(swallowed(token.span().of(text)));
        } else {
            kinds.push(token.kind());
        }
    }
    pairs_up(&[], kinds.into_iter())
}

/// Whether the tokens close the brackets that wait for `closers`, innermost last, and all that they open.
pub(super) fn closes(closers: &[TokenKind], tokens: &[Token]) -> bool {
    pairs_up(closers, tokens.iter().map(|token| token.kind()))
}

fn pairs_up(closers: &[TokenKind], kinds: impl Iterator<Item = TokenKind>) -> bool {
    let mut open = closers.to_vec();
    for kind in kinds {
        if let Some(closing) = kind.closing() {
            open.push(closing);
        } else if kind.is_closing() && open.pop() != Some(kind) {
            return false;
        }
    }
    open.is_empty()
}
