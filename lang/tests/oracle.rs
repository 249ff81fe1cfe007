//! Another judge of the same objects: what a JSON Schema library says of every object of `out/`, and of each with one
//! thing changed, must be what `pdlc` says, where both can tell.
//!
//! Unknown fields are left aside: JSON Schema lets them pass. So is `null`, which a server takes for nothing.
#![expect(clippy::disallowed_methods, reason = "tests read the repository")]
#![expect(clippy::print_stderr, reason = "a test says how much it judged")]

#[path = "support/beside.rs"]
mod beside;
#[path = "support/memory.rs"]
mod memory;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use memory::MemoryFiles;
use pdl_lang::diagnostic::Code;
use pdl_lang::{Options, Program, analyze};
use serde_json::{Value, json};

/// What a program begins with: one object a line follows.
const HEAD: &str = "platform shop { schemas: [\"crd.yaml\"] }
cluster infra { }
sprint S0 2025-10-21..2025-10-24 { story A }
component a {
story: A
namespace: shop
";

/// A version of a kind, in full, with its definition and what the library made of it.
struct Definition {
    text: String,
    validator: Validator,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn collect(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(std::fs::read_to_string(&path).expect("the file is UTF-8"));
        }
    }
    found.sort();
}

/// The definitions beside the repository, by `group/version/Kind`.
fn definitions() -> BTreeMap<String, Definition> {
    let mut found = BTreeMap::new();
    let Some(folder) = beside::shared("crds") else { return found };
    let mut texts = Vec::new();
    collect(&folder, &mut texts);
    for text in texts {
        let crd: Value = serde_yaml::from_str(&text).expect("a definition is YAML");
        let (group, kind) = (&crd["spec"]["group"], &crd["spec"]["names"]["kind"]);
        for version in crd["spec"]["versions"].as_array().into_iter().flatten() {
            let name = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let full = format!("{}/{}/{}", name(group), name(&version["name"]), name(kind));
            let mut schema = version["schema"]["openAPIV3Schema"].clone();
            translate(&mut schema);
            let Ok(validator) = jsonschema::options().should_validate_formats(true).build(&schema)
            else {
                continue;
            };
            found.insert(full, Definition { text: text.clone(), validator });
        }
    }
    found
}

/// Makes JSON Schema of what Kubernetes calls it: exclusive bounds are flags there, and what has a default is filled in
/// before anybody asks whether it is there.
fn translate(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            let properties = map.get("properties").cloned().unwrap_or_default();
            if let Some(Value::Array(required)) = map.get_mut("required") {
                required.retain(|name| {
                    properties[name.as_str().unwrap_or_default()].get("default").is_none()
                });
            }
            for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")]
            {
                if map.get(flag).is_some_and(Value::is_boolean) {
                    let is_set = map.remove(flag) == Some(json!(true));
                    if let Some(bound) = map.remove(bound) {
                        map.insert(if is_set { flag } else { bound_name(flag) }.to_owned(), bound);
                    }
                }
            }
            map.values_mut().for_each(translate);
        }
        Value::Array(items) => items.iter_mut().for_each(translate),
        _ => {}
    }
}

fn bound_name(flag: &str) -> &str {
    if flag == "exclusiveMinimum" { "minimum" } else { "maximum" }
}

/// The objects of the emitted trees.
fn objects() -> Vec<Value> {
    let mut texts = Vec::new();
    collect(&root().join("out/flux"), &mut texts);
    let objects = texts.iter().filter_map(|text| serde_yaml::from_str::<Value>(text).ok());
    objects.filter(|object| object["kind"].is_string()).collect()
}

/// An object with one thing changed, for every place in it that is not the metadata.
fn mutations(object: &Value) -> Vec<Value> {
    let mut places = Vec::new();
    for (key, value) in object.as_object().into_iter().flatten() {
        if !["apiVersion", "kind", "metadata", "status"].contains(&key.as_str()) {
            descend(value, &format!("/{}", escaped(key)), &mut places);
        }
    }
    let mut found = Vec::new();
    for place in places {
        let old = object.pointer(&place).expect("the place was found in it").clone();
        let others =
            [json!(true), json!(-7), json!(99_999_999), json!("zz zz"), json!([]), json!({})];
        for other in others.into_iter().filter(|other| *other != old) {
            let mut changed = object.clone();
            *changed.pointer_mut(&place).expect("the place was found in it") = other;
            found.push(changed);
        }
        let (parent, key) = place.rsplit_once('/').expect("a place has a parent");
        let mut changed = object.clone();
        if let Some(Value::Object(map)) = changed.pointer_mut(parent) {
            map.remove(&key.replace("~1", "/").replace("~0", "~"));
            found.push(changed);
        }
    }
    found
}

fn descend(value: &Value, place: &str, places: &mut Vec<String>) {
    places.push(place.to_owned());
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                descend(value, &format!("{place}/{}", escaped(key)), places);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                descend(value, &format!("{place}/{index}"), places);
            }
        }
        _ => {}
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A value as PDL writes it.
fn print(value: &Value) -> String {
    match value {
        Value::String(text) => {
            let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$");
            format!("\"{}\"", text.replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r"))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(print).collect::<Vec<_>>().join(", "))
        }
        Value::Object(map) => {
            let entries = map.iter();
            let entries = entries.map(|(key, value)| {
                format!("{}: {}", print(&Value::String(key.clone())), print(value))
            });
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// Whether `pdlc` refuses each of some objects, all of one kind.
fn refused(full: &str, definition: &Definition, objects: &[Value]) -> Vec<bool> {
    let mut text = HEAD.to_owned();
    for (index, object) in objects.iter().enumerate() {
        let mut body = object.as_object().expect("an object").clone();
        for key in ["apiVersion", "kind", "metadata", "status"] {
            body.remove(key);
        }
        let fields: Vec<String> =
            body.iter().map(|(key, value)| format!("{key}: {}", print(value))).collect();
        let fields = fields.join(", ");
        let _ = writeln!(text, "resource {full} \"o{index}\" {{ {fields} }}");
    }
    text.push_str("}\n");
    let mut files = MemoryFiles::default();
    files.put("platform.pdl", text);
    files.put("crd.yaml", definition.text.as_str());
    let program = Program::load("platform.pdl", &files).expect("the root can be read");
    let analysis = analyze(program, &Options::default());
    let mut refused = vec![false; objects.len()];
    let first = HEAD.lines().count();
    let syntax = analysis.diagnostics.iter().find(|it| it.code.number() < 3000);
    assert!(syntax.is_none(), "{full}: {syntax:?}");
    for found in &analysis.diagnostics {
        let judged = (Code::ObjectFieldType..=Code::ObjectAlternatives).contains(&found.code);
        if judged {
            let source = analysis.program.sources.get(found.at().file);
            refused[source.lines().line(found.at().span.start) as usize - first] = true;
        }
    }
    refused
}

/// Whether a mutation stands where Kubernetes or a controller has a rule that no definition writes down: a label's value,
/// a schedule.
fn breaks_unwritten_rule(object: &Value) -> bool {
    match object {
        Value::Object(fields) => fields.iter().any(|(key, value)| match (key.as_str(), value) {
            ("matchLabels", Value::Object(labels)) => labels.values().any(|it| it == "zz zz"),
            ("schedule", value) if value == "zz zz" => true,
            (_, value) => breaks_unwritten_rule(value),
        }),
        Value::Array(items) => items.iter().any(breaks_unwritten_rule),
        _ => false,
    }
}

#[test]
fn both_judges_agree() {
    let definitions = definitions();
    let mut by_kind: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for object in objects() {
        let (api, kind) = (object["apiVersion"].as_str(), object["kind"].as_str());
        let full = format!("{}/{}", api.unwrap_or_default(), kind.unwrap_or_default());
        if definitions.contains_key(&full) {
            let known = by_kind.entry(full).or_default();
            if known.iter().all(|it| it["spec"] != object["spec"]) {
                known.extend(mutations(&object));
                known.push(object);
            }
        }
    }
    let (mut judged, mut bad, mut wrong) = (0_usize, 0_usize, Vec::new());
    for (full, objects) in &by_kind {
        let definition = &definitions[full];
        for (object, refused) in objects.iter().zip(refused(full, definition, objects)) {
            let valid = definition.validator.is_valid(object);
            judged += 1;
            bad += usize::from(refused);
            if valid == refused && !(refused && breaks_unwritten_rule(object)) {
                let why = definition.validator.iter_errors(object).next().map(|it| it.to_string());
                wrong.push(format!("{full}: the library says {why:?} of\n  {}", print(object)));
            }
        }
    }
    eprintln!("{judged} objects of {} kinds, {bad} of them refused by both", by_kind.len());
    assert!(
        wrong.is_empty(),
        "{} of {judged}:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(12)].join("\n")
    );
}
