//! The example of the README is real: its source is compiled, its output is what `pdlc` says.
#![expect(clippy::disallowed_methods, reason = "tests read the repository and the environment")]

use std::path::PathBuf;
use std::process::Command;

/// The text between two marks, and the places where it begins and ends.
fn between(text: &str, open: &str, close: &str) -> (usize, usize) {
    let start = text.find(open).expect("the README has the example") + open.len();
    let end = start + text[start..].find(close).expect("the example ends");
    (start, end)
}

#[test]
fn the_example_says_what_pdlc_says() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(&path).expect("the README is there");
    let (start, end) = between(&readme, "```pdl\n", "```");
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("shop.pdl"), &readme[start..end]).expect("it can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_pdlc"))
        .args(["check", "shop.pdl"])
        .current_dir(folder.path())
        .env_clear()
        .output()
        .expect("pdlc runs");
    assert_eq!(output.status.code(), Some(1), "the example has a mistake");
    let said = String::from_utf8(output.stderr).expect("pdlc writes UTF-8");
    let (start, end) = between(&readme, "```text\n", "```");
    if std::env::var("UPDATE").is_ok() {
        let updated = format!("{}{said}{}", &readme[..start], &readme[end..]);
        std::fs::write(path, updated).expect("the README can be written");
    } else {
        assert_eq!(&readme[start..end], said, "run with UPDATE=1 to write it again");
    }
}
