//! What cannot be emitted is said, with its place.

use pdl_compiler::emit::{Options, emit};

use super::disk::analysis_of;

/// Emits a program that ends with `component`; expects these problems, if any, each with the text at its place.
#[track_caller]
fn check(component: &str, expected: &[(&str, &str)]) {
    let text = format!(
        "cluster one {{}}\ncluster two {{}}\nsprint S 2025-10-20..2025-10-31 {{ story A, story B }}\n{component}\n"
    );
    let analysis = analysis_of(&text);
    let problems = emit(&analysis, &Options::default()).err().unwrap_or_default();
    let found: Vec<(String, &str)> =
        problems.iter().map(|it| (it.to_string(), analysis.program.sources.slice(it.at))).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(text, at)| (text.as_str(), *at)).collect();
    assert_eq!(found, expected);
}

#[test]
fn folders_outside_of_the_program() {
    check(
        "outputs { schedule: \"../x\" }",
        &[("the path `../x` has a part `.` or `..`", "\"../x\"")],
    );
}
