//! A formatted text parses, says the same, and is its own formatted text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pdl_lang::span::FileId;
use pdl_lang::syntax::kind::TokenKind;
use pdl_lang::{format, syntax};

fuzz_target!(|text: &str| {
    let Ok(once) = format::format(FileId(0), text) else { return };
    let twice = format::format(FileId(0), &once).expect("a formatted text parses");
    assert_eq!(once, twice);
    assert_eq!(comments(text), comments(&once));
    assert_eq!(words(text), words(&once));
});

fn comments(text: &str) -> Vec<String> {
    tokens(text, |kind| kind.is_comment())
}

/// Everything but what the formatter may respell: separators, arrows, ranges, text blocks.
fn words(text: &str) -> Vec<String> {
    tokens(text, |kind| {
        kind == TokenKind::Word || (kind.is_literal() && kind != TokenKind::Text)
    })
}

fn tokens(text: &str, wanted: impl Fn(TokenKind) -> bool) -> Vec<String> {
    let parse = syntax::parse(FileId(0), text);
    let tokens = parse.tree.tokens.iter().filter(|token| wanted(token.kind()));
    tokens.map(|token| token.span().of(text).trim_end().to_owned()).collect()
}
