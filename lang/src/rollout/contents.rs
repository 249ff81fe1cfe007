//! Which keys the Secrets and `ConfigMap`s have that a cluster gets.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::path::each;
use super::products::products;
use super::references::Referred;
use super::{Target, Tree, needs};
use crate::deliver::KubeObject;
use crate::model::{Inventory, Value, ValueKind};
use crate::span::FileSpan;

/// Keys; `None` if they cannot be told.
type Known = Option<BTreeSet<SmolStr>>;

/// What is in something that a controller makes.
pub(super) enum Contents {
    /// Nobody can tell.
    Unknown,
    /// Always these keys.
    Keys(&'static [&'static str]),
    /// What the object says that it is made from.
    Of(fn(&KubeObject) -> BTreeSet<SmolStr>),
    /// The same, as far as that can be told.
    Perhaps(fn(&KubeObject) -> Known),
    /// The same, with what stores hold.
    Fetched(fn(&KubeObject, &[Inventory]) -> Known),
}

impl Contents {
    fn keys(&self, object: &KubeObject, inventories: &[Inventory]) -> Known {
        match self {
            Self::Unknown => None,
            Self::Keys(keys) => Some(keys.iter().map(|key| SmolStr::new_static(key)).collect()),
            Self::Of(of) => Some(of(object)),
            Self::Perhaps(of) => of(object),
            Self::Fetched(of) => of(object, inventories),
        }
    }
}

/// Where a Secret or `ConfigMap` comes from, and its keys as far as they come from there.
#[derive(Debug)]
pub(crate) struct Source {
    /// The object that is it, or that a controller makes it from: `ExternalSecret/databases/app`.
    pub(crate) object: String,
    /// Where that is written.
    pub(crate) at: FileSpan,
    /// Whether it is the object itself.
    pub(crate) is_itself: bool,
    /// The keys; `None` if they cannot be told.
    pub(crate) keys: Known,
}

/// Where everything comes from of which an object on a cluster takes keys.
pub(crate) fn sources<'t>(
    tree: &'t Tree,
    inventories: &[Inventory],
) -> BTreeMap<&'t Target, Vec<Source>> {
    let needs = tree.units.iter().flat_map(|unit| &unit.needs);
    let asked = needs.filter(|need| !need.keys.is_empty());
    let mut sources: BTreeMap<&Target, Vec<Source>> =
        asked.map(|need| (&need.target, Vec::new())).collect();
    if sources.is_empty() {
        return sources;
    }
    for (object, placed) in tree.units.iter().flat_map(super::Unit::placed) {
        let kind = placed.kind.without_version();
        let namespace = placed.namespace.as_deref();
        let mut add = |kind, name: &str, is_itself, keys: &dyn Fn() -> Known| {
            let target = Target::Object {
                kind,
                namespace: namespace.map(SmolStr::new),
                name: Some(name.into()),
            };
            if let Some(found) = sources.get_mut(&target) {
                let label = needs::label(&placed.kind, namespace, &object.name);
                found.push(Source { object: label, at: object.at, is_itself, keys: keys() });
            }
        };
        if let "Secret" | "ConfigMap" = kind.as_str()
            && let Some(Referred { kind, .. }) = Referred::of(&kind)
        {
            add(kind, &object.name, true, &|| written(object));
        }
        for (product, name) in products(&kind, object) {
            let Some(name) = name else { continue };
            add(product.kind, &name, false, &|| product.contents.keys(object, inventories));
        }
    }
    sources
}

/// The keys of a map; `None` of something else.
fn keys(value: &Value) -> Known {
    let ValueKind::Map(entries) = &value.kind else { return None };
    entries.iter().map(|entry| entry.key.as_str().map(SmolStr::new)).collect()
}

/// All keys that are written in one of some maps.
fn all(body: &Value, paths: &[&str]) -> Known {
    let mut found = Some(BTreeSet::new());
    for path in paths {
        each(body, path, &mut |value| join(&mut found, keys(value)));
    }
    found
}

/// What is unknown makes the whole unknown.
fn join(known: &mut Known, more: Known) {
    match (known.as_mut(), more) {
        (Some(known), Some(more)) => known.extend(more),
        _ => *known = None,
    }
}

/// A Secret or `ConfigMap`.
fn written(object: &KubeObject) -> Known {
    all(&object.body, &["data", "binaryData", "stringData"])
}

pub(super) fn sealed(object: &KubeObject) -> Known {
    all(&object.body, &["spec encryptedData", "spec template data"])
}

/// What is fetched, or what a template makes of it.
pub(super) fn external_secret(object: &KubeObject, inventories: &[Inventory]) -> Known {
    let spec = object.body.get("spec")?;
    let target = spec.get("target");
    let template = target.and_then(|it| it.get("template"));
    let policy = target.and_then(|it| it.get("creationPolicy")).and_then(Value::as_str);
    // What is put into a Secret of somebody else is not all that is in it.
    if matches!(policy, Some("Merge" | "None")) {
        return None;
    }
    let Some(template) = template else { return fetched(spec, inventories) };
    let mut made = all(template, &["data"]);
    each(template, "templateFrom[]", &mut |from| join(&mut made, rendered(from)));
    // An empty template is none.
    let is_written = ["data", "templateFrom"].into_iter().any(|it| match template.get(it) {
        Some(Value { kind: ValueKind::Map(entries), .. }) => !entries.is_empty(),
        Some(Value { kind: ValueKind::List(items), .. }) => !items.is_empty(),
        other => other.is_some(),
    });
    let is_merged = template.get("mergePolicy").and_then(Value::as_str) == Some("Merge");
    if is_merged || !is_written {
        join(&mut made, fetched(spec, inventories));
    }
    made
}

/// What is fetched, one by one or as whole items.
fn fetched(spec: &Value, inventories: &[Inventory]) -> Known {
    let usual = spec.get("secretStoreRef");
    let mut found = Some(BTreeSet::new());
    each(spec, "data[]", &mut |entry| {
        let key = entry.get("secretKey").and_then(Value::as_str);
        join(&mut found, key.map(|key| BTreeSet::from([key.into()])));
    });
    each(spec, "dataFrom[]", &mut |entry| join(&mut found, extracted(entry, usual, inventories)));
    found
}

/// The keys of an item that comes as a whole: its properties, if an inventory lists them.
///
/// What is found by its name, made by a generator or renamed is known to the operator alone.
fn extracted(entry: &Value, usual: Option<&Value>, inventories: &[Inventory]) -> Known {
    let source = entry.get("sourceRef");
    let text = |value: &Value, key| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let is_made = source.is_some_and(|it| it.get("storeRef").is_none());
    let is_renamed = entry.get("rewrite").is_some();
    let extract = entry.get("extract").filter(|_| !is_made && !is_renamed)?;
    let is_other = text(extract, "metadataPolicy").is_some_and(|policy| policy != "None");
    if is_other || extract.get("property").is_some() {
        return None;
    }
    let store = source.and_then(|it| it.get("storeRef")).or(usual)?.get("name")?.as_str()?;
    let key = extract.get("key")?.as_str()?;
    let held = inventories.iter().filter(|it| it.store.text == store).flat_map(|it| &it.items);
    // Without properties an inventory says that there is an item, not what is in it.
    let item = held.into_iter().find(|it| it.name.text == key && !it.properties.is_empty())?;
    let is_unicode = text(extract, "conversionStrategy").as_deref() == Some("Unicode");
    Some(item.properties.iter().map(|it| converted(&it.value, is_unicode)).collect())
}

/// The key that a property becomes, without what no key may hold.
fn converted(property: &str, is_unicode: bool) -> SmolStr {
    let mut key = String::with_capacity(property.len());
    for character in property.chars() {
        match character {
            '-' | '.' | '_' => key.push(character),
            _ if character.is_alphanumeric() => key.push(character),
            _ if is_unicode => key.extend(format!("_U{:04x}_", u32::from(character)).chars()),
            _ => key.push('_'),
        }
    }
    key.into()
}

/// What a template of its own makes: a key a file, unless it writes the keys itself.
fn rendered(from: &Value) -> Known {
    let target = from.get("target").and_then(Value::as_str);
    if target.is_some_and(|target| target != "Data") {
        return Some(BTreeSet::new());
    }
    let mut found = from.get("literal").is_none().then(BTreeSet::new);
    for path in ["configMap items[]", "secret items[]"] {
        each(from, path, &mut |item| {
            let is_all = item.get("templateAs").and_then(Value::as_str) == Some("KeysAndValues");
            let key = item.get("key").and_then(Value::as_str).filter(|_| !is_all);
            join(&mut found, key.map(|key| BTreeSet::from([key.into()])));
        });
    }
    found
}

pub(super) fn certificate(object: &KubeObject) -> BTreeSet<SmolStr> {
    const ALWAYS: [&str; 3] = ["ca.crt", "tls.crt", "tls.key"];
    let mut found: BTreeSet<SmolStr> = ALWAYS.into_iter().map(SmolStr::new_static).collect();
    let body = &object.body;
    for (path, names) in [
        ("spec keystores jks create", ["keystore.jks", "truststore.jks"]),
        ("spec keystores pkcs12 create", ["keystore.p12", "truststore.p12"]),
    ] {
        each(body, path, &mut |value| {
            if matches!(value.kind, ValueKind::Bool(true)) {
                found.extend(names.map(SmolStr::new_static));
            }
        });
    }
    each(body, "spec additionalOutputFormats[] type", &mut |value| match value.as_str() {
        Some("DER") => found.extend(["key.der".into()]),
        Some("CombinedPEM") => found.extend(["tls-combined.pem".into()]),
        _ => {}
    });
    found
}

/// The key of an account with an issuer of certificates.
pub(super) fn account(object: &KubeObject) -> BTreeSet<SmolStr> {
    let mut found = BTreeSet::new();
    each(&object.body, "spec acme privateKeySecretRef", &mut |reference| {
        let key = reference.get("key").and_then(Value::as_str);
        found.insert(key.unwrap_or("tls.key").into());
    });
    found
}

pub(super) fn kafka_user(object: &KubeObject) -> Known {
    const TLS: &[&str] = &["ca.crt", "user.crt", "user.key", "user.p12", "user.password"];
    let mut kind = None;
    each(&object.body, "spec authentication type", &mut |value| kind = value.as_str());
    let keys = match kind? {
        "tls" => TLS,
        "scram-sha-512" => &["password", "sasl.jaas.config"],
        _ => return None,
    };
    Some(keys.iter().map(|key| SmolStr::new_static(key)).collect())
}
