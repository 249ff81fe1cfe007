//! The looks of diagnostics, exactly.
#![expect(
    clippy::needless_raw_string_hashes,
    clippy::too_many_lines,
    reason = "the looks are written by `UPDATE_EXPECT=1 cargo test`"
)]

use expect_test::{expect, expect_file};
use pdl_compiler::report::{Format, Style, render};
use pdl_lang::diagnostic::{Code, Diagnostic, Fix};
use pdl_lang::source::{Source, Sources};
use pdl_lang::span::{FileId, FileSpan, Span};
use serde_json::Value;

const PLAN: &str = "platform \"Ærø 漢字\" {\r\n\tstory DS-1 \"日本語\" {}\r\n\tstory DS-2 { after: DS-1 } # \u{1b}[31m\r\n}\r\n";

struct Case {
    sources: Sources,
}

impl Case {
    fn new() -> Self {
        let mut sources = Sources::default();
        let lines = "line\n".repeat(20_000);
        sources.add(Source::new("platform.pdl", PLAN));
        sources.add(Source::new("more, files/a:b.pdl", format!("first\n{lines}lane x")));
        Self { sources }
    }

    fn at(&self, file: u32, text: &str) -> FileSpan {
        let start = self.sources.text(FileId(file)).find(text).expect("the text is there");
        let offset = |number| u32::try_from(number).expect("small");
        Span::new(offset(start), offset(start + text.len())).in_file(FileId(file))
    }

    fn end(&self, file: u32) -> FileSpan {
        let length = self.sources.text(FileId(file)).len();
        Span::at(u32::try_from(length).expect("small")).in_file(FileId(file))
    }

    fn cycle(&self) -> Diagnostic {
        let fix = Fix::replace("remove the order", self.at(0, "after: DS-1"), "");
        Diagnostic::new(
            Code::DependencyCycle,
            "`DS-2` waits for itself",
            self.at(0, "DS-2"),
            "here",
        )
        .with_label(self.at(0, "\"日本語\""), "before this")
        .with_label(self.at(1, "lane x"), "in this lane")
        .with_label(self.at(1, "first"), "")
        .with_help("Remove one of the orders: 100% of a circle has no beginning.")
        .with_fix(fix.machine_applicable())
    }

    fn text(&self, format: Format, style: &Style, found: &[Diagnostic]) -> String {
        let mut out = Vec::new();
        render(format, &self.sources, found, style, &mut out).expect("memory takes all");
        let text = String::from_utf8(out).expect("reports are UTF-8");
        assert!(
            style.color || !text.contains(|it: char| it.is_control() && it != '\n'),
            "{text:?}"
        );
        text
    }
}

#[test]
fn a_finding_for_people() {
    let case = Case::new();
    expect![[r#"
        error[PDL4001]: `DS-2` waits for itself
           ╭─[platform.pdl:3:8]
         1 │ platform "Ærø 漢字" {
         2 │     story DS-1 "日本語" {}
           ·                ────┬───
           ·                    ╰── before this
         3 │     story DS-2 { after: DS-1 } # ␛[31m
           ·           ──┬─
           ·             ╰── here
         4 │ }
           ╰────
               ╭─[more, files/a:b.pdl:20002:1]
         20001 │ line
         20002 │ lane x
               · ───┬──
               ·    ╰── in this lane
               ╰────
           ╭─[more, files/a:b.pdl:1:1]
         1 │ first
           · ─────
         2 │ line
           ╰────
          help: Remove one of the orders: 100% of a circle has no beginning.
          fix: remove the order (`pdlc check --fix` does it)

        1 error; 1 can be mended by `pdlc check --fix`
    "#]]
    .assert_eq(&case.text(Format::Human, &Style::plain(), &[case.cycle()]));
}

#[test]
fn a_finding_in_ascii() {
    let case = Case::new();
    let style = Style { unicode: false, width: 40, prefix: "../".to_owned(), ..Style::plain() };
    expect![[r#"
        error[PDL4001]: `DS-2` waits for itself
           ,-[../platform.pdl:3:8]
         1 | platform "Ærø 漢字" {
         2 |     story DS-1 "日本語" {}
           :                ^^^^|^^^
           :                    `-- before this
         3 |     story DS-2 { after: DS-1 } # ?[31m
           :           ^^|^
           :             `-- here
         4 | }
           `----
               ,-[../more, files/a:b.pdl:20002:1]
         20001 | line
         20002 | lane x
               : ^^^|^^
               :    `-- in this lane
               `----
           ,-[../more, files/a:b.pdl:1:1]
         1 | first
           : ^^^^^
         2 | line
           `----
          help: Remove one of the orders: 100%
                of a circle has no beginning.
          fix: remove the order
               (`pdlc check --fix` does it)

        1 error; 1 can be mended by `pdlc check --fix`
    "#]]
    .assert_eq(&case.text(Format::Human, &style, &[case.cycle()]));
}

#[test]
fn color_and_links_only_on_demand() {
    let case = Case::new();
    let docs = Some("https://example.org/errors/".to_owned());
    let style = Style { color: true, docs, ..Style::plain() };
    let found = Diagnostic::new(Code::Island, "`DS-2` stands alone", case.at(0, "DS-2"), "");
    let text = case.text(Format::Human, &style, &[found]);
    expect![[r#"
        ESC[1;33mESC]8;;https://example.org/errors/PDL4012.mdESC\warning[PDL4012]ESC]8;;ESC\ESC[0mESC[1m: `DS-2` stands aloneESC[0m
           ╭─[ESC[36;1;4mplatform.pdl:3:8ESC[0m]
         ESC[2m2ESC[0m │     story DS-1 "日本語" {}
         ESC[2m3ESC[0m │     story DS-2 { after: DS-1 } # ␛[31m
           · ESC[33m          ────ESC[0m
         ESC[2m4ESC[0m │ }
           ╰────

        1 warning
    "#]].assert_eq(&text.replace('\u{1b}', "ESC"));
}

#[test]
fn awkward_places() {
    let case = Case::new();
    let whole = case.at(0, PLAN);
    let long = Span::new(0, case.end(1).span.end).in_file(FileId(1));
    let beyond = Span::new(90_000_000, 99_000_000).in_file(FileId(0));
    let inside = Span::at(case.at(0, "漢").span.start + 1).in_file(FileId(0));
    let found = [
        Diagnostic::new(Code::UnclosedBracket, "whole file, several lines", whole, "all of it"),
        Diagnostic::new(Code::UnclosedBracket, "many lines", long, "too much to show"),
        Diagnostic::new(Code::UnclosedBracket, "after the last line", case.end(0), "the end"),
        Diagnostic::new(
            Code::UnclosedBracket,
            "at the end of the last line",
            case.end(1),
            "the end",
        ),
        Diagnostic::new(Code::UnclosedBracket, "past the end\u{1b}[2J", beyond, "nowhere\u{9b}0m"),
        Diagnostic::new(Code::UnclosedBracket, "within a character", inside, "here"),
        Diagnostic::new(Code::UnknownCharacter, "an escape", case.at(0, "\u{1b}"), "this"),
        Diagnostic::new(Code::Misplaced, "one above the other", case.at(0, "DS-2"), "the name")
            .with_label(case.at(0, "story DS-2 { after: DS-1 }"), "the statement")
            .with_label(case.at(0, "after"), "the field"),
    ];
    expect![[r#"
        error[PDL1002]: whole file, several lines
           ╭─[platform.pdl:1:1]
         1 │ ╭─▶ platform "Ærø 漢字" {
         2 │ │       story DS-1 "日本語" {}
         3 │ │       story DS-2 { after: DS-1 } # ␛[31m
         4 │ ├─▶ }
           · ╰──── all of it
           ╰────

        error[PDL1002]: many lines
           ╭─[more, files/a:b.pdl:1:1]
         1 │ first
           · ──┬──
           ·   ╰── too much to show (to line 20002)
         2 │ line
           ╰────

        error[PDL1002]: after the last line
           ╭─[platform.pdl:5:1]
         4 │ }
         5 │
           · ▲
           · ╰── the end
           ╰────

        error[PDL1002]: at the end of the last line
               ╭─[more, files/a:b.pdl:20002:7]
         20001 │ line
         20002 │ lane x
               ·       ▲
               ·       ╰── the end
               ╰────

        error[PDL1002]: past the end␛[2J
           ╭─[platform.pdl:5:1]
         4 │ }
         5 │
           · ▲
           · ╰── nowhere�0m
           ╰────

        error[PDL1002]: within a character
           ╭─[platform.pdl:1:15]
         1 │ platform "Ærø 漢字" {
           ·               ▲
           ·               ╰── here
         2 │     story DS-1 "日本語" {}
           ╰────

        error[PDL1007]: an escape
           ╭─[platform.pdl:3:31]
         2 │     story DS-1 "日本語" {}
         3 │     story DS-2 { after: DS-1 } # ␛[31m
           ·                                  ┬
           ·                                  ╰── this
         4 │ }
           ╰────

        error[PDL2003]: one above the other
           ╭─[platform.pdl:3:8]
         2 │     story DS-1 "日本語" {}
         3 │     story DS-2 { after: DS-1 } # ␛[31m
           ·           ──┬─   ──┬──
           ·             │      ╰── the field
           ·             ╰── the name
         4 │ }
           ╰────
           ╭─[platform.pdl:3:2]
         2 │     story DS-1 "日本語" {}
         3 │     story DS-2 { after: DS-1 } # ␛[31m
           ·     ─────────────┬────────────
           ·                  ╰── the statement
         4 │ }
           ╰────

        8 errors
    "#]]
    .assert_eq(&case.text(Format::Human, &Style::plain(), &found));
}

#[test]
fn a_long_line_is_cut_around_its_label() {
    let text = format!("{} here {}", "漢".repeat(4000), "x".repeat(4000));
    let sources = Sources::single("long.pdl", text);
    let case = Case { sources };
    let found = Diagnostic::new(Code::Island, "long", case.at(0, "here"), "this");
    expect![[r#"
        warning[PDL4012]: long
           ╭─[long.pdl:1:4002]
         1 │ …漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢 here xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
           ·                                           ──┬─
           ·                                             ╰── this
           ╰────

        1 warning
    "#]].assert_eq(&case.text(Format::Human, &Style::plain(), &[found]));
}

#[test]
fn a_line_for_editors() {
    let case = Case::new();
    let found = [case.cycle(), Diagnostic::new(Code::Island, "two\nlines", case.end(1), "")];
    expect![[r#"
        platform.pdl:3:8: error[PDL4001]: `DS-2` waits for itself
        more, files/a:b.pdl:20002:7: warning[PDL4012]: two␊lines
    "#]]
    .assert_eq(&case.text(Format::Short, &Style::plain(), &found));
}

#[test]
fn commands_for_github() {
    let case = Case::new();
    let lines = case.at(1, "line\nline");
    let found = [case.cycle(), Diagnostic::new(Code::Island, "several lines", lines, "")];
    expect![[r#"
        ::error file=platform.pdl,line=3,endLine=3,col=8,endColumn=12,title=PDL4001 dependency-cycle::`DS-2` waits for itself%0Ahere%0Ahelp: Remove one of the orders: 100%25 of a circle has no beginning.
        ::warning file=more%2C files/a%3Ab.pdl,line=2,endLine=3,title=PDL4012 island::several lines
    "#]].assert_eq(&case.text(Format::Github, &Style::plain(), &found));
}

#[test]
fn a_document_for_programs() {
    let case = Case::new();
    let text = case.text(Format::Json, &Style::plain(), &[case.cycle()]);
    expect_file!["report/cycle.json"].assert_eq(&text);
}

#[test]
fn a_document_for_code_scanning() {
    let case = Case::new();
    let island = Diagnostic::new(Code::Island, "`x` is alone", case.at(1, "lane x"), "");
    let text = case.text(Format::Sarif, &Style::plain(), &[case.cycle(), island]);
    let mut document: Value = serde_json::from_str(&text).expect("SARIF is JSON");
    // What changes with every release and with every page is not looked at.
    let driver = &mut document["runs"][0]["tool"]["driver"];
    for version in ["version", "semanticVersion"] {
        assert_eq!(driver[version].take(), env!("CARGO_PKG_VERSION"));
    }
    for rule in driver["rules"].as_array_mut().expect("a list") {
        rule.as_object_mut().expect("a rule").remove("help");
    }
    expect_file!["report/cycle.sarif"].assert_eq(&format!("{document:#}\n"));
}

#[test]
fn nothing_to_say_is_said_by_silence() {
    let case = Case::new();
    for format in [Format::Human, Format::Short, Format::Github] {
        expect![""].assert_eq(&case.text(format, &Style::plain(), &[]));
    }
}
