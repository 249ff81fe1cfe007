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
