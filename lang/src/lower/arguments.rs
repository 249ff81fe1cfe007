//! The arguments of a statement against those of the table.

use super::Lower;
use super::decode::Datum;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Spanned;
use crate::problems::{names as problems, syntax, types};
use crate::span::{FileSpan, Span};
use crate::syntax::ast::{Statement, Value};
use crate::syntax::kind::TokenKind;
use crate::table::{self, ArgumentDef, StatementDef, Type};

impl<'s> Lower<'s, '_> {
    /// Decodes the arguments of a statement: an entry a row of the table, `None` for what is missing or wrong.
    pub(super) fn arguments(
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
            let later = &def.arguments[index + 1..];
            let is_left_out = |value: Value<'_>| {
                !fits(value, row.ty) && are_meant(statement.arguments().skip(taken), later)
            };
            let Some(value) = values.next_if(|value| !is_left_out(*value)) else {
                if row.required {
                    missing.push((row, before));
                }
                arguments.push(None);
                continue;
            };
            taken += length(row);
            let datum = match row.ty {
                Type::When => {
                    // A string here is the title, if there is no other for it: the sprint or date before it is missing.
                    let is_title = statement.arguments().skip(taken - 1).count() <= later.len();
                    let rest = values.next_if(|it| !(is_title && fits(*it, Type::Text)));
                    self.when(value, rest)
                }
                Type::Text | Type::Glob if matches!(value, Value::Path(_)) => {
                    self.without_quotes(before, value, &mut values, (row, def, statement));
                    None
                }
                ty => self.decode(value, ty, row.name),
            };
            before = value.at();
            arguments.push(datum.map(|value| Spanned { value, at: before }));
        }
        if let Some(extra) = values.next() {
            self.extra_arguments(before, extra, values, (def, statement));
        }
        if let Some((_, at)) = missing.first() {
            let rows = missing.iter().map(|(row, _)| (row.name, row.ty.describe()));
            let rows: Vec<_> = rows.collect();
            self.report(problems::missing_arguments(*at, def.word, &rows));
        }
        self.keep_first_mistake(reported, self.is_broken(statement));
        arguments
    }

    /// Of mistakes in the form of the arguments the second may follow from the first, and all of them from what the
    /// parser has found.
    fn keep_first_mistake(&mut self, reported: usize, is_broken: bool) {
        if self.out.len() - reported <= usize::from(!is_broken) {
            return;
        }
        let is_form = |found: &Diagnostic| {
            matches!(
                found.code,
                Code::WrongType
                    | Code::ExtraArgument
                    | Code::MissingArgument
                    | Code::MissingSeparator
            )
        };
        let mut later = self.out.split_off(reported);
        later.sort_by_key(Diagnostic::at);
        let mut seen = is_broken;
        later.retain(|found| !is_form(found) || !std::mem::replace(&mut seen, true));
        self.out.append(&mut later);
    }

    /// Reports words where a string is expected: all up to the end of the arguments are that text.
    fn without_quotes(
        &mut self,
        before: FileSpan,
        first: Value<'s>,
        rest: &mut impl Iterator<Item = Value<'s>>,
        (row, def, statement): (&ArgumentDef, &StatementDef, Statement<'s>),
    ) {
        let mut at = first.at();
        at.span = rest.fold(at.span, |span, value| span.merge(value.at().span));
        if !row.required && self.item_without_block(before, first, at, (def, statement)) {
            return;
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
        (def, statement): (&StatementDef, Statement<'s>),
    ) {
        let mut at = first.at();
        at.span = rest.fold(at.span, |span, value| span.merge(value.at().span));
        if !self.item_without_block(before, first, at, (def, statement)) {
            let is_word = first.as_word().is_some();
            self.report(problems::extra_argument(at, def.word, is_word));
        }
    }

    /// Reports arguments, which are at `at`, that begin like an item: one of the block, or the next statement.
    /// Whether they do.
    fn item_without_block(
        &mut self,
        before: FileSpan,
        first: Value<'s>,
        at: FileSpan,
        (def, statement): (&StatementDef, Statement<'s>),
    ) -> bool {
        let Some(word) = first.as_word() else { return false };
        let is_field = def.field(word.text).is_some();
        let homes: Vec<&str> = table::parents(word.text).collect();
        if is_field || def.holds(word.text) {
            let value = Span::new(word.at.span.end, at.span.end).of(statement.0.file.text);
            let colon = if is_field { ":" } else { "" };
            let item = format!("{}{colon}{value}", word.text);
            let has_block = statement.block().is_some();
            self.report(problems::outside_block(at, word.text, &item, has_block));
            return true;
        }
        let is_next = table::parents(def.word).any(|home| homes.contains(&home));
        if is_next {
            self.report(syntax::missing_separator(first.at(), before));
        }
        is_next
    }

    /// Whether the parser found a mistake in the head of a statement, or further on in its line up to the first
    /// bracket, so that what is missing is no news.
    pub(super) fn is_broken(&self, statement: Statement<'s>) -> bool {
        let Some(problem) = self.first_problem(statement) else { return false };
        let lines = self.program.sources.get(statement.0.file.id).lines();
        let head = statement.head().span;
        let block = statement.block().map(|block| block.at().span.start);
        problem <= block.unwrap_or(u32::MAX) && lines.line(problem) == lines.line(head.end)
            || problem < head.end
    }
}

/// How many values an argument takes.
fn length(row: &ArgumentDef) -> usize {
    if row.ty == Type::When { 2 } else { 1 }
}

/// Whether values have the look of some of the rows, one after the other.
fn are_meant<'s>(values: impl Iterator<Item = Value<'s>>, rows: &[ArgumentDef]) -> bool {
    let mut rows = rows.iter();
    let mut skip = 0;
    for value in values {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        match rows.find(|row| fits(value, row.ty)) {
            Some(row) => skip = length(row) - 1,
            None => return false,
        }
    }
    true
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
