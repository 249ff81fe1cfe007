//! Whole trees of small programs.

use std::fs;
use std::path::{Path, PathBuf};

use super::disk::{Tree, analysis, files, read, tree, write};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(CASES).expect("there are cases");
    let mut cases: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
    cases.sort();
    cases
}

/// Cases that keep what is drawn and what programs read; in the others it would only repeat what the documents say.
const WHOLE: &[&str] = &["estimates", "hostile-titles"];

fn emitted(case: &Path) -> Tree {
    let mut tree = tree(&files(&analysis(case)));
    if !WHOLE.iter().any(|name| case.ends_with(name)) {
        let is_drawn = |path: &str| {
            let is_document = path.contains("/schedule.") || path.contains("/ordering.");
            is_document && Path::new(path).extension().is_none_or(|it| it != "md")
        };
        tree.retain(|path, _| !is_drawn(path));
    }
    tree
}

#[test]
fn every_case_gives_its_tree() {
    let update = std::env::var("UPDATE").is_ok_and(|it| it == "1");
    let mut differences = Vec::new();
    for case in cases() {
        let (emitted, out) = (emitted(&case), case.join("out"));
        if update {
            write(&out, &emitted);
        }
        let expected = read(&out);
        let name =
            |path: &str| out.strip_prefix(CASES).expect("below").join(path).display().to_string();
        for (path, text) in &emitted {
            match expected.get(path) {
                None => differences.push(format!("{} is new", name(path))),
                Some(old) if old != text => {
                    differences.push(format!("{} differs:\n{}", name(path), difference(old, text)));
                }
                Some(_) => {}
            }
        }
        let missing = expected.keys().filter(|path| !emitted.contains_key(*path));
        differences.extend(missing.map(|path| format!("{} is no longer made", name(path))));
    }
    assert!(differences.is_empty(), "{}\n(UPDATE=1 accepts this)", differences.join("\n"));
}

/// The first line that differs.
fn difference(old: &str, new: &str) -> String {
    let mut lines = old.lines().zip(new.lines()).zip(1..);
    match lines.find(|((old, new), _)| old != new) {
        Some(((old, new), number)) => format!("  line {number}\n  - {old}\n  + {new}"),
        None => "  one ends where the other goes on".to_owned(),
    }
}

#[test]
fn the_number_of_threads_reaches_no_byte() {
    for case in cases() {
        let analysis = analysis(&case);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.expect("a pool").install(|| files(&analysis))
        };
        assert_eq!(with(1), with(8), "{}", case.display());
    }
}

#[test]
fn every_yaml_file_of_every_case_can_be_read() {
    for case in cases() {
        for (path, text) in emitted(&case) {
            if Path::new(&path).extension().is_some_and(|it| it == "yaml") {
                let read: Result<serde_json::Value, _> = serde_yaml::from_str(&text);
                assert!(read.is_ok(), "{path}: {:?}", read.err());
                assert!(text.starts_with("---\n") && text.ends_with('\n'), "{path}");
            }
        }
    }
}
