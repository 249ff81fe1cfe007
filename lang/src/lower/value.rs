//! Values that become YAML: literals, references, interpolations, lists, maps.

use std::collections::BTreeMap;

use super::Lower;
use super::look::is_reported;
use crate::calendar::weekday_named;
use crate::model::{Entry, Piece, Reference, Value as Out, ValueKind};
use crate::problems::{names as problems, types};
use crate::span::{FileSpan, Span};
use crate::syntax::ast::{Field, File, Key, Literal, PathView, Range, Value};
use crate::syntax::kind::TokenKind;
use crate::syntax::literal;
use crate::syntax::string::Part;

impl<'s> Lower<'s, '_> {
    /// A value; `None` when it is broken, which is reported here or was by the parser.
    pub(super) fn value(&mut self, value: Value<'s>) -> Option<Out> {
        let at = value.at();
        let is_path = matches!(value, Value::Path(_) | Value::Object(_));
        if is_path && (is_reported(value) || self.is_mentioned(at)) {
            return None;
        }
        let kind = match value {
            Value::Literal(literal) => literal_kind(literal)?,
            Value::Path(path) => path_kind(path),
            Value::Range(range) => self.range(range)?,
            Value::List(list) => {
                ValueKind::List(list.values().filter_map(|value| self.value(value)).collect())
            }
            Value::Map(map) => {
                let fields: Vec<Field<'s>> = map.entries().collect();
                ValueKind::Map(self.entries(&fields))
            }
            Value::Object(_) => {
                self.report(types::object_is_no_value(at, value.source()));
                return None;
            }
        };
        Some(Out { kind, at })
    }

    /// The entries of a map, or of the block of a resource; reports keys that stand twice.
    pub(super) fn entries(&mut self, fields: &[Field<'s>]) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::with_capacity(fields.len());
        let mut seen: BTreeMap<String, FileSpan> = BTreeMap::new();
        for field in fields {
            let key = match field.key() {
                Key::Word(word) => Out::string(word.text, word.at),
                Key::Quoted(literal) => match literal_kind(literal) {
                    Some(kind) => Out { kind, at: literal.at() },
                    None => continue,
                },
            };
            let name = key.as_str().unwrap_or(field.name().text.trim_matches('"')).to_owned();
            if let Some(first) = seen.get(&name) {
                self.report(problems::duplicate_field(key.at, *first, &name));
                continue;
            }
            seen.insert(name, key.at);
            let Some(value) = field.value().and_then(|value| self.value(value)) else { continue };
            entries.push(Entry { key, value });
        }
        entries
    }

    /// A name that Kubernetes reads: a single word stands for itself.
    pub(super) fn object_name(&mut self, value: Value<'s>) -> Option<Out> {
        match value.as_word() {
            Some(word) => Some(Out::string(word.text, word.at)),
            None => self.value(value),
        }
    }

    fn range(&mut self, range: Range<'s>) -> Option<ValueKind> {
        let (first, last) = range.ends()?;
        if is_reported(first) || is_reported(last) {
            return None;
        }
        let at = range.0.at();
        let ends = if let (Value::Literal(first), Value::Literal(last)) = (first, last) {
            (literal_kind(first)?, literal_kind(last)?)
        } else {
            let is_day = |end: Value<'_>| {
                end.as_word().is_some_and(|word| weekday_named(word.text).is_some())
            };
            self.report(if is_day(first) && is_day(last) {
                types::range_of_days(at, self.program.sources.slice(at))
            } else {
                types::range_of_unlike(at)
            });
            return None;
        };
        let (kind, reversed) = match ends {
            (ValueKind::Address(a), ValueKind::Address(b)) => {
                (ValueKind::AddressRange(a, b), a > b)
            }
            (ValueKind::Int(a), ValueKind::Int(b)) => (ValueKind::IntRange(a, b), a > b),
            (ValueKind::Date(a), ValueKind::Date(b)) => (ValueKind::DateRange(a, b), a > b),
            _ => {
                self.report(types::range_of_unlike(at));
                return None;
            }
        };
        if reversed {
            self.report(types::reversed_range(at, first.source(), last.source()));
            return None;
        }
        Some(kind)
    }
}

fn path_kind(path: PathView<'_>) -> ValueKind {
    match path.single().map(|word| word.text) {
        Some("true") => ValueKind::Bool(true),
        Some("false") => ValueKind::Bool(false),
        Some("null") => ValueKind::Null,
        _ => ValueKind::Reference(Reference {
            words: path.words().map(|word| (word.text.into(), word.at)).collect(),
        }),
    }
}

/// What a literal is worth; `None` when the parser has reported it.
fn literal_kind(literal: Literal<'_>) -> Option<ValueKind> {
    let text = literal.text();
    Some(match literal.kind() {
        TokenKind::Str if !is_closed(text) => return None,
        TokenKind::Str | TokenKind::Text => string_kind(literal),
        TokenKind::Int => ValueKind::Int(literal::integer(text)?),
        TokenKind::Float => ValueKind::Float(literal::float(text)?),
        TokenKind::Date => ValueKind::Date(literal::date(text)?),
        TokenKind::Duration => ValueKind::Duration(text.into()),
        TokenKind::Ipv4 => ValueKind::Address(literal::ipv4(text).ok()?.into()),
        TokenKind::Cidr => ValueKind::Network(literal::network(text).ok()?.into()),
        _ => return None,
    })
}

/// Whether a string ends with a quote that is its own.
fn is_closed(text: &str) -> bool {
    let Some(inner) = text.strip_suffix('"') else { return false };
    let escapes = inner.bytes().rev().take_while(|it| *it == b'\\').count();
    !inner.is_empty() && escapes.is_multiple_of(2)
}

fn string_kind(literal: Literal<'_>) -> ValueKind {
    let mut parts = literal.parts();
    match (parts.len(), parts.pop()) {
        (_, None) => ValueKind::Str(String::new()),
        (1, Some(Part::Text(text))) => ValueKind::Str(text),
        (_, Some(last)) => {
            parts.push(last);
            ValueKind::Interpolation(
                parts.into_iter().map(|part| piece(literal.file, part)).collect(),
            )
        }
    }
}

fn piece(file: File<'_>, part: Part) -> Piece {
    match part {
        Part::Text(text) => Piece::Text(text),
        Part::Path(words) => {
            let word = |span: Span| -> (smol_str::SmolStr, FileSpan) {
                (span.of(file.text).into(), span.in_file(file.id))
            };
            Piece::Reference(Reference { words: words.into_iter().map(word).collect() })
        }
    }
}
