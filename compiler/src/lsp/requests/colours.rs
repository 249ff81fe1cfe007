//! Semantic tokens: each told by its distance from the one before, none over more than a line.

use gen_lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensRangeRequest, SemanticTokensRequest,
};
use pdl_lang::ide::semantic_tokens::{self, SemanticKind};
use pdl_lang::span::Span;
use pdl_lang::table::Namespace;
use serde_json::Value;

use super::{Context, Failure, Found, typed};

/// The names of the kinds, by their numbers.
pub(in crate::lsp) const KINDS: [&str; 16] = [
    "comment",
    "keyword",
    "property",
    "enumMember",
    "string",
    "number",
    "operator",
    "type",
    "variable",
    "function",
    "struct",
    "enum",
    "event",
    "namespace",
    "class",
    "macro",
];

/// The names of the modifiers, by their bits.
pub(in crate::lsp) const MODIFIERS: [&str; 2] = ["declaration", "documentation"];

pub(super) fn full(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<SemanticTokensRequest>(cx, params, |cx, params| {
        let found = cx.find(&params.text_document.uri);
        Ok(found.map(|found| tokens(cx, found, None)))
    })
}

pub(super) fn range(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<SemanticTokensRangeRequest>(cx, params, |cx, params| {
        let Some(found) = cx.find(&params.text_document.uri) else { return Ok(None) };
        let span = cx.places(found).span(params.range);
        Ok(Some(tokens(cx, found, Some(span))))
    })
}

fn tokens(cx: &Context<'_>, found: Found<'_>, range: Option<Span>) -> SemanticTokens {
    let places = cx.places(found);
    let all = semantic_tokens::semantic_tokens(&found.snapshot.analysis, found.file, range);
    let mut data = Vec::with_capacity(all.len());
    let (mut line, mut column) = (0, 0);
    for token in all {
        let flags = u32::from(token.is_declaration) | u32::from(token.is_documentation) << 1;
        let mut start = token.span.start;
        for part in token.span.of(places.text).split_inclusive('\n') {
            let text = part.trim_end_matches(['\n', '\r']);
            let place = places.position(start);
            start += u32::try_from(part.len()).unwrap_or(u32::MAX);
            let length = places.encoding.length(text);
            if length == 0 {
                continue;
            }
            let same_line = place.line == line;
            data.push(SemanticToken {
                delta_line: place.line - line,
                delta_start: if same_line { place.character - column } else { place.character },
                length,
                token_type: kind(token.kind),
                token_modifiers_bitset: flags,
            });
            (line, column) = (place.line, place.character);
        }
    }
    SemanticTokens { result_id: None, data }
}

/// The number of a kind in [`KINDS`].
fn kind(kind: SemanticKind) -> u32 {
    match kind {
        SemanticKind::Comment => 0,
        SemanticKind::Keyword => 1,
        SemanticKind::Property => 2,
        SemanticKind::EnumMember => 3,
        SemanticKind::Text => 4,
        SemanticKind::Number => 5,
        SemanticKind::Operator => 6,
        SemanticKind::Type => 7,
        SemanticKind::Variable => 8,
        SemanticKind::Name(namespace) => match namespace {
            Namespace::Story => 9,
            Namespace::Sprint => 10,
            Namespace::Lane => 11,
            Namespace::Milestone => 12,
            Namespace::Cluster | Namespace::Platform => 13,
            Namespace::Component => 14,
            Namespace::Store => 15,
        },
    }
}
