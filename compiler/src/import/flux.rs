//! Trees of Flux YAML, as PDL.
//!
//! Files are read into objects, each Kustomization of Flux becomes a component on the clusters that apply it, and what
//! clusters have in common is written once. A tree does not say who planned what when: each component gets a story of
//! its own, in one sprint, for people to move. What a source cannot say stays as a comment, values of Secrets never.

mod assumed;
mod clusters;
mod component;
mod delivery;
mod folder;
mod kustomization;
mod layers;
mod object;
mod order;
mod patches;
mod paths;
mod plan;
mod release;
mod remote;
mod source;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use pdl_lang::format::format;
use pdl_lang::model::Value;
use pdl_lang::span::FileId;

use super::draft::Note;
use super::{Counts, Imported, sprints::is_word};
use clusters::Clusters;
use component::Component;
use delivery::Delivery;
use kustomization::Kustomization;
pub use object::Yaml;
use object::{Object, Tree};
use order::Edges;

/// What a tree says, in the words of a source.
#[derive(Debug, Default)]
struct Draft {
    clusters: Vec<String>,
    components: Vec<Component>,
    /// What each component waits for, by number.
    after: Edges,
    /// What exists on each cluster without the tree.
    assumed: Vec<BTreeSet<String>>,
    /// Where Flux pulls the tree from: the fields of `source`.
    source: Vec<(&'static str, String)>,
    /// What stands nowhere else.
    remarks: Vec<String>,
}

/// Reads a tree of files; `platform` is what the platform is called.
#[must_use]
pub fn flux(files: &[Yaml], platform: Option<&str>) -> Imported {
    let tree = object::read(files);
    let all = kustomization::read(&tree);
    let clusters = clusters::clusters(&tree, &all);
    let mut draft = draft(&tree, &all, &clusters);
    let name = platform.unwrap_or("platform");
    assumed::assume(&mut draft, name);
    let text = plan::write(&draft, name);
    let notes = draft.components.iter().flat_map(|it| &it.on).flat_map(|(_, on)| &on.remarks);
    let mut seen = BTreeSet::new();
    let notes = notes.chain(&draft.remarks).filter(|remark| seen.insert(*remark));
    let notes: Vec<Note> = notes.cloned().map(Note::Kept).collect();
    let counts = Counts {
        stories: draft.components.len(),
        sprints: usize::from(!draft.components.is_empty()),
        chains: draft.after.values().filter(|before| !before.is_empty()).count(),
        milestones: 0,
        clusters: if draft.components.is_empty() { 0 } else { draft.clusters.len() },
        components: draft.components.len(),
    };
    Imported { text: format(FileId(0), &text).unwrap_or(text), notes, counts }
}

/// What is known of a component while the tree is read: its namespace and name in Flux, and its deliveries.
type Known = BTreeMap<String, Vec<(usize, Delivery)>>;

fn draft(tree: &Tree, all: &[Kustomization], clusters: &Clusters) -> Draft {
    let mut draft = Draft { clusters: clusters.names.clone(), ..Draft::default() };
    draft.remarks.clone_from(&tree.remarks);
    let mut known = Known::new();
    // The Kustomizations and releases of each cluster, by namespace and name, as components.
    let mut names: Vec<BTreeMap<(Option<String>, String), String>> = Vec::new();
    for (cluster, members) in clusters.kustomizations.iter().enumerate() {
        let mut taken = BTreeMap::new();
        for &index in members {
            let object = &tree.objects[all[index].object];
            let name = free(&taken, &object.name, object.namespace.as_deref());
            taken.insert((object.namespace.clone(), object.name.clone()), name.clone());
            let delivery = delivery::of_kustomization(tree, &all[index], &name);
            known.entry(name).or_default().push((cluster, delivery));
        }
        names.push(taken);
    }
    loose(tree, all, clusters, &mut known, &mut draft.remarks);
    draft.source = source::source(tree, all);
    drop_sources(tree, &mut known);
    settle(&mut draft, known, &names);
    draft
}

/// A name for a component that no other of its cluster has.
fn free(
    taken: &BTreeMap<(Option<String>, String), String>,
    name: &str,
    namespace: Option<&str>,
) -> String {
    let is_free = |name: &String| taken.values().all(|it| it != name);
    let plain = plain(name);
    let placed = self::plain(&format!("{}-{name}", namespace.unwrap_or_default()));
    let numbered = (2..).map(|number| format!("{plain}-{number}"));
    let mut all = [plain.clone(), placed].into_iter().chain(numbered);
    all.find(is_free).unwrap_or(plain)
}

/// A name as a word of the language and of Kubernetes.
fn plain(name: &str) -> String {
    let parts = name.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    let name = parts.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if is_word(&name) { name } else { format!("component-{name}").trim_end_matches('-').to_owned() }
}

/// Adds components of what no Kustomization applies: one a folder.
fn loose(
    tree: &Tree,
    all: &[Kustomization],
    clusters: &Clusters,
    known: &mut Known,
    remarks: &mut Vec<String>,
) {
    let applied: BTreeSet<usize> = all
        .iter()
        .flat_map(|it| it.applied.iter().flat_map(|it| &it.objects).map(|(object, _)| *object))
        .collect();
    let mut groups: BTreeMap<(usize, String), Vec<Object>> = BTreeMap::new();
    let spaces: BTreeSet<&str> =
        known.values().flatten().filter_map(|(_, it)| it.namespace.as_deref()).collect();
    let listed = Listed::of(tree);
    for (index, object) in tree.objects.iter().enumerate() {
        // The namespaces of components are made anyway.
        let is_made = object.is("", "Namespace") && spaces.contains(object.name.as_str());
        let is_read = applied.contains(&index)
            || object.is(kustomization::GROUP, "Kustomization")
            || listed.patches.contains(&object.file);
        if is_read || (is_made && delivery::is_bare(object)) {
            continue;
        }
        let cluster = clusters.of(&object.file).filter(|_| listed.has(tree, &object.file));
        let Some(cluster) = cluster else {
            remarks.push(format!("{}: {} is applied by nothing", object.file, object.label()));
            continue;
        };
        let folder = paths::split(&object.file).0;
        let name = folder.rsplit('/').next().filter(|it| !it.is_empty());
        let name = plain(name.unwrap_or("objects"));
        groups.entry((cluster, name)).or_default().push(object.clone());
    }
    for ((cluster, name), objects) in groups {
        let is_taken = |name: &String| {
            known.get(name).is_some_and(|on| on.iter().any(|(it, _)| *it == cluster))
        };
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let free = [name.clone()].into_iter().chain(numbered).find(|it| !is_taken(it));
        let name = free.unwrap_or(name);
        let delivery = delivery::of_objects(tree, &name, objects);
        known.entry(name).or_default().push((cluster, delivery));
    }
}

/// The files that lists of kustomize name.
struct Listed {
    resources: BTreeSet<String>,
    patches: BTreeSet<String>,
}

impl Listed {
    fn of(tree: &Tree) -> Self {
        let lists = || tree.lists.iter();
        let patches = lists().flat_map(|(folder, list)| patches::files(folder, list)).collect();
        let named = |(folder, list): (&String, &Value)| -> Vec<String> {
            let names = object::items(list.get("resources")).iter().filter_map(Value::as_str);
            names.map(|name| paths::join(folder, name)).collect()
        };
        Self { resources: lists().flat_map(named).collect(), patches }
    }

    /// Whether a file is named, or stands where nobody lists what counts.
    fn has(&self, tree: &Tree, file: &str) -> bool {
        self.resources.contains(file)
            || paths::above(file).all(|folder| !tree.lists.contains_key(folder))
    }
}

/// Drops the sources that `helm` and `kustomize` blocks and the platform stand for, where nothing else uses them.
fn drop_sources(tree: &Tree, known: &mut Known) {
    let stood_for: BTreeSet<(String, String)> = known
        .values()
        .flatten()
        .flat_map(|(_, it)| {
            let helm = it.helm.iter().map(|it| it.source.clone());
            helm.chain(it.remote.iter().map(|it| it.source.clone()))
        })
        .collect();
    let is_used = |source: &Object| {
        let releases = known.values().flatten().flat_map(|(_, it)| &it.objects);
        releases.filter(|it| it.is(release::GROUP, "HelmRelease")).any(|release| {
            ["spec/chart/spec/sourceRef/name", "spec/chartRef/name"]
                .iter()
                .any(|path| release.text(path) == Some(source.name.as_str()))
        })
    };
    let is_said = |object: &Object| {
        let is_source = object.group() == "source.toolkit.fluxcd.io";
        let of_tree = |it: &&Object| it.file == object.file && it.name == object.name;
        let label = tree.objects.iter().find(of_tree).map(Object::label).unwrap_or_default();
        let is_own = object.name == "flux-system";
        is_source
            && (is_own || stood_for.contains(&(object.file.clone(), label)))
            && !is_used(object)
    };
    let said: BTreeSet<(String, String)> = known
        .values()
        .flatten()
        .flat_map(|(_, it)| &it.objects)
        .filter(|it| is_said(it))
        .map(|it| (it.file.clone(), it.label()))
        .collect();
    for (_, delivery) in known.values_mut().flatten() {
        delivery.objects.retain(|it| !said.contains(&(it.file.clone(), it.label())));
    }
}

/// Orders the components, and drops those that deliver nothing: they only led to others.
fn settle(draft: &mut Draft, known: Known, names: &[BTreeMap<(Option<String>, String), String>]) {
    let numbers: BTreeMap<String, usize> =
        known.keys().enumerate().map(|(number, name)| (name.clone(), number)).collect();
    let mut edges = Edges::new();
    let mut empty = BTreeSet::new();
    let mut components = Vec::new();
    for (name, mut on) in known {
        let number = numbers[&name];
        let before = edges.entry(number).or_default();
        for (cluster, delivery) in &mut on {
            for (space, other) in std::mem::take(&mut delivery.after) {
                match names[*cluster].get(&(space, other.clone())).and_then(|it| numbers.get(it)) {
                    Some(&other) if other != number => {
                        before.insert(other);
                    }
                    Some(_) => {}
                    None => delivery
                        .remarks
                        .push(format!("waits for {other}, which is not in the tree")),
                }
            }
            for (_, other) in std::mem::take(&mut delivery.after_releases) {
                match numbers.get(&other) {
                    Some(&other) if other != number => {
                        before.insert(other);
                    }
                    Some(_) => {}
                    None => delivery.remarks.push(format!("its release waits for {other}")),
                }
            }
        }
        let is_empty =
            |it: &Delivery| it.helm.is_none() && it.remote.is_none() && it.objects.is_empty();
        if on.iter().all(|(_, it)| is_empty(it)) {
            empty.insert(number);
            let remarks = on.iter().flat_map(|(_, it)| &it.remarks);
            draft.remarks.extend(remarks.map(|it| format!("{name}: {it}")));
        }
        components.push(Component { name, on });
    }
    draft.after = order::reduced(&order::bridged(&edges, &empty));
    draft.components = components;
    draft.drop(&empty);
}

impl Draft {
    /// Takes components out, and gives the others new numbers.
    fn drop(&mut self, dropped: &BTreeSet<usize>) {
        let kept: Vec<usize> =
            (0..self.components.len()).filter(|it| !dropped.contains(it)).collect();
        let renumbered: BTreeMap<usize, usize> =
            kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let mut number = 0;
        self.components.retain(|_| {
            number += 1;
            !dropped.contains(&(number - 1))
        });
        let after = std::mem::take(&mut self.after);
        self.after = after
            .into_iter()
            .filter_map(|(to, from)| {
                let from = from.iter().filter_map(|it| renumbered.get(it)).copied().collect();
                Some((*renumbered.get(&to)?, from))
            })
            .collect();
    }
}
