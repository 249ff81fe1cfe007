//! What is read although a bracket or a colon is missing: what stands around it tells what was meant.

use std::iter::Peekable;

use super::{NodeKind, Opening, Parser, Token, TokenKind, is_open_string};
use super::{begins_argument, closing, items, list, operand, problems};
use crate::limits;

/// How many tokens of a line are looked at.
const LINE: usize = 200;

/// Takes the rest of a line behind a string that took the opening quote of the next one for its closing one, so that
/// words stood outside which are inside: `["a, "b"]`. The last string of the line has no end, and is reported.
pub(super) fn quotes_of_two_strings(p: &mut Parser) {
    let Some(last) = p.previous_token().filter(|it| it.kind() == TokenKind::Str) else { return };
    let is_adjacent = p.here().span.start == last.span().end && begins_argument(p.kind());
    if !is_adjacent || is_open_string(p.text(), last) {
        return;
    }
    // Lines without end are left to the general recovery.
    let line = p.ahead().take(LINE).enumerate();
    let line = line.take_while(|(index, it)| *index == 0 || !it.after_line_break());
    let Some((behind, _)) = line.last().filter(|(_, it)| is_open_string(p.text(), *it)) else {
        return;
    };
    let error = p.open(NodeKind::Error);
    (0..behind).for_each(|_| p.skip());
    p.bump();
    p.close(error);
}

/// Whether the value here has another behind a comma that can be no item: `infra, apps`. Or a `]` behind it that
/// closes nothing.
pub(super) fn is_list_without_brackets(p: &mut Parser) -> bool {
    let mut ahead = p.ahead().peekable();
    if !passes_operand(&mut ahead) {
        return false;
    }
    let bracket = ahead.peek().copied().filter(|token| token.kind() == TokenKind::RBracket);
    let follows = entry_follows(&mut ahead);
    drop(ahead);
    match bracket {
        // A `]` may also stand where a `}` was meant.
        Some(bracket) if !p.waits_for(TokenKind::RBracket) => !p.is_wrong_closing(bracket, 1),
        _ => follows,
    }
}

pub(super) fn list_without_brackets(p: &mut Parser) {
    let node = p.open(NodeKind::List);
    let mut at = p.here();
    operand(p);
    while entry_follows(&mut p.ahead().peekable()) {
        p.bump();
        operand(p);
    }
    at.span = at.span.merge(p.previous().span);
    let is_closed = p.is_at(TokenKind::RBracket) && !p.waits_for(TokenKind::RBracket);
    p.report_behind(problems::missing_brackets(at, at.span.of(p.text()), is_closed));
    if is_closed {
        p.bump();
    }
    p.close(node);
}

/// Passes over a literal, a path, an object or a range.
fn passes_operand(ahead: &mut Peekable<impl Iterator<Item = Token>>) -> bool {
    if ahead.next_if(|token| begins_argument(token.kind())).is_none() {
        return false;
    }
    let joins = |token: &Token| {
        matches!(token.kind(), TokenKind::Dot | TokenKind::Slash | TokenKind::DotDot)
    };
    while ahead.next_if(joins).is_some() {
        ahead.next_if(|token| begins_argument(token.kind()) && !token.after_line_break());
    }
    true
}

/// Whether a comma and a value follow on this line, and behind them nothing that would make the value an item.
fn entry_follows(ahead: &mut Peekable<impl Iterator<Item = Token>>) -> bool {
    let here = |token: &Token| !token.after_line_break();
    let ends = |token: &Token| match token.kind() {
        TokenKind::Comma | TokenKind::RBrace | TokenKind::RBracket | TokenKind::Eof => true,
        kind => !here(token) && (begins_argument(kind) || kind == TokenKind::LParen),
    };
    ahead.next_if(|token| token.kind() == TokenKind::Comma && here(token)).is_some()
        && ahead.peek().is_some_and(here)
        && passes_operand(ahead)
        && ahead.peek().is_none_or(ends)
}

/// `accept ["…"]`, a field without its colon.
pub(super) fn field_without_colon(p: &mut Parser) {
    let node = p.open(NodeKind::Field);
    let problem = problems::missing_colon(p.here(), p.token_text());
    p.report(problem);
    p.bump();
    list(p);
    p.close(node);
}

/// Whether a block begins here, on the line of its statement, of which only the closing bracket was written:
/// `story A points: 3 }`
pub(super) fn is_inline_block_without_opening(p: &Parser) -> bool {
    let colon = p.nth_token(1);
    p.lacks_opening()
        && p.depth() < limits::NESTING
        && p.is_at(TokenKind::Word)
        && !p.after_line_break()
        && colon.kind() == TokenKind::Colon
        && closes_on_line(p)
}

/// Whether a brace closes on this line what was not opened on it.
fn closes_on_line(p: &Parser) -> bool {
    let mut open = 0_usize;
    for token in p.ahead().take_while(|token| !token.after_line_break()) {
        match token.kind() {
            TokenKind::RBrace if open == 0 => return true,
            kind if kind.closing().is_some() => open += 1,
            kind if kind.is_closing() => open = open.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// Whether parentheses stand where a block may: `story A (points: 3)`
pub(super) fn is_block_in_parentheses(p: &Parser) -> bool {
    p.is_at(TokenKind::LParen) && !p.after_line_break()
}

pub(super) fn block_in_parentheses(p: &mut Parser) {
    let opening = p.here();
    p.report_behind(problems::block_in_parentheses(opening));
    p.bracketed(NodeKind::Block, |p, opening| {
        items(p, Some(opening));
        closing(p, opening);
    });
}

/// Whether the next line begins the block of the statement on a line indented by `indent`, of which only the closing
/// bracket was written.
pub(super) fn is_block_without_opening(p: &Parser, indent: usize) -> bool {
    let next = p.nth_token(0);
    p.brackets.indented
        && p.lacks_opening()
        && p.depth() < limits::NESTING
        && matches!(next.kind(), TokenKind::Word | TokenKind::LParen)
        && next.after_line_break()
        && p.indent_of(next) > indent
}

/// Reads a block from its first item on.
pub(super) fn block_without_opening(p: &mut Parser, token: Token, indent: usize) {
    if !p.take_swallowed() {
        p.report_behind(problems::missing_opening(p.previous()));
    }
    let node = p.open(NodeKind::Block);
    p.push_closer(TokenKind::RBrace);
    items(p, Some(Opening { token, indent }));
    p.pop_closer();
    if p.is_at(TokenKind::RBrace) && p.indent_of(p.nth_token(0)) >= indent {
        p.bump();
    }
    p.close(node);
}

/// Whether the next line begins with what can only belong to the statement of this one: `sprint S0`, and below that
/// its dates.
pub(super) fn is_argument_on_next_line(p: &Parser) -> bool {
    p.after_line_break() && p.kind().is_literal() && p.nth(1) != TokenKind::Colon
}

/// Takes the arguments of a statement that begin on the next line.
pub(super) fn arguments_on_next_line(p: &mut Parser, word: Token) {
    let (place, text) = (p.place(word), word.span().of(p.text()));
    p.report_behind(problems::arguments_on_next_line(p.here(), place, text));
    operand(p);
    while !p.after_line_break() && begins_argument(p.kind()) {
        operand(p);
    }
}

/// Takes what stands deeper than `sprint:`, as blocks of YAML do.
pub(super) fn statement_with_colon(p: &mut Parser, word: Token) {
    let text = word.span().of(p.text());
    p.report_behind(problems::statement_with_colon(p.place(word), text));
    let indent = p.indent_of(word);
    let error = p.open(NodeKind::Error);
    while !p.at_end() && p.indent_of(p.nth_token(0)) > indent {
        p.skip();
    }
    p.close(error);
}
