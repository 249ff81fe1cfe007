//! `pdlc build --cluster`, `--documents` and `pdlc join`: parts that make a whole.

use expect_test::expect;

use super::{Pdl, TWO_CLUSTERS};

/// Something on each of two clusters.
const COMPONENTS: &str = r#"outputs { schedule: "docs/schedule" }
component core {
  story: CORE
  namespace: core
  resource ConfigMap settings { data: { cluster: "${cluster.name}" } }
}
component edge {
  story: EDGE
  namespace: edge
  resource ConfigMap settings { data: { cluster: "${cluster.name}" } }
}
"#;

fn program() -> String {
    format!("{TWO_CLUSTERS}{COMPONENTS}")
}

fn whole() -> Pdl {
    let pdl = Pdl::new().file("platform.pdl", program());
    pdl.succeeds(["build", "-o", "whole/out", "--documents-root", "whole"])
}

/// Every file below a folder, with its content.
fn files(pdl: &Pdl, folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![pdl.path(folder)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("listable") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let text = std::fs::read_to_string(&path).expect("text");
                found.push((path.display().to_string(), text));
            }
        }
    }
    let root = pdl.path(folder).display().to_string();
    let mut found: Vec<_> =
        found.into_iter().map(|(name, text)| (name.replacen(&root, "", 1), text)).collect();
    found.sort();
    found
}

#[test]
fn joined_parts_are_the_whole() {
    let mut pdl = whole();
    for part in ["infra", "apps"] {
        let out = format!("parts/{part}");
        pdl = pdl.succeeds(["build", "--cluster", part, "-o", &out]);
        let other = if part == "infra" { "apps" } else { "infra" };
        assert!(!pdl.path(&format!("{out}/flux/{other}")).exists());
        assert!(!pdl.path(&format!("{out}/ordering")).exists(), "a part has no documents");
    }
    let documents = ["build", "--documents", "-o", "parts/text", "--documents-root", "parts"];
    pdl = pdl.succeeds(documents);
    assert!(!pdl.path("parts/text/flux").exists());
    let pdl = pdl.succeeds(["join", "parts/apps", "parts/text", "parts/infra", "-o", "j/out"]);
    assert_eq!(files(&pdl, "j"), files(&pdl, "whole"));
}

#[test]
fn parts_built_into_one_folder_one_after_another_are_the_whole() {
    let mut pdl = whole();
    for args in [["--cluster", "infra"], ["--cluster", "apps"], ["--documents", "--color=never"]] {
        let common = ["build", "-o", "one/out", "--documents-root", "one"];
        pdl = pdl.succeeds(common.into_iter().chain(args));
    }
    assert_eq!(files(&pdl, "one"), files(&pdl, "whole"));
}

#[test]
fn a_part_of_another_source_is_refused() {
    let pdl = Pdl::new().file("platform.pdl", program());
    let pdl = pdl.succeeds(["build", "--cluster", "infra", "-o", "infra"]);
    let pdl = pdl.file("platform.pdl", program().replace("The edge", "The rim"));
    let pdl = pdl.succeeds(["build", "--cluster", "apps", "-o", "apps"]);
    let pdl = pdl.args(["join", "infra", "apps", "-o", "out"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: `infra` and `apps` were made from different versions of `platform.pdl`
          help: Build the parts again from one state of the source, or build all at once.
    "#]]);
    assert!(!pdl.path("out").exists());
    let before = files(&pdl, "infra");
    let pdl = pdl.args(["build", "--cluster", "apps", "-o", "infra"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: the output folder and this build were made from different versions of `platform.pdl`
          help: Build the parts again from one state of the source, or build all at once.
    "#]]);
    assert_eq!(files(&pdl, "infra"), before);
    // The cluster itself is built anew without further ado.
    pdl.succeeds(["build", "--cluster", "infra", "-o", "infra"]);
}

#[test]
fn a_part_of_another_plan_is_refused() {
    let pdl = Pdl::new().file("one.pdl", program()).file("two.pdl", program());
    let pdl = pdl.succeeds(["build", "one.pdl", "--cluster", "infra", "-o", "infra"]);
    let pdl = pdl.succeeds(["build", "two.pdl", "--cluster", "apps", "-o", "apps"]);
    let pdl = pdl.args(["join", "infra", "apps", "-o", "out"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: `infra` and `apps` were made from different plans
          help: Build the parts again from one state of the source, or build all at once.
    "#]]);
    assert!(!pdl.path("out").exists());
    let pdl = pdl.args(["build", "two.pdl", "--cluster", "apps", "-o", "infra"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: the output folder and this build were made from different plans
          help: Build the parts again from one state of the source, or build all at once.
    "#]]);
}

#[test]
fn parts_that_are_damaged_or_overlap_are_refused() {
    let pdl = whole().succeeds(["build", "--cluster", "infra", "-o", "infra"]);
    let pdl = pdl.args(["join", "infra", "whole/out", "-o", "out"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: `infra` and `whole/out` both hold `flux/infra/components/core/configmap-settings.yaml`
          help: Leave one of them out.
    "#]]);
    let pdl = pdl.file("infra/flux/infra/core.yaml", "edited").args(["join", "infra", "-o", "out"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: `flux/infra/core.yaml` in `infra` is not what the manifest there says
          help: Build that again as a whole.
    "#]]);
    let pdl = pdl.args(["join", "nowhere", "-o", "out"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no `manifest.json` in `nowhere`; is this the output of `pdlc build`?
          help: Build it first.
    "#]]);
    assert!(!pdl.path("out").exists());
}

#[test]
fn what_stands_in_the_way_is_overwritten_on_demand() {
    let pdl = Pdl::new().file("platform.pdl", program()).file("out/flux/infra/core.yaml", "mine");
    let pdl = pdl.args(["build"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: a file that `pdlc` did not make stands in the way: `flux/infra/core.yaml`
          help: Move what is yours away, or overwrite it with `--force`.
    "#]]);
    assert_eq!(pdl.read("out/flux/infra/core.yaml"), "mine");
    let pdl = pdl.succeeds(["build", "--force"]);
    assert!(pdl.read("out/flux/infra/core.yaml").contains("kind: Kustomization"));
}

#[test]
fn an_output_folder_that_is_a_file_is_refused() {
    let pdl = Pdl::new().file("platform.pdl", program()).file("tree", "mine");
    pdl.args(["build", "-o", "tree"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: the output folder `tree` is a file
          help: Name a folder with `--out`.
    "#]]);
}

#[test]
fn a_tree_as_of_a_day_is_what_is_delivered_by_then() {
    let later = program().replace(
        "  story EDGE \"The edge\" { clusters: [apps] }\n}",
        "}\nsprint S1 2025-10-27..2025-11-07 { story EDGE \"The edge\" { clusters: [apps] } }",
    );
    let pdl = Pdl::new().file("platform.pdl", later).succeeds(["build", "--as-of", "sprint:S0"]);
    assert!(pdl.path("out/flux/apps/core.yaml").exists());
    assert!(!pdl.path("out/flux/apps/edge.yaml").exists());
    assert!(pdl.read("out/manifest.json").contains("\"as_of\": \"2025-10-24\""));
    assert!(pdl.read("docs/schedule/schedule.md").contains("\nAs of: 2025-10-24\n"));
    // The day before its sprint ends is not after it.
    let pdl = pdl.succeeds(["build", "--as-of", "2025-11-06"]);
    assert!(!pdl.path("out/flux/apps/edge.yaml").exists());
    let pdl = pdl.succeeds(["build", "--as-of", "2025-11-07"]);
    assert!(pdl.path("out/flux/apps/edge.yaml").exists());
    // Parts of different days do not make a whole.
    let pdl = pdl.args(["build", "--cluster", "apps"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: the output folder and this build are not as of the same day
          help: Build the parts again from one state of the source, or build all at once.
    "#]]);
    pdl.args(["build", "--as-of", "sprint:S9"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no sprint `S9`
          help: Did you mean `S0`?
    "#]]);
}
