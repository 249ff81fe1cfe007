//! What many references may cost, and what computed keys come to.

use crate::diagnostic::Code;
use crate::{Options, Program, analyze};

fn errors(text: &str) -> Vec<Code> {
    let analysis = analyze(Program::of_text("platform.pdl", text), &Options::default());
    let found = analysis.diagnostics.iter().map(|it| it.code);
    found.filter(|code| matches!(code, Code::UnknownReference | Code::ReferenceCycle)).collect()
}

#[test]
fn references_through_computed_keys_do_not_use_up_a_budget() {
    // A key of half a megabyte, which each reference to another key compares.
    let long = "x".repeat(500_000);
    let settings: String =
        (0..40).fold(String::new(), |text, it| text + &format!("settings {{ s{it}: m.b }}\n"));
    let maps = "settings { a: \"a\", b: \"b\", m: { \"${long}${a}\": 1, \"${b}\": 2 } }\n";
    let text = format!("settings {{ long: \"{long}\" }}\n{maps}{settings}");
    assert_eq!(errors(&text), []);
    let unknown = text.replace("m.b }", "m.c }");
    assert_eq!(errors(&unknown), [Code::UnknownReference; 40]);
}

#[test]
fn computed_keys_that_need_themselves_are_a_circle() {
    let text = "settings { m: { \"${m.x}\": 1, \"${m.y}\": 2 }, a: m.z }\n";
    let found = errors(text);
    assert!(found.contains(&Code::ReferenceCycle), "{found:?}");
}
