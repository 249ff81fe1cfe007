//! `pdlc check --fix`.

use expect_test::expect;

use super::{PLAN, Pdl};

#[test]
fn fixes_are_applied_until_none_is_left() {
    let plan =
        PLAN.replace("CORE -> NET ->", "CORE -> NET\n  CORE -> NET\n  CORE -> NET\n  NET ->");
    let pdl = Pdl::new().file("platform.pdl", plan).args(["check", "--fix"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stderr
        mended 2 findings in 1 file
        checked 4 stories, 2 sprints, 1 milestone, 2 clusters in 1 file: no errors, no warnings
    "#]]);
    expect![[r#"
        platform demo {
          title: "Demo"
        }
        cluster infra { id: 1 }
        cluster apps { id: 2 }
        sprint S0 2025-10-20..2025-10-24 "Sprint 0" {
          story CORE "The core" { status: done }
          story NET "Networking"
        }
        sprint S1 2025-10-27..2025-11-07 "Sprint 1" {
          story DB { clusters: [infra] }
          story APP
        }
        order {
          CORE -> NET
          NET -> DB "needs an address"
          DB ~> APP
        }
        milestone M1 end S1 "All of it"
    "#]]
    .assert_eq(&pdl.read("platform.pdl"));
    pdl.check(&expect![[r#"
        exit: 0
        --- stderr
        checked 4 stories, 2 sprints, 1 milestone, 2 clusters in 1 file: no errors, no warnings
    "#]]);
}

#[test]
fn included_files_are_mended_too() {
    let pdl = Pdl::new()
        .file("platform.pdl", format!("include \"more/*.pdl\"\n{PLAN}"))
        .file("more/order.pdl", "order {\n  CORE -> NET\n}\n")
        .args(["check", "--fix", "--format=short"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stderr
        mended 1 finding in 1 file
    "#]]);
    expect![[r#"
        order {
        }
    "#]]
    .assert_eq(&pdl.read("more/order.pdl"));
}

#[test]
fn what_needs_a_decision_is_left() {
    let plan = PLAN.replace("CORE -> NET ->", "CORE -> NTE ->");
    let pdl = Pdl::new().file("platform.pdl", &plan).args(["check", "--fix"]);
    pdl.check(&expect![[r#"
        exit: 1
        --- stderr
        error[PDL2007]: no story is called `NTE`
            ╭─[platform.pdl:15:11]
         14 │ order {
         15 │   CORE -> NTE -> DB "needs an address"
            ·           ─┬─
            ·            ╰── unknown name
         16 │   DB ~> APP
            ╰────
           ╭─[platform.pdl:8:9]
         7 │   story CORE "The core" { status: done }
         8 │   story NET "Networking"
           ·         ─┬─
           ·          ╰── `NET` is declared here
         9 │ }
           ╰────
          help: Write `NET` if that is meant.
          fix: Write `NET`

        1 error
        checked 4 stories, 2 sprints, 1 milestone, 2 clusters in 1 file
    "#]]);
    assert_eq!(pdl.read("platform.pdl"), plan);
}

#[test]
fn standard_input_cannot_be_mended() {
    Pdl::new().args(["check", "-", "--fix"]).stdin(PLAN).check(&expect![[r#"
        exit: 2
        --- stderr
        error: --fix cannot mend <stdin>
          help: Name a file, or leave out --fix.
    "#]]);
}
