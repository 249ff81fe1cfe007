//! What is asked for at a place, read off the tokens before it and the brackets around them.

use super::super::Place;
use crate::catalogue::KindName;
use crate::names;
use crate::span::{FileSpan, Span};
use crate::syntax::ast::{Field, File, Item, Literal, Map, Statement, Value, View};
use crate::syntax::kind::{NodeKind, TokenKind};
use crate::syntax::tree::{NodeId, Token, TokenId, Tree};
use crate::table::{self, StatementDef, Type};

/// What may stand at a place.
pub(super) enum Slot<'t> {
    /// An item of a block.
    Items(BlockScope<'t>),
    /// An argument of a statement.
    Argument { statement: Statement<'t>, def: &'static StatementDef, index: usize },
    /// The value of a field.
    Value(Type),
    /// An entry of a list that is the value of a field.
    Entry(Type),
    /// The last of several days of the week.
    Day,
    /// The name of an object of a kind that the component around has.
    Object(&'t str),
    /// A story in a chain.
    Story,
    /// A word of a reference behind these; the first if there is none.
    Member(Vec<String>),
    /// A key in the body of a resource of a kind, below these keys, beside those that are given.
    Key { kind: String, keys: Vec<String>, given: Vec<String> },
    /// The value of a key in the body of a resource.
    KeyValue { kind: String, keys: Vec<String> },
}

/// The block that an item stands in.
pub(super) struct BlockScope<'t> {
    pub(super) def: &'static StatementDef,
    /// The words of the items that are there.
    pub(super) given: Vec<&'t str>,
}

/// The slot at a place, and what a completion replaces.
pub(super) fn find(place: Place<'_>) -> Option<(FileSpan, Slot<'_>)> {
    let file = place.file();
    let offset = place.offset();
    let tokens = &file.tree.tokens;
    let index = tokens.partition_point(|token| token.span().end < offset);
    let touching = tokens.get(index).copied().filter(|token| token.span().start < offset);
    let here = |span: Span| span.in_file(file.id);
    if let Some(token) = touching {
        match token.kind() {
            kind if kind.is_comment() => return None,
            TokenKind::Str | TokenKind::Text if is_inside(file, token, offset) => {
                let (at, words) = interpolation(file, token, offset)?;
                return Some((here(at), Slot::Member(words)));
            }
            TokenKind::Word => {
                let before = significant_before(tokens, index);
                return Some((here(token.span()), slot(file, before, token.span().start)?));
            }
            kind if kind.is_literal() && token.span().end > offset => return None,
            _ => {}
        }
    }
    let next = tokens.partition_point(|token| token.span().end <= offset);
    Some((here(Span::at(offset)), slot(file, significant_before(tokens, next), offset)?))
}

/// Whether an offset lies between the quotes of a string, the closing ones maybe missing.
fn is_inside(file: File<'_>, token: Token, offset: u32) -> bool {
    offset < token.span().end || !Literal { file, token }.is_closed()
}

/// The path behind the last `${` before an offset, and the word of it that is being typed.
fn interpolation(file: File<'_>, token: Token, offset: u32) -> Option<(Span, Vec<String>)> {
    let before = file.text.get(token.span().start as usize..offset as usize)?;
    let path = &before[before.rfind("${")? + 2..];
    if path.contains(|character: char| !is_path(character)) {
        return None;
    }
    let mut words: Vec<&str> = path.split('.').collect();
    let typed = u32::try_from(words.pop()?.len()).ok()?;
    let rest = &file.text[offset as usize..token.span().end as usize];
    let rest = rest.find(|character| !is_path(character) || character == '.').unwrap_or(0);
    let end = offset + u32::try_from(rest).ok()?;
    Some((Span::new(offset - typed, end), words.into_iter().map(str::to_owned).collect()))
}

fn is_path(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.')
}

/// The last token before an index that is written and no comment.
fn significant_before(tokens: &[Token], index: usize) -> Option<TokenId> {
    let counts = |kind: TokenKind| kind != TokenKind::Eof && !kind.is_comment();
    let before = tokens[..index].iter().rposition(|token| counts(token.kind()))?;
    u32::try_from(before).ok().map(TokenId)
}

/// What may stand at `offset` behind a token.
fn slot(file: File<'_>, before: Option<TokenId>, offset: u32) -> Option<Slot<'_>> {
    let Some(id) = before else { return Some(Slot::Items(document(file))) };
    let token = file.tree.token(id);
    let around = Around::new(file, id);
    match token.kind() {
        TokenKind::Colon => around.value(id),
        TokenKind::Arrow | TokenKind::SoftArrow | TokenKind::Pipe | TokenKind::LParen => {
            Some(Slot::Story)
        }
        TokenKind::Dot => Some(Slot::Member(path_before(file, id))),
        TokenKind::LBrace | TokenKind::LBracket | TokenKind::Comma => around.inside(),
        TokenKind::DotDot => match around.typed(around.nodes.len(), false)? {
            Slot::Value(Type::Weekdays) => Some(Slot::Day),
            _ => None,
        },
        TokenKind::Slash => match around.typed(around.nodes.len(), true)? {
            Slot::Entry(Type::Object | Type::List(Type::Object)) => kind_before(file, id),
            _ => None,
        },
        _ => {
            let gap = &file.text[token.span().end as usize..offset as usize];
            if gap.contains('\n') { around.inside() } else { around.behind(id, !gap.is_empty()) }
        }
    }
}

/// The words of a path whose last dot this is.
fn path_before(file: File<'_>, dot: TokenId) -> Vec<String> {
    let mut words = Vec::new();
    let mut tokens = file.tree.tokens[..=dot.0 as usize].iter().rev();
    while let (Some(dot), Some(word)) = (tokens.next(), tokens.next()) {
        if dot.kind() != TokenKind::Dot || word.kind() != TokenKind::Word {
            break;
        }
        words.push(word.span().of(file.text).to_owned());
    }
    words.reverse();
    words
}

/// An object of the kind that stands before this slash: `apps/v1/Deployment/`, maybe with a namespace behind it.
fn kind_before(file: File<'_>, slash: TokenId) -> Option<Slot<'_>> {
    let end = file.tree.token(slash).span().start;
    let before = file.text.get(..end as usize)?;
    let is_part = |c: char| is_path(c) || c == '/';
    let start = before.rfind(|c| !is_part(c)).map_or(0, |at| at + 1);
    let parts: Vec<&str> = before.get(start..)?.split('/').collect();
    let kind = parts.get(KindName::length(&parts).checked_sub(1)?)?;
    Some(Slot::Object(kind))
}

fn document(file: File<'_>) -> BlockScope<'_> {
    let given = file.items().filter_map(word_of).collect();
    BlockScope { def: &table::DOCUMENT, given }
}

fn word_of(item: Item<'_>) -> Option<&str> {
    match item {
        Item::Statement(statement) => Some(statement.word().text),
        Item::Field(field) => Some(field.name().text),
        Item::Chain(_) => None,
    }
}

/// The nodes that are open behind a token, the outermost first.
struct Around<'t> {
    file: File<'t>,
    nodes: Vec<NodeId>,
}

impl<'t> Around<'t> {
    fn new(file: File<'t>, token: TokenId) -> Self {
        let mut nodes = ancestors(file.tree, token);
        // What the token closes is over.
        let closes = |node: &NodeId| {
            let kind = file.tree.token(token).kind();
            let node = file.tree.node(*node);
            kind.is_closing() && node.last == token.0 + 1
        };
        if let Some(first) = nodes.iter().position(closes) {
            nodes.truncate(first.max(1));
        }
        Self { file, nodes }
    }

    fn kind(&self, node: NodeId) -> NodeKind {
        self.file.tree.node(node).kind
    }

    fn view(&self, id: NodeId) -> View<'t> {
        View { file: self.file, id }
    }

    /// What may stand next in the innermost brackets.
    fn inside(&self) -> Option<Slot<'t>> {
        let index = self.nodes.iter().rposition(|node| {
            use NodeKind::{Block, Document, Group, List, Map};
            matches!(self.kind(*node), Block | Map | List | Group | Document)
        })?;
        match self.kind(self.nodes[index]) {
            NodeKind::Document => Some(Slot::Items(document(self.file))),
            NodeKind::Block => self.items(index),
            NodeKind::Group => Some(Slot::Story),
            NodeKind::List => self.typed(index, true),
            _ => self.key(index),
        }
    }

    /// The items of the block at an index.
    fn items(&self, index: usize) -> Option<Slot<'t>> {
        let (statement, def) = self.statement(index)?;
        if def.word == "resource" {
            return self.key(index);
        }
        let given = statement.items().filter_map(word_of).collect();
        Some(Slot::Items(BlockScope { def, given }))
    }

    /// The innermost statement around the node at an index, with its row of the table.
    fn statement(&self, index: usize) -> Option<(Statement<'t>, &'static StatementDef)> {
        let mut parent = &table::DOCUMENT;
        let mut found = None;
        for node in &self.nodes[..=index] {
            if self.kind(*node) == NodeKind::Statement {
                let statement = Statement(self.view(*node));
                parent = names::meant(statement, parent)?;
                found = Some((statement, parent));
            }
        }
        found
    }

    /// The value of the field whose colon this is.
    fn value(&self, colon: TokenId) -> Option<Slot<'t>> {
        let name = significant_before(&self.file.tree.tokens, colon.0 as usize)?;
        let name = self.file.tree.token(name).span().of(self.file.text);
        let block = self
            .nodes
            .iter()
            .rposition(|node| matches!(self.kind(*node), NodeKind::Block | NodeKind::Map))?;
        if self.kind(self.nodes[block]) == NodeKind::Map || self.is_resource(block) {
            return Some(self.key_value(block, name));
        }
        let (_, def) = self.statement(block)?;
        let ty = def.field(name).map(|row| row.ty);
        ty.or_else(|| def.open.as_ref().map(|open| open.ty)).map(Slot::Value)
    }

    fn is_resource(&self, block: usize) -> bool {
        self.statement(block).is_some_and(|(_, def)| def.word == "resource")
    }

    /// What may stand in the list at an index.
    fn typed(&self, index: usize, in_list: bool) -> Option<Slot<'t>> {
        let field = self.nodes[..index].iter().rposition(|it| self.kind(*it) == NodeKind::Field)?;
        let name = Field(self.view(self.nodes[field])).name().text;
        let block = self.nodes[..field]
            .iter()
            .rposition(|node| matches!(self.kind(*node), NodeKind::Block | NodeKind::Map))?;
        if self.kind(self.nodes[block]) == NodeKind::Map || self.is_resource(block) {
            return Some(self.key_value(block, name));
        }
        let (_, def) = self.statement(block)?;
        let ty = def.field(name).map(|row| row.ty);
        let ty = ty.or_else(|| def.open.as_ref().map(|open| open.ty))?;
        Some(if in_list { Slot::Entry(ty) } else { Slot::Value(ty) })
    }

    /// A key of the map, or of the body of the resource, at an index.
    fn key(&self, index: usize) -> Option<Slot<'t>> {
        let (kind, keys) = self.keys(index)?;
        let node = self.view(self.nodes[index]);
        let given = if self.kind(node.id) == NodeKind::Map {
            let entries = Map(node).entries();
            entries.map(|entry| unquoted(entry.name().text)).collect()
        } else {
            let (statement, _) = self.statement(index)?;
            statement.items().filter_map(word_of).map(unquoted).collect()
        };
        Some(Slot::Key { kind, keys, given })
    }

    /// The value of a key of the map, or of the body of the resource, at an index.
    fn key_value(&self, index: usize, name: &str) -> Slot<'t> {
        let Some((kind, mut keys)) = self.keys(index) else {
            return Slot::Value(Type::Any);
        };
        keys.push(unquoted(name));
        Slot::KeyValue { kind, keys }
    }

    /// The kind of the resource around a node, and the keys that lead to it.
    fn keys(&self, index: usize) -> Option<(String, Vec<String>)> {
        let (statement, def) = self.statement(index)?;
        if def.word != "resource" {
            return None;
        }
        let kind = statement.arguments().next()?.source().to_owned();
        let fields = self.nodes[..=index].iter();
        let fields = fields.filter(|node| self.kind(**node) == NodeKind::Field);
        let keys = fields.map(|node| unquoted(Field(self.view(*node)).name().text)).collect();
        Some((kind, keys))
    }

    /// What may stand on the same line behind a token: a further argument, or nothing.
    fn behind(&self, token: TokenId, is_apart: bool) -> Option<Slot<'t>> {
        let index = self.nodes.iter().rposition(|node| self.kind(*node) == NodeKind::Statement)?;
        let is_open = |node: &NodeId| {
            !matches!(self.kind(*node), NodeKind::Path | NodeKind::Object | NodeKind::Range)
        };
        let is_head = !self.nodes[index + 1..].iter().any(is_open);
        if !is_head || !is_apart {
            return None;
        }
        let (statement, def) = self.statement(index)?;
        let end = self.file.tree.token(token).span().end;
        let before = |value: &Value<'_>| value.at().span.end <= end;
        let given = statement.arguments().take_while(before).count();
        Some(Slot::Argument { statement, def, index: given })
    }
}

fn unquoted(name: &str) -> String {
    name.trim_matches('"').to_owned()
}

/// The nodes that hold a token, the outermost first.
pub(in crate::ide) fn ancestors(tree: &Tree, token: TokenId) -> Vec<NodeId> {
    let mut found = vec![Tree::ROOT];
    let mut next = 1;
    let mut end = tree.nodes.first().map_or(0, |root| root.end);
    while next < end {
        let node = tree.nodes[next as usize];
        if node.first <= token.0 && token.0 < node.last {
            found.push(NodeId(next));
            end = node.end;
            next += 1;
        } else {
            next = node.end;
        }
    }
    found
}

/// The statement whose arguments are being typed at a place, and how many stand before it.
pub(in crate::ide) fn open_statement(place: Place<'_>) -> Option<(&'static StatementDef, usize)> {
    let file = place.file();
    let offset = place.offset();
    let tokens = &file.tree.tokens;
    let index = tokens.partition_point(|token| token.span().start < offset);
    let id = significant_before(tokens, index)?;
    let gap = file.text.get(tokens[id.0 as usize].span().end as usize..offset as usize);
    if gap.is_some_and(|gap| gap.contains('\n')) {
        return None;
    }
    let around = Around::new(file, id);
    let index = around.nodes.iter().rposition(|it| around.kind(*it) == NodeKind::Statement)?;
    let is_block = |node: &NodeId| {
        matches!(around.kind(*node), NodeKind::Block | NodeKind::Field | NodeKind::Chain)
    };
    if around.nodes[index + 1..].iter().any(is_block) {
        return None;
    }
    let (statement, def) = around.statement(index)?;
    let word = statement.word().at.span;
    if offset <= word.end || statement.block().is_some_and(|it| it.at().span.start < offset) {
        return None;
    }
    let given = statement.arguments().take_while(|value| value.at().span.end < offset).count();
    Some((def, given))
}
