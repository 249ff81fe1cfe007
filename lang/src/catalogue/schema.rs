//! What a kind's objects may hold: structural schemas, as plain data.
//!
//! A schema is a tree whose equal parts are shared, stored flat. It knows neither where it came from nor what is
//! checked against it.

use smol_str::SmolStr;

use crate::model::Value;

/// The place of a node in its [`Schema`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// Nodes that refer to each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    nodes: Vec<Node>,
}

impl Schema {
    /// Adds a node and gives its place.
    ///
    /// # Panics
    /// When there are more than 2³² nodes.
    pub fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(u32::try_from(self.nodes.len() - 1).expect("schemas are limited"))
    }

    /// A node. Each id was given by this schema, or checked against [`len`](Self::len).
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

/// What a value may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its type.
    pub form: Form,
    /// Whether `null` is a value of its own; elsewhere it is the same as nothing.
    pub is_nullable: bool,
    /// What holds beyond the type; most nodes have nothing of the kind.
    pub rules: Option<Box<Rules>>,
}

impl Node {
    /// A node of a type without further rules.
    #[must_use]
    pub fn of(form: Form) -> Self {
        Self { form, is_nullable: false, rules: None }
    }
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// Anything: nothing is known, or everything is kept.
    Any,
    /// `true` or `false`.
    Bool,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An integer or a string: a port or its name, a number or a percentage.
    IntOrString,
    /// An amount of something: `500m`, `10Gi`, `2`.
    Quantity,
    /// What an object is called: name, namespace, labels, annotations.
    Metadata,
    /// A list.
    List(List),
    /// Keys of one's own choice, and values of one type.
    Map(NodeId),
    /// Fields with names.
    Object(Object),
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// What its items are.
    pub item: NodeId,
    /// The fields that tell one item from another; empty when items may be equal.
    pub keys: Vec<SmolStr>,
    /// Whether no two items may be equal.
    pub is_set: bool,
}

/// Fields with names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// The fields, sorted by their names.
    pub fields: Vec<Field>,
    /// Whether other fields are kept too.
    pub is_open: bool,
    /// Whether it is a whole object with `apiVersion`, `kind` and `metadata` of its own.
    pub is_embedded: bool,
}

impl Object {
    /// The field of a name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        let place = self.fields.binary_search_by(|field| field.name.as_str().cmp(name)).ok()?;
        Some(&self.fields[place])
    }
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: SmolStr,
    /// What its value may be.
    pub node: NodeId,
    /// Whether it must be there.
    pub is_required: bool,
    /// Whether it is filled in when it is not there.
    pub has_default: bool,
}

/// What holds of a value beyond its type. `None` and empty lists ask for nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// The values that are allowed.
    pub choices: Vec<Choice>,
    /// A regular expression that the string contains.
    pub pattern: Option<SmolStr>,
    /// What the string is: `date-time`, `duration`, `ipv4`.
    pub format: Option<SmolStr>,
    /// The least number.
    pub minimum: Option<f64>,
    /// The greatest number.
    pub maximum: Option<f64>,
    /// Whether the least number itself is too small.
    pub above_minimum: bool,
    /// Whether the greatest number itself is too great.
    pub below_maximum: bool,
    /// What the number is a multiple of.
    pub multiple_of: Option<f64>,
    /// How many characters, items or keys there must be at least.
    pub least: Option<u64>,
    /// How many characters, items or keys there may be at most.
    pub most: Option<u64>,
    /// All of these hold.
    pub all_of: Vec<NodeId>,
    /// At least one of these holds.
    pub any_of: Vec<NodeId>,
    /// Exactly one of these holds.
    pub one_of: Vec<NodeId>,
    /// This does not hold.
    pub not: Option<NodeId>,
    /// Expressions that hold of the value.
    pub expressions: Vec<Expression>,
    /// What is filled in when the value is not there; it stands nowhere in a program.
    pub default: Option<Value>,
}

/// A value that is allowed.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(SmolStr),
}

/// An expression in the Common Expression Language that must hold: `x-kubernetes-validations`.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// The expression.
    pub rule: SmolStr,
    /// What to say when it does not hold.
    pub message: Option<SmolStr>,
    /// An expression that gives what to say.
    pub message_expression: Option<SmolStr>,
    /// The field below the value that is to blame: `.spec.size`.
    pub field_path: Option<SmolStr>,
    /// The how manieth of its schema's rules it is, from zero.
    pub number: usize,
}
