//! What cannot be emitted is said, with its place.

use pdl_compiler::emit::{Options, emit};

use super::disk::analysis_of;

/// Emits a program that ends with `component`; expects these problems, if any, each with the text at its place.
#[track_caller]
fn check(component: &str, expected: &[(&str, &str)]) {
    let text = format!(
        "cluster one {{}}\ncluster two {{}}\nsprint S 2025-10-20..2025-10-31 {{ story A, story B }}\n{component}\n"
    );
    let analysis = analysis_of(&text);
    let problems = emit(&analysis, &Options::default()).err().unwrap_or_default();
    let found: Vec<(String, &str)> =
        problems.iter().map(|it| (it.to_string(), analysis.program.sources.slice(it.at))).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(text, at)| (text.as_str(), *at)).collect();
    assert_eq!(found, expected);
}

#[test]
fn kinds_that_nobody_knows() {
    check(
        "component a { story: A, namespace: a, resource Deploiment a {} }",
        &[(
            "nothing is known of the kind `Deploiment`; write it in full, such as `example.org/v1/Deploiment`",
            "Deploiment",
        )],
    );
    check(
        "component a { story: A, namespace: a, resource Filter a {}, ready: [Output/a] }",
        &[
            (
                "the kind `Filter` is one of `fluentbit.fluent.io/v1alpha2/Filter`, `fluentd.fluent.io/v1alpha1/Filter`",
                "Filter",
            ),
            (
                "the kind `Output` is one of `fluentbit.fluent.io/v1alpha2/Output`, `fluentd.fluent.io/v1alpha1/Output`",
                "Output/a",
            ),
        ],
    );
}

#[test]
fn objects_without_a_namespace() {
    check(
        "component a { story: A, resource ConfigMap a {} }",
        &[(
            "`ConfigMap` lives in a namespace, and the component `a` names none",
            "resource ConfigMap a {}",
        )],
    );
    check(
        "component a { story: A, helm { chart: \"oci://r/c\", version: \"1\" } }",
        &[(
            "`HelmRelease` lives in a namespace, and the component `a` names none",
            "helm { chart: \"oci://r/c\", version: \"1\" }",
        )],
    );
}

#[test]
fn names_that_kubernetes_refuses() {
    let rule = "lower-case letters, digits and inner dashes, 63 at most";
    check(
        "component Big_Name { story: A, resource PriorityClass a {} }",
        &[(&format!("the component `Big_Name` is none that Kubernetes takes: {rule}"), "Big_Name")],
    );
    check(
        "component a { story: A, namespace: \"A.b\", resource ConfigMap a {} }",
        &[(&format!("the namespace `A.b` is none that Kubernetes takes: {rule}"), "\"A.b\"")],
    );
    check(
        "component kustomization { story: A, resource PriorityClass a {} }",
        &[(
            "a component cannot be named `kustomization`: the tree has a file or object of that name",
            "kustomization",
        )],
    );
}

#[test]
fn fields_that_the_statement_says_already() {
    check(
        "component a { story: A, resource PriorityClass a { kind: \"X\", metadata: { name: \"b\" } } }",
        &[
            ("`kind` is written, and the `resource` statement says it already", "\"X\""),
            ("`metadata.name` is written, and the `resource` statement says it already", "\"b\""),
        ],
    );
    check(
        "component a { story: A, resource PriorityClass a { metadata: [] } }",
        &[("`metadata` must be a map", "[]")],
    );
}

#[test]
fn custom_resources_beside_their_definitions() {
    check(
        "component a { story: A, provides: [\"cilium.io\"], resource CiliumLoadBalancerIPPool a {} }",
        &[(
            "`cilium.io/v2/CiliumLoadBalancerIPPool` is of the group that `a` itself provides; put it into another component",
            "CiliumLoadBalancerIPPool",
        )],
    );
}

#[test]
fn keys_that_are_one_once_they_are_resolved() {
    check(
        "component a { story: A, resource PriorityClass a { x: { one: 1, \"${cluster.name}\": 2 } } }",
        &[("the key `one` stands twice in one map", "\"${cluster.name}\"")],
    );
}

#[test]
fn charts_from_nowhere() {
    let component = |chart: &str| {
        format!(
            "component a {{ story: A, namespace: a, helm {{ chart: \"{chart}\", version: \"1\" }} }}"
        )
    };
    let at = |chart: &str| format!("helm {{ chart: \"{chart}\", version: \"1\" }}");
    check(
        &component("ftp://x/y"),
        &[(
            "a chart comes from `oci://…` or `https://…`, and `ftp://x/y` is neither",
            &at("ftp://x/y"),
        )],
    );
    check(
        &component("https://charts.example.org/"),
        &[(
            "a chart of the repository `https://charts.example.org/` needs a `name`",
            &at("https://charts.example.org/"),
        )],
    );
}

#[test]
fn components_that_wait_for_one_another() {
    let problem = "the components `a`, `b` wait for one another on the cluster";
    check(
        "order { A -> B }\n\
         component a { story: A, namespace: later, resource ConfigMap a {} }\n\
         component b { story: B, resource Namespace later {} }",
        &[(&format!("{problem} `one`"), "a"), (&format!("{problem} `two`"), "a")],
    );
}

#[test]
fn remote_kustomizations_that_are_not_one_state_of_one_source() {
    let statement = |fields: &str| format!("kustomize {{ {fields} }}");
    let one = |fields: &str, problem: &str| {
        let at = statement(fields);
        check(&format!("component a {{ story: A, {at} }}"), &[(problem, &at)]);
    };
    one(
        "url: \"git@e.org:a/b.git\", revision: \"v1\"",
        "a kustomization comes from `https://…`, `ssh://…` or `oci://…`, and `git@e.org:a/b.git` is neither",
    );
    one(
        "url: \"https://e.org/a\", revision: \"main\"",
        "the revision `main` is not exact: it names another state tomorrow; write a tag, commit or digest",
    );
    one(
        "url: \"oci://e.org/a\", revision: \">=1.0\"",
        "the revision `>=1.0` is not exact: write one tag, commit or digest",
    );
    one(
        "url: \"https://e.org/a\", revision: \"v1\", path: \"../b\"",
        "`../b` is no path inside the source",
    );
    let both = statement("url: \"https://e.org/a\", revision: \"v1\"");
    check(
        &format!("component a {{ story: A, {both}\n resource PriorityClass a {{}} }}"),
        &[(
            "`a` has a `kustomize` and objects of its own, which come from two sources; \
             put one of them into another component",
            &both,
        )],
    );
}

#[test]
fn sources_that_flux_does_not_take() {
    check(
        "platform p { source { git: \"git@e.org:a/b.git\" } }",
        &[(
            "`git@e.org:a/b.git` must begin with `https://` or `http://` or `ssh://`",
            "\"git@e.org:a/b.git\"",
        )],
    );
    check(
        "platform p { source { git: \"https://e.org/a\", oci: \"oci://e.org/a\", branch: \"x\" } }",
        &[
            ("`oci` means nothing beside `git`", "\"oci://e.org/a\""),
            ("`branch` means nothing beside `oci`", "\"x\""),
        ],
    );
}

#[test]
fn a_flux_instance_that_leads_elsewhere() {
    let component = |sync: &str| {
        format!(
            "component a {{ story: A, namespace: flux-system\n resource FluxInstance flux {{ spec: {{ sync: {sync} }} }} }}"
        )
    };
    let sync = "{ kind: \"OCIRepository\", path: \"clusters\", name: \"x\" }";
    let path = |cluster| {
        format!(
            "`sync.path` of the FluxInstance is `clusters`, and the tree needs `./out/flux/{cluster}`"
        )
    };
    let kind =
        "`sync.kind` of the FluxInstance is `OCIRepository`, and the tree needs `GitRepository`";
    let name = "`sync.name` of the FluxInstance is `x`, and the tree needs `flux-system`";
    check(
        &component(sync),
        &[
            (kind, "\"OCIRepository\""),
            (&path("one"), "\"clusters\""),
            (&path("two"), "\"clusters\""),
            (name, "\"x\""),
        ],
    );
    check(
        &component("{ path: \"out/flux/${cluster.name}/\" }")
            .replace(", namespace", ", bootstrap: A, namespace"),
        &[],
    );
}

#[test]
fn what_no_emitter_writes_yet() {
    check(
        "component a { story: A, manifests: [\"x/*.yaml\"] }",
        &[("`manifests` cannot be emitted yet", "\"x/*.yaml\"")],
    );
}

#[test]
fn folders_outside_of_the_program() {
    check(
        "outputs { schedule: \"../x\" }",
        &[("the path `../x` has a part `.` or `..`", "\"../x\"")],
    );
}
