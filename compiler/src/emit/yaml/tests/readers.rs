//! Every reader at hand must read back what was written.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};

use super::strings;
use crate::emit::yaml::to_string;

/// Every string as a value, an item, a nested value and a key.
fn document(strings: &[String]) -> Value {
    let keys: Map<String, Value> =
        strings.iter().enumerate().map(|(at, it)| (it.clone(), json!(at))).collect();
    let values: Map<String, Value> =
        strings.iter().enumerate().map(|(at, it)| (format!("v{at}"), json!(it))).collect();
    let nested: Vec<Value> = strings.iter().map(|it| json!([{ "a": [it], "b": it }])).collect();
    json!({ "keys": keys, "values": values, "items": strings, "nested": nested })
}

#[test]
fn yaml_1_2_reads_what_was_written() {
    let document = document(&strings::all());
    let text = to_string(&document).expect("it can be written");
    let back: Value = serde_yaml::from_str(&text).expect("it can be read");
    assert_eq!(back, document);
}

/// What Python's YAML 1.1 makes of a document, as JSON.
///
/// `None`, with a line that says so, where there is no Python with `PyYAML`.
fn through_python(text: &str) -> Option<Value> {
    const PROGRAM: &str = "import sys, json\ntry:\n    import yaml\nexcept ImportError:\n    sys.exit(7)\nloader = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)\nsource = sys.stdin.buffer.read()\none = yaml.load(source, Loader=loader)\ntwo = yaml.load(source, Loader=yaml.SafeLoader)\nassert one == two\njson.dump(one, sys.stdout)\n";
    let python = Command::new("python3")
        .args(["-c", PROGRAM])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut python) = python else { return None };
    let mut stdin = python.stdin.take().expect("it is piped");
    // A Python without PyYAML ends before it has read everything.
    let sent = stdin.write_all(text.as_bytes());
    drop(stdin);
    let output = python.wait_with_output().expect("it ends");
    if output.status.code() == Some(7) {
        return None;
    }
    sent.expect("it reads everything");
    assert!(output.status.success(), "PyYAML cannot read it");
    Some(serde_json::from_slice(&output.stdout).expect("it prints JSON"))
}

/// Says on the terminal, past the test runner, that a tool is missing; where tools are required, fails.
#[expect(clippy::disallowed_methods, reason = "`.ci/run` says so in the environment")]
fn skipped(line: &str) {
    assert!(std::env::var("PDL_TOOLS").as_deref() != Ok("required"), "{line}");
    let mut stderr = std::io::stderr();
    writeln!(stderr, "SKIPPED: {line}").expect("the terminal can be written to");
}

#[test]
fn yaml_1_1_reads_what_was_written() {
    let strings = strings::all();
    let document = document(&strings);
    let text = to_string(&document).expect("it can be written");
    match through_python(&text) {
        Some(back) => assert_eq!(back, document),
        None => skipped("no python3 with PyYAML to read YAML 1.1 with"),
    }
}

proptest::proptest! {
    #[test]
    fn any_string_is_read_back(strings in proptest::collection::vec(".{0,12}|[ -~\\n\\t]{0,24}|[-+0-9_.:eExob/ ]{1,10}", 1..24)) {
        let document = document(&strings);
        let text = to_string(&document).expect("it can be written");
        let back: Value = serde_yaml::from_str(&text).expect("it can be read");
        proptest::prop_assert_eq!(back, document);
    }
}
