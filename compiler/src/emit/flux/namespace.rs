//! `v1` Namespace: made once a cluster, never pruned.

use std::collections::BTreeMap;

use super::manifest::{Manifest, Metadata, print};

/// Tells Flux to leave an object alone when it is no longer in the tree.
///
/// With a namespace goes all that is in it, volumes too: only a person may remove one.
pub(in crate::emit) const KEEP: (&str, &str) = ("kustomize.toolkit.fluxcd.io/prune", "disabled");

/// A namespace.
pub(in crate::emit) fn namespace(name: &str) -> String {
    let annotations = BTreeMap::from([KEEP]);
    let metadata = Metadata { name, namespace: None, annotations };
    print(&Manifest::<()> { api_version: "v1", kind: "Namespace", metadata, spec: None })
}
