//! What every Kubernetes object has in common, in the order in which people read it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::yaml;

/// An object of a kind that we know.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Manifest<'m, S> {
    pub(super) api_version: &'static str,
    pub(super) kind: &'static str,
    pub(super) metadata: Metadata<'m>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) spec: Option<S>,
}

/// What an object is called.
#[derive(Serialize)]
pub(super) struct Metadata<'m> {
    pub(super) name: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) namespace: Option<&'m str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) annotations: BTreeMap<&'static str, &'static str>,
}

impl<'m> Metadata<'m> {
    pub(super) fn new(name: &'m str, namespace: Option<&'m str>) -> Self {
        Self { name, namespace, annotations: BTreeMap::new() }
    }
}

/// Writes an object.
pub(super) fn print(object: &impl Serialize) -> String {
    yaml::to_string(object).expect("objects hold no reference, no infinity and no key but strings")
}
