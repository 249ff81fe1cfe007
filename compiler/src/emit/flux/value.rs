//! Values of a delivery as YAML.

use pdl_lang::model::{Value, ValueKind};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

/// A value that holds no reference any more.
pub(in crate::emit) struct Resolved<'v>(pub(in crate::emit) &'v Value);

impl Serialize for Resolved<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.kind {
            ValueKind::Null => serializer.serialize_unit(),
            ValueKind::Bool(value) => serializer.serialize_bool(*value),
            ValueKind::Int(value) => serializer.serialize_i64(*value),
            ValueKind::Float(value) => serializer.serialize_f64(*value),
            ValueKind::Str(text) => serializer.serialize_str(text),
            ValueKind::List(values) => serializer.collect_seq(values.iter().map(Resolved)),
            ValueKind::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for entry in entries {
                    map.serialize_entry(&key(&entry.key), &Resolved(&entry.value))?;
                }
                map.end()
            }
            _ => match self.0.print() {
                Some(text) => serializer.serialize_str(&text),
                None => Err(S::Error::custom("a delivery holds no references")),
            },
        }
    }
}

/// A key as the string that it becomes.
fn key(value: &Value) -> String {
    value.print().unwrap_or_default()
}
