//! A program that is read anew is the program that a reader without memory would see.

#[path = "support/memory.rs"]
mod memory;

use memory::MemoryFiles;
use pdl_lang::Program;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, proptest};
use proptest::{option, sample};

/// What a program is, beside what it has found out about its lines so far.
fn state(program: &Program) -> String {
    let sources = program.sources.iter().map(|(_, source)| (&source.name, &source.text));
    let parts = (&program.parses, &program.diagnostics, &program.definitions);
    let rest = (program.incomplete, &program.manifests);
    format!("{:#?}\n{parts:#?}\n{rest:#?}", sources.collect::<Vec<_>>())
}

/// Statements: every text of a program is made of some of them.
const STATEMENTS: &[&[u8]] = &[
    b"include \"a.pdl\"\n",
    b"include \"x.yaml\"\n",
    b"include \"*.pdl\"\n",
    b"component a { story: A, manifests: [\"x.yaml\"] }\n",
    b"component b { story: A, manifests: [\"*.yaml\", \"a.pdl\"] }\n",
    b"platform \"P\" { schemas: [\"crd.yaml\", \"x.yaml\"] }\n",
    b"story A \"x\"\n",
    b"story A { estimate: 1d }\n",
    b"apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n",
    b"story B \"broken\n",
    b"\0",
    b"\xff",
];

fn text() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(sample::select(STATEMENTS), 0..5).prop_map(|it| it.concat())
}

fn folder() -> impl Strategy<Value = MemoryFiles> {
    let names = ["platform.pdl", "a.pdl", "b.pdl", "x.yaml", "crd.yaml"];
    let contents = (text(), option::of(text()), option::of(text()), text(), option::of(text()));
    contents.prop_map(move |(root, a, b, yaml, definition)| {
        let mut files = MemoryFiles::default();
        for (name, content) in names.iter().zip([Some(root), a, b, Some(yaml), definition]) {
            if let Some(content) = content {
                files.put(name, content);
            }
        }
        files
    })
}

#[track_caller]
fn check(before: &[(&str, &[u8])], after: &[(&str, &[u8])]) {
    let files = |state: &[(&str, &[u8])]| {
        let mut files = MemoryFiles::default();
        for (name, content) in state {
            files.put(name, *content);
        }
        files
    };
    let before = Program::load("platform.pdl", &files(before)).expect("the root is there");
    let files = files(after);
    let anew = Program::reload("platform.pdl", &files, &before).expect("the root is there");
    let fresh = Program::load("platform.pdl", &files).expect("the root is there");
    assert_eq!(state(&anew), state(&fresh));
}

#[test]
fn yaml_may_become_a_source() {
    let root: &[u8] = b"component a { manifests: [\"x.yaml\"] }\n";
    let more = [root, b"include \"x.yaml\"\n"].concat();
    let yaml: &[u8] = b"kind: A\n";
    check(
        &[("platform.pdl", root), ("x.yaml", yaml)],
        &[("platform.pdl", more.as_slice()), ("x.yaml", yaml)],
    );
}

#[test]
fn what_was_no_text_is_read_when_it_is() {
    let readable: &[u8] = b"story A \"x\"\n";
    for byte in [b"\xff", b"\0"] {
        let broken = [readable, byte].concat();
        check(&[("platform.pdl", broken.as_slice())], &[("platform.pdl", readable)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn memory_changes_nothing(before in folder(), after in folder(), is_edit in any::<bool>()) {
        // An edit leaves the other files as they are.
        let mut next = after;
        if is_edit {
            let root = next.0.remove("platform.pdl").expect("it was put");
            next.0.clone_from(&before.0);
            next.0.insert("platform.pdl".to_owned(), root);
        }
        let before = Program::load("platform.pdl", &before).expect("the root is there");
        let anew = Program::reload("platform.pdl", &next, &before).expect("the root is there");
        let fresh = Program::load("platform.pdl", &next).expect("the root is there");
        prop_assert_eq!(state(&anew), state(&fresh));
    }
}
