//! Typed views of the tree. They borrow, allocate nothing, and give `None` for what a broken text lacks.

use super::kind::{NodeKind, TokenKind};
use super::string::{self, Part};
use super::tree::{Element, Node, NodeId, Token, Tree};
use crate::span::{FileId, FileSpan, Span};

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

fn items<'t>(file: File<'t>, parent: NodeId) -> impl Iterator<Item = Item<'t>> {
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

/// The key of a map's entry.
#[derive(Clone, Copy, Debug)]
pub enum Key<'t> {
    /// `name:`
    Word(Word<'t>),
    /// `"name":`
    Quoted(Literal<'t>),
}

/// A literal token.
#[derive(Clone, Copy, Debug)]
pub struct Literal<'t> {
    /// The file.
    pub file: File<'t>,
    /// The token.
    pub token: Token,
}

impl<'t> Literal<'t> {
    /// Where it stands.
    #[must_use]
    pub fn at(self) -> FileSpan {
        self.token.span().in_file(self.file.id)
    }

    /// The bytes as they are written.
    #[must_use]
    pub fn text(self) -> &'t str {
        self.token.span().of(self.file.text)
    }

    /// What kind of literal it is.
    #[must_use]
    pub fn kind(self) -> TokenKind {
        self.token.kind()
    }

    /// The pieces of a string or text; a plain string is one piece.
    #[must_use]
    pub fn parts(self) -> Vec<Part> {
        if let Some(text) = self.as_written() {
            return vec![Part::Text(text.to_owned())];
        }
        string::decode(self.file.text, self.token.span(), self.kind()).parts
    }

    /// The string, when it has no interpolation.
    #[must_use]
    pub fn plain(self) -> Option<String> {
        if let Some(text) = self.as_written() {
            return Some(text.to_owned());
        }
        let mut parts = self.parts();
        match (parts.pop(), parts.is_empty()) {
            (None, _) => Some(String::new()),
            (Some(Part::Text(text)), true) => Some(text),
            _ => None,
        }
    }

    /// The characters between the quotes of a string without escapes and interpolations.
    fn as_written(self) -> Option<&'t str> {
        let span = self.token.span();
        let plain = self.kind() == TokenKind::Str && string::is_plain(self.file.text, span);
        plain.then(|| Span::new(span.start + 1, span.end - 1).of(self.file.text))
    }
}

/// A value or an argument.
#[derive(Clone, Copy, Debug)]
pub enum Value<'t> {
    /// A string, a number, a date …
    Literal(Literal<'t>),
    /// `cluster.name`, or a single word.
    Path(PathView<'t>),
    /// `Deployment/cilium-operator`
    Object(Object<'t>),
    /// `a..b`
    Range(Range<'t>),
    /// `[ … ]`
    List(List<'t>),
    /// `{ … }`
    Map(Map<'t>),
}

impl<'t> Value<'t> {
    /// Where it stands.
    #[must_use]
    pub fn at(self) -> FileSpan {
        match self {
            Self::Literal(literal) => literal.at(),
            Self::Path(path) => path.at(),
            Self::Object(Object(view))
            | Self::Range(Range(view))
            | Self::List(List(view))
            | Self::Map(Map(view)) => view.at(),
        }
    }

    /// The bytes as they are written.
    #[must_use]
    pub fn source(self) -> &'t str {
        let file = match self {
            Self::Literal(literal) => literal.file,
            Self::Path(path) => path.file,
            Self::Object(Object(view))
            | Self::Range(Range(view))
            | Self::List(List(view))
            | Self::Map(Map(view)) => view.file,
        };
        self.at().span.of(file.text)
    }

    /// The word, when the value is a single one.
    #[must_use]
    pub fn as_word(self) -> Option<Word<'t>> {
        match self {
            Self::Path(path) => path.single(),
            _ => None,
        }
    }
}

fn value(file: File<'_>, element: Element) -> Option<Value<'_>> {
    match element {
        Element::Token(id) => {
            let token = file.tree.token(id);
            Some(if token.kind() == TokenKind::Word {
                Value::Path(PathView { file, first: id.0, last: id.0 + 1 })
            } else {
                Value::Literal(Literal { file, token })
            })
        }
        Element::Node(id) => {
            let node = file.node(id);
            let view = View { file, id };
            match node.kind {
                NodeKind::Path => {
                    Some(Value::Path(PathView { file, first: node.first, last: node.last }))
                }
                NodeKind::Object => Some(Value::Object(Object(view))),
                NodeKind::Range => Some(Value::Range(Range(view))),
                NodeKind::List => Some(Value::List(List(view))),
                NodeKind::Map => Some(Value::Map(Map(view))),
                _ => None,
            }
        }
    }
}

/// One word, or several with dots between them.
#[derive(Clone, Copy, Debug)]
pub struct PathView<'t> {
    /// The file.
    pub file: File<'t>,
    first: u32,
    last: u32,
}

impl<'t> PathView<'t> {
    /// The words.
    pub fn words(self) -> impl DoubleEndedIterator<Item = Word<'t>> + Clone {
        let tokens = &self.file.tree.tokens[self.first as usize..self.last as usize];
        let words = tokens.iter().filter(|token| token.kind() == TokenKind::Word);
        words.map(move |token| self.file.word(*token))
    }

    /// The word, when there is only one.
    #[must_use]
    pub fn single(self) -> Option<Word<'t>> {
        (self.last - self.first == 1)
            .then(|| self.file.word(self.file.tree.tokens[self.first as usize]))
    }

    /// Where it stands.
    #[must_use]
    pub fn at(self) -> FileSpan {
        let tokens = &self.file.tree.tokens;
        let first = tokens[self.first as usize].span();
        first.merge(tokens[self.last as usize - 1].span()).in_file(self.file.id)
    }

    /// The bytes as they are written.
    #[must_use]
    pub fn source(self) -> &'t str {
        self.at().span.of(self.file.text)
    }
}

/// `Deployment/cilium-operator`, `cilium.io/v2/CiliumNode`
#[derive(Clone, Copy, Debug)]
pub struct Object<'t>(pub View<'t>);

impl<'t> Object<'t> {
    /// What stands between the slashes.
    pub fn parts(self) -> impl Iterator<Item = Value<'t>> {
        let file = self.0.file;
        self.0.elements().filter_map(move |element| value(file, element))
    }
}

/// `a..b`; both ends belong to it.
#[derive(Clone, Copy, Debug)]
pub struct Range<'t>(pub View<'t>);

impl<'t> Range<'t> {
    /// The two ends; `None` when one is missing, which the parser has reported.
    #[must_use]
    pub fn ends(self) -> Option<(Value<'t>, Value<'t>)> {
        let file = self.0.file;
        let mut ends = self.0.elements().filter_map(|element| value(file, element));
        Some((ends.next()?, ends.next()?))
    }
}

/// `[a, b]`
#[derive(Clone, Copy, Debug)]
pub struct List<'t>(pub View<'t>);

impl<'t> List<'t> {
    /// The values.
    pub fn values(self) -> impl Iterator<Item = Value<'t>> {
        let file = self.0.file;
        self.0.elements().filter_map(move |element| value(file, element))
    }
}

/// `{ key: value }`
#[derive(Clone, Copy, Debug)]
pub struct Map<'t>(pub View<'t>);

impl<'t> Map<'t> {
    /// The entries.
    pub fn entries(self) -> impl Iterator<Item = Field<'t>> {
        items(self.0.file, self.0.id).filter_map(|item| match item {
            Item::Field(field) => Some(field),
            Item::Statement(_) | Item::Chain(_) => None,
        })
    }
}

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

fn links<'t>(view: View<'t>) -> impl Iterator<Item = Link<'t>> {
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
