//! What is remembered of a build, and every way in which that could be wrong.

use std::fs;
use std::path::{Path, PathBuf};

use pdl_compiler::fingerprint::Fingerprint;
use pdl_compiler::output::{Applied, Error, Memory, Plan, Roots};

use super::{Disk, plan};

const FILES: &[(&str, &str)] = &[("a", "1"), ("b/c/d", "22"), ("b/e", "33"), ("docs//f", "44")];

impl Disk {
    fn memory(&self, made_from: &str) -> Memory {
        let made_from = Fingerprint::of(made_from.as_bytes());
        let memory = Memory::new(&self.path("cache"), &self.roots, made_from);
        memory.expect("there is a place for it")
    }

    fn record(&self) -> PathBuf {
        let mut records = fs::read_dir(self.path("cache")).expect("a folder of records");
        records.next().expect("a record").expect("readable").path()
    }

    /// Whether a build of that origin is spared.
    fn is_settled(&self, made_from: &str) -> bool {
        self.memory(made_from).settled(&self.roots).is_some()
    }

    fn build(&self, made_from: &str, plan: &Plan) -> Result<Applied, Error> {
        let mut memory = self.memory(made_from);
        match memory.settled(&self.roots) {
            Some((applied, _)) => Ok(applied),
            None => memory.apply(plan, &self.roots, 0),
        }
    }

    /// A disk with a built tree, of which every stamp is known.
    fn remembered() -> Self {
        let disk = Self::new();
        disk.build("it", &plan(FILES)).expect("it can be built");
        disk.remember();
        disk
    }

    /// Builds until nothing is left to find out, which takes a tick of the clock.
    fn remember(&self) {
        loop {
            let before = fs::read(self.record()).expect("a record");
            assert!(self.is_settled("it"));
            if fs::read(self.record()).expect("a record") == before {
                return;
            }
        }
    }

    /// Builds once more, and holds the result to that of a build that remembers nothing.
    #[track_caller]
    fn is_mended(&self, written: usize) {
        assert!(!self.is_settled("it"), "a change is seen");
        let applied = self.build("it", &plan(FILES)).expect("it can be built");
        assert_eq!((applied.written, applied.unchanged), (written, FILES.len() - written));
        self.is_built(FILES);
    }

    #[track_caller]
    fn is_built(&self, files: &[(&str, &str)]) {
        let differences = pdl_compiler::output::check(&plan(files), &self.roots);
        assert_eq!(differences.expect("comparable"), []);
    }
}

/// Writes other bytes into a file, as many, and sets its time back.
fn forge(path: &Path, content: &str) {
    let before = fs::metadata(path).expect("it is there");
    assert_eq!(before.len(), content.len() as u64);
    fs::write(path, content).expect("writable");
    let file = fs::File::options().write(true).open(path).expect("it is there");
    file.set_modified(before.modified().expect("a time")).expect("times can be set");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("listable") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("a copy");
        }
    }
}

#[test]
fn what_has_not_changed_is_not_looked_into() {
    let disk = Disk::remembered();
    let applied = disk.build("it", &plan(&[])).expect("the plan is not needed");
    assert_eq!((applied.written, applied.unchanged), (0, FILES.len()));
    disk.is_built(FILES);
}

#[test]
fn a_change_of_the_plan_writes_what_differs() {
    let disk = Disk::remembered();
    let files = [("a", "1"), ("b/c/d", "23"), ("new", "5"), ("docs//f", "44")];
    assert!(!disk.is_settled("something else"));
    let applied = disk.build("something else", &plan(&files)).expect("it can be built");
    assert_eq!((applied.written, applied.unchanged, applied.removed.len()), (2, 2, 1));
    disk.is_built(&files);
    assert!(!disk.is_settled("it"));
}

#[test]
fn a_change_that_leaves_size_and_time_is_seen() {
    let disk = Disk::remembered();
    forge(&disk.path("out/b/c/d"), "xx");
    disk.is_mended(1);
}

#[test]
fn a_change_right_after_the_build_is_seen() {
    for _ in 0..50 {
        let disk = Disk::new();
        disk.build("it", &plan(FILES)).expect("it can be built");
        forge(&disk.path("out/b/c/d"), "xx");
        disk.is_mended(1);
        forge(&disk.path("out/b/c/d"), "yy");
        disk.is_mended(1);
    }
}

#[test]
fn what_is_gone_or_replaced_is_seen() {
    let disk = Disk::remembered();
    fs::remove_file(disk.path("out/a")).expect("removable");
    fs::remove_file(disk.path("docs/f")).expect("removable");
    disk.is_mended(2);
    disk.remember();
    let path = disk.path("out/b/e");
    let time = fs::metadata(&path).expect("it is there").modified().expect("a time");
    disk.put("other", "xx");
    let file = fs::File::options().write(true).open(disk.path("other")).expect("it is there");
    file.set_modified(time).expect("times can be set");
    fs::rename(disk.path("other"), path).expect("a file takes the place of another");
    disk.is_mended(1);
    disk.remember();
    fs::remove_dir_all(disk.path("out/b/c")).expect("removable");
    disk.is_mended(1);
}

#[test]
#[cfg(unix)]
fn a_link_is_refused_as_ever() {
    for (path, away) in [("out/b/e", "elsewhere"), ("out/b", "elsewhere"), ("docs", "moved")] {
        let disk = Disk::remembered();
        fs::rename(disk.path(path), disk.path(away)).expect("movable");
        std::os::unix::fs::symlink(disk.path(away), disk.path(path)).expect("links work");
        assert!(!disk.is_settled("it"), "{path}");
        let error = disk.build("it", &plan(FILES)).expect_err("links are not followed");
        assert!(matches!(error, Error::Link { .. }), "{path}: {error}");
    }
}

#[test]
fn a_tree_that_was_copied_is_read() {
    let disk = Disk::remembered();
    copy(&disk.path("out"), &disk.path("backup"));
    fs::remove_dir_all(disk.path("out")).expect("removable");
    assert!(!disk.is_settled("it"));
    fs::rename(disk.path("backup"), disk.path("out")).expect("movable");
    assert!(disk.is_settled("it"), "it holds the same");
    disk.remember();
    copy(&disk.path("out"), &disk.path("backup"));
    forge(&disk.path("backup/a"), "x");
    fs::remove_dir_all(disk.path("out")).expect("removable");
    fs::rename(disk.path("backup"), disk.path("out")).expect("movable");
    disk.is_mended(1);
}

#[test]
fn a_tree_elsewhere_has_no_record() {
    let disk = Disk::remembered();
    copy(&disk.path("out"), &disk.path("second"));
    let roots = Roots { out: disk.path("second"), ..disk.roots.clone() };
    let made_from = Fingerprint::of(b"it");
    let memory = || Memory::new(&disk.path("cache"), &roots, made_from).expect("a place for it");
    assert!(memory().settled(&roots).is_none());
    let first = disk.record();
    memory().apply(&plan(FILES), &roots, 0).expect("it can be built");
    let records =
        || fs::read_dir(disk.path("cache")).expect("records").map(|it| it.expect("one").path());
    let second = records().find(|path| *path != first).expect("it is another");
    fs::copy(&first, &second).expect("a copy");
    assert!(memory().settled(&roots).is_none(), "the record of another folder");
    fs::remove_dir_all(disk.path("out")).expect("removable");
    memory().apply(&plan(FILES), &roots, 0).expect("it can be built");
    assert_eq!(
        records().collect::<Vec<_>>(),
        [second],
        "what has nothing to be the record of goes"
    );
}

#[test]
fn a_manifest_or_a_journal_by_another_hand_is_seen() {
    let disk = Disk::remembered();
    let manifest = fs::read_to_string(disk.path("out/manifest.json")).expect("it is there");
    disk.put(
        "out/manifest.json",
        &manifest.replace("\"out/a\"", "\"out/x\"").replace("0.1", "9.9"),
    );
    disk.is_mended(0);
    assert_eq!(fs::read_to_string(disk.path("out/manifest.json")).expect("it is there"), manifest);
    disk.remember();
    fs::remove_file(disk.path("out/manifest.json")).expect("removable");
    disk.is_mended(0);
    disk.remember();
    disk.put("out/manifest.json.next", r#"{"format_version":1,"files":[]}"#);
    disk.is_mended(0);
    assert!(!disk.path("out/manifest.json.next").exists());
}

#[test]
fn a_record_with_any_bit_wrong_is_none() {
    let disk = Disk::remembered();
    let (path, record) = (disk.record(), fs::read(disk.record()).expect("a record"));
    for index in 0..record.len() {
        let mut wrong = record.clone();
        wrong[index] ^= 1 << (index % 8);
        fs::write(&path, &wrong).expect("writable");
        assert!(!disk.is_settled("it"), "byte {index}");
        fs::write(&path, &record[..index]).expect("writable");
        assert!(!disk.is_settled("it"), "the first {index} bytes");
    }
    fs::write(&path, "nonsense").expect("writable");
    disk.is_mended(0);
    disk.remember();
}

#[test]
fn the_last_of_two_builds_at_once_does_not_speak_for_the_other() {
    let disk = Disk::remembered();
    let others = [("a", "x"), ("b/c/d", "22"), ("b/e", "33"), ("docs//f", "yy")];
    let (one, other) = (disk.memory("it"), disk.memory("other"));
    one.apply(&plan(FILES), &disk.roots, 0).expect("it can be built");
    disk.remember();
    let first = fs::read(disk.record()).expect("a record");
    other.apply(&plan(&others), &disk.roots, 0).expect("it can be built");
    disk.is_built(&others);
    fs::write(disk.record(), first).expect("writable");
    disk.is_mended(2);
}

#[test]
fn nothing_fails_for_want_of_a_place() {
    let disk = Disk::new();
    disk.put("cache", "a file where the folder would be");
    for written in [FILES.len(), 0] {
        let applied = disk.build("it", &plan(FILES)).expect("it can be built");
        assert_eq!(applied.written, written);
        assert!(!disk.is_settled("it"));
    }
    disk.is_built(FILES);
}
