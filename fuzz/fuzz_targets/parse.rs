//! Any text gives a tree that covers it: tokens in order, only white space between them, nodes within their parents.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pdl_lang::span::FileId;
use pdl_lang::syntax;
use pdl_lang::syntax::tree::{Element, NodeId, Tree};

fuzz_target!(|text: &str| {
    let parse = syntax::parse(FileId(0), text);
    let mut end = 0;
    for token in &parse.tree.tokens {
        let span = token.span();
        let gap = &text[end..span.start as usize];
        assert!(gap.chars().all(|c| matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{feff}')), "{gap:?}");
        end = span.end as usize;
    }
    assert_eq!(end, text.len());
    visit(&parse.tree, Tree::ROOT);
    for diagnostic in &parse.diagnostics {
        for label in &diagnostic.labels {
            let _ = label.at.span.of(text);
        }
    }
});

fn visit(tree: &Tree, root: NodeId) {
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        let node = tree.node(id);
        let mut next = node.first;
        for child in tree.children(id) {
            match child {
                Element::Token(token) => {
                    assert_eq!(token.0, next);
                    next += 1;
                }
                Element::Node(child) => {
                    let inner = tree.node(child);
                    assert_eq!(inner.first, next);
                    assert!(inner.last > inner.first && inner.last <= node.last);
                    next = inner.last;
                    open.push(child);
                }
            }
        }
        assert_eq!(next, node.last);
    }
}
