//! Values that the packages do not tell: what is documented of Kubernetes' and Flux's own fields.
//!
//! A row of `known/values.tsv` names a block or one kind in it (`kubernetes`, `apps/v1/Deployment`), the end of a
//! field's path, and what holds of it: `one of A B`, `from 1 to 65535`, `format duration`, `required`.

use std::collections::BTreeMap;

use crate::kinds::rows;
use crate::schema::{Form, Id, Node, Schemas};

/// Applies every row.
///
/// # Panics
/// When a row changes nothing: what it says is out of date.
pub fn apply(text: &str, blocks: &mut BTreeMap<String, Schemas>) {
    for [target, path, rule] in rows(text) {
        let path: Vec<&str> = path.split('.').filter(|step| !step.is_empty()).collect();
        let mut changed = 0;
        for (name, block) in blocks.iter_mut() {
            let roots = block.roots.clone();
            for (root, id) in roots {
                if target == name || target == root || target.strip_prefix('/') == Some(root.as_str()) {
                    let mut change = Change { schemas: block, path: &path, rule, changed: 0, known: BTreeMap::new() };
                    let id = if path.is_empty() {
                        change.change(id, &mut false)
                    } else {
                        change.node(id, &mut Vec::new())
                    };
                    changed += change.changed;
                    block.roots.insert(root, id);
                }
            }
        }
        assert!(changed > 0, "values.tsv: {target} {} changes nothing", path.join("."));
    }
}

struct Change<'a> {
    schemas: &'a mut Schemas,
    path: &'a [&'a str],
    rule: &'a str,
    changed: usize,
    /// What became of nodes, by the part of the path above them that matters.
    known: BTreeMap<(Id, Vec<String>), Id>,
}

impl Change<'_> {
    fn node(&mut self, id: Id, above: &mut Vec<String>) -> Id {
        let keep = above.len().saturating_sub(self.path.len() - 1);
        let key = (id, above[keep..].to_vec());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let mut node = self.schemas.nodes[id].clone();
        match &mut node.form {
            Form::List { item: inner, .. } | Form::Map(inner) => *inner = self.node(*inner, above),
            Form::Object { fields, .. } => {
                for (name, (inner, is_required)) in fields.iter_mut() {
                    above.push(name.clone());
                    let is_here = above.len() >= self.path.len()
                        && above[above.len() - self.path.len()..].iter().zip(self.path).all(|(a, b)| a == b);
                    *inner = if is_here { self.change(*inner, is_required) } else { self.node(*inner, above) };
                    above.pop();
                }
            }
            _ => {}
        }
        let id = self.schemas.add(node);
        self.known.insert(key, id);
        id
    }

    fn change(&mut self, id: Id, is_required: &mut bool) -> Id {
        let words: Vec<&str> = self.rule.split(' ').collect();
        if words == ["required"] {
            self.changed += 1;
            *is_required = true;
            return id;
        }
        let mut node = self.schemas.nodes[id].clone();
        if let Form::List { item, .. } = &mut node.form {
            *item = self.ruled(*item, &words);
            return self.schemas.add(node);
        }
        self.ruled(id, &words)
    }

    fn ruled(&mut self, id: Id, words: &[&str]) -> Id {
        let node = self.schemas.nodes[id].clone();
        let number = |text: &str| Some(text.parse().expect("a number"));
        let mut node = node;
        if let (["also", names @ ..], Form::Object { fields, .. }) = (words, &mut node.form) {
            let any = self.schemas.add(Node::of(Form::Any));
            for name in names {
                fields.entry((*name).to_owned()).or_insert((any, false));
            }
            self.changed += 1;
            return self.schemas.add(node);
        }
        let node = match words {
            ["one", "of", choices @ ..] if node.form == Form::Text => {
                Node { choices: choices.iter().map(|&it| it.to_owned()).collect(), ..node }
            }
            ["format", format] if node.form == Form::Text => Node { format: Some((*format).to_owned()), ..node },
            ["from", least, "to", most] if node.form == Form::Integer => Node { minimum: number(least), maximum: number(most), ..node },
            ["from", least] if node.form == Form::Integer => Node { minimum: number(least), ..node },
            // Another field of the same name: a number of seconds, say, where others hold a duration.
            _ => return id,
        };
        self.changed += 1;
        self.schemas.add(node)
    }
}
