//! A value of a definition as one that a program could have written, without a place.

use serde_yaml::Value as Yaml;

use crate::model::{Entry, Value, ValueKind};
use crate::span::FileSpan;

/// The value; `None` for what Kubernetes has no values for.
pub(super) fn value(yaml: &Yaml) -> Option<Value> {
    let kind = match yaml {
        Yaml::Tagged(_) => return None,
        Yaml::Null => ValueKind::Null,
        Yaml::Bool(it) => ValueKind::Bool(*it),
        Yaml::Number(it) => match it.as_i64() {
            Some(it) => ValueKind::Int(it),
            None => ValueKind::Float(it.as_f64()?),
        },
        Yaml::String(it) => ValueKind::Str(it.clone()),
        Yaml::Sequence(items) => ValueKind::List(items.iter().map(value).collect::<Option<_>>()?),
        Yaml::Mapping(entries) => {
            let entry = |(key, inner): (&Yaml, &Yaml)| {
                let key = Value::string(key.as_str()?, FileSpan::default());
                Some(Entry { key, value: value(inner)? })
            };
            ValueKind::Map(entries.iter().map(entry).collect::<Option<_>>()?)
        }
    };
    Some(Value { kind, at: FileSpan::default() })
}
