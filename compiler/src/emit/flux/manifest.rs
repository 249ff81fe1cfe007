//! What every Kubernetes object has in common, in the order in which people read it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::yaml;

/// An object of a kind that we know.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::emit) struct Manifest<'m, S> {
    pub(in crate::emit) api_version: &'static str,
    pub(in crate::emit) kind: &'static str,
    pub(in crate::emit) metadata: Metadata<'m>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::emit) spec: Option<S>,
}

/// What an object is called.
#[derive(Serialize)]
pub(in crate::emit) struct Metadata<'m> {
    pub(in crate::emit) name: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::emit) namespace: Option<&'m str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(in crate::emit) annotations: BTreeMap<&'static str, &'static str>,
}

impl<'m> Metadata<'m> {
    pub(in crate::emit) fn new(name: &'m str, namespace: Option<&'m str>) -> Self {
        Self { name, namespace, annotations: BTreeMap::new() }
    }
}

/// Writes an object.
pub(in crate::emit) fn print(object: &impl Serialize) -> String {
    yaml::to_string(object).expect("objects hold no reference, no infinity and no key but strings")
}
