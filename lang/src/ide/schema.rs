//! The fields of Kubernetes objects, from the catalogue.

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::catalogue::Typed;
use crate::catalogue::schema::{Choice, Form, Node, Rules, Schema};

/// A kind as a list shows it.
pub(super) struct Kind {
    pub(super) name: String,
    pub(super) api_version: String,
    /// What a program writes: with the group where several have the kind.
    pub(super) text: String,
}

/// A field as a list shows it.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) shape: Shape,
}

/// What is written behind the colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Object,
    List,
    Text,
    Other,
}

/// Every kind, by name.
pub(super) fn kinds(analysis: &Analysis) -> Vec<Kind> {
    let mut by_name: BTreeMap<String, Vec<crate::catalogue::Kind>> = BTreeMap::new();
    for kind in analysis.plan.catalogue.kinds() {
        by_name.entry(kind.name.clone()).or_default().push(kind);
    }
    let mut found = Vec::new();
    for (name, kinds) in by_name {
        let is_ambiguous = kinds.len() > 1;
        for kind in kinds {
            let text = if is_ambiguous { kind.to_string() } else { name.clone() };
            found.push(Kind { name: name.clone(), api_version: kind.api_version(), text });
        }
    }
    found
}

/// What a kind is, for a hover.
pub(super) fn kind(analysis: &Analysis, text: &str) -> Option<String> {
    let kind = analysis.plan.catalogue.find(text).ok()?;
    let scope = match kind.is_namespaced {
        Some(true) => "; its objects live in namespaces",
        Some(false) => "; its objects belong to the cluster",
        None => "",
    };
    Some(format!("**{}** of `{}`{scope}", kind.name, kind.api_version()))
}

/// The fields below some keys of an object.
pub(super) fn fields(analysis: &Analysis, kind: &str, keys: &[String]) -> Vec<Field> {
    let Some(typed) = typed(analysis, kind) else { return Vec::new() };
    let Some(node) = node(typed, keys) else { return Vec::new() };
    let mut fields: Vec<Field> = match &node.form {
        Form::Object(object) => object.fields.iter().map(|field| {
            let node = typed.schema.node(field.node);
            let required = if field.is_required { ", must be there" } else { "" };
            Field {
                name: field.name.to_string(),
                ty: format!("{}{required}", type_of(typed.schema, node)),
                shape: shape(node),
            }
        }),
        Form::Metadata => return metadata(),
        _ => return Vec::new(),
    }
    .collect();
    if keys.is_empty() && !fields.iter().any(|field| field.name == "metadata") {
        let ty = "an object".to_owned();
        fields.insert(0, Field { name: "metadata".to_owned(), ty, shape: Shape::Object });
    }
    fields
}

fn metadata() -> Vec<Field> {
    let map = |name: &str| Field {
        name: name.to_owned(),
        ty: "a map of strings".to_owned(),
        shape: Shape::Object,
    };
    vec![map("labels"), map("annotations")]
}

/// The type of a field below some keys, for a hover.
pub(super) fn describe(
    analysis: &Analysis,
    kind: &str,
    keys: &[String],
    name: &str,
) -> Option<String> {
    let typed = typed(analysis, kind)?;
    let around = node(typed, keys)?;
    let (node, is_required, has_default) = match &around.form {
        Form::Object(object) => {
            let field = object.field(name)?;
            (typed.schema.node(field.node), field.is_required, field.has_default)
        }
        Form::Map(value) => (typed.schema.node(*value), false, false),
        Form::Metadata => {
            let field =
                fields(analysis, kind, keys).into_iter().find(|field| field.name == name)?;
            return Some(format!("**{name}**: {}", field.ty));
        }
        _ => return None,
    };
    let mut text = format!("**{name}**: {}", type_of(typed.schema, node));
    if is_required {
        text += "; must be there";
    }
    if has_default {
        text += "; has a default";
    }
    if let Some(rules) = &node.rules {
        for rule in rules_of(rules) {
            text += "\n- ";
            text += &rule;
        }
    }
    Some(text)
}

/// The values that a field may have, as they are written.
pub(super) fn choices(analysis: &Analysis, kind: &str, keys: &[String]) -> Vec<String> {
    let Some(typed) = typed(analysis, kind) else { return Vec::new() };
    let Some(mut node) = node(typed, keys) else { return Vec::new() };
    if let Form::List(list) = &node.form {
        node = typed.schema.node(list.item);
    }
    if node.form == Form::Bool {
        return vec!["true".to_owned(), "false".to_owned()];
    }
    let rules = node.rules.as_ref();
    rules.map(|rules| rules.choices.iter().map(written).collect()).unwrap_or_default()
}

fn written(choice: &Choice) -> String {
    match choice {
        Choice::Null => "null".to_owned(),
        Choice::Bool(value) => value.to_string(),
        Choice::Number(value) => value.to_string(),
        Choice::Text(text) => format!("\"{text}\""),
    }
}

fn typed<'a>(analysis: &'a Analysis, kind: &str) -> Option<Typed<'a>> {
    let catalogue = &analysis.plan.catalogue;
    let kind = catalogue.find(kind).ok()?;
    catalogue.schema(&kind)
}

/// The node that keys lead to; a list is stepped over, since a key stands in its items.
fn node<'c>(typed: Typed<'c>, keys: &[String]) -> Option<&'c Node> {
    let mut node = typed.schema.node(typed.root);
    for key in keys {
        node = through_lists(typed.schema, node);
        node = match &node.form {
            Form::Object(object) => match object.field(key) {
                Some(field) => typed.schema.node(field.node),
                None if key == "metadata" => &METADATA,
                None => return None,
            },
            Form::Map(value) => typed.schema.node(*value),
            _ => return None,
        };
    }
    Some(if keys.is_empty() { node } else { through_lists(typed.schema, node) })
}

static METADATA: Node = Node { form: Form::Metadata, is_nullable: false, rules: None };

fn through_lists<'c>(schema: &'c Schema, mut node: &'c Node) -> &'c Node {
    while let Form::List(list) = &node.form {
        let item = schema.node(list.item);
        if !matches!(item.form, Form::Object(_) | Form::Map(_) | Form::List(_)) {
            break;
        }
        node = item;
    }
    node
}

fn shape(node: &Node) -> Shape {
    match node.form {
        Form::Object(_) | Form::Map(_) | Form::Metadata => Shape::Object,
        Form::List(_) => Shape::List,
        Form::Text | Form::Quantity
            if node.rules.as_ref().is_none_or(|it| it.choices.is_empty()) =>
        {
            Shape::Text
        }
        _ => Shape::Other,
    }
}

fn type_of(schema: &Schema, node: &Node) -> String {
    match &node.form {
        Form::Any => "any value".to_owned(),
        Form::Bool => "`true` or `false`".to_owned(),
        Form::Integer => "an integer".to_owned(),
        Form::Number => "a number".to_owned(),
        Form::Text => "a string".to_owned(),
        Form::IntOrString => "an integer or a string".to_owned(),
        Form::Quantity => "an amount such as `500m` or `10Gi`".to_owned(),
        Form::Metadata => "metadata of an object".to_owned(),
        Form::List(list) => format!("a list, each {}", type_of(schema, schema.node(list.item))),
        Form::Map(value) => format!("a map, each {}", type_of(schema, schema.node(*value))),
        Form::Object(_) => "an object".to_owned(),
    }
}

fn rules_of(rules: &Rules) -> Vec<String> {
    let mut found = Vec::new();
    if !rules.choices.is_empty() {
        let choices: Vec<String> =
            rules.choices.iter().map(|it| format!("`{}`", written(it))).collect();
        found.push(format!("one of {}", choices.join(", ")));
    }
    let bounds = [("at least", rules.minimum), ("at most", rules.maximum)];
    found.extend(bounds.iter().filter_map(|(word, bound)| Some(format!("{word} {}", (*bound)?))));
    found.extend(rules.pattern.iter().map(|pattern| format!("matches `{pattern}`")));
    found.extend(rules.format.iter().map(|format| format!("a `{format}`")));
    let messages = rules.expressions.iter().filter_map(|it| it.message.as_ref());
    found.extend(messages.map(ToString::to_string));
    found
}
