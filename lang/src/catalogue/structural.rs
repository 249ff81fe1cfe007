//! The structural schema of a CustomResourceDefinition, as nodes.
//!
//! What is known of a field is kept: type, bounds, pattern, format, default, the keys of lists, alternatives and rules.
//! Descriptions are not.

use serde_yaml::Value;
use smol_str::SmolStr;

use super::plain;
use super::schema::{Choice, Expression, Field, Form, List, Node, NodeId, Object, Rules, Schema};

/// How deep a definition may nest.
const DEPTH: usize = 64;

/// What every object has, beside the fields of its kind.
const COMMON: [&str; 4] = ["apiVersion", "kind", "metadata", "status"];

/// Adds the schema of a version to the nodes, and gives the object's own.
pub(super) fn root(value: &Value, schema: &mut Schema) -> NodeId {
    let mut reader = Reader { schema, depth: 0, is_part: false };
    let mut object = reader.object(value, &COMMON);
    object.is_open |= flag(value, "x-kubernetes-preserve-unknown-fields");
    let rules = reader.rules(value, &Form::Any);
    let mut node = Node::of(Form::Object(object));
    node.rules = rules;
    reader.schema.add(node)
}

struct Reader<'s> {
    schema: &'s mut Schema,
    depth: usize,
    /// Whether it reads a part of an alternative, whose rules not all servers evaluate and whose defaults none takes.
    is_part: bool,
}

impl Reader<'_> {
    fn any(&mut self) -> NodeId {
        self.schema.add(Node::of(Form::Any))
    }

    fn node(&mut self, value: &Value) -> NodeId {
        if self.depth >= DEPTH {
            return self.any();
        }
        self.depth += 1;
        let form = self.form(value);
        let rules = self.rules(value, &form);
        self.depth -= 1;
        self.schema.add(Node { form, is_nullable: flag(value, "nullable"), rules })
    }

    fn form(&mut self, value: &Value) -> Form {
        let is_open = flag(value, "x-kubernetes-preserve-unknown-fields");
        if flag(value, "x-kubernetes-int-or-string") {
            return Form::IntOrString;
        }
        match value.get("type").and_then(Value::as_str) {
            Some("boolean") => Form::Bool,
            Some("integer") => Form::Integer,
            Some("number") => Form::Number,
            Some("string") => Form::Text,
            Some("array") => self.list(value),
            Some("object") => match value.get("additionalProperties") {
                Some(Value::Bool(true)) => Form::Map(self.any()),
                Some(inner @ Value::Mapping(_)) => Form::Map(self.node(inner)),
                _ => {
                    let mut object = self.object(value, &[]);
                    object.is_open |= is_open;
                    Form::Object(object)
                }
            },
            // A part of an alternative says something of some fields, and leaves the others alone.
            _ if value.get("properties").is_some() || value.get("required").is_some() => {
                Form::Object(Object { is_open: true, ..self.object(value, &[]) })
            }
            _ => Form::Any,
        }
    }

    fn object(&mut self, value: &Value, without: &[&str]) -> Object {
        let required: Vec<&str> = list(value, "required").filter_map(Value::as_str).collect();
        let mut fields: Vec<Field> = Vec::new();
        let properties = value.get("properties").and_then(Value::as_mapping);
        for (name, property) in properties.into_iter().flatten() {
            let Some(name) = name.as_str().filter(|name| !without.contains(name)) else { continue };
            fields.push(Field {
                name: name.into(),
                node: self.node(property),
                is_required: required.contains(&name),
                has_default: property.get("default").is_some(),
            });
        }
        // A part of an alternative may require what the whole describes.
        for name in required {
            if !without.contains(&name) && !fields.iter().any(|field| field.name == name) {
                let node = self.any();
                fields.push(Field {
                    name: name.into(),
                    node,
                    is_required: true,
                    has_default: false,
                });
            }
        }
        fields.sort_by(|a, b| a.name.cmp(&b.name));
        let is_embedded = flag(value, "x-kubernetes-embedded-resource");
        Object { fields, is_open: false, is_embedded }
    }

    fn list(&mut self, value: &Value) -> Form {
        let item = match value.get("items") {
            Some(items) => self.node(items),
            None => self.any(),
        };
        let keys = list(value, "x-kubernetes-list-map-keys").filter_map(Value::as_str);
        let is_set = value.get("x-kubernetes-list-type").and_then(Value::as_str) == Some("set")
            || flag(value, "uniqueItems");
        Form::List(List { item, keys: keys.map(SmolStr::new).collect(), is_set })
    }

    fn rules(&mut self, value: &Value, form: &Form) -> Option<Box<Rules>> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(SmolStr::new);
        let number = |key: &str| value.get(key).and_then(Value::as_f64);
        let count = |keys: [&str; 3]| keys.iter().find_map(|key| value.get(*key)?.as_u64());
        let mut rules = Rules {
            choices: list(value, "enum").filter_map(choice).collect(),
            pattern: text("pattern"),
            format: text("format"),
            minimum: number("minimum"),
            maximum: number("maximum"),
            above_minimum: flag(value, "exclusiveMinimum"),
            below_maximum: flag(value, "exclusiveMaximum"),
            multiple_of: number("multipleOf").filter(|of| *of > 0.0),
            least: count(["minLength", "minItems", "minProperties"]),
            most: count(["maxLength", "maxItems", "maxProperties"]),
            ..Rules::default()
        };
        if rules.format.as_deref() == Some("int32") {
            rules.minimum = rules.minimum.or(Some(f64::from(i32::MIN)));
            rules.maximum = rules.maximum.or(Some(f64::from(i32::MAX)));
        }
        rules.all_of = self.parts(value, "allOf");
        // That it is a number or a string is what the type says already.
        if *form != Form::IntOrString {
            rules.any_of = self.parts(value, "anyOf");
            rules.one_of = self.parts(value, "oneOf");
        }
        rules.not = value.get("not").map(|not| self.part(not));
        if !self.is_part {
            let numbered = list(value, "x-kubernetes-validations").enumerate();
            rules.expressions = numbered.filter_map(|(at, it)| expression(at, it)).collect();
            rules.default = value.get("default").and_then(plain::value);
        }
        (rules != Rules::default()).then(|| Box::new(rules))
    }

    fn parts(&mut self, value: &Value, key: &str) -> Vec<NodeId> {
        list(value, key).map(|part| self.part(part)).collect()
    }

    fn part(&mut self, value: &Value) -> NodeId {
        let is_part = std::mem::replace(&mut self.is_part, true);
        let node = self.node(value);
        self.is_part = is_part;
        node
    }
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool) == Some(true)
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    value.get(key).and_then(Value::as_sequence).into_iter().flatten()
}

fn choice(value: &Value) -> Option<Choice> {
    Some(match value {
        Value::Null => Choice::Null,
        Value::Bool(it) => Choice::Bool(*it),
        Value::Number(it) => Choice::Number(it.as_f64()?),
        Value::String(it) => Choice::Text(it.into()),
        Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => return None,
    })
}

/// A rule; those that compare with what was there before are none of a plan's.
fn expression(number: usize, value: &Value) -> Option<Expression> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(SmolStr::new);
    let rule = text("rule").filter(|rule| !rule.contains("oldSelf"))?;
    let message_expression = text("messageExpression");
    let field_path = text("fieldPath");
    Some(Expression { rule, message: text("message"), message_expression, field_path, number })
}
