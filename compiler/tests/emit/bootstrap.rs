//! What is done by hand, and what Flux adopts, are one.

use std::path::Path;

use super::disk::{Tree, analysis, files, tree, tree_of};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");

/// The trees in which something is installed by hand.
fn trees() -> Vec<Tree> {
    let cases = ["bootstrap-by-files", "bootstrap-by-instance"].map(|it| Path::new(CASES).join(it));
    let platform = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = cases.into_iter().chain([platform]);
    folders.map(|folder| tree(&files(&analysis(&folder)))).collect()
}

/// The lines below a key, without their indentation.
fn below(text: &str, key: &str) -> String {
    let mut lines = text.lines().skip_while(|line| *line != format!("  {key}:"));
    lines.next();
    let lines = lines.take_while(|line| line.is_empty() || line.starts_with("    "));
    lines.flat_map(|line| [line.strip_prefix("    ").unwrap_or(""), "\n"]).collect()
}

/// A field of an object, by the keys that lead to it.
fn field<'v>(value: &'v serde_json::Value, path: &str) -> &'v serde_json::Value {
    path.split('.').fold(value, |value, key| &value[key])
}

fn read(text: &str) -> serde_json::Value {
    serde_yaml::from_str(text).expect("it is YAML")
}

#[test]
fn values_are_the_same_bytes_by_hand_and_in_flux() {
    let mut count = 0;
    for tree in trees() {
        for (path, values) in tree.iter().filter(|(path, _)| path.contains("/values/")) {
            let release = path
                .replacen("bootstrap/", "flux/", 1)
                .replace("/values/", "/components/")
                .replace(".yaml", "/helmrelease.yaml");
            let expected = format!("---\n{}", below(&tree[&release], "values"));
            assert_eq!(*values, expected, "{path}");
            count += 1;
        }
    }
    assert!(count >= 3, "only {count} files of values");
}

#[test]
fn a_release_has_one_name_one_place_and_one_version() {
    let mut count = 0;
    for tree in trees() {
        for (path, text) in tree.iter().filter(|(path, _)| path.ends_with("/helmfile.yaml")) {
            let folder = path.replacen("bootstrap/", "flux/", 1).replace("/helmfile.yaml", "");
            let helmfile = read(text);
            for release in helmfile["releases"].as_array().expect("a list") {
                let component = release["labels"]["component"].as_str().expect("a name");
                let file = |name| read(&tree[&format!("{folder}/components/{component}/{name}")]);
                let (flux, source) = (file("helmrelease.yaml"), file("source.yaml"));
                assert_eq!(release["name"], flux["spec"]["releaseName"]);
                assert_eq!(release["namespace"], flux["metadata"]["namespace"]);
                assert_eq!(flux["spec"].get("targetNamespace"), None);
                assert_eq!(flux["spec"].get("storageNamespace"), None);
                let version = release["version"].as_str().expect("a version");
                if source["kind"] == "OCIRepository" {
                    assert_eq!(release["chart"], source["spec"]["url"]);
                    assert_eq!(field(&source, "spec.ref.tag"), &version.replace('+', "_"));
                } else {
                    let chart = field(&flux, "spec.chart.spec");
                    assert_eq!(chart["version"], version);
                    let name = chart["chart"].as_str().expect("a name");
                    assert_eq!(release["chart"], format!("{component}/{name}"));
                }
                count += 1;
            }
        }
    }
    assert!(count >= 4, "only {count} releases");
}

#[test]
fn the_root_is_what_the_components_speak_of() {
    for tree in trees() {
        for (path, text) in tree.iter().filter(|(path, _)| path.ends_with("/root.yaml")) {
            let cluster = path.split('/').nth(1).expect("a cluster");
            let root = read(text);
            let folder = field(&root, "spec.path").as_str().expect("a path");
            let prefix = format!("flux/{cluster}/");
            let own =
                tree.iter().filter_map(|(path, text)| Some((path.strip_prefix(&prefix)?, text)));
            for (name, text) in own.filter(|(name, _)| !name.contains('/')) {
                let flux = read(text);
                if name == "kustomization.yaml" || flux["spec"].get("patches").is_some() {
                    continue;
                }
                let inner = format!("{folder}/components/{}", name.trim_end_matches(".yaml"));
                assert_eq!(field(&flux, "spec.path"), &inner);
                assert_eq!(flux["spec"]["sourceRef"], root["spec"]["sourceRef"]);
            }
        }
    }
}

#[test]
fn without_a_source_and_without_anything_by_hand_there_is_nothing_to_do() {
    let tree = tree_of("cluster one {}\nsprint S 2025-10-20..2025-10-31 { story A }\n");
    assert!(!tree.keys().any(|path| path.starts_with("bootstrap/")));
}

#[test]
fn no_command_can_leave_its_block() {
    let tree = tree_of(
        "platform p { source { git: \"https://e.org/a\\n```\\n# b\", secret: \"x\" } }\n\
         cluster one {}\nsprint S 2025-10-20..2025-10-31 { story A }\n",
    );
    let readme = &tree["bootstrap/one/README.md"];
    assert_eq!(readme.lines().filter(|line| line.starts_with("```")).count() % 2, 0);
    assert!(readme.contains("create secret git x --url='https://e.org/a ``` # b'"), "{readme}");
    assert!(!readme.contains("\n# b"), "{readme}");
}

#[test]
fn flux_is_asked_for_first_and_everything_of_it_afterwards() {
    let mut count = 0;
    for tree in trees() {
        let readmes = tree.iter().filter(|(path, _)| path.ends_with("/README.md"));
        for (path, text) in readmes.filter(|(_, text)| text.contains("wait fluxinstance/")) {
            let place = |words: &str| {
                text.find(words).unwrap_or_else(|| panic!("{path} says nothing of {words}"))
            };
            let (flux, source) = (place("wait fluxinstance/flux"), place("repository/flux-system"));
            assert!(flux < source, "{path}: the source is there with Flux");
            let definitions = text.find("\\.source\\.toolkit");
            assert!(definitions.is_none_or(|it| flux < it), "{path}: so are its definitions");
            if text.contains(" diff upgrade ") {
                let asked = place("--dry-run=server");
                assert!(asked < flux, "{path}: what would change is asked before Flux is there");
            }
            count += 1;
        }
    }
    assert!(count >= 2, "only {count} with Flux");
}

/// A release that is installed by hand long before Flux adopts it.
const EARLY: &str = "platform p { wire: done, source { git: \"https://e.org/a.git\" } }\n\
    cluster one { assume: [Secret/net/token] }\n\
    sprint S1 2025-10-20..2025-10-24 { story BOOT { status: done }, story FIRST { status: done } }\n\
    sprint S2 2025-10-27..2025-10-31 { story ADOPT }\n\
    order { BOOT -> FIRST -> ADOPT }\n\
    component net {\n\
      story: ADOPT\n  bootstrap: BOOT\n  namespace: net\n  provides: [\"net.example.org\"]\n\
      helm { chart: \"oci://e.org/net\", version: \"1.0.0\", values: { a: 1 } }\n\
      resource Namespace net { metadata: { labels: { pods: \"privileged\" } } }\n\
      resource Pod p { spec: { containers: [{ name: \"a\", image: \"b\",\n\
        envFrom: [{ secretRef: { name: \"token\" } }] }] } }\n\
    }\n\
    component user { story: FIRST, namespace: net, needs: [\"net.example.org\"], resource ConfigMap c {} }\n";

#[test]
fn what_flux_adopts_later_is_installed_by_hand_now() {
    let tree = tree_of(EARLY);
    assert!(!tree.contains_key("flux/one/net.yaml"), "Flux does not have it yet");
    assert!(tree["bootstrap/one/helmfile.yaml"].contains("chart: oci://e.org/net"));
    assert!(tree["bootstrap/one/values/net.yaml"].contains("a: 1"));
    assert!(tree["bootstrap/one/namespaces/net.yaml"].contains("pods: privileged"));
    let readme = &tree["bootstrap/one/README.md"];
    assert!(readme.contains("--selector name=net,namespace=net sync"), "{readme}");
    assert!(readme.contains("- `net`, with ADOPT"), "{readme}");
    assert!(!readme.contains("helmrelease/net"), "nothing waits for what is not there: {readme}");
    assert!(readme.contains("`token`"), "its Secret is asked for: {readme}");
    // Once its own story is delivered, Flux adopts it.
    let tree = tree_of(&EARLY.replace("story ADOPT ", "story ADOPT { status: done } "));
    assert!(tree.contains_key("flux/one/net.yaml"));
    let readme = &tree["bootstrap/one/README.md"];
    assert!(readme.contains("helmrelease/net") && !readme.contains("with ADOPT"), "{readme}");
    // Before its bootstrap story, there is nothing of it.
    let tree = tree_of(&EARLY.replace(
        "story BOOT { status: done }, story FIRST { status: done }",
        "story BOOT, story FIRST",
    ));
    assert!(!tree.contains_key("bootstrap/one/helmfile.yaml"));
}
