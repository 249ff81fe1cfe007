//! Values of the source as what their type in the table says they are.

use std::collections::BTreeMap;

use ipnet::IpNet;
use smol_str::SmolStr;

use super::Lower;
use super::look::{describe, is_reported};
use crate::calendar::{Date, Weekday, Weekdays, weekday_named};
use crate::critical_path::Work;
use crate::model::{self, Estimate, InventoryItem, Name, ObjectRef, Provision, Spanned, When};
use crate::problems::syntax::bad_address;
use crate::problems::{names as problems, types};
use crate::similar;
use crate::span::FileSpan;
use crate::syntax::ast::{Key, Literal, Range, Value, Word};
use crate::syntax::kind::TokenKind;
use crate::syntax::literal;
use crate::syntax::string::{self, Part};
use crate::table::{Choice, Namespace, Type};

/// A decoded value; its variants follow those of [`Type`].
pub(super) enum Datum<'s> {
    Name(Word<'s>),
    /// An index into the names of the namespace that the table asks for.
    Ref(u32),
    Text(String),
    /// One of the table's choices.
    Word(&'static str),
    Bool(bool),
    Integer(i64),
    Number(f64),
    Date(Date),
    DateRange(Date, Date),
    Weekdays(Weekdays),
    Duration(SmolStr),
    Estimate(Estimate),
    When(When),
    HostPort(String, u16),
    Network(IpNet),
    Object(ObjectRef),
    Provision(Provision),
    Kind(String),
    Value(model::Value),
    Items(Vec<InventoryItem>),
    List(Vec<Spanned<Datum<'s>>>),
}

impl<'s> Lower<'s, '_> {
    /// Decodes a value of `field`; `None` when it is wrong, which is reported here or was by the parser.
    pub(super) fn decode(
        &mut self,
        value: Value<'s>,
        ty: Type,
        field: &'static str,
    ) -> Option<Datum<'s>> {
        match ty {
            Type::Name(_) => self.word(value, ty, field).map(Datum::Name),
            Type::Ref(namespace) => {
                let word = self.word(value, ty, field)?;
                self.resolve(namespace, word.text, word.at).map(Datum::Ref)
            }
            Type::Text | Type::Glob => self.text(value, ty, field).map(Datum::Text),
            Type::Word(choices) => self.choice(value, choices, field).map(Datum::Word),
            Type::Bool => self.boolean(value, field),
            Type::Integer(least, most) => self.integer(value, (least, most), field),
            Type::Number => self.number(value, field),
            Type::Date => self.date(value, ty, field).map(Datum::Date),
            Type::DateRange => self.dates(value, field),
            Type::Weekdays => self.weekdays(value, field).map(Datum::Weekdays),
            Type::Duration => self.duration(value, field),
            Type::Estimate => self.estimate(value, field).map(Datum::Estimate),
            Type::When => unreachable!("two arguments are read by `when`"),
            Type::HostPort => self.host_port(value, field),
            Type::Network => self.network(value, field),
            Type::Object => self.object(value, field).map(Datum::Object),
            Type::Provision => self.provision(value, field).map(Datum::Provision),
            Type::Kind => self.kind(value, field),
            Type::ObjectName => self.object_name(value).map(Datum::Value),
            Type::Expression | Type::Any => self.value(value).map(Datum::Value),
            Type::Map => match value {
                Value::Map(_) | Value::Path(_) => self.value(value).map(Datum::Value),
                _ => self.wrong(value, ty, field),
            },
            Type::Items => self.items(value, field),
            Type::List(inner) => self.list(value, ty, *inner, field),
        }
    }

    pub(super) fn wrong<T>(&mut self, value: Value<'_>, ty: Type, field: &str) -> Option<T> {
        let is_broken_list = matches!(value, Value::List(_)) && self.is_reported_inside(value.at());
        if !is_reported(value) && !is_broken_list {
            let found = describe(value);
            self.report(types::wrong_type(value.at(), field, &ty.describe(), &found));
        }
        None
    }

    fn word(&mut self, value: Value<'s>, ty: Type, field: &str) -> Option<Word<'s>> {
        if let Some(word) = value.as_word() {
            return Some(word);
        }
        if let Value::Literal(literal) = value
            && let Some(text) = literal.plain().filter(|text| string::is_word(text))
            && literal.kind() == TokenKind::Str
        {
            self.report(types::quote_too_much(value.at(), field, &ty.describe(), &text));
            return None;
        }
        self.wrong(value, ty, field)
    }

    pub(super) fn text(&mut self, value: Value<'s>, ty: Type, field: &str) -> Option<String> {
        match value {
            Value::Literal(literal)
                if matches!(literal.kind(), TokenKind::Str | TokenKind::Text) =>
            {
                let text = literal.plain();
                if text.is_none() && !has_problems(literal) {
                    self.report(types::no_interpolation(value.at(), field));
                }
                text
            }
            Value::List(_) | Value::Map(_) => self.wrong(value, ty, field),
            _ => {
                if !is_reported(value) && !self.is_mentioned(value.at()) {
                    self.report(types::quote_missing(value.at(), field, value.source()));
                }
                None
            }
        }
    }

    fn choice(
        &mut self,
        value: Value<'s>,
        choices: &'static [Choice],
        field: &str,
    ) -> Option<&'static str> {
        let word = self.word(value, Type::Word(choices), field)?;
        let known = choices.iter().map(|choice| choice.word);
        if let Some(found) = known.clone().find(|known| *known == word.text) {
            return Some(found);
        }
        let words: Vec<&str> = known.collect();
        let near = similar::nearest(word.text, words.iter().copied());
        self.report(problems::unknown_word(word.at, word.text, field, &words, near));
        None
    }

    fn boolean(&mut self, value: Value<'s>, field: &str) -> Option<Datum<'s>> {
        match value.as_word().map(|word| word.text) {
            Some("true") => Some(Datum::Bool(true)),
            Some("false") => Some(Datum::Bool(false)),
            _ => self.wrong(value, Type::Bool, field),
        }
    }

    fn integer(
        &mut self,
        value: Value<'s>,
        (least, most): (i64, i64),
        field: &str,
    ) -> Option<Datum<'s>> {
        let ty = Type::Integer(least, most);
        let Some(literal) = of_kind(value, TokenKind::Int) else {
            return self.wrong(value, ty, field);
        };
        let number = literal::integer(literal.text())?;
        if (least..=most).contains(&number) {
            return Some(Datum::Integer(number));
        }
        let found = number.to_string();
        self.report(types::out_of_bounds(value.at(), field, &ty.describe(), &found));
        None
    }

    fn number(&mut self, value: Value<'s>, field: &str) -> Option<Datum<'s>> {
        /// The largest number, so that sums stay numbers.
        const MOST: f64 = 1e9;
        let number = match value {
            Value::Literal(literal) if literal.kind() == TokenKind::Int => {
                literal::integer(literal.text())?;
                literal.text().replace('_', "").parse().ok()?
            }
            Value::Literal(literal) if literal.kind() == TokenKind::Float => {
                literal::float(literal.text())?
            }
            _ => return self.wrong(value, Type::Number, field),
        };
        if (0.0..=MOST).contains(&number) {
            return Some(Datum::Number(number));
        }
        let expected =
            if number > MOST { format!("a number up to {MOST}") } else { Type::Number.describe() };
        self.report(types::out_of_bounds(value.at(), field, &expected, value.source()));
        None
    }

    fn date(&mut self, value: Value<'s>, ty: Type, field: &str) -> Option<Date> {
        match of_kind(value, TokenKind::Date) {
            Some(literal) => literal::date(literal.text()),
            None => self.wrong(value, ty, field),
        }
    }

    /// A range may be reversed here: who uses it says what that means.
    fn dates(&mut self, value: Value<'s>, field: &str) -> Option<Datum<'s>> {
        let Value::Range(range) = value else { return self.wrong(value, Type::DateRange, field) };
        let (first, last) = range.ends()?;
        let first = self.date(first, Type::DateRange, field);
        let last = self.date(last, Type::DateRange, field);
        Some(Datum::DateRange(first?, last?))
    }

    fn weekdays(&mut self, value: Value<'s>, field: &'static str) -> Option<Weekdays> {
        match value {
            Value::Range(range) => {
                let (first, last) = self.range_of_days(range, field)?;
                Some(Weekdays::range(first, last))
            }
            Value::List(list) => {
                let days: Vec<Option<Weekday>> =
                    list.values().map(|day| self.weekday(day, field)).collect();
                if days.is_empty() {
                    self.report(types::out_of_bounds(
                        value.at(),
                        field,
                        "at least one day",
                        "none",
                    ));
                    return None;
                }
                days.into_iter().collect()
            }
            _ => self.weekday(value, field).map(|day| [day].into_iter().collect()),
        }
    }

    fn range_of_days(&mut self, range: Range<'s>, field: &str) -> Option<(Weekday, Weekday)> {
        let (first, last) = range.ends()?;
        let first = self.weekday(first, field);
        let last = self.weekday(last, field);
        Some((first?, last?))
    }

    fn weekday(&mut self, value: Value<'s>, field: &str) -> Option<Weekday> {
        let Some(word) = value.as_word() else { return self.wrong(value, Type::Weekdays, field) };
        let day = weekday_named(word.text);
        if day.is_none() {
            let words = crate::calendar::WEEKDAY_NAMES;
            let range = || {
                let (first, last) = word.text.split_once('-')?;
                let both = weekday_named(first).is_some() && weekday_named(last).is_some();
                both.then(|| format!("{first}..{last}"))
            };
            let range = range();
            let near = range.as_deref().or_else(|| similar::nearest(word.text, words));
            self.report(problems::unknown_word(word.at, word.text, field, &words, near));
        }
        day
    }

    fn duration(&mut self, value: Value<'s>, field: &str) -> Option<Datum<'s>> {
        match of_kind(value, TokenKind::Duration) {
            Some(literal) => Some(Datum::Duration(literal.text().into())),
            None => self.wrong(value, Type::Duration, field),
        }
    }

    fn estimate(&mut self, value: Value<'s>, field: &str) -> Option<Estimate> {
        let Value::List(list) = value else {
            return self.work(value, field).map(Estimate::Single);
        };
        let figures: Vec<Option<Work>> =
            list.values().map(|figure| self.work(figure, field)).collect();
        match figures.as_slice() {
            [best, likely, worst] => Some(Estimate::ThreePoint((*best)?, (*likely)?, (*worst)?)),
            _ if self.is_reported_inside(value.at()) => None,
            _ => self.wrong(value, Type::Estimate, field),
        }
    }

    /// Working days; a week has as many as the calendar works.
    fn work(&mut self, value: Value<'s>, field: &str) -> Option<Work> {
        let found = of_kind(value, TokenKind::Duration);
        let duration = found.and_then(|literal| literal::duration(literal.text()));
        let week = self.lowered.plan.calendar.workdays.len();
        match duration {
            Some(duration) if duration.milliseconds == 0 => {
                let weeks = duration.weeks.checked_mul(week);
                let days = weeks.and_then(|days| days.checked_add(duration.days));
                if days.is_none() {
                    let (at, found) = (value.at(), value.source());
                    self.report(types::out_of_bounds(
                        at,
                        field,
                        "less work than 11 million years",
                        found,
                    ));
                }
                days.map(Work::from_days)
            }
            _ => self.wrong(value, Type::Estimate, field),
        }
    }

    /// `end SPRINT` or `on DATE`.
    pub(super) fn when(&mut self, word: Value<'s>, value: Option<Value<'s>>) -> Option<Datum<'s>> {
        let keyword = word.as_word().map(|word| word.text);
        let sprint = Type::Ref(Namespace::Sprint);
        match (keyword, value) {
            (Some("end"), Some(value)) => {
                let name = self.word(value, sprint, "end")?;
                let id = self.resolve(Namespace::Sprint, name.text, name.at)?;
                let sprint = self.sprints.get(id as usize).copied().flatten()?;
                Some(Datum::When(When::End(sprint)))
            }
            (Some("on"), Some(value)) => {
                self.date(value, Type::Date, "on").map(|date| Datum::When(When::On(date)))
            }
            (Some(keyword @ ("end" | "on")), None) => {
                let (name, ty) =
                    if keyword == "end" { ("sprint", sprint) } else { ("date", Type::Date) };
                let missing = [(name, ty.describe())];
                self.report(problems::missing_arguments(word.at(), keyword, &missing));
                None
            }
            _ => match of_kind(word, TokenKind::Date) {
                Some(_) => {
                    let expected = Type::When.describe();
                    self.report(types::wrong_type(word.at(), "date", &expected, "a date alone"));
                    None
                }
                None => self.wrong(word, Type::When, "date"),
            },
        }
    }

    fn host_port(&mut self, value: Value<'s>, field: &str) -> Option<Datum<'s>> {
        let text = self.text(value, Type::HostPort, field)?;
        if let Some((host, port)) = literal::host_port(&text) {
            return Some(Datum::HostPort(host.to_owned(), port));
        }
        let (expected, found) = (Type::HostPort.describe(), format!("`{}`", value.source()));
        self.report(types::wrong_type(value.at(), field, &expected, &found));
        None
    }

    fn network(&mut self, value: Value<'s>, field: &str) -> Option<Datum<'s>> {
        if let Some(literal) = of_kind(value, TokenKind::Cidr) {
            return literal::network(literal.text()).ok().map(|it| Datum::Network(it.into()));
        }
        let text = of_kind(value, TokenKind::Str).and_then(Literal::plain);
        let Some(text) = text else { return self.wrong(value, Type::Network, field) };
        if literal::network(&text).is_ok() {
            let expected = "a network such as `10.244.0.0/16`";
            self.report(types::quote_too_much(value.at(), field, expected, &text));
            return None;
        }
        if !text.contains(':') {
            return self.wrong(value, Type::Network, field);
        }
        let network = literal::network6(&text);
        let network = network.map_err(|why| self.report(bad_address(value.at(), &text, &why)));
        network.ok().map(|it| Datum::Network(it.into()))
    }

    fn items(&mut self, value: Value<'s>, field: &'static str) -> Option<Datum<'s>> {
        let Value::Map(map) = value else { return self.wrong(value, Type::Items, field) };
        let mut items: Vec<InventoryItem> = Vec::new();
        let mut seen: BTreeMap<String, FileSpan> = BTreeMap::new();
        for entry in map.entries() {
            let (text, at) = match entry.key() {
                Key::Word(word) => (word.text.to_owned(), word.at),
                Key::Quoted(literal) => {
                    let text = self.text(Value::Literal(literal), Type::Text, field);
                    let Some(text) = text else { continue };
                    (text, literal.at())
                }
            };
            let first = *seen.entry(text.clone()).or_insert(at);
            if first != at {
                self.report(problems::duplicate_field(at, first, &text));
                continue;
            }
            let Some(list) = entry.value() else { continue };
            let properties = self.decode(list, Type::List(&Type::Text), field);
            let properties = match properties {
                Some(Datum::List(list)) => list.into_iter().filter_map(text_of).collect(),
                _ => Vec::new(),
            };
            items.push(InventoryItem { name: Name { text: text.into(), at }, properties });
        }
        Some(Datum::Items(items))
    }

    fn list(
        &mut self,
        value: Value<'s>,
        ty: Type,
        inner: Type,
        field: &'static str,
    ) -> Option<Datum<'s>> {
        let Value::List(list) = value else {
            self.no_list(value, ty, field);
            return None;
        };
        let mut entries = Vec::new();
        let mut seen: BTreeMap<(u32, &str), FileSpan> = BTreeMap::new();
        for value in list.values() {
            let at = value.at();
            let Some(datum) = self.decode(value, inner, field) else { continue };
            let key = match &datum {
                Datum::Ref(id) => Some((*id, "")),
                Datum::Object(_) | Datum::Provision(_) => Some((0, value.source())),
                Datum::Text(_) if field == "items" => Some((0, value.source())),
                _ => None,
            };
            if let Some(key) = key {
                if let Some(first) = seen.get(&key) {
                    let name = value.source().trim_matches('"');
                    self.report(problems::repeated_entry(at, *first, name));
                    continue;
                }
                seen.insert(key, at);
            }
            entries.push(Spanned { value: datum, at });
        }
        Some(Datum::List(entries))
    }

    fn no_list(&mut self, value: Value<'s>, ty: Type, field: &str) {
        if is_reported(value) {
            return;
        }
        let (ty, at) = (ty.describe(), value.at());
        if matches!(value, Value::Path(_) | Value::Object(_)) || is_string(value) {
            let is_alone = self.is_alone(at);
            self.report(types::list_expected(at, field, &ty, value.source(), is_alone));
        } else {
            let found = describe(value);
            self.report(types::wrong_type(at, field, &ty, &found));
        }
    }
}

fn text_of(datum: Spanned<Datum<'_>>) -> Option<Spanned<String>> {
    match datum.value {
        Datum::Text(value) => Some(Spanned { value, at: datum.at }),
        _ => None,
    }
}

fn of_kind(value: Value<'_>, kind: TokenKind) -> Option<Literal<'_>> {
    match value {
        Value::Literal(literal) if literal.kind() == kind => Some(literal),
        _ => None,
    }
}

fn is_string(value: Value<'_>) -> bool {
    of_kind(value, TokenKind::Str).is_some()
}

fn has_problems(literal: Literal<'_>) -> bool {
    let decoded = string::decode(literal.file.text, literal.token.span(), literal.kind());
    !decoded.problems.is_empty() || !decoded.parts.iter().any(|part| matches!(part, Part::Path(_)))
}
