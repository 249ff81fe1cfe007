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
use super::undescribed::undescribed;
use crate::model;
use crate::span::{FileId, FileSpan, Span};
use crate::yaml;

/// A kind that a file defines.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) group: SmolStr,
    pub(super) name: SmolStr,
    pub(super) plural: SmolStr,
    pub(super) is_namespaced: bool,
    /// The document that defines it.
    text: Arc<str>,
    /// Where that begins.
    start: FileSpan,
    read: OnceLock<Read>,
    /// The definition with the places of all that stands in it; `None` when it cannot be read so.
    placed: OnceLock<Option<model::Value>>,
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
            let value = serde_yaml::from_str(&undescribed(&self.text));
            // What is not laid out as was thought is read as it is.
            let value = value.or_else(|_| serde_yaml::from_str(&self.text));
            value.map(|it| read(&it)).unwrap_or_default()
        })
    }

    /// Where a rule is written: that of a number, of what a path leads to in the schema of a version.
    pub(super) fn rule(
        &self,
        version: &str,
        path: &[Inner<'_>],
        number: usize,
    ) -> Option<FileSpan> {
        let placed = self.placed.get_or_init(|| {
            let documents = yaml::read(self.start.file, &self.text, &mut Vec::new());
            documents.into_iter().next().and_then(|document| self.own_of(document))
        });
        let versions = placed.as_ref()?.get("spec")?.get("versions")?;
        let is_it =
            |it: &&model::Value| it.get("name").and_then(model::Value::as_str) == Some(version);
        let mut node =
            versions.as_list()?.iter().find(is_it)?.get("schema")?.get("openAPIV3Schema")?;
        for inner in path {
            node = match inner {
                Inner::Item => node.get("items")?,
                Inner::Key(key) => match node.get("properties").and_then(|it| it.get(key)) {
                    Some(property) => property,
                    None => node.get("additionalProperties")?,
                },
            };
        }
        let rule = node.get("x-kubernetes-validations")?.as_list()?.get(number)?.get("rule")?;
        let Span { start, end } = rule.at.span;
        let before = self.start.span.start;
        Some(Span::new(before + start, before + end).in_file(rule.at.file))
    }

    /// The definition of this kind in a document: the document itself, or an item of a list.
    fn own_of(&self, document: model::Value) -> Option<model::Value> {
        let names = |it: &model::Value| {
            let kind = it.get("spec")?.get("names")?.get("kind")?;
            Some(kind.as_str()? == self.name)
        };
        if names(&document) == Some(true) {
            return Some(document);
        }
        document.get("items")?.as_list()?.iter().find(|it| names(it) == Some(true)).cloned()
    }
}

/// A step from a value to one inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inner<'k> {
    /// The value of a field, or of a key of a map.
    Key(&'k str),
    /// An item of a list.
    Item,
}

/// The kinds that a file defines.
///
/// # Errors
/// Why it is no YAML.
pub(super) fn definitions(file: FileId, text: &str) -> Result<Vec<Own>, String> {
    let mut found = Vec::new();
    for document in documents(text) {
        if !document.contains("CustomResourceDefinition") {
            continue;
        }
        // A document is a part of the text, so its address says where it begins.
        let start = document.as_ptr().addr() - text.as_ptr().addr();
        let start = Span::at(u32::try_from(start).expect("files are limited")).in_file(file);
        let document = Document { text: document.into(), start };
        if let Some(own) = document.glance() {
            found.push(own);
            continue;
        }
        let value: Value = serde_yaml::from_str(&document.text).map_err(|why| why.to_string())?;
        document.collect(&value, &mut found);
    }
    Ok(found)
}

/// A document of a file.
struct Document {
    text: Arc<str>,
    start: FileSpan,
}

/// The documents of a file.
fn documents(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.split("\n---")
}

impl Document {
    /// The definition, if it is laid out as generators do, by a look at its shallow lines; `None` for any other.
    fn glance(&self) -> Option<Own> {
        let mut found: [Option<&str>; 5] = [None; 5];
        let keys = ["kind: ", "  group: ", "    kind: ", "    plural: ", "  scope: "];
        let mut section = "";
        for line in self.text.lines() {
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
            // What follows are versions, which are long.
            if found.iter().all(Option::is_some) {
                break;
            }
        }
        let is_plain =
            |text: &&str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
        let [kind, group, name, plural, scope] = found.map(|it| it.filter(is_plain));
        (kind == Some("CustomResourceDefinition")).then_some(())?;
        let (group, name, plural) = (group?.into(), name?.into(), plural?.into());
        Some(self.own(group, name, plural, scope? == "Namespaced", OnceLock::new()))
    }

    /// The definitions in a value: itself, or the items of a list.
    fn collect(&self, value: &Value, found: &mut Vec<Own>) {
        if value.get("kind").and_then(Value::as_str) == Some("CustomResourceDefinition") {
            found.extend(self.defined(value));
            return;
        }
        for item in value.get("items").and_then(Value::as_sequence).into_iter().flatten() {
            self.collect(item, found);
        }
    }

    fn defined(&self, value: &Value) -> Option<Own> {
        let spec = value.get("spec")?;
        let names = spec.get("names")?;
        let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).map(SmolStr::new);
        let plural = text(names, "plural").unwrap_or_default();
        let is_namespaced = text(spec, "scope").as_deref() == Some("Namespaced");
        let (group, name) = (text(spec, "group")?, text(names, "kind")?);
        Some(self.own(group, name, plural, is_namespaced, OnceLock::from(read(value))))
    }

    fn own(
        &self,
        group: SmolStr,
        name: SmolStr,
        plural: SmolStr,
        is_namespaced: bool,
        read: OnceLock<Read>,
    ) -> Own {
        let (text, start) = (Arc::clone(&self.text), self.start);
        Own { group, name, plural, is_namespaced, text, start, read, placed: OnceLock::new() }
    }
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
