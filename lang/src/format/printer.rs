//! The output and its lines: tokens, comments and blank lines. What goes on which line is decided elsewhere.

use std::ops::Range;

use super::measure::{Measure, Piece, characters, glue, measure};
use crate::syntax::kind::{NodeKind, TokenKind};
use crate::syntax::tree::{Element, NodeId, Token, TokenId, Tree};

/// The width that lines keep to.
pub(super) const WIDTH: usize = 100;

/// Columns by which the content of a bracket stands further to the right.
pub(super) const STEP: usize = 2;

/// Writes a tree in its canonical form.
pub(super) struct Printer<'t> {
    pub(super) text: &'t str,
    pub(super) tree: &'t Tree,
    measures: Vec<Measure>,
    pub(super) out: String,
    /// The indentation of the current line.
    pub(super) indent: usize,
    /// Characters on the current line.
    pub(super) column: usize,
    /// Whether nothing but an opening bracket, or nothing at all, stands above: no blank line may follow.
    fresh: bool,
    last: Last,
}

/// What was written last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// Something that a comment may follow on its line.
    Code,
    /// A comment.
    Comment,
    /// The doc comment of this place in the tokens, on a line of its own.
    Doc(u32),
    /// A doc comment that stood elsewhere, on a line of its own.
    MovedDoc,
}

impl<'t> Printer<'t> {
    pub(super) fn new(text: &'t str, tree: &'t Tree) -> Self {
        Self {
            text,
            tree,
            measures: measure(text, tree),
            out: String::with_capacity(text.len() + text.len() / 8),
            indent: 0,
            column: 0,
            fresh: true,
            last: Last::Code,
        }
    }

    /// The output, ended by a line break unless it is empty.
    pub(super) fn finish(mut self) -> String {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    pub(super) fn measure(&self, id: NodeId) -> Measure {
        self.measures[id.0 as usize]
    }

    pub(super) fn kind(&self, id: TokenId) -> TokenKind {
        self.tree.token(id).kind()
    }

    /// Whether `width` more characters fit on the line.
    pub(super) fn fits(&self, width: usize) -> bool {
        self.column + width <= WIDTH
    }

    /// Whether something may follow on the line: no comment ends it.
    pub(super) fn may_go_on(&self) -> bool {
        self.last == Last::Code
    }

    /// Begins a line, after a blank one if wanted and allowed.
    pub(super) fn newline(&mut self, indent: usize, blank: bool) {
        if !self.out.is_empty() {
            self.out.push('\n');
            if blank && !self.fresh {
                self.out.push('\n');
            }
        }
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.indent = indent;
        self.column = indent;
        self.fresh = false;
        self.last = Last::Code;
    }

    /// Begins the line of an item, value or comment whose first token is the `first`th.
    pub(super) fn begin(&mut self, first: u32, indent: usize) {
        // A doc comment that did not belong to what follows must not come to belong to it.
        let foreign_doc = match self.last {
            Last::Doc(id) => id + 1 != first,
            Last::MovedDoc => true,
            Last::Code | Last::Comment => false,
        };
        let blank = foreign_doc || self.blank_before(first);
        self.newline(indent, blank);
    }

    /// Whether the source has a blank line just before a token.
    fn blank_before(&self, index: u32) -> bool {
        let tokens = &self.tree.tokens[..=index as usize];
        let [.., before, token] = tokens else { return false };
        let gap = &self.text[before.span().end as usize..token.span().start as usize];
        gap.matches('\n').nth(1).is_some()
    }

    /// Writes a part of a line.
    pub(super) fn write(&mut self, part: &str) {
        self.out.push_str(part);
        self.column += characters(part);
        self.last = Last::Code;
    }

    /// Writes an opening bracket whose content begins on the next line.
    pub(super) fn open(&mut self, bracket: &str) {
        self.write(bracket);
        self.fresh = true;
    }

    pub(super) fn token(&mut self, token: Token) {
        match token.kind() {
            TokenKind::Arrow => self.write("->"),
            TokenKind::DotDot => self.write(".."),
            TokenKind::Text => self.text_block(token),
            _ => self.write(token.span().of(self.text)),
        }
    }

    /// Writes an element on the current line.
    pub(super) fn flat(&mut self, element: Element) {
        match element {
            Element::Token(id) => self.token(self.tree.token(id)),
            Element::Node(id) => {
                let kind = self.tree.node(id).kind;
                let mut left = None;
                for child in self.tree.children(id) {
                    left = self.glued(kind, left, child, Self::flat);
                }
            }
        }
    }

    /// Writes an element and the space between it and its left neighbour; passes over comments and commas.
    /// Gives what the next one has on its left.
    pub(super) fn glued(
        &mut self,
        kind: NodeKind,
        left: Option<Piece>,
        element: Element,
        write: impl FnOnce(&mut Self, Element),
    ) -> Option<Piece> {
        let piece = Piece::of(self.tree, element);
        if piece.is_none() {
            return left;
        }
        self.write(glue(kind, left, piece));
        write(self, element);
        piece
    }

    /// Writes a comment: behind what it stood behind, or on a line of its own. Tells whether behind.
    pub(super) fn comment(&mut self, id: TokenId, indent: usize) -> bool {
        let follows = !self.tree.token(id).after_line_break() && id.0 > 0;
        let trails = follows && self.last == Last::Code && !self.out.is_empty();
        if trails {
            self.trailing_comment(id);
        } else {
            self.begin(id.0, indent);
            self.comment_text(id);
            if self.kind(id) == TokenKind::DocComment {
                self.last = if follows { Last::MovedDoc } else { Last::Doc(id.0) };
            }
        }
        trails
    }

    /// Writes the comments among the tokens, which stood inside something that has only one line: the first behind it.
    pub(super) fn moved_comments(&mut self, tokens: Range<u32>, indent: usize) {
        for id in self.comments(tokens) {
            if self.last == Last::Code {
                self.trailing_comment(id);
            } else {
                self.newline(indent, false);
                self.comment_text(id);
                if self.kind(id) == TokenKind::DocComment {
                    self.last = Last::MovedDoc;
                }
            }
        }
    }

    /// The comments among the tokens.
    pub(super) fn comments(&self, tokens: Range<u32>) -> impl Iterator<Item = TokenId> + use<'t> {
        let tree = self.tree;
        tokens.map(TokenId).filter(|id| tree.token(*id).kind().is_comment())
    }

    fn trailing_comment(&mut self, id: TokenId) {
        self.out.push(' ');
        self.comment_text(id);
    }

    fn comment_text(&mut self, id: TokenId) {
        let comment = self.tree.token(id).span().of(self.text);
        self.out.push_str(comment.trim_end());
        self.last = Last::Comment;
    }
}
