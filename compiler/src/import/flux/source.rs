//! Where Flux pulls a tree from: its own source, or what a FluxInstance syncs.

use pdl_lang::model::Value;

use super::kustomization::Kustomization;
use super::object::{Tree, at};
use super::{paths, values};

/// Where `pdlc` puts a tree when nothing is said.
const FOLDER: &str = "out/flux";

/// The fields of `source`, as they are written.
pub(super) fn source(tree: &Tree, all: &[Kustomization]) -> Vec<(&'static str, String)> {
    let mut fields = pulled(tree);
    if let Some(folder) = folder(tree, all).filter(|folder| folder != FOLDER) {
        fields.push(("path", values::quoted(&folder)));
    }
    fields
}

/// From where, and which state.
fn pulled(tree: &Tree) -> Vec<(&'static str, String)> {
    let is_own =
        |it: &&super::Object| it.group() == "source.toolkit.fluxcd.io" && it.name == "flux-system";
    if let Some(source) = tree.objects.iter().find(is_own) {
        let text = |path| source.text(path);
        let is_git = source.kind == "GitRepository";
        let state = if is_git { "spec/ref/branch" } else { "spec/ref/tag" };
        return said(is_git, text("spec/url"), text(state), text("spec/secretRef/name"));
    }
    let instance = |it: &super::Object| {
        let spec = match it.kind.as_str() {
            "FluxInstance" => it.at("spec"),
            "HelmRelease" => it.at("spec/values/instance"),
            _ => None,
        };
        spec.and_then(|it| it.get("sync")).cloned()
    };
    let Some(sync) = tree.objects.iter().find_map(instance) else { return Vec::new() };
    let text = |path| at(&sync, path).and_then(Value::as_str);
    let is_git = text("kind").is_none_or(|kind| kind == "GitRepository");
    let state = text("ref").map(|it| it.strip_prefix("refs/heads/").unwrap_or(it));
    said(is_git, text("url"), state, text("pullSecret"))
}

fn said(
    is_git: bool,
    url: Option<&str>,
    state: Option<&str>,
    secret: Option<&str>,
) -> Vec<(&'static str, String)> {
    let fields = if is_git { ["git", "branch", "secret"] } else { ["oci", "tag", "secret"] };
    let found = fields.into_iter().zip([url, state, secret]);
    found.filter_map(|(field, text)| Some((field, values::quoted(text?)))).collect()
}

/// The folder of the tree in its source, if the tree is laid out as `pdlc` does it.
fn folder(tree: &Tree, all: &[Kustomization]) -> Option<String> {
    let mut folders = all.iter().filter(|it| it.applied.is_some()).map(|it| {
        let object = &tree.objects[it.object];
        let path = paths::tidy(object.text("spec/path")?);
        let above = path.strip_suffix(&format!("/components/{}", object.name))?.to_owned();
        Some(paths::split(&above).0.to_owned())
    });
    let first = folders.next()??;
    folders.all(|it| it.as_ref() == Some(&first)).then(|| match first.as_str() {
        "" => ".".to_owned(),
        folder => folder.to_owned(),
    })
}
