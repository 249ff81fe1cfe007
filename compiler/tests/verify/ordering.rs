//! What waits for what: circles, gaps, and everything that hangs when Flux's part is played.

use expect_test::expect;

use super::{Add, Replace, check};

const APP: &str = "flux/one/app.yaml";
const SETTINGS: &str = "flux/one/settings.yaml";
const RELEASE: &str = "flux/one/components/app/helmrelease.yaml";
const SOURCE: &str = "flux/one/components/app/source.yaml";
const APP_LIST: &str = "flux/one/components/app/kustomization.yaml";
const LIST: &str = "flux/one/components/settings/kustomization.yaml";

#[test]
fn what_is_waited_for_is_there() {
    check(
        &[Replace(SETTINGS, "- name: app", "- name: apple")],
        &expect![[r#"
            flux/one/components/settings/configmap.yaml:5: namespaces (warning): `settings` does not wait for `app`, which makes the namespace `app`
            flux/one/settings.yaml:8: dependencies: `settings` waits for `apple`, and nothing of that name is in the namespace `flux-system`
            stuck: settings
        "#]],
    );
    check(
        &[Replace(SETTINGS, "- name: app", "- name: app\n      namespace: other")],
        &expect![[r#"
            flux/one/components/settings/configmap.yaml:5: namespaces (warning): `settings` does not wait for `app`, which makes the namespace `app`
            flux/one/settings.yaml:8: dependencies: `settings` waits for `app`, and nothing of that name is in the namespace `other`
            stuck: settings
        "#]],
    );
    check(
        &[Replace(SETTINGS, "- name: app", "- name: app\n    - name: app")],
        &expect![[r#"
        flux/one/settings.yaml:9: dependencies: `settings` waits for `app` twice
    "#]],
    );
}

#[test]
fn nothing_waits_for_itself() {
    check(
        &[Replace(SETTINGS, "- name: app", "- name: settings")],
        &expect![[r#"
            flux/one/components/settings/configmap.yaml:5: namespaces (warning): `settings` does not wait for `app`, which makes the namespace `app`
            flux/one/settings.yaml:8: dependencies: `settings` waits for itself
            stuck: settings
        "#]],
    );
    check(
        &[Replace(APP, "spec:\n", "spec:\n  dependsOn:\n    - name: settings\n")],
        &expect![[r#"
            flux/one/app.yaml:7: dependencies: these wait for one another: `app` waits for `settings` waits for `app`
            stuck: app, settings
        "#]],
    );
    check(
        &[Replace(RELEASE, "spec:\n", "spec:\n  dependsOn:\n    - name: app\n")],
        &expect![[r#"
            flux/one/components/app/helmrelease.yaml:8: dependencies: `app` waits for itself
            stuck: app, settings
        "#]],
    );
}

#[test]
fn a_namespace_that_comes_later_is_a_hang() {
    // Without the order, the settings are tried before their namespace and again after it: no hang.
    check(
        &[Replace(SETTINGS, "  dependsOn:\n    - name: app\n", "")],
        &expect![[r#"
            flux/one/components/settings/configmap.yaml:5: namespaces (warning): `settings` does not wait for `app`, which makes the namespace `app`
        "#]],
    );
    // The other way round they wait for each other, which no edge shows.
    check(
        &[
            Replace(SETTINGS, "  dependsOn:\n    - name: app\n", ""),
            Replace(APP, "spec:\n", "spec:\n  dependsOn:\n    - name: settings\n"),
        ],
        &expect![[r#"
            flux/one/components/settings/configmap.yaml:4: replay: `settings` never becomes ready: ConfigMap app/settings needs the namespace `app`
            flux/one/components/settings/configmap.yaml:5: namespaces: `settings` does not wait for `app`, which makes the namespace `app`
            stuck: app, settings
        "#]],
    );
}

#[test]
fn a_source_that_comes_later_is_a_hang() {
    check(
        &[
            Replace(APP_LIST, "  - source.yaml\n", ""),
            Replace(LIST, "  - configmap.yaml", "  - configmap.yaml\n  - ../app/source.yaml"),
        ],
        &expect![[r#"
            flux/one/components/app/helmrelease.yaml:4: replay: `app` never becomes ready: HelmRelease app/app needs OCIRepository app/app
            flux/one/components/app/source.yaml: resources: `flux/one/components/app/kustomization.yaml` does not list this file, so nobody applies it
            stuck: app, settings
        "#]],
    );
}

#[test]
fn definitions_come_before_their_objects() {
    let definition = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: things.example.org\nspec:\n  group: example.org\n  names:\n    kind: Thing\n";
    let thing = "apiVersion: example.org/v1\nkind: Thing\nmetadata:\n  name: t\n  namespace: app\n";
    let late = [
        Replace(LIST, "  - configmap.yaml", "  - configmap.yaml\n  - crd.yaml"),
        Add("flux/one/components/settings/crd.yaml", definition),
        Replace(APP_LIST, "  - source.yaml", "  - source.yaml\n  - thing.yaml"),
        Add("flux/one/components/app/thing.yaml", thing),
    ];
    check(
        &late,
        &expect![[r#"
        flux/one/components/app/thing.yaml:2: definitions: Thing app/t needs the definition in `flux/one/components/settings/crd.yaml`, and `app` does not wait for `settings`
        flux/one/components/app/thing.yaml:4: replay: `app` never becomes ready: Thing app/t needs the definition of Thing in `example.org`
        stuck: app, settings
    "#]],
    );
    let early = [
        Replace(APP_LIST, "  - source.yaml", "  - source.yaml\n  - crd.yaml"),
        Add("flux/one/components/app/crd.yaml", definition),
        Replace(LIST, "  - configmap.yaml", "  - configmap.yaml\n  - thing.yaml"),
        Add("flux/one/components/settings/thing.yaml", thing),
    ];
    check(&early, &expect![[r#""#]]);
}

#[test]
fn what_is_suspended_is_meant_and_what_waits_for_it_is_not() {
    check(
        &[Replace(APP, "  wait: true", "  suspend: true\n  wait: true")],
        &expect![[r#"
            flux/one/app.yaml:4: replay (warning): `app` never becomes ready: Kustomization flux-system/app is suspended
            flux/one/settings.yaml:4: replay: `settings` never becomes ready: it waits for `app`, which is suspended
            stuck: app, settings
        "#]],
    );
    check(
        &[Replace(RELEASE, "  interval", "  suspend: true\n  interval")],
        &expect![[r#"
            flux/one/components/app/helmrelease.yaml:4: replay (warning): `app` never becomes ready: HelmRelease app/app is suspended
            flux/one/settings.yaml:4: replay: `settings` never becomes ready: it waits for `app`, which is suspended
            stuck: app, settings
        "#]],
    );
}

#[test]
fn a_source_that_is_suspended_holds_up_what_comes_from_it() {
    check(
        &[Replace(SOURCE, "  interval", "  suspend: true\n  interval")],
        &expect![[r#"
        flux/one/components/app/source.yaml:4: replay (warning): `app` never becomes ready: OCIRepository app/app is suspended
        flux/one/settings.yaml:4: replay: `settings` never becomes ready: it waits for `app`, which is suspended
        stuck: app, settings
    "#]],
    );
}

#[test]
fn what_is_suspended_excuses_nothing_else() {
    // The suspended settings have nothing to do with the source that is missing.
    check(
        &[
            Replace(SETTINGS, "  dependsOn:\n    - name: app\n", "  suspend: true\n"),
            Replace(RELEASE, "    name: app\n", "    name: apple\n"),
        ],
        &expect![[r#"
            flux/one/components/app/helmrelease.yaml:8: sources: there is no OCIRepository `apple` in the namespace `app`
            flux/one/components/settings/configmap.yaml:5: namespaces (warning): `settings` does not wait for `app`, which makes the namespace `app`
            flux/one/settings.yaml:4: replay (warning): `settings` never becomes ready: Kustomization flux-system/settings is suspended
            stuck: app, settings
        "#]],
    );
}
