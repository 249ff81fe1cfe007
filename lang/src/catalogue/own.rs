//! A platform's own definitions: CustomResourceDefinitions as their projects publish them.
//!
//! A file is only looked over at first: what it defines is read when an object asks for it, because a platform may name
//! megabytes of them.

use std::sync::{Arc, OnceLock};

use serde_yaml::Value;
use smol_str::SmolStr;

use super::retired::{Fate, Retired};
use super::schema::{NodeId, Schema};
use super::structural;

/// A kind that a file defines.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) group: SmolStr,
    pub(super) name: SmolStr,
    pub(super) plural: SmolStr,
    pub(super) is_namespaced: bool,
    /// The document that defines it.
    text: Arc<str>,
    read: OnceLock<Read>,
}

/// A definition that was read.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) schema: Schema,
    /// The served versions, the stored one first.
    pub(super) versions: Vec<Version>,
}

/// A served version.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) name: SmolStr,
    pub(super) is_deprecated: bool,
    /// The object; `None` where the definition has no schema.
    pub(super) root: Option<NodeId>,
}

impl Own {
    /// What became of a version; that a definition does not serve it is told by the versions that it has.
    pub(super) fn retired(&self, version: &str) -> Option<Retired> {
        let found = self.read().versions.iter().find(|it| it.name == version)?;
        let (stored, when) = (self.read().versions[0].name.as_str(), "by its definition");
        let instead = (stored != version).then(|| format!("{}/{stored}", self.group).into());
        found.is_deprecated.then_some(Retired {
            fate: Fate::Deprecated,
            when: when.into(),
            instead,
        })
    }

    /// What the definition says.
    pub(super) fn read(&self) -> &Read {
        self.read.get_or_init(|| {
            serde_yaml::from_str(&self.text).map(|it| read(&it)).unwrap_or_default()
        })
    }
}

/// The kinds that a file defines.
///
/// # Errors
/// Why it is no YAML.
pub(super) fn definitions(text: &str) -> Result<Vec<Own>, String> {
    let mut found = Vec::new();
    for document in documents(text) {
        if !document.contains("CustomResourceDefinition") {
            continue;
        }
        if let Some(own) = glance(document) {
            found.push(own);
            continue;
        }
        let value: Value = serde_yaml::from_str(document).map_err(|why| why.to_string())?;
        collect(&value, &mut found);
    }
    Ok(found)
}

/// The documents of a file.
fn documents(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.split("\n---")
}

/// The definition in a document that is laid out as generators do, by a look at its shallow lines; `None` for any other.
fn glance(document: &str) -> Option<Own> {
    let mut found: [Option<&str>; 5] = [None; 5];
    let keys = ["kind: ", "  group: ", "    kind: ", "    plural: ", "  scope: "];
    let mut section = "";
    for line in document.lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if indent == 0 && !line.starts_with(['-', '#'])
            || indent == 2 && !line[2..].starts_with('-')
        {
            section = line;
        }
        for (place, key) in found.iter_mut().zip(keys) {
            let Some(value) = line.strip_prefix(key) else { continue };
            if indent < 4 || section == "  names:" {
                *place = place.or(Some(value.trim_end()));
            }
        }
    }
    let is_plain =
        |text: &&str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
    let [kind, group, name, plural, scope] = found.map(|it| it.filter(is_plain));
    (kind == Some("CustomResourceDefinition")).then_some(())?;
    Some(Own {
        group: group?.into(),
        name: name?.into(),
        plural: plural?.into(),
        is_namespaced: scope? == "Namespaced",
        text: document.into(),
        read: OnceLock::new(),
    })
}

/// The definitions in a value: itself, or the items of a list.
fn collect(value: &Value, found: &mut Vec<Own>) {
    if value.get("kind").and_then(Value::as_str) == Some("CustomResourceDefinition") {
        found.extend(defined(value));
        return;
    }
    for item in value.get("items").and_then(Value::as_sequence).into_iter().flatten() {
        collect(item, found);
    }
}

fn defined(value: &Value) -> Option<Own> {
    let spec = value.get("spec")?;
    let names = spec.get("names")?;
    let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).map(SmolStr::new);
    Some(Own {
        group: text(spec, "group")?,
        name: text(names, "kind")?,
        plural: text(names, "plural").unwrap_or_default(),
        is_namespaced: text(spec, "scope").as_deref() == Some("Namespaced"),
        text: "".into(),
        read: OnceLock::from(read(value)),
    })
}

fn read(value: &Value) -> Read {
    let mut read = Read::default();
    let spec = value.get("spec");
    let versions = spec.and_then(|it| it.get("versions")).and_then(Value::as_sequence);
    for version in versions.into_iter().flatten() {
        let flag = |key: &str| version.get(key).and_then(Value::as_bool);
        let Some(name) = version.get("name").and_then(Value::as_str) else { continue };
        if flag("served") == Some(false) {
            continue;
        }
        let schema = version.get("schema").and_then(|it| it.get("openAPIV3Schema"));
        let found = Version {
            name: name.into(),
            is_deprecated: flag("deprecated") == Some(true),
            root: schema.map(|schema| structural::root(schema, &mut read.schema)),
        };
        let place = if flag("storage") == Some(true) { 0 } else { read.versions.len() };
        read.versions.insert(place, found);
    }
    read
}
