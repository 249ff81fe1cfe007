//! `pdlc check`: formats, levels, days, exit status.

use expect_test::expect;

use super::{CYCLE, PLAN, Pdl};

fn doubtful() -> Pdl {
    Pdl::new().file("platform.pdl", PLAN.replace("  DB ~>", "  CORE -> DB\n  CORE -> NET\n  DB ~>"))
}

#[test]
fn a_plan_in_order_is_counted() {
    Pdl::new().file("platform.pdl", PLAN).args(["check"]).check(&expect![[r#"
        exit: 0
        --- stderr
        checked 4 stories, 2 sprints, 1 milestone, 2 clusters in 1 file: no errors, no warnings
    "#]]);
}

#[test]
fn a_warning_is_shown_and_allowed() {
    doubtful().args(["check"]).check(&expect![[r#"
        exit: 0
        --- stderr
        warning[PDL4006]: the order `CORE -> DB` follows from others
            ╭─[platform.pdl:16:11]
         14 │ order {
         15 │   CORE -> NET -> DB "needs an address"
            ·           ─┬─    ─┬
            ·            │      ╰── `DB` waits for `NET`: `needs an address`
            ·            ╰── `NET` waits for `CORE`: `needs an address`
         16 │   CORE -> DB
            ·           ─┬
            ·            ╰── `DB` waits for `CORE`
         17 │   CORE -> NET
            ╰────
          help: Remove it, or write at the end of the chain why it stays.
          fix: Remove the order (`pdlc check --fix` does it)

        warning[PDL4014]: the order `CORE -> NET` is written twice
            ╭─[platform.pdl:17:11]
         14 │ order {
         15 │   CORE -> NET -> DB "needs an address"
            ·           ─┬─
            ·            ╰── `NET` waits for `CORE`: `needs an address`
         16 │   CORE -> DB
         17 │   CORE -> NET
            ·           ─┬─
            ·            ╰── needless
         18 │   DB ~> APP
            ╰────
          help: Remove one of the two.
          fix: Remove the order (`pdlc check --fix` does it)

        2 warnings; 2 can be mended by `pdlc check --fix`
        checked 4 stories, 2 sprints, 1 milestone, 2 clusters in 1 file
    "#]]);
}

#[test]
fn an_error_has_an_exit_status() {
    Pdl::new().file("platform.pdl", CYCLE).args(["check"]).check(&expect![[r#"
        exit: 1
        --- stderr
        error[PDL4001]: `A` and `B` wait for each other
           ╭─[platform.pdl:6:13]
         5 │ order {
         6 │   A -> B -> A
           ·        ┬    ┬
           ·        │    ╰── `A` waits for `B`
           ·        ╰── `B` waits for `A`
         7 │ }
           ╰────
          help: Remove one of these orders.

        1 error
        checked 2 stories, 1 sprint, 1 milestone in 1 file
    "#]]);
}

#[test]
fn every_format_has_its_stream() {
    for (format, expected) in [
        (
            "short",
            expect![[r#"
                exit: 0
                --- stdout
                platform.pdl:17:11: warning[PDL4014]: the order `CORE -> NET` is written twice
            "#]],
        ),
        (
            "json",
            expect![[r#"
                exit: 0
                --- stdout
                {
                  "format_version": 1,
                  "diagnostics": [
                    {
                      "code": "PDL4014",
                      "slug": "repeated-edge",
                      "severity": "warning",
                      "message": "the order `CORE -> NET` is written twice",
                      "help": "Remove one of the two.",
                      "labels": [
                        {
                          "file": "platform.pdl",
                          "span": {
                            "start": 358,
                            "end": 361
                          },
                          "start": {
                            "line": 17,
                            "column": 11
                          },
                          "end": {
                            "line": 17,
                            "column": 14
                          },
                          "text": "needless",
                          "primary": true
                        },
                        {
                          "file": "platform.pdl",
                          "span": {
                            "start": 306,
                            "end": 309
                          },
                          "start": {
                            "line": 15,
                            "column": 11
                          },
                          "end": {
                            "line": 15,
                            "column": 14
                          },
                          "text": "`NET` waits for `CORE`: `needs an address`",
                          "primary": false
                        }
                      ],
                      "fix": {
                        "title": "Remove the order",
                        "applicability": "machine",
                        "edits": [
                          {
                            "file": "platform.pdl",
                            "span": {
                              "start": 348,
                              "end": 362
                            },
                            "start": {
                              "line": 17,
                              "column": 1
                            },
                            "end": {
                              "line": 18,
                              "column": 1
                            },
                            "text": ""
                          }
                        ]
                      }
                    }
                  ],
                  "summary": {
                    "errors": 0,
                    "warnings": 1,
                    "fixable": 1
                  }
                }
            "#]],
        ),
        (
            "github",
            expect![[r#"
                exit: 0
                --- stdout
                ::warning file=platform.pdl,line=17,endLine=17,col=11,endColumn=14,title=PDL4014 repeated-edge::the order `CORE -> NET` is written twice%0Aneedless%0Ahelp: Remove one of the two.
            "#]],
        ),
    ] {
        let pdl = doubtful().args(["check", "--format", format, "--allow", "implied-edge"]);
        pdl.check(&expected);
    }
}

#[test]
fn sarif_is_json_with_rules() {
    let output = doubtful().args(["check", "--format=sarif"]).output();
    let sarif: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(sarif["version"], "2.1.0");
    assert!(output.stderr.is_empty());
}

#[test]
fn a_clean_json_report_is_a_report() {
    let pdl = Pdl::new().file("platform.pdl", PLAN).args(["check", "--format", "json"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stdout
        {
          "format_version": 1,
          "diagnostics": [],
          "summary": {
            "errors": 0,
            "warnings": 0,
            "fixable": 0
          }
        }
    "#]]);
}

#[test]
fn denied_warnings_are_errors() {
    let pdl = doubtful().args(["check", "--format=short", "--deny=warnings"]);
    pdl.check(&expect![[r#"
        exit: 1
        --- stdout
        platform.pdl:16:11: error[PDL4006]: the order `CORE -> DB` follows from others
        platform.pdl:17:11: error[PDL4014]: the order `CORE -> NET` is written twice
    "#]]);
}

#[test]
fn one_warning_may_be_kept_out_of_all() {
    let pdl = doubtful();
    let pdl = pdl.args(["check", "--format=short", "--warn=PDL4006", "--deny", "warnings"]);
    pdl.check(&expect![[r#"
        exit: 1
        --- stdout
        platform.pdl:16:11: warning[PDL4006]: the order `CORE -> DB` follows from others
        platform.pdl:17:11: error[PDL4014]: the order `CORE -> NET` is written twice
    "#]]);
}

#[test]
fn the_later_level_of_a_code_wins() {
    let levels =
        ["check", "--format=short", "--deny=implied-edge", "--allow=pdl4006", "--warn=4006"];
    doubtful().args(levels).check(&expect![[r#"
        exit: 0
        --- stdout
        platform.pdl:16:11: warning[PDL4006]: the order `CORE -> DB` follows from others
        platform.pdl:17:11: warning[PDL4014]: the order `CORE -> NET` is written twice
    "#]]);
}

#[test]
fn levels_name_warnings() {
    doubtful().args(["check", "--deny", "implyed-edge"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: invalid value 'implyed-edge' for '--deny <CODE>': there is no such warning; did you mean `implied-edge`?

        For more information, try '--help'.
    "#]]);
    doubtful().args(["check", "--allow", "dependency-cycle"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: invalid value 'dependency-cycle' for '--allow <CODE>': `dependency-cycle` is an error, which stays one

        For more information, try '--help'.
    "#]]);
    doubtful().args(["check", "--format", "xml"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: invalid value 'xml' for '--format <FORMAT>'
          [possible values: human, short, json, sarif, github]

        For more information, try '--help'.
    "#]]);
}

#[test]
fn facts_from_the_future_need_a_today() {
    let plan = PLAN.replace("status: done", "status: done, finished: 2025-10-23");
    let pdl = |args: &[&'static str]| {
        let args = ["check", "--format=short"].into_iter().chain(args.iter().copied());
        Pdl::new().file("platform.pdl", &plan).args(args)
    };
    pdl(&[]).check(&expect![[r#"
        exit: 0
    "#]]);
    pdl(&["--as-of", "2025-10-22"]).check(&expect![[r#"
        exit: 1
        --- stdout
        platform.pdl:7:51: error[PDL3011]: `CORE` finished on 2025-10-23, but the plan is as of 2025-10-22
    "#]]);
    pdl(&["--as-of", "sprint:S0"]).check(&expect![[r#"
        exit: 0
    "#]]);
    pdl(&["--as-of", "sprint:S9"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no sprint `S9`
          help: Did you mean `S0`?
    "#]]);
    pdl(&["--as-of", "soon"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: invalid value 'soon' for '--as-of <DAY>': write a date such as 2025-11-21, or a sprint: `sprint:S2`

        For more information, try '--help'.
    "#]]);
}
