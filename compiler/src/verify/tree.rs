//! The tree of a cluster as Flux sees it.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;

use super::lines::{self, Step};
use super::{Check, Finding};

/// What Flux applies on a cluster, and what is there before it.
#[derive(Debug)]
pub(super) struct Cluster {
    /// The name.
    pub(super) name: String,
    /// The folder that the root Kustomization applies.
    pub(super) root: Folder,
    /// The Kustomizations that it applies, and those that these apply.
    pub(super) kustomizations: Vec<Kustomization>,
    /// Folders of components that nothing applies.
    pub(super) unused: Vec<String>,
    /// What is done by hand before Flux runs.
    pub(super) bootstrap: Bootstrap,
    /// The Kustomizations by namespace and name; filled at the first question.
    pub(super) index: OnceCell<BTreeMap<(String, String), usize>>,
    /// The kinds that the source of the tree is of; filled at the first question.
    pub(super) own_kinds: OnceCell<Vec<String>>,
    /// The sources that are made; filled at the first question.
    pub(super) sources: OnceCell<BTreeSet<Id>>,
}

/// A Flux Kustomization with what it applies.
#[derive(Debug)]
pub(super) struct Kustomization {
    /// The object itself.
    pub(super) object: Object,
    /// What it applies; nothing when its folder is not there.
    pub(super) folder: Option<Folder>,
    /// What is wrong with its path.
    pub(super) path: PathState,
}

/// Where the path of a Kustomization leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PathState {
    /// To a folder of this cluster, with what stands before `<cluster>/…`.
    Found(String),
    /// Nowhere.
    Missing,
    /// To the tree of another cluster.
    Elsewhere(String),
    /// To another source, or to a folder beside the output: what is there is not known.
    External,
}

/// A folder that kustomize builds.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The path relative to OUT.
    pub(super) path: String,
    /// The list of its files, if there is one.
    pub(super) list: Option<List>,
    /// The objects in the order of the list.
    pub(super) objects: Vec<Object>,
    /// Whether the list names nothing.
    pub(super) is_empty: bool,
    /// Whether there is more than can be told from files: remote lists, generators, patches.
    pub(super) is_opaque: bool,
    /// What is listed and not there: the entry and its line.
    pub(super) missing: Vec<(String, u32)>,
    /// What is listed twice: the entry and its line.
    pub(super) repeated: Vec<(String, u32)>,
    /// YAML files that are there and nobody lists.
    pub(super) unlisted: Vec<String>,
    /// Every file that the list mentions anywhere.
    pub(super) used: BTreeSet<String>,
}

/// A `kustomization.yaml`.
#[derive(Debug)]
pub(super) struct List {
    /// The path relative to OUT.
    pub(super) file: String,
}

/// A Kubernetes object.
#[derive(Clone, Debug)]
pub(super) struct Object {
    /// The file relative to OUT.
    pub(super) file: String,
    /// The line of its first line.
    pub(super) line: u32,
    /// What it is called.
    pub(super) id: Id,
    /// All of it.
    pub(super) value: Value,
    /// Its text, for lines.
    pub(super) text: String,
}

/// What tells an object from all others of a cluster.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id {
    /// The group; empty for Kubernetes' core.
    pub(super) group: String,
    /// The kind.
    pub(super) kind: String,
    /// The namespace; empty when none is said.
    pub(super) namespace: String,
    /// The name.
    pub(super) name: String,
}

/// What is there before Flux runs.
#[derive(Debug, Default)]
pub(super) struct Bootstrap {
    /// Namespaces that are made or used by hand.
    pub(super) namespaces: BTreeSet<String>,
    /// The definitions of custom resources: group and kind.
    pub(super) definitions: BTreeSet<(String, String)>,
    /// Objects.
    pub(super) objects: BTreeSet<Id>,
    /// What is said to be there although no file makes it: kind, namespace and name.
    pub(super) given: BTreeSet<(String, String, String)>,
}

impl Bootstrap {
    /// Whether an object is made by hand, or said to be there.
    pub(super) fn has(&self, id: &Id) -> bool {
        let given = [&id.kind, &id.namespace, &id.name].map(Clone::clone);
        self.objects.contains(id) || self.given.contains(&given.into())
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.namespace.as_str() {
            "" => write!(f, "{} {}", self.kind, self.name),
            namespace => write!(f, "{} {namespace}/{}", self.kind, self.name),
        }
    }
}

/// The group of Flux's Kustomizations.
pub(super) const KUSTOMIZE: &str = "kustomize.toolkit.fluxcd.io";
/// The group of Flux's releases.
pub(super) const HELM: &str = "helm.toolkit.fluxcd.io";
/// The group of Flux's sources.
pub(super) const SOURCE: &str = "source.toolkit.fluxcd.io";
/// The namespace that a Kustomization lives in when it does not say so.
pub(super) const FLUX_SYSTEM: &str = "flux-system";

impl Object {
    /// Whether it is of that group and kind.
    pub(super) fn is(&self, group: &str, kind: &str) -> bool {
        self.id.group == group && self.id.kind == kind
    }

    /// The value below keys.
    pub(super) fn get(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter().try_fold(&self.value, |value, key| value.get(*key))
    }

    /// The text below keys.
    pub(super) fn text(&self, keys: &[&str]) -> Option<&str> {
        self.get(keys)?.as_str()
    }

    /// Whether there is a `true` below keys.
    pub(super) fn is_true(&self, keys: &[&str]) -> bool {
        self.get(keys).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The items below keys.
    pub(super) fn items(&self, keys: &[&str]) -> &[Value] {
        self.get(keys).and_then(Value::as_sequence).map_or(&[], Vec::as_slice)
    }

    /// The line of what stands there, or of the nearest thing around it.
    pub(super) fn line_of(&self, steps: &[Step<'_>]) -> u32 {
        self.line + lines::find(&self.text, steps)
    }

    /// A finding about what stands there.
    pub(super) fn finding(&self, check: Check, steps: &[Step<'_>], message: String) -> Finding {
        let line = Some(self.line_of(steps));
        Finding { file: self.file.clone(), line, check, is_error: true, message, help: None }
    }
}

impl Folder {
    /// The file that says what is in it, or the folder itself.
    pub(super) fn place(&self) -> String {
        self.list.as_ref().map_or_else(|| self.path.clone(), |list| list.file.clone())
    }
}

impl Kustomization {
    /// The name.
    pub(super) fn name(&self) -> &str {
        &self.object.id.name
    }

    /// The objects it applies.
    pub(super) fn objects(&self) -> &[Object] {
        self.folder.as_ref().map_or(&[], |folder| folder.objects.as_slice())
    }

    /// What it waits for, by namespace and name, in the order of the list.
    pub(super) fn depends_on(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.object.id.namespace.as_str();
        self.object.items(&["spec", "dependsOn"]).iter().map(move |item| {
            let text = |key| item.get(key).and_then(Value::as_str);
            (text("namespace").unwrap_or(own), text("name").unwrap_or_default())
        })
    }

    /// Whether its folder should be in OUT and is not.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self.path, PathState::Missing | PathState::Elsewhere(_))
    }

    /// Whether objects of it are not known.
    pub(super) fn is_opaque(&self) -> bool {
        self.path == PathState::External || self.folder.as_ref().is_some_and(|it| it.is_opaque)
    }
}

impl Cluster {
    /// The Kustomization of that namespace and name.
    pub(super) fn find(&self, namespace: &str, name: &str) -> Option<usize> {
        let index = self.index.get_or_init(|| {
            // Of two of one name the first is meant, which comes last here.
            let all = self.kustomizations.iter().enumerate().rev();
            let key = |id: &Id| (id.namespace.clone(), id.name.clone());
            all.map(|(index, it)| (key(&it.object.id), index)).collect()
        });
        index.get(&(namespace.to_owned(), name.to_owned())).copied()
    }

    /// Who applies something, for a message.
    pub(super) fn owner(&self, index: Option<usize>) -> String {
        match index {
            Some(index) => format!("`{}`", self.kustomizations[index].name()),
            None => "the root".to_owned(),
        }
    }

    /// Every object that Flux applies, with the Kustomization that does; none for the root.
    pub(super) fn objects(&self) -> impl Iterator<Item = (Option<usize>, &Object)> {
        let root = self.root.objects.iter().map(|object| (None, object));
        let others = self.kustomizations.iter().enumerate();
        root.chain(
            others.flat_map(|(index, it)| it.objects().iter().map(move |o| (Some(index), o))),
        )
    }

    /// For each Kustomization those it waits for, directly or not.
    pub(super) fn ancestors(&self) -> Vec<BTreeSet<usize>> {
        let direct: Vec<Vec<usize>> = self
            .kustomizations
            .iter()
            .map(|it| it.depends_on().filter_map(|(space, name)| self.find(space, name)).collect())
            .collect();
        let reach = |start: usize| {
            let mut met = BTreeSet::new();
            let mut open = direct[start].clone();
            while let Some(next) = open.pop() {
                if met.insert(next) {
                    open.extend(&direct[next]);
                }
            }
            met
        };
        (0..direct.len()).map(reach).collect()
    }
}
