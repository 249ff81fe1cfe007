//! Characters that PDL does not use: reported, and read as what they mean where that is clear.

use crate::diagnostic::Diagnostic;
use crate::problems::syntax as problems;
use crate::span::FileId;
use crate::syntax::kind::TokenKind;
use crate::syntax::string;
use crate::syntax::tree::Token;

/// Reports characters that PDL does not use, and reads those whose meaning is clear as what they mean.
pub(super) fn read(file: FileId, text: &str, tokens: &mut [Token]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut before = None;
    for token in tokens {
        if token.kind() == TokenKind::Unknown {
            let (span, at) = (token.span(), token.span().in_file(file));
            let foreign = span.of(text);
            let sign = problems::list_sign(at, foreign).filter(|_| token.after_line_break());
            found.push(match sign {
                Some(sign) => sign,
                None if foreign.starts_with('#') => {
                    problems::foreign_comment(at, foreign, is_comment(before, *token, foreign))
                }
                None => problems::unknown_character(at, foreign),
            });
            if let Some(kind) = meant(foreign) {
                *token = Token::new(kind, span.start, span.len(), token.after_line_break());
            }
        }
        if !token.kind().is_comment() {
            before = Some(*token);
        }
    }
    found
}

/// Whether what `#` begins is certainly a comment: it looks like one and stands where nothing else is missing.
fn is_comment(before: Option<Token>, token: Token, text: &str) -> bool {
    let words = text.trim_start_matches('#');
    let looks = words.is_empty() || words.starts_with([' ', '\t']);
    let Some(before) = before.map(Token::kind) else { return looks };
    let alone = token.after_line_break() && before != TokenKind::Colon;
    let ends = before == TokenKind::Word || before.is_literal() || before.is_closing();
    let behind_item = ends && !text.contains([',', '}', ']', ':']);
    looks && (alone || behind_item || before.closing().is_some() && !text.contains(['}', ']']))
}

/// What a foreign character is read as, after it was reported.
fn meant(text: &str) -> Option<TokenKind> {
    match text {
        "=" | ":=" => Some(TokenKind::Colon),
        ";" => Some(TokenKind::Comma),
        _ if problems::is_arrow(text) => Some(TokenKind::Arrow),
        _ if string::is_quoted_otherwise(text) => Some(TokenKind::Str),
        _ if is_foreign_name(text) => Some(TokenKind::Word),
        _ => None,
    }
}

/// Whether a text is a name but for letters beyond `A` to `Z`.
fn is_foreign_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}
