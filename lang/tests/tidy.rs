//! The house rules that a compiler does not check: layers, file headers, file lengths, pages.
#![expect(clippy::disallowed_methods, reason = "tests read the repository")]

use std::path::{Path, PathBuf};

/// The longest a source file may be, tests and all.
const LINES: usize = 500;

/// Who may name whom: in files below the first path, none of the words may stand outside comments.
const BANS: &[(&str, &[&str], &str)] = &[
    (
        "lang/src",
        &["std::fs", "std::env", "std::time", "std::thread", "rayon", "blake3", "clap", "println!"],
        "the front end is pure",
    ),
    (
        "lang/src/syntax",
        &["crate::table", "crate::model", "crate::lower", "crate::names", "crate::schedule"],
        "the syntax knows no word of the language",
    ),
    (
        "lang/src/model",
        &["crate::syntax", "crate::names", "crate::lower", "crate::checks"],
        "the model is plain data",
    ),
    (
        "lang/src/checks",
        &["crate::syntax", "crate::names", "crate::lower"],
        "checks read the plan, not the text",
    ),
    (
        "lang/src/problems",
        &["crate::lower", "crate::names", "crate::checks", "crate::analysis", "crate::ide"],
        "messages know facts, not who finds them",
    ),
    (
        "lang/src/catalogue",
        &["crate::problems", "crate::lower", "crate::checks", "crate::rollout", "crate::ide"],
        "the catalogue knows kinds, not plans",
    ),
    (
        "lang/src/rollout",
        &["crate::syntax", "crate::lower", "crate::checks", "crate::analysis", "crate::ide"],
        "the rollout follows from the plan",
    ),
    ("lang/src/similar", &["crate::"], "which names are near is about texts alone"),
    ("lang/src/span", &["crate::"], "places know nothing"),
    (
        "lang/src/graph",
        &["crate::model", "crate::syntax", "crate::diagnostic", "crate::span"],
        "graph algorithms know numbers alone",
    ),
    (
        "lang/src/format",
        &["crate::model", "crate::lower", "crate::table", "crate::names"],
        "the formatter knows the tree alone",
    ),
    (
        "compiler/src/graph_view",
        &["crate::emit"],
        "emitters draw graphs, and not the other way round",
    ),
    ("compiler/src/picture", &["pdl_lang::model", "crate::emit"], "pictures know boxes and lines"),
    (
        "compiler/src/emit",
        &["std::fs", "crate::fs", "pdl_lang::syntax", "std::env", "SystemTime"],
        "emitters plan files in memory, from the model",
    ),
];

/// Words that only some files may name.
const HOMES: &[(&str, &str, &[&str])] = &[
    ("lang/src", "nom::", &["lang/src/syntax/"]),
    ("lang/src", "cel::", &["lang/src/expressions"]),
    ("lang/src", "petgraph", &["lang/src/graph"]),
    ("compiler/src", "std::fs", &["compiler/src/fs.rs"]),
    ("compiler/src", "miette::", &["compiler/src/report/"]),
    ("compiler/src", "gen_lsp_types", &["compiler/src/lsp/"]),
    ("compiler/src", "lsp_server", &["compiler/src/lsp"]),
    ("compiler/src", "blake3::", &["compiler/src/fingerprint.rs"]),
    ("compiler/src", "clap", &["compiler/src/cli", "compiler/src/main.rs"]),
    ("compiler/src", "std::env", &["compiler/src/cli", "compiler/src/main.rs"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust file below a path, with its path from the root and its text, sorted.
fn sources(below: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root(), &root().join(below), &mut found);
    found.sort();
    found
}

fn collect(root: &Path, path: &Path, found: &mut Vec<(String, String)>) {
    if !path.exists() {
        return;
    }
    if path.is_dir() {
        for entry in std::fs::read_dir(path).expect("the folder can be read") {
            collect(root, &entry.expect("the entry can be read").path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        let name = path.strip_prefix(root).expect("it lies below the root");
        let name = name.to_str().expect("names are UTF-8").replace('\\', "/");
        found.push((name, std::fs::read_to_string(path).expect("the file can be read")));
    }
}

/// The files of a module: its head, `name.rs`, and what lies in `name/`.
fn module(path: &str) -> Vec<(String, String)> {
    let mut found = sources(path);
    collect(&root(), &root().join(format!("{path}.rs")), &mut found);
    assert!(!found.is_empty(), "there is no module `{path}`: a layer that nobody checks");
    found
}

/// Whether a file holds tests alone, which may look where the code may not.
fn is_test(name: &str) -> bool {
    name.contains("/tests/") || name.ends_with("/tests.rs")
}

/// The lines of a text that are no comment, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim_start()));
    lines.filter(|(_, line)| !line.starts_with("//"))
}

#[test]
fn layers_import_one_way() {
    let mut wrong = Vec::new();
    for (below, words, why) in BANS {
        for (name, text) in module(below).into_iter().filter(|(name, _)| !is_test(name)) {
            for (line, content) in code(&text) {
                if content.starts_with("use crate::{") && *below != "lang/src" {
                    wrong.push(format!("{name}:{line}: a layer cannot be told from this path"));
                }
                for word in words.iter().filter(|word| content.contains(**word)) {
                    wrong.push(format!("{name}:{line}: `{word}`: {why}"));
                }
            }
        }
    }
    for (below, word, homes) in HOMES {
        for home in *homes {
            module(home.trim_end_matches('/').trim_end_matches(".rs"));
        }
        for (name, text) in sources(below) {
            if is_test(&name) || homes.iter().any(|home| name.starts_with(home)) {
                continue;
            }
            for (line, _) in code(&text).filter(|(_, content)| content.contains(word)) {
                wrong.push(format!("{name}:{line}: `{word}` belongs in {}", homes.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_lives_in_it() {
    for below in ["lang", "compiler", "benches", "fuzz/fuzz_targets"] {
        for (name, text) in sources(below) {
            assert!(text.starts_with("//!"), "{name} has no `//!` paragraph");
        }
    }
}

#[test]
fn no_file_is_too_long() {
    for below in ["lang", "compiler", "benches"] {
        for (name, text) in sources(below) {
            let lines = text.lines().count();
            assert!(lines <= LINES, "{name} has {lines} lines, more than {LINES}");
        }
    }
}

#[test]
fn no_module_is_named_mod() {
    for below in ["lang/src", "compiler/src"] {
        for (name, _) in sources(below) {
            assert!(!name.ends_with("/mod.rs"), "{name}: use `foo.rs` beside `foo/`");
        }
    }
}
