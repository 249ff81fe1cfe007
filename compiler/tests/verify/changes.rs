//! One thing changed, one thing found: what is listed, where it comes from, who owns it, where it lives.

use expect_test::expect;

use super::{Add, Remove, Replace, check};

const APP: &str = "flux/one/app.yaml";
const SETTINGS: &str = "flux/one/settings.yaml";
const LIST: &str = "flux/one/components/app/kustomization.yaml";
const RELEASE: &str = "flux/one/components/app/helmrelease.yaml";
const SOURCE: &str = "flux/one/components/app/source.yaml";
const CONFIG: &str = "flux/one/components/settings/configmap.yaml";

#[test]
fn lists_and_files_agree() {
    check(
        &[Replace(LIST, "source.yaml", "sources.yaml")],
        &expect![[r#"
            flux/one/components/app/kustomization.yaml:5: resources: `sources.yaml` is listed and not there
            flux/one/components/app/source.yaml: resources: `flux/one/components/app/kustomization.yaml` does not list this file, so nobody applies it
        "#]],
    );
    check(
        &[Replace(LIST, "  - source.yaml", "  - namespace.yaml\n  - source.yaml")],
        &expect![[r#"
            flux/one/components/app/kustomization.yaml:5: resources: `namespace.yaml` is listed twice
        "#]],
    );
    check(
        &[Remove(LIST)],
        &expect![[r#"
        flux/one/components/app: resources: there is no `kustomization.yaml` here
    "#]],
    );
    check(
        &[Replace("flux/one/kustomization.yaml", "  - settings.yaml\n", "")],
        &expect![[r#"
        flux/one/components/settings: paths: no Kustomization applies this folder
        flux/one/settings.yaml: resources: `flux/one/kustomization.yaml` does not list this file, so nobody applies it
    "#]],
    );
    check(
        &[
            Replace(
                "flux/one/components/settings/kustomization.yaml",
                "\n  - configmap.yaml",
                " []",
            ),
            Remove(CONFIG),
        ],
        &expect![[r#"
            flux/one/components/settings/kustomization.yaml: resources: nothing is listed here, so nothing is applied
        "#]],
    );
}

#[test]
fn what_is_no_object_is_said() {
    check(
        &[Replace(CONFIG, "kind: ConfigMap\n", "")],
        &expect![[r#"
            flux/one/components/settings/configmap.yaml:1: files: this is no Kubernetes object: it has no `kind`
        "#]],
    );
    check(
        &[Replace(CONFIG, "metadata:", "metadata: [")],
        &expect![[r#"
            flux/one/components/settings/configmap.yaml:5: files: this is no YAML: did not find expected ',' or ']' at line 5 column 12, while parsing a flow sequence at line 3 column 11
        "#]],
    );
    check(
        &[Replace(CONFIG, "kind: ConfigMap", "kind: ConfigMap\nkind: Secret")],
        &expect![[r#"
            flux/one/components/settings/configmap.yaml:1: files: this is no YAML: duplicate entry with key "kind"
        "#]],
    );
}

#[test]
fn paths_lead_to_folders_of_the_cluster() {
    check(
        &[Replace(APP, "components/app", "components/apple")],
        &expect![[r#"
            flux/one/app.yaml:8: paths: the path `./out/flux/one/components/apple` leads to no folder of this output
            stuck: app, settings
        "#]],
    );
    check(
        &[
            Add(
                "flux/two/kustomization.yaml",
                "kind: Kustomization\nnamespace: flux-system\nresources: []\n",
            ),
            Add("flux/two/components/app/kustomization.yaml", "resources: [x.yaml]\n"),
            Add(
                "flux/two/components/app/x.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n",
            ),
            Replace(APP, "flux/one", "flux/two"),
        ],
        &expect![[r#"
            flux/one/app.yaml:8: paths: the path `./out/flux/two/components/app` leads into the tree of the cluster `two`
            flux/two/components/app: paths: no Kustomization applies this folder
            stuck: app, settings
        "#]],
    );
    check(
        &[Replace(SETTINGS, "./out/flux", "./elsewhere/flux")],
        &expect![[r#"
        flux/one/settings.yaml:10: paths: the path `./elsewhere/flux/one/components/settings` does not begin with `./out/flux` as the others do
    "#]],
    );
}

#[test]
fn sources_are_where_they_are_looked_for() {
    check(
        &[Replace(SOURCE, "namespace: app", "namespace: kube-system")],
        &expect![[r#"
        flux/one/components/app/helmrelease.yaml:8: sources: there is no OCIRepository `app` in the namespace `app`
        stuck: app, settings
    "#]],
    );
    check(
        &[Replace(
            RELEASE,
            "name: app\n  namespace: app\nspec",
            "name: app\n  namespace: kube-system\nspec",
        )],
        &expect![[r#"
            flux/one/components/app/helmrelease.yaml:8: sources: there is no OCIRepository `app` in the namespace `kube-system`
            stuck: app, settings
        "#]],
    );
    check(
        &[Replace(RELEASE, "kind: OCIRepository", "kind: HelmRepository")],
        &expect![[r#"
        flux/one/components/app/helmrelease.yaml:8: sources: `chartRef` of `app` cannot be a `HelmRepository`
        stuck: app, settings
    "#]],
    );
    check(
        &[Replace(
            RELEASE,
            "  chartRef:",
            "  chart:\n    spec:\n      chart: app\n      sourceRef:\n        kind: OCIRepository\n        name: app\n  chartRef:",
        )],
        &expect![[r#"
            flux/one/components/app/helmrelease.yaml:6: sources: the release `app` names its chart twice, by `chart` and by `chartRef`
            flux/one/components/app/helmrelease.yaml:11: sources: `sourceRef` of `app` cannot be a `OCIRepository`
        "#]],
    );
    check(
        &[Replace(SOURCE, "oci://", "https://")],
        &expect![[r#"
        flux/one/components/app/source.yaml:8: sources: OCIRepository app/app cannot be at `https://example.org/app`, which is no OCI registry
    "#]],
    );
    check(
        &[Replace(
            SETTINGS,
            "    name: flux-system\n  wait",
            "    name: other\n    namespace: flux-system\n  wait",
        )],
        &expect![[r#"
            flux/one/components/settings: paths: no Kustomization applies this folder
            flux/one/settings.yaml:12: sources: there is no GitRepository `other` in the namespace `flux-system`
            stuck: settings
        "#]],
    );
}

#[test]
fn an_object_has_one_owner() {
    let copy = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: app\n";
    check(
        &[
            Replace(LIST, "  - source.yaml", "  - copy.yaml\n  - source.yaml"),
            Add("flux/one/components/app/copy.yaml", copy),
        ],
        &expect![[r#"
            flux/one/components/settings/configmap.yaml:4: owners: ConfigMap app/settings is applied by `app` and by `settings`: at `flux/one/components/app/copy.yaml:4`, too
        "#]],
    );
    check(
        &[
            Replace(
                "flux/one/kustomization.yaml",
                "  - app.yaml",
                "  - app.yaml\n  - namespace.yaml",
            ),
            Add(
                "flux/one/namespace.yaml",
                "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: app\n",
            ),
        ],
        &expect![[r#"
            flux/one/components/app/namespace.yaml:4: owners: Namespace app is applied by the root and by `app`: at `flux/one/namespace.yaml:4`, too
        "#]],
    );
    check(
        &[
            Replace(LIST, "  - source.yaml", "  - second.yaml\n  - source.yaml"),
            Add(
                "flux/one/components/app/second.yaml",
                "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: second\n  namespace: app\nspec:\n  releaseName: app\n  chartRef:\n    kind: OCIRepository\n    name: app\n",
            ),
        ],
        &expect![[r#"
            flux/one/components/app/helmrelease.yaml:4: owners: the Helm release app/app is applied twice by `app`: at `flux/one/components/app/second.yaml:4`, too
        "#]],
    );
}

#[test]
fn health_checks_can_be_met() {
    let checks = "healthChecks:\n    - apiVersion: helm.toolkit.fluxcd.io/v2\n      kind: HelmRelease\n      name: app\n      namespace: app\n";
    check(
        &[Replace(APP, "wait: true\n", &format!("wait: true\n  {checks}"))],
        &expect![[r#"
        flux/one/app.yaml:14: health: Flux ignores the health checks of `app` beside `wait`
    "#]],
    );
    check(&[Replace(APP, "wait: true\n", checks)], &expect![[r#""#]]);
    check(
        &[Replace(
            APP,
            "wait: true\n",
            &checks.replace("name: app\n      names", "name: apple\n      names"),
        )],
        &expect![[r#"
            flux/one/app.yaml:16: health: `app` waits for HelmRelease app/apple, which nothing makes
        "#]],
    );
    let daemon = "healthChecks:\n    - apiVersion: apps/v1\n      kind: DaemonSet\n      name: d\n      namespace: app\n";
    // Helm may make it here, and nobody does there.
    check(&[Replace(APP, "wait: true\n", daemon)], &expect![[r#""#]]);
    check(
        &[Replace(SETTINGS, "wait: true\n", daemon)],
        &expect![[r#"
        flux/one/settings.yaml:18: health: `settings` waits for DaemonSet app/d, which nothing makes
    "#]],
    );
}

#[test]
fn namespaces_are_made_by_somebody() {
    check(
        &[Replace(CONFIG, "namespace: app", "namespace: nowhere")],
        &expect![[r#"
        flux/one/components/settings/configmap.yaml:5: namespaces: nothing makes the namespace `nowhere`
        stuck: settings
    "#]],
    );
    check(
        &[
            Replace(CONFIG, "namespace: app", "namespace: by-hand"),
            Add("bootstrap/one/helmfile.yaml", "releases:\n  - name: x\n    namespace: by-hand\n"),
        ],
        &expect![[r#""#]],
    );
}

#[test]
fn a_remote_kustomization_excuses_nobody() {
    let source = "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: remote\n  namespace: flux-system\nspec:\n  interval: 1h\n  url: https://example.org/x\n";
    let remote = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: remote\n  namespace: flux-system\nspec:\n  interval: 10m\n  path: ./crds\n  prune: true\n  sourceRef:\n    kind: GitRepository\n    name: remote\n  wait: true\n";
    let root = "flux/one/kustomization.yaml";
    let beside = || {
        [
            Replace(
                root,
                "  - app.yaml\n",
                "  - sources/remote.yaml\n  - remote.yaml\n  - app.yaml\n",
            ),
            Add("flux/one/sources/remote.yaml", source),
            Add("flux/one/remote.yaml", remote),
        ]
    };
    let [a, b, c] = beside();
    check(&[a, b, c], &expect![[r#""#]]);
    let [a, b, c] = beside();
    check(
        &[a, b, c, Replace(RELEASE, "    name: app\n", "    name: apple\n")],
        &expect![[r#"
        flux/one/components/app/helmrelease.yaml:8: sources: there is no OCIRepository `apple` in the namespace `app`
        stuck: app, settings
    "#]],
    );
    let [a, b, c] = beside();
    check(
        &[a, b, c, Replace(CONFIG, "namespace: app", "namespace: nowhere")],
        &expect![[r#"
        flux/one/components/settings/configmap.yaml:5: namespaces: nothing makes the namespace `nowhere`
        stuck: settings
    "#]],
    );
    let [a, b, c] = beside();
    check(
        &[a, b, c, Replace(root, "  - sources/remote.yaml\n", "")],
        &expect![[r#"
        flux/one/remote.yaml:10: sources: there is no GitRepository `remote` in the namespace `flux-system`
        flux/one/sources/remote.yaml: resources: `flux/one/kustomization.yaml` does not list this file, so nobody applies it
        stuck: remote
    "#]],
    );
}

#[test]
fn the_source_of_the_tree_has_one_kind() {
    check(
        &[Replace(SETTINGS, "kind: GitRepository", "kind: OCIRepository")],
        &expect![[r#"
        flux/one/settings.yaml:12: sources: there is no OCIRepository `flux-system` in the namespace `flux-system`
        stuck: settings
    "#]],
    );
    check(
        &[
            Add(
                "bootstrap/one/source.yaml",
                "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: flux-system\n  namespace: flux-system\n",
            ),
            Replace(SETTINGS, "kind: GitRepository", "kind: OCIRepository"),
        ],
        &expect![[r#"
            flux/one/app.yaml:10: sources: there is no GitRepository `flux-system` in the namespace `flux-system`
            stuck: app, settings
        "#]],
    );
}

#[test]
fn kinds_are_known_and_live_where_they_can() {
    check(
        &[Replace(CONFIG, "kind: ConfigMap", "kind: ConfgMap")],
        &expect![[r#"
        flux/one/components/settings/configmap.yaml:2: kinds: there is no kind `ConfgMap` in the core group
    "#]],
    );
    check(
        &[Replace(RELEASE, "fluxcd.io/v2", "fluxcd.io/v3")],
        &expect![[r#"
        flux/one/components/app/helmrelease.yaml:1: kinds: there is no version `v3` of HelmRelease
    "#]],
    );
    check(
        &[Replace(CONFIG, "\n  namespace: app", "")],
        &expect![[r#"
        flux/one/components/settings/configmap.yaml:3: kinds: ConfigMap settings is in no namespace
    "#]],
    );
    check(
        &[Replace(
            "flux/one/components/app/namespace.yaml",
            "name: app",
            "name: app\n  namespace: app",
        )],
        &expect![[r#"
            flux/one/components/app/namespace.yaml:3: kinds: Namespace app/app cannot be in a namespace
        "#]],
    );
}
