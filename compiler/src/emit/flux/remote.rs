//! A remote kustomization: where Flux pulls it from, at exactly one revision.
//!
//! The source stands beside the component's Kustomization in Flux's own namespace, since that is where a `sourceRef`
//! without a namespace looks, and the root applies it first. Nothing of it is in the tree.

use pdl_lang::deliver::RemoteKustomization;
use pdl_lang::rollout::Revision;
use serde::Serialize;

use super::super::file::tidy;
use super::manifest::{Manifest, Metadata, print};
use super::{FLUX_SYSTEM, oci_repository};

/// The kind of a Git source.
pub(in crate::emit) const GIT: &str = "GitRepository";

#[derive(Serialize)]
struct Spec<'s> {
    interval: &'static str,
    url: &'s str,
    r#ref: Ref<'s>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Ref<'s> {
    Tag(&'s str),
    Commit(&'s str),
    Name(&'s str),
    Digest(&'s str),
}

/// The kind of the source.
pub(in crate::emit) fn kind(remote: &RemoteKustomization) -> &'static str {
    if remote.is_artifact() { oci_repository::KIND } else { GIT }
}

/// The source of a component's remote kustomization.
pub(super) fn source(name: &str, remote: &RemoteKustomization) -> String {
    let r#ref = match remote.reference() {
        Revision::Tag(tag) => Ref::Tag(tag),
        Revision::Commit(commit) => Ref::Commit(commit),
        Revision::Name(name) => Ref::Name(name),
        Revision::Digest(digest) => Ref::Digest(digest),
    };
    print(&Manifest {
        api_version: oci_repository::API_VERSION,
        kind: kind(remote),
        metadata: Metadata::new(name, Some(FLUX_SYSTEM)),
        spec: Some(Spec { interval: "1h", url: &remote.url, r#ref }),
    })
}

/// The folder in the source, with the `./` that Flux writes.
pub(in crate::emit) fn path(remote: &RemoteKustomization) -> String {
    format!("./{}", tidy(&remote.path))
}
