//! `pdlc build`.

use expect_test::expect;

use super::{CYCLE, PLAN, Pdl};

#[test]
fn errors_build_nothing() {
    let pdl = Pdl::new().file("platform.pdl", CYCLE).args(["build"]);
    pdl.check(&expect![[r#"
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

        nothing was built
    "#]]);
    assert!(!pdl.path("out").exists());
}

#[test]
fn a_build_makes_a_check_pass() {
    let pdl = Pdl::new().file("platform.pdl", PLAN).args(["build", "--check", "-o", "tree"]);
    assert_eq!(pdl.output().status.code(), Some(1));
    assert!(!pdl.path("tree").exists());
    let pdl = pdl.args(["build", "-o", "tree"]);
    assert_eq!(pdl.output().status.code(), Some(0));
    let pdl = pdl.args(["build", "--check", "-o", "tree"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stderr
        up to date
    "#]]);
}

#[test]
fn usage_is_checked() {
    Pdl::new().args(["build", "-"]).stdin(PLAN).check(&expect![[r#"
        exit: 2
        --- stderr
        error: a build needs a root file on disk
          help: Name the file.
    "#]]);
    let pdl = Pdl::new().file("platform.pdl", PLAN);
    pdl.args(["build", "--cluster", "infar"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no cluster `infar`
          help: Did you mean `infra`?
    "#]]);
}

#[test]
fn a_build_of_one_cluster_spares_the_trees_of_others() {
    let pdl = Pdl::new().file("platform.pdl", PLAN).args(["build"]);
    assert_eq!(pdl.output().status.code(), Some(0));
    let manifest = pdl.read("out/manifest.json");
    let pdl = pdl.args(["build", "--cluster", "infra"]);
    assert_eq!(pdl.output().status.code(), Some(0));
    assert!(pdl.path("out/flux/apps/kustomization.yaml").exists());
    assert_eq!(pdl.read("out/manifest.json"), manifest);
    let pdl = pdl.args(["build", "--cluster", "infra", "-o", "shard"]);
    assert_eq!(pdl.output().status.code(), Some(0));
    assert!(!pdl.path("shard/flux/apps").exists());
}

#[test]
fn what_is_remembered_changes_nothing_that_is_seen() {
    // The order is implied already, which is worth a warning.
    let warned = format!("{PLAN}\norder {{\n  CORE -> DB\n}}\n");
    let pdl = Pdl::new().file("platform.pdl", warned).args(["build"]);
    let cache = pdl.path("cache");
    let pdl = pdl.variable("XDG_CACHE_HOME", cache.to_str().expect("it is text"));
    let first = pdl.output();
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let shown = || String::from_utf8(pdl.output().stderr).expect("it is text");
    let (second, third) = (shown(), shown());
    assert!(
        second.contains(" 0 files written") && second.contains("; `pdlc check` shows them"),
        "{second}"
    );
    assert_eq!(second, third);
    let pdl = pdl.args(["build", "--no-record"]);
    assert_eq!(String::from_utf8(pdl.output().stderr).expect("it is text"), second);
}

#[test]
fn builds_that_believe_nothing_remember_nothing() {
    for args in
        [&["build", "--no-record"][..], &["build", "--force"], &["build", "--check"], &["check"]]
    {
        let pdl = Pdl::new().file("platform.pdl", PLAN).args(args.iter().copied());
        let pdl = pdl.folder("home");
        let home = pdl.path("home");
        let pdl = pdl.variable("HOME", home.to_str().expect("it is text"));
        pdl.output();
        assert!(!pdl.path("home/.cache").exists(), "{args:?}");
        let pdl = pdl.args(["build"]);
        pdl.output();
        assert!(pdl.path("home/.cache/pdlc/builds").exists());
    }
}
