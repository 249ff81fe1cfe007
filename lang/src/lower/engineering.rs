//! The engineering half: clusters, settings, components.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::Lower;
use super::decode::Datum;
use super::open::Parts;
use super::schedule::{reference, refs};
use crate::manifests;
use crate::model::{
    ChartCrds, Cluster, ClusterId, Component, ComponentId, Entry, FluxOptions, Helm, Inventory,
    Kustomize, Layer, Name, ObjectRef, Outputs, PlatformSource, Provision, Resource, Setting,
    Spanned, StoryId, Value, ValueKind,
};
use crate::names;
use crate::problems::{manifests as manifest_problems, names as problems};
use crate::span::{FileId, FileSpan};
use crate::syntax::ast::{Field, Item, Statement, Value as Written, Word};
use crate::table::{self, StatementDef};

impl<'s> Lower<'s, '_> {
    pub(super) fn outputs(
        &mut self,
        statement: Statement<'s>,
        def: &'static StatementDef,
        second: bool,
    ) {
        let mut parts = self.open(statement, def);
        if !second {
            self.plan().outputs = Outputs {
                schedule: parts.spanned_text("schedule"),
                ordering: parts.spanned_text("ordering"),
            };
        }
    }

    pub(super) fn platform_source(&mut self, parts: &Parts<'s>) -> Option<PlatformSource> {
        let (statement, def) = child(parts, "source")?;
        let mut parts = self.open(statement, def);
        Some(PlatformSource {
            git: parts.spanned_text("git"),
            branch: parts.spanned_text("branch"),
            path: parts.spanned_text("path"),
            oci: parts.spanned_text("oci"),
            tag: parts.spanned_text("tag"),
            interval: duration(&mut parts, "interval"),
            secret: parts.spanned_text("secret"),
        })
    }

    pub(super) fn flux_options(&mut self, parts: &Parts<'s>) -> FluxOptions {
        let Some((statement, def)) = child(parts, "flux") else { return FluxOptions::default() };
        let mut parts = self.open(statement, def);
        FluxOptions {
            interval: duration(&mut parts, "interval"),
            timeout: duration(&mut parts, "timeout"),
            retry: duration(&mut parts, "retry"),
            prune: boolean(&mut parts, "prune"),
            wait: boolean(&mut parts, "wait"),
            suspend: boolean(&mut parts, "suspend"),
        }
    }

    pub(super) fn cluster(&mut self, statement: Statement<'s>, def: &'static StatementDef) {
        let mut parts = self.open(statement, def);
        let mut settings = self.setting_list(&parts, &["name"]);
        settings.extend(without_colon(statement, def));
        let Some(name) = parts.name() else { return };
        let id = parts.take("id").and_then(|datum| match datum.value {
            Datum::Integer(id) => Some(Spanned { value: u8::try_from(id).ok()?, at: datum.at }),
            _ => None,
        });
        let api = parts.take("api").and_then(|datum| match datum.value {
            Datum::HostPort(host, port) => Some(Spanned { value: (host, port), at: datum.at }),
            _ => None,
        });
        let pods = network(&mut parts, "pods");
        let services = network(&mut parts, "services");
        let assume = provisions(&mut parts, "assume");
        let known = [id.is_some(), api.is_some(), pods.is_some(), services.is_some()];
        settings.extend(broken_facts(statement, known));
        let doc = statement.doc();
        self.plan().clusters.push(Cluster { name, id, api, pods, services, assume, settings, doc });
    }

    pub(super) fn settings(&mut self, statement: Statement<'s>, def: &'static StatementDef) {
        let parts = self.open(statement, def);
        let known = self.lowered.plan.settings.iter();
        let mut known: BTreeMap<SmolStr, FileSpan> =
            known.map(|known| (known.name.text.clone(), known.name.at)).collect();
        let mut settings = self.setting_list(&parts, &[]);
        settings.extend(without_colon(statement, def));
        for setting in settings {
            let first = known.insert(setting.name.text.clone(), setting.name.at);
            if let Some(first) = first {
                known.insert(setting.name.text.clone(), first);
                let (at, name) = (setting.name.at, &setting.name.text);
                self.report(problems::duplicate_field(at, first, name));
            } else {
                self.plan().settings.push(setting);
            }
        }
    }

    /// The settings among the fields of a block; a broken one is kept, so that its name is known.
    fn setting_list(&mut self, parts: &Parts<'s>, facts: &[&str]) -> Vec<Setting> {
        let mut entries = self.entries(&parts.others);
        keep_broken(&parts.others, &mut entries);
        let mut settings = Vec::with_capacity(entries.len());
        for entry in entries {
            let Some(text) = entry.key.as_str() else { continue };
            if RESERVED.contains(&text) || facts.contains(&text) {
                self.report(problems::reserved_name(entry.key.at, text));
            }
            let name = Name { text: text.into(), at: entry.key.at };
            settings.push(Setting { name, value: entry.value });
        }
        settings
    }

    pub(super) fn inventory(&mut self, statement: Statement<'s>, def: &'static StatementDef) {
        let mut parts = self.open(statement, def);
        let Some(store) = parts.name() else { return };
        let items = match parts.take("items").map(|datum| datum.value) {
            Some(Datum::Items(items)) => items,
            _ => Vec::new(),
        };
        self.plan().inventories.push(Inventory { store, items });
    }

    pub(super) fn component(&mut self, statement: Statement<'s>, def: &'static StatementDef) {
        let mut parts = self.open(statement, def);
        let base = self.layer(&mut parts);
        let overrides = parts.statements.iter().filter(|(_, def)| def.word == "on");
        let overrides: Vec<_> = overrides.copied().collect();
        let overrides: Vec<_> = overrides
            .into_iter()
            .filter_map(|(statement, def)| self.override_for(statement, def))
            .collect();
        self.repeated_overrides(&overrides);
        let Some(name) = parts.name() else { return };
        let component = Component {
            name,
            story: reference(&mut parts, "story", StoryId),
            bootstrap: reference(&mut parts, "bootstrap", StoryId),
            after: refs(&mut parts, "after", ComponentId).unwrap_or_default(),
            provides: provisions(&mut parts, "provides"),
            needs: provisions(&mut parts, "needs"),
            assume: provisions(&mut parts, "assume"),
            base,
            overrides,
            doc: statement.doc(),
            at: statement.0.at(),
        };
        self.plan().components.push(component);
    }

    /// Reports a cluster that has two blocks of overrides.
    fn repeated_overrides(&mut self, overrides: &[(Spanned<ClusterId>, Layer)]) {
        let mut seen: BTreeMap<ClusterId, FileSpan> = BTreeMap::new();
        for (cluster, _) in overrides {
            let first = *seen.entry(cluster.value).or_insert(cluster.at);
            if first != cluster.at {
                let name = &self.lowered.plan.clusters[cluster.value].name.text;
                let word = format!("on {name}");
                self.report(problems::duplicate_statement(cluster.at, first, &word));
            }
        }
    }

    fn override_for(
        &mut self,
        statement: Statement<'s>,
        def: &'static StatementDef,
    ) -> Option<(Spanned<ClusterId>, Layer)> {
        self.in_override = true;
        let mut parts = self.open(statement, def);
        let layer = self.layer(&mut parts);
        self.in_override = false;
        let cluster = parts.argument(0)?;
        match cluster.value {
            Datum::Ref(id) => Some((Spanned { value: ClusterId(id), at: cluster.at }, layer)),
            _ => None,
        }
    }

    fn layer(&mut self, parts: &mut Parts<'s>) -> Layer {
        let resources = parts.statements.iter().filter(|(_, def)| def.word == "resource");
        let resources: Vec<_> = resources.copied().collect();
        let mut resources: Vec<Resource> = resources
            .into_iter()
            .filter_map(|(statement, def)| self.resource(statement, def))
            .collect();
        let (mut left_out, mut read) = (Vec::new(), BTreeSet::new());
        for glob in parts.texts("manifests") {
            resources.extend(self.manifests(glob.at, &mut read));
            let paths = self.program.left_out.get(&glob.at).into_iter().flatten();
            left_out.extend(paths.map(|path| Spanned { value: path.clone(), at: glob.at }));
        }
        Layer {
            namespace: value(parts, "namespace"),
            ready: objects(parts, "ready"),
            helm: child(parts, "helm").map(|(statement, def)| self.helm(statement, def)),
            resources,
            left_out,
            kustomize: child(parts, "kustomize")
                .map(|(statement, def)| self.kustomize(statement, def)),
            flux: self.flux_options(parts),
        }
    }

    /// The objects of the files that a glob names; `taken` has those of other globs beside it.
    fn manifests(&mut self, glob: FileSpan, taken: &mut BTreeSet<FileId>) -> Vec<Resource> {
        let program = self.program;
        let mut resources = Vec::new();
        let files = program.manifests.get(&glob).into_iter().flatten();
        for &file in files.filter(|file| taken.insert(**file)) {
            if !self.manifests.contains_key(&file) {
                let source = program.sources.get(file);
                let known = self.out.len();
                // What was cut off where it is no text is not read on.
                let is_cut = self.out.iter().any(|it| it.at().file == file);
                let read = if is_cut {
                    Vec::new()
                } else {
                    manifests::resources(file, &source.text, self.out)
                };
                if read.is_empty() && !is_cut && self.out.len() == known {
                    self.report(manifest_problems::nothing_in_it(glob, &source.name));
                }
                self.manifests.insert(file, read);
            }
            resources.extend(self.manifests[&file].iter().cloned());
        }
        resources
    }

    fn helm(&mut self, statement: Statement<'s>, def: &'static StatementDef) -> Helm {
        let mut parts = self.open(statement, def);
        let crds = parts.take("crds").and_then(|datum| {
            let Datum::Word(word) = datum.value else { return None };
            let value = match word {
                "skip" => ChartCrds::Skip,
                "create" => ChartCrds::Create,
                _ => ChartCrds::CreateReplace,
            };
            Some(Spanned { value, at: datum.at })
        });
        Helm {
            chart: value(&mut parts, "chart"),
            name: value(&mut parts, "name"),
            version: value(&mut parts, "version"),
            release: value(&mut parts, "release"),
            values: value(&mut parts, "values"),
            crds,
            at: statement.0.at(),
        }
    }

    fn resource(
        &mut self,
        statement: Statement<'s>,
        def: &'static StatementDef,
    ) -> Option<Resource> {
        let mut parts = self.open(statement, def);
        let entries = self.entries(&parts.others);
        let at = statement.0.at();
        let kind = parts.argument(0)?;
        let name = parts.argument(1)?;
        let (Datum::Kind(text), Datum::Value(name)) = (kind.value, name.value) else {
            return None;
        };
        let body = Value { kind: ValueKind::Map(entries), at };
        let kind = Spanned { value: text, at: kind.at };
        Some(Resource { kind, name, body, doc: statement.doc(), at })
    }

    fn kustomize(&mut self, statement: Statement<'s>, def: &'static StatementDef) -> Kustomize {
        let mut parts = self.open(statement, def);
        Kustomize {
            url: value(&mut parts, "url"),
            revision: value(&mut parts, "revision"),
            path: value(&mut parts, "path"),
            at: statement.0.at(),
        }
    }
}

/// Names that mean something else at the beginning of a path.
const RESERVED: [&str; 6] = ["cluster", "component", "platform", "true", "false", "null"];

/// Adds the keys whose values are broken.
fn keep_broken(fields: &[Field<'_>], entries: &mut Vec<Entry>) {
    let mut places: BTreeMap<FileSpan, usize> =
        entries.iter().enumerate().map(|(index, entry)| (entry.key.at, index)).collect();
    let mut names: BTreeSet<String> =
        entries.iter().filter_map(|it| it.key.as_str()).map(str::to_owned).collect();
    for field in fields {
        let key = field.name();
        let text = key.text.trim_matches('"');
        match places.remove(&key.at) {
            Some(index) => {
                if let (Some(Written::Map(map)), ValueKind::Map(inner)) =
                    (field.value(), &mut entries[index].value.kind)
                {
                    keep_broken(&map.entries().collect::<Vec<_>>(), inner);
                }
            }
            None if names.insert(text.to_owned()) => entries
                .push(Entry { key: Value::string(text, key.at), value: Value::broken(key.at) }),
            None => {}
        }
    }
}

/// The facts that a cluster states, but not so that they can be read.
fn broken_facts(statement: Statement<'_>, known: [bool; 4]) -> Vec<Setting> {
    let facts = ["id", "api", "pods", "services"].into_iter().zip(known);
    let broken: Vec<&str> = facts.filter(|(_, is_known)| !is_known).map(|it| it.0).collect();
    let fields = statement.items().filter_map(|item| match item {
        Item::Field(field) => Some(field.name()),
        Item::Statement(statement) => Some(statement.word()),
        Item::Chain(_) => None,
    });
    fields.filter(|name| broken.contains(&name.text)).map(broken_setting).collect()
}

/// The settings that were written without their colon, so that their names are known.
fn without_colon(statement: Statement<'_>, def: &StatementDef) -> Vec<Setting> {
    let is_setting =
        |word: &Word<'_>| table::statement(word.text).is_none() && def.field(word.text).is_none();
    let words = statement.items().filter_map(|item| match item {
        Item::Statement(inner) if names::meant(inner, def).is_none() => Some(inner.word()),
        _ => None,
    });
    words.filter(is_setting).map(broken_setting).collect()
}

fn broken_setting(name: Word<'_>) -> Setting {
    let value = Value::broken(name.at);
    Setting { name: Name { text: name.text.into(), at: name.at }, value }
}

fn child<'s>(parts: &Parts<'s>, word: &str) -> Option<(Statement<'s>, &'static StatementDef)> {
    parts.statements.iter().copied().find(|(_, def)| def.word == word)
}

fn value(parts: &mut Parts<'_>, name: &str) -> Option<Value> {
    match parts.take(name)?.value {
        Datum::Value(value) => Some(value),
        _ => None,
    }
}

fn objects(parts: &mut Parts<'_>, name: &str) -> Option<Vec<ObjectRef>> {
    let Datum::List(list) = parts.take(name)?.value else { return None };
    let object = |datum: Spanned<Datum<'_>>| match datum.value {
        Datum::Object(object) => Some(object),
        _ => None,
    };
    Some(list.into_iter().filter_map(object).collect())
}

/// Takes the entries of `provides` or `assume`.
pub(super) fn provisions(parts: &mut Parts<'_>, name: &str) -> Vec<Provision> {
    let Some(Datum::List(list)) = parts.take(name).map(|datum| datum.value) else {
        return Vec::new();
    };
    let provision = |datum: Spanned<Datum<'_>>| match datum.value {
        Datum::Provision(provision) => Some(provision),
        _ => None,
    };
    list.into_iter().filter_map(provision).collect()
}

fn duration(parts: &mut Parts<'_>, name: &str) -> Option<Spanned<String>> {
    let datum = parts.take(name)?;
    match datum.value {
        Datum::Duration(text) => Some(Spanned { value: text.to_string(), at: datum.at }),
        _ => None,
    }
}

fn boolean(parts: &mut Parts<'_>, name: &str) -> Option<Spanned<bool>> {
    let datum = parts.take(name)?;
    match datum.value {
        Datum::Bool(value) => Some(Spanned { value, at: datum.at }),
        _ => None,
    }
}

fn network(parts: &mut Parts<'_>, name: &str) -> Option<Spanned<ipnet::IpNet>> {
    let datum = parts.take(name)?;
    match datum.value {
        Datum::Network(value) => Some(Spanned { value, at: datum.at }),
        _ => None,
    }
}
