//! The grammar, one function a production, in the order of `docs/language.md`. Recursive descent with recovery:
//! a function reports at most one problem for a mistake and leaves the cursor where the next item may begin.

mod chains;
mod repairs;

use super::Parse;
use super::kind::{NodeKind, TokenKind};
use super::parser::{Opening, Parser, is_open_string};
use super::tree::{Node, Token, Tree};
use crate::problems::syntax as problems;
use crate::span::FileId;
use chains::{begins_chain, chain};
use repairs::{field_without_colon, is_list_without_brackets, list_without_brackets};

/// `document = { statement }`
pub(super) fn document(p: &mut Parser) {
    let node = p.open(NodeKind::Document);
    items(p, None);
    p.close_document(node);
}

/// The items of a block, or of the document when there is no opening bracket.
fn items(p: &mut Parser, opening: Option<Opening>) {
    while !p.closing_follows() && !opening.is_some_and(|it| ends_early(p, it)) {
        if p.eat(TokenKind::Comma) {
            continue;
        }
        item(p);
        separator(p);
    }
}

/// Between two items stands a line break or a comma.
fn separator(p: &mut Parser) {
    repairs::quotes_of_two_strings(p);
    let ended = p.closing_follows() || p.after_line_break();
    if ended || p.eat(TokenKind::Comma) {
        return;
    }
    if p.is_at(TokenKind::Pipe) {
        let problem = problems::bare_alternatives(p.here());
        p.report(problem);
        return skip_line(p);
    }
    let begins_key = p.is_at(TokenKind::Str) && p.nth(1) == TokenKind::Colon;
    if begins_key || matches!(p.kind(), TokenKind::Word | TokenKind::LParen) {
        let problem = problems::missing_separator(p.here(), p.previous());
        p.report(problem);
    } else {
        p.unexpected("a line break or comma");
        skip_line(p);
    }
}

/// Whether the block that `opening` began was meant to end before the next token: its bracket is missing,
/// and the next token begins a line no deeper than the line of the bracket.
fn ends_early(p: &Parser, opening: Opening) -> bool {
    if !(p.brackets.unbalanced && p.brackets.indented) {
        return false;
    }
    let next = p.nth_token(0);
    next.after_line_break() && p.indent_of(next) <= opening.indent
}

/// `statement | field | chain`
fn item(p: &mut Parser) {
    match p.kind() {
        TokenKind::Word if p.nth(1) == TokenKind::Colon => field(p),
        TokenKind::Word if begins_chain(p) => chain(p),
        TokenKind::Word if list_follows(p) => field_without_colon(p),
        TokenKind::Word => statement(p),
        TokenKind::LParen | TokenKind::Arrow | TokenKind::SoftArrow => chain(p),
        _ => {
            p.unexpected("a statement or a field");
            skip_line(p);
        }
    }
}

/// Whether a list begins directly behind the word here, which stands in a block: no field stands outside.
fn list_follows(p: &Parser) -> bool {
    let next = p.nth_token(1);
    p.depth() > 0 && next.kind() == TokenKind::LBracket && !next.after_line_break()
}

/// `statement = word , { argument } , [ block ]`
fn statement(p: &mut Parser) {
    let node = p.open(NodeKind::Statement);
    let first = p.nth_token(0);
    let indent = if p.brackets.unbalanced { p.indent_of(first) } else { 0 };
    p.bump();
    let mut begins_block = false;
    while !p.after_line_break() && begins_argument(p.kind()) && !begins_block {
        operand(p);
        begins_block = repairs::is_inline_block_without_opening(p);
    }
    if !begins_block && repairs::is_argument_on_next_line(p) {
        repairs::arguments_on_next_line(p, first);
    }
    if p.is_at(TokenKind::LBrace) {
        block(p);
    } else if repairs::is_block_in_parentheses(p) {
        repairs::block_in_parentheses(p);
    } else if begins_block || repairs::is_block_without_opening(p, indent) {
        repairs::block_without_opening(p, first, indent);
    }
    p.close(node);
}

fn begins_argument(kind: TokenKind) -> bool {
    kind == TokenKind::Word || kind.is_literal()
}

/// `block = "{" , { statement | field | chain } , "}"`
fn block(p: &mut Parser) {
    p.bracketed(NodeKind::Block, |p, opening| {
        items(p, Some(opening));
        closing(p, opening);
    });
}

/// Takes the closing bracket, or reports that it is missing.
fn closing(p: &mut Parser, opening: Opening) {
    let in_string = p.is_closed_in_string();
    let kind = p.pop_closer();
    if in_string {
        return;
    }
    let belongs_outside = ends_early(p, opening)
        && p.kind().is_closing()
        && p.indent_of(p.nth_token(0)) < opening.indent;
    if p.is_at(kind) && !belongs_outside {
        p.bump();
        return;
    }
    if p.is_wrong_closing(p.nth_token(0), 0) {
        let problem = problems::wrong_closing(p.place(opening.token), p.here(), kind.describe());
        p.report_behind(problem);
        return p.bump();
    }
    // A string that does not end swallows the brackets of its line, and so does `https://` outside quotes; that
    // they are missing follows from it.
    if p.previous_token().is_some_and(|last| swallowed(p, last, opening.token)) || url_tail(p) > 0 {
        return;
    }
    let bracket = opening.token.kind().describe();
    let problem = problems::unclosed(p.place(opening.token), bracket, kind.describe(), p.here());
    p.report_unclosed(problem);
}

fn swallowed(p: &Parser, last: Token, opening: Token) -> bool {
    let open_string = is_open_string(p.text(), last);
    let between = &p.text()[opening.span().start as usize..last.span().start as usize];
    open_string && (last.kind() == TokenKind::Text || !between.contains('\n'))
}

/// `field = word , ":" , value`
fn field(p: &mut Parser) {
    let node = p.open(NodeKind::Field);
    let (first, place, name) = (p.nth_token(0), p.here(), p.token_text());
    p.bump();
    p.bump();
    if p.depth() == 0 && value_is_missing(p) {
        repairs::statement_with_colon(p, first);
    } else if value_is_missing(p) {
        let problem = problems::missing_value(place, name);
        p.report(problem);
    } else if is_text_without_quotes(p) {
        text_without_quotes(p);
    } else if is_list_without_brackets(p) {
        list_without_brackets(p);
    } else {
        value(p);
    }
    p.close(node);
}

/// Whether the value here is a word or number with more words behind it.
fn is_text_without_quotes(p: &Parser) -> bool {
    let mut ahead = p.ahead();
    let Some(first) = ahead.next().filter(|it| begins_argument(it.kind())) else { return false };
    let Some(second) = ahead.next().filter(|it| !it.after_line_break()) else { return false };
    let third = ahead.next().map(Token::kind);
    match second.kind() {
        _ if matches!(first.kind(), TokenKind::Str | TokenKind::Text) => false,
        TokenKind::Colon => true,
        TokenKind::Word => !matches!(third, Some(TokenKind::Colon | TokenKind::LBrace)),
        _ => false,
    }
}

/// How many bytes of the comment directly behind the last token belong to a URL: `//example.org` behind `https:`.
fn url_tail(p: &Parser) -> u32 {
    let last = p.previous().span;
    let behind = &p.text()[last.end as usize..];
    if last.of(p.text()) != ":" || !behind.starts_with("//") {
        return 0;
    }
    let length = behind.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(behind.len());
    u32::try_from(length).expect("files are limited to 32 MiB")
}

/// Takes the rest of the line as one mistake.
fn text_without_quotes(p: &mut Parser) {
    let error = p.open(NodeKind::Error);
    let mut at = p.here();
    loop {
        at.span = at.span.merge(p.here().span);
        p.skip();
        let ends = p.after_line_break() || p.at_end() || p.is_at(TokenKind::Comma);
        if ends || p.kind().is_closing() || p.kind().closing().is_some() {
            break;
        }
    }
    at.span.end += url_tail(p);
    let problem = problems::text_without_quotes(at, at.span.of(p.text()));
    p.report_behind(problem);
    p.close(error);
}

/// Whether what follows a colon is no value but the next item, or the end of the block.
fn value_is_missing(p: &Parser) -> bool {
    if p.at_end() || p.kind().is_closing() || p.is_at(TokenKind::Comma) {
        return true;
    }
    let word_on_next_line = p.after_line_break() && p.is_at(TokenKind::Word);
    word_on_next_line && {
        let next = p.nth_token(1);
        next.kind() == TokenKind::Colon
            || (!next.after_line_break()
                && (begins_argument(next.kind()) || next.kind() == TokenKind::LBrace))
    }
}

/// `value = literal | path | object | range | list | map`
fn value(p: &mut Parser) {
    match p.kind() {
        TokenKind::LBracket => list(p),
        TokenKind::LBrace if p.follows_dollar() => {
            // `${x}` outside a string: the `$` was reported.
            let error = p.open(NodeKind::Error);
            p.skip_brackets();
            p.close(error);
        }
        TokenKind::LBrace => map(p),
        kind if begins_argument(kind) => operand(p),
        _ => {
            p.unexpected("a value");
            skip_line(p);
        }
    }
}

/// A literal, a path, an object or a range: what may be an argument, too.
fn operand(p: &mut Parser) {
    let mark = p.mark();
    single(p);
    if !p.is_at(TokenKind::DotDot) {
        return;
    }
    let range = p.wrap(mark, NodeKind::Range);
    let date_before = p.previous_token().is_some_and(|token| token.kind() == TokenKind::Date);
    if p.token_text() != ".." && !(date_before && p.nth(1) == TokenKind::Date) {
        let problem = problems::dash_is_no_range(p.here());
        p.report(problem);
    }
    p.bump();
    if begins_argument(p.kind()) && !p.after_line_break() {
        single(p);
    } else {
        let problem = problems::nothing_behind(p.previous(), "`..`", "the end of the range");
        p.report(problem);
    }
    p.close(range);
}

/// A literal, a path or an object.
fn single(p: &mut Parser) {
    if p.kind().is_literal() {
        p.bump();
        return;
    }
    let mark = p.mark();
    path(p);
    if p.is_at(TokenKind::Slash) {
        object(p, mark);
    }
}

/// `object = word , "/" , word`, and the qualified kinds of resources.
fn object(p: &mut Parser, mark: (usize, usize)) {
    let node = p.wrap(mark, NodeKind::Object);
    while p.eat(TokenKind::Slash) {
        match p.kind() {
            TokenKind::Word => path(p),
            TokenKind::Str => p.bump(),
            _ => {
                let problem = problems::nothing_behind(p.previous(), "`/`", "a name");
                p.report(problem);
                break;
            }
        }
    }
    p.close(node);
}

/// `list = "[" , [ value , { "," , value } , [ "," ] ] , "]"`
fn list(p: &mut Parser) {
    p.bracketed(NodeKind::List, |p, opening| {
        while !p.closing_follows() && !ends_early(p, opening) {
            if is_sentence(p) {
                text_without_quotes(p);
            } else {
                value(p);
            }
            repairs::quotes_of_two_strings(p);
            if p.eat(TokenKind::Comma) || p.is_at(TokenKind::RBracket) {
                continue;
            }
            let cut_off = p.previous_token().is_some_and(|last| swallowed(p, last, opening.token));
            if cut_off || ends_early(p, opening) || list_is_over(p) {
                break;
            }
            // A string that does not end took the comma with it.
            if p.previous_token().is_some_and(|last| is_open_string(p.text(), last)) {
                continue;
            }
            let problem = problems::missing_separator(p.here(), p.previous());
            p.report(problem);
        }
        closing(p, opening);
    });
}

/// Whether three words or more stand here on one line: two may be names without a comma.
fn is_sentence(p: &Parser) -> bool {
    let mut ahead = p.ahead();
    let is_word = |token: Token| token.kind() == TokenKind::Word;
    let words =
        |token: Option<Token>| token.is_some_and(|it| is_word(it) && !it.after_line_break());
    ahead.next().is_some_and(is_word)
        && words(ahead.next())
        && words(ahead.next())
        && !ahead.next().is_some_and(|it| matches!(it.kind(), TokenKind::Colon | TokenKind::LBrace))
}

/// Whether what follows a value without a comma shows that the list was meant to end.
fn list_is_over(p: &Parser) -> bool {
    let begins_value =
        begins_argument(p.kind()) || matches!(p.kind(), TokenKind::LBracket | TokenKind::LBrace);
    !begins_value || p.nth(1) == TokenKind::Colon || p.nth(1) == TokenKind::LBrace
}

/// `map = "{" , { ( word | string ) , ":" , value } , "}"`
fn map(p: &mut Parser) {
    p.bracketed(NodeKind::Map, |p, opening| {
        while !p.closing_follows() && !ends_early(p, opening) {
            if p.eat(TokenKind::Comma) {
                continue;
            }
            entry(p);
            separator(p);
        }
        closing(p, opening);
    });
}

fn entry(p: &mut Parser) {
    let is_key = matches!(p.kind(), TokenKind::Word | TokenKind::Str);
    if is_key && p.nth(1) == TokenKind::Colon {
        return field(p);
    }
    if is_key && p.nth(1) == TokenKind::LBrace {
        let key = p.open(NodeKind::Field);
        p.bump();
        p.unexpected("`:` before the value");
        map(p);
        return p.close(key);
    }
    let error = p.open(NodeKind::Error);
    if !key_without_quotes(p) {
        p.unexpected("a key and `:`");
        skip_line(p);
    }
    p.close(error);
}

/// Takes an entry whose key has dots or slashes outside quotes: `app.kubernetes.io/name: "web"`.
fn key_without_quotes(p: &mut Parser) -> bool {
    let is_part = |token: &Token| {
        matches!(token.kind(), TokenKind::Word | TokenKind::Dot | TokenKind::Slash)
            || token.kind().is_literal() && token.kind() != TokenKind::Text
    };
    let mut at = p.here();
    let mut parts = 0;
    let mut ends = false;
    for token in p.ahead() {
        if token.kind() == TokenKind::Colon && parts > 1 {
            ends = true;
            break;
        }
        let is_adjacent = parts == 0 || token.span().start == at.span.end;
        if !is_part(&token) || !is_adjacent {
            break;
        }
        at.span = at.span.merge(token.span());
        parts += 1;
    }
    if !ends {
        return false;
    }
    (0..=parts).for_each(|_| p.skip());
    let problem = problems::key_without_quotes(at, at.span.of(p.text()));
    if !value_is_missing(p) {
        value(p);
    }
    p.report_at(problem);
    true
}

/// `path = word , { "." , word }`; a single word stays a token.
fn path(p: &mut Parser) {
    if p.nth(1) != TokenKind::Dot {
        p.bump();
        return;
    }
    let node = p.open(NodeKind::Path);
    p.bump();
    while p.eat(TokenKind::Dot) {
        if p.is_at(TokenKind::Word) && !p.after_line_break() {
            p.bump();
        } else {
            let problem = problems::nothing_behind(p.previous(), "`.`", "a name");
            p.report(problem);
            break;
        }
    }
    p.close(node);
}

/// Passes over the rest of a line, and whole brackets that begin on it.
fn skip_line(p: &mut Parser) {
    let mut first = true;
    while !p.at_end() && (first || !p.after_line_break()) {
        if p.kind().closing().is_some() {
            p.skip_brackets();
        } else if p.kind().is_closing() || p.is_at(TokenKind::Comma) {
            return;
        } else {
            p.bump();
        }
        first = false;
    }
}

/// A packet description gets one diagnostic: it begins with its byte order.
pub(super) fn foreign_language(file: FileId, text: &str, tokens: &[Token]) -> Option<Parse> {
    // Stray commas are no items: the formatter takes them away.
    let passed_over = |kind: TokenKind| {
        kind.is_comment() || matches!(kind, TokenKind::Unknown | TokenKind::Comma)
    };
    let first = tokens.iter().find(|token| !passed_over(token.kind()))?;
    let word = first.span().of(text);
    if !matches!(word, "little_endian_packets" | "big_endian_packets") {
        return None;
    }
    let last = u32::try_from(tokens.len()).expect("files are limited to 32 MiB");
    let root = Node { kind: NodeKind::Document, first: 0, last, end: 1 };
    let at = first.span().in_file(file);
    Some(Parse {
        tree: Tree { tokens: tokens.to_vec(), nodes: vec![root] },
        diagnostics: vec![problems::packet_description(at)],
    })
}
