//! What a folder of a tree applies: the files that kustomize's list names, or all of them where there is none.

use std::collections::BTreeSet;

use pdl_lang::model::Value;

use super::object::{self, Object, Tree, entries, items};
use super::{patches, paths, values};

/// How deep lists may name folders with lists.
const DEPTH: u32 = 32;

/// What a folder applies.
#[derive(Clone, Debug, Default)]
pub(super) struct Applied {
    /// The objects as its lists change them, each with its index in the tree.
    pub(super) objects: Vec<(usize, Object)>,
    /// What its lists say beside that, as it will be said.
    pub(super) remarks: Vec<String>,
}

/// Reads a folder.
pub(super) fn applied(tree: &Tree, folder: &str) -> Applied {
    let mut reader = Reader { tree, applied: Applied::default(), seen: BTreeSet::new() };
    reader.folder(folder, DEPTH);
    reader.applied
}

struct Reader<'t> {
    tree: &'t Tree,
    applied: Applied,
    /// Files and folders that were read, each once.
    seen: BTreeSet<String>,
}

impl Reader<'_> {
    fn folder(&mut self, folder: &str, depth: u32) {
        if depth == 0 || !self.seen.insert(folder.to_owned()) {
            return;
        }
        let Some(list) = self.tree.lists.get(folder) else {
            // Flux lists every file itself where nobody did, apart from folders with lists of their own.
            let is_here = |object: &Object| {
                paths::is_in(&object.file, folder)
                    && paths::above(&object.file)
                        .take_while(|above| *above != folder)
                        .all(|above| !self.tree.lists.contains_key(above))
            };
            let all = self.tree.objects.iter().enumerate();
            let here = all.filter(|(_, object)| is_here(object));
            self.applied.objects.extend(here.map(|(index, object)| (index, object.clone())));
            let below = self.tree.lists.keys().filter(|below| paths::is_in(below, folder));
            for below in below.cloned().collect::<Vec<_>>() {
                self.folder(&below, depth - 1);
            }
            return;
        };
        // What a component of kustomize changes is what was there before it.
        let is_part = list.get("kind").and_then(Value::as_str) == Some("Component");
        let before = if is_part { 0 } else { self.applied.objects.len() };
        for key in ["resources", "bases", "components"] {
            for entry in items(list.get(key)) {
                if let Some(entry) = entry.as_str() {
                    self.entry(folder, entry, depth);
                }
            }
        }
        for field in patches::FIELDS {
            for patch in items(list.get(field)) {
                self.patch(folder, field, patch, before);
            }
        }
        if let Some(namespace) = list.get("namespace").and_then(Value::as_str) {
            let objects = self.applied.objects[before..].iter_mut().map(|(_, object)| object);
            for object in objects.filter(|object| object.is_namespaced()) {
                object.namespace = Some(namespace.to_owned());
            }
        }
        self.others(folder, list);
    }

    fn entry(&mut self, folder: &str, entry: &str, depth: u32) {
        let path = paths::join(folder, entry);
        if paths::split(&path).1 == object::FLUX {
            return;
        }
        if self.tree.folders.contains(&path) {
            return self.folder(&path, depth - 1);
        }
        let all = self.tree.objects.iter().enumerate();
        let found = all.filter(|(_, object)| object.file == path);
        let found: Vec<(usize, Object)> =
            found.map(|(index, object)| (index, object.clone())).collect();
        if found.is_empty() {
            self.applied.remarks.push(format!("{folder}: lists {entry}, which is not in the tree"));
        } else if self.seen.insert(path) {
            self.applied.objects.extend(found);
        }
    }

    /// Applies a patch to the objects from a number on, or keeps it.
    fn patch(&mut self, folder: &str, field: &str, patch: &Value, before: usize) {
        let (kept, mut changed): (Vec<usize>, Vec<Object>) =
            self.applied.objects.split_off(before).into_iter().unzip();
        if !patches::apply(self.tree, folder, patch, &mut changed) {
            let said = patches::said(self.tree, folder, patch);
            self.applied.remarks.push(format!("{folder}: {field}: {said}"));
        }
        // A patch may take objects away, and keeps the others in order.
        let is_it = |index: &usize, object: &Object| {
            let own = &self.tree.objects[*index];
            own.kind == object.kind && own.name == object.name && own.file == object.file
        };
        let mut left = changed.into_iter().peekable();
        let joined = kept.into_iter().filter_map(|index| {
            left.next_if(|object| is_it(&index, object)).map(|object| (index, object))
        });
        let joined: Vec<(usize, Object)> = joined.collect();
        self.applied.objects.extend(joined);
    }

    /// Keeps what a list says beside the files that it names.
    fn others(&mut self, folder: &str, list: &Value) {
        const READ: [&str; 7] =
            ["apiVersion", "kind", "metadata", "resources", "bases", "components", "namespace"];
        for entry in entries(Some(list)) {
            let key = entry.key.as_str().unwrap_or_default();
            if !READ.contains(&key) && !patches::FIELDS.contains(&key) {
                let value = values::inline(&entry.value);
                self.applied.remarks.push(format!("{folder}: {key}: {value}"));
            }
        }
    }
}
