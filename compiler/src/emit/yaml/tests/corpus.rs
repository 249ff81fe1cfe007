//! Documents that hold strings wherever a string may stand.

use serde_json::{Map, Value, json};

use super::{random, strings};

/// How many strings stand in a document.
const CHUNK: usize = 250;

/// How many strings nobody chose.
const RANDOM: usize = 10_000;

/// The chosen strings in documents, with names.
pub(super) fn chosen() -> Vec<(String, Value)> {
    documents("chosen", &strings::all())
}

/// The strings that nobody chose, the same on every run.
pub(super) fn drawn() -> Vec<(String, Value)> {
    documents("random", &random::strings(RANDOM))
}

fn documents(name: &str, strings: &[String]) -> Vec<(String, Value)> {
    let chunks = strings.chunks(CHUNK).enumerate();
    chunks.map(|(at, chunk)| (format!("{name}-{at:03}"), document(chunk))).collect()
}

/// Every string as a value, an item, a nested value, a key, and the key of an item; an object as Kubernetes wants them.
pub(super) fn document(strings: &[String]) -> Value {
    let keys: Map<String, Value> =
        strings.iter().enumerate().map(|(at, it)| (it.clone(), json!(at))).collect();
    let values: Map<String, Value> =
        strings.iter().enumerate().map(|(at, it)| (format!("v{at}"), json!(it))).collect();
    let pairs = |it: &String| Map::from_iter([(it.clone(), json!({ it: it, "z": it }))]);
    let pairs: Vec<Map<String, Value>> = strings.iter().map(pairs).collect();
    let nested: Vec<Value> = strings.iter().map(|it| json!([{ "a": [it], "b": it }])).collect();
    json!({
        "apiVersion": "judge/v1",
        "kind": "Strings",
        "keys": keys,
        "values": values,
        "items": strings,
        "nested": nested,
        "pairs": pairs,
    })
}
