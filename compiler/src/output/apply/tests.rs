//! What is left of a build that fails, or dies, at every change it makes to the disk.

use std::path::Path;

use super::super::{
    Change, Destination, Difference, Error, File, Input, InputId, Plan, RelPath, Roots, verify,
};
use super::apply;
use crate::fs;
use crate::fs::faults::{Fault, with};

/// A path and what it holds; `folder//name` goes to a folder outside OUT.
type Files = &'static [(&'static str, &'static str)];

const OLD: Files = &[("a", "1"), ("b/c", "2"), ("gone/x", "3"), ("docs//plan.md", "4")];
const NEW: Files = &[("a", "changed"), ("b/c", "2"), ("new/deep/y", "5"), ("docs//plan.md", "6")];
/// A file becomes a folder and a folder a file, which cannot be done beside the old tree.
const SWAPPED: Files = &[("a/inside", "1"), ("b", "2"), ("docs//plan.md", "4")];

fn plan(files: Files) -> Plan {
    let path = |text: &str| RelPath::new(text).expect("a path for a test");
    let file = |(name, content): &(&str, &str)| {
        let (destination, name) = match name.split_once("//") {
            Some((folder, name)) => (Destination::Folder(path(folder)), name),
            None => (Destination::Out, *name),
        };
        let bytes = content.as_bytes().to_vec();
        File { destination, path: path(name), bytes, inputs: vec![InputId(0)] }
    };
    let inputs = vec![Input::new("platform.pdl", b"")];
    Plan::new(inputs, files.iter().map(file).collect()).expect("the files fit")
}

/// Every path below a folder, with the content of files.
fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for (path, kind) in fs::list(folder).expect("listable") {
        let name = path.display().to_string();
        if kind == fs::Kind::Folder {
            found.push((name, Vec::new()));
            found.extend(snapshot(&path));
        } else {
            found.push((name, fs::read(&path).expect("readable")));
        }
    }
    found
}

/// Whether `verify` takes the tree for what a build made.
fn is_accepted(roots: &Roots) -> bool {
    let is_fine = |found: Vec<Difference>| found.iter().all(|it| it.change == Change::Unlisted);
    verify(roots).is_ok_and(|(_, found)| is_fine(found))
}

/// Builds `old`, then `new` with the fault at every step there is; says how many steps there were.
fn at_every_step(old: Option<Files>, new: Files, fault: Fault) -> usize {
    for step in 0.. {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let program = folder.path().to_owned();
        let roots = Roots { out: program.join("out"), program };
        let run = |files| apply(&plan(files), &roots, false);
        if let Some(old) = old {
            run(old).expect("a sound disk");
        }
        let before = snapshot(folder.path());
        let (result, is_met) = with(step, fault, || run(new));
        if !is_met {
            result.expect("nothing went wrong");
            assert!(is_accepted(&roots));
            return step;
        }
        let after = snapshot(folder.path());
        match &result {
            Err(Error::Halfway(_)) => assert!(!is_accepted(&roots), "step {step} of {fault:?}"),
            Err(_) if fault == Fault::Fails => {
                assert_eq!(before, after, "step {step}: nothing has changed");
            }
            // Dead before the announcement, or after the manifest: the old tree or the new one.
            Err(_) if is_accepted(&roots) => {
                let listed = |files: &[(String, Vec<u8>)]| {
                    let half = |name: &str| name.contains("/.pdlc-");
                    files.iter().filter(|(name, _)| !half(name)).cloned().collect::<Vec<_>>()
                };
                let is_file = |it: &(String, Vec<u8>)| !it.1.is_empty();
                let files = |all: Vec<(String, Vec<u8>)>| all.into_iter().filter(is_file);
                assert!(files(listed(&before)).eq(files(listed(&after))), "step {step}");
            }
            Err(_) => {}
            Ok(_) => assert!(is_accepted(&roots), "step {step}: a success is one"),
        }
        run(new).expect("the next build mends it");
        assert!(is_accepted(&roots), "step {step} of {fault:?}");
        let clean = tempfile::tempdir().expect("a folder for the test");
        let program = clean.path().to_owned();
        let roots = Roots { out: program.join("out"), program };
        apply(&plan(new), &roots, false).expect("a sound disk");
        let relative = |root: &Path| {
            let strip = |(name, bytes): (String, Vec<u8>)| {
                (name.replacen(&root.display().to_string(), "", 1), bytes)
            };
            snapshot(root).into_iter().map(strip).collect::<Vec<_>>()
        };
        assert_eq!(relative(folder.path()), relative(clean.path()), "step {step} of {fault:?}");
    }
    unreachable!("a build has an end")
}

/// Faults are counted a thread, so one thread does everything.
fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(work)
}

#[test]
fn a_build_that_fails_anywhere_is_mended_by_the_next() {
    alone(|| {
        for old in [None, Some(OLD)] {
            assert!(at_every_step(old, NEW, Fault::Fails) > 10);
        }
        assert!(at_every_step(Some(OLD), SWAPPED, Fault::Fails) > 10);
    });
}

#[test]
fn a_build_that_dies_anywhere_leaves_nothing_that_passes_for_whole() {
    alone(|| {
        for old in [None, Some(OLD)] {
            assert!(at_every_step(old, NEW, Fault::Dies) > 10);
        }
        assert!(at_every_step(Some(OLD), SWAPPED, Fault::Dies) > 10);
    });
}

#[test]
fn a_disk_that_is_full_is_named_and_leaves_the_old_tree() {
    alone(|| {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let program = folder.path().to_owned();
        let roots = Roots { out: program.join("out"), program };
        apply(&plan(OLD), &roots, false).expect("a sound disk");
        let before = snapshot(folder.path());
        let run = |step| with(step, Fault::Fails, || apply(&plan(NEW), &roots, false)).0;
        let message = (0..).find_map(|step| {
            let error = run(step).expect_err("a new file is written before any takes its name");
            assert_eq!(snapshot(folder.path()), before);
            let message = error.to_string();
            message.contains("out/new/deep/y`").then_some(message)
        });
        let message = message.expect("the file is named");
        assert!(message.starts_with("cannot write `"), "{message}");
        assert!(message.ends_with("the disk is full"), "{message}");
    });
}
