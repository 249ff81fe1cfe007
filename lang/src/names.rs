//! Who declares what: the names of a program, each with its id and its place.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::Diagnostic;
use crate::problems::{milestones, names as problems, similar};
use crate::program::Program;
use crate::span::{FileSpan, Span};
use crate::syntax::ast::{Item, Statement, Word};
use crate::syntax::kind::{NodeKind, TokenKind};
use crate::syntax::tree::Node;
use crate::table::{self, Namespace, StatementDef, Type};

/// The names of a program. Only looked up, never iterated over by hash.
#[derive(Debug, Default)]
pub(crate) struct Names<'s> {
    tables: [NameTable<'s>; 8],
    /// Words at mistakes: a reference to one of them is a consequence.
    poisoned: FxHashSet<&'s str>,
    /// Whether a file is missing, so that any name may be declared there.
    incomplete: bool,
}

#[derive(Debug, Default)]
struct NameTable<'s> {
    by_name: FxHashMap<&'s str, u32>,
    /// In the order of the source, second declarations of a name too; an id is an index.
    all: Vec<(&'s str, FileSpan)>,
}

/// What looking up a name gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
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
        let mut names = Self { incomplete: program.incomplete, ..Self::default() };
        names.poison_broken_lines(program);
        // Nearly every statement of a large plan is a story: growing the map step by step would rehash them all.
        let statement = |node: &&Node| node.kind == NodeKind::Statement;
        let counts = program.parses.iter().map(|it| it.tree.nodes.iter().filter(statement).count());
        names.tables[Namespace::Story as usize].by_name.reserve(counts.sum());
        for file in program.files() {
            for item in file.items() {
                names.declare(item, &table::DOCUMENT, out);
            }
        }
        names
    }

    /// The id of a name.
    pub(crate) fn find(&self, namespace: Namespace, name: &str) -> Found {
        match self.tables[namespace as usize].by_name.get(name) {
            Some(id) => Found::Id(*id),
            None if self.incomplete || self.poisoned.contains(name) => Found::Silent,
            None => Found::Nothing,
        }
    }

    /// The place that declares an item.
    pub(crate) fn place(&self, namespace: Namespace, id: u32) -> FileSpan {
        self.tables[namespace as usize].all[id as usize].1
    }

    /// All names of a namespace in the order of the source.
    pub(crate) fn all(&self, namespace: Namespace) -> impl Iterator<Item = &'s str> {
        self.tables[namespace as usize].all.iter().map(|(name, _)| *name)
    }

    /// The name most like one that nothing declares.
    pub(crate) fn nearest(&self, namespace: Namespace, name: &str) -> Option<&'s str> {
        similar::nearest(name, self.all(namespace))
    }

    fn declare(&mut self, item: Item<'s>, parent: &StatementDef, out: &mut Vec<Diagnostic>) {
        let Item::Statement(statement) = item else { return };
        let Some(def) = meant(statement, parent) else {
            return self.poison(statement);
        };
        if let Some(argument) = def.arguments.first()
            && let Type::Name(namespace) = argument.ty
            && let Some(word) =
                statement.arguments().next().and_then(super::syntax::ast::Value::as_word)
        {
            self.add(namespace, word, out);
        }
        if def.statements.contains(&"story") {
            for inner in statement.items() {
                self.declare(inner, def, out);
            }
        }
    }

    fn add(&mut self, namespace: Namespace, word: Word<'s>, out: &mut Vec<Diagnostic>) {
        let table = &mut self.tables[namespace as usize];
        let id = u32::try_from(table.all.len()).expect("the size of a program is limited");
        table.all.push((word.text, word.at));
        if let Some(first) = table.by_name.get(word.text) {
            let first = table.all[*first as usize].1;
            out.push(match namespace {
                Namespace::Milestone => milestones::duplicate_milestone(word.at, first, word.text),
                // A second `platform` is reported as a statement that may stand only once.
                Namespace::Platform => return,
                _ => problems::duplicate_name(word.at, first, namespace.noun(), word.text),
            });
            return;
        }
        table.by_name.insert(word.text, id);
    }

    /// Keeps silent about every name in a statement that nobody understands.
    fn poison(&mut self, statement: Statement<'s>) {
        let file = statement.0.file;
        let node = file.tree.node(statement.0.id);
        for token in &file.tree.tokens[node.first as usize..node.last as usize] {
            if token.kind() == TokenKind::Word {
                self.poisoned.insert(token.span().of(file.text));
            }
        }
    }

    /// A line with a syntax error may have been meant to declare any word on it.
    fn poison_broken_lines(&mut self, program: &'s Program) {
        for file in program.files() {
            let source = program.sources.get(file.id);
            for diagnostic in &program.parses[file.id.0 as usize].diagnostics {
                let lines = source.lines();
                let line = lines.line(diagnostic.at().span.start);
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
    if table::statement(word).is_some() {
        return None;
    }
    similar::nearest(word, parent.statements.iter().copied()).and_then(table::statement)
}
