//! Every reader at hand must read back what was written.
//!
//! The readers that are programs (`ci/judges/readers.py`, `ci/judges/readers/`) are given folders of documents beside
//! what they mean, and compare by themselves.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::corpus;
use crate::emit::yaml::to_string;

const JUDGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ci/judges");

fn written(document: &Value) -> String {
    to_string(document).expect("it can be written")
}

#[test]
fn our_own_reader_reads_what_was_written() {
    for (name, document) in corpus::chosen().into_iter().chain(corpus::drawn()) {
        let back: Value = serde_yaml::from_str(&written(&document)).expect("it can be read");
        assert_eq!(back, document, "{name}");
    }
}

#[test]
fn readers_in_python_read_the_chosen_strings() {
    let folder = folder(&corpus::chosen());
    judge(python(folder.path()), "no python3 with PyYAML and ruamel.yaml");
}

#[test]
fn readers_in_go_read_the_chosen_strings() {
    let folder = folder(&corpus::chosen());
    judge(go(folder.path()), "no Go with the modules of `ci/judges`");
}

#[test]
#[ignore = "takes a minute; `.ci/yaml` runs it"]
fn readers_in_python_read_any_string() {
    let folder = folder(&corpus::drawn());
    judge(python(folder.path()), "no python3 with PyYAML and ruamel.yaml");
}

#[test]
#[ignore = "takes long beside its neighbours; `.ci/yaml` runs it"]
fn readers_in_go_read_any_string() {
    let folder = folder(&corpus::drawn());
    judge(go(folder.path()), "no Go with the modules of `ci/judges`");
}

#[test]
fn readers_object_to_what_they_read_otherwise() {
    let folder = folder(&[]);
    write(&folder.path().join("on.yaml"), "apiVersion: v1\nkind: K\na: on\n");
    write(&folder.path().join("on.json"), r#"{"apiVersion": "v1", "kind": "K", "a": "on"}"#);
    for output in [python(folder.path()), go(folder.path())].into_iter().flatten() {
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains("on.yaml: "), "{text}");
    }
}

/// Writes each document beside the JSON that it means.
fn folder(documents: &[(String, Value)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, document) in documents {
        let path = folder.path().join(name);
        write(&path.with_extension("yaml"), &written(document));
        write(&path.with_extension("json"), &document.to_string());
    }
    folder
}

#[expect(clippy::disallowed_methods, reason = "the test hands files to other programs")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("the folder can be written to");
}

/// What the readers in Python say; `None` where there are none.
fn python(folder: &Path) -> Option<Output> {
    let has_libraries = Command::new("python3").args(["-c", "import yaml, ruamel.yaml"]).output();
    if !has_libraries.is_ok_and(|output| output.status.success()) {
        return None;
    }
    let mut python = Command::new("python3");
    let output = python.arg(format!("{JUDGES}/readers.py")).arg(folder).output();
    Some(output.expect("it was there a moment ago"))
}

/// What the readers in Go say; `None` where they cannot be built from what is on this machine.
fn go(folder: &Path) -> Option<Output> {
    let folder = folder.to_str().expect("the folder's name is UTF-8");
    let go = |arguments: &[&str]| {
        let mut go = Command::new("go");
        go.args(["-C", JUDGES]).args(arguments).env("GOPROXY", "off").env("GOFLAGS", "").output()
    };
    let can_build = go(&["list", "-deps", "./readers"]);
    if !can_build.is_ok_and(|output| output.status.success()) {
        return None;
    }
    Some(go(&["run", "./readers", folder]).expect("it was there a moment ago"))
}

/// Passes on what the readers counted, for those who run tests with `--nocapture`.
#[track_caller]
#[expect(clippy::print_stderr, reason = "the test runner catches it")]
fn judge(output: Option<Output>, missing: &str) {
    let Some(output) = output else { return skipped(missing) };
    eprint!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Says on the terminal, past the test runner, that a tool is missing; where tools are required, fails.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "`.ci/run` says so in the environment")]
fn skipped(line: &str) {
    assert!(std::env::var("PDL_TOOLS").as_deref() != Ok("required"), "{line}");
    let mut stderr = std::io::stderr();
    writeln!(stderr, "SKIPPED: {line} to read YAML with").expect("the terminal can be written to");
}

proptest::proptest! {
    #[test]
    fn any_string_is_read_back(strings in proptest::collection::vec(".{0,12}|[ -~\\n\\t]{0,24}|[-+0-9_.:eExob/ ]{1,10}", 1..24)) {
        let document = corpus::document(&strings);
        let back: Value = serde_yaml::from_str(&written(&document)).expect("it can be read");
        proptest::prop_assert_eq!(back, document);
    }
}
