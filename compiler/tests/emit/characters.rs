//! Characters that no manifest carries through `kustomize build`: refused are exactly those that it refuses.
#![expect(clippy::print_stderr, reason = "what is skipped is said")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use pdl_lang::diagnostic::Code;

use super::disk::{Tree, analysis_of, write};

/// Control characters, and others that readers of YAML differ about.
fn candidates() -> Vec<char> {
    let controls = ('\0'..='\u{1f}').chain('\u{7f}'..='\u{a0}');
    let odd = "\u{ad}\u{200b}\u{2028}\u{2029}\u{202e}\u{d7ff}\u{e000}\u{fdd0}\u{feff}\u{fff9}\u{fffd}\u{fffe}\u{ffff}\u{10000}\u{1fffe}\u{10ffff}";
    controls.chain(odd.chars()).collect()
}

/// A program whose one object holds characters in values, and in the keys of annotations.
fn program(values: &[char], keys: &[char]) -> String {
    let code = |it: &char| u32::from(*it);
    let value = |it: &char| format!("k{0:x}: \"a\\u{{{0:X}}}b\"", code(it));
    let key = |it: &char| format!("\"a\\u{{{:X}}}b\": \"x\"", code(it));
    let values = values.iter().map(value).collect::<Vec<_>>().join(", ");
    let keys = keys.iter().map(key).collect::<Vec<_>>().join(", ");
    format!(
        "cluster x {{}}\nsprint S0 2025-10-20..2025-10-31 {{ story A }}\n\
         component c {{ story: A, namespace: n, resource ConfigMap m {{ data: {{ {values} }} }}\n\
         resource example.org/v1/Thing t {{ spec: {{ {keys} }} }} }}\n"
    )
}

fn is_refused(values: &[char], keys: &[char]) -> bool {
    let found = analysis_of(&program(values, keys)).diagnostics;
    found.iter().any(|it| it.code == Code::RefusedCharacter)
}

/// Whether kustomize builds objects with these characters, each written as the emitter writes it.
fn builds(folder: &Path, values: &[char], keys: &[char]) -> Option<bool> {
    let mut text =
        "apiVersion: example.org/v1\nkind: Thing\nmetadata:\n  name: m\nspec:\n".to_owned();
    for (name, characters) in [("value", values), ("key", keys)] {
        for it in characters {
            let (code, fine) = (u32::from(*it), "strings take any text");
            match name {
                "value" => writeln!(text, "  k{code:x}: \"a\\U{code:08x}b\"").expect(fine),
                _ => writeln!(text, "  \"a\\U{code:08x}b\": x").expect(fine),
            }
        }
    }
    let list = "resources: [thing.yaml]\n".to_owned();
    let tree =
        Tree::from([("kustomization.yaml".to_owned(), list), ("thing.yaml".to_owned(), text)]);
    write(folder, &tree);
    let output = Command::new("kustomize").arg("build").arg(folder).output().ok()?;
    Some(output.status.success())
}

#[test]
fn refused_is_what_kustomize_refuses() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let folder = folder.path().join("built");
    if builds(&folder, &[], &[]).is_none() {
        let line = "skipped: there is no `kustomize`";
        assert!(std::env::var("PDL_TOOLS").as_deref() != Ok("required"), "{line}");
        eprintln!("{line}");
        return;
    }
    let (refused, taken): (Vec<char>, Vec<char>) =
        candidates().into_iter().partition(|it| is_refused(&[*it], &[]));
    let (refused_keys, taken_keys): (Vec<char>, Vec<char>) =
        candidates().into_iter().partition(|it| is_refused(&[], &[*it]));
    assert_eq!(builds(&folder, &taken, &taken_keys), Some(true));
    for it in refused {
        assert_eq!(builds(&folder, &[it], &[]), Some(false), "the value {it:?}");
    }
    for it in refused_keys {
        assert_eq!(builds(&folder, &[], &[it]), Some(false), "the key {it:?}");
    }
}
