//! The real output with one thing spoilt at a time, and its manifest made right again: each is found for what it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pdl_compiler::output::{
    Destination, File, Input, InputId, MANIFEST, Manifest, Plan, RelPath, Roots, apply,
};
use pdl_compiler::verify::{Check, Finding, verify};

/// The tree of one cluster, as files.
#[derive(Clone)]
struct Tree(BTreeMap<String, String>);

impl Tree {
    fn real() -> Self {
        let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("../out");
        let mut files = BTreeMap::new();
        let mut open: Vec<PathBuf> =
            ["flux/infra", "bootstrap/infra"].iter().map(|it| out.join(it)).collect();
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).expect("listable") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(&out).expect("it is below").display().to_string();
                    files.insert(name, fs::read_to_string(&path).expect("text"));
                }
            }
        }
        Self(files)
    }

    /// Writes the tree, with a manifest that lists exactly what is there.
    fn write(&self, roots: &Roots) {
        let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("../out").join(MANIFEST);
        let real = Manifest::from_json(&fs::read(out).expect("readable")).expect("a manifest");
        let file = |(name, text): (&String, &String)| File {
            destination: Destination::Out,
            path: RelPath::new(name.clone()).expect("a path"),
            bytes: text.clone().into_bytes(),
            inputs: vec![InputId(0)],
        };
        let plan =
            Plan::new(vec![Input::new("platform.pdl", b"")], self.0.iter().map(file).collect());
        let mut given = real.given;
        given.retain(|cluster, _| cluster == "infra");
        apply(&plan.expect("the files fit").given(given), roots, false).expect("writable");
    }

    /// Every way of spoiling one value of a key inside a block, in files that hold a text.
    fn spoil(&self, held: &str, block: &str, key: &str, to: fn(&str) -> String) -> Trees {
        let mut found = Vec::new();
        let is_meant =
            |(name, text): &(&String, &String)| name.starts_with("flux/") && text.contains(held);
        for (name, text) in self.0.iter().filter(is_meant) {
            let lines: Vec<&str> = text.lines().collect();
            for (index, line) in
                lines.iter().enumerate().filter(|(at, _)| is_in(&lines, *at, block))
            {
                let Some((before, value)) = line.split_once(key) else { continue };
                if !matches!(before.trim(), "" | "-") {
                    continue;
                }
                let changed = format!("{before}{key}{}", to(value));
                let mut lines = lines.clone();
                lines[index] = &changed;
                let mut tree = self.clone();
                tree.0.insert(name.clone(), format!("{}\n", lines.join("\n")));
                found.push((format!("{name}:{}: `{}`", index + 1, changed.trim()), tree));
            }
        }
        assert!(!found.is_empty(), "there is something to spoil at `{block}` `{key}`");
        found
    }
}

/// Whether a line stands in a block of that name.
fn is_in(lines: &[&str], at: usize, block: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut depth = indent(lines[at]) + 1;
    for line in lines[..at].iter().rev() {
        if indent(line) < depth {
            depth = indent(line);
            if line.trim_start_matches([' ', '-']) == block && depth < indent(lines[at]) {
                return true;
            }
        }
    }
    false
}

/// Trees, and what is spoilt in each.
type Trees = Vec<(String, Tree)>;

const RELEASE: &str = "kind: HelmRelease\nmetadata:";
const KUSTOMIZATION: &str = "apiVersion: kustomize.toolkit.fluxcd.io/v1\n";
const SOURCE: &str = "apiVersion: source.toolkit.fluxcd.io/v1\n";
const LIST: &str = "apiVersion: kustomize.config.k8s.io/v1beta1\n";
const OBJECT: &str = "apiVersion: ";

fn other(value: &str) -> String {
    format!("{value}x")
}

fn another_kind(kind: &str) -> String {
    let other = match kind {
        "GitRepository" => "OCIRepository",
        "OCIRepository" => "HelmChart",
        "HelmRepository" => "GitRepository",
        kind => panic!("{kind}"),
    };
    other.to_owned()
}

fn elsewhere(_: &str) -> String {
    "default".to_owned()
}

/// How many trees of one kind are looked at, from all over the output.
const SAMPLE: usize = 25;

/// Every spoilt tree is found by one of these checks, and by nothing of the manifest.
#[track_caller]
fn check(trees: Trees, by: &[Check]) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let roots = Roots { out: folder.path().join("out"), program: folder.path().to_owned() };
    let step = trees.len().div_ceil(SAMPLE).max(1);
    for (what, tree) in trees.into_iter().step_by(step) {
        tree.write(&roots);
        let report = verify(&roots).expect("it can be read");
        let found = |it: &Finding| it.is_error && by.contains(&it.check);
        let findings = &report.findings;
        assert!(findings.iter().any(found), "{what}: {findings:#?}");
        assert!(findings.iter().all(|it| it.check != Check::Hashes), "{what}: {findings:#?}");
    }
}

#[test]
fn as_it_is_it_is_sound() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let roots = Roots { out: folder.path().join("out"), program: folder.path().to_owned() };
    Tree::real().write(&roots);
    let report = verify(&roots).expect("it can be read");
    assert_eq!(report.findings, []);
}

#[test]
fn references_to_sources_lead_to_them() {
    let tree = Tree::real();
    for block in ["chartRef:", "sourceRef:"] {
        check(tree.spoil(RELEASE, block, "name: ", other), &[Check::Sources]);
        check(tree.spoil(RELEASE, block, "kind: ", another_kind), &[Check::Sources]);
    }
    check(tree.spoil(KUSTOMIZATION, "sourceRef:", "name: ", other), &[Check::Sources]);
    check(tree.spoil(KUSTOMIZATION, "sourceRef:", "kind: ", another_kind), &[Check::Sources]);
}

#[test]
fn sources_are_what_references_mean() {
    let tree = Tree::real();
    check(tree.spoil(SOURCE, "metadata:", "name: ", other), &[Check::Sources]);
    check(tree.spoil(SOURCE, "metadata:", "namespace: ", elsewhere), &[Check::Sources]);
}

#[test]
fn every_file_is_listed_and_there() {
    let tree = Tree::real();
    let mut struck = Vec::new();
    for (name, text) in
        tree.0.iter().filter(|(name, text)| name.starts_with("flux/") && text.contains(LIST))
    {
        for entry in text.lines().filter(|line| line.starts_with("  - ")) {
            let mut tree = tree.clone();
            tree.0.insert(name.clone(), text.replacen(&format!("{entry}\n"), "", 1));
            struck.push((format!("{name}: `{entry}` struck"), tree));
        }
    }
    check(struck, &[Check::Resources]);
    let mut gone = Vec::new();
    for name in tree.0.keys().filter(|name| name.starts_with("flux/")) {
        let mut tree = tree.clone();
        tree.0.remove(name);
        gone.push((format!("{name} removed"), tree));
    }
    check(gone, &[Check::Resources]);
}

#[test]
fn objects_are_in_namespaces_that_are_made() {
    let tree = Tree::real();
    check(
        tree.spoil(OBJECT, "metadata:", "namespace: ", other),
        &[Check::Namespaces, Check::Kinds],
    );
    let mut spoilt = tree.spoil("kind: Namespace\nmetadata:", "metadata:", "name: ", other);
    // What is made by hand, too, is there without Flux.
    let by_hand: Vec<&str> = tree
        .0
        .keys()
        .filter_map(|it| it.strip_prefix("bootstrap/infra/namespaces/")?.strip_suffix(".yaml"))
        .collect();
    spoilt.retain(|(what, _)| {
        by_hand.iter().all(|name| !what.ends_with(&format!("`name: {name}x`")))
    });
    check(spoilt, &[Check::Namespaces]);
}

#[test]
fn kustomizations_lead_somewhere_and_wait_for_something() {
    let tree = Tree::real();
    check(tree.spoil(KUSTOMIZATION, "dependsOn:", "name: ", other), &[Check::Dependencies]);
    let own = "    name: flux-system\n  path: ";
    check(tree.spoil(own, "spec:", "path: ", other), &[Check::Paths]);
}

#[test]
fn kinds_and_versions_are_known() {
    let tree = Tree::real();
    for held in [RELEASE, KUSTOMIZATION, SOURCE, "kind: Namespace\n", "kind: Service\n"] {
        let mut spoilt = Vec::new();
        let files =
            tree.0.iter().filter(|(name, text)| name.starts_with("flux/") && text.contains(held));
        // One of each is enough: nothing but the kind is looked at.
        for (name, text) in files.take(1) {
            let (head, body) = text.split_once("metadata:").expect("it has metadata");
            for (from, to) in [("kind: ", "kind: X"), ("v1\n", "v9\n"), ("v2\n", "v9\n")] {
                let changed = head.replacen(from, to, 1);
                if changed != head {
                    let mut tree = tree.clone();
                    tree.0.insert(name.clone(), format!("{changed}metadata:{body}"));
                    spoilt.push((format!("{name}: `{to}`"), tree));
                }
            }
        }
        check(spoilt, &[Check::Kinds]);
    }
}
