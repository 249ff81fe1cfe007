//! Outputs that are sound, and every way in which they are not: small trees, written by hand, with one thing changed.
//!
//! `UPDATE_EXPECT=1 cargo test` writes what is expected.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk")]
#![expect(
    clippy::needless_raw_string_hashes,
    reason = "what is expected is written by `UPDATE_EXPECT=1 cargo test`"
)]

use std::fmt::Write as _;
use std::fs;

use expect_test::{Expect, expect};
use pdl_compiler::output::{Destination, File, Input, InputId, Plan, RelPath, Roots, apply};
use pdl_compiler::verify::{Report, verify};

#[path = "verify/changes.rs"]
mod changes;
#[path = "verify/hostile.rs"]
mod hostile;
#[path = "verify/ordering.rs"]
mod ordering;
#[path = "verify/platform.rs"]
mod platform;
#[path = "verify/sabotage.rs"]
mod sabotage;

/// Two components: a release with its namespace and source, and settings that wait for it.
const TREE: &[(&str, &str)] = &[
    (
        "flux/one/kustomization.yaml",
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - app.yaml\n  - settings.yaml\n",
    ),
    (
        "flux/one/app.yaml",
        "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: app\n  namespace: flux-system\nspec:\n  interval: 10m\n  path: ./out/flux/one/components/app\n  prune: true\n  sourceRef:\n    kind: GitRepository\n    name: flux-system\n  wait: true\n",
    ),
    (
        "flux/one/settings.yaml",
        "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: settings\n  namespace: flux-system\nspec:\n  dependsOn:\n    - name: app\n  interval: 10m\n  path: ./out/flux/one/components/settings\n  prune: true\n  sourceRef:\n    kind: GitRepository\n    name: flux-system\n  wait: true\n",
    ),
    (
        "flux/one/components/app/kustomization.yaml",
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - namespace.yaml\n  - source.yaml\n  - helmrelease.yaml\n",
    ),
    (
        "flux/one/components/app/namespace.yaml",
        "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: app\n",
    ),
    (
        "flux/one/components/app/source.yaml",
        "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: app\n  namespace: app\nspec:\n  interval: 12h\n  url: oci://example.org/app\n",
    ),
    (
        "flux/one/components/app/helmrelease.yaml",
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: app\n  namespace: app\nspec:\n  interval: 1h\n  chartRef:\n    kind: OCIRepository\n    name: app\n",
    ),
    (
        "flux/one/components/settings/kustomization.yaml",
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - configmap.yaml\n",
    ),
    (
        "flux/one/components/settings/configmap.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: app\n",
    ),
];

/// A change to a tree of files.
enum Edit<'e> {
    /// Replaces a text in a file.
    Replace(&'e str, &'e str, &'e str),
    /// Adds a file.
    Add(&'e str, &'e str),
    /// Removes a file.
    Remove(&'e str),
}
use Edit::{Add, Remove, Replace};

/// The tree with changes, built as if `pdlc` had made it, in a folder of its own.
fn built(edits: &[Edit<'_>]) -> (tempfile::TempDir, Roots) {
    let mut files: Vec<(String, String)> =
        TREE.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    for edit in edits {
        match edit {
            Replace(file, from, to) => {
                let (_, text) = files.iter_mut().find(|(name, _)| name == file).expect("a file");
                assert!(text.contains(from), "{from}");
                *text = text.replacen(from, to, 1);
            }
            Add(file, text) => files.push(((*file).to_owned(), (*text).to_owned())),
            Remove(file) => files.retain(|(name, _)| name != file),
        }
    }
    let file = |(name, text): (String, String)| File {
        destination: Destination::Out,
        path: RelPath::new(name).expect("a path for a test"),
        bytes: text.into_bytes(),
        inputs: vec![InputId(0)],
    };
    let inputs = vec![Input::new("platform.pdl", b"")];
    let plan = Plan::new(inputs, files.into_iter().map(file).collect()).expect("the files fit");
    let folder = tempfile::tempdir().expect("a folder for the test");
    let roots = Roots { out: folder.path().join("out"), program: folder.path().to_owned() };
    apply(&plan, &roots, false).expect("writable");
    (folder, roots)
}

/// The findings, one a line.
fn told(report: &Report) -> String {
    let mut text = String::new();
    for it in &report.findings {
        let line = it.line.map(|line| format!(":{line}")).unwrap_or_default();
        let word = if it.is_error { "" } else { " (warning)" };
        let (file, check, message) = (&it.file, it.check.slug(), &it.message);
        writeln!(text, "{file}{line}: {check}{word}: {message}").expect("strings take any text");
    }
    for cluster in &report.clusters {
        let stuck = cluster.stuck.join(", ");
        if !stuck.is_empty() {
            writeln!(text, "stuck: {stuck}").expect("strings take any text");
        }
    }
    text
}

#[track_caller]
fn check(edits: &[Edit<'_>], expected: &Expect) {
    let (_folder, roots) = built(edits);
    let report = verify(&roots).expect("it can be read");
    expected.assert_eq(&told(&report));
}

#[test]
fn a_sound_tree_is_accepted() {
    let (_folder, roots) = built(&[]);
    let report = verify(&roots).expect("it can be read");
    assert!(report.is_sound(), "{}", told(&report));
    let cluster = &report.clusters[0];
    assert_eq!(cluster.waves, [["app"], ["settings"]]);
    assert_eq!((cluster.applied, cluster.objects), (6, 6));
}

#[test]
fn files_are_held_against_the_manifest() {
    let (folder, roots) = built(&[]);
    let out = folder.path().join("out/flux/one/components/settings");
    fs::write(
        out.join("configmap.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: app}\n",
    )
    .expect("writable");
    fs::write(out.join("note.txt"), "mine").expect("writable");
    fs::write(folder.path().join("out/note.txt"), "mine").expect("writable");
    fs::write(folder.path().join("out/manifest.json.next"), "{}").expect("writable");
    let report = verify(&roots).expect("it can be read");
    expect![[r#"
        flux/one/components/settings/configmap.yaml: hashes: this file is not what was built
        flux/one/components/settings/note.txt: hashes: the manifest does not list this file
        manifest.json.next: hashes: a build was cut short
        note.txt: hashes (warning): the manifest does not list this file
    "#]]
    .assert_eq(&told(&report));
}
