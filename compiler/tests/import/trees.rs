//! Trees of Flux YAML: the sources that they become, and that what is built of those holds the same objects.
#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "tests read the repository")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pdl_compiler::emit::{self, emit};
use pdl_compiler::import::{Imported, Yaml, flux};
use pdl_lang::{Analysis, Options, Program, analyze};
use serde_json::Value;

use super::shown;

fn tests() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The YAML files below a folder, by their paths from there.
fn files(folder: &Path) -> Vec<Yaml> {
    let mut files = Vec::new();
    collect(folder, "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(folder: &Path, path: &str, files: &mut Vec<Yaml>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let entry = entry.expect("the entry can be read").path();
        let name = entry.file_name().and_then(|name| name.to_str()).expect("names are text");
        let below = if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
        if entry.is_dir() {
            collect(&entry, &below, files);
        } else if entry.extension().is_some_and(|it| it == "yaml") {
            let text = fs::read_to_string(&entry).expect("it is text");
            files.push(Yaml { path: below, text });
        }
    }
}

#[track_caller]
fn analysis(name: &str, made: &Imported) -> Analysis {
    let analysis = analyze(Program::of_text("platform.pdl", &made.text), &Options::default());
    assert!(!analysis.has_errors(), "{name}: {:?}\n{}", analysis.diagnostics, made.text);
    analysis
}

#[test]
fn trees_become_the_sources_beside_them() {
    let folder = tests().join("import/trees");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .filter(|path| path.is_dir())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    assert!(!names.is_empty(), "there are cases");
    for name in names {
        let made = flux(&files(&folder.join(&name)), None);
        let path = folder.join(format!("{name}.pdl"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, shown(&made)).expect("writable");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(shown(&made), expected, "{name}: UPDATE=1 writes what comes out today");
        analysis(&name, &made);
    }
}

#[test]
fn values_of_secrets_are_not_carried_over() {
    for name in ["hunter2", "ENC[AES256_GCM"] {
        let made = flux(&files(&tests().join("import/trees/fleet")), None);
        assert!(!made.text.contains(name), "{}", made.text);
        assert!(made.text.contains("assume"), "what refers to them is not in error");
    }
}

/// An object, and for a Kustomization what it waits for.
type Objects = BTreeMap<String, (Value, BTreeSet<String>)>;

/// The objects of a tree by cluster, kind, namespace and name.
fn objects(files: &[Yaml]) -> Objects {
    let mut objects = Objects::new();
    for file in files {
        let cluster = file.path.split('/').next().expect("a path has a part");
        let mut value: Value =
            serde_yaml::from_str(&file.text).expect("we write one document a file");
        let text = |path| value.pointer(path).and_then(Value::as_str).unwrap_or_default();
        let [kind, space, name] = ["/kind", "/metadata/namespace", "/metadata/name"].map(text);
        let key = format!("{cluster} {kind}/{space}/{name}");
        // A list of kustomize has no name.
        if name.is_empty() {
            continue;
        }
        let spec = value.pointer_mut("/spec").and_then(Value::as_object_mut);
        let after = spec.and_then(|spec| spec.remove("dependsOn")).filter(|_| kind_of_flux(&key));
        let after = after.as_ref().and_then(Value::as_array).into_iter().flatten();
        let after = after.filter_map(|it| it.get("name")?.as_str().map(str::to_owned));
        let after =
            after.map(|name| format!("{cluster} Kustomization/flux-system/{name}")).collect();
        objects.insert(key, (value, after));
    }
    objects
}

fn kind_of_flux(key: &str) -> bool {
    key.contains(" Kustomization/")
}

/// Everything that comes before an object.
fn before(objects: &Objects, key: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![key.to_owned()];
    while let Some(key) = open.pop() {
        for other in objects.get(&key).into_iter().flat_map(|(_, after)| after) {
            if found.insert(other.clone()) {
                open.push(other.clone());
            }
        }
    }
    found
}

/// Imports a tree that we wrote, builds what comes of it, and compares: the objects must be the same, and whatever came
/// first must come first. More comes first only where another cluster has that order: stories have one for all clusters.
#[track_caller]
fn check(name: &str, folder: &Path) {
    let files = files(folder);
    let analysis = analysis(name, &flux(&files, None));
    let emitted = emit(&analysis, &emit::Options::default()).expect("what compiles is emitted");
    let emitted = emitted.iter().filter_map(|file| {
        let path = file.path.as_str().strip_prefix("flux/")?;
        let text = String::from_utf8(file.bytes.clone()).expect("it is text");
        Some(Yaml { path: path.to_owned(), text })
    });
    let (old, new) = (objects(&files), objects(&emitted.collect::<Vec<_>>()));
    let keys = |objects: &Objects| objects.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&old), keys(&new), "{name}");
    let elsewhere = |first: &str, key: &str| {
        let own = |key: &str| key.split_once(' ').map(|(_, object)| object.to_owned());
        let clusters = old.keys().filter_map(|key| key.split_once(' ').map(|(cluster, _)| cluster));
        clusters.collect::<BTreeSet<_>>().into_iter().any(|cluster| {
            let on = |key| format!("{cluster} {}", own(key).unwrap_or_default());
            before(&old, &on(key)).contains(&on(first))
        })
    };
    for (key, (value, _)) in &old {
        assert_eq!(value, &new[key].0, "{name}: {key}");
        let (first, then) = (before(&old, key), before(&new, key));
        assert!(first.is_subset(&then), "{name}: {key} waits for less: {first:?} {then:?}");
        // What an order from elsewhere leads to comes with it.
        let mut more = then.difference(&first).peekable();
        assert!(
            more.peek().is_none() || more.any(|first| elsewhere(first, key)),
            "{name}: {key} waits for more: {then:?}"
        );
    }
}

#[test]
fn trees_that_we_wrote_come_back() {
    let entries = fs::read_dir(tests().join("cases")).expect("the folder can be read");
    let folders = entries.map(|entry| entry.expect("the entry can be read").path());
    let mut trees: Vec<PathBuf> = folders.map(|it| it.join("out/flux")).collect();
    trees.retain(|tree| tree.is_dir());
    trees.sort();
    assert!(trees.len() > 5, "there are trees");
    for tree in trees {
        check(&tree.to_string_lossy(), &tree);
    }
}

#[test]
fn the_tree_of_the_platform_comes_back() {
    let folder = tests().join("../../out/flux");
    if !folder.is_dir() {
        eprintln!("skipped: out/flux is not there");
        return;
    }
    check("platform", &folder);
}
