//! The machinery of the parser: a cursor over tokens, a builder of nodes, and one place to report from.

mod brackets;
mod foreign;
mod literals;

use std::cell::Cell;

use brackets::{Brackets, closes, leading_space, swallowed};

pub(super) use brackets::is_open_string;

use super::kind::{NodeKind, TokenKind};
use super::tree::{Node, Token, Tree};
use super::{Parse, docs};
use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::problems::syntax as problems;
use crate::span::{FileId, FileSpan, Span};

/// How many closing brackets of the wrong kind are told from missing ones. Each costs a look at the rest of the file.
const TRIES: usize = 16;

/// Reads tokens and writes nodes.
pub(super) struct Parser<'t> {
    file: FileId,
    text: &'t str,
    tokens: Vec<Token>,
    nodes: Vec<Node>,
    diagnostics: Vec<Diagnostic>,
    /// The next token that the grammar has not seen; never a comment.
    at: usize,
    /// Just past the last token that the grammar took.
    taken: usize,
    /// The closing brackets that the open ones wait for, innermost last.
    closers: Vec<TokenKind>,
    /// Where their brackets begin.
    opened: Vec<u32>,
    /// How many of them the string that was just taken has swallowed with its closing quote, innermost first.
    lost: usize,
    /// Where the last problem of the grammar was reported: a second one there would be a consequence.
    reported_at: Option<usize>,
    /// What a look at all brackets told.
    pub(super) brackets: Brackets,
    /// How many times it may be tried yet whether a bracket was closed by one of another kind.
    tries: usize,
    /// Whether brackets were passed over because they are nested too deep.
    too_deep: bool,
    /// Where [`Self::indent_of`] looked last: the place, the beginning of its line, and the indentation.
    looked: Cell<(usize, usize, usize)>,
}

/// An opening bracket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    pub(super) token: Token,
    /// The indentation of its line, where it matters.
    pub(super) indent: usize,
}

/// A node that is being built.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open(usize);

impl<'t> Parser<'t> {
    pub(super) fn new(file: FileId, text: &'t str, mut tokens: Vec<Token>) -> Self {
        let brackets = Brackets::of(text, &tokens);
        let nodes = Vec::with_capacity(tokens.len() / 3 + 4);
        let diagnostics = foreign::read(file, text, &mut tokens);
        let mut parser = Self {
            file,
            text,
            tokens,
            nodes,
            diagnostics,
            at: 0,
            taken: 0,
            closers: Vec::new(),
            opened: Vec::new(),
            lost: 0,
            reported_at: None,
            tries: if brackets.unbalanced { TRIES } else { 0 },
            brackets,
            too_deep: false,
            looked: Cell::new((0, 0, leading_space(text))),
        };
        parser.settle();
        parser
    }

    pub(super) fn finish(mut self) -> Parse {
        self.nodes.shrink_to_fit();
        let tree = Tree { tokens: self.tokens, nodes: self.nodes };
        self.diagnostics.extend(docs::dangling(self.file, self.text, &tree));
        // Literals are checked as they are read, which may be before the bracket around them is found missing.
        self.diagnostics.sort_by_key(Diagnostic::at);
        literals::drop_what_quotes_confused(self.text, &mut self.diagnostics);
        Parse { tree, diagnostics: self.diagnostics }
    }

    /// The kind of the next token.
    pub(super) fn kind(&self) -> TokenKind {
        self.tokens[self.at].kind()
    }

    /// The kind of the `n`th token from here; the end of the file for any beyond it.
    pub(super) fn nth(&self, n: usize) -> TokenKind {
        self.token_from(self.at, n).kind()
    }

    /// The `n`th token from here.
    pub(super) fn nth_token(&self, n: usize) -> Token {
        self.token_from(self.at, n)
    }

    fn token_from(&self, from: usize, n: usize) -> Token {
        let significant = self.tokens[from..].iter().filter(|token| !is_skipped(**token));
        let last = self.tokens[self.tokens.len() - 1];
        significant.copied().nth(n).unwrap_or(last)
    }

    /// The next tokens of the grammar.
    pub(super) fn ahead(&self) -> impl Iterator<Item = Token> {
        self.tokens[self.at..].iter().copied().filter(|token| !is_skipped(*token))
    }

    pub(super) fn is_at(&self, kind: TokenKind) -> bool {
        self.kind() == kind
    }

    pub(super) fn at_end(&self) -> bool {
        self.is_at(TokenKind::Eof)
    }

    /// Whether a line break stands between the last taken token and the next.
    pub(super) fn after_line_break(&self) -> bool {
        self.tokens[self.taken..=self.at].iter().any(|token| token.after_line_break())
    }

    /// The next token's text.
    pub(super) fn token_text(&self) -> &'t str {
        self.tokens[self.at].span().of(self.text)
    }

    /// The next token's place.
    pub(super) fn here(&self) -> FileSpan {
        self.tokens[self.at].span().in_file(self.file)
    }

    /// The place of the last taken token.
    pub(super) fn previous(&self) -> FileSpan {
        let span = self.taken.checked_sub(1).map_or(Span::at(0), |at| self.tokens[at].span());
        span.in_file(self.file)
    }

    pub(super) fn previous_token(&self) -> Option<Token> {
        self.taken.checked_sub(1).map(|at| self.tokens[at])
    }

    pub(super) fn place(&self, token: Token) -> FileSpan {
        token.span().in_file(self.file)
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// The column, in bytes, at which the line of a token begins to have text.
    pub(super) fn indent_of(&self, token: Token) -> usize {
        let at = token.span().start as usize;
        let (looked, line, indent) = self.looked.get();
        // Tokens are asked for in their order, so that a line of megabytes is searched but once.
        let from = if at >= looked { looked } else { 0 };
        let found = self.text[from..at].rfind('\n').map(|found| from + found + 1);
        let (line, indent) = match found {
            None if from > 0 || looked == 0 => (line, indent),
            found => {
                let line = found.unwrap_or(0);
                (line, leading_space(&self.text[line..]))
            }
        };
        self.looked.set((at, line, indent));
        indent
    }

    /// Whether a closing brace has no partner, maybe because that is missing.
    pub(super) fn lacks_opening(&self) -> bool {
        self.brackets.surplus > 0
    }

    /// Whether a `$`, which PDL does not use, stands before the next token.
    pub(super) fn follows_dollar(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| self.tokens[at]);
        before.is_some_and(|it| it.kind() == TokenKind::Unknown && it.span().of(self.text) == "$")
    }

    /// Whether an opening brace was lost in a string that does not end; it is found but once.
    pub(super) fn take_swallowed(&mut self) -> bool {
        let was = self.brackets.swallowed > 0;
        self.brackets.swallowed = self.brackets.swallowed.saturating_sub(1);
        was
    }

    /// Whether a token, here or further on, is a closing bracket that is only of the wrong kind: everything behind it
    /// has its partner when the `inner` innermost of the brackets that wait are taken as closed.
    pub(super) fn is_wrong_closing(&mut self, token: Token, inner: usize) -> bool {
        if self.tries == 0 || !token.kind().is_closing() || self.closers.len() < inner {
            return false;
        }
        self.tries -= 1;
        let waiting = &self.closers[..self.closers.len() - inner];
        let ahead = &self.tokens[self.at..];
        let behind = ahead.partition_point(|it| it.span().start <= token.span().start);
        closes(waiting, &ahead[behind..])
    }

    /// How many brackets are open.
    pub(super) fn depth(&self) -> usize {
        self.closers.len()
    }

    /// Whether an open bracket waits for this closing one.
    pub(super) fn waits_for(&self, kind: TokenKind) -> bool {
        self.closers.contains(&kind)
    }

    /// Begins a bracket whose opening one is missing.
    pub(super) fn push_closer(&mut self, kind: TokenKind) {
        self.brackets.surplus = self.brackets.surplus.saturating_sub(1);
        self.lost = 0;
        self.open_bracket(kind);
    }

    fn open_bracket(&mut self, closer: TokenKind) {
        self.opened.push(self.here().span.start);
        self.closers.push(closer);
    }

    /// Takes the next token into the open node.
    pub(super) fn bump(&mut self) {
        self.check_literal(self.tokens[self.at]);
        self.skip();
    }

    /// Takes the next token into the open node, whatever is inside it.
    pub(super) fn skip(&mut self) {
        if !self.at_end() {
            self.lost =
                if self.brackets.unbalanced { self.lost_in(self.tokens[self.at]) } else { 0 };
            self.at += 1;
            self.taken = self.at;
            self.settle();
        }
    }

    /// Takes the next token if it is of this kind.
    pub(super) fn eat(&mut self, kind: TokenKind) -> bool {
        let found = self.is_at(kind);
        if found {
            self.bump();
        }
        found
    }

    /// Begins a node at the next token.
    pub(super) fn open(&mut self, kind: NodeKind) -> Open {
        let first = narrow(self.at);
        self.nodes.push(Node { kind, first, last: first, end: 0 });
        Open(self.nodes.len() - 1)
    }

    /// Ends a node after the last taken token; a node without tokens vanishes.
    pub(super) fn close(&mut self, open: Open) {
        let taken = narrow(self.taken);
        if self.nodes[open.0].first >= taken {
            self.nodes.truncate(open.0);
            return;
        }
        self.nodes[open.0].last = taken;
        self.nodes[open.0].end = narrow(self.nodes.len());
    }

    /// Ends the document: it covers every token.
    pub(super) fn close_document(&mut self, open: Open) {
        debug_assert_eq!(open.0, 0, "the document is the first node");
        self.nodes[0].last = narrow(self.tokens.len());
        self.nodes[0].first = 0;
        self.nodes[0].end = narrow(self.nodes.len());
    }

    /// A mark before the next element, to [`Self::wrap`] it later.
    pub(super) fn mark(&self) -> (usize, usize) {
        (self.nodes.len(), self.at)
    }

    /// Begins a node at an earlier mark, around everything read since.
    pub(super) fn wrap(&mut self, mark: (usize, usize), kind: NodeKind) -> Open {
        for node in &mut self.nodes[mark.0..] {
            node.end += 1;
        }
        let first = narrow(mark.1);
        self.nodes.insert(mark.0, Node { kind, first, last: first, end: 0 });
        Open(mark.0)
    }

    /// Reports a problem of the grammar, unless one was reported at this very token, or just before it: characters
    /// that PDL does not use were passed over.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        let is_foreign = |token: &Token| token.kind() == TokenKind::Unknown;
        let follows_another = self.tokens[self.taken..self.at].iter().any(is_foreign);
        if self.reported_at != Some(self.at) && !follows_another {
            self.report_behind(diagnostic);
        }
    }

    /// Reports a problem of what was just taken.
    pub(super) fn report_behind(&mut self, diagnostic: Diagnostic) {
        self.reported_at = Some(self.at);
        self.diagnostics.push(diagnostic);
    }

    /// Reports a problem of something earlier, of which nothing follows.
    pub(super) fn report_at(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports that the next token cannot stand here.
    pub(super) fn unexpected(&mut self, expected: &str) {
        let found = match self.kind() {
            TokenKind::Word | TokenKind::DotDot => format!("`{}`", self.token_text()),
            kind => kind.describe().to_owned(),
        };
        self.report(problems::unexpected(self.here(), &found, expected));
    }

    /// Reports an opening bracket without its partner. Each is a mistake of its own, so that several may be
    /// reported at one token, but not behind another kind of problem.
    pub(super) fn report_unclosed(&mut self, diagnostic: Diagnostic) {
        let follows_another =
            self.diagnostics.last().is_some_and(|last| last.code == diagnostic.code);
        if !self.too_deep && (self.reported_at != Some(self.at) || follows_another) {
            self.reported_at = Some(self.at);
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reads a bracket of `kind`: takes the opening one, runs `inside`, which must take the closing one.
    /// At the limit of nesting, reports it and passes over the brackets instead.
    pub(super) fn bracketed(&mut self, kind: NodeKind, inside: impl FnOnce(&mut Self, Opening)) {
        let opening = self.nth_token(0);
        let closer = opening.kind().closing().expect("the grammar is at an opening bracket");
        if self.closers.len() == limits::NESTING {
            let error = self.open(NodeKind::Error);
            self.too_deep = true;
            self.report(problems::too_deep(self.here()));
            self.skip_brackets();
            return self.close(error);
        }
        let indent = if self.brackets.unbalanced { self.indent_of(opening) } else { 0 };
        let node = self.open(kind);
        self.open_bracket(closer);
        self.bump();
        inside(self, Opening { token: opening, indent });
        self.close(node);
    }

    /// How many of the brackets that wait were closed inside a string without a closing quote: those of its line, and
    /// further ones if everything matches with them.
    fn lost_in(&self, token: Token) -> usize {
        if !is_open_string(self.text, token) {
            return 0;
        }
        let line = self.text[..token.span().start as usize].rfind('\n').map_or(0, narrow);
        let mut waiting = self.closers.iter().zip(&self.opened).rev().peekable();
        let mut lost = 0;
        for kind in swallowed(token.span().of(self.text)) {
            // Others, like those of a smile, close nothing.
            let closes = |(closer, opened): &(&TokenKind, &u32)| {
                **closer == kind && (**opened >= line || self.brackets.balances_with_strings)
            };
            lost += usize::from(waiting.next_if(closes).is_some());
        }
        lost
    }

    /// Whether the closing bracket of the innermost one stands inside the string that was just taken.
    pub(super) fn is_closed_in_string(&self) -> bool {
        self.lost > 0
    }

    /// Ends the innermost bracket for [`Self::closing_follows`].
    pub(super) fn pop_closer(&mut self) -> TokenKind {
        self.opened.pop();
        self.lost = self.lost.saturating_sub(1);
        self.closers.pop().expect("closed once for every opened bracket")
    }

    /// Whether the file ends here or a closing bracket that some open one waits for follows.
    /// Closing brackets that nothing waits for are reported and passed over.
    pub(super) fn closing_follows(&mut self) -> bool {
        if self.is_closed_in_string() {
            return true;
        }
        while self.kind().is_closing() && !self.waits_for(self.kind()) {
            if !self.closers.is_empty() && self.is_wrong_closing(self.nth_token(0), 1) {
                return true;
            }
            if !(self.is_at(TokenKind::RBrace) && self.take_swallowed()) {
                self.report_behind(problems::stray(self.here(), self.kind().describe()));
            }
            self.bump();
            self.reported_at = Some(self.at);
        }
        self.at_end() || self.kind().is_closing()
    }

    /// Passes over the bracket here and everything up to the one that closes it.
    pub(super) fn skip_brackets(&mut self) {
        let mut open = 0_usize;
        while !self.at_end() {
            if self.kind().closing().is_some() {
                open += 1;
            } else if self.kind().is_closing() {
                open = open.saturating_sub(1);
            }
            self.bump();
            if open == 0 {
                return;
            }
        }
    }

    /// Moves on to the next token of the grammar.
    fn settle(&mut self) {
        while is_skipped(self.tokens[self.at]) {
            self.at += 1;
        }
    }
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).expect("files are limited to 32 MiB")
}

fn is_skipped(token: Token) -> bool {
    token.kind().is_comment() || token.kind() == TokenKind::Unknown
}
