//! Helm releases and sources that are written as objects of their own: which version they install, and of which release
//! they are.

use super::{Placed, source, version};
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{Value, ValueKind};
use crate::problems::delivery as problems;
use crate::span::FileSpan;

/// Adds what is not one version.
pub(super) fn check(object: &KubeObject, placed: &Placed, out: &mut Vec<Diagnostic>) {
    let Some(spec) = object.body.get("spec") else { return };
    match placed.kind.without_version().as_str() {
        "helm.toolkit.fluxcd.io/HelmRelease" => {
            let chart = spec.get("chart").and_then(|it| it.get("spec"));
            out.extend(chart.and_then(of_repository));
        }
        "source.toolkit.fluxcd.io/HelmChart" => out.extend(of_repository(spec)),
        // What the trees are pulled from has to move.
        "source.toolkit.fluxcd.io/OCIRepository" | "source.toolkit.fluxcd.io/GitRepository"
            if source::is_own(object, placed) => {}
        "source.toolkit.fluxcd.io/OCIRepository" => out.extend(of_registry(object, spec)),
        "source.toolkit.fluxcd.io/GitRepository" => {
            let range = spec.get("ref").and_then(|it| it.get("semver"));
            out.extend(range.and_then(|it| exact(it, it.at)));
        }
        _ => {}
    }
}

/// A chart of a repository; those of other sources have the version that their source has.
fn of_repository(chart: &Value) -> Option<Diagnostic> {
    let source = chart.get("sourceRef").and_then(|it| it.get("kind")).and_then(Value::as_str);
    if source.is_some_and(|kind| kind != "HelmRepository") {
        return None;
    }
    let name = chart.entry("chart")?;
    match chart.get("version") {
        Some(version) => exact(version, version.at),
        None => Some(problems::no_version(name.key.at, "chart")),
    }
}

/// What a registry holds; a digest or a tag is exact, though a tag that everybody moves is not.
fn of_registry(object: &KubeObject, spec: &Value) -> Option<Diagnostic> {
    let Some(reference) = spec.get("ref") else {
        return Some(problems::no_version(object.name_at, "artifact"));
    };
    if reference.get("digest").is_some() {
        return None;
    }
    if let Some(range) = reference.get("semver") {
        return exact(range, range.at);
    }
    let tag = reference.get("tag")?;
    let text = tag.as_str().filter(|it| matches!(*it, "latest" | "main" | "master" | "edge"))?;
    Some(problems::inexact_version(tag.at, text, "moves"))
}

fn exact(version: &Value, at: FileSpan) -> Option<Diagnostic> {
    let text = version.as_str()?;
    Some(problems::inexact_version(at, text, version::inexact(text)?))
}

/// Namespace and name of the Helm release that an object makes.
pub(super) fn release(object: &KubeObject, placed: &Placed) -> Option<(String, String)> {
    if placed.kind.without_version() != "helm.toolkit.fluxcd.io/HelmRelease" {
        return None;
    }
    let spec = object.body.get("spec");
    // What is broken names nothing.
    let text = |key| match spec.and_then(|it| it.get(key)).map(|it| &it.kind) {
        Some(ValueKind::Str(text)) => Some(Some(text.as_str())),
        Some(_) => None,
        None => Some(None),
    };
    let target = text("targetNamespace")?;
    let space = text("storageNamespace")?.or(placed.namespace.as_deref())?;
    let name = match (text("releaseName")?, target) {
        (Some(name), _) => name.to_owned(),
        (None, Some(target)) => format!("{target}-{}", object.name),
        (None, None) => object.name.clone(),
    };
    Some((space.to_owned(), name))
}
