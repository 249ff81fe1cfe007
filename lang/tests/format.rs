//! The formatter: every `format/*.pdl` becomes the `.fmt` beside it (`UPDATE=1` writes it), and whatever the text,
//! nothing but its layout changes.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read their samples and write what is expected of them"
)]

#[path = "format/checks.rs"]
mod checks;
#[path = "format/plans.rs"]
mod plans;

use std::fs;
use std::path::{Path, PathBuf};

use pdl_lang::format::{edits, format};
use pdl_lang::limits;
use pdl_lang::span::FileId;
use proptest::prelude::*;

use checks::{check, formatted};

/// The samples with their texts, in the order of their names.
fn samples() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format");
    let entries = fs::read_dir(folder).expect("the samples are beside the test");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdl"))
        .collect();
    paths.sort();
    let text = |path: &PathBuf| fs::read_to_string(path).expect("samples are UTF-8");
    paths.iter().map(|path| (path.clone(), text(path))).collect()
}

#[test]
fn samples_become_what_is_expected() {
    let mut differing = Vec::new();
    for (path, text) in samples() {
        let found = format(FileId(0), &text).expect("samples have no errors");
        check(&text, &found);
        let expected = path.with_extension("fmt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &found).expect("the expectation can be written");
        } else if fs::read_to_string(&expected).ok().as_ref() != Some(&found) {
            differing.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(differing.is_empty(), "UPDATE=1 accepts:\n\n{}", differing.join("\n\n"));
}

#[test]
fn edits_lead_from_samples_to_their_form() {
    for (path, text) in samples() {
        let found = formatted(&text).expect("samples have no errors");
        let mut edited = text.clone();
        for (at, by) in edits(&text, &found).iter().rev() {
            edited.replace_range(at.start as usize..at.end as usize, by);
        }
        assert_eq!(edited, found, "{}", path.display());
    }
}

#[test]
fn prefixes_of_samples_are_refused_or_keep_their_meaning() {
    for (_, text) in samples() {
        for (end, _) in text.char_indices() {
            check_if_formatted(&text[..end]);
        }
    }
}

#[test]
fn samples_without_a_range_are_refused_or_keep_their_meaning() {
    for (_, text) in samples() {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for length in [1, 9, 40] {
            for range in places.windows(length + 1) {
                let (start, end) = (range[0], range[length]);
                check_if_formatted(&format!("{}{}", &text[..start], &text[end..]));
            }
        }
    }
}

#[test]
fn samples_with_insertions_are_refused_or_keep_their_meaning() {
    let insertions = ["// one\n", "\n/// two\n", " // three\n// four\n\n", "\n", ",", "{}"];
    for (_, text) in samples() {
        for (at, _) in text.char_indices() {
            // Two at every place, so that the test stays quick.
            for inserted in insertions.iter().skip(at % 3).step_by(3) {
                check_if_formatted(&format!("{}{inserted}{}", &text[..at], &text[at..]));
            }
        }
    }
}

#[test]
fn the_deepest_nesting_is_formatted() {
    let depth = limits::NESTING;
    for (open, close) in [("[", "]"), ("{ a: ", " }"), ("[\n", "]"), ("{\na: ", "\n}")] {
        let text = format!("a: {}1{}", open.repeat(depth), close.repeat(depth));
        assert!(check_if_formatted(&text), "{text}");
    }
    let groups = format!("A -> {}B{}", "(".repeat(depth), ")".repeat(depth));
    assert!(check_if_formatted(&groups), "{groups}");
}

#[test]
fn errors_are_handed_back() {
    let found = format(FileId(7), "story A {").expect_err("the bracket is open");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].at().file, FileId(7));
}

/// Checks the form of a text, if it has one.
fn check_if_formatted(text: &str) -> bool {
    let found = formatted(text);
    if let Some(found) = &found {
        check(text, found);
    }
    found.is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_refused_or_keeps_its_meaning(text in "\\PC*") {
        check_if_formatted(&text);
    }

    #[test]
    fn any_tokens_are_refused_or_keep_their_meaning(
        text in "([A-C]|[a-c]: |[{}\\[\\](),|.:/\"]|->|~>|→|\\.\\.| |\n|//[a ]{0,2}\n|/// d\n|1|2025-01-0[12]|\"s\"|\"\"\"\n\t? ?x\n ?y\n \"\"\"){0,40}",
    ) {
        check_if_formatted(&text);
    }

    #[test]
    fn plans_keep_their_meaning(entropy in proptest::collection::vec(any::<u8>(), 0..600)) {
        let text = plans::plan(&entropy);
        prop_assert!(check_if_formatted(&text), "{}", text);
    }
}
