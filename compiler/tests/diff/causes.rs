//! Why a milestone moves: whatever moved it is named.

use expect_test::{Expect, expect};
use serde_json::Value;

use super::Pdl;

/// Three stories in a row, and what else a plan says.
const ROW: &str = "sprint S0 2026-01-05..2026-01-16 {
  story A { estimate: 3d }
  story B { estimate: 2d }
  story C { estimate: 4d }
}
order { A -> B -> C }
milestone M end S0 \"m\" { requires: [C] }
";

/// The row without the story in the middle.
fn without_b() -> String {
    ROW.replace("  story B { estimate: 2d }\n", "").replace("A -> B -> C", "A -> C")
}

/// What is said of the milestone.
#[track_caller]
fn check(old: &str, new: &str, expected: &Expect) {
    let pdl = Pdl::new().file("old.pdl", format!("platform p\n{old}"));
    let pdl =
        pdl.file("new.pdl", format!("platform p\n{new}")).args(["diff", "old.pdl", "new.pdl"]);
    let output = pdl.output();
    let text = String::from_utf8(output.stdout).expect("it is text");
    let said = text.split("\n\n").find(|section| section.starts_with("Milestones\n"));
    let said: Vec<&str> = said.unwrap_or_default().lines().skip(2).map(str::trim).collect();
    expected.assert_eq(&said.join("\n"));
}

#[test]
fn a_story_that_is_gone_or_new() {
    check(
        ROW,
        &without_b(),
        &expect![[r#"
        by the estimates it comes 2 working days earlier: Jan 15, 2026 to Jan 13, 2026
        driven by A -> C instead of A -> B -> C
        because B is gone"#]],
    );
    check(
        &without_b(),
        ROW,
        &expect![[r#"
        by the estimates it slips by 2 working days: Jan 13, 2026 to Jan 15, 2026
        driven by A -> B -> C instead of A -> C
        because B is new"#]],
    );
}

#[test]
fn a_story_that_takes_another_time_or_none() {
    check(
        ROW,
        &ROW.replace("story B { estimate: 2d }", "story B { estimate: 1d }"),
        &expect![[r#"
        by the estimates it comes 1 working day earlier: Jan 15, 2026 to Jan 14, 2026
        driven by A -> B -> C
        because B takes 1d instead of 2d"#]],
    );
    check(
        ROW,
        &ROW.replace("story A {", "story A { status: done,"),
        &expect![[r#"
        by the estimates it comes 3 working days earlier: Jan 15, 2026 to Jan 12, 2026
        driven by B -> C instead of A -> B -> C
        because A is done instead of planned"#]],
    );
}

#[test]
fn what_happened_on_another_day() {
    let active = ROW.replace("story A {", "story A { status: active, started: 2026-01-06,");
    check(
        ROW,
        &active,
        &expect![[r#"
        by the estimates it slips by 1 working day: Jan 15, 2026 to Jan 16, 2026
        driven by A -> B -> C
        because A started Jan 06, 2026"#]],
    );
    check(
        &active,
        &active.replace("01-06", "01-08"),
        &expect![[r#"
        by the estimates it slips by 2 working days: Jan 16, 2026 to Jan 20, 2026
        driven by A -> B -> C
        because A started Jan 08, 2026 instead of Jan 06, 2026"#]],
    );
    check(
        &active,
        &ROW.replace("story A {", "story A { status: active,"),
        &expect![[r#"
        by the estimates it comes 1 working day earlier: Jan 16, 2026 to Jan 15, 2026
        driven by A -> B -> C
        because A is no longer started Jan 06, 2026"#]],
    );
    let done = ROW.replace("story A {", "story A { status: done, finished: 2026-01-09,");
    check(
        ROW,
        &done,
        &expect![[r#"
        by the estimates it slips by 2 working days: Jan 15, 2026 to Jan 19, 2026
        driven by B -> C instead of A -> B -> C
        because A is done instead of planned, finished Jan 09, 2026"#]],
    );
    check(
        &done,
        &done.replace("01-09", "01-07"),
        &expect![[r#"
        by the estimates it comes 2 working days earlier: Jan 19, 2026 to Jan 15, 2026
        driven by B -> C
        because A finished Jan 07, 2026 instead of Jan 09, 2026"#]],
    );
}

#[test]
fn an_edge_that_is_gone_or_new() {
    check(
        ROW,
        &ROW.replace("A -> B -> C", "(A | B) -> C"),
        &expect![[r#"
        by the estimates it comes 2 working days earlier: Jan 15, 2026 to Jan 13, 2026
        driven by A -> C instead of A -> B -> C
        because A -> C is new
        because A -> B is gone"#]],
    );
    check(
        &ROW.replace("A -> B -> C", "B -> C"),
        ROW,
        &expect![[r#"
        by the estimates it slips by 3 working days: Jan 12, 2026 to Jan 15, 2026
        driven by A -> B -> C instead of B -> C
        because A -> B is new"#]],
    );
    check(
        ROW,
        &ROW.replace("A -> B -> C", "B -> A, A -> C"),
        &expect!["driving chain: A -> B -> C becomes B -> A -> C"],
    );
}

#[test]
fn a_way_that_was_shorter_before() {
    let two = ROW.replace("A -> B -> C", "(A | B) -> C");
    check(
        &two,
        &two.replace("estimate: 2d", "estimate: 5d"),
        &expect![[r#"
        by the estimates it slips by 2 working days: Jan 13, 2026 to Jan 15, 2026
        driven by B -> C instead of A -> C
        because B takes 5d instead of 2d"#]],
    );
    check(
        &two,
        &two.replace("estimate: 3d", "estimate: 1d"),
        &expect![[r#"
        by the estimates it comes 1 working day earlier: Jan 13, 2026 to Jan 12, 2026
        driven by B -> C instead of A -> C
        because A takes 1d instead of 3d"#]],
    );
}

#[test]
fn what_the_milestone_requires() {
    check(
        ROW,
        &ROW.replace("[C]", "[B]"),
        &expect![[r#"
        by the estimates it comes 4 working days earlier: Jan 15, 2026 to Jan 09, 2026
        driven by A -> B instead of A -> B -> C
        requires: C becomes B"#]],
    );
}

#[test]
fn days_that_are_not_worked() {
    let off = |days: &str| format!("calendar {{ {days} }}\n{ROW}");
    check(
        ROW,
        &off("holiday 2026-01-07 \"Off\""),
        &expect![[r#"
        by the estimates it slips by 1 working day: Jan 15, 2026 to Jan 16, 2026
        driven by A -> B -> C
        because holiday 2026-01-07 Off is new"#]],
    );
    check(
        &off("freeze 2026-01-10..2026-01-12 \"Still\""),
        ROW,
        &expect![[r#"
        by the estimates it comes 1 working day earlier: Jan 16, 2026 to Jan 15, 2026
        driven by A -> B -> C
        because freeze 2026-01-10..2026-01-12 Still is gone"#]],
    );
    check(
        ROW,
        &off("workdays: mon..thu, holiday 2026-01-10, holiday 2026-06-01"),
        &expect![[r#"
        by the estimates it slips by 1 working day: Jan 15, 2026 to Jan 19, 2026
        driven by A -> B -> C
        because of workdays: mon, tue, wed, thu, fri becomes mon, tue, wed, thu"#]],
    );
}

#[test]
fn a_sprint_that_takes_place_at_another_time() {
    check(
        ROW,
        &ROW.replace("2026-01-05..", "2026-01-07.."),
        &expect![[r#"
        by the estimates it slips by 2 working days: Jan 15, 2026 to Jan 19, 2026
        driven by A -> B -> C
        because the work begins Jan 07, 2026 instead of Jan 05, 2026"#]],
    );
    let on = ROW.replace("[C]", "[A]").replace("S0 \"m\"", "S1 \"m\"");
    let on = format!("{on}sprint S1 2026-01-19..2026-01-30\n");
    check(
        &on,
        &on.replace("2026-01-30", "2026-01-28"),
        &expect![[r#"
        driven by A
        because the sprint of the milestone ends Jan 28, 2026 instead of Jan 30, 2026"#]],
    );
}

#[test]
fn what_manifests_need() {
    let needs = "cluster x
component a { story: A, provides: [Secret/n/s], helm { chart: \"oci://a.io/b\", version: \"1.0.0\" }, namespace: n }
component c { story: C, namespace: n, resource ConfigMap c { data: { a: \"b\" } } }
";
    let row = ROW.replace("A -> B -> C", "B -> C");
    let with = needs.replace("resource ConfigMap", "needs: [Secret/s], resource ConfigMap");
    check(
        &format!("{row}{needs}"),
        &format!("{row}{with}"),
        &expect![[r#"
        by the estimates it slips by 1 working day: Jan 12, 2026 to Jan 13, 2026
        driven by A -> C instead of B -> C
        because C now needs A"#]],
    );
    check(
        &format!("{row}{with}"),
        &format!("{row}{needs}"),
        &expect![[r#"
        by the estimates it comes 1 working day earlier: Jan 13, 2026 to Jan 12, 2026
        driven by B -> C instead of A -> C
        because C no longer needs A"#]],
    );
}

#[test]
fn whatever_moves_a_day_is_named() {
    let plans = [
        ROW.to_owned(),
        without_b(),
        ROW.replace("A -> B -> C", "(A | B) -> C"),
        ROW.replace("A -> B -> C", "C -> B, A -> B").replace("[C]", "[B]"),
        ROW.replace("estimate: 2d", "estimate: [1d, 2d, 9d]"),
        ROW.replace("story A {", "story A { status: done,"),
        ROW.replace("story B {", "story X { estimate: 9d }\n  story B {")
            .replace("A ->", "(A | X) ->"),
        ROW.replace("story A {", "story A { status: active, started: 2026-01-07,"),
        ROW.replace("story A {", "story A { status: done, finished: 2026-01-09,"),
        ROW.replace("story A {", "story A { status: done, finished: 2026-01-12,"),
        format!("{}calendar {{ holiday 2026-01-06 \"Off\" }}\n", without_b()),
        ROW.replace("2026-01-05", "2026-01-06"),
    ];
    let mut pdl = Pdl::new();
    for (index, plan) in plans.iter().enumerate() {
        pdl = pdl.file(&format!("{index}.pdl"), format!("platform p\n{plan}"));
    }
    let names: Vec<String> = (0..plans.len()).map(|index| format!("{index}.pdl")).collect();
    let mut moved = 0;
    for (old, new) in names.iter().flat_map(|old| names.iter().map(move |new| (old, new))) {
        pdl = pdl.args(["diff", old, new, "--format", "json"]);
        let found: Value = serde_json::from_slice(&pdl.output().stdout).expect("it is JSON");
        let Some(milestone) = found["milestones"].get(0) else { continue };
        if milestone["slips"].get(0).is_none() {
            continue;
        }
        moved += 1;
        let requires = |it: &Value| it["field"] == "requires";
        let is_named = ["moved", "edges", "days"].iter().any(|it| milestone[*it].get(0).is_some())
            || milestone["fields"].as_array().is_some_and(|fields| fields.iter().any(requires));
        assert!(is_named, "{old} to {new}: {milestone:#}");
    }
    assert_eq!(moved, 124, "of 132 pairs");
}
