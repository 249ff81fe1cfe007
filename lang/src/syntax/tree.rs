//! The lossless tree of a file: two flat arrays of 32-bit ids over the text.
//!
//! Tokens stand in the order of the text; the bytes between two of them are white space.
//! Nodes stand in pre-order, each with the range of its tokens and the id just past its last descendant:
//!
//! ```text
//! tokens  story A { lane : net }
//! nodes   0 Document ────────────   tokens 0..7, end 4
//!         1 Statement ───────────   tokens 0..7, end 4
//!         2         Block ───────   tokens 2..7, end 4
//!         3           Field ───     tokens 3..6, end 4
//! ```
//! Leaves (words and literals) are tokens, not nodes.

use super::kind::{NodeKind, TokenKind};
use crate::span::Span;

/// A token: where it begins, how long it is, what it is, and whether a line break precedes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    start: u32,
    /// Kind in the lowest 5 bits, then the line-break flag, then 26 bits of length.
    packed: u32,
}

const KIND_BITS: u32 = 5;
const FLAG: u32 = 1 << KIND_BITS;
const LEN_SHIFT: u32 = KIND_BITS + 1;

const KINDS: [TokenKind; 28] = {
    use TokenKind::{
        Arrow, BadNumber, Cidr, Colon, Comma, Comment, Date, DocComment, Dot, DotDot, Duration,
        Eof, Float, Int, Ipv4, LBrace, LBracket, LParen, Pipe, RBrace, RBracket, RParen, Slash,
        SoftArrow, Str, Text, Unknown, Word,
    };
    [
        Comment, DocComment, Word, Str, Text, Int, Float, Date, Duration, Ipv4, Cidr, BadNumber,
        LBrace, RBrace, LBracket, RBracket, LParen, RParen, Colon, Comma, Arrow, SoftArrow, Pipe,
        Dot, DotDot, Slash, Unknown, Eof,
    ]
};

impl Token {
    /// Packs a token; `len` is below [`crate::limits::FILE_BYTES`].
    #[must_use]
    pub fn new(kind: TokenKind, start: u32, len: u32, after_line_break: bool) -> Self {
        let flag = if after_line_break { FLAG } else { 0 };
        Self { start, packed: kind as u32 | flag | (len << LEN_SHIFT) }
    }

    /// What the token is.
    #[must_use]
    pub fn kind(self) -> TokenKind {
        KINDS[(self.packed & (FLAG - 1)) as usize]
    }

    /// The bytes of the token.
    #[must_use]
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.start + (self.packed >> LEN_SHIFT) }
    }

    /// Whether a line break stands between the token before and this one.
    #[must_use]
    pub fn after_line_break(self) -> bool {
        self.packed & FLAG != 0
    }
}

/// The place of a token in [`Tree::tokens`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(pub u32);

/// The place of a node in [`Tree::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A node, in pre-order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// What the node is.
    pub kind: NodeKind,
    /// Its first token.
    pub first: u32,
    /// Just past its last token.
    pub last: u32,
    /// Just past its last descendant.
    pub end: u32,
}

/// A child of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// A node below it.
    Node(NodeId),
    /// A token directly in it; comments too.
    Token(TokenId),
}

/// The tree of one file.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Every token in the order of the text, comments included; the last is [`TokenKind::Eof`].
    pub tokens: Vec<Token>,
    /// Every node in pre-order; the first is the document.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The document node.
    pub const ROOT: NodeId = NodeId(0);

    /// A token by its id.
    #[must_use]
    pub fn token(&self, id: TokenId) -> Token {
        self.tokens[id.0 as usize]
    }

    /// A node by its id.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Node {
        self.nodes[id.0 as usize]
    }

    /// The bytes from the first to the last token of a node that is no comment.
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        let node = self.node(id);
        let tokens = &self.tokens[node.first as usize..node.last as usize];
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.span().merge(last.span()),
            _ => Span::at(self.tokens.get(node.first as usize).map_or(0, |t| t.span().start)),
        }
    }

    /// The children of a node, nodes and tokens, in the order of the text.
    #[must_use]
    pub fn children(&self, id: NodeId) -> Children<'_> {
        let node = self.node(id);
        Children { tree: self, token: node.first, last: node.last, node: id.0 + 1, end: node.end }
    }
}

/// The children of a node; see [`Tree::children`].
#[derive(Clone, Debug)]
pub struct Children<'t> {
    tree: &'t Tree,
    token: u32,
    last: u32,
    node: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = Element;

    fn next(&mut self) -> Option<Element> {
        if self.token >= self.last {
            return None;
        }
        if self.node < self.end {
            let child = self.tree.nodes[self.node as usize];
            if child.first == self.token {
                let id = NodeId(self.node);
                self.node = child.end;
                self.token = child.last;
                return Some(Element::Node(id));
            }
        }
        let id = TokenId(self.token);
        self.token += 1;
        Some(Element::Token(id))
    }
}
