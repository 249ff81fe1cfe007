//! From trees to the [`Plan`]: checks every statement against the table, resolves names, decodes values.
//!
//! Works on broken trees. What the parser has reported is passed over in silence here.

mod arguments;
mod decode;
mod engineering;
mod look;
mod objects;
mod open;
mod order;
mod schedule;
mod value;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Plan, Resource, SprintId};
use crate::names::{self, Lookup, Names};
use crate::problems::{names as problems, syntax};
use crate::program::Program;
use crate::similar;
use crate::span::{FileId, FileSpan};
use crate::syntax::ast::{Item, Statement};
use crate::syntax::string;
use crate::table::{self, Namespace, StatementDef};

/// A level that a `lints` block sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LintRule {
    /// The block it holds for; `None` for the whole program.
    pub scope: Option<FileSpan>,
    /// The warning.
    pub code: Code,
    /// What becomes of it.
    pub level: LintLevel,
}

/// What becomes of a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LintLevel {
    /// It is not reported.
    Allow,
    /// It is reported.
    Warn,
    /// It is an error.
    Deny,
}

/// What lowering gives.
#[derive(Debug, Default)]
pub(crate) struct Lowered {
    pub(crate) plan: Plan,
    pub(crate) lints: Vec<LintRule>,
}

/// Lowers a whole program.
pub(crate) fn lower(program: &Program, out: &mut Vec<Diagnostic>) -> Lowered {
    let names = Names::collect(program, out);
    let mut lower = Lower {
        program,
        names,
        in_override: false,
        sprints: Vec::new(),
        lowered: Lowered::default(),
        once: BTreeMap::new(),
        unknown_names: 0,
        manifests: BTreeMap::new(),
        out,
    };
    // Later passes refer to what earlier ones make; within a pass the order of the source decides.
    for pass in [Pass::Context, Pass::Stories, Pass::Delivery] {
        for file in program.files() {
            for item in file.items() {
                lower.top_level(item, pass);
            }
        }
    }
    lower.lowered
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Context,
    Stories,
    Delivery,
}

struct Lower<'s, 'o> {
    program: &'s Program,
    names: Names<'s>,
    /// The sprint of each declared name; `None` when its dates are broken.
    sprints: Vec<Option<SprintId>>,
    lowered: Lowered,
    /// Whether an `on` block is being read, which says only what is different.
    in_override: bool,
    /// The first of each statement that may stand only once at the top level.
    once: BTreeMap<&'static str, FileSpan>,
    /// How many names were unknown so far.
    unknown_names: usize,
    /// The objects of each YAML file that was read.
    manifests: BTreeMap<FileId, Vec<Resource>>,
    out: &'o mut Vec<Diagnostic>,
}

/// Beyond this many unknown names no nearest one is looked for: a program that is so wrong needs no hints, and
/// comparing each with every name would make the cost quadratic.
const SUGGESTIONS: usize = 200;

impl<'s> Lower<'s, '_> {
    fn plan(&mut self) -> &mut Plan {
        &mut self.lowered.plan
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    fn top_level(&mut self, item: Item<'s>, pass: Pass) {
        let statement = match item {
            Item::Statement(statement) => statement,
            Item::Field(_) | Item::Chain(_) => {
                if pass == Pass::Context {
                    self.misplaced(item, "");
                }
                return;
            }
        };
        let Some(def) = names::meant(statement, &table::DOCUMENT) else {
            if pass == Pass::Context {
                self.not_understood(statement, &table::DOCUMENT);
            }
            return;
        };
        if pass_of(def.word) != pass {
            return;
        }
        self.spelled_wrong(statement, def, &table::DOCUMENT);
        let second = self.is_second(statement, def);
        match def.word {
            "platform" => self.platform(statement, def, second),
            "calendar" => self.calendar(statement, def, second),
            "outputs" => self.outputs(statement, def, second),
            "include" => drop(self.open(statement, def)),
            "lane" => self.lane(statement, def),
            "cluster" => self.cluster(statement, def),
            "settings" => self.settings(statement, def),
            "inventory" => self.inventory(statement, def),
            "sprint" => self.sprint(statement, def),
            "backlog" => self.backlog(statement, def),
            "order" => self.order(statement, def),
            "milestone" => self.milestone(statement, def),
            "component" => self.component(statement, def),
            word => unreachable!("the table has no `{word}` at the top level"),
        }
    }

    /// Whether the statement may stand only once and stands again, which is reported.
    fn is_second(&mut self, statement: Statement<'s>, def: &'static StatementDef) -> bool {
        if !def.once {
            return false;
        }
        let at = statement.word().at;
        let first = *self.once.entry(def.word).or_insert(at);
        if first == at {
            return false;
        }
        self.report(problems::duplicate_statement(at, first, def.word));
        true
    }

    /// Reports a statement that was read as the nearest one.
    fn spelled_wrong(
        &mut self,
        statement: Statement<'s>,
        def: &StatementDef,
        parent: &StatementDef,
    ) {
        let word = statement.word();
        if word.text != def.word && !self.is_reported_at(word.at) {
            self.report(problems::unknown_statement(
                word.at,
                word.text,
                parent.word,
                parent.statements,
                false,
                Some(def.word),
            ));
        }
    }

    /// Reports a statement that cannot stand in a block.
    fn not_understood(&mut self, statement: Statement<'s>, parent: &StatementDef) {
        let word = statement.word();
        let near_field = || {
            let fields = parent.fields.iter().map(|field| field.name);
            similar::nearest(word.text, fields)
        };
        if self.is_reported_at(word.at) {
            return;
        }
        let is_statement = table::statement(word.text).is_some();
        let is_field =
            parent.field(word.text).is_some() || (parent.open.is_some() && !is_statement);
        let found = if is_field && !(is_statement && statement.block().is_some()) {
            let values = statement.arguments().take(2).count();
            let has_value = values + usize::from(statement.block().is_some()) == 1;
            problems::statement_is_field(word.at, word.text, has_value)
        } else if is_statement {
            let homes: Vec<&str> = table::parents(word.text).collect();
            problems::misplaced_statement(word.at, word.text, parent.word, &homes)
        } else if parent.chains && statement.block().is_none() {
            if self.is_broken(statement) {
                return;
            }
            syntax::lonely_story(word.at, word.text)
        } else {
            let near = near_field();
            let (at, text, known) = (word.at, word.text, parent.statements);
            let has_fields = !parent.fields.is_empty();
            let is_alone = statement.arguments().next().is_none();
            if near.is_none() && parent.holds("story") && is_alone {
                problems::story_without_word(at, text, parent.word)
            } else {
                problems::unknown_statement(at, text, parent.word, known, has_fields, near)
            }
        };
        self.report(found);
    }

    /// Whether the parser has found fault with the token that begins here.
    fn is_reported_at(&self, at: FileSpan) -> bool {
        let found = &self.program.parses[at.file.0 as usize].diagnostics;
        let first = found.partition_point(|it| it.at().span.start < at.span.start);
        let here = found.get(first).is_some_and(|it| it.at().span.start == at.span.start);
        // `- a`: what foreign characters lead in on the same line may be anything.
        let text = self.program.sources.text(at.file);
        let leads_in = |it: &Diagnostic| {
            let gap = text.get(it.at().span.end as usize..at.span.start as usize);
            it.code == Code::UnknownCharacter
                && gap.is_some_and(|gap| gap.len() < 80 && gap.bytes().all(|byte| byte == b' '))
        };
        here || first.checked_sub(1).is_some_and(|before| leads_in(&found[before]))
    }

    /// Whether what stands behind a value on its line cannot be meant to belong to it: nothing, or another field.
    fn is_alone(&self, at: FileSpan) -> bool {
        let behind = &self.program.sources.text(at.file)[at.span.end as usize..];
        let line = behind.lines().next().unwrap_or_default().trim();
        let Some(next) = line.strip_prefix(',') else {
            return line.is_empty() || line.starts_with('}') || line.starts_with("//");
        };
        let field = next.split_once(':').is_some_and(|(name, _)| string::is_word(name.trim()));
        next.is_empty() || field
    }

    /// Whether the parser has found fault with something at a place, or at its end.
    fn is_reported_inside(&self, at: FileSpan) -> bool {
        let found = &self.program.parses[at.file.0 as usize].diagnostics;
        let first = found.partition_point(|it| it.at().span.start < at.span.start);
        found.get(first).is_some_and(|it| it.at().span.start <= at.span.end)
    }

    /// Whether the parser found no comma on one side of a value, so that what the value is is no news.
    fn is_mentioned(&self, at: FileSpan) -> bool {
        let found = &self.program.parses[at.file.0 as usize].diagnostics;
        let first = found.partition_point(|it| it.at().span.start < at.span.start);
        let mentions = |it: &Diagnostic| it.labels.iter().any(|label| label.at == at);
        found.get(first).is_some_and(mentions)
    }

    fn misplaced(&mut self, item: Item<'s>, parent: &str) {
        if matches!(item, Item::Field(field) if self.is_reported_at(field.name().at)) {
            return;
        }
        self.report(match item {
            Item::Chain(chain) => problems::misplaced_chain(chain.0.at(), parent),
            Item::Field(field) => {
                let name = field.name();
                let is_statement = parent.is_empty() && table::DOCUMENT.holds(name.text);
                if is_statement {
                    problems::field_is_statement(name.at, name.text)
                } else {
                    problems::misplaced_field(name.at, name.text, parent)
                }
            }
            Item::Statement(_) => unreachable!("statements are reported by `not_understood`"),
        });
    }

    /// The id of a name; reports one that nothing declares.
    fn resolve(&mut self, namespace: Namespace, name: &str, at: FileSpan) -> Option<u32> {
        match self.names.find(namespace, name) {
            Lookup::Id(id) => Some(id),
            Lookup::Silent => None,
            Lookup::Nothing => {
                self.unknown_names += 1;
                let near = (self.unknown_names <= SUGGESTIONS)
                    .then(|| self.names.nearest(namespace, name))
                    .flatten();
                // `S0.A`: what stands in a block is called by its own name.
                let last = name.rsplit('.').next().filter(|last| *last != name);
                let near = near.or_else(|| last.filter(|last| self.is_declared(namespace, last)));
                let declared = near.and_then(|near| match self.names.find(namespace, near) {
                    Lookup::Id(id) => Some(self.names.place(namespace, id)),
                    Lookup::Silent | Lookup::Nothing => None,
                });
                let other = if near.is_none() { self.elsewhere(namespace, name) } else { None };
                self.report(if let Some((other, place)) = other {
                    problems::name_of_another(at, namespace, name, other, place)
                } else {
                    let declared = declared.unwrap_or(at);
                    problems::unknown_name(at, namespace.noun(), name, near, declared)
                });
                None
            }
        }
    }

    fn is_declared(&self, namespace: Namespace, name: &str) -> bool {
        matches!(self.names.find(namespace, name), Lookup::Id(_))
    }

    /// What else is called like that, and where it is declared.
    fn elsewhere(&self, namespace: Namespace, name: &str) -> Option<(Namespace, FileSpan)> {
        let others = Namespace::ALL.iter().filter(|it| **it != namespace);
        others.copied().find_map(|other| match self.names.find(other, name) {
            Lookup::Id(id) => Some((other, self.names.place(other, id))),
            Lookup::Silent | Lookup::Nothing => None,
        })
    }
}

fn pass_of(word: &str) -> Pass {
    match word {
        "sprint" | "backlog" => Pass::Stories,
        "order" | "milestone" | "component" => Pass::Delivery,
        _ => Pass::Context,
    }
}
