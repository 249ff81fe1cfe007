//! What can be folded: blocks, lists, maps, texts, runs of comments and of includes.

use crate::analysis::Analysis;
use crate::span::{FileId, Span};
use crate::syntax::ast::Item;
use crate::syntax::kind::{NodeKind, TokenKind};
use crate::syntax::tree::{NodeId, Token};

/// A stretch of text that can be folded. It may lie on one line, where there is nothing to fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From the line of its start to the line of its end.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// Something in brackets, or a text.
    Region,
    /// Comments.
    Comment,
    /// Includes.
    Includes,
}

/// What can be folded in a file, by its beginning.
#[must_use]
pub fn folds(analysis: &Analysis, file: FileId) -> Vec<Fold> {
    let file = analysis.program.file(file);
    let tree = file.tree;
    let region = |span| Fold { span, kind: FoldKind::Region };
    let bracketed = (0..).map(NodeId).zip(&tree.nodes).filter(|(_, node)| {
        matches!(node.kind, NodeKind::Block | NodeKind::List | NodeKind::Map | NodeKind::Chain)
    });
    let mut folds: Vec<Fold> = bracketed.map(|(id, _)| region(tree.span(id))).collect();
    let texts = tree.tokens.iter().filter(|token| token.kind() == TokenKind::Text);
    folds.extend(texts.map(|token| region(token.span())));
    folds.extend(comments(file.text, &tree.tokens));
    let mut run: Option<Span> = None;
    for item in file.items() {
        match item {
            Item::Statement(it) if it.word().text == "include" => {
                let at = it.0.at().span;
                run = Some(run.map_or(at, |run| run.merge(at)));
            }
            _ => folds.extend(run.take().map(|span| Fold { span, kind: FoldKind::Includes })),
        }
    }
    folds.extend(run.map(|span| Fold { span, kind: FoldKind::Includes }));
    folds.retain(|fold| fold.span.of(file.text).contains('\n'));
    folds.sort_by_key(|fold| (fold.span.start, std::cmp::Reverse(fold.span.end)));
    folds
}

/// Runs of comments on lines of their own, one directly below the other.
fn comments(text: &str, tokens: &[Token]) -> Vec<Fold> {
    let mut folds: Vec<Fold> = Vec::new();
    let mut before: Option<Token> = None;
    for token in tokens {
        let is_run = before.is_some_and(|before: Token| {
            let gap = &text[before.span().end as usize..token.span().start as usize];
            before.kind() == token.kind() && gap.bytes().filter(|it| *it == b'\n').count() == 1
        });
        before = token.kind().is_comment().then_some(*token);
        match folds.last_mut() {
            Some(last) if is_run && token.kind().is_comment() => {
                last.span = last.span.merge(token.span());
            }
            _ if token.kind().is_comment() => {
                folds.push(Fold { span: token.span(), kind: FoldKind::Comment });
            }
            _ => {}
        }
    }
    folds
}
