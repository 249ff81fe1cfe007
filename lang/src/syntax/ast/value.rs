//! Values and arguments.

use super::{Field, File, Item, View, Word, items};
use crate::span::{FileSpan, Span};
use crate::syntax::kind::{NodeKind, TokenKind};
use crate::syntax::string::{self, Part};
use crate::syntax::tree::{Element, Token};

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

    /// Whether the quotes of a string or text are closed.
    #[must_use]
    pub fn is_closed(self) -> bool {
        let decoded = string::decode(self.file.text, self.token.span(), self.kind());
        !decoded.problems.contains(&string::StringProblem::Unterminated)
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

pub(super) fn value(file: File<'_>, element: Element) -> Option<Value<'_>> {
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
    pub(super) first: u32,
    pub(super) last: u32,
}

impl<'t> PathView<'t> {
    /// The words.
    #[must_use]
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
