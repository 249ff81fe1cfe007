//! What every word of a text is, for colours: by the table, not by its looks.

use std::collections::BTreeMap;

use super::things::{self, Thing};
use crate::analysis::Analysis;
use crate::span::{FileId, FileSpan, Span};
use crate::syntax::kind::TokenKind;
use crate::table::Namespace;

/// A stretch of text and what it is. It may reach over several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SemanticToken {
    /// The text.
    pub span: Span,
    /// What it is.
    pub kind: SemanticKind,
    /// Whether it is declared here.
    pub is_declaration: bool,
    /// Whether it is documentation.
    pub is_documentation: bool,
}

/// What a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SemanticKind {
    /// A comment.
    Comment,
    /// The word of a statement.
    Keyword,
    /// The name of a field, or a key.
    Property,
    /// A word that the table gives to choose from.
    EnumMember,
    /// A string.
    Text,
    /// A number, a date, a duration, an address.
    Number,
    /// An arrow, a range.
    Operator,
    /// A kind of Kubernetes object.
    Type,
    /// A setting, or a fact in a reference.
    Variable,
    /// The name of an item.
    Name(Namespace),
}

/// The tokens of a file, in the order of the text; of those in `range` alone, if one is given.
#[must_use]
pub fn semantic_tokens(
    analysis: &Analysis,
    file: FileId,
    range: Option<Span>,
) -> Vec<SemanticToken> {
    let file = analysis.program.file(file);
    let is_wanted =
        |span: Span| range.is_none_or(|range| span.start < range.end && range.start < span.end);
    let mut words: BTreeMap<u32, SemanticToken> = BTreeMap::new();
    things::of_file(file, &mut |at, thing| {
        if is_wanted(at.span)
            && let Some(token) = token(at, &thing)
        {
            words.insert(at.span.start, token);
        }
    });
    let mut found = Vec::new();
    for token in file.tree.tokens.iter().filter(|token| is_wanted(token.span())) {
        let span = token.span();
        let plain = |kind| SemanticToken {
            span,
            kind,
            is_declaration: false,
            is_documentation: token.kind() == TokenKind::DocComment,
        };
        match token.kind() {
            TokenKind::Comment | TokenKind::DocComment => found.push(plain(SemanticKind::Comment)),
            TokenKind::Str | TokenKind::Text => {
                pieces(span, &words, &mut found);
            }
            TokenKind::Arrow | TokenKind::SoftArrow | TokenKind::DotDot | TokenKind::Pipe => {
                found.push(plain(SemanticKind::Operator));
            }
            kind if kind.is_literal() => found.push(plain(SemanticKind::Number)),
            TokenKind::Word => found.extend(words.get(&span.start)),
            _ => {}
        }
    }
    found
}

/// A string and the references in it; what is between the quotes of a key is its name.
fn pieces(span: Span, words: &BTreeMap<u32, SemanticToken>, found: &mut Vec<SemanticToken>) {
    let plain = SemanticToken {
        span,
        kind: SemanticKind::Text,
        is_declaration: false,
        is_documentation: false,
    };
    let mut put = |token: SemanticToken, start, end| {
        if start < end {
            found.push(SemanticToken { span: Span::new(start, end), ..token });
        }
    };
    let mut inside = words.range(span.start..span.end).map(|(_, token)| *token).peekable();
    let whole = inside.next_if(|token| token.kind == SemanticKind::Property).unwrap_or(plain);
    put(plain, span.start, whole.span.start);
    let mut done = whole.span.start;
    for token in inside {
        put(whole, done, token.span.start);
        put(token, token.span.start, token.span.end);
        done = token.span.end;
    }
    put(whole, done, whole.span.end);
    put(plain, whole.span.end, span.end);
}

fn token(at: FileSpan, thing: &Thing<'_>) -> Option<SemanticToken> {
    let kind = match thing {
        Thing::Statement(_) => SemanticKind::Keyword,
        Thing::Declaration(namespace) | Thing::Name(namespace) => SemanticKind::Name(*namespace),
        Thing::Field(..) | Thing::Key(..) | Thing::Lint => SemanticKind::Property,
        Thing::Word(_) => SemanticKind::EnumMember,
        Thing::Kind => SemanticKind::Type,
        Thing::ObjectName => SemanticKind::Text,
        Thing::Setting | Thing::Step(..) => SemanticKind::Variable,
        Thing::Glob(_) | Thing::Text(..) => return None,
    };
    let is_declaration = matches!(thing, Thing::Declaration(_) | Thing::Setting);
    Some(SemanticToken { span: at.span, kind, is_declaration, is_documentation: false })
}
