//! Kubernetes' own kinds: structure from the JSON schemas of `kubernetes-validate`, scope and plural from the sources
//! of `k8s-openapi`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::kinds::Kind;
use crate::schema::{Form, Id, Node, Schemas};

const METADATA: &str = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

/// Adds every kind of Kubernetes that is an object: `definitions` is the file of all definitions, `openapi` the
/// folder of the Rust types of the same version.
pub fn read(definitions: &Path, openapi: &Path, schemas: &mut Schemas, kinds: &mut Vec<Kind>) {
    let text = fs::read_to_string(definitions).expect("the definitions can be read");
    let json: Value = serde_json::from_str(&text).expect("the definitions are JSON");
    let definitions = json["$defs"].as_object().expect("there are definitions");
    let mut reader = Reader { definitions, schemas, open: Vec::new(), known: BTreeMap::new() };
    let mut found = Vec::new();
    resources(openapi, &mut found);
    for mut kind in found {
        let is_it = |value: &&Value| {
            value["x-kubernetes-group-version-kind"].as_array().is_some_and(|all| {
                all.len() == 1
                    && all[0]["group"] == kind.group.as_str()
                    && all[0]["version"] == kind.versions[0].as_str()
                    && all[0]["kind"] == kind.name.as_str()
            })
        };
        let Some(definition) = definitions.values().find(is_it) else { continue };
        // What is asked of an API server once, and never kept, is no object of a plan.
        let is_asked = matches!(kind.group.as_str(), "authentication.k8s.io" | "authorization.k8s.io");
        if is_asked || matches!(kind.name.as_str(), "Binding" | "ComponentStatus") {
            continue;
        }
        if definition["properties"]["metadata"]["$ref"] != format!("#/$defs/{METADATA}") {
            continue;
        }
        let root = reader.root(definition);
        reader.schemas.roots.insert(format!("{}/{}/{}", kind.group, kind.versions[0], kind.name), root);
        kind.block = Some("kubernetes".to_owned());
        kinds.push(kind);
    }
}

/// The resources that `impl crate::Resource for …` describes, in a folder and below.
fn resources(folder: &Path, found: &mut Vec<Kind>) {
    let entries = fs::read_dir(folder).expect("a folder can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|it| it.expect("a folder can be listed").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            resources(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source can be read");
        let constant = |name: &str| {
            let start = text.find(&format!("const {name}: &'static str = \""))?;
            let quoted = text[start..].split('"').nth(1)?;
            Some(quoted.to_owned())
        };
        let (Some(group), Some(version)) = (constant("GROUP"), constant("VERSION")) else { continue };
        let (Some(name), Some(plural)) = (constant("KIND"), constant("URL_PATH_SEGMENT")) else { continue };
        let is_namespaced = text.contains("type Scope = crate::NamespaceResourceScope");
        let is_object = is_namespaced || text.contains("type Scope = crate::ClusterResourceScope");
        if is_object && !plural.is_empty() {
            let versions = vec![version];
            found.push(Kind { group, name, plural, is_namespaced, versions, short_names: Vec::new(), block: None });
        }
    }
}

struct Reader<'d> {
    definitions: &'d serde_json::Map<String, Value>,
    schemas: &'d mut Schemas,
    /// The definitions that are being read: one that names itself may hold anything there.
    open: Vec<String>,
    known: BTreeMap<String, Id>,
}

impl Reader<'_> {
    /// An object without what every object has.
    fn root(&mut self, definition: &Value) -> Id {
        let without = ["apiVersion", "kind", "metadata", "status"];
        self.object(definition, &without)
    }

    fn object(&mut self, definition: &Value, without: &[&str]) -> Id {
        let required: Vec<&str> =
            definition["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut fields = BTreeMap::new();
        for (name, value) in definition["properties"].as_object().into_iter().flatten() {
            if !without.contains(&name.as_str()) {
                let id = self.node(value);
                fields.insert(name.clone(), (id, required.contains(&name.as_str())));
            }
        }
        self.schemas.add(Node::of(Form::Object { fields, is_embedded: false }))
    }

    fn reference(&mut self, name: &str) -> Id {
        if let Some(id) = self.known.get(name) {
            return *id;
        }
        let form = match name.rsplit('.').next() {
            _ if name == METADATA => Some(Form::Metadata),
            Some("Quantity") => Some(Form::Quantity),
            Some("IntOrString") => Some(Form::IntOrString),
            Some("Time" | "MicroTime") => Some(Form::Text),
            _ if self.open.iter().any(|open| open == name) => Some(Form::Any),
            _ => None,
        };
        if let Some(form) = form {
            let format = (form == Form::Text).then(|| "date-time".to_owned());
            return self.schemas.add(Node { format, ..Node::of(form) });
        }
        self.open.push(name.to_owned());
        let definition = &self.definitions[name];
        let id = self.node(definition);
        self.open.pop();
        // What was cut short inside a circle is right only there.
        if self.open.is_empty() || !name.contains("JSONSchema") {
            self.known.insert(name.to_owned(), id);
        }
        id
    }

    fn node(&mut self, value: &Value) -> Id {
        if let Some(target) = value["$ref"].as_str() {
            let name = target.rsplit('/').next().expect("a reference has a name").to_owned();
            return self.reference(&name);
        }
        let of = match &value["type"] {
            Value::Array(types) => types[0].as_str(),
            other => other.as_str(),
        };
        let form = match of {
            Some("boolean") => Form::Bool,
            Some("integer") => Form::Integer,
            Some("number") => Form::Number,
            Some("string") => Form::Text,
            Some("array") => return self.list(value),
            Some("object") if value["properties"].is_object() => return self.object(value, &[]),
            Some("object") if value["additionalProperties"].is_object() => {
                Form::Map(self.node(&value["additionalProperties"]))
            }
            Some("object") => Form::Map(self.schemas.add(Node::of(Form::Any))),
            _ => Form::Any,
        };
        let format = value["format"].as_str().filter(|it| matches!(*it, "byte" | "date-time"));
        self.schemas.add(Node { format: format.map(str::to_owned), ..Node::of(form) })
    }

    fn list(&mut self, value: &Value) -> Id {
        let item = self.node(&value["items"]);
        let keys = value["x-kubernetes-list-map-keys"].as_array().into_iter().flatten();
        let keys = keys.filter_map(Value::as_str).map(str::to_owned).collect();
        let is_set = value["x-kubernetes-list-type"] == "set";
        self.schemas.add(Node::of(Form::List { item, keys, is_set }))
    }
}
