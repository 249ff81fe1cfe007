//! Doc comments that document nothing.

use super::kind::{NodeKind, TokenKind};
use super::tree::{Token, Tree};
use crate::diagnostic::Diagnostic;
use crate::problems::syntax as problems;
use crate::span::FileId;

/// Reports each run of doc comments that no statement or field follows on the next line.
pub(super) fn dangling(file: FileId, text: &str, tree: &Tree) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(offset) = tree.tokens[from..].iter().position(|token| is_doc(*token)) {
        let first = from + offset;
        // One behind other tokens of its line is no part of what stands below.
        let follows = |pair: &&[Token]| is_doc(pair[1]) && is_adjacent(text, pair);
        let lines = tree.tokens[first..].windows(2).take_while(follows).count();
        from = first + 1 + if on_own_line(tree, first) { lines } else { 0 };
        if !documents(text, tree, first, from) {
            let last = tree.tokens[from - 1].span();
            let span = tree.tokens[first].span().merge(last);
            found.push(problems::dangling_doc(span.in_file(file)));
        }
    }
    found
}

fn is_doc(token: Token) -> bool {
    token.kind() == TokenKind::DocComment
}

fn on_own_line(tree: &Tree, token: usize) -> bool {
    token == 0 || tree.tokens[token].after_line_break()
}

/// Whether the second token of a pair stands on the line below the first.
fn is_adjacent(text: &str, pair: &[Token]) -> bool {
    let gap = &text[pair[0].span().end as usize..pair[1].span().start as usize];
    gap.bytes().filter(|byte| *byte == b'\n').count() == 1
}

/// Whether the comments from `first` to before `next` stand on lines of their own directly above an item.
fn documents(text: &str, tree: &Tree, first: usize, next: usize) -> bool {
    let lines = tree.tokens[first..=next].windows(2).all(|pair| is_adjacent(text, pair));
    let begins_item = || {
        let next = u32::try_from(next).expect("files are limited to 32 MiB");
        let is_item = |kind| matches!(kind, NodeKind::Statement | NodeKind::Field);
        // Nodes stand in pre-order, so that their first tokens never go back.
        let nodes = &tree.nodes[tree.nodes.partition_point(|node| node.first < next)..];
        nodes.iter().take_while(|node| node.first == next).any(|node| is_item(node.kind))
    };
    on_own_line(tree, first) && lines && begins_item()
}
