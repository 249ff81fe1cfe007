//! Chains: stories, groups and the arrows between them.

use super::View;
use super::value::{Literal, PathView, Value, value};
use crate::span::FileSpan;
use crate::syntax::kind::{NodeKind, TokenKind};
use crate::syntax::tree::Element;

/// `A -> (B | C) "reason"`
#[derive(Clone, Copy, Debug)]
pub struct Chain<'t>(pub View<'t>);

impl<'t> Chain<'t> {
    /// Groups and arrows, alternating unless the text is broken.
    pub fn links(self) -> impl Iterator<Item = Link<'t>> {
        links(self.0)
    }

    /// The string at the end.
    #[must_use]
    pub fn reason(self) -> Option<Literal<'t>> {
        let file = self.0.file;
        let literal = |element| match value(file, element)? {
            Value::Literal(literal) => Some(literal),
            _ => None,
        };
        let strings = self.0.elements().filter_map(literal);
        strings.filter(|literal| matches!(literal.kind(), TokenKind::Str | TokenKind::Text)).last()
    }
}

fn links(view: View<'_>) -> impl Iterator<Item = Link<'_>> {
    let file = view.file;
    file.tree.children(view.id).filter_map(move |element| match element {
        Element::Token(id) => {
            let token = file.tree.token(id);
            let at = token.span().in_file(file.id);
            match token.kind() {
                TokenKind::Arrow => Some(Link::Arrow(at)),
                TokenKind::SoftArrow => Some(Link::SoftArrow(at)),
                TokenKind::Word => Some(Link::Name(PathView { file, first: id.0, last: id.0 + 1 })),
                _ => None,
            }
        }
        Element::Node(id) => {
            let node = file.node(id);
            match node.kind {
                NodeKind::Path => {
                    Some(Link::Name(PathView { file, first: node.first, last: node.last }))
                }
                NodeKind::Group => Some(Link::Group(Group(View { file, id }))),
                _ => None,
            }
        }
    })
}

/// A member of a chain.
#[derive(Clone, Copy, Debug)]
pub enum Link<'t> {
    /// `->`
    Arrow(FileSpan),
    /// `~>`
    SoftArrow(FileSpan),
    /// A story.
    Name(PathView<'t>),
    /// `(A | B)`
    Group(Group<'t>),
}

/// `(A -> B | C)`
#[derive(Clone, Copy, Debug)]
pub struct Group<'t>(pub View<'t>);

impl<'t> Group<'t> {
    /// The links of each alternative.
    pub fn alternatives(self) -> impl Iterator<Item = Alternative<'t>> {
        let file = self.0.file;
        file.tree.children(self.0.id).filter_map(move |element| match element {
            Element::Node(id) if file.node(id).kind == NodeKind::Alternative => {
                Some(Alternative(View { file, id }))
            }
            _ => None,
        })
    }
}

/// One alternative of a group.
#[derive(Clone, Copy, Debug)]
pub struct Alternative<'t>(pub View<'t>);

impl<'t> Alternative<'t> {
    /// Groups and arrows.
    pub fn links(self) -> impl Iterator<Item = Link<'t>> {
        links(self.0)
    }
}
