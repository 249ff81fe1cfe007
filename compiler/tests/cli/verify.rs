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

#[test]
fn what_the_plan_says_is_there_need_not_be_made() {
    let plan = "platform p { assume: [Namespace/there, OCIRepository/there/chart] }\n\
                cluster x {}\nsprint S0 2025-10-20..2025-10-31 { story A }\n\
                component a {\n  story: A\n  namespace: there\n\
                resource HelmRelease a { spec: { interval: 1h, chartRef: { kind: \"OCIRepository\", name: \"chart\" } } }\n}\n";
    let pdl = Pdl::new().file("platform.pdl", plan).args(["build"]);
    assert_eq!(pdl.output().status.code(), Some(0));
    let manifest = std::fs::read_to_string(pdl.path("out/manifest.json")).expect("it is there");
    let given = "\"x\": [\"Namespace/there\",\"OCIRepository/there/chart\"]";
    assert!(manifest.contains(given), "{manifest}");
    assert_eq!(pdl.args(["verify", "out"]).output().status.code(), Some(0));
}

#[test]
fn what_is_suspended_is_said_and_what_waits_for_it_is_an_error() {
    let plan = "cluster x {}\nsprint S0 2025-10-20..2025-10-31 { story A, story B }\norder { A -> B }\n\
                component a { story: A, namespace: n, flux { suspend: true }, resource ConfigMap a { data: {} } }\n";
    let alone = Pdl::new().file("platform.pdl", plan).args(["build"]);
    assert_eq!(alone.output().status.code(), Some(0));
    expect![[r#"
        exit: Some(0)
        warning[replay]: `a` never becomes ready: Kustomization flux-system/a is suspended
          at flux/x/a.yaml:5
        x: 0 of 1 Kustomizations ready; never ready: `a`
    "#]]
    .assert_eq(&found(&alone.args(["verify", "out"])));
    let after = "component b { story: B, namespace: n, resource ConfigMap b { data: {} } }\n";
    let pdl = Pdl::new().file("platform.pdl", format!("{plan}{after}")).args(["build"]);
    assert_eq!(pdl.output().status.code(), Some(0));
    expect![[r#"
        exit: Some(1)
        warning[replay]: `a` never becomes ready: Kustomization flux-system/a is suspended
          at flux/x/a.yaml:5
        error[replay]: `b` never becomes ready: it waits for `a`, which is suspended
          at flux/x/b.yaml:5
          help: Suspend it as well, or let the other go on.
        x: 0 of 2 Kustomizations ready; never ready: `a`, `b`
    "#]]
    .assert_eq(&found(&pdl.args(["verify", "out"])));
}
