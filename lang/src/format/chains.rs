//! Chains: groups with arrows between them. One that does not fit on its line breaks before every arrow:
//!
//! ```text
//! A                A -> (
//!   -> (B | C)       B
//!   -> D             | C
//!                  ) -> D
//! ```

use std::ops::Range;

use super::measure::{Piece, token_width};
use super::printer::{Printer, STEP, WIDTH};
use crate::syntax::kind::{NodeKind, TokenKind};
use crate::syntax::tree::{Element, NodeId, TokenId};

impl Printer<'_> {
    /// Writes a chain, or an alternative of a group, whose first line has begun.
    pub(super) fn series(&mut self, id: NodeId, indent: usize) {
        if self.measure(id).split || !self.runs_on(id, indent) {
            return self.broken_series(id, indent);
        }
        let kind = self.tree.node(id).kind;
        let mut left = None;
        for element in self.tree.children(id) {
            left = self.glued(kind, left, element, |printer, element| {
                printer.group_or_token(element, indent);
            });
        }
    }

    /// Whether a series that was written without breaks at its arrows fits that way: groups that stand on several
    /// lines begin at the end of a line and go on behind their closing bracket.
    fn runs_on(&self, id: NodeId, indent: usize) -> bool {
        let mut column = self.column;
        for (count, element) in self.tree.children(id).enumerate() {
            column += usize::from(count > 0);
            match self.group(element) {
                Some(group) if self.measure(group).multiline => {
                    if column + 1 > WIDTH {
                        return false;
                    }
                    column = indent + 1;
                }
                _ => column += self.element_width(element),
            }
            // There is nothing to break in a series of a single group.
            if column > WIDTH && count > 0 {
                return false;
            }
        }
        column <= WIDTH || self.tree.children(id).nth(1).is_none()
    }

    fn element_width(&self, element: Element) -> usize {
        match element {
            Element::Node(id) => self.measure(id).width,
            Element::Token(id) => token_width(self.text, self.tree.token(id)),
        }
    }

    fn group(&self, element: Element) -> Option<NodeId> {
        let Element::Node(id) = element else { return None };
        (self.tree.node(id).kind == NodeKind::Group).then_some(id)
    }

    /// Begins a line before every arrow.
    fn broken_series(&mut self, id: NodeId, indent: usize) {
        let inner = indent + STEP;
        let mut arrow: Option<TokenId> = None;
        let mut written = 0..0;
        for element in self.tree.children(id) {
            self.moved_comments(std::mem::take(&mut written), inner);
            let kind = match element {
                Element::Token(id) => self.kind(id),
                Element::Node(_) => TokenKind::Word,
            };
            match (kind, element) {
                (kind, Element::Token(id)) if kind.is_comment() => {
                    self.comment(id, inner);
                }
                // The arrow is written with the group behind it.
                (TokenKind::Arrow | TokenKind::SoftArrow, Element::Token(id)) => arrow = Some(id),
                (TokenKind::Str | TokenKind::Text, _) => self.reason(element, inner),
                _ => {
                    if let Some(arrow) = arrow {
                        self.newline(inner, false);
                        self.token(self.tree.token(arrow));
                        self.write(" ");
                    }
                    self.group_or_token(element, if arrow.is_some() { inner } else { indent });
                    written = self.operand_tokens(element);
                }
            }
        }
        self.moved_comments(written, indent);
    }

    /// The tokens of a path, among which comments may stand that move behind it.
    fn operand_tokens(&self, element: Element) -> Range<u32> {
        match element {
            Element::Node(id) if self.group(element).is_none() => {
                self.tree.node(id).first..self.tree.node(id).last
            }
            Element::Node(_) | Element::Token(_) => 0..0,
        }
    }

    /// The reason stands behind the last group if it fits there, and no comment is in between.
    fn reason(&mut self, element: Element, indent: usize) {
        if self.may_go_on() && self.fits(1 + self.element_width(element)) {
            self.write(" ");
        } else {
            self.newline(indent, false);
        }
        self.flat(element);
    }

    fn group_or_token(&mut self, element: Element, indent: usize) {
        match self.group(element) {
            Some(id) if self.measure(id).multiline || !self.fits(self.measure(id).width) => {
                self.broken_group(id, indent);
            }
            _ => self.flat(element),
        }
    }

    /// Writes a group with a line for each alternative.
    fn broken_group(&mut self, id: NodeId, indent: usize) {
        let inner = indent + STEP;
        let mut pipe = "";
        for element in self.tree.children(id) {
            match (Piece::of(self.tree, element), element) {
                (Some(Piece::Open), _) => self.open("("),
                (Some(Piece::Close), _) => {
                    self.newline(indent, false);
                    self.write(")");
                }
                (Some(_), Element::Node(alternative)) => {
                    self.newline(inner, false);
                    self.write(pipe);
                    self.series(alternative, inner);
                    pipe = "| ";
                }
                (None, Element::Token(id)) if self.kind(id).is_comment() => {
                    self.comment(id, inner);
                }
                // The pipe is written with the alternative behind it.
                (Some(_) | None, _) => {}
            }
        }
    }
}
