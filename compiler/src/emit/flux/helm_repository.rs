//! `source.toolkit.fluxcd.io/v1` HelmRepository: charts behind an index on a web server.

use serde::Serialize;

use super::manifest::{Manifest, Metadata, print};
use super::oci_repository;

pub(super) const KIND: &str = "HelmRepository";

#[derive(Serialize)]
struct Spec<'s> {
    interval: &'static str,
    url: &'s str,
}

/// The repository of a chart.
pub(super) fn helm_repository(name: &str, namespace: &str, url: &str) -> String {
    print(&Manifest {
        api_version: oci_repository::API_VERSION,
        kind: KIND,
        metadata: Metadata::new(name, Some(namespace)),
        spec: Some(Spec { interval: "12h", url }),
    })
}
