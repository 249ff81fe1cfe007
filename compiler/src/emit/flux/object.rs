//! Kubernetes objects as a program writes them: `resource`.

use pdl_lang::catalogue::Kind;
use pdl_lang::deliver::KubeObject;
use pdl_lang::model::{Entry, Value, ValueKind};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::manifest::print;
use super::namespace::KEEP;
use super::value::Resolved;

/// Writes an object: what identifies it first, then its fields in the order of the source.
pub(in crate::emit) fn object(object: &KubeObject, kind: &Kind, namespace: Option<&str>) -> String {
    print(&Object { source: object, kind, namespace })
}

fn entries(value: Option<&Value>) -> &[Entry] {
    match value.map(|value| &value.kind) {
        Some(ValueKind::Map(entries)) => entries,
        _ => &[],
    }
}

struct Object<'o> {
    source: &'o KubeObject,
    kind: &'o Kind,
    namespace: Option<&'o str>,
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("apiVersion", &self.kind.api_version())?;
        map.serialize_entry("kind", &self.kind.name)?;
        map.serialize_entry("metadata", &Metadata(self))?;
        for entry in entries(Some(&self.source.body)) {
            if entry.key.as_str() != Some("metadata") {
                map.serialize_entry(&entry.key.print(), &Resolved(&entry.value))?;
            }
        }
        map.end()
    }
}

struct Metadata<'o>(&'o Object<'o>);

impl Serialize for Metadata<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = self.0.source.body.get("metadata");
        let keep = is_kept(self.0.kind);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &self.0.source.name)?;
        if let Some(namespace) = self.0.namespace {
            map.serialize_entry("namespace", namespace)?;
        }
        for entry in entries(written) {
            match entry.key.as_str() {
                Some("namespace") => {}
                Some("annotations") if keep => {}
                _ => map.serialize_entry(&entry.key.print(), &Resolved(&entry.value))?,
            }
        }
        if keep {
            let annotations = written.and_then(|metadata| metadata.get("annotations"));
            map.serialize_entry("annotations", &Annotations(entries(annotations)))?;
        }
        map.end()
    }
}

/// Whether objects of a kind outlive the tree: with a namespace or a definition goes all that is in it or of it.
fn is_kept(kind: &Kind) -> bool {
    let is_definition =
        kind.group == "apiextensions.k8s.io" && kind.name == "CustomResourceDefinition";
    kind.is_core("Namespace") || is_definition
}

/// The annotations of an object that is kept: those written, and the one that keeps it unless they say otherwise.
struct Annotations<'o>(&'o [Entry]);

impl Serialize for Annotations<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (key, value) = KEEP;
        let mut map = serializer.serialize_map(None)?;
        for entry in self.0 {
            map.serialize_entry(&entry.key.print(), &Resolved(&entry.value))?;
        }
        if self.0.iter().all(|entry| entry.key.as_str() != Some(key)) {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
