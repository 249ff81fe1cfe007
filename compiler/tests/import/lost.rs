//! Nothing is lost: every word of a document stands in the source that it becomes.

use pdl_compiler::import::markdown;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};

use super::documents;

/// Words that the source says otherwise: headings of sections, names of fields, and what dates and numbers become.
const SAID_OTHERWISE: &[&str] = &[
    "acceptance",
    "all",
    "backlog",
    "clusters",
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
    "not",
    "note",
    "description",
    "done",
    "due",
    "end",
    "estimate",
    "gate",
    "goal",
    "lane",
    "milestone",
    "milestones",
    "name",
    "needs",
    "owner",
    "plan",
    "points",
    "progress",
    "requires",
    "schedule",
    "sprint",
    "sprints",
    "start",
    "started",
    "status",
    "stories",
    "story",
    "days",
    "foundations",
    "sequencing",
    "what",
    "when",
];

const MONTHS: &[&str] = &[
    "oct", "nov", "dec", "jan", "feb", "mar", "march", "april", "october", "november", "mon",
    "fri", "jun", "jul", "apr",
];

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

/// Draws as many documents for each seed as `PROPTEST_CASES` asks, else as many as a run has time for.
#[test]
fn words_of_any_document_stay() {
    for seed in [7, 11, 13, 17] {
        let config = ProptestConfig {
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(seed),
            ..ProptestConfig::default()
        };
        let drawn = TestRunner::new(config).run(&prop::collection::vec(line(), 1..16), |lines| {
            check("drawn", &lines.join("\n"));
            Ok(())
        });
        drawn.unwrap_or_else(|failure| panic!("seed {seed}: {failure}"));
    }
}

/// What lines begin with: sections, fields and tables of schedules, and everything that Markdown has.
const BEGINS: &[&str] = &[
    "",
    "- ",
    "* ",
    "+ ",
    "  - ",
    "    - ",
    "      - ",
    "        - ",
    "\t- ",
    "  ",
    "    ",
    "      ",
    "- [x] ",
    "  - [ ] ",
    "    - [X] ",
    "1. ",
    "2) ",
    "   1. ",
    "# ",
    "## ",
    "### ",
    "#### ",
    "##### ",
    "###### ",
    "  - ## ",
    "| ",
    "  | ",
    "- | ",
    "- Sprint 1 ",
    "- Sprint 2 (Jan 19 – 30, 2026) ",
    "  - Sprint 5 (Feb 2 – 13, 2026) ",
    "## Sprint 3 ",
    "#### Sprint 6 (Mar 2 – 13, 2026) ",
    "**Sprint 4** ",
    "**Sprint 7** (Mar 16 – 27, 2026) ",
    "## Sprint Plan ",
    "## Sequencing ",
    "## Milestones ",
    "## Calendar ",
    "### Backlog ",
    "- M1 (end Sprint 1): ",
    "- M2: 2026-01-30 ",
    "  - Depends on: ",
    "    - Depends on: ",
    "  - Requires: ",
    "  - Blocks: ",
    "  - Goal: ",
    "  - Capacity: ",
    "  - Status: ",
    "  - Points: ",
    "  - Lane: ",
    "  - Owner: ",
    "  - Acceptance: ",
    "  - Note: ",
    "    - Note: ",
    "  - Started: ",
    "- Freeze ",
    "- Freeze 2026-01-05..2026-01-06 ",
    "- Holiday 2026-01-05 ",
    "- Working days: ",
    "Owner: ",
    "Date: ",
    "Status: ",
    "| Story | Sprint | Depends on |\n| --- | --- | --- |\n| ",
    "| Sprint | Dates | Stories | Note |\n| --- | --- | --- | --- |\n| ",
    "| Milestone | Date | Requires | Note |\n| --- | --- | --- | --- |\n| ",
    "| Fruit | Price |\n| --- | --- |\n| ",
    "  | Story | Status |\n  | --- | --- |\n  | ",
    "> ",
    "> > ",
    "> - ",
    "  > ",
    "- > ",
    "```\n",
    "```sh\n",
    "  ```\n",
    "~~~\n",
    "---\n",
    "===\n",
    "<!-- ",
    "-->\n",
    "<div>",
    "</div>\n",
    "\\",
    "\n",
];

/// What stands between words.
const JOINTS: &[&str] = &[
    " — ",
    ": ",
    ", ",
    " and ",
    " -> ",
    " → ",
    " ← ",
    " ~> ",
    " | ",
    " || ",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "~~",
    "**",
    "_",
    "`",
    "; ",
    "\"",
    " (Jan 5 – Jan 16, 2026)",
    " (05/06/2026)",
    " 2026-01-05",
    " end Sprint 1",
    " done",
    " (done)",
    " (infra+apps)",
    " ✅",
    "<br>",
    "&amp;",
    "\\",
    " ",
    "  \n",
    "\n  ",
    "\n\n    ",
];

/// A line of a document, or several, with words at any place that mean nothing.
fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "NET-ALPHA",
        "NET-BRAVO",
        "Charlie",
        "delta",
        "Echo-1",
        "STORY-HOTEL",
        "NET",
    ]);
    let part = prop_oneof![
        3 => known.prop_map(str::to_owned),
        2 => "[a-z]{4,7}",
        1 => "[A-Z]{3}-[A-Z]{4,7}",
        1 => "\\[[a-z]{5}\\]\\(https://[a-z]{5}\\.org/[a-z]{5}\\)",
        1 => "!\\[[a-z]{5}\\]\\([a-z]{5}\\.png \"[a-z]{5}\"\\)",
        1 => "<!-- [a-z]{5} -->",
        1 => "<https://[a-z]{5}\\.org>",
        1 => "\n\\[[a-z]{5}\\]: https://[a-z]{5}\\.org '[a-z]{5}'\n",
        5 => prop::sample::select(JOINTS).prop_map(str::to_owned),
    ];
    (prop::sample::select(BEGINS), prop::collection::vec(part, 0..7))
        .prop_map(|(begin, parts)| format!("{begin}{}", parts.concat()))
}
