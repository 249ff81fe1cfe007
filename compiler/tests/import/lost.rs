//! Nothing is lost: every word of a document stands in the source that it becomes.

use pdl_compiler::import::markdown;
use proptest::prelude::*;

use super::documents;

/// Words that the source says otherwise: headings of sections, names of fields, and what dates and numbers become.
const SAID_OTHERWISE: &[&str] = &[
    "acceptance",
    "colour",
    "date",
    "dates",
    "delivery",
    "and",
    "calendar",
    "capacity",
    "dependencies",
    "depends",
    "freeze",
    "note",
    "description",
    "done",
    "end",
    "estimate",
    "gate",
    "goal",
    "lane",
    "milestone",
    "milestones",
    "owner",
    "plan",
    "points",
    "progress",
    "requires",
    "schedule",
    "sprint",
    "sprints",
    "start",
    "status",
    "stories",
    "story",
    "days",
    "foundations",
    "sequencing",
    "when",
];

const MONTHS: &[&str] =
    &["oct", "nov", "dec", "jan", "feb", "march", "april", "october", "november", "mon", "fri"];

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|it: char| !it.is_alphanumeric()).filter(|word| word.len() > 2);
    let words = words.filter(|word| !word.starts_with(|it: char| it.is_ascii_digit()));
    words.map(str::to_lowercase)
}

#[track_caller]
fn check(name: &str, text: &str) {
    let source = markdown(text, None).text.to_lowercase();
    let is_said = |word: &String| {
        let word = word.as_str();
        SAID_OTHERWISE.contains(&word) || MONTHS.contains(&word) || source.contains(word)
    };
    let lost: Vec<String> = words(text).filter(|word| !is_said(word)).collect();
    assert_eq!(lost, [""; 0], "{name}: lost in\n{source}");
}

#[test]
fn words_of_the_cases_stay() {
    for (name, text) in documents() {
        check(&name, &text);
    }
}

#[test]
fn what_is_no_schedule_stays_as_comments() {
    let text = "# Notes\n\nBuy milk.\n\n- eggs\n  - brown ones\n\n```sh\nmake\n```\n\n<div>html</div>\n\n\
                | Fruit | Price |\n| --- | --- |\n| apple | cheap |\n";
    check("notes", text);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(7),
        ..ProptestConfig::default()
    })]

    #[test]
    fn words_of_any_document_stay(lines in prop::collection::vec(line(), 1..16)) {
        check("drawn", &lines.join("\n"));
    }
}

/// Lines of a schedule, with words at any place that mean nothing.
fn line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "NET-ALPHA",
        "NET-BRAVO",
        "Charlie",
        "delta",
        "Echo-1",
        "foxtrot",
        "golf",
        "STORY-HOTEL",
    ]);
    let part = prop_oneof![
        3 => word.prop_map(str::to_owned),
        1 => prop::sample::select(vec![
            " — ", ": ", ", ", " and ", " -> ", " → ", " ← ", " | ", "(", ")", "~~", "**", "; ",
            " (Jan 5 – Jan 16, 2026)", " (05/06/2026)", " end Sprint 1", " done", "<br>",
        ]).prop_map(str::to_owned),
    ];
    let begin = prop::sample::select(vec![
        "",
        "- ",
        "  - ",
        "    - ",
        "- [x] ",
        "  - [ ] ",
        "1. ",
        "# ",
        "## ",
        "### ",
        "| ",
        "- Sprint 1 ",
        "- Sprint 2 (Jan 19 – 30, 2026) ",
        "## Sprint 3 ",
        "**Sprint 4** ",
        "## Sprint Plan ",
        "## Sequencing ",
        "## Milestones ",
        "## Calendar ",
        "- M1 (end Sprint 1): ",
        "  - Depends on: ",
        "  - Requires: ",
        "  - Goal: ",
        "  - Capacity: ",
        "  - Status: ",
        "  - Points: ",
        "- Freeze ",
        "Owner: ",
        "Date: ",
        "| Story | Sprint | Depends on |\n| --- | --- | --- |\n| ",
        "| Sprint | Dates | Stories | Note |\n| --- | --- | --- | --- |\n| ",
        "| Milestone | Date | Requires | Note |\n| --- | --- | --- | --- |\n| ",
        "> ",
        "```\n",
    ]);
    (begin, prop::collection::vec(part, 0..7))
        .prop_map(|(begin, parts)| format!("{begin}{}", parts.concat()))
}
