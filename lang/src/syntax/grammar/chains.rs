//! Chains: groups with arrows between them.

use super::{NodeKind, Parser, Token, TokenKind, closing, path, problems};

/// Whether the path here is followed by an arrow, or by more names and then one: a chain with a gap.
pub(super) fn begins_chain(p: &Parser) -> bool {
    let mut names = 0;
    let mut after_dot = false;
    for (index, token) in p.ahead().enumerate() {
        match token.kind() {
            TokenKind::Arrow | TokenKind::SoftArrow => {
                return names == 1 || !token.after_line_break();
            }
            TokenKind::LParen => {
                return names > 0 && !token.after_line_break() && !holds_block(p, index + 1);
            }
            TokenKind::DotDot => return names == 1 && is_dash(p, token),
            TokenKind::Word if index == 0 || after_dot => names += usize::from(index == 0),
            TokenKind::Word if !token.after_line_break() => names += 1,
            TokenKind::Dot => {}
            _ => return false,
        }
        after_dot = token.kind() == TokenKind::Dot;
    }
    false
}

/// Whether a field, or a line with a statement, begins `ahead` tokens from here.
fn holds_block(p: &Parser, ahead: usize) -> bool {
    let (first, second) = (p.nth_token(ahead), p.nth(ahead + 1));
    let is_line = first.after_line_break() && second == TokenKind::Word;
    first.kind() == TokenKind::Word && (second == TokenKind::Colon || is_line)
}

/// Whether a token is the dash that stands for `..` between two dates.
fn is_dash(p: &Parser, token: Token) -> bool {
    token.kind() == TokenKind::DotDot && p.place(token).span.of(p.text()) != ".."
}

/// `chain = group , arrow , group , { arrow , group } , [ string ]`
pub(super) fn chain(p: &mut Parser) {
    let node = p.open(NodeKind::Chain);
    let mut at = p.here();
    let is_ordered = series(p);
    if !is_ordered && p.previous_token().is_some_and(|it| it.kind() == TokenKind::RParen) {
        at.span = at.span.merge(p.previous().span);
        p.report(problems::lonely_group(at));
    }
    if matches!(p.kind(), TokenKind::Str | TokenKind::Text) {
        p.bump();
    }
    p.close(node);
}

/// Groups with arrows between them; whether there is an arrow, or the lack of one was reported.
fn series(p: &mut Parser) -> bool {
    group_or_gap(p);
    let mut is_ordered = false;
    loop {
        if matches!(p.kind(), TokenKind::Arrow | TokenKind::SoftArrow) {
            p.bump();
        } else if is_dash(p, p.nth_token(0)) {
            let problem = problems::dash_is_no_arrow(p.here());
            p.report(problem);
            p.bump();
        } else if arrow_is_missing(p) {
            let problem = problems::missing_arrow(p.here(), p.previous());
            p.report(problem);
        } else {
            return is_ordered;
        }
        is_ordered = true;
        group_or_gap(p);
    }
}

/// Whether another story follows on the same line without an arrow.
fn arrow_is_missing(p: &Parser) -> bool {
    if p.after_line_break() || p.previous_token().is_some_and(|token| is_joint(token.kind())) {
        return false;
    }
    let begins_item = || matches!(p.nth(1), TokenKind::Colon | TokenKind::LBrace);
    p.is_at(TokenKind::LParen) || (p.is_at(TokenKind::Word) && !begins_item())
}

/// Whether a token asks for a story behind it.
fn is_joint(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Arrow
            | TokenKind::SoftArrow
            | TokenKind::DotDot
            | TokenKind::Pipe
            | TokenKind::LParen
    )
}

fn group_or_gap(p: &mut Parser) {
    match p.kind() {
        TokenKind::LParen => group(p),
        TokenKind::Word if p.nth(1) != TokenKind::Colon => path(p),
        TokenKind::Arrow | TokenKind::SoftArrow => {
            let problem = problems::missing_story(p.here(), p.kind().describe());
            p.report(problem);
        }
        kind if kind.is_literal() => {
            p.unexpected("a story");
            p.bump();
        }
        _ => {
            let arrow = p.previous_token().map_or("`->`", |token| token.kind().describe());
            let problem = problems::missing_story(p.previous(), arrow);
            p.report(problem);
        }
    }
}

/// `group = path | "(" , alternative , { "|" , alternative } , ")"`
fn group(p: &mut Parser) {
    p.bracketed(NodeKind::Group, |p, opening| {
        loop {
            let alternative = p.open(NodeKind::Alternative);
            series(p);
            p.close(alternative);
            if !p.eat(TokenKind::Pipe) && !comma_for_pipe(p) {
                break;
            }
        }
        closing(p, opening);
    });
}

/// People write `(A, B)` for `(A | B)`: said once, read as meant.
fn comma_for_pipe(p: &mut Parser) -> bool {
    if !p.is_at(TokenKind::Comma) || p.nth(1) != TokenKind::Word {
        return false;
    }
    p.unexpected("`|` between alternatives");
    p.bump();
    true
}
