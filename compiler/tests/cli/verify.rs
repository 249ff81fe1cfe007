//! `pdlc verify`.

use expect_test::expect;

use super::{PLAN, Pdl};

fn built() -> Pdl {
    let pdl = Pdl::new().file("platform.pdl", PLAN).args(["build"]);
    assert_eq!(pdl.output().status.code(), Some(0));
    pdl
}

#[test]
fn what_was_built_is_sound() {
    built().args(["verify", "out"]).check(&expect![[r#"
        exit: 0
        --- stdout
        apps: 0 Kustomizations ready in 0 waves, 0 objects applied
        infra: 0 Kustomizations ready in 0 waves, 0 objects applied
        --- stderr
        out: 4 files: sound
    "#]]);
}

#[test]
fn a_changed_file_is_found() {
    let pdl = built().file("out/ordering/ordering.md", "edited");
    std::fs::remove_file(pdl.path("out/flux/apps/kustomization.yaml")).expect("it is there");
    let pdl = pdl.args(["verify", "out"]);
    pdl.check(&expect![[r#"
        exit: 1
        --- stdout
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
        --- stderr
        out: 4 files: 3 errors
    "#]]);
    pdl.args(["verify", "out", "--format", "json"]).check(&expect![[r#"
        exit: 1
        --- stdout
        {
          "format_version": 1,
          "sound": false,
          "files": 4,
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
    "#]]);
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
