//! Kinds that no package describes: `known/structure.tsv` has a row a field.

use std::collections::BTreeMap;

use crate::kinds::{Kind, rows};
use crate::schema::{Form, Id, Node, Schemas};

/// A field under construction.
#[derive(Default)]
struct Tree {
    /// What a row says of it; empty for what only leads on.
    words: Vec<String>,
    fields: BTreeMap<String, Tree>,
    is_list: bool,
}

/// Adds the schemas of the kinds that a table describes, each to the block of its group, and says so in the kinds.
pub fn read(text: &str, kinds: &mut [Kind], blocks: &mut BTreeMap<String, Schemas>) {
    let mut roots: BTreeMap<&str, Tree> = BTreeMap::new();
    for [root, path, words] in rows(text) {
        let mut tree = roots.entry(root).or_default();
        for step in path.split('.') {
            let name = step.trim_end_matches("[]");
            tree = tree.fields.entry(name.to_owned()).or_default();
            tree.is_list = step.ends_with("[]");
        }
        tree.words = words.split(' ').map(str::to_owned).collect();
    }
    for (root, tree) in roots {
        let [group, version, name] = root.split('/').collect::<Vec<_>>().try_into().expect("a kind in full");
        let kind = kinds.iter_mut().find(|it| it.group == group && it.name == name && it.versions == [version]);
        let kind = kind.unwrap_or_else(|| panic!("structure.tsv: kinds.tsv has no {root}"));
        let block = group.replace('.', "-");
        let schemas = blocks.get_mut(&block).unwrap_or_else(|| panic!("structure.tsv: there is no block {block}"));
        let id = object(&tree, schemas);
        schemas.roots.insert(root.to_owned(), id);
        kind.block = Some(block);
    }
}

fn object(tree: &Tree, schemas: &mut Schemas) -> Id {
    let mut fields = BTreeMap::new();
    for (name, field) in &tree.fields {
        let (id, is_required) = node(field, schemas);
        fields.insert(name.clone(), (id, is_required));
    }
    schemas.add(Node::of(Form::Object { fields, is_embedded: false }))
}

/// A field, and whether it must be there: where something in it must, it must itself, unless it is a list.
fn node(tree: &Tree, schemas: &mut Schemas) -> (Id, bool) {
    if !tree.fields.is_empty() {
        let item = object(tree, schemas);
        let needs = matches!(&schemas.nodes[item].form, Form::Object { fields, .. } if fields.values().any(|it| it.1));
        let list = Form::List { item, keys: Vec::new(), is_set: false };
        return if tree.is_list { (schemas.add(Node::of(list)), false) } else { (item, needs) };
    }
    let form = match tree.words[0].as_str() {
        "text" => Form::Text,
        "bool" => Form::Bool,
        "integer" => Form::Integer,
        "map" => Form::Map(schemas.add(Node::of(Form::Text))),
        "any" => Form::Any,
        other => panic!("structure.tsv: `{other}` is no type"),
    };
    (schemas.add(Node::of(form)), tree.words.iter().any(|word| word == "required"))
}
