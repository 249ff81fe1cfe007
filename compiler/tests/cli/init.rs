//! `pdlc init`.

use expect_test::expect;

use super::Pdl;

#[test]
fn what_is_begun_is_complete() {
    let pdl = Pdl::new().args(["init", "new/platform"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stderr
        wrote new/platform/platform.pdl
        wrote new/platform/platform/clusters.pdl
        wrote new/platform/platform/components.pdl
        wrote new/platform/README.md
        wrote new/platform/.gitignore
        next: `pdlc check new/platform/platform.pdl`, then `pdlc build new/platform/platform.pdl`
    "#]]);
    let mut pdl = pdl.inside("new/platform");
    for args in [&["check", "--deny", "warnings"][..], &["fmt", "--check"], &["build"]] {
        pdl = pdl.args(args.iter().copied());
        let output = pdl.output();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {text}");
    }
    let output = pdl.args(["verify", "out"]).output();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("4 Kustomizations ready in 4 waves"));
}

#[test]
fn nothing_is_overwritten() {
    let pdl = Pdl::new().file("README.md", "mine").args(["init"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stderr
        wrote ./platform.pdl
        wrote ./platform/clusters.pdl
        wrote ./platform/components.pdl
        wrote ./.gitignore
        kept ./README.md
        next: `pdlc check ./platform.pdl`, then `pdlc build ./platform.pdl`
    "#]]);
    assert_eq!(pdl.read("README.md"), "mine");
    let pdl = pdl.file("platform.pdl", "mine");
    pdl.args(["init"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `./platform.pdl` is there already
          help: Begin in another folder: `pdlc init FOLDER`.
    "#]]);
    let pdl = Pdl::new().file("platform/mine.pdl", "mine").args(["init"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: `./platform` is there already
          help: Begin in another folder: `pdlc init FOLDER`.
    "#]]);
    assert!(!pdl.path("platform.pdl").exists());
}
