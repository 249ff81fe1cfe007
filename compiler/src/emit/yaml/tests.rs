//! What is written, and whether readers of both versions read it back.

mod corpus;
mod random;
mod readers;
mod strings;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::to_string;

#[track_caller]
fn check(value: &impl Serialize, expected: &str) {
    assert_eq!(to_string(value).expect("it can be written"), format!("---\n{expected}"));
}

#[test]
fn maps_and_lists_nest() {
    #[derive(Serialize)]
    struct Shape {
        list: Vec<Value>,
        nested: Vec<Vec<u8>>,
        map: BTreeMap<&'static str, BTreeMap<&'static str, bool>>,
    }
    let shape = Shape {
        list: vec![json!({"a": 1, "b": [true]}), json!([]), json!({}), json!("x"), json!(null)],
        nested: vec![vec![1, 2], vec![], vec![3]],
        map: BTreeMap::from([("empty", BTreeMap::new()), ("full", BTreeMap::from([("k", true)]))]),
    };
    check(
        &shape,
        "list:\n  - a: 1\n    b:\n      - true\n  - []\n  - {}\n  - x\n  - null\n\
         nested:\n  - - 1\n    - 2\n  - []\n  - - 3\n\
         map:\n  empty: {}\n  full:\n    k: true\n",
    );
    check(&json!([[{"a": {"b": 1}}]]), "- - a:\n      b: 1\n");
    check(&json!({}), "{}\n");
    check(&Vec::<u8>::new(), "[]\n");
}

#[test]
fn strings_are_quoted_where_a_reader_could_err() {
    check(
        &json!({"on": "on", "y": "yes", "version": "1.18.3", "path": "./flux", "url": "oci://a.b/c"}),
        "\"on\": \"on\"\npath: ./flux\nurl: oci://a.b/c\nversion: \"1.18.3\"\n\"y\": \"yes\"\n",
    );
    check(
        &json!([
            "10.244.0.0/16",
            "1h30m",
            "80Gi",
            "1e3m",
            "10.25.11.1",
            "12:30:45",
            "a: b",
            "a #b",
            "a b",
            "~",
            "<<",
            "a<<"
        ]),
        "- 10.244.0.0/16\n- 1h30m\n- 80Gi\n- \"1e3m\"\n- \"10.25.11.1\"\n- \"12:30:45\"\n- \"a: b\"\n- \"a #b\"\n- a b\n- \"~\"\n- \"<<\"\n- \"a<<\"\n",
    );
    check(&json!("\u{202e}a\u{1F600}\u{85}\u{0}é"), "\"\\u202ea\\U0001f600\\x85\\x00é\"\n");
    check(&"Day‑2 – GitOps‑First", "Day‑2 – GitOps‑First\n");
}

#[test]
fn text_of_several_lines_is_a_literal_where_that_is_safe() {
    check(&json!({"a": "x\n\n  y\n"}), "a: |\n  x\n\n    y\n");
    check(&json!({"a": {"b": "x\ny"}}), "a:\n  b: |-\n    x\n    y\n");
    check(&json!(["x\n\ty\n\n", "z"]), "- |+\n  x\n  \ty\n\n- z\n");
    check(&json!({"a": "x \ny"}), "a: \"x \\ny\"\n");
    check(&json!({"a": " x\ny"}), "a: \" x\\ny\"\n");
    check(&json!({"a": "\n"}), "a: \"\\n\"\n");
    check(&json!({"a": "x\r\ny"}), "a: \"x\\r\\ny\"\n");
    check(&json!({"a\nb": 1}), "\"a\\nb\": 1\n");
}

#[test]
fn long_keys_stand_after_a_question_mark() {
    let key = "k".repeat(1001);
    check(&json!({ &key: {"a": 1} }), &format!("? {key}\n:\n  a: 1\n"));
    check(&json!([{ &key: [1] }]), &format!("- ? {key}\n  :\n    - 1\n"));
    check(&json!({ &key: "v" }), &format!("? {key}\n: v\n"));
    check(&json!({ &key: "v\n" }), &format!("? {key}\n: \"v\\n\"\n"));
}

#[test]
fn keys_become_strings() {
    check(&BTreeMap::from([(1, true), (2, false)]), "\"1\": true\n\"2\": false\n");
    check(&BTreeMap::from([(true, 1)]), "\"true\": 1\n");
    assert!(to_string(&BTreeMap::from([(vec![1], 1)])).is_err());
}

#[test]
fn variants_are_maps_of_one_entry() {
    #[derive(Serialize)]
    enum Variant {
        Unit,
        New(u8),
        Tuple(u8, u8),
        Struct { a: u8 },
    }
    let all = [Variant::Unit, Variant::New(1), Variant::Tuple(1, 2), Variant::Struct { a: 1 }];
    check(&all, "- Unit\n- New: 1\n- Tuple:\n    - 1\n    - 2\n- Struct:\n    a: 1\n");
}

#[test]
fn numbers_that_json_lacks_are_refused() {
    assert!(to_string(&f64::NAN).is_err());
    assert!(to_string(&[f64::INFINITY]).is_err());
    assert!(to_string(&u128::MAX).is_err());
    check(&[i64::MIN, -1, 0], "- -9223372036854775808\n- -1\n- 0\n");
    check(&(u64::MAX, 0.5_f32, 1e21_f64), "- 18446744073709551615\n- 0.5\n- 1.0e+21\n");
}
