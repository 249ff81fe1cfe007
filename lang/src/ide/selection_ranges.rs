//! What to select next: from a word out to the file.

use super::Place;
use super::completion::ancestors;
use crate::span::Span;
use crate::syntax::kind::TokenKind;
use crate::syntax::tree::TokenId;

/// The spans around a place, the innermost first, each within the next and none twice.
#[must_use]
pub fn selection_ranges(place: Place<'_>) -> Vec<Span> {
    let file = place.file();
    let end = u32::try_from(file.text.len()).unwrap_or(u32::MAX);
    let offset = place.offset();
    let tokens = &file.tree.tokens;
    let index = tokens.partition_point(|token| token.span().end < offset);
    let index = index.min(tokens.len().saturating_sub(1));
    let mut spans = Vec::new();
    let touches = |index: usize| {
        let token = tokens.get(index)?;
        let touches = token.span().contains(Span::at(offset)) && token.kind() != TokenKind::Eof;
        touches.then_some((index, *token))
    };
    // Between two tokens that touch, a word is more likely meant than a bracket.
    let better = touches(index + 1).filter(|(_, token)| token.kind() == TokenKind::Word);
    let token = better.or_else(|| touches(index));
    if let Some((index, token)) = token {
        let span = token.span();
        if matches!(token.kind(), TokenKind::Str) && span.len() >= 2 {
            let inner = Span::new(span.start + 1, span.end - 1);
            spans.extend(inner.contains(Span::at(offset)).then_some(inner));
        }
        spans.push(span);
        let id = TokenId(u32::try_from(index).unwrap_or(u32::MAX));
        let around = ancestors(file.tree, id).into_iter().rev();
        spans.extend(around.map(|node| file.tree.span(node)));
    } else {
        let before = tokens.partition_point(|token| token.span().end <= offset);
        let id = TokenId(u32::try_from(before.saturating_sub(1)).unwrap_or(0));
        let around = ancestors(file.tree, id).into_iter().rev().map(|node| file.tree.span(node));
        spans.extend(around.filter(|span| span.contains(Span::at(offset))));
    }
    spans.push(Span::new(0, end));
    spans.dedup();
    spans.retain(|span| span.contains(Span::at(offset)));
    let mut outward: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        if outward.last().is_none_or(|last| span.contains(*last) && span != *last) {
            outward.push(span);
        }
    }
    outward
}
