//! A statement against the table: its arguments, its fields, the statements of its block.

use super::Lower;
use super::decode::Datum;
use crate::model::{Name, Spanned};
use crate::names;
use crate::problems::{names as problems, similar};
use crate::syntax::ast::{Chain, Field, Item, Key, Statement, Value, Word};
use crate::syntax::kind::TokenKind;
use crate::table::{StatementDef, Type};

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
        let mut seen: Vec<Word<'s>> = Vec::new();
        for item in statement.items() {
            match item {
                Item::Field(field) => self.field(field, def, &mut seen, &mut parts),
                Item::Statement(inner) => self.inner(inner, def, &mut parts),
                Item::Chain(chain) if def.chains => parts.chains.push(chain),
                Item::Chain(_) => self.misplaced(item, def.word),
            }
        }
        self.required_fields(statement, def, &seen);
        if def.holds("lints") {
            self.scoped_lints(statement, &parts);
        }
        parts
    }

    fn inner(&mut self, inner: Statement<'s>, def: &'static StatementDef, parts: &mut Parts<'s>) {
        let Some(inner_def) = names::meant(inner, def) else {
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
        seen: &mut Vec<Word<'s>>,
        parts: &mut Parts<'s>,
    ) {
        let name = field.name();
        if let Some(first) = seen.iter().find(|word| word.text == name.text) {
            return self.report(problems::duplicate_field(name.at, first.at, name.text));
        }
        if let Some(row) = def.field(name.text) {
            seen.push(name);
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

    fn unknown_field(
        &mut self,
        field: Field<'s>,
        def: &'static StatementDef,
        seen: &mut Vec<Word<'s>>,
    ) {
        let name = field.name();
        if def.holds(name.text) {
            return self.report(problems::field_is_statement(name.at, name.text));
        }
        if def.fields.is_empty() && matches!(field.key(), Key::Word(_)) {
            return self.misplaced(Item::Field(field), def.word);
        }
        let known: Vec<&str> = def.fields.iter().map(|row| row.name).collect();
        let near = similar::nearest(name.text, known.iter().copied());
        self.report(problems::unknown_field(name.at, name.text, def.word, &known, near));
        // A misspelt field that must be there is not missing as well.
        if let Some(near) = near {
            seen.push(Word { text: near, at: name.at });
        }
    }

    fn required_fields(
        &mut self,
        statement: Statement<'s>,
        def: &'static StatementDef,
        seen: &[Word<'s>],
    ) {
        let rows = def.fields.iter().filter(|row| row.required);
        let missing: Vec<&str> = rows
            .map(|row| row.name)
            .filter(|name| seen.iter().all(|word| word.text != *name))
            .collect();
        // An override says only what is different.
        if self.in_override || missing.is_empty() {
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
        for (index, row) in def.arguments.iter().enumerate() {
            let fits_later = |value: Value<'_>| {
                let later = &def.arguments[index + 1..];
                !fits(value, row.ty) && later.iter().any(|later| fits(value, later.ty))
            };
            let value = values.next_if(|value| !fits_later(*value));
            let Some(value) = value else {
                if row.required && !self.is_broken(statement) {
                    let ty = row.ty.describe();
                    self.report(problems::missing_argument(before, def.word, row.name, &ty));
                }
                arguments.push(None);
                continue;
            };
            before = value.at();
            let datum = if row.ty == Type::When {
                self.when(value, values.next())
            } else {
                self.decode(value, row.ty, row.name)
            };
            arguments.push(datum.map(|value| Spanned { value, at: before }));
        }
        if let Some(extra) = values.next() {
            let is_text = extra.as_word().is_some();
            self.report(problems::extra_argument(extra.at(), def.word, is_text));
        }
        arguments
    }

    /// Whether the parser found a mistake in the head of a statement, so that what is missing is no news.
    fn is_broken(&self, statement: Statement<'s>) -> bool {
        let file = statement.0.file;
        let head = statement.head().span;
        let rest = &file.text.as_bytes()[head.end as usize..];
        let line = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let end = head.end as usize + line;
        let problems = &self.program.parses[file.id.0 as usize].diagnostics;
        let first = problems.partition_point(|it| it.at().span.start < head.start);
        problems.get(first).is_some_and(|it| (it.at().span.start as usize) <= end)
    }
}

/// Whether a value has the look of a type: enough to tell which argument was left out.
fn fits(value: Value<'_>, ty: Type) -> bool {
    match (ty, value) {
        (Type::Text | Type::Glob, Value::Literal(literal)) => {
            matches!(literal.kind(), TokenKind::Str | TokenKind::Text)
        }
        (Type::Date, Value::Literal(literal)) => literal.kind() == TokenKind::Date,
        (Type::When, value) => value.as_word().is_some_and(|it| matches!(it.text, "end" | "on")),
        (Type::DateRange, Value::Range(_))
        | (Type::Kind, Value::Object(_))
        | (Type::Name(_) | Type::Ref(_) | Type::Kind | Type::ObjectName, Value::Path(_))
        | (Type::ObjectName, Value::Literal(_)) => true,
        _ => false,
    }
}
