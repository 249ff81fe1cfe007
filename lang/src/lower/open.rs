//! A statement against the table: its arguments, its fields, the statements of its block.

use super::Lower;
use super::decode::Datum;
use crate::diagnostic::Code;
use crate::model::{Name, Spanned};
use crate::names;
use crate::problems::{names as problems, similar, syntax, types};
use crate::span::FileSpan;
use crate::syntax::ast::{Chain, Field, Item, Key, Statement, Value, View, Word};
use crate::syntax::kind::TokenKind;
use crate::table::{self, ArgumentDef, StatementDef, Type};

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

    fn arguments(
        &mut self,
        statement: Statement<'s>,
        def: &'static StatementDef,
    ) -> Vec<Option<Spanned<Datum<'s>>>> {
        let mut values = statement.arguments().peekable();
        let mut arguments = Vec::with_capacity(def.arguments.len());
        let mut before = statement.word().at;
        let mut missing: Vec<(&'static ArgumentDef, FileSpan)> = Vec::new();
        let reported = self.out.len();
        // How many values the arguments so far have used up.
        let mut taken = 0;
        for (index, row) in def.arguments.iter().enumerate() {
            let fits_later = |value: Value<'_>| {
                let later = &def.arguments[index + 1..];
                let has_room = || statement.arguments().skip(taken).count() <= later.len();
                !fits(value, row.ty) && later.iter().any(|it| fits(value, it.ty)) && has_room()
            };
            let value = values.next_if(|value| !fits_later(*value));
            let Some(value) = value else {
                if row.required {
                    missing.push((row, before));
                }
                arguments.push(None);
                continue;
            };
            taken += if row.ty == Type::When { 2 } else { 1 };
            let datum = match row.ty {
                Type::When => self.when(value, &mut values),
                Type::Text | Type::Glob if matches!(value, Value::Path(_)) => {
                    self.without_quotes(before, value, &mut values, row);
                    None
                }
                ty => self.decode(value, ty, row.name),
            };
            before = value.at();
            arguments.push(datum.map(|value| Spanned { value, at: before }));
        }
        if let Some(extra) = values.next() {
            self.extra_arguments(before, extra, values, def);
        }
        if self.is_broken(statement) {
            let follows = |code| matches!(code, Code::WrongType | Code::ExtraArgument);
            let later = self.out.split_off(reported);
            self.out.extend(later.into_iter().filter(|found| !follows(found.code)));
        } else if let Some((_, at)) = missing.first()
            && !self.out[reported..].iter().any(|found| found.code == Code::MissingArgument)
        {
            let rows: Vec<_> =
                missing.iter().map(|(row, _)| (row.name, row.ty.describe())).collect();
            self.report(problems::missing_arguments(*at, def.word, &rows));
        }
        arguments
    }

    /// Reports words where a string is expected: all up to the end of the arguments are that text.
    fn without_quotes(
        &mut self,
        before: FileSpan,
        first: Value<'s>,
        rest: &mut impl Iterator<Item = Value<'s>>,
        row: &ArgumentDef,
    ) {
        let mut at = first.at();
        at.span = rest.fold(at.span, |span, value| span.merge(value.at().span));
        if !row.required
            && first.as_word().is_some_and(|word| table::statement(word.text).is_some())
        {
            return self.report(syntax::missing_separator(first.at(), before));
        }
        let written = self.program.sources.slice(at);
        self.report(types::quote_missing(at, row.name, written));
    }

    /// Reports arguments that no row of the table has.
    fn extra_arguments(
        &mut self,
        before: FileSpan,
        first: Value<'s>,
        rest: impl Iterator<Item = Value<'s>>,
        def: &StatementDef,
    ) {
        let word = first.as_word();
        if word.is_some_and(|word| table::statement(word.text).is_some()) {
            return self.report(syntax::missing_separator(first.at(), before));
        }
        let mut at = first.at();
        at.span = rest.fold(at.span, |span, value| span.merge(value.at().span));
        self.report(problems::extra_argument(at, def.word, word.is_some()));
    }

    /// Whether the parser found a mistake in the head of a statement, or further on in its line up to the first
    /// bracket, so that what is missing is no news.
    fn is_broken(&self, statement: Statement<'s>) -> bool {
        let Some(problem) = self.first_problem(statement) else { return false };
        let lines = self.program.sources.get(statement.0.file.id).lines();
        let head = statement.head().span;
        let block = statement.block().map(|block| block.at().span.start);
        problem <= block.unwrap_or(u32::MAX) && lines.line(problem) == lines.line(head.end)
            || problem < head.end
    }

    /// Whether the parser found a mistake anywhere in a statement.
    fn is_broken_inside(&self, statement: Statement<'s>) -> bool {
        let end = statement.0.at().span.end;
        self.first_problem(statement).is_some_and(|problem| problem < end)
    }

    /// Where the parser found the first mistake behind the beginning of a statement.
    fn first_problem(&self, statement: Statement<'s>) -> Option<u32> {
        let file = statement.0.file.id;
        let start = statement.word().at.span.start;
        let problems = &self.program.parses[file.0 as usize].diagnostics;
        let first = problems.partition_point(|it| it.at().span.start < start);
        problems.get(first).map(|it| it.at().span.start)
    }
}

/// Whether a value has the look of a type: enough to tell which argument was left out.
fn fits(value: Value<'_>, ty: Type) -> bool {
    match (ty, value) {
        (Type::Text | Type::Glob | Type::ObjectName, Value::Literal(literal)) => {
            matches!(literal.kind(), TokenKind::Str | TokenKind::Text)
        }
        (Type::Date, Value::Literal(literal)) => literal.kind() == TokenKind::Date,
        (Type::When, value) => value.as_word().is_some_and(|it| matches!(it.text, "end" | "on")),
        (Type::DateRange, Value::Range(_))
        | (Type::Kind, Value::Object(_))
        | (Type::Name(_) | Type::Ref(_) | Type::Kind | Type::ObjectName, Value::Path(_)) => true,
        _ => false,
    }
}
