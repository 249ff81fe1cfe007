//! The kinds of tokens and nodes.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TokenKind {
    /// `// to the end of the line`
    Comment,
    /// `/// to the end of the line`
    DocComment,
    /// `[A-Za-z_][A-Za-z0-9_]*` with single inner dashes.
    Word,
    /// `"…"` on one line.
    Str,
    /// `"""` … `"""`
    Text,
    /// `42`, `-7`, `1_000`
    Int,
    /// `0.5`, `1e3`
    Float,
    /// `2025-10-21`
    Date,
    /// `1h30m`, `3d`
    Duration,
    /// `10.25.11.1`
    Ipv4,
    /// `10.244.0.0/16`
    Cidr,
    /// Begins like a number and is none.
    BadNumber,
    /// `{`
    LBrace,
    /// `}`
    RBrace,
    /// `[`
    LBracket,
    /// `]`
    RBracket,
    /// `(`
    LParen,
    /// `)`
    RParen,
    /// `:`
    Colon,
    /// `,`
    Comma,
    /// `->` or `→`
    Arrow,
    /// `~>`
    SoftArrow,
    /// `|`
    Pipe,
    /// `.`
    Dot,
    /// `..`, or `–` between two dates
    DotDot,
    /// `/`
    Slash,
    /// Anything else.
    Unknown,
    /// The end of the file: the last token of every tree, of no bytes.
    Eof,
}

impl TokenKind {
    /// Whether the grammar passes over the token.
    #[must_use]
    pub fn is_comment(self) -> bool {
        matches!(self, Self::Comment | Self::DocComment)
    }

    /// Whether the token is a value by itself.
    #[must_use]
    pub fn is_literal(self) -> bool {
        matches!(
            self,
            Self::Str
                | Self::Text
                | Self::Int
                | Self::Float
                | Self::Date
                | Self::Duration
                | Self::Ipv4
                | Self::Cidr
                | Self::BadNumber
        )
    }

    /// How messages call a token of this kind.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Comment => "a comment",
            Self::DocComment => "a doc comment",
            Self::Word => "a word",
            Self::Str => "a string",
            Self::Text => "a text block",
            Self::Int | Self::Float | Self::BadNumber => "a number",
            Self::Date => "a date",
            Self::Duration => "a duration",
            Self::Ipv4 => "an address",
            Self::Cidr => "a network",
            Self::LBrace => "`{`",
            Self::RBrace => "`}`",
            Self::LBracket => "`[`",
            Self::RBracket => "`]`",
            Self::LParen => "`(`",
            Self::RParen => "`)`",
            Self::Colon => "`:`",
            Self::Comma => "`,`",
            Self::Arrow => "`->`",
            Self::SoftArrow => "`~>`",
            Self::Pipe => "`|`",
            Self::Dot => "`.`",
            Self::DotDot => "`..`",
            Self::Slash => "`/`",
            Self::Unknown => "a character that PDL does not use",
            Self::Eof => "the end of the file",
        }
    }

    /// The closing bracket of an opening one.
    #[must_use]
    pub fn closing(self) -> Option<Self> {
        match self {
            Self::LBrace => Some(Self::RBrace),
            Self::LBracket => Some(Self::RBracket),
            Self::LParen => Some(Self::RParen),
            _ => None,
        }
    }

    /// Whether the token is `}`, `]` or `)`.
    #[must_use]
    pub fn is_closing(self) -> bool {
        matches!(self, Self::RBrace | Self::RBracket | Self::RParen)
    }
}

/// What a node of the tree is; the names are those of the grammar in `docs/language.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum NodeKind {
    /// The whole file.
    Document,
    /// `sprint S0 2025-10-21..2025-10-24 { … }`
    Statement,
    /// `{ … }` behind a statement.
    Block,
    /// `clusters: [infra]`
    Field,
    /// `A -> (B | C)`
    Chain,
    /// `(B -> C | D)`
    Group,
    /// One alternative of a group.
    Alternative,
    /// `a.b.c`, of two words or more; a single word is a token.
    Path,
    /// `cilium.io/v2/CiliumNode`, `Deployment/cilium`
    Object,
    /// `a..b`
    Range,
    /// `[ … ]`
    List,
    /// `{ … }` as a value.
    Map,
    /// Tokens that fit nowhere.
    Error,
}
