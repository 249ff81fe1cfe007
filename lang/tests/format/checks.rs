//! What formatting must keep, and what its result must look like.

use pdl_lang::diagnostic::Severity;
use pdl_lang::format::format;
use pdl_lang::span::FileId;
use pdl_lang::syntax::ast::{File, Item};
use pdl_lang::syntax::kind::{NodeKind, TokenKind};
use pdl_lang::syntax::string::{Part, decode};
use pdl_lang::syntax::tree::{Token, Tree};
use pdl_lang::syntax::{Parse, parse};

pub(crate) fn formatted(text: &str) -> Option<String> {
    format(FileId(0), text).ok()
}

/// Checks a text against its form.
pub(crate) fn check(text: &str, found: &str) {
    let Parse { tree: before, .. } = parse(FileId(0), text);
    let Parse { tree: after, diagnostics } = parse(FileId(0), found);
    let errors: Vec<_> = diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{text}\nbecomes\n{found}\nwith {errors:#?}");
    assert_eq!(kinds(&before), kinds(&after), "{text}\nbecomes\n{found}");
    assert_eq!(words(text, &before), words(found, &after), "{text}\nbecomes\n{found}");
    assert_eq!(comments(text, &before), comments(found, &after), "{text}\nbecomes\n{found}");
    assert_eq!(docs(text, &before), docs(found, &after), "{text}\nbecomes\n{found}");
    check_white_space(found, &after);
    assert_eq!(formatted(found).as_deref(), Some(found), "not stable, from\n{text}");
}

fn kinds(tree: &Tree) -> Vec<NodeKind> {
    tree.nodes.iter().map(|node| node.kind).collect()
}

/// The tokens that mean something, with what they mean.
fn words(text: &str, tree: &Tree) -> Vec<(TokenKind, String)> {
    let is_layout = |kind: TokenKind| kind.is_comment() || kind == TokenKind::Comma;
    let tokens = tree.tokens.iter().filter(|token| !is_layout(token.kind()));
    tokens.map(|token| (token.kind(), meaning(text, *token))).collect()
}

fn meaning(text: &str, token: Token) -> String {
    match token.kind() {
        TokenKind::Arrow => "->".to_owned(),
        TokenKind::DotDot => "..".to_owned(),
        TokenKind::Text => {
            let parts = decode(text, token.span(), token.kind()).parts;
            let shown = parts.iter().map(|part| match part {
                Part::Text(text) => format!("{text:?}"),
                Part::Path(words) => {
                    let words: Vec<&str> = words.iter().map(|word| word.of(text)).collect();
                    words.join(".")
                }
            });
            shown.collect()
        }
        _ => token.span().of(text).to_owned(),
    }
}

fn comments(text: &str, tree: &Tree) -> Vec<String> {
    let comments = tree.tokens.iter().filter(|token| token.kind().is_comment());
    comments.map(|token| token.span().of(text).trim_end().to_owned()).collect()
}

/// The docs of all statements.
fn docs(text: &str, tree: &Tree) -> Vec<Option<String>> {
    let file = File { id: FileId(0), text, tree };
    let mut docs = Vec::new();
    let mut items: Vec<Item<'_>> = file.items().collect();
    while let Some(item) = items.pop() {
        if let Item::Statement(statement) = item {
            let doc = statement.doc();
            docs.push(doc.map(|doc| doc.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")));
            items.extend(statement.items());
        }
    }
    docs
}

fn check_white_space(text: &str, tree: &Tree) {
    assert!(text.is_empty() || text.ends_with('\n') && !text.ends_with("\n\n"), "{text}");
    assert!(!text.starts_with(['\n', ' ', '\u{feff}']), "{text}");
    for pair in tree.tokens.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        let gap = &text[left.span().end as usize..right.span().start as usize];
        assert!(gap.bytes().all(|byte| matches!(byte, b' ' | b'\n')), "{text}");
        assert!(!gap.contains(" \n"), "trailing white space in\n{text}");
        let breaks = gap.matches('\n').count();
        let touches_bracket = left.kind().closing().is_some() || right.kind().is_closing();
        let allowed = if touches_bracket { 1 } else { 2 };
        assert!(breaks <= allowed, "{breaks} line breaks after {:?} in\n{text}", left.span());
    }
}
