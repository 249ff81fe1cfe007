//! `docs/language.md` is true: its reference is the table's, its examples compile.
#![expect(clippy::disallowed_methods, reason = "tests read the repository")]

use std::path::PathBuf;

use pdl_lang::{Options, Program, analyze, table};

const MARK: &str = "## Reference\n\n";

fn page() -> (PathBuf, String) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/language.md");
    let text = std::fs::read_to_string(&path).expect("docs/language.md is there");
    (path, text)
}

#[test]
fn the_reference_is_the_one_of_the_table() {
    let (path, text) = page();
    let (prose, reference) = text.split_once(MARK).expect("the page has a reference");
    let expected = table::reference().trim_end().to_owned() + "\n";
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(path, format!("{prose}{MARK}{expected}")).expect("docs can be written");
    } else {
        assert_eq!(reference, expected, "run with UPDATE=1 to write it again");
    }
}

#[test]
fn every_example_compiles() {
    let (_, text) = page();
    let examples: Vec<&str> = text
        .split("```pdl\n")
        .skip(1)
        .map(|rest| rest.split("```").next().expect("a split has a first part"))
        .collect();
    assert!(examples.len() > 10, "the page shows examples");
    for example in examples {
        let analysis = analyze(Program::of_text("example.pdl", example), &Options::default());
        assert!(!analysis.has_errors(), "{example}\n{:#?}", analysis.diagnostics);
    }
}
