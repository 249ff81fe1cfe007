//! Programs and trees on disk, as far as the tests need them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pdl_compiler::emit::{Options, emit};
use pdl_compiler::output::{Destination, File};
use pdl_lang::{Analysis, Files, Program, Unreadable, analyze};

/// Files by path; a tree as it would be on disk.
pub(crate) type Tree = BTreeMap<String, String>;

/// A folder with programs; its globs have one `*`, in the last part.
struct Folder(PathBuf);

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        fs::read(self.0.join(path)).map_err(|error| Unreadable(error.to_string()))
    }

    fn expand(&self, glob: &str) -> Result<Vec<String>, Unreadable> {
        let (folder, pattern) = glob.rsplit_once('/').unwrap_or(("", glob));
        let (start, end) = pattern.split_once('*').unwrap_or((pattern, ""));
        let entries = fs::read_dir(self.0.join(folder)).map_err(|it| Unreadable(it.to_string()))?;
        let names = entries.map(|it| it.expect("an entry").file_name().display().to_string());
        let names = names.filter(|name| name.starts_with(start) && name.ends_with(end));
        Ok(names
            .map(|name| format!("{folder}/{name}").trim_start_matches('/').to_owned())
            .collect())
    }
}

/// Analyses `platform.pdl` of a folder.
pub(crate) fn analysis(folder: &Path) -> Analysis {
    let program = Program::load("platform.pdl", &Folder(folder.to_owned()));
    analyze(program.expect("the program can be read"), &pdl_lang::Options::default())
}

/// Analyses a program of one text.
pub(crate) fn analysis_of(text: &str) -> Analysis {
    analyze(Program::of_text("platform.pdl", text), &pdl_lang::Options::default())
}

/// Emits a program that has no errors.
#[track_caller]
pub(crate) fn files(analysis: &Analysis) -> Vec<File> {
    let errors: Vec<_> = analysis
        .diagnostics
        .iter()
        .filter(|it| it.severity == pdl_lang::diagnostic::Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert_eq!(errors, [""; 0], "the program has errors");
    emit(analysis, &Options::default()).expect("it can be emitted")
}

/// Emitted files by path.
pub(crate) fn tree(files: &[File]) -> Tree {
    let entry = |file: &File| {
        let path = match &file.destination {
            Destination::Out => file.path.to_string(),
            Destination::Folder(folder) => format!("@/{folder}/{}", file.path),
        };
        let text = String::from_utf8(file.bytes.clone()).expect("outputs are UTF-8");
        (path, text)
    };
    files.iter().map(entry).collect()
}

/// Emits a program of one text.
#[track_caller]
pub(crate) fn tree_of(text: &str) -> Tree {
    tree(&files(&analysis_of(text)))
}

/// Every file below a folder, by its path from there.
pub(crate) fn read(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    collect(folder, folder, &mut tree);
    tree
}

fn collect(root: &Path, folder: &Path, tree: &mut Tree) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, tree);
        } else {
            let name = path.strip_prefix(root).expect("it is below").display().to_string();
            tree.insert(name, fs::read_to_string(&path).expect("outputs are UTF-8"));
        }
    }
}

/// Replaces everything below a folder.
pub(crate) fn write(folder: &Path, tree: &Tree) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the old tree can go");
    }
    for (name, text) in tree {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it is below")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}
