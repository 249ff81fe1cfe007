//! Schedules that people wrote, and trees, against the sources they become: a document or folder a case.
//!
//! `UPDATE=1` writes what comes out today; read the difference.
#![expect(clippy::disallowed_methods, reason = "tests read and write their cases")]

#[path = "../../lang/tests/support/beside.rs"]
mod beside;
#[path = "import/lost.rs"]
mod lost;
#[path = "import/promises.rs"]
mod promises;
#[path = "import/round_trip.rs"]
mod round_trip;
#[path = "import/trees.rs"]
mod trees;

use std::fs;
use std::path::PathBuf;

use pdl_compiler::import::{Imported, markdown};

/// The folder of the cases.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

/// Every document among the cases: its name and text.
fn documents() -> Vec<(String, String)> {
    let entries = fs::read_dir(folder()).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    let documents = paths.filter(|path| path.extension().is_some_and(|it| it == "md"));
    let read = |path: PathBuf| {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("names are text");
        (name.to_owned(), fs::read_to_string(&path).expect("it is text"))
    };
    let mut documents: Vec<_> = documents.map(read).collect();
    documents.sort();
    assert!(!documents.is_empty(), "there are cases");
    documents
}

/// The source, and behind it a line for each note.
fn shown(imported: &Imported) -> String {
    let notes = imported.notes.iter().map(|note| format!("//= {note:?}"));
    let lines: Vec<String> = notes.collect();
    format!("{}{}\n", imported.text, lines.join("\n"))
}

#[test]
fn documents_become_the_sources_beside_them() {
    for (name, text) in documents() {
        let path = folder().join(format!("{name}.pdl"));
        let made = shown(&markdown(&text, None));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &made).expect("writable");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(made, expected, "{name}: UPDATE=1 writes what comes out today");
    }
}

#[test]
fn what_nests_without_end_is_kept_as_text() {
    let groups = format!("## Order\n\nA → {}B{}\n", "(".repeat(20_000), ")".repeat(20_000));
    let lists = format!("## Order\n\n{}x\n", "- ".repeat(50_000));
    for text in [groups, lists] {
        let made = markdown(&text, None);
        assert!(made.text.contains("platform"), "it is a source");
        assert!(!made.notes.is_empty(), "what was not understood is said");
    }
}
