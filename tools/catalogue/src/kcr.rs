//! Custom resources from the sources of the `kcr_…` crates: a struct a type, a field a field, an enum an enumeration.
//!
//! Patterns, ranges, lengths, defaults and the keys of lists did not survive the way into Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, Fields, GenericArgument, Item, ItemEnum, ItemStruct, Lit, PathArguments, Type};

use crate::kinds::Kind;
use crate::schema::{Form, Id, Node, Schemas};

/// Adds every kind that a crate's sources define.
pub fn read(folder: &Path, schemas: &mut Schemas, kinds: &mut Vec<Kind>) {
    let mut files = Vec::new();
    collect(&folder.join("src"), &mut files);
    files.sort();
    for path in files {
        let text = fs::read_to_string(&path).expect("a source can be read");
        let file = syn::parse_file(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let module = Module::of(&file.items);
        for item in module.structs.values() {
            if let Some(kind) = kind(item) {
                let root = module.root(item, schemas);
                schemas.roots.insert(format!("{}/{}/{}", kind.group, kind.versions[0], kind.name), root);
                kinds.push(kind);
            }
        }
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(path).expect("a folder can be listed") {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What `#[kube(…)]` says of a struct, if it is the root of a kind.
fn kind(item: &ItemStruct) -> Option<Kind> {
    let mut words = BTreeMap::new();
    let mut is_namespaced = false;
    for attribute in item.attrs.iter().filter(|it| it.path().is_ident("kube")) {
        attribute
            .parse_nested_meta(|meta| {
                if meta.path.is_ident("namespaced") {
                    is_namespaced = true;
                } else {
                    let name = meta.path.get_ident().expect("a word").to_string();
                    words.insert(name, string(&meta.value()?.parse::<Expr>()?));
                }
                Ok(())
            })
            .expect("`kube` attributes are words and strings");
    }
    Some(Kind {
        group: words.get("group")?.clone(),
        name: words.get("kind")?.clone(),
        plural: words.get("plural")?.clone(),
        is_namespaced,
        versions: vec![words.get("version")?.clone()],
        short_names: Vec::new(),
        block: None,
    })
}

fn string(expression: &Expr) -> String {
    match expression {
        Expr::Lit(it) => match &it.lit {
            Lit::Str(text) => text.value(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// The types of a file by name.
struct Module<'f> {
    structs: BTreeMap<String, &'f ItemStruct>,
    enums: BTreeMap<String, &'f ItemEnum>,
}

impl<'f> Module<'f> {
    fn of(items: &'f [Item]) -> Self {
        let mut module = Self { structs: BTreeMap::new(), enums: BTreeMap::new() };
        for item in items {
            match item {
                Item::Struct(it) => drop(module.structs.insert(it.ident.to_string(), it)),
                Item::Enum(it) => drop(module.enums.insert(it.ident.to_string(), it)),
                _ => {}
            }
        }
        module
    }

    /// The object around a `spec`. It must be there where something in it must.
    fn root(&self, spec: &ItemStruct, schemas: &mut Schemas) -> Id {
        let id = self.object(spec, schemas);
        let needs = match &schemas.nodes[id].form {
            Form::Object { fields, .. } => fields.values().any(|(_, is_required)| *is_required),
            _ => false,
        };
        let fields = BTreeMap::from([("spec".to_owned(), (id, needs))]);
        schemas.add(Node::of(Form::Object { fields, is_embedded: false }))
    }

    fn object(&self, item: &ItemStruct, schemas: &mut Schemas) -> Id {
        let mut fields = BTreeMap::new();
        if let Fields::Named(named) = &item.fields {
            for field in &named.named {
                let own = field.ident.as_ref().expect("a named field").to_string();
                let name = rename(&field.attrs).unwrap_or_else(|| own.trim_start_matches("r#").to_owned());
                let (inner, is_optional) = match argument(&field.ty, "Option") {
                    Some(inner) => (inner, true),
                    None => (&field.ty, false),
                };
                let id = self.type_of(inner, schemas);
                fields.insert(name, (id, !is_optional));
            }
        }
        schemas.add(Node::of(Form::Object { fields, is_embedded: false }))
    }

    fn type_of(&self, of: &Type, schemas: &mut Schemas) -> Id {
        if let Some(item) = argument(of, "Vec") {
            let item = self.type_of(item, schemas);
            return schemas.add(Node::of(Form::List { item, keys: Vec::new(), is_set: false }));
        }
        if let Some(value) = argument(of, "BTreeMap") {
            let mut value = self.type_of(value, schemas);
            // A map of numbers or strings is a list of resources: nothing else in Kubernetes has this type.
            if schemas.nodes[value].form == Form::IntOrString {
                value = schemas.add(Node::of(Form::Quantity));
            }
            return schemas.add(Node::of(Form::Map(value)));
        }
        let name = last(of).expect("a type has a name");
        let form = match name.as_str() {
            "String" => Form::Text,
            "bool" => Form::Bool,
            "i32" | "i64" | "u32" | "u64" => Form::Integer,
            "f32" | "f64" => Form::Number,
            "IntOrString" => Form::IntOrString,
            "Value" | "Condition" | "ObjectReference" => Form::Any,
            _ => {
                if let Some(item) = self.structs.get(&name) {
                    return self.object(item, schemas);
                }
                let item = self.enums.get(&name).unwrap_or_else(|| panic!("unknown type {name}"));
                return self.choice(item, schemas);
            }
        };
        schemas.add(Node::of(form))
    }

    fn choice(&self, item: &ItemEnum, schemas: &mut Schemas) -> Id {
        let names = item.variants.iter().map(|it| rename(&it.attrs).unwrap_or_else(|| it.ident.to_string()));
        let choices: BTreeSet<String> = names.collect();
        let is_number = choices.iter().all(|choice| choice.parse::<i64>().is_ok());
        let form = if is_number { Form::Integer } else { Form::Text };
        let choices = if is_number { Vec::new() } else { choices.into_iter().collect() };
        schemas.add(Node { choices, ..Node::of(form) })
    }
}

/// The name that `#[serde(rename = "…")]` gives.
fn rename(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|it| it.path().is_ident("serde")) {
        attribute
            .parse_nested_meta(|meta| {
                let is_rename = meta.path.is_ident("rename");
                if let Ok(value) = meta.value() {
                    let value = value.parse::<Expr>()?;
                    if is_rename {
                        name = Some(string(&value));
                    }
                }
                Ok(())
            })
            .expect("`serde` attributes are words and strings");
    }
    name
}

fn last(of: &Type) -> Option<String> {
    match of {
        Type::Path(path) => path.path.segments.last().map(|it| it.ident.to_string()),
        _ => None,
    }
}

/// The last argument of a generic type of this name.
fn argument<'t>(of: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = of else { return None };
    let segment = path.path.segments.last().filter(|it| it.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.last()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
