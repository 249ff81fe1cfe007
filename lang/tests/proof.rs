//! The examples of `docs/proof.md`: each, after what all of them continue, says exactly what stands below it.
#![expect(clippy::disallowed_methods, reason = "the test reads the page")]

use std::fs;

use pdl_lang::diagnostic::{Code, Severity};
use pdl_lang::{Options, Program, analyze};

/// Warnings about the plan alone, which small examples are full of.
const ASIDE: &[Code] =
    &[Code::Island, Code::OpenStart, Code::OpenEnd, Code::SerialSprint, Code::UnplannedWorkdays];

/// The blocks of a page, each with its language.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let parts = page.split("```").skip(1).step_by(2);
    parts.filter_map(|it| it.split_once('\n')).collect()
}

/// The findings of a program, a line each.
fn said(text: &str) -> String {
    let analysis = analyze(Program::of_text("platform.pdl", text), &Options::default());
    let found = analysis.diagnostics.iter().filter(|it| !ASIDE.contains(&it.code));
    let lines = found.map(|it| {
        let level = if it.severity == Severity::Error { "error" } else { "warning" };
        format!("{level}[{}] {it}\n", it.code)
    });
    lines.collect()
}

#[test]
fn every_example_says_what_the_page_shows() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/proof.md");
    let page = fs::read_to_string(path).expect("the page is there");
    let blocks = blocks(&page);
    let [("pdl", common), examples @ ..] = blocks.as_slice() else { panic!("no common text") };
    assert_eq!(examples.len(), 20, "examples and what they say");
    for pair in examples.chunks(2) {
        let [("pdl", example), ("text", expected)] = pair else { panic!("{pair:?}") };
        assert_eq!(said(&format!("{common}{example}")), *expected, "{example}");
    }
}
