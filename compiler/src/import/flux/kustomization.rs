//! Kustomizations of Flux: what each applies, where from, and what it waits for.

use std::collections::BTreeSet;

use pdl_lang::model::Value;

use super::folder::{self, Applied};
use super::object::{Object, Tree, at, items};
use super::{paths, remote};

pub(super) const GROUP: &str = "kustomize.toolkit.fluxcd.io";

/// A Kustomization.
#[derive(Clone, Debug)]
pub(super) struct Kustomization {
    /// Its index among the objects of the tree.
    pub(super) object: usize,
    /// What it applies, if that is in the tree.
    pub(super) applied: Option<Applied>,
    /// The Kustomizations among it, by their indexes.
    pub(super) below: Vec<usize>,
}

/// Reads every Kustomization of a tree, but for those that are objects of others and lead out of it.
pub(super) fn read(tree: &Tree) -> Vec<Kustomization> {
    let all = tree.objects.iter().enumerate();
    let found = all.filter(|(_, object)| object.is(GROUP, "Kustomization"));
    let mut all: Vec<Kustomization> = found
        .map(|(index, object)| Kustomization {
            object: index,
            applied: local(tree, object).map(|folder| folder::applied(tree, &folder)),
            below: Vec::new(),
        })
        .collect();
    let applied = all.iter().filter_map(|it| it.applied.as_ref());
    let applied: BTreeSet<usize> =
        applied.flat_map(|it| &it.objects).map(|(object, _)| *object).collect();
    all.retain(|it| !(applied.contains(&it.object) && is_beside(tree, &tree.objects[it.object])));
    let objects: Vec<usize> = all.iter().map(|it| it.object).collect();
    for (index, kustomization) in all.iter_mut().enumerate() {
        let applied = kustomization.applied.iter().flat_map(|it| &it.objects);
        let below = applied.filter_map(|(object, _)| objects.binary_search(object).ok());
        kustomization.below = below.filter(|below| *below != index).collect();
    }
    all
}

/// Whether what a Kustomization applies is neither in the tree nor in a source that is.
pub(super) fn is_beside(tree: &Tree, object: &Object) -> bool {
    local(tree, object).is_none() && remote::remote(tree, object).is_none()
}

/// The folder of the tree that a Kustomization applies; none if it applies another source's.
fn local(tree: &Tree, object: &Object) -> Option<String> {
    let is_own = object.text("spec/sourceRef/name").is_none_or(|name| name == "flux-system");
    if !is_own && source(tree, object).is_some_and(|source| !is_followed(tree, source)) {
        return None;
    }
    let path = paths::tidy(object.text("spec/path").unwrap_or_default());
    if path.is_empty() {
        return tree.folders.contains("").then(String::new);
    }
    // The tree may be a part of the repository, and its paths may begin above that.
    let fits = tree.folders.iter().filter_map(|it| Some((paths::overlap(it, &path)?, it)));
    fits.max_by(|a, b| a.0.cmp(&b.0).then(b.1.len().cmp(&a.1.len()))).map(|(_, it)| it.clone())
}

/// Whether a source is one that a branch moves: that of the tree itself, and nothing that is pinned.
fn is_followed(tree: &Tree, source: &Object) -> bool {
    let all = tree.objects.iter().filter(|it| it.is(GROUP, "Kustomization"));
    let users = all.filter(|it| it.text("spec/sourceRef/name") == Some(source.name.as_str()));
    source.text("spec/ref/branch").is_some() && users.count() > 1
}

/// The source that a Kustomization names, if it is in the tree.
pub(super) fn source<'t>(tree: &'t Tree, object: &Object) -> Option<&'t Object> {
    let kind = object.text("spec/sourceRef/kind")?;
    let space = object.text("spec/sourceRef/namespace").or(object.namespace.as_deref());
    named(tree, kind, space, object.text("spec/sourceRef/name")?, &object.file)
}

/// A source by its kind, namespace and name; of those of several clusters the one that is nearest to a file.
pub(super) fn named<'t>(
    tree: &'t Tree,
    kind: &str,
    namespace: Option<&str>,
    name: &str,
    file: &str,
) -> Option<&'t Object> {
    let is_it = |it: &&Object| {
        it.is("source.toolkit.fluxcd.io", kind)
            && it.name == name
            && (it.namespace.as_deref() == namespace || it.namespace.is_none())
    };
    let found = tree.objects.iter().filter(is_it);
    // Of several that are as near, the first.
    found.rev().max_by_key(|it| paths::shared(&it.file, file))
}

/// Namespace and name of what a Kustomization or HelmRelease waits for.
pub(super) fn waits(object: &Object) -> impl Iterator<Item = (Option<&str>, &str)> {
    items(object.at("spec/dependsOn")).iter().filter_map(|it: &Value| {
        let space = at(it, "namespace").and_then(Value::as_str).or(object.namespace.as_deref());
        Some((space, at(it, "name").and_then(Value::as_str)?))
    })
}
