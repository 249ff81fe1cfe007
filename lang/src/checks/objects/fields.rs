//! The walk: a value and its schema side by side.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::place::{self, Step, describe, key};
use super::{Checker, expressions, metadata, rules, scalars};
use crate::catalogue::Kind;
use crate::catalogue::schema::{Field, Form, List, Node, NodeId, Object, Schema};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::{Value, ValueKind};
use crate::problems::objects::{self as problems, Meant};
use crate::similar;
use crate::spot::Spot;

/// How many fields a message enumerates.
const SHOWN: usize = 8;

/// A walk through one object.
pub(super) struct Walk<'w, 'a> {
    pub(super) checker: &'w mut Checker<'a>,
    pub(super) schema: &'w Schema,
    /// The object's kind, for messages.
    pub(super) kind: &'w str,
    /// The same in full; a chart's values have none.
    pub(super) full: Option<&'w Kind>,
    pub(super) steps: Vec<Step<'w>>,
    /// The objects that the walk is in, each with the number of steps to it.
    pub(super) around: Vec<(NodeId, usize)>,
    pub(super) out: Vec<Diagnostic>,
    /// Fields that are required and not there, until it is known which of them are called otherwise.
    pub(super) lacks: Vec<Lack>,
    /// Fields that others were meant to be, by their path.
    pub(super) meant: Vec<String>,
}

/// What a map lacks.
pub(super) struct Lack {
    spot: Spot,
    /// What messages call the map.
    owner: String,
    /// The fields, each with its path.
    fields: Vec<(SmolStr, String)>,
}

/// Whether one of some findings is an error.
pub(super) fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|it| it.severity == Severity::Error)
}

impl<'w> Walk<'w, '_> {
    /// Checks a value at a place.
    pub(super) fn value(&mut self, value: &'w Value, id: NodeId, spot: Spot) {
        let schema = self.schema;
        let node = schema.node(id);
        // What leads nowhere is reported where it stands.
        if value.shape().is_none() {
            return;
        }
        // Nothing and `null` are the same, unless `null` is asked for; what must be there is asked elsewhere.
        if matches!(value.kind, ValueKind::Null) {
            return;
        }
        let (before, said, lacking) = (self.faults(), self.out.len(), self.lacks.len());
        match &node.form {
            Form::Any => scalars::loses_zero(self, value, spot),
            Form::Metadata => metadata::check(self, value, spot),
            Form::List(list) => self.list(value, list, spot),
            Form::Map(inner) => self.map(value, *inner, spot),
            Form::Object(object) => self.object(value, id, object, spot),
            Form::Bool
            | Form::Integer
            | Form::Number
            | Form::Text
            | Form::IntOrString
            | Form::Quantity => scalars::check(self, value, node, spot),
        }
        // A value of the wrong type breaks its other rules too.
        if self.faults() == before {
            self.rules(value, node, spot);
        }
        if self.lacks.len() == lacking && !has_errors(&self.out[said..]) {
            expressions::check(self, value, id, spot, None);
        }
    }

    /// How much is wrong so far.
    pub(super) fn faults(&self) -> usize {
        self.out.len() + self.lacks.len()
    }

    fn rules(&mut self, value: &'w Value, node: &'w Node, spot: Spot) {
        if let Some(rules) = node.rules.as_deref() {
            rules::check(self, value, rules, spot);
        }
    }

    /// What a message calls the value: `` `spec.ports[0]` of `Service` ``, or the kind alone.
    pub(super) fn name(&self) -> String {
        self.name_at(self.steps.len())
    }

    /// What a message calls the value that some steps lead to.
    pub(super) fn name_at(&self, steps: usize) -> String {
        match place::path(&self.steps[..steps]) {
            path if path.is_empty() => format!("`{}`", self.kind),
            path => format!("`{path}` of `{}`", self.kind),
        }
    }

    pub(super) fn report(&mut self, found: Diagnostic) {
        self.out.push(found);
    }

    pub(super) fn wrong_type(
        &mut self,
        value: &Value,
        expected: &str,
        spot: Spot,
        fix: Option<Fix>,
    ) {
        let found = problems::wrong_type(spot, &self.name(), expected, describe(value), fix);
        self.report(found);
    }

    fn list(&mut self, value: &'w Value, list: &'w List, spot: Spot) {
        let ValueKind::List(items) = &value.kind else {
            let written = self.checker.written(spot, value);
            let fix = written
                .map(|text| Fix::replace("Put it into brackets", spot.at, format!("[{text}]")));
            return self.wrong_type(value, "a list", spot, fix);
        };
        for (index, item) in items.iter().enumerate() {
            self.steps.push(Step::Index(index));
            self.value(item, list.item, spot.item(item, value));
            self.steps.pop();
        }
        rules::items(self, value, items, list, spot);
    }

    fn map(&mut self, value: &'w Value, inner: NodeId, spot: Spot) {
        let Some(entries) = value.as_map() else {
            return self.wrong_type(value, "a map", spot, None);
        };
        for entry in entries {
            self.steps.push(Step::Key(key(entry)));
            self.value(&entry.value, inner, spot.entry(entry));
            self.steps.pop();
        }
    }

    fn object(&mut self, value: &'w Value, id: NodeId, object: &'w Object, spot: Spot) {
        let Some(entries) = value.as_map() else {
            return self.wrong_type(value, "a map", spot, None);
        };
        self.around.push((id, self.steps.len()));
        for entry in entries {
            let name = key(entry);
            if let Some(field) = object.field(&name) {
                self.steps.push(Step::Key(Cow::Borrowed(&field.name)));
                self.value(&entry.value, field.node, spot.entry(entry));
                self.steps.pop();
            } else if object.is_embedded && matches!(&*name, "apiVersion" | "kind" | "metadata") {
                self.embedded(&entry.value, &name, spot.entry(entry));
            } else if !object.is_open {
                self.unknown(&name, object, spot.key(entry));
            }
        }
        if self.checker.is_whole {
            self.missing(value, object, spot);
        }
        self.around.pop();
    }

    /// A field that every object has, of one inside another.
    fn embedded(&mut self, value: &'w Value, name: &str, spot: Spot) {
        self.steps.push(Step::Key(Cow::Owned(name.to_owned())));
        if name == "metadata" {
            metadata::check(self, value, spot);
        } else if value.shape().is_some() && value.as_str().is_none() {
            self.wrong_type(value, "a string", spot, None);
        }
        self.steps.pop();
    }

    pub(super) fn missing(&mut self, value: &'w Value, object: &Object, spot: Spot) {
        let schema = self.schema;
        let is_missing = |field: &&Field| {
            let is_null = |value: &Value| matches!(value.kind, ValueKind::Null);
            let allows_null = schema.node(field.node).is_nullable;
            let found = value.get(&field.name);
            field.is_required
                && !field.has_default
                && found.is_none_or(|it| is_null(it) && !allows_null)
        };
        let missing = object.fields.iter().filter(is_missing).map(|it| &it.name);
        let path = |name: &SmolStr| self.path_to(self.steps.len(), &[], name);
        let fields: Vec<_> = missing.map(|name| (name.clone(), path(name))).collect();
        if !fields.is_empty() {
            self.lacks.push(Lack { spot, owner: self.name(), fields });
        }
    }

    /// Reports what is missing, without what stands there under another name or elsewhere: that is one mistake.
    pub(super) fn report_missing(&mut self) {
        for Lack { spot, owner, fields } in std::mem::take(&mut self.lacks) {
            let missing = fields.iter().filter(|(_, path)| !self.meant.contains(path));
            let names: Vec<&str> = missing.map(|(name, _)| name.as_str()).collect();
            if !names.is_empty() {
                self.report(problems::missing_fields(spot, &owner, &names));
            }
        }
    }

    pub(super) fn unknown(&mut self, name: &str, object: &Object, spot: Spot) {
        let meant = self.meant(name, object);
        match &meant {
            Meant::Name(near) => self.meant.push(self.path_to(self.steps.len(), &[], near)),
            Meant::Elsewhere(path) => self.meant.push(path.clone()),
            Meant::OneOf(..) => {}
        }
        let found = problems::unknown_field(spot, &self.name(), name, &meant);
        self.report(found);
    }

    /// What a name may have meant: a field that is nearly called so here, one called so around or inside, else one of
    /// those that there are.
    fn meant(&self, name: &str, object: &Object) -> Meant {
        let names = || object.fields.iter().map(|field| field.name.as_str());
        if let Some(near) = similar::nearest(name, names()) {
            return Meant::Name(near.to_owned());
        }
        let outer = self.around.iter().rev().skip(1).find(|(id, _)| self.has(*id, name));
        if let Some((_, steps)) = outer {
            return Meant::Elsewhere(self.path_to(*steps, &[], name));
        }
        // The metadata of a whole object is no field of its kind.
        if self.steps.is_empty() && metadata::is_field(name) {
            return Meant::Elsewhere(format!("metadata.{name}"));
        }
        for field in &object.fields {
            if self.has(field.node, name) {
                return Meant::Elsewhere(self.path_to(self.steps.len(), &[&field.name], name));
            }
        }
        for field in &object.fields {
            let Form::Object(inner) = &self.schema.node(field.node).form else { continue };
            if let Some(deep) = inner.fields.iter().find(|deep| self.has(deep.node, name)) {
                let steps = [field.name.as_str(), deep.name.as_str()];
                return Meant::Elsewhere(self.path_to(self.steps.len(), &steps, name));
            }
        }
        let shown = names().take(SHOWN).map(str::to_owned).collect();
        Meant::OneOf(shown, object.fields.len().saturating_sub(SHOWN))
    }

    fn has(&self, id: NodeId, name: &str) -> bool {
        match &self.schema.node(id).form {
            Form::Object(object) => object.field(name).is_some(),
            Form::Metadata => metadata::is_field(name),
            _ => false,
        }
    }

    fn path_to(&self, steps: usize, further: &[&str], name: &str) -> String {
        let further = further.iter().chain([&name]).map(|step| Step::Key(Cow::Borrowed(*step)));
        let steps: Vec<Step<'_>> = self.steps[..steps].iter().cloned().chain(further).collect();
        place::path(&steps)
    }
}
