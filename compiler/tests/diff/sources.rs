//! Two sources, two outputs.

use expect_test::expect;

use super::{OLD, Pdl, pdl};

#[test]
fn what_moves_is_told_with_the_reason() {
    pdl().args(["diff", "old", "new"]).check(&expect![[r#"
        exit: 0
        --- stdout
        --- old
        +++ new

        Milestones
          ~ M1 slips by 4 working days: Nov 07, 2025 to Nov 14, 2025  All of it
              driven by NET -> DB -> APP
              because APP moves from S1 to S2, ends Nov 14, 2025 instead of Nov 07, 2025
              at the end of: S1 becomes S2

        Platform
          + holiday 2025-11-11 A day off
          + lane apps "Applications", Ann

        Sprints
          + S2 2025-11-10..2025-11-14  Sprint 2

        Stories
          ~ NET  Networking
              status: planned becomes active
          + CACHE, in S1  A cache
          ~ APP, formerly OLD-APP  The application
              sprint: S1 becomes S2
          - GONE, in S1  Not needed

        Dependencies
          ~ CORE -> NET
              reason: needs an address becomes needs a name
          ~ NET -> DB
              reason: needs an address becomes needs a name
          ~ DB ~> APP
              arrow: -> becomes ~>
          + NET -> CACHE  it is remote
          - NET -> GONE

        Manifests of infra: 4 added, 2 changed, 4 removed
          + flux/infra/cache.yaml
          + flux/infra/components/cache/configmap-cache.yaml
          + flux/infra/components/cache/kustomization.yaml
          + flux/infra/components/cache/namespace.yaml
          - flux/infra/components/gone/configmap-gone.yaml
          - flux/infra/components/gone/kustomization.yaml
          - flux/infra/components/gone/namespace.yaml
          ~ flux/infra/components/net/configmap-net.yaml
              @@ -6,3 +6,3 @@
                 namespace: net
               data:
              -  a: "1"
              +  a: "2"
          - flux/infra/gone.yaml
          ~ flux/infra/kustomization.yaml
              @@ -4,3 +4,3 @@
               resources:
                 - net.yaml
              -  - gone.yaml
              +  - cache.yaml
    "#]]);
}

#[test]
fn markdown_says_the_same() {
    pdl().args(["diff", "old", "new", "--format", "markdown"]).check(&expect![[r#"
        exit: 0
        --- stdout
        ## What changes

        From `old` to `new`.

        ### Milestones

        - `M1` slips by 4 working days: Nov 07, 2025 to Nov 14, 2025 – All of it
          - driven by `NET` -> `DB` -> `APP`
          - because `APP` moves from `S1` to `S2`, ends Nov 14, 2025 instead of Nov 07, 2025
          - at the end of: S1 becomes S2

        ### Platform

        - added: holiday 2025-11-11 A day off
        - added: lane apps "Applications", Ann

        ### Sprints

        - added: `S2` 2025-11-10..2025-11-14 – Sprint 2

        ### Stories

        - `NET` – Networking
          - status: planned becomes active
        - added: `CACHE`, in `S1` – A cache
        - `APP`, formerly `OLD-APP` – The application
          - sprint: S1 becomes S2
        - removed: `GONE`, in `S1` – Not needed

        ### Dependencies

        - `CORE` -> `NET`
          - reason: needs an address becomes needs a name
        - `NET` -> `DB`
          - reason: needs an address becomes needs a name
        - `DB` ~> `APP`
          - arrow: -\> becomes \~\>
        - added: `NET` -> `CACHE` – it is remote
        - removed: `NET` -> `GONE`

        ### Manifests of infra: 4 added, 2 changed, 4 removed

        - added: `flux/infra/cache.yaml`
        - added: `flux/infra/components/cache/configmap-cache.yaml`
        - added: `flux/infra/components/cache/kustomization.yaml`
        - added: `flux/infra/components/cache/namespace.yaml`
        - removed: `flux/infra/components/gone/configmap-gone.yaml`
        - removed: `flux/infra/components/gone/kustomization.yaml`
        - removed: `flux/infra/components/gone/namespace.yaml`
        - `flux/infra/components/net/configmap-net.yaml`

          ```diff
          @@ -6,3 +6,3 @@
             namespace: net
           data:
          -  a: "1"
          +  a: "2"
          ```

        - removed: `flux/infra/gone.yaml`
        - `flux/infra/kustomization.yaml`

          ```diff
          @@ -4,3 +4,3 @@
           resources:
             - net.yaml
          -  - gone.yaml
          +  - cache.yaml
          ```

    "#]]);
}

#[test]
fn what_is_the_same_differs_in_nothing() {
    let pdl =
        Pdl::new().file("platform.pdl", OLD).file("copy/platform.pdl", format!("// More\n{OLD}"));
    pdl.args(["diff", "copy", "--exit-code"]).check(&expect![[r#"
        exit: 0
        --- stdout
        --- copy
        +++ platform.pdl

        Nothing differs
    "#]]);
    // A title that is left out is the name.
    let pdl = Pdl::new().file("platform.pdl", "platform p\n");
    let pdl = pdl.file("titled.pdl", "platform p { title: \"p\" }\n");
    assert!(pdl.args(["diff", "titled.pdl", "--exit-code"]).output().status.success());
}

#[test]
fn a_source_compares_with_what_was_built() {
    let pdl = pdl().args(["build", "old/platform.pdl", "-o", "out"]);
    assert!(pdl.output().status.success());
    let pdl = pdl.args(["diff", "out", "old/platform.pdl", "--exit-code"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stdout
        --- out
        +++ old/platform.pdl

        Nothing differs
    "#]]);
    let built = pdl.args(["diff", "out", "new"]).output();
    let source = super::pdl().args(["diff", "old", "new"]).output();
    let lines = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).expect("it is text");
        text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines(built.stdout), lines(source.stdout), "but for the name they are one");
}

#[test]
fn an_output_without_documents_still_has_manifests() {
    let pdl = pdl().args(["build", "old/platform.pdl", "-o", "out", "--cluster", "infra"]);
    assert!(pdl.output().status.success());
    pdl.args(["diff", "out", "old"]).check(&expect![[r#"
        exit: 0
        --- stdout
        --- out
        +++ old

        Only manifests are compared: not both sides have a schedule.json

        Nothing differs
        --- stderr
        `out` has no schedule.json where its manifest says
    "#]]);
}

#[test]
fn an_output_that_lost_a_file_is_refused() {
    let pdl = pdl().args(["build", "old/platform.pdl", "-o", "out"]);
    assert!(pdl.output().status.success());
    std::fs::remove_file(pdl.path("out/flux/infra/net.yaml")).expect("it is there");
    pdl.args(["diff", "out", "new"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `out` has no `flux/infra/net.yaml`, which its manifest lists
          help: See with `pdlc verify` what else is not as it was built.
    "#]]);
}

#[test]
fn a_source_with_errors_is_not_compared() {
    let pdl = pdl().file("bad/platform.pdl", "order { A -> B }\n");
    pdl.args(["diff", "old", "bad"]).check(&expect![[r#"
        exit: 1
        --- stderr
        error[PDL2007]: no story is called `A`
           ╭─[bad/platform.pdl:1:9]
         1 │ order { A -> B }
           ·         ┬
           ·         ╰── unknown name
           ╰────
          help: Declare it with `story A …`, or correct the name.

        error[PDL2007]: no story is called `B`
           ╭─[bad/platform.pdl:1:14]
         1 │ order { A -> B }
           ·              ┬
           ·              ╰── unknown name
           ╰────
          help: Declare it with `story B …`, or correct the name.

        2 errors

        nothing was compared
    "#]]);
}

#[test]
fn a_folder_without_either_is_refused() {
    pdl().folder("empty").args(["diff", "old", "empty"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `empty` has neither a `platform.pdl` nor a `manifest.json`
          help: Name a source, or the output folder of a build.
    "#]]);
}

#[test]
fn a_sprint_that_moves_takes_its_stories_and_milestone_along() {
    let later = OLD.replace("2025-10-27..2025-11-07", "2025-10-27..2025-11-12");
    let pdl = Pdl::new().file("old.pdl", OLD).file("new.pdl", later);
    let pdl = pdl.args(["diff", "old.pdl", "new.pdl"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stdout
        --- old.pdl
        +++ new.pdl

        Milestones
          ~ M1 slips by 3 working days: Nov 07, 2025 to Nov 12, 2025  All of it
              driven by NET -> DB -> OLD-APP
              because DB ends Nov 12, 2025 instead of Nov 07, 2025
              because OLD-APP ends Nov 12, 2025 instead of Nov 07, 2025

        Sprints
          ~ S1  Sprint 1
              dates: 2025-10-27..2025-11-07 becomes 2025-10-27..2025-11-12
              ends 3 working days later; 3 stories stay in it
    "#]]);
    pdl.args(["diff", "new.pdl", "old.pdl"]).check(&expect![[r#"
        exit: 0
        --- stdout
        --- new.pdl
        +++ old.pdl

        Milestones
          ~ M1 comes 3 working days earlier: Nov 12, 2025 to Nov 07, 2025  All of it
              driven by NET -> DB -> OLD-APP
              because DB ends Nov 07, 2025 instead of Nov 12, 2025
              because OLD-APP ends Nov 07, 2025 instead of Nov 12, 2025

        Sprints
          ~ S1  Sprint 1
              dates: 2025-10-27..2025-11-12 becomes 2025-10-27..2025-11-07
              ends 3 working days earlier; 3 stories stay in it
    "#]]);
}
