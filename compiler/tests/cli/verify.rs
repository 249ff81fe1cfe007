//! `pdlc verify`.

use expect_test::expect;

use super::{PLAN, Pdl};

/// How a run ended and what it found; how many files there are is not what is asked here.
fn found(pdl: &Pdl) -> String {
    let output = pdl.output();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = text.lines().filter(|line| !line.contains("\"files\":"));
    let lines: Vec<&str> = lines.collect();
    format!("exit: {:?}\n{}\n", output.status.code(), lines.join("\n"))
}

fn built() -> Pdl {
    let pdl = Pdl::new().file("platform.pdl", PLAN).args(["build"]);
    assert_eq!(pdl.output().status.code(), Some(0));
    pdl
}

#[test]
fn what_was_built_is_sound() {
    expect![[r#"
        exit: Some(0)
        apps: 0 Kustomizations ready in 0 waves, 0 objects applied
        infra: 0 Kustomizations ready in 0 waves, 0 objects applied
    "#]]
    .assert_eq(&found(&built().args(["verify", "out"])));
}

#[test]
fn a_changed_file_is_found() {
    let pdl = built().file("out/ordering/ordering.md", "edited");
    std::fs::remove_file(pdl.path("out/flux/apps/kustomization.yaml")).expect("it is there");
    let pdl = pdl.args(["verify", "out"]);
    expect![[r#"
        exit: Some(1)
        error[resources]: there is no `kustomization.yaml` here
          at flux/apps
        error[hashes]: the manifest lists this file, and it is not there
          at flux/apps/kustomization.yaml
          help: Build again.
        error[hashes]: this file is not what was built
          at ordering/ordering.md
          help: Build again.
        apps: 0 Kustomizations ready in 0 waves, 0 objects applied
        infra: 0 Kustomizations ready in 0 waves, 0 objects applied
    "#]]
    .assert_eq(&found(&pdl));
    let pdl = pdl.args(["verify", "out", "--format", "json"]);
    expect![[r#"
        exit: Some(1)
        {
          "format_version": 1,
          "sound": false,
          "findings": [
            {
              "check": "resources",
              "severity": "error",
              "file": "flux/apps",
              "line": null,
              "message": "there is no `kustomization.yaml` here",
              "help": null
            },
            {
              "check": "hashes",
              "severity": "error",
              "file": "flux/apps/kustomization.yaml",
              "line": null,
              "message": "the manifest lists this file, and it is not there",
              "help": "Build again."
            },
            {
              "check": "hashes",
              "severity": "error",
              "file": "ordering/ordering.md",
              "line": null,
              "message": "this file is not what was built",
              "help": "Build again."
            }
          ],
          "clusters": [
            {
              "name": "apps",
              "waves": [],
              "stuck": [],
              "objects": 0,
              "applied": 0
            },
            {
              "name": "infra",
              "waves": [],
              "stuck": [],
              "objects": 0,
              "applied": 0
            }
          ]
        }
    "#]]
    .assert_eq(&found(&pdl));
}

#[test]
fn the_source_is_not_read() {
    let pdl = built();
    std::fs::remove_file(pdl.path("platform.pdl")).expect("it is there");
    assert_eq!(pdl.args(["verify", "out"]).output().status.code(), Some(0));
}

#[test]
fn a_folder_without_a_manifest_is_no_output() {
    Pdl::new().folder("out").args(["verify", "out"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no `manifest.json` in `out`; is this the output of `pdlc build`?
          help: Build it first.
    "#]]);
    Pdl::new().args(["verify"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: the following required arguments were not provided:
          <OUT>

        Usage: pdlc verify <OUT>

        For more information, try '--help'.
    "#]]);
}

#[test]
fn documents_may_be_in_the_output_folder_after_all() {
    let plan = format!("{PLAN}outputs {{ schedule: \"docs/schedule\" }}\n");
    let args = ["build", "-o", "tree", "--documents-root", "elsewhere"];
    let pdl = Pdl::new().file("platform.pdl", plan).args(args);
    assert_eq!(pdl.output().status.code(), Some(0));
    std::fs::rename(pdl.path("elsewhere/docs"), pdl.path("tree/docs")).expect("it can be moved");
    let pdl = pdl.args(["verify", "tree", "--documents-root", "tree", "--format", "json"]);
    let output = pdl.output();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("\"findings\": []"));
    std::fs::write(pdl.path("tree/docs/schedule/schedule.md"), "edited").expect("writable");
    assert_eq!(pdl.output().status.code(), Some(1));
}
