//! `PDL6018`, `PDL6023`, `PDL6025`–`PDL6027`, `PDL9003`: where Flux pulls the trees from, as the platform says and as a FluxInstance does.

use crate::diagnostic::Diagnostic;
use crate::model::{Plan, PlatformSource, Spanned, Value};
use crate::paths::tidy;
use crate::problems::{outputs, source as problems};
use crate::rollout::{Rollout, SUBDOMAIN, duration, source};

/// What Flux calls the source of a tree.
const NAME: &str = "flux-system";

pub(super) fn check(plan: &Plan, rollout: &Rollout, found: &mut Vec<Diagnostic>) {
    let source = plan.platform.source.as_ref();
    if let Some(source) = source {
        schemes(source, found);
        useless(source, found);
        names(source, found);
    }
    // What components inherit is reported where it is written, once.
    let flux = &plan.platform.flux;
    let own = source.and_then(|source| source.interval.as_ref());
    for written in [&flux.interval, &flux.timeout, &flux.retry].into_iter().flatten().chain(own) {
        found.extend(duration::unusable(written));
    }
    for tree in rollout.trees.values() {
        let cluster = &plan.clusters[tree.cluster].name.text;
        for sync in tree.all().filter_map(source::sync) {
            leads(source, cluster, sync, found);
        }
    }
}

/// Addresses that Flux does not pull from.
fn schemes(source: &PlatformSource, found: &mut Vec<Diagnostic>) {
    let taken: [(_, _, &[&str]); 2] = [
        ("git", &source.git, &["https://", "http://", "ssh://"]),
        ("oci", &source.oci, &["oci://"]),
    ];
    for (field, url, schemes) in taken {
        let Some(url) = url else { continue };
        if !schemes.iter().any(|scheme| url.value.starts_with(scheme)) {
            found.push(problems::unusable_source(url.at, field, &url.value, schemes));
        }
    }
}

/// A path that leaves the source, and a Secret that cannot be.
fn names(source: &PlatformSource, found: &mut Vec<Diagnostic>) {
    if let Some(Spanned { value: path, at }) = &source.path
        && (path.contains('\\') || path.split('/').any(|part| part == ".."))
    {
        found.push(problems::path_out_of_source(*at, path));
    }
    if let Some(Spanned { value: name, at }) = &source.secret
        && !SUBDOMAIN.takes(name)
    {
        found.push(outputs::refused_name(*at, "Secret", name, "Kubernetes", SUBDOMAIN.text));
    }
}

/// Fields that mean nothing beside others.
fn useless(source: &PlatformSource, found: &mut Vec<Diagnostic>) {
    let mut beside = |name, field: &Option<Spanned<String>>, other, reason: &Option<Spanned<_>>| {
        if let (Some(field), Some(reason)) = (field, reason) {
            found.push(problems::useless_field(field.at, name, other, reason.at));
        }
    };
    beside("oci", &source.oci, "git", &source.git);
    beside("branch", &source.branch, "oci", &source.oci);
    if source.oci.is_none() {
        beside("tag", &source.tag, "git", &source.git);
    }
}

/// Whether a `sync` leads to the tree that the components' Kustomizations speak of.
fn leads(
    source: Option<&PlatformSource>,
    cluster: &str,
    sync: &Value,
    found: &mut Vec<Diagnostic>,
) {
    let kind = source::kind(source);
    let path = format!("{}/{cluster}", source::root(source));
    // A FluxInstance that leaves one out means the second.
    let expected = [("kind", kind, kind), ("name", NAME, NAME), ("path", path.as_str(), "")];
    for (key, expected, default) in expected {
        let value = sync.get(key);
        let written = value.map_or_else(|| default.to_owned(), |it| it.print().unwrap_or_default());
        if tidy(&written) != tidy(expected) {
            let at = value.map_or(sync.at, |value| value.at);
            let written = value.map(|_| written.as_str());
            found.push(problems::other_tree(at, key, written, expected, cluster));
        }
    }
}
