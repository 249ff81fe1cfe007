//! Who declares what: the names of a program, each with its id and its place.

use std::hash::BuildHasher as _;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::diagnostic::Diagnostic;
use crate::problems::{milestones, names as problems};
use crate::program::Program;
use crate::similar;
use crate::span::{FileSpan, Span};
use crate::syntax::ast::{File, Item, Literal, Statement, Value, View, Word};
use crate::syntax::kind::{NodeKind, TokenKind};
use crate::syntax::tree::{Element, Node, NodeId, Token};
use crate::table::{self, Namespace, StatementDef, Type};

/// The names of a program. Only looked up, never iterated over by hash.
#[derive(Debug, Default)]
pub(crate) struct Names<'s> {
    tables: [NameTable; 8],
    texts: Vec<&'s str>,
    /// Words at mistakes: a reference to one of them is a consequence.
    poisoned: FxHashSet<&'s str>,
    /// The namespaces of declarations without a name: any name may have been meant.
    nameless: [bool; 8],
    /// Whether a file is missing, so that any name may be declared there.
    incomplete: bool,
}

/// Places instead of texts, and ids instead of places in the hash table: a large plan has a hundred thousand names.
#[derive(Debug, Default)]
struct NameTable {
    by_name: HashTable<u32>,
    /// In the order of the source, second declarations of a name too; an id is an index.
    all: Vec<FileSpan>,
}

/// What looking up a name gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// The id of the declared item.
    Id(u32),
    /// Nothing, for a reason that is already reported.
    Silent,
    /// Nothing.
    Nothing,
}

impl<'s> Names<'s> {
    /// Collects the declarations of all files; reports names that are declared twice.
    pub(crate) fn collect(program: &'s Program, out: &mut Vec<Diagnostic>) -> Self {
        let texts = program.files().map(|file| file.text).collect();
        let mut names = Self { texts, incomplete: program.incomplete, ..Self::default() };
        names.poison_broken_lines(program);
        names.poison_skipped(program);
        // Nearly every statement of a large plan is a story: growing the map step by step would rehash them all.
        let statement = |node: &&Node| node.kind == NodeKind::Statement;
        let counts = program.parses.iter().map(|it| it.tree.nodes.iter().filter(statement).count());
        names.reserve(Namespace::Story, counts.sum());
        for file in program.files() {
            for item in file.items() {
                names.declare(item, &table::DOCUMENT, out);
            }
        }
        names
    }

    /// The id of a name.
    pub(crate) fn find(&self, namespace: Namespace, name: &str) -> Lookup {
        match self.id(namespace, name) {
            Some(id) => Lookup::Id(id),
            None if self.incomplete || self.nameless[namespace as usize] => Lookup::Silent,
            None if self.poisoned.contains(name) => Lookup::Silent,
            None => Lookup::Nothing,
        }
    }

    fn id(&self, namespace: Namespace, name: &str) -> Option<u32> {
        let table = &self.tables[namespace as usize];
        let same = |id: &u32| self.text(table.all[*id as usize]) == name;
        table.by_name.find(FxBuildHasher.hash_one(name), same).copied()
    }

    fn text(&self, at: FileSpan) -> &'s str {
        text(&self.texts, at)
    }

    fn reserve(&mut self, namespace: Namespace, count: usize) {
        let table = &mut self.tables[namespace as usize];
        table.by_name.reserve(count, |id| hash(&self.texts, table.all[*id as usize]));
        table.all.reserve(count);
    }

    /// The place that declares an item.
    pub(crate) fn place(&self, namespace: Namespace, id: u32) -> FileSpan {
        self.tables[namespace as usize].all[id as usize]
    }

    /// All names of a namespace in the order of the source.
    pub(crate) fn all(&self, namespace: Namespace) -> impl Iterator<Item = &'s str> {
        self.tables[namespace as usize].all.iter().map(|at| self.text(*at))
    }

    /// The name most like one that nothing declares.
    pub(crate) fn nearest(&self, namespace: Namespace, name: &str) -> Option<&'s str> {
        similar::nearest(name, self.all(namespace))
    }

    fn declare(&mut self, item: Item<'s>, parent: &StatementDef, out: &mut Vec<Diagnostic>) {
        let statement = match item {
            Item::Statement(statement) => statement,
            // `story: A` was meant to be `story A`, and whoever writes `stories: [A]` declares them in another way.
            Item::Field(field) if parent.field(field.name().text).is_none() => {
                return self.poison(field.0);
            }
            Item::Field(_) | Item::Chain(_) => return,
        };
        let Some(def) = meant(statement, parent) else {
            return self.poison(statement.0);
        };
        if let Some(argument) = def.arguments.first()
            && let Type::Name(namespace) = argument.ty
        {
            let mut words = statement.arguments().map(Value::as_word);
            if let Some(Some(word)) = words.next() {
                self.add(namespace, word, out);
            } else {
                self.nameless[namespace as usize] = true;
            }
            // Words behind a name are text without quotes, or another statement without a comma.
            if namespace != Namespace::Milestone {
                self.poisoned.extend(words.flatten().map(|word| word.text));
            }
        }
        if def.statements.contains(&"story") {
            for inner in statement.items() {
                self.declare(inner, def, out);
            }
        }
    }

    fn add(&mut self, namespace: Namespace, word: Word<'s>, out: &mut Vec<Diagnostic>) {
        let (texts, table) = (&self.texts, &mut self.tables[namespace as usize]);
        let id = u32::try_from(table.all.len()).expect("the size of a program is limited");
        table.all.push(word.at);
        let all = &table.all;
        let same = |id: &u32| text(texts, all[*id as usize]) == word.text;
        let rehash = |id: &u32| hash(texts, all[*id as usize]);
        let first = match table.by_name.entry(FxBuildHasher.hash_one(word.text), same, rehash) {
            Entry::Occupied(first) => all[*first.get() as usize],
            Entry::Vacant(vacant) => {
                vacant.insert(id);
                return;
            }
        };
        out.push(match namespace {
            Namespace::Milestone => milestones::duplicate_milestone(word.at, first, word.text),
            // A second `platform` is reported as a statement that may stand only once.
            Namespace::Platform => return,
            _ => problems::duplicate_name(word.at, first, namespace.noun(), word.text),
        });
    }

    /// Keeps silent about every name in a statement that nobody understands.
    fn poison(&mut self, view: View<'s>) {
        let file = view.file;
        let node = file.tree.node(view.id);
        for token in &file.tree.tokens[node.first as usize..node.last as usize] {
            if token.kind() == TokenKind::Word {
                self.poisoned.insert(token.span().of(file.text));
            }
        }
    }

    /// What the parser passed over may have been meant to declare any word in it.
    fn poison_skipped(&mut self, program: &'s Program) {
        let is_broken =
            |file: &File<'_>| !program.parses[file.id.0 as usize].diagnostics.is_empty();
        for file in program.files().filter(is_broken) {
            let tree = file.tree;
            for (id, node) in (0..).map(NodeId).zip(&tree.nodes) {
                let skipped: Vec<Token> = match node.kind {
                    NodeKind::Error => {
                        tree.tokens[node.first as usize..node.last as usize].to_vec()
                    }
                    NodeKind::Document | NodeKind::Block => tree
                        .children(id)
                        .filter_map(|element| match element {
                            Element::Token(token) => Some(tree.token(token)),
                            Element::Node(_) => None,
                        })
                        .collect(),
                    _ => continue,
                };
                let words = skipped.iter().filter(|token| token.kind() == TokenKind::Word);
                self.poisoned.extend(words.map(|token| token.span().of(file.text)));
            }
            // A text block without an end takes the rest of the file with it.
            let last = tree.tokens.iter().rev().find(|token| token.kind() == TokenKind::Text);
            let is_open = |token: &Token| !Literal { file, token: *token }.is_closed();
            self.incomplete |= last.is_some_and(is_open);
        }
    }

    /// A line with a syntax error may have been meant to declare any word on it.
    fn poison_broken_lines(&mut self, program: &'s Program) {
        for file in program.files() {
            let source = program.sources.get(file.id);
            let mut done = None;
            for diagnostic in &program.parses[file.id.0 as usize].diagnostics {
                let lines = source.lines();
                let line = lines.line(diagnostic.at().span.start);
                if done.replace(line) == Some(line) {
                    continue;
                }
                let end = if line + 1 < lines.count() {
                    lines.start(line + 1)
                } else {
                    u32::try_from(file.text.len()).expect("files are limited to 32 MiB")
                };
                let line = Span::new(lines.start(line), end);
                let tokens = &file.tree.tokens;
                let first = tokens.partition_point(|token| token.span().start < line.start);
                let on_line = tokens[first..].iter().take_while(|it| it.span().start < line.end);
                let words = on_line.filter(|token| token.kind() == TokenKind::Word);
                self.poisoned.extend(words.map(|token| token.span().of(file.text)));
            }
        }
    }
}

/// The name at a place.
fn text<'s>(texts: &[&'s str], at: FileSpan) -> &'s str {
    at.span.of(texts[at.file.0 as usize])
}

/// The hash of the name at a place.
fn hash(texts: &[&str], at: FileSpan) -> u64 {
    FxBuildHasher.hash_one(text(texts, at))
}

/// The statement that a word stands for in a block: the one of that name, or, where there is none, the nearest.
/// `None` for what cannot be understood there.
pub(crate) fn meant(
    statement: Statement<'_>,
    parent: &StatementDef,
) -> Option<&'static StatementDef> {
    let word = statement.word().text;
    if parent.holds(word) {
        return table::statement(word);
    }
    let is_field = || {
        parent.field(word).is_some() || table::STATEMENTS.iter().any(|it| it.field(word).is_some())
    };
    if table::statement(word).is_some() || is_field() {
        return None;
    }
    similar::nearest_word(word, parent.statements).and_then(table::statement)
}
