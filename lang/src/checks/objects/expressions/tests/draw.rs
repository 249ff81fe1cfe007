//! Draws objects of a schema: of the right types, with values that its rules speak of.

use regex::Regex;

use crate::catalogue::schema::{Choice, Form, Node, NodeId, Schema};
use crate::checks::objects::place::key;
use crate::model::{Entry, Value, ValueKind};
use crate::span::FileSpan;

/// Strings that rules may ask for, whatever they say.
const STRINGS: &[&str] = &[
    "",
    "a",
    "b",
    "web",
    "/",
    "/a",
    "/a//b",
    "/a/../b",
    "0s",
    "1s",
    "10s",
    "1h",
    "2h",
    "a/b",
    "10.0.0.1",
    "example.org",
    "*.example.org",
    "https://example.org",
    "http://a",
    "oci://r/a",
    "1",
    "A B",
    "ä",
    "2025-10-21T08:00:00Z",
];

/// How deep optional fields are drawn.
const DEPTH: usize = 14;

pub(super) struct Drawer<'s> {
    schema: &'s Schema,
    strings: Vec<String>,
    rules: usize,
    /// A generator of numbers (`SplitMix64`), so that no library's next version draws other objects.
    state: u64,
    /// How many values an object may still have.
    left: usize,
}

impl<'s> Drawer<'s> {
    pub(super) fn of(schema: &'s Schema) -> Self {
        let quoted = Regex::new(r#"'([^']*)'|"([^"]*)""#).expect("it is one");
        let mut strings: Vec<String> = STRINGS.iter().map(|it| (*it).to_owned()).collect();
        let mut rules = 0;
        for at in 0..schema.len() {
            let node = schema.node(NodeId(u32::try_from(at).expect("schemas are limited")));
            for rule in node.rules.iter().flat_map(|it| &it.expressions) {
                rules += 1;
                let found = quoted.captures_iter(&rule.rule);
                strings.extend(
                    found.filter_map(|it| {
                        Some(it.get(1).or_else(|| it.get(2))?.as_str().to_owned())
                    }),
                );
            }
        }
        strings.sort();
        strings.dedup();
        Self { schema, strings, rules, state: 1, left: 0 }
    }

    pub(super) fn has_no_rules(&self) -> bool {
        self.rules == 0
    }

    fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).expect("it is below what fits")
    }

    /// One time in so many.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// An object.
    pub(super) fn draw(&mut self, root: NodeId) -> Value {
        self.left = 600;
        self.value(root, 0)
    }

    /// An object much like another.
    pub(super) fn vary(&mut self, value: &Value, root: NodeId) -> Value {
        self.left = 600;
        self.varied(value, root, 0)
    }

    fn varied(&mut self, value: &Value, id: NodeId, depth: usize) -> Value {
        if depth > 1 && self.once_in(12) {
            return self.value(id, depth);
        }
        let kind = match (&self.schema.node(id).form, &value.kind) {
            (Form::List(list), ValueKind::List(items)) => ValueKind::List(
                items.iter().map(|it| self.varied(it, list.item, depth + 1)).collect(),
            ),
            (Form::Object(object), ValueKind::Map(entries)) => {
                let mut varied = Vec::new();
                for entry in entries {
                    let field = object.field(&key(entry));
                    match field {
                        Some(_) if self.once_in(15) => {}
                        Some(field) => {
                            let value = self.varied(&entry.value, field.node, depth + 1);
                            varied.push(Entry { key: entry.key.clone(), value });
                        }
                        None => varied.push(entry.clone()),
                    }
                }
                for field in &object.fields {
                    let is_there = entries.iter().any(|entry| key(entry) == *field.name);
                    if !is_there && self.once_in(6) {
                        varied.push(entry(&field.name, self.value(field.node, depth + 2)));
                    }
                }
                ValueKind::Map(varied)
            }
            (_, kind) => kind.clone(),
        };
        at_nowhere(kind)
    }

    fn value(&mut self, id: NodeId, depth: usize) -> Value {
        self.left = self.left.saturating_sub(1);
        let schema = self.schema;
        let node = schema.node(id);
        if node.is_nullable && self.once_in(8) {
            return at_nowhere(ValueKind::Null);
        }
        let choices = node.rules.as_ref().map(|it| it.choices.as_slice()).unwrap_or_default();
        if !choices.is_empty() {
            let choice = &choices[self.below(choices.len())];
            return at_nowhere(match choice {
                Choice::Null => ValueKind::Null,
                Choice::Bool(it) => ValueKind::Bool(*it),
                Choice::Number(it) => ValueKind::Float(*it),
                Choice::Text(it) => ValueKind::Str(it.to_string()),
            });
        }
        at_nowhere(match &node.form {
            Form::Bool => ValueKind::Bool(self.once_in(2)),
            Form::Integer => self.integer(),
            Form::Number => ValueKind::Float([0.0, 0.5, 1.0, 7.25][self.below(4)]),
            Form::Text | Form::Quantity => self.string(node),
            Form::IntOrString => {
                if self.once_in(2) {
                    self.integer()
                } else {
                    self.string(node)
                }
            }
            Form::Any | Form::Metadata => ValueKind::Map(Vec::new()),
            Form::List(list) => {
                let length = if self.left == 0 { 0 } else { self.below(4) };
                ValueKind::List((0..length).map(|_| self.value(list.item, depth + 1)).collect())
            }
            Form::Map(inner) => {
                let length = if self.left == 0 { 0 } else { self.below(3) };
                let names = ["a", "example.org/b", "free"];
                let drawn = names[..length].iter();
                ValueKind::Map(drawn.map(|it| entry(it, self.value(*inner, depth + 1))).collect())
            }
            Form::Object(object) => {
                let mut entries = Vec::new();
                for field in &object.fields {
                    let is_drawn = if field.is_required {
                        !self.once_in(40)
                    } else {
                        depth < DEPTH
                            && self.left > 0
                            && self.once_in(if depth < 2 { 2 } else { 3 })
                    };
                    if is_drawn {
                        entries.push(entry(&field.name, self.value(field.node, depth + 1)));
                    } else if self.once_in(40) {
                        entries.push(entry(&field.name, at_nowhere(ValueKind::Null)));
                    }
                }
                ValueKind::Map(entries)
            }
        })
    }

    fn integer(&mut self) -> ValueKind {
        ValueKind::Int([0, 1, 2, 3, 80, 443, 8080, 60_000][self.below(8)])
    }

    fn string(&mut self, node: &Node) -> ValueKind {
        let format = node.rules.as_ref().and_then(|it| it.format.as_deref());
        let fitting: &[&str] = match format {
            Some("duration") => &["1s", "90m", "0s", "1h30m"],
            Some("date-time") => &["2025-10-21T08:00:00Z", "2025-10-21T08:00:00.5+02:00"],
            Some("date") => &["2025-10-21"],
            Some("byte") => &["cGRs", ""],
            _ => &[],
        };
        let drawn = match fitting {
            [] => {
                let at = self.below(self.strings.len());
                self.strings[at].clone()
            }
            _ => fitting[self.below(fitting.len())].to_owned(),
        };
        ValueKind::Str(drawn)
    }
}

fn at_nowhere(kind: ValueKind) -> Value {
    Value { kind, at: FileSpan::default() }
}

fn entry(name: &str, value: Value) -> Entry {
    Entry { key: Value::string(name, FileSpan::default()), value }
}
