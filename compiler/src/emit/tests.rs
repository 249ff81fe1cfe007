//! The published schemas of JSON documents, derived from the types that are written.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk and at UPDATE")]

use std::fs;
use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

/// Holds `docs/schema/<name>.json` to the type `T`; `UPDATE=1` writes it anew.
#[track_caller]
pub(super) fn check_schema<T: JsonSchema>(name: &str, id: &str) {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = SchemaGenerator::new(settings).into_root_schema_for::<T>();
    let mut schema = serde_json::to_value(schema).expect("a schema is JSON");
    schema["$id"] = Value::from(id);
    let mut expected = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    expected.push('\n');
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schema");
    let path = folder.join(format!("{name}.json"));
    if std::env::var("UPDATE").is_ok_and(|it| it == "1") {
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(&path, &expected).expect("a file");
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(published == expected, "{} is not current (UPDATE=1)", path.display());
}
