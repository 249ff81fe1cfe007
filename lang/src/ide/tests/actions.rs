//! What can be done, and what the text is afterwards.

use expect_test::{Expect, expect};

use super::{analyzed, edited};
use crate::analysis::{Options, analyze};
use crate::ide::actions::actions;
use crate::program::Program;
use crate::span::{FileId, Span};

/// Applies the action whose title begins like this, at the cursor.
#[track_caller]
fn applied(text: &str, title: &str) -> String {
    let (analysis, offset) = analyzed(text);
    let all = actions(&analysis, FileId(0), Span::at(offset));
    let titles: Vec<&str> = all.iter().map(|it| it.title.as_str()).collect();
    let action = all.iter().find(|it| it.title.starts_with(title));
    let action = action.unwrap_or_else(|| panic!("{titles:?}, {:#?}", analysis.diagnostics));
    edited(&text.replacen("$0", "", 1), &action.edits)
}

#[track_caller]
fn check(text: &str, title: &str, expected: &Expect) {
    let text = applied(text, title);
    expected.assert_eq(&text);
    let analysis = analyze(Program::of_text("platform.pdl", &text), &Options::default());
    let broken: Vec<_> = analysis.diagnostics.iter().filter(|it| it.code.number() < 3000).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn a_nearest_name_is_written() {
    let text = "sprint S0 2025-11-17..2025-11-21 { story BOOT-CORE, story B }\norder { BOOT-CROE$0 -> B }\n";
    check(
        text,
        "Write `BOOT-CORE`",
        &expect![[r#"
        sprint S0 2025-11-17..2025-11-21 { story BOOT-CORE, story B }
        order { BOOT-CORE -> B }
    "#]],
    );
}

const EARLY: &str = "\
sprint S0 2025-11-17..2025-11-21 {
  /// Waits.
  story A \"First\" {
    points: 3
  }
  story X
}
sprint S1 2025-11-24..2025-11-28 { story B }
sprint S2 2025-12-01..2025-12-05 {
  capacity: 2
}
sprint S3 2025-12-08..2025-12-12
order { B -> $0A }
";

#[test]
fn a_story_moves_to_the_first_sprint_that_works() {
    check(
        EARLY,
        "Move `A`",
        &expect![[r#"
        sprint S0 2025-11-17..2025-11-21 {
          story X
        }
        sprint S1 2025-11-24..2025-11-28 {
          story B
          /// Waits.
          story A "First" {
            points: 3
          }
        }
        sprint S2 2025-12-01..2025-12-05 {
          capacity: 2
        }
        sprint S3 2025-12-08..2025-12-12
        order { B -> A }
    "#]],
    );
    let full = EARLY.replace("{ story B }", "{ capacity: 1, story B }");
    check(
        &full,
        "Move `A`",
        &expect![[r#"
        sprint S0 2025-11-17..2025-11-21 {
          story X
        }
        sprint S1 2025-11-24..2025-11-28 { capacity: 1, story B }
        sprint S2 2025-12-01..2025-12-05 {
          capacity: 2
        }
        sprint S3 2025-12-08..2025-12-12 {
          /// Waits.
          story A "First" {
            points: 3
          }
        }
        order { B -> A }
    "#]],
    );
}

#[test]
fn a_story_on_the_line_of_others_moves_alone() {
    let one_line = "sprint S0 2025-11-17..2025-11-21 { story A, story X }\nsprint S1 2025-11-24..2025-11-28 { story B }\norder { B -> $0A }\n";
    check(
        one_line,
        "Move `A`",
        &expect![[r#"
        sprint S0 2025-11-17..2025-11-21 { story X }
        sprint S1 2025-11-24..2025-11-28 { story B, story A }
        order { B -> A }
    "#]],
    );
}

#[test]
fn an_implied_order_is_dropped_out_of_its_chain() {
    let stories =
        "sprint S0 2025-11-17..2025-11-21 { story A, story B, story C, story D, story E }\n";
    let drop = |chains: &str| {
        applied(&format!("{stories}order {{\n{chains}\n}}\n"), "Drop `").replace(stories, "")
    };
    expect![[r#"
        order {
          A -> B -> C
          C -> D
        }
    "#]]
    .assert_eq(&drop("  A -> B -> C\n  A -> C$0 -> D"));
    expect![[r#"
        order {
          A -> B -> C
          D -> A
        }
    "#]]
    .assert_eq(&drop("  A -> B -> C\n  D -> A -> C$0"));
    expect![[r#"
        order {
          A -> B -> C
          D -> A
          C -> E
        }
    "#]]
    .assert_eq(&drop("  A -> B -> C\n  D -> A -> C$0 -> E"));
}

#[test]
fn a_warning_is_allowed_where_it_is_or_everywhere() {
    let text = "platform p { title: \"P\" }\nsprint S0 $02025-11-15..2025-11-21 {\n  story A\n}\n";
    check(
        text,
        "Allow `sprint-off-workday` in this `sprint`",
        &expect![[r#"
        platform p { title: "P" }
        sprint S0 2025-11-15..2025-11-21 {
          lints { sprint-off-workday: allow }
          story A
        }
    "#]],
    );
    check(
        text,
        "Allow `sprint-off-workday` everywhere",
        &expect![[r#"
        platform p { lints { sprint-off-workday: allow }, title: "P" }
        sprint S0 2025-11-15..2025-11-21 {
          story A
        }
    "#]],
    );
    let known = text.replace("{\n  story A", "{\n  lints { island: allow }\n  story A");
    check(
        &known,
        "Allow `sprint-off-workday` in this `sprint`",
        &expect![[r#"
        platform p { title: "P" }
        sprint S0 2025-11-15..2025-11-21 {
          lints { island: allow, sprint-off-workday: allow }
          story A
        }
    "#]],
    );
}

#[test]
fn a_warning_is_allowed_in_a_block_of_any_shape() {
    let allowed = |block: &str| {
        let text = format!("sprint S0 $02025-11-15..2025-11-21 {block}\n");
        let text = applied(&text, "Allow `sprint-off-workday` in this `sprint`");
        let analysis = analyze(Program::of_text("platform.pdl", &text), &Options::default());
        assert!(analysis.diagnostics.is_empty(), "{text}{:#?}", analysis.diagnostics);
        text.replace("sprint S0 2025-11-15..2025-11-21 ", "")
    };
    expect![[r#"
        {
          lints { sprint-off-workday: allow }
          goal: "x"
         story A }
    "#]]
    .assert_eq(&allowed("{ goal: \"x\"\n story A }"));
    expect![[r#"
        {
          lints { sprint-off-workday: allow }
          /// Waits.
          story A {
            points: 1
          }
        }
    "#]]
    .assert_eq(&allowed("{/// Waits.\n  story A {\n    points: 1\n  }\n}"));
    expect![[r#"
        { // the first
          lints { sprint-off-workday: allow }
          story A }
    "#]]
    .assert_eq(&allowed("{ // the first\n  story A }"));
    expect![[r#"
        { lints { sprint-off-workday: allow }, story A, }
    "#]]
    .assert_eq(&allowed("{ story A, }"));
    expect![[r#"
        { lints { island: allow
          sprint-off-workday: allow
         }, story A }
    "#]]
    .assert_eq(&allowed("{ lints { island: allow\n }, story A }"));
    expect![[r#"
        { story A, lints {
         island: allow
          sprint-off-workday: allow
        } }
    "#]]
    .assert_eq(&allowed("{ story A, lints {\n island: allow } }"));
    expect![[r#"
        { story A, lints { island: allow, sprint-off-workday: allow } }
    "#]]
    .assert_eq(&allowed("{ story A, lints { island: allow, } }"));
}

#[test]
fn a_story_moves_behind_a_block_that_ends_on_the_line_of_the_brace() {
    let text = "\
sprint S0 2025-11-17..2025-11-21 { story A }
sprint S1 2025-11-24..2025-11-28 { story B {
    points: 3 } }
order { B -> $0A }
";
    check(
        text,
        "Move `A`",
        &expect![[r#"
            sprint S0 2025-11-17..2025-11-21 {  }
            sprint S1 2025-11-24..2025-11-28 { story B {
                points: 3 }
              story A
            }
            order { B -> A }
        "#]],
    );
}

#[test]
fn a_freeze_is_declared() {
    let text = "calendar {\n  workdays: mon..fri\n}\nsprint S0 2025-11-17..2025-11-21 { story A }\nsprint S1 $02025-12-15..2025-12-19 { story B }\norder { A -> B }\n";
    check(
        text,
        "Declare the freeze",
        &expect![[r#"
        calendar {
          workdays: mon..fri
          freeze 2025-11-24..2025-12-12 "Not planned"
        }
        sprint S0 2025-11-17..2025-11-21 { story A }
        sprint S1 2025-12-15..2025-12-19 { story B }
        order { A -> B }
    "#]],
    );
}

#[test]
fn a_freeze_comes_with_a_calendar_where_there_is_none() {
    let text = "platform p\n\n// The plan.\n/// The first two weeks.\nsprint S0 2025-11-17..2025-11-21 { story A }\nsprint S1 $02025-12-15..2025-12-19 { story B }\norder { A -> B }\n";
    check(
        text,
        "Declare the freeze",
        &expect![[r#"
            platform p

            calendar {
              freeze 2025-11-24..2025-12-12 "Not planned"
            }

            // The plan.
            /// The first two weeks.
            sprint S0 2025-11-17..2025-11-21 { story A }
            sprint S1 2025-12-15..2025-12-19 { story B }
            order { A -> B }
        "#]],
    );
    let marked = "\u{feff}/// First.\r\nsprint S0 2025-11-17..2025-11-21 { story A }\r\nsprint S1 $02025-12-15..2025-12-19 { story B }\r\n";
    let text = applied(marked, "Declare the freeze");
    let calendar = "calendar {\r\n  freeze 2025-11-24..2025-12-12 \"Not planned\"\r\n}\r\n\r\n";
    assert_eq!(text, marked.replace("$0", "").replace("///", &format!("{calendar}///")));
}

#[test]
fn an_order_that_manifests_ask_for_is_added() {
    let text = "\
cluster a {}
sprint S0 2025-11-17..2025-11-21 { story CLASS }
sprint S1 2025-11-24..2025-11-28 { story CLAIM }
component class {
  story: CLASS
  resource StorageClass fast { provisioner: \"example.org/x\" }
}
component claim {
  story: CLAIM
  namespace: default
  resource PersistentVolumeClaim data {
    spec: {
      storageClassName: \"fa$0st\"
      accessModes: [\"ReadWriteOnce\"]
      resources: { requests: { storage: \"1Gi\" } }
    }
  }
}
";
    let text = applied(text, "Add the order `CLASS -> CLAIM`");
    assert!(text.ends_with("}\n\norder {\n  CLASS -> CLAIM\n}\n"), "{text}");
}
