//! Values of the engineering half: what may become YAML.

use std::fmt;
use std::net::IpAddr;

use ipnet::IpNet;
use smol_str::SmolStr;

use crate::calendar::Date;
use crate::span::FileSpan;

/// A value and the place that says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where it is written.
    pub at: FileSpan,
}

/// What a value is. [`ValueKind::Reference`] and [`ValueKind::Interpolation`] vanish when it is resolved.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    /// `null`
    Null,
    /// `true`
    Bool(bool),
    /// `42`
    Int(i64),
    /// `0.5`
    Float(f64),
    /// `"text"`
    Str(String),
    /// `2025-10-21`
    Date(Date),
    /// `1h30m`, as it is written.
    Duration(SmolStr),
    /// `10.25.11.1`
    Address(IpAddr),
    /// `10.244.0.0/16`
    Network(IpNet),
    /// `10.25.11.100..10.25.11.119`; both ends belong to it.
    AddressRange(IpAddr, IpAddr),
    /// `30000..32767`; both ends belong to it.
    IntRange(i64, i64),
    /// `2025-10-21..2025-10-24`; both ends belong to it.
    DateRange(Date, Date),
    /// Host and port of an API.
    HostPort(String, u16),
    /// `[a, b]`
    List(Vec<Value>),
    /// `{ a: b }`, in the order of the source.
    Map(Vec<Entry>),
    /// `cluster.name`
    Reference(Reference),
    /// `"${cluster.name}-pool"`
    Interpolation(Vec<Piece>),
}

/// An entry of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key; a string once resolved.
    pub key: Value,
    /// The value.
    pub value: Value,
}

/// A piece of a string with interpolations.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Characters.
    Text(String),
    /// `${path}`
    Reference(Reference),
}

/// A path to a setting or a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The words and their places.
    pub words: Vec<(SmolStr, FileSpan)>,
}

impl Reference {
    /// From the first to the last word.
    #[must_use]
    pub fn at(&self) -> FileSpan {
        let mut at = self.words.first().map(|word| word.1).unwrap_or_default();
        if let Some(last) = self.words.last() {
            at.span = at.span.merge(last.1.span);
        }
        at
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (word, _)) in self.words.iter().enumerate() {
            if index > 0 {
                f.write_str(".")?;
            }
            f.write_str(word)?;
        }
        Ok(())
    }
}

/// The type of a value, as far as clusters must agree on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// `null`
    Null,
    /// A boolean.
    Bool,
    /// An integer.
    Int,
    /// A number with a fraction.
    Float,
    /// A string.
    Str,
    /// A date.
    Date,
    /// A duration.
    Duration,
    /// An address.
    Address,
    /// A network.
    Network,
    /// A range of addresses.
    AddressRange,
    /// A range of integers.
    IntRange,
    /// A range of dates.
    DateRange,
    /// Host and port.
    HostPort,
    /// A list.
    List,
    /// A map.
    Map,
}

impl Shape {
    /// How messages call it.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::Bool => "a boolean",
            Self::Int => "an integer",
            Self::Float => "a decimal number",
            Self::Str => "a string",
            Self::Date => "a date",
            Self::Duration => "a duration",
            Self::Address => "an address",
            Self::Network => "a network",
            Self::AddressRange => "a range of addresses",
            Self::IntRange => "a range of integers",
            Self::DateRange => "a range of dates",
            Self::HostPort => "a host and port",
            Self::List => "a list",
            Self::Map => "a map",
        }
    }
}

impl Value {
    /// A string that nobody wrote as a value: a name, say.
    #[must_use]
    pub fn string(text: impl Into<String>, at: FileSpan) -> Self {
        Self { kind: ValueKind::Str(text.into()), at }
    }

    /// What stands for a broken value, which was reported: a path without words, which leads nowhere in silence.
    #[must_use]
    pub fn broken(at: FileSpan) -> Self {
        Self { kind: ValueKind::Reference(Reference { words: Vec::new() }), at }
    }

    /// The type; `None` for what is not resolved.
    #[must_use]
    pub fn shape(&self) -> Option<Shape> {
        Some(match &self.kind {
            ValueKind::Null => Shape::Null,
            ValueKind::Bool(_) => Shape::Bool,
            ValueKind::Int(_) => Shape::Int,
            ValueKind::Float(_) => Shape::Float,
            ValueKind::Str(_) | ValueKind::Interpolation(_) => Shape::Str,
            ValueKind::Date(_) => Shape::Date,
            ValueKind::Duration(_) => Shape::Duration,
            ValueKind::Address(_) => Shape::Address,
            ValueKind::Network(_) => Shape::Network,
            ValueKind::AddressRange(..) => Shape::AddressRange,
            ValueKind::IntRange(..) => Shape::IntRange,
            ValueKind::DateRange(..) => Shape::DateRange,
            ValueKind::HostPort(..) => Shape::HostPort,
            ValueKind::List(_) => Shape::List,
            ValueKind::Map(_) => Shape::Map,
            ValueKind::Reference(_) => return None,
        })
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The entries, if it is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&[Entry]> {
        match &self.kind {
            ValueKind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.kind {
            ValueKind::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a key, if it is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|it| &it.value)
    }

    /// The entry of a key, if it is a map that has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.as_map()?.iter().find(|it| it.key.as_str() == Some(key))
    }

    /// How a scalar reads inside a string; `None` for lists, maps and what is not resolved.
    #[must_use]
    pub fn print(&self) -> Option<String> {
        Some(match &self.kind {
            ValueKind::Null => "null".to_owned(),
            ValueKind::Bool(value) => value.to_string(),
            ValueKind::Int(value) => value.to_string(),
            ValueKind::Float(value) => value.to_string(),
            ValueKind::Str(text) => text.clone(),
            ValueKind::Date(date) => date.to_string(),
            ValueKind::Duration(text) => text.to_string(),
            ValueKind::Address(address) => address.to_string(),
            ValueKind::Network(network) => network.to_string(),
            ValueKind::AddressRange(first, last) => format!("{first}-{last}"),
            ValueKind::IntRange(first, last) => format!("{first}-{last}"),
            ValueKind::DateRange(first, last) => format!("{first}/{last}"),
            ValueKind::HostPort(host, port) => format!("{host}:{port}"),
            ValueKind::List(_)
            | ValueKind::Map(_)
            | ValueKind::Reference(_)
            | ValueKind::Interpolation(_) => return None,
        })
    }
}
