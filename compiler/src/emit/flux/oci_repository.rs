//! `source.toolkit.fluxcd.io/v1` OCIRepository: a chart in a registry.

use serde::Serialize;

use super::manifest::{Manifest, Metadata, print};

pub(in crate::emit) const KIND: &str = "OCIRepository";

/// The version of every source.
pub(in crate::emit) const API_VERSION: &str = "source.toolkit.fluxcd.io/v1";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spec<'s> {
    interval: &'static str,
    url: &'s str,
    r#ref: Ref,
    layer_selector: LayerSelector,
}

#[derive(Serialize)]
struct Ref {
    tag: String,
}

/// Takes the chart's archive as it is, instead of unpacking the first layer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LayerSelector {
    media_type: &'static str,
    operation: &'static str,
}

/// The source of a chart at an exact version.
pub(in crate::emit) fn oci_repository(
    name: &str,
    namespace: &str,
    url: &str,
    version: &str,
) -> String {
    let spec = Spec {
        interval: "12h",
        url,
        // A tag cannot hold a `+`; Helm writes `_` for it.
        r#ref: Ref { tag: version.replace('+', "_") },
        layer_selector: LayerSelector {
            media_type: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
            operation: "copy",
        },
    };
    print(&Manifest {
        api_version: API_VERSION,
        kind: KIND,
        metadata: Metadata::new(name, Some(namespace)),
        spec: Some(spec),
    })
}
