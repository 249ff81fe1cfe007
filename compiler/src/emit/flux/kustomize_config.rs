//! `kustomize.config.k8s.io/v1beta1` Kustomization: the list of files of a folder.

use serde::Serialize;

use super::FLUX_SYSTEM;
use super::manifest::print;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Config<'c> {
    api_version: &'static str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace: Option<&'c str>,
    resources: &'c [String],
}

/// The list of a component.
pub(in crate::emit) fn component(resources: &[String]) -> String {
    config(None, resources)
}

/// What puts a resource into a namespace, as Flux's `targetNamespace` does.
pub(in crate::emit) fn into_namespace(namespace: &str, resource: String) -> String {
    config(Some(namespace), &[resource])
}

/// The list of a cluster.
///
/// On a cluster on which nothing is delivered yet it says a namespace: without anything else to say, kustomize takes it
/// for an empty file and fails. It says none otherwise, since that would rename the namespaces that are listed.
pub(in crate::emit) fn root(resources: &[String]) -> String {
    config(resources.is_empty().then_some(FLUX_SYSTEM), resources)
}

fn config(namespace: Option<&str>, resources: &[String]) -> String {
    let api_version = "kustomize.config.k8s.io/v1beta1";
    print(&Config { api_version, kind: "Kustomization", namespace, resources })
}
