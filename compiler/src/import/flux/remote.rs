//! A Kustomization of another source as a `kustomize` block.

use super::kustomization::source;
use super::object::{Object, Tree, at, items};
use super::release::has_only;
use super::values;
use pdl_lang::model::Value;

/// A `kustomize` block.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Remote {
    /// `url`, `revision`, `path`, as they are written.
    pub(super) fields: Vec<(&'static str, String)>,
    /// The source that it stands for, by file and label.
    pub(super) source: (String, String),
    /// What it does not say.
    pub(super) remarks: Vec<String>,
}

/// What names one state of a source, the most exact first; a branch is none, and what the compiler says of it is true.
const REVISIONS: [&str; 6] = ["digest", "commit", "name", "tag", "semver", "branch"];

/// The block of a Kustomization whose folder is not in the tree; none if its source is not, either.
pub(super) fn remote(tree: &Tree, object: &Object) -> Option<Remote> {
    let source = source(tree, object)?;
    let url = source.text("spec/url")?;
    let revision = REVISIONS.iter().find_map(|it| source.text(&format!("spec/ref/{it}")));
    let mut fields = vec![("url", values::quoted(url))];
    fields.push(("revision", values::quoted(revision.unwrap_or("latest"))));
    if let Some(path) = object.text("spec/path").map(|path| path.trim_start_matches("./"))
        && !path.is_empty()
    {
        fields.push(("path", values::quoted(path)));
    }
    let mut remarks = Vec::new();
    if !has_only(source.at("spec"), &["interval", "ref", "timeout", "url"]) {
        let spec = source.at("spec").map(values::inline).unwrap_or_default();
        remarks.push(format!("{}: {spec}", source.label()));
    }
    let source = (source.file.clone(), source.label());
    Some(Remote { fields, source, remarks })
}

/// Whether the patches of a Kustomization are those that `pdlc` writes to keep what a remote source brings.
pub(super) fn is_keeping(object: &Object) -> bool {
    let patches = items(object.at("spec/patches"));
    let text = |patch: &Value, path| at(patch, path).and_then(Value::as_str).map(str::to_owned);
    patches.len() == 2
        && patches.iter().all(|patch| {
            let kept = text(patch, "target/kind");
            matches!(kept.as_deref(), Some("Namespace" | "CustomResourceDefinition"))
                && text(patch, "patch").is_some_and(|it| {
                    it.ends_with("annotations:\n    kustomize.toolkit.fluxcd.io/prune: disabled\n")
                })
        })
}
