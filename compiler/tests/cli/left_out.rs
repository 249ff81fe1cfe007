//! `pdlc build --cluster --left-out`: a part without the files of other clusters.

use expect_test::expect;

use super::{Pdl, TWO_CLUSTERS};

/// What two clusters get, each with a file of its own: one by an override, one by its story; and a field of a component that
/// is not on the cluster where it is used.
const COMPONENTS: &str = r#"component core {
  story: CORE
  namespace: core
  resource ConfigMap edge { data: { namespace: component.edge.namespace } }
  on infra { manifests: ["clusters/infra/*.yaml"] }
}
component edge {
  story: EDGE
  namespace: edge
  manifests: ["clusters/apps/*.yaml"]
}
"#;

fn object(name: &str) -> String {
    format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{ name: {name} }}\n")
}

fn program() -> String {
    format!("{TWO_CLUSTERS}{COMPONENTS}")
}

fn platform() -> Pdl {
    Pdl::new()
        .file("platform.pdl", program())
        .file("clusters/infra/one.yaml", object("one"))
        .file("clusters/apps/two.yaml", object("two"))
        .file("others-of-infra", "clusters/apps/two.yaml\n")
        .file("others-of-apps", "clusters/infra/one.yaml\n")
}

/// Builds the part of a cluster in a folder that lacks the other's file.
fn part(pdl: Pdl, cluster: &str, file: &str) -> Pdl {
    let content = pdl.read(file);
    std::fs::remove_file(pdl.path(file)).expect("it is there");
    let (out, list) = (format!("parts/{cluster}"), format!("others-of-{cluster}"));
    let pdl = pdl.succeeds(["build", "--cluster", cluster, "--left-out", &list, "-o", &out]);
    pdl.file(file, content)
}

#[test]
fn parts_without_each_others_files_are_the_whole() {
    let pdl = part(platform(), "infra", "clusters/apps/two.yaml");
    let pdl = part(pdl, "apps", "clusters/infra/one.yaml");
    assert!(pdl.path("parts/infra/flux/infra/components/core/configmap-one.yaml").exists());
    assert!(!pdl.read("parts/infra/manifest.json").contains("two.yaml"));
    let pdl = pdl.succeeds(["build", "--documents", "-o", "parts/documents"]);
    let parts = ["join", "parts/infra", "parts/apps", "parts/documents", "-o", "joined"];
    let pdl = pdl.succeeds(parts);
    let pdl = pdl.succeeds(["build", "-o", "whole"]);
    assert_eq!(pdl.read("joined/manifest.json"), pdl.read("whole/manifest.json"));
    pdl.succeeds(["verify", "joined"]);
}

#[test]
fn what_a_cluster_needs_cannot_be_left_out() {
    let pdl = platform().file("list", "clusters/infra/one.yaml\nclusters/apps/two.yaml\n");
    let pdl = pdl.args(["build", "--cluster", "apps", "--left-out", "list"]);
    pdl.check(&expect![[r#"
        exit: 1
        --- stderr
        error: `clusters/apps/two.yaml` was left out, and `apps` needs it
          at platform.pdl:18:15
        nothing was built
    "#]]);
    assert!(!pdl.path("out").exists());
    // Every part needs the sources themselves.
    let pdl = pdl.file("more.pdl", "").file("list", "more.pdl\n");
    let pdl = pdl.file("platform.pdl", program() + "include \"*.pdl\"\n");
    pdl.args(["build", "--cluster", "apps", "--left-out", "list"]).check(&expect![[r#"
        exit: 1
        --- stderr
        error[PDL1026]: `more.pdl` was left out of this build
            ╭─[platform.pdl:20:9]
         19 │ }
         20 │ include "*.pdl"
            ·         ───┬───
            ·            ╰── included here
            ╰────
          help: Include a file that can be read, or remove the line.

        1 error

        nothing was built
    "#]]);
}

#[test]
fn only_what_is_built_is_checked() {
    let broken = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: one }\ndata: [wrong]\n";
    let pdl = platform().file("clusters/infra/one.yaml", broken);
    let pdl =
        pdl.succeeds(["build", "--cluster", "apps", "--left-out", "others-of-apps", "-o", "apps"]);
    let pdl =
        pdl.args(["build", "--cluster", "infra", "--left-out", "others-of-infra", "-o", "infra"]);
    assert_eq!(pdl.output().status.code(), Some(1), "its own part is refused");
    let pdl = pdl.args(["build", "--documents", "-o", "documents"]);
    assert_eq!(pdl.output().status.code(), Some(1), "so are the documents");
}

#[test]
fn other_parts_in_the_folder_must_not_depend_on_it() {
    let pdl = platform().succeeds(["build"]);
    let pdl = pdl.args(["build", "--cluster", "apps", "--left-out", "others-of-apps"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: `out` holds outputs of `clusters/infra/one.yaml`, which was left out
          help: Build into a folder of its own, and join the parts.
    "#]]);
}

#[test]
fn it_goes_with_clusters_alone() {
    let pdl = platform().args(["build", "--left-out", "others-of-apps"]);
    assert_eq!(pdl.output().status.code(), Some(2));
    let pdl = pdl.args(["build", "--cluster", "apps", "--documents", "--left-out", "list"]);
    assert_eq!(pdl.output().status.code(), Some(2));
    pdl.args(["build", "--cluster", "apps", "--left-out", "nowhere"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `nowhere` does not exist
    "#]]);
}
