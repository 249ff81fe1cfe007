//! What a folder of a tree applies: the files that kustomize's list names, or all of them where there is none.

use std::collections::BTreeSet;

use pdl_lang::model::Value;

use super::object::{self, Object, Tree, entries, items};
use super::{paths, values};

/// How deep lists may name folders with lists.
const DEPTH: u32 = 32;

/// What a folder applies.
#[derive(Clone, Debug, Default)]
pub(super) struct Applied {
    /// The objects, by their indexes in the tree, with the namespace that lists put them into.
    pub(super) objects: Vec<(usize, Option<String>)>,
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
            let here = all.filter(|(_, object)| is_here(object)).map(|(index, _)| (index, None));
            self.applied.objects.extend(here.collect::<Vec<_>>());
            let below = self.tree.lists.keys().filter(|below| paths::is_in(below, folder));
            for below in below.cloned().collect::<Vec<_>>() {
                self.folder(&below, depth - 1);
            }
            return;
        };
        let before = self.applied.objects.len();
        for key in ["resources", "bases", "components"] {
            for entry in items(list.get(key)) {
                if let Some(entry) = entry.as_str() {
                    self.entry(folder, entry, depth);
                }
            }
        }
        if let Some(namespace) = list.get("namespace").and_then(Value::as_str) {
            for (_, space) in &mut self.applied.objects[before..] {
                *space = Some(namespace.to_owned());
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
        let found: Vec<usize> =
            all.filter(|(_, object)| object.file == path).map(|(index, _)| index).collect();
        if found.is_empty() {
            self.applied.remarks.push(format!("{folder}: lists {entry}, which is not in the tree"));
        } else if self.seen.insert(path) {
            self.applied.objects.extend(found.into_iter().map(|index| (index, None)));
        }
    }

    /// Keeps what a list says beside the files that it names.
    fn others(&mut self, folder: &str, list: &Value) {
        const READ: [&str; 7] =
            ["apiVersion", "kind", "metadata", "resources", "bases", "components", "namespace"];
        for entry in entries(Some(list)) {
            let key = entry.key.as_str().unwrap_or_default();
            if !READ.contains(&key) {
                let value = values::inline(&entry.value);
                self.applied.remarks.push(format!("{folder}: {key}: {value}"));
            }
        }
    }
}
