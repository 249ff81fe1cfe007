//! What several clusters have in common, and what each has beside it: the other way round of the language's deep merge.

use pdl_lang::model::{Entry, Value, ValueKind};

use super::object::entries;

/// What all values say alike; none where they say nothing alike.
pub(super) fn common(values: &[&Value]) -> Option<Value> {
    let (first, others) = values.split_first()?;
    if others.iter().all(|other| other == first) {
        return Some((*first).clone());
    }
    let is_map = |value: &&&Value| matches!(value.kind, ValueKind::Map(_));
    if !values.iter().all(|value| is_map(&value)) {
        return None;
    }
    let mut shared = Vec::new();
    for entry in entries(Some(first)) {
        let key = entry.key.as_str().unwrap_or_default();
        let values: Option<Vec<&Value>> = values.iter().map(|value| value.get(key)).collect();
        if let Some(value) = values.and_then(|values| common(&values)) {
            shared.push(Entry { key: entry.key.clone(), value });
        }
    }
    (!shared.is_empty()).then_some(Value { kind: ValueKind::Map(shared), at: first.at })
}

/// What a value says beside what is common; none if that is all.
pub(super) fn beside(value: &Value, common: Option<&Value>) -> Option<Value> {
    let Some(common) = common else { return Some(value.clone()) };
    if value == common {
        return None;
    }
    let ValueKind::Map(own) = &value.kind else { return Some(value.clone()) };
    let mut left = Vec::new();
    for entry in own {
        let known = common.get(entry.key.as_str().unwrap_or_default());
        if let Some(value) = beside(&entry.value, known) {
            left.push(Entry { key: entry.key.clone(), value });
        }
    }
    (!left.is_empty()).then_some(Value { kind: ValueKind::Map(left), at: value.at })
}

#[cfg(test)]
mod tests {
    use pdl_lang::model::Value;
    use pdl_lang::span::FileId;

    use super::super::object::placeless;
    use super::super::values::inline;
    use super::{beside, common};

    fn yaml(text: &str) -> Value {
        let found = pdl_lang::yaml::read(FileId(0), text, &mut Vec::new());
        placeless(found.into_iter().next().expect("it is a document"))
    }

    #[test]
    fn what_is_common_and_what_is_beside_it_make_the_whole() {
        let one = yaml("{a: 1, b: {c: 2, d: 3}, e: [1], f: {}}");
        let other = yaml("{a: 1, b: {c: 2}, e: [2], f: {g: 1}}");
        let shared = common(&[&one, &other]).expect("they share something");
        assert_eq!(inline(&shared), "{ a: 1, b: { c: 2 } }");
        let left = |value| beside(value, Some(&shared)).map(|it| inline(&it));
        assert_eq!(left(&one).as_deref(), Some("{ b: { d: 3 }, e: [1], f: {  } }"));
        assert_eq!(left(&other).as_deref(), Some("{ e: [2], f: { g: 1 } }"));
        assert_eq!(beside(&one, Some(&one)), None);
        assert_eq!(common(&[&yaml("1"), &yaml("2")]), None);
    }
}
