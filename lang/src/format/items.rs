//! Statements and fields, and the brackets that hold items or values.

use std::ops::Range;

use super::measure::{Piece, first_token};
use super::printer::{Printer, STEP};
use crate::syntax::kind::{NodeKind, TokenKind};
use crate::syntax::tree::{Element, NodeId, Tree};

/// The item of the document before the current one.
struct Previous {
    /// Where it ends in the output, with the comment behind it.
    end: usize,
    multiline: bool,
}

impl Printer<'_> {
    /// Writes the items of the file. One of several lines has a blank line on both sides.
    pub(super) fn document(&mut self) {
        let mut previous: Option<Previous> = None;
        for element in self.tree.children(Tree::ROOT) {
            match element {
                Element::Node(id) => {
                    let start = self.out.len();
                    self.item(id, 0);
                    previous = Some(self.set_apart(previous, start));
                }
                Element::Token(id) if self.kind(id).is_comment() => {
                    if self.comment(id, 0)
                        && let Some(item) = &mut previous
                    {
                        item.end = self.out.len();
                    }
                }
                Element::Token(_) => {}
            }
        }
    }

    /// Sees to the blank line between the item before and the one written from `start` on, above its comments.
    fn set_apart(&mut self, previous: Option<Previous>, start: usize) -> Previous {
        let item = self.out[start..].trim_start_matches('\n');
        let multiline = item.contains('\n');
        if let Some(previous) = previous {
            let between = &self.out[previous.end..self.out.len() - item.len()];
            if (previous.multiline || multiline) && !between.contains("\n\n") {
                self.out.insert(previous.end, '\n');
            }
        }
        Previous { end: self.out.len(), multiline }
    }

    /// Writes a statement, field or chain on lines of its own.
    pub(super) fn item(&mut self, id: NodeId, indent: usize) {
        let node = self.tree.node(id);
        self.begin(node.first, indent);
        match node.kind {
            NodeKind::Chain => self.series(id, indent),
            _ => self.headed(id, indent),
        }
    }

    /// Writes a statement or a field: words, and a bracket or not.
    fn headed(&mut self, id: NodeId, indent: usize) {
        let node = self.tree.node(id);
        let mut body = None;
        let mut left = None;
        for element in self.tree.children(id) {
            left = self.glued(node.kind, left, element, |printer, element| {
                match printer.bracketed(element) {
                    Some(bracket) => {
                        body = Some(bracket);
                        let first = printer.tree.node(bracket).first;
                        printer.bracket(bracket, indent, 0, node.first..first);
                    }
                    None => printer.flat(element),
                }
            });
        }
        if body.is_none() && self.measure(id).split {
            self.moved_comments(node.first..node.last, indent);
        }
    }

    /// The element, if it is a bracket of items or values.
    pub(super) fn bracketed(&self, element: Element) -> Option<NodeId> {
        let Element::Node(id) = element else { return None };
        let kind = self.tree.node(id).kind;
        matches!(kind, NodeKind::Block | NodeKind::Map | NodeKind::List).then_some(id)
    }

    /// Writes a bracket on one line or on several. `behind` is the width of what follows on the line of the closing
    /// bracket; `head` are the tokens before the opening one, whose comments move inside.
    pub(super) fn bracket(&mut self, id: NodeId, indent: usize, behind: usize, head: Range<u32>) {
        let measure = self.measure(id);
        let commented_head = self.comments(head.clone()).next().is_some();
        if self.is_empty(id) && !commented_head {
            self.write(if self.tree.node(id).kind == NodeKind::List { "[]" } else { "{}" });
        } else if !commented_head && !measure.multiline && self.fits(measure.width + behind) {
            self.flat(Element::Node(id));
        } else if let Some(only) = self.hugged(id).filter(|_| !commented_head) {
            self.write("[");
            let first = self.tree.node(only).first;
            self.bracket(only, indent, behind + 1, first..first);
            self.write("]");
        } else {
            self.broken(id, indent, head);
        }
    }

    /// Whether a bracket holds neither items nor comments.
    fn is_empty(&self, id: NodeId) -> bool {
        self.tree.children(id).all(|element| {
            matches!(element, Element::Token(id) if self.kind(id) == TokenKind::Comma)
                || matches!(Piece::of(self.tree, element), Some(Piece::Open | Piece::Close))
        })
    }

    /// Writes a bracket with a line for each item or value.
    fn broken(&mut self, id: NodeId, indent: usize, head: Range<u32>) {
        let inner = indent + STEP;
        let is_list = self.tree.node(id).kind == NodeKind::List;
        for element in self.tree.children(id) {
            let token = first_token(self.tree, element);
            match (Piece::of(self.tree, element), element) {
                (Some(Piece::Open), _) => {
                    self.open(token.span().of(self.text));
                    for comment in self.comments(head.clone()) {
                        self.comment(comment, inner);
                    }
                }
                (Some(Piece::Close), _) => {
                    self.newline(indent, false);
                    self.token(token);
                }
                (Some(_), Element::Node(item)) if !is_list => self.item(item, inner),
                (Some(_), value) => self.value_line(value, inner),
                (None, Element::Token(id)) if token.kind().is_comment() => {
                    self.comment(id, inner);
                }
                (None, _) => {}
            }
        }
    }
}
