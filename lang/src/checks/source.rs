//! `PDL6018`, `PDL6023`, `PDL6025`, `PDL6026`, `PDL9003`: where Flux pulls the trees from, as the platform says.

use crate::diagnostic::Diagnostic;
use crate::model::{Plan, PlatformSource, Spanned};
use crate::problems::{outputs, source as problems};
use crate::rollout::{SUBDOMAIN, duration};

pub(super) fn check(plan: &Plan, found: &mut Vec<Diagnostic>) {
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
