//! The tree-sitter grammar finds what the compiler finds: the same nodes at the same places, in every source of the
//! repository that has no syntax errors.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pdl_lang::diagnostic::Severity;
use pdl_lang::span::FileId;
use pdl_lang::syntax::kind::NodeKind;
use pdl_lang::syntax::tree::NodeId;
use pdl_lang::syntax::{Parse, parse};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const FOLDERS: &[&str] = &["platform", "compiler/src", "compiler/tests", "lang/tests"];

/// Every source below a folder, in the order of names.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|it| it.expect("it can be listed").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "pdl") {
            found.push(path);
        }
    }
}

/// The tree of a file as `ci/neovim/trees.lua` lists it; nothing for one with syntax errors.
fn listed(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let Parse { tree, diagnostics } = parse(FileId(0), &text);
    if diagnostics.iter().any(|found| found.severity == Severity::Error) {
        return None;
    }
    let mut list = format!("{}\n", path.display());
    for (node, id) in tree.nodes.iter().zip(0..) {
        let span = tree.span(NodeId(id));
        if node.kind != NodeKind::Document {
            writeln!(list, "  {:?} {}..{}", node.kind, span.start, span.end)
                .expect("it is a string");
        }
    }
    Some(list)
}

/// The grammar as a library that Neovim can load; nothing where there is no C compiler.
fn parser(folder: &Path) -> Option<PathBuf> {
    let library = folder.join("platform_pdl.so");
    let source = format!("{ROOT}/editors/tree-sitter-platform-pdl/src");
    let mut cc = Command::new("cc");
    cc.args(["-shared", "-fPIC", "-I", &source, &format!("{source}/parser.c"), "-o"]).arg(&library);
    let output = cc.output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(library)
}

/// What the grammar finds in files; nothing where there is no Neovim that can run it.
fn found(library: &Path, files: &str) -> Option<String> {
    let mut neovim = Command::new("nvim");
    neovim.args(["--clean", "-l", &format!("{ROOT}/ci/neovim/trees.lua")]).arg(library);
    let mut neovim = neovim.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut input = neovim.stdin.take().expect("it is piped");
    let files = files.to_owned();
    let writer = std::thread::spawn(move || input.write_all(files.as_bytes()));
    let output = neovim.wait_with_output().expect("Neovim ends");
    let has_run = writer.join().is_ok_and(|written| written.is_ok()) && output.status.success();
    has_run.then(|| String::from_utf8(output.stdout).expect("names and numbers"))
}

#[test]
fn the_grammar_finds_what_the_compiler_finds() {
    let mut paths = vec![PathBuf::from(ROOT).join("platform.pdl")];
    for folder in FOLDERS {
        sources(&PathBuf::from(ROOT).join(folder), &mut paths);
    }
    let lists: Vec<(&PathBuf, String)> =
        paths.iter().filter_map(|path| Some((path, listed(path)?))).collect();
    assert!(lists.len() > 250, "only {} sources are without errors", lists.len());
    let files: Vec<_> = lists.iter().map(|(path, _)| path.display().to_string()).collect();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let Some(found) = parser(folder.path()).and_then(|library| found(&library, &files.join("\n")))
    else {
        return skipped("no C compiler, or no Neovim that can run the tree-sitter grammar");
    };
    let mut rest = found.as_str();
    for (path, expected) in lists {
        let end = rest[1..].find("\n/").map_or(rest.len(), |at| at + 2);
        assert_eq!(&rest[..end], expected, "{}", path.display());
        rest = &rest[end..];
    }
}

/// Says on the terminal, past the test runner, that a tool is missing; where tools are required, fails.
#[track_caller]
fn skipped(line: &str) {
    assert!(std::env::var("PDL_TOOLS").as_deref() != Ok("required"), "{line}");
    writeln!(std::io::stderr(), "SKIPPED: {line}").expect("the terminal can be written to");
}
