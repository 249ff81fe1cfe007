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
fn folders_outside_of_the_program() {
    check(
        "outputs { schedule: \"../x\" }",
        &[("the path `../x` has a part `.` or `..`", "\"../x\"")],
    );
}
