//! What holds for any document.

use pdl_compiler::import::markdown;
use pdl_lang::format::format;
use pdl_lang::span::FileId;
use proptest::prelude::*;

use super::documents;

/// The source parses, and has its one form.
#[track_caller]
fn check(text: &str) {
    let made = markdown(text, None).text;
    match format(FileId(0), &made) {
        Ok(formatted) => assert_eq!(formatted, made, "from {text:?}"),
        Err(found) => panic!("{}: from {text:?} came\n{made}", found[0].message),
    }
}

#[test]
fn every_beginning_of_a_document_becomes_a_source() {
    for (_, text) in documents() {
        for (end, _) in text.char_indices() {
            check(&text[..end]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_lines_become_a_source(lines in prop::collection::vec(line(), 0..20)) {
        check(&lines.join("\n"));
    }
}

/// Lines made of what schedules are made of, in any order.
fn line() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("- "),
        Just("  - "),
        Just("## Sprint Plan"),
        Just("## Dependencies"),
        Just("## Milestones"),
        Just("## Sprints"),
        Just("Sprint 1 (Oct 21–24, 2025)"),
        Just("NET-A"),
        Just("net-b"),
        Just(" — "),
        Just(" -> "),
        Just("→"),
        Just("("),
        Just(")"),
        Just(" | "),
        Just("|"),
        Just("M1"),
        Just("end Sprint 1"),
        Just(": "),
        Just("| --- |"),
        Just("\""),
        Just("\\"),
        Just("${x}"),
        Just("`"),
        Just("<b>"),
        Just("\u{2028}"),
        Just("Points: -1"),
        Just("Estimate: 3d/1d"),
        Just("Lane: Ä Ö"),
        Just("(infra+apps)"),
        Just("😀"),
        Just("2025-02-30"),
    ];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}
