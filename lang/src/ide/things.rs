//! What the words of a text stand for, by the table: the one walk that navigation, hover and colours share.

use crate::catalogue::KindName;
use crate::names;
use crate::span::{FileSpan, Span};
use crate::syntax::ast::{
    Chain, Field, File, Item, Key, Link, Literal, PathView, Statement, Value,
};
use crate::syntax::kind::TokenKind;
use crate::syntax::string::Part;
use crate::table::{self, ArgumentDef, Choice, FieldDef, Namespace, StatementDef, Type};

/// What a stretch of text stands for.
#[derive(Clone, Debug)]
pub(super) enum Thing<'t> {
    /// The word of a statement.
    Statement(&'static StatementDef),
    /// A new name.
    Declaration(Namespace),
    /// A name that something declares.
    Name(Namespace),
    /// The name of a field of the table.
    Field(&'static StatementDef, &'static FieldDef),
    /// The name of a setting where it gets its value.
    Setting,
    /// The name of a lint.
    Lint,
    /// One of the table's words; `None` for one that follows from the type, such as a day.
    Word(Option<&'static Choice>),
    /// A kind of Kubernetes object.
    Kind,
    /// The name of a Kubernetes object.
    ObjectName,
    /// A key of a value: those around it, itself last, and the resource whose body it is in.
    Key(Vec<&'t str>, Option<Statement<'t>>),
    /// A word of a reference: all words, and which it is.
    Step(Vec<FileSpan>, usize),
    /// A glob of files.
    Glob(Literal<'t>),
    /// A string, and the field that has it.
    Text(Literal<'t>, &'static str),
}

/// Visits the things of a whole file, in no particular order.
pub(super) fn of_file<'t>(file: File<'t>, visit: &mut dyn FnMut(FileSpan, Thing<'t>)) {
    for item in file.items() {
        of_item(item, visit);
    }
}

/// Visits the things of the item of the top level that holds an offset.
pub(super) fn around<'t>(file: File<'t>, offset: u32, visit: &mut dyn FnMut(FileSpan, Thing<'t>)) {
    let place = Span::at(offset);
    let holds = |item: &Item<'t>| view(*item).span.contains(place);
    for item in file.items().filter(holds) {
        of_item(item, visit);
    }
}

fn view(item: Item<'_>) -> FileSpan {
    match item {
        Item::Statement(statement) => statement.0.at(),
        Item::Field(field) => field.0.at(),
        Item::Chain(chain) => chain.0.at(),
    }
}

fn of_item<'t>(item: Item<'t>, visit: &mut dyn FnMut(FileSpan, Thing<'t>)) {
    if let Item::Statement(statement) = item {
        Walk { visit, keys: Vec::new(), resource: None }.statement(statement, &table::DOCUMENT);
    }
}

struct Walk<'t, 'v> {
    visit: &'v mut dyn FnMut(FileSpan, Thing<'t>),
    /// The keys around a value.
    keys: Vec<&'t str>,
    resource: Option<Statement<'t>>,
}

impl<'t> Walk<'t, '_> {
    fn see(&mut self, at: FileSpan, thing: Thing<'t>) {
        (self.visit)(at, thing);
    }

    fn statement(&mut self, statement: Statement<'t>, parent: &StatementDef) {
        let Some(def) = names::meant(statement, parent) else { return };
        self.see(statement.word().at, Thing::Statement(def));
        let mut values = statement.arguments();
        for row in def.arguments {
            self.argument(row, &mut values);
        }
        let outer = self.resource;
        if def.word == "resource" {
            self.resource = Some(statement);
        }
        for item in statement.items() {
            match item {
                Item::Statement(inner) => self.statement(inner, def),
                Item::Field(field) => self.field(field, def),
                Item::Chain(chain) if def.chains => self.chain(chain),
                Item::Chain(_) => {}
            }
        }
        self.resource = outer;
    }

    fn argument(
        &mut self,
        row: &'static ArgumentDef,
        values: &mut impl Iterator<Item = Value<'t>>,
    ) {
        let Some(value) = values.next() else { return };
        match row.ty {
            Type::Name(namespace) => {
                if let Some(word) = value.as_word() {
                    self.see(word.at, Thing::Declaration(namespace));
                }
            }
            Type::When => {
                let Some(word) = value.as_word() else { return };
                self.see(word.at, Thing::Word(None));
                if let Some(value) = values.next().filter(|_| word.text == "end") {
                    self.value(value, Type::Ref(Namespace::Sprint), row.name);
                }
            }
            ty => self.value(value, ty, row.name),
        }
    }

    fn field(&mut self, field: Field<'t>, def: &'static StatementDef) {
        let name = field.name();
        if let Some(row) = def.field(name.text) {
            self.see(name.at, Thing::Field(def, row));
            if let Some(value) = field.value() {
                self.value(value, row.ty, row.name);
            }
            return;
        }
        let Some(open) = &def.open else { return };
        match open.noun {
            "lint" => self.see(name.at, Thing::Lint),
            "setting" => self.see(inner(field), Thing::Setting),
            _ => return self.entry(field),
        }
        if let Some(value) = field.value() {
            self.value(value, open.ty, "");
        }
    }

    fn chain(&mut self, chain: Chain<'t>) {
        self.links(chain.links());
    }

    fn links(&mut self, links: impl Iterator<Item = Link<'t>>) {
        for link in links {
            match link {
                Link::Name(path) => self.see(path.at(), Thing::Name(Namespace::Story)),
                Link::Group(group) => {
                    for alternative in group.alternatives() {
                        self.links(alternative.links());
                    }
                }
                Link::Arrow(_) | Link::SoftArrow(_) => {}
            }
        }
    }

    fn value(&mut self, value: Value<'t>, ty: Type, field: &'static str) {
        match (ty, value) {
            (Type::List(inner), Value::List(list)) => {
                for value in list.values() {
                    self.value(value, *inner, field);
                }
            }
            (Type::List(inner), value) => self.value(value, *inner, field),
            (Type::Weekdays, value) => self.days(value),
            (Type::Kind, value) => self.see(value.at(), Thing::Kind),
            (Type::Object | Type::Provision, Value::Object(object)) => {
                let parts: Vec<Value<'t>> = object.parts().collect();
                let texts: Vec<&str> = parts.iter().map(|part| part.source()).collect();
                let end = KindName::length(&texts).min(parts.len());
                let kind = parts[..end].iter().map(|part| part.at().span).reduce(Span::merge);
                if let Some(kind) = kind {
                    self.see(kind.in_file(value.at().file), Thing::Kind);
                }
                for name in &parts[end..] {
                    self.object_name(*name);
                }
            }
            (Type::ObjectName, value) => self.object_name(value),
            (Type::Expression | Type::Any | Type::Map | Type::Items, value) => {
                self.expression(value, field);
            }
            (ty, Value::Path(path)) => self.word(path, ty),
            (Type::Glob, Value::Literal(literal)) => self.see(value.at(), Thing::Glob(literal)),
            (_, Value::Literal(literal)) => self.literal(literal, field),
            _ => {}
        }
    }

    /// A bare word where the table asks for one.
    fn word(&mut self, path: PathView<'t>, ty: Type) {
        let Some(word) = path.single() else { return };
        match ty {
            Type::Ref(namespace) => self.see(word.at, Thing::Name(namespace)),
            Type::Word(choices) => {
                let choice = choices.iter().find(|choice| choice.word == word.text);
                self.see(word.at, Thing::Word(choice));
            }
            Type::Bool => self.see(word.at, Thing::Word(None)),
            _ => {}
        }
    }

    fn days(&mut self, value: Value<'t>) {
        match value {
            Value::Path(path) => self.see(path.at(), Thing::Word(None)),
            Value::Range(range) => {
                if let Some((first, last)) = range.ends() {
                    self.days(first);
                    self.days(last);
                }
            }
            Value::List(list) => list.values().for_each(|value| self.days(value)),
            _ => {}
        }
    }

    fn object_name(&mut self, value: Value<'t>) {
        match value.as_word() {
            Some(word) => self.see(word.at, Thing::ObjectName),
            None => self.expression(value, "name"),
        }
    }

    /// A value that is resolved for each cluster.
    fn expression(&mut self, value: Value<'t>, field: &'static str) {
        match value {
            Value::Path(path) => self.reference(path),
            Value::Literal(literal) => self.literal(literal, field),
            Value::List(list) => list.values().for_each(|value| self.expression(value, field)),
            Value::Map(map) => map.entries().for_each(|entry| self.entry(entry)),
            Value::Range(_) | Value::Object(_) => {}
        }
    }

    fn entry(&mut self, field: Field<'t>) {
        let at = inner(field);
        self.keys.push(at.span.of(field.0.file.text));
        self.see(at, Thing::Key(self.keys.clone(), self.resource));
        if let Key::Quoted(literal) = field.key() {
            self.interpolations(literal);
        }
        if let Some(value) = field.value() {
            self.expression(value, "");
        }
        self.keys.pop();
    }

    fn reference(&mut self, path: PathView<'t>) {
        if let Some(word) = path.single()
            && matches!(word.text, "true" | "false" | "null")
        {
            return self.see(word.at, Thing::Word(None));
        }
        self.steps(&path.words().map(|word| word.at).collect::<Vec<_>>());
    }

    fn steps(&mut self, words: &[FileSpan]) {
        for (index, at) in words.iter().enumerate() {
            self.see(*at, Thing::Step(words.to_vec(), index));
        }
    }

    fn literal(&mut self, literal: Literal<'t>, field: &'static str) {
        if !matches!(literal.kind(), TokenKind::Str | TokenKind::Text) {
            return;
        }
        self.see(literal.at(), Thing::Text(literal, field));
        self.interpolations(literal);
    }

    fn interpolations(&mut self, literal: Literal<'t>) {
        for part in literal.parts() {
            if let Part::Path(words) = part {
                let file = literal.file.id;
                self.steps(&words.iter().map(|span| span.in_file(file)).collect::<Vec<_>>());
            }
        }
    }
}

/// The name of a field without its quotes.
fn inner(field: Field<'_>) -> FileSpan {
    let mut at = field.name().at;
    if let Key::Quoted(literal) = field.key()
        && literal.is_closed()
    {
        at.span = Span::new(at.span.start + 1, at.span.end - 1);
    }
    at
}
