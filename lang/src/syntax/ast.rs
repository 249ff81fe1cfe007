//! Typed views of the tree. They borrow, allocate nothing, and give `None` for what a broken text lacks.

mod chain;
mod value;

pub use chain::{Alternative, Chain, Group, Link};
pub use value::{Key, List, Literal, Map, Object, PathView, Range, Value};

use super::kind::{NodeKind, TokenKind};
use super::tree::{Element, Node, NodeId, Token, Tree};
use crate::span::{FileId, FileSpan};
use value::value;

/// A file's tree together with its text.
#[derive(Clone, Copy, Debug)]
pub struct File<'t> {
    /// The file's id.
    pub id: FileId,
    /// The file's text.
    pub text: &'t str,
    /// The file's tree.
    pub tree: &'t Tree,
}

impl<'t> File<'t> {
    /// The items of the document.
    pub fn items(self) -> impl Iterator<Item = Item<'t>> {
        items(self, Tree::ROOT)
    }

    fn node(self, id: NodeId) -> Node {
        self.tree.node(id)
    }

    /// The elements of a node, without brackets, separators and comments.
    fn elements(self, id: NodeId) -> impl Iterator<Item = Element> + 't {
        let tree = self.tree;
        tree.children(id).filter(move |element| match element {
            Element::Node(_) => true,
            Element::Token(token) => {
                let kind = tree.token(*token).kind();
                kind == TokenKind::Word || kind.is_literal()
            }
        })
    }

    fn word(self, token: Token) -> Word<'t> {
        let at = token.span().in_file(self.id);
        Word { text: token.span().of(self.text), at }
    }

    fn first_token(self, id: NodeId) -> Token {
        self.tree.tokens[self.node(id).first as usize]
    }
}

fn items(file: File<'_>, parent: NodeId) -> impl Iterator<Item = Item<'_>> {
    file.tree.children(parent).filter_map(move |element| {
        let Element::Node(id) = element else { return None };
        let view = View { file, id };
        match file.node(id).kind {
            NodeKind::Statement => Some(Item::Statement(Statement(view))),
            NodeKind::Field => Some(Item::Field(Field(view))),
            NodeKind::Chain => Some(Item::Chain(Chain(view))),
            _ => None,
        }
    })
}

/// A node of a file.
#[derive(Clone, Copy, Debug)]
pub struct View<'t> {
    /// The file.
    pub file: File<'t>,
    /// The node.
    pub id: NodeId,
}

impl<'t> View<'t> {
    /// The bytes of the node.
    #[must_use]
    pub fn at(self) -> FileSpan {
        self.file.tree.span(self.id).in_file(self.file.id)
    }

    fn elements(self) -> impl Iterator<Item = Element> + 't {
        self.file.elements(self.id)
    }
}

/// A word and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// The word.
    pub text: &'t str,
    /// Where it stands.
    pub at: FileSpan,
}

/// What may stand in a block.
#[derive(Clone, Copy, Debug)]
pub enum Item<'t> {
    /// `story A { … }`
    Statement(Statement<'t>),
    /// `lane: networking`
    Field(Field<'t>),
    /// `A -> B`
    Chain(Chain<'t>),
}

/// `sprint S0 2025-10-21..2025-10-24 { … }`
#[derive(Clone, Copy, Debug)]
pub struct Statement<'t>(pub View<'t>);

impl<'t> Statement<'t> {
    /// The word it begins with.
    #[must_use]
    pub fn word(self) -> Word<'t> {
        self.0.file.word(self.0.file.first_token(self.0.id))
    }

    /// What stands between the word and the block.
    pub fn arguments(self) -> impl Iterator<Item = Value<'t>> {
        let file = self.0.file;
        self.0.elements().skip(1).filter_map(move |element| value(file, element))
    }

    /// The items of its block; none when it has no block.
    pub fn items(self) -> impl Iterator<Item = Item<'t>> {
        let file = self.0.file;
        self.block().into_iter().flat_map(move |block| items(file, block.id))
    }

    /// The block.
    #[must_use]
    pub fn block(self) -> Option<View<'t>> {
        let file = self.0.file;
        file.tree.children(self.0.id).find_map(|element| match element {
            Element::Node(id) if file.node(id).kind == NodeKind::Block => Some(View { file, id }),
            _ => None,
        })
    }

    /// The word and the arguments, without the block.
    #[must_use]
    pub fn head(self) -> FileSpan {
        let mut at = self.word().at;
        for argument in self.arguments() {
            at.span = at.span.merge(argument.at().span);
        }
        at
    }

    /// The text of the doc comments directly above, a line each, without their slashes.
    #[must_use]
    pub fn doc(self) -> Option<String> {
        let lines = doc_lines(self.0.file, self.0.file.node(self.0.id).first);
        if lines.is_empty() {
            return None;
        }
        let text = self.0.file.text;
        let lines = lines.iter().map(|line| line.span().of(text).trim_start_matches('/'));
        let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        Some(lines.join("\n"))
    }

    /// Where the doc comment stands.
    #[must_use]
    pub fn doc_at(self) -> Option<FileSpan> {
        let lines = doc_lines(self.0.file, self.0.file.node(self.0.id).first);
        let (first, last) = (lines.first()?, lines.last()?);
        Some(first.span().merge(last.span()).in_file(self.0.file.id))
    }
}

/// The doc comments directly above a token, in the order of the text; a blank line or a plain comment ends them.
pub(crate) fn doc_lines(file: File<'_>, first: u32) -> Vec<Token> {
    let mut lines = Vec::new();
    let mut below = file.tree.tokens[first as usize];
    for token in file.tree.tokens[..first as usize].iter().rev() {
        let gap = &file.text[token.span().end as usize..below.span().start as usize];
        let adjacent = gap.bytes().filter(|byte| *byte == b'\n').count() == 1;
        if token.kind() != TokenKind::DocComment || !adjacent {
            break;
        }
        lines.push(*token);
        below = *token;
    }
    // A comment behind other tokens of its line belongs to that line.
    let opens_file = |token: &Token| *token == file.tree.tokens[0];
    while lines.last().is_some_and(|token| !token.after_line_break() && !opens_file(token)) {
        lines.pop();
    }
    lines.reverse();
    lines
}

/// `clusters: [infra, apps]`
#[derive(Clone, Copy, Debug)]
pub struct Field<'t>(pub View<'t>);

impl<'t> Field<'t> {
    /// The name before the colon, with its quotes if it has any.
    #[must_use]
    pub fn name(self) -> Word<'t> {
        self.0.file.word(self.0.file.first_token(self.0.id))
    }

    /// The name without quotes, escapes resolved; the pieces if it is a string with interpolations.
    #[must_use]
    pub fn key(self) -> Key<'t> {
        let token = self.0.file.first_token(self.0.id);
        match token.kind() {
            TokenKind::Str => Key::Quoted(Literal { file: self.0.file, token }),
            _ => Key::Word(self.name()),
        }
    }

    /// The value; `None` when it is missing or broken, which the parser has reported.
    #[must_use]
    pub fn value(self) -> Option<Value<'t>> {
        let file = self.0.file;
        self.0.elements().skip(1).find_map(|element| value(file, element))
    }
}
