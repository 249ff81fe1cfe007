//! A statement against the table: its arguments, its fields, the statements of its block.

use super::Lower;
use super::decode::Datum;
use crate::model::{Name, Spanned};
use crate::names;
use crate::problems::{names as problems, syntax};
use crate::similar;
use crate::syntax::ast::{Chain, Field, Item, Key, Statement, Value, View, Word};
use crate::table::{self, StatementDef};

/// A statement whose parts were checked.
pub(super) struct Parts<'s> {
    /// An entry an argument of the table; `None` for what is missing or wrong.
    arguments: Vec<Option<Spanned<Datum<'s>>>>,
    fields: Vec<(&'static str, Spanned<Datum<'s>>)>,
    /// Fields of other names, where the table has any.
    pub(super) others: Vec<Field<'s>>,
    /// The statements of the block, those that may stand there.
    pub(super) statements: Vec<(Statement<'s>, &'static StatementDef)>,
    /// The chains of the block, where it may hold any.
    pub(super) chains: Vec<Chain<'s>>,
}

impl<'s> Parts<'s> {
    /// Takes an argument by its place.
    pub(super) fn argument(&mut self, index: usize) -> Option<Spanned<Datum<'s>>> {
        self.arguments.get_mut(index).and_then(Option::take)
    }

    /// Takes the name that the first argument declares.
    pub(super) fn name(&mut self) -> Option<Name> {
        let argument = self.argument(0)?;
        match argument.value {
            Datum::Name(word) => Some(Name { text: word.text.into(), at: word.at }),
            _ => None,
        }
    }

    /// Takes a field by its name.
    pub(super) fn take(&mut self, name: &str) -> Option<Spanned<Datum<'s>>> {
        let index = self.fields.iter().position(|(field, _)| *field == name)?;
        Some(self.fields.swap_remove(index).1)
    }

    /// Takes the text of a field.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.spanned_text(name).map(|text| text.value)
    }

    /// Takes the text of a field, with its place.
    pub(super) fn spanned_text(&mut self, name: &str) -> Option<Spanned<String>> {
        let datum = self.take(name)?;
        match datum.value {
            Datum::Text(value) => Some(Spanned { value, at: datum.at }),
            _ => None,
        }
    }

    /// Takes the texts of a list.
    pub(super) fn texts(&mut self, name: &str) -> Vec<Spanned<String>> {
        let Some(Datum::List(list)) = self.take(name).map(|datum| datum.value) else {
            return Vec::new();
        };
        let text = |datum: Spanned<Datum<'s>>| match datum.value {
            Datum::Text(value) => Some(Spanned { value, at: datum.at }),
            _ => None,
        };
        list.into_iter().filter_map(text).collect()
    }

    /// Takes the text of an argument.
    pub(super) fn argument_text(&mut self, index: usize) -> Option<String> {
        match self.argument(index)?.value {
            Datum::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The fields of a block so far.
#[derive(Default)]
struct Seen<'s> {
    words: Vec<Word<'s>>,
    /// Fields that a misspelt one was likely meant to be, so that they are not missing as well.
    excused: Vec<&'static str>,
}

impl<'s> Lower<'s, '_> {
    /// Checks a statement against its row of the table.
    pub(super) fn open(
        &mut self,
        statement: Statement<'s>,
        def: &'static StatementDef,
    ) -> Parts<'s> {
        let mut parts = Parts {
            arguments: self.arguments(statement, def),
            fields: Vec::new(),
            others: Vec::new(),
            statements: Vec::new(),
            chains: Vec::new(),
        };
        if let Some(at) = statement.doc_at().filter(|_| !def.shown) {
            self.report(syntax::doc_in_no_document(at, def.word));
        }
        let mut seen = Seen::default();
        for item in statement.items() {
            match item {
                Item::Field(field) => self.field(field, def, &mut seen, &mut parts),
                Item::Statement(inner) => self.inner(statement, inner, def, &mut seen, &mut parts),
                Item::Chain(chain) if def.chains => parts.chains.push(chain),
                Item::Chain(_) => self.misplaced(item, def.word),
            }
        }
        let named = parts
            .arguments
            .iter()
            .zip(def.arguments)
            .all(|(it, row)| it.is_some() || !row.required);
        if named || statement.block().is_some() {
            self.required_fields(statement, def, &seen);
        }
        if def.holds("lints") {
            self.scoped_lints(statement, &parts);
        }
        parts
    }

    fn inner(
        &mut self,
        statement: Statement<'s>,
        inner: Statement<'s>,
        def: &'static StatementDef,
        seen: &mut Seen<'s>,
        parts: &mut Parts<'s>,
    ) {
        let Some(inner_def) = names::meant(inner, def) else {
            let fields = def.fields.iter().map(|row| row.name);
            seen.excused.extend(similar::nearest(inner.word().text, fields));
            // Behind a bracket that is missing, what stands at the top level stands here.
            let block = statement.block().map(View::at);
            let is_open = || block.is_some_and(|block| self.is_reported_at(block));
            if table::DOCUMENT.holds(inner.word().text) && is_open() {
                return;
            }
            return self.not_understood(inner, def);
        };
        self.spelled_wrong(inner, inner_def, def);
        let first = parts.statements.iter().find(|(_, seen)| seen.word == inner_def.word);
        if let Some((first, _)) = first.filter(|_| inner_def.once) {
            let (at, first) = (inner.word().at, first.word().at);
            return self.report(problems::duplicate_statement(at, first, inner_def.word));
        }
        parts.statements.push((inner, inner_def));
    }

    fn field(
        &mut self,
        field: Field<'s>,
        def: &'static StatementDef,
        seen: &mut Seen<'s>,
        parts: &mut Parts<'s>,
    ) {
        let name = field.name();
        if let Some(first) = seen.words.iter().find(|word| word.text == name.text) {
            return self.report(problems::duplicate_field(name.at, first.at, name.text));
        }
        if let Some(row) = def.field(name.text) {
            seen.words.push(name);
            let Some(value) = field.value() else { return };
            if let Some(datum) = self.decode(value, row.ty, row.name) {
                parts.fields.push((row.name, Spanned { value: datum, at: value.at() }));
            }
            return;
        }
        if def.open.is_some() {
            return parts.others.push(field);
        }
        self.unknown_field(field, def, seen);
    }

    fn unknown_field(&mut self, field: Field<'s>, def: &'static StatementDef, seen: &mut Seen<'s>) {
        let name = field.name();
        if def.holds(name.text) {
            return self.report(problems::field_is_statement(name.at, name.text));
        }
        if def.fields.is_empty() && matches!(field.key(), Key::Word(_)) {
            return self.misplaced(Item::Field(field), def.word);
        }
        let known: Vec<&str> = def.fields.iter().map(|row| row.name).collect();
        let near = similar::nearest(name.text, known.iter().copied());
        let owners = table::STATEMENTS.iter().filter(|other| other.field(name.text).is_some());
        let owners: Vec<&str> = owners.map(|other| other.word).collect();
        let (at, text) = (name.at, name.text);
        self.report(problems::unknown_field(at, text, def.word, &known, near, &owners));
        // A misspelt field that must be there is not missing as well.
        seen.excused.extend(near);
    }

    fn required_fields(
        &mut self,
        statement: Statement<'s>,
        def: &'static StatementDef,
        seen: &Seen<'s>,
    ) {
        let rows = def.fields.iter().filter(|row| row.required);
        let missing: Vec<&str> = rows
            .map(|row| row.name)
            .filter(|name| seen.words.iter().all(|word| word.text != *name))
            .filter(|name| !seen.excused.contains(name))
            .filter(|name| !is_argument(statement, name))
            .collect();
        // An override says only what is different; of a broken statement nobody knows what it says.
        if self.in_override || missing.is_empty() || self.is_broken_inside(statement) {
            return;
        }
        let at = statement.head();
        self.report(match missing.as_slice() {
            [name] => problems::missing_field(at, def.word, name),
            names => problems::missing_fields(at, def.word, names),
        });
    }

    /// Whether the parser found a mistake anywhere in a statement.
    fn is_broken_inside(&self, statement: Statement<'s>) -> bool {
        let end = statement.0.at().span.end;
        self.first_problem(statement).is_some_and(|problem| problem < end)
    }

    /// Where the parser found the first mistake behind the beginning of a statement.
    pub(super) fn first_problem(&self, statement: Statement<'s>) -> Option<u32> {
        let file = statement.0.file.id;
        let start = statement.word().at.span.start;
        let problems = &self.program.parses[file.0 as usize].diagnostics;
        let first = problems.partition_point(|it| it.at().span.start < start);
        problems.get(first).map(|it| it.at().span.start)
    }
}

/// Whether a field stands behind the first argument, without the block that it belongs into, which was reported.
fn is_argument(statement: Statement<'_>, field: &str) -> bool {
    let mut words = statement.arguments().skip(1).filter_map(Value::as_word);
    words.any(|word| word.text == field)
}
