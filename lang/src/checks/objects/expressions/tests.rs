//! Every rule of the definitions beside the repository, on objects that nobody chose.
//!
//! What is said of them is held against Kubernetes' own evaluation, by a judge in Go (`ci/judges/objects/claims.go`).
#![expect(clippy::disallowed_methods, reason = "tests read what lies beside the repository")]
#![expect(clippy::print_stderr, reason = "a test that cannot run says so, and how much it could")]

mod draw;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;

use super::subject::{self, Whole};
use super::{Evaluator, broken, speaks_of_status, steps};
use crate::catalogue::schema::{Form, NodeId, Schema};
use crate::catalogue::{Catalogue, Kind, Typed};
use crate::checks::objects::place::key;
use crate::model::{Value, ValueKind};
use crate::span::FileId;
use crate::yaml;
use draw::Drawer;

/// How many objects are drawn of each version of each kind.
const DRAWN: usize = 60;

/// How many of the kind of ours, whose rules call everything.
const PROBES: usize = 3000;

/// Where its definition is.
const PROBE: &str = "ci/judges/objects/testdata";

/// The share of the rules that must be evaluated, in percent.
const EVALUATED: usize = 90;

/// A rule that an object breaks: where, and which.
type Claim = (String, String);

/// An object, and what is said of it.
struct Judged {
    kind: Kind,
    object: serde_json::Value,
    broken: Vec<Claim>,
}

fn beside(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "yaml") {
            found.push(path);
        }
    }
    found.sort();
}

/// The catalogues of the definitions, one a file, without those that the judge takes another file for.
fn definitions() -> Vec<Catalogue> {
    let mut found = Vec::new();
    files(&beside("../shared/crds"), &mut found);
    if found.is_empty() {
        eprintln!("skipped: there are no definitions beside the repository");
    }
    found.retain(|path| !path.to_string_lossy().contains("/experimental/"));
    found.push(beside(PROBE).join("probe.yaml"));
    let read = |path: &PathBuf| {
        let mut catalogue = Catalogue::default();
        let text = std::fs::read_to_string(path).expect("a definition is UTF-8");
        catalogue.add(FileId(0), &text).expect("a definition is YAML");
        catalogue
    };
    found.iter().map(read).collect()
}

/// The objects that the compiler writes of the real platform, by kind.
fn written() -> BTreeMap<String, Vec<Value>> {
    let mut found = Vec::new();
    files(&beside("out"), &mut found);
    let mut objects: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for path in found {
        let text = std::fs::read_to_string(&path).expect("what was written is UTF-8");
        for object in yaml::read(FileId(0), &text, &mut Vec::new()) {
            if let Some(kind) = object.get("kind").and_then(Value::as_str) {
                objects.entry(kind.to_owned()).or_default().push(object);
            }
        }
    }
    objects
}

/// Which rules there are, and whether each was ever evaluated.
type Answered = BTreeMap<String, bool>;

/// Draws objects of all kinds and evaluates every rule of them.
fn judged(answered: &mut Answered) -> Vec<Judged> {
    let written = written();
    let mut found = Vec::new();
    for catalogue in definitions() {
        let kind = catalogue.kinds().next().expect("a kind");
        for version in catalogue.versions(&kind) {
            let kind = Kind { version: version.to_owned(), ..kind.clone() };
            let Some(typed) = catalogue.schema(&kind) else { continue };
            let mut drawer = Drawer::of(typed.schema);
            if drawer.has_no_rules() {
                continue;
            }
            let real = written.get(&kind.name).map(Vec::as_slice).unwrap_or_default();
            let of_version = |it: &&Value| {
                it.get("apiVersion").and_then(Value::as_str) == Some(&kind.api_version())
            };
            let mut bodies: Vec<Value> = real.iter().filter(of_version).cloned().collect();
            let drawn = if kind.name == "Probe" { PROBES } else { DRAWN };
            for at in 0..drawn {
                let body = match bodies.get(at % 8) {
                    Some(real) => drawer.vary(real, typed.root),
                    None => drawer.draw(typed.root),
                };
                bodies.push(body);
            }
            let mut walk = Evaluation { typed, evaluator: Evaluator::default(), answered };
            found.extend(bodies.iter().map(|body| walk.object(&kind, body)));
        }
    }
    found
}

/// The evaluation of all rules of the objects of a kind.
struct Evaluation<'a> {
    typed: Typed<'a>,
    evaluator: Evaluator,
    answered: &'a mut Answered,
}

impl Evaluation<'_> {
    fn object(&mut self, kind: &Kind, body: &Value) -> Judged {
        let whole = Whole { api_version: kind.api_version(), kind: &kind.name, name: "drawn" };
        let mut claims = Vec::new();
        self.value(body, self.typed.root, "", Some(&whole), &mut claims);
        let mut object = json(body);
        let fields = object.as_object_mut().expect("it is an object");
        fields.insert("apiVersion".to_owned(), json!(kind.api_version()));
        fields.insert("kind".to_owned(), json!(kind.name));
        fields.insert("metadata".to_owned(), json!({ "name": "drawn", "namespace": "drawn" }));
        fields.remove("status");
        Judged { kind: kind.clone(), object, broken: claims }
    }

    fn value(
        &mut self,
        value: &Value,
        id: NodeId,
        path: &str,
        whole: Option<&Whole<'_>>,
        claims: &mut Vec<Claim>,
    ) {
        let schema: &Schema = self.typed.schema;
        let node = schema.node(id);
        if matches!(value.kind, ValueKind::Null) {
            return;
        }
        if let Some(rules) = node.rules.as_deref().filter(|it| !it.expressions.is_empty()) {
            let subject = match whole {
                Some(whole) => subject::whole(value, schema, id, whole),
                None => subject::of(value, schema, id),
            };
            for rule in &rules.expressions {
                let is_passed = whole.is_some() && speaks_of_status(&rule.rule);
                let answer = !is_passed && self.evaluator.holds(&rule.rule, &subject).is_some();
                *self.answered.entry(rule.rule.to_string()).or_default() |= answer;
            }
            for (rule, _) in broken(&mut self.evaluator, rules, &subject, whole.is_some()) {
                claims.push((path.to_owned(), rule.rule.trim().to_owned()));
            }
        }
        match (&node.form, &value.kind) {
            (Form::List(list), ValueKind::List(items)) => {
                for (at, item) in items.iter().enumerate() {
                    self.value(item, list.item, &format!("{path}[{at}]"), None, claims);
                }
            }
            (Form::Map(inner), ValueKind::Map(entries)) => {
                for entry in entries {
                    let path = format!("{path}[{}]", key(entry));
                    self.value(&entry.value, *inner, &path, None, claims);
                }
            }
            (Form::Object(object), ValueKind::Map(entries)) => {
                for entry in entries {
                    let name = key(entry);
                    let Some(field) = object.field(&name) else { continue };
                    let dot = if path.is_empty() { "" } else { "." };
                    let path = format!("{path}{dot}{name}");
                    self.value(&entry.value, field.node, &path, None, claims);
                }
            }
            _ => {}
        }
    }
}

/// A value as JSON.
fn json(value: &Value) -> serde_json::Value {
    match &value.kind {
        ValueKind::Null => serde_json::Value::Null,
        ValueKind::Bool(it) => json!(it),
        ValueKind::Int(it) => json!(it),
        ValueKind::Float(it) => json!(it),
        ValueKind::List(items) => items.iter().map(json).collect(),
        ValueKind::Map(_) => {
            let entries = value.as_map().expect("it is a map").iter();
            entries.map(|it| (key(it).into_owned(), json(&it.value))).collect()
        }
        _ => json!(value.print()),
    }
}

#[test]
fn nearly_every_published_rule_is_evaluated() {
    let mut answered = Answered::new();
    let judged = judged(&mut answered);
    let silent: Vec<&String> =
        answered.iter().filter(|(_, is)| !**is).map(|(rule, _)| rule).collect();
    let (all, done) = (answered.len(), answered.len() - silent.len());
    let broken: usize = judged.iter().map(|it| it.broken.len()).sum();
    eprintln!("{done} of {all} rules evaluated on {} objects; {broken} broken", judged.len());
    for rule in &silent {
        eprintln!("never evaluated: {rule}");
    }
    assert!(done * 100 >= all * EVALUATED, "{done} of {all}");
}

#[test]
#[ignore = "builds a program in Go; `.ci/objects` runs it"]
fn kubernetes_refuses_whatever_is_warned_about() {
    let mut lines = String::new();
    for it in judged(&mut Answered::new()) {
        let broken: Vec<_> =
            it.broken.iter().map(|(path, rule)| json!({ "path": path, "rule": rule })).collect();
        let claim = json!({
            "group": it.kind.group, "kind": it.kind.name, "version": it.kind.version,
            "object": it.object, "broken": broken,
        });
        lines.push_str(&claim.to_string());
        lines.push('\n');
    }
    let mut judge = Command::new("go");
    judge.arg("-C").arg(beside("ci/judges")).args(["run", "./objects", "claims"]);
    // A folder that is not there has no path.
    judge.args(["../shared/crds", PROBE].iter().filter_map(|it| beside(it).canonicalize().ok()));
    let Ok(mut judge) = judge.stdin(Stdio::piped()).spawn() else {
        assert_ne!(std::env::var("PDL_TOOLS").as_deref(), Ok("required"), "there is no Go");
        eprintln!("skipped: there is no Go");
        return;
    };
    let mut input = judge.stdin.take().expect("it reads");
    input.write_all(lines.as_bytes()).expect("it reads to the end");
    drop(input);
    assert!(judge.wait().expect("it ends").success(), "Kubernetes accepts what is warned about");
}

#[test]
fn a_path_is_read_as_steps() {
    for (path, expected) in [
        (".a.b", &["a", "b"][..]),
        (".a['b.c'].d", &["a", "b.c", "d"]),
        ("['a']", &["a"]),
        (".a[\"b\"]", &["a", "b"]),
        (".a[0]", &[]),
        ("a", &[]),
        ("", &[]),
    ] {
        assert_eq!(steps(path), expected, "{path}");
    }
}
