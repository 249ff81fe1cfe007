//! Kubernetes objects against what is known of their kinds: every object on every cluster, each finding at the field
//! that is wrong.
//!
//! Left out is what keeps objects from being written at all: kinds that nobody knows, fields that the statement says
//! itself, keys written twice.

mod alternatives;
mod characters;
mod expressions;
mod fields;
pub(super) mod formats;
pub(super) mod metadata;
mod place;
mod rules;
mod scalars;
mod versions;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::schema::{Form, Schema};
use crate::catalogue::{Catalogue, Kind, Typed};
use crate::deliver::KubeObject;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Plan, Value};
use crate::problems::{kinds as kind_problems, objects as problems};
use crate::rollout::Rollout;
use crate::source::Sources;
use crate::span::FileSpan;
use crate::spot::Spot;

use fields::Walk;
use place::{Step, key};

/// What all objects are checked with.
struct Checker<'a> {
    catalogue: &'a Catalogue,
    /// The texts, for fixes that keep what was written.
    sources: &'a Sources,
    /// Whether what seems to be missing is missing.
    is_whole: bool,
    patterns: rules::Patterns,
    /// Kinds that nothing describes, and where the first object of each is.
    undescribed: BTreeMap<String, FileSpan>,
    evaluator: expressions::Evaluator,
}

/// Checks every object of a rollout, and those that are in no tree.
pub(crate) fn check(
    plan: &Plan,
    rollout: &Rollout,
    sources: &Sources,
    is_whole: bool,
    out: &mut Vec<Diagnostic>,
) {
    let (patterns, evaluator) = (rules::Patterns::new(), expressions::Evaluator::default());
    let catalogue = &plan.catalogue;
    let undescribed = BTreeMap::new();
    let mut checker = Checker { catalogue, sources, is_whole, patterns, undescribed, evaluator };
    let mut found = Vec::new();
    for (object, placed) in rollout.objects() {
        checker.object(object, &placed.kind, &mut found);
    }
    for unit in rollout.trees.values().flat_map(|tree| &tree.units) {
        if let Some(values) = unit.delivery.helm.as_ref().and_then(|helm| helm.values.as_ref()) {
            checker.values(values, &mut found);
        }
    }
    found.extend(checker.undescribed.iter().map(|(kind, at)| kind_problems::unchecked(*at, kind)));
    // A setting that is wrong was reported where it is written.
    let reported: BTreeSet<FileSpan> = out
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .flat_map(|it| it.labels.iter().map(|label| label.at))
        .collect();
    found.retain(|it| !it.labels[1..].iter().any(|label| reported.contains(&label.at)));
    // What is written once is wrong once, on however many clusters.
    found.sort_by(|a, b| (a.at(), a.code, &a.message).cmp(&(b.at(), b.code, &b.message)));
    found.dedup_by(|a, b| (a.at(), a.code, &a.message) == (b.at(), b.code, &b.message));
    out.append(&mut found);
}

impl<'a> Checker<'a> {
    fn object(&mut self, object: &KubeObject, kind: &Kind, out: &mut Vec<Diagnostic>) {
        let catalogue = self.catalogue;
        if !versions::check(catalogue, kind, object.kind.at, out) {
            return;
        }
        let spot = Spot::here(object.kind.at);
        let known = catalogue.schema(kind);
        if known.is_none() {
            let first = self.undescribed.entry(kind.to_string()).or_insert(object.kind.at);
            *first = (*first).min(object.kind.at);
        }
        let nothing = Schema::default();
        let schema = known.map_or(&nothing, |it| it.schema);
        let mut walk = Walk {
            checker: self,
            schema,
            kind: &kind.name,
            full: Some(kind),
            steps: Vec::new(),
            around: Vec::new(),
            out: Vec::new(),
            lacks: Vec::new(),
            meant: Vec::new(),
        };
        walk.root(&object.body, known, spot);
        walk.report_missing();
        if let Some(Typed { root, .. }) = known.filter(|_| !fields::has_errors(&walk.out)) {
            let whole = expressions::Whole {
                api_version: kind.api_version(),
                kind: &kind.name,
                name: &object.name,
            };
            expressions::check(&mut walk, &object.body, root, spot, Some(&whole));
        }
        out.append(&mut walk.out);
        characters::check(&object.body, Spot::here(object.body.at), out);
    }

    /// A chart's values: no schema describes them.
    fn values(&mut self, values: &Value, out: &mut Vec<Diagnostic>) {
        let nothing = Schema::default();
        let mut walk = Walk {
            checker: self,
            schema: &nothing,
            kind: "helm",
            full: None,
            steps: vec![Step::Key("values".into())],
            around: Vec::new(),
            out: Vec::new(),
            lacks: Vec::new(),
            meant: Vec::new(),
        };
        scalars::loses_zero(&mut walk, values, Spot::here(values.at));
        out.append(&mut walk.out);
        characters::check(values, Spot::here(values.at), out);
    }

    /// How a value is written, if it is written at this place.
    fn written(&self, spot: Spot, value: &Value) -> Option<&'a str> {
        let is_here = spot.setting.is_none() && spot.at == value.at;
        let text = self.sources.text(value.at.file);
        let span = value.at.span.start as usize..value.at.span.end as usize;
        text.get(span).filter(|_| is_here)
    }
}

impl<'w> Walk<'w, '_> {
    /// A whole object: its metadata, its status, and the fields of its kind.
    fn root(&mut self, body: &'w Value, known: Option<Typed<'w>>, spot: Spot) {
        let object = known.and_then(|it| match &it.schema.node(it.root).form {
            Form::Object(object) => Some((it.root, object)),
            _ => None,
        });
        if let Some((id, _)) = object {
            self.around.push((id, 0));
        }
        for entry in body.as_map().unwrap_or_default() {
            let name = key(entry);
            let place = spot.entry(entry);
            match &*name {
                "apiVersion" | "kind" => continue,
                "metadata" => {
                    self.steps.push(Step::Key(name));
                    metadata::check(self, &entry.value, place);
                    self.steps.pop();
                    continue;
                }
                "status" => {
                    let found = problems::written_status(spot.key(entry).at, self.kind);
                    self.report(found);
                    continue;
                }
                _ => {}
            }
            let Some((_, object)) = object else { continue };
            match object.field(&name) {
                Some(field) => {
                    self.steps.push(Step::Key(name));
                    self.value(&entry.value, field.node, place);
                    self.steps.pop();
                }
                None if object.is_open => {}
                None => self.unknown(&name, object, spot.key(entry)),
            }
        }
        if let Some((_, object)) = object.filter(|_| self.checker.is_whole) {
            self.missing(body, object, spot);
        }
        self.around.pop();
    }
}
