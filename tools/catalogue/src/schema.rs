//! Schemas as they are packed: equal nodes are one node, and a node stands behind those it refers to.

use std::collections::BTreeMap;

/// The place of a node in its [`Schemas`].
pub type Id = usize;

/// What a value may be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    Any,
    Bool,
    Integer,
    Number,
    Text,
    IntOrString,
    Quantity,
    Metadata,
    List { item: Id, keys: Vec<String>, is_set: bool },
    Map(Id),
    /// The fields by name: their nodes, and whether they must be there.
    Object { fields: BTreeMap<String, (Id, bool)>, is_embedded: bool },
}

/// A type, and what holds beyond it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    pub form: Form,
    pub choices: Vec<String>,
    pub format: Option<String>,
    pub minimum: Option<u32>,
    pub maximum: Option<u32>,
}

impl Node {
    pub fn of(form: Form) -> Self {
        Self { form, choices: Vec::new(), format: None, minimum: None, maximum: None }
    }

    pub fn has_rules(&self) -> bool {
        !self.choices.is_empty() || self.format.is_some() || self.minimum.is_some() || self.maximum.is_some()
    }
}

/// The nodes of a block, and the roots by `group/version/Kind`.
#[derive(Default)]
pub struct Schemas {
    pub nodes: Vec<Node>,
    known: BTreeMap<Node, Id>,
    pub roots: BTreeMap<String, Id>,
}

impl Schemas {
    /// The place of a node; an equal one is found again.
    pub fn add(&mut self, node: Node) -> Id {
        if let Some(id) = self.known.get(&node) {
            return *id;
        }
        self.nodes.push(node.clone());
        self.known.insert(node, self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    /// The nodes that the roots reach, renumbered.
    pub fn without_orphans(&self) -> Self {
        let mut kept = Self::default();
        let mut places = BTreeMap::new();
        for (name, id) in &self.roots {
            let id = self.copy(*id, &mut kept, &mut places);
            kept.roots.insert(name.clone(), id);
        }
        kept
    }

    fn copy(&self, id: Id, kept: &mut Self, places: &mut BTreeMap<Id, Id>) -> Id {
        if let Some(place) = places.get(&id) {
            return *place;
        }
        let mut node = self.nodes[id].clone();
        match &mut node.form {
            Form::List { item: inner, .. } | Form::Map(inner) => *inner = self.copy(*inner, kept, places),
            Form::Object { fields, .. } => {
                for (inner, _) in fields.values_mut() {
                    *inner = self.copy(*inner, kept, places);
                }
            }
            _ => {}
        }
        let place = kept.add(node);
        places.insert(id, place);
        place
    }
}
