//! How wide every node is on one line, and whether it may stand on one. Knows the tree, not the printer.

use crate::syntax::kind::{NodeKind, TokenKind};
use crate::syntax::tree::{Element, NodeId, Token, Tree};

/// What the layout of a node depends on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// Characters on one line; a text block counts as its opening quotes.
    pub(super) width: usize,
    /// Anything in it keeps it from one line: a line break, a comment, a text block, a trailing comma of a list.
    pub(super) multiline: bool,
    /// The same, but of the node itself: not inside a bracket below it, and text blocks do not count.
    pub(super) split: bool,
}

/// The measures of all nodes, in the order of [`Tree::nodes`].
pub(super) fn measure(text: &str, tree: &Tree) -> Vec<Measure> {
    let mut measures = vec![Measure::default(); tree.nodes.len()];
    // Children come after their parents, so that they are measured when the parents need them.
    for id in (1..tree.node(Tree::ROOT).end).rev() {
        measures[id as usize] = of_node(text, tree, &measures, NodeId(id));
    }
    measures
}

fn of_node(text: &str, tree: &Tree, measures: &[Measure], id: NodeId) -> Measure {
    let kind = tree.node(id).kind;
    let mut sum = Measure::default();
    let mut left: Option<Piece> = None;
    let mut after_comma = false;
    for element in tree.children(id) {
        let token = first_token(tree, element);
        let piece = Piece::of(tree, element);
        let empty = left == Some(Piece::Open) && piece == Some(Piece::Close);
        let trailing_comma = after_comma && kind == NodeKind::List && piece == Some(Piece::Close);
        let breaks = left.is_some() && token.after_line_break() && !empty;
        sum.split |= breaks || trailing_comma || token.kind().is_comment();
        sum.multiline |= token.kind() == TokenKind::Text;
        if let Element::Node(child) = element {
            let below = measures[child.0 as usize];
            sum.width += below.width;
            sum.multiline |= below.multiline;
            sum.split |= below.split && is_operand(tree.node(child).kind);
        } else if piece.is_some() {
            sum.width += token_width(text, token);
        }
        if piece.is_some() {
            sum.width += glue(kind, left, piece).len();
            left = piece;
            after_comma = false;
        }
        after_comma |= token.kind() == TokenKind::Comma;
    }
    sum.multiline |= sum.split;
    sum
}

/// Whether nodes of the kind have no brackets and belong on one line.
fn is_operand(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Path | NodeKind::Object | NodeKind::Range)
}

/// The token an element begins with.
pub(super) fn first_token(tree: &Tree, element: Element) -> Token {
    match element {
        Element::Node(id) => tree.tokens[tree.node(id).first as usize],
        Element::Token(id) => tree.token(id),
    }
}

/// The characters of a token; those up to its first line break if it is a text block.
pub(super) fn token_width(text: &str, token: Token) -> usize {
    match token.kind() {
        TokenKind::Arrow | TokenKind::DotDot => 2,
        TokenKind::Text => 3,
        _ => characters(token.span().of(text)),
    }
}

/// The number of characters, which is taken for the number of columns.
pub(super) fn characters(text: &str) -> usize {
    text.chars().count()
}

/// A child of a node, as far as the space around it depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// The colon of a field.
    Colon,
    /// Anything else that is printed.
    Other,
}

impl Piece {
    /// The piece that an element is; none for comments and commas.
    pub(super) fn of(tree: &Tree, element: Element) -> Option<Self> {
        let Element::Token(id) = element else { return Some(Self::Other) };
        match tree.token(id).kind() {
            TokenKind::Comment | TokenKind::DocComment | TokenKind::Comma => None,
            TokenKind::LBrace | TokenKind::LBracket | TokenKind::LParen => Some(Self::Open),
            kind if kind.is_closing() => Some(Self::Close),
            TokenKind::Colon => Some(Self::Colon),
            _ => Some(Self::Other),
        }
    }
}

/// What stands between two neighbours in a node of the kind when they are on one line.
pub(super) fn glue(kind: NodeKind, left: Option<Piece>, right: Option<Piece>) -> &'static str {
    let (Some(left), Some(right)) = (left, right) else { return "" };
    let touches_bracket = left == Piece::Open || right == Piece::Close;
    match kind {
        NodeKind::Path | NodeKind::Object | NodeKind::Range => "",
        NodeKind::Field if right == Piece::Colon => "",
        NodeKind::List | NodeKind::Group if touches_bracket => "",
        NodeKind::Block | NodeKind::Map if left == Piece::Open && right == Piece::Close => "",
        NodeKind::Block | NodeKind::Map if touches_bracket => " ",
        NodeKind::Block | NodeKind::Map | NodeKind::List => ", ",
        NodeKind::Document
        | NodeKind::Statement
        | NodeKind::Field
        | NodeKind::Chain
        | NodeKind::Group
        | NodeKind::Alternative
        | NodeKind::Error => " ",
    }
}
