//! The values of lists.

use super::measure::Piece;
use super::printer::Printer;
use crate::syntax::kind::NodeKind;
use crate::syntax::tree::{Element, NodeId};

impl Printer<'_> {
    /// The only value of a list, when it is a bracket that shares its lines with those of the list: `[{ … }]`.
    pub(super) fn hugged(&self, id: NodeId) -> Option<NodeId> {
        if self.tree.node(id).kind != NodeKind::List || self.measure(id).split {
            return None;
        }
        let is_value = |element: &Element| Piece::of(self.tree, *element) == Some(Piece::Other);
        let mut values = self.tree.children(id).filter(is_value);
        match (values.next(), values.next()) {
            (Some(only), None) => self.bracketed(only),
            _ => None,
        }
    }

    /// Writes a value of a list on lines of its own, with its comma.
    pub(super) fn value_line(&mut self, value: Element, indent: usize) {
        let tokens = match value {
            Element::Node(id) => self.tree.node(id).first..self.tree.node(id).last,
            Element::Token(id) => id.0..id.0 + 1,
        };
        self.begin(tokens.start, indent);
        if let Some(id) = self.bracketed(value) {
            self.bracket(id, indent, 1, tokens.start..tokens.start);
            self.write(",");
        } else {
            self.flat(value);
            self.write(",");
            self.moved_comments(tokens, indent);
        }
    }
}
