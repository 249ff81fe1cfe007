//! Outputs on a real disk: what is written, left alone, removed, refused and recovered.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk")]

#[path = "output/memory.rs"]
mod memory;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use pdl_compiler::output::{
    Applied, Change, Destination, Error, File, Input, InputId, Plan, RelPath, Roots, apply, check,
    verify,
};
use tempfile::TempDir;

/// A program folder with OUT in it.
struct Disk {
    _folder: TempDir,
    roots: Roots,
}

impl Disk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let program = folder.path().to_owned();
        Self { _folder: folder, roots: Roots { out: program.join("out"), program } }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.roots.program.join(path)
    }

    fn apply(&self, files: &[(&str, &str)]) -> Applied {
        apply(&plan(files), &self.roots, false).expect("the plan can be applied")
    }

    fn refuses(&self, files: &[(&str, &str)]) -> Error {
        let before = self.files();
        let error = apply(&plan(files), &self.roots, false).expect_err("the plan is refused");
        assert_eq!(self.files(), before, "a refused plan changes nothing");
        error
    }

    fn put(&self, path: &str, content: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it is below the program")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    /// Every file and empty folder with its content, the manifest aside.
    fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        collect(&self.roots.program, &self.roots.program, &mut files);
        files.retain(|(name, _)| name != "out/manifest.json");
        files.sort();
        files
    }

    #[track_caller]
    fn holds(&self, expected: &[(&str, &str)]) {
        let expected =
            expected.iter().map(|(name, content)| (format!("out/{name}"), (*content).to_owned()));
        assert_eq!(self.files(), expected.collect::<Vec<_>>());
    }

    fn changes(&self) -> Vec<(String, Change)> {
        let (_, differences) = verify(&self.roots).expect("there is a manifest");
        differences.into_iter().map(|it| (it.place.to_string(), it.change)).collect()
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("listable") {
        let path = entry.expect("an entry").path();
        let name = path.strip_prefix(root).expect("it is below").display().to_string();
        if path.is_symlink() {
            files.push((name, "a link".to_owned()));
        } else if path.is_dir() {
            if fs::read_dir(&path).expect("listable").next().is_none() {
                files.push((name, "an empty folder".to_owned()));
            }
            collect(root, &path, files);
        } else {
            files.push((name, fs::read_to_string(&path).expect("text")));
        }
    }
}

/// Plans files; a path `folder//name` goes to that folder of the program instead of OUT.
fn plan(files: &[(&str, &str)]) -> Plan {
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

/// Gives a file a time of modification long ago, and returns a way to ask whether it still has it.
fn age(path: &Path) -> impl Fn() -> bool + use<> {
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    let file = fs::File::options().write(true).open(path).expect("it is there");
    file.set_modified(old).expect("times can be set");
    let path = path.to_owned();
    move || fs::metadata(&path).expect("it is there").modified().expect("a time") == old
}

#[test]
fn a_second_build_touches_nothing() {
    let disk = Disk::new();
    let files = [("flux/c1/a.yaml", "1"), ("flux/c1/b.yaml", "2"), ("docs//x.md", "3")];
    let applied = disk.apply(&files);
    assert_eq!((applied.written, applied.unchanged), (3, 0));
    let paths = ["out/flux/c1/a.yaml", "out/manifest.json", "docs/x.md"];
    let is_old = paths.map(|path| age(&disk.path(path)));
    let applied = disk.apply(&files);
    assert_eq!((applied.written, applied.unchanged), (0, 3));
    assert!(is_old.iter().all(|is_old| is_old()));
    assert_eq!(disk.changes(), []);
}

#[test]
fn only_what_differs_is_written() {
    let disk = Disk::new();
    disk.apply(&[("a", "1"), ("b", "2")]);
    let is_old = age(&disk.path("out/a"));
    let applied = disk.apply(&[("a", "1"), ("b", "3")]);
    assert_eq!((applied.written, applied.unchanged), (1, 1));
    assert!(is_old());
    disk.holds(&[("a", "1"), ("b", "3")]);
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let names: Vec<String> = (0..200).map(|it| format!("flux/c{}/{it}.yaml", it % 3)).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|it| (it.as_str(), it.as_str())).collect();
    let build = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let disk = Disk::new();
        disk.put("out/flux/c1/100.yaml", "mine");
        disk.put("out/flux/c0/99.yaml", "mine");
        let error = pool.install(|| disk.refuses(&files)).to_string();
        fs::remove_dir_all(disk.path("out")).expect("removable");
        let applied = pool.install(|| disk.apply(&files));
        let manifest = fs::read_to_string(disk.path("out/manifest.json")).expect("text");
        (error, applied, disk.files(), manifest)
    };
    assert_eq!(build(1), build(8));
}

#[test]
fn an_edited_output_is_written_again() {
    let disk = Disk::new();
    disk.apply(&[("a", "1")]);
    disk.put("out/a", "edited");
    assert_eq!(disk.changes(), [("a".to_owned(), Change::Changed)]);
    disk.apply(&[("a", "1")]);
    disk.holds(&[("a", "1")]);
}

#[test]
fn what_is_no_longer_made_goes_with_its_folders() {
    let disk = Disk::new();
    disk.apply(&[("a/b/c", "1"), ("a/d", "2"), ("e/f", "3"), ("docs/plan//x.md", "4")]);
    let applied = disk.apply(&[("a/d", "2")]);
    assert_eq!(applied.removed.len(), 3);
    disk.holds(&[("a/d", "2")]);
    assert_eq!(disk.changes(), []);
}

#[test]
fn files_of_others_stay() {
    let disk = Disk::new();
    disk.put("out/flux/notes.txt", "mine");
    disk.apply(&[("flux/a", "1"), ("flux/b", "2")]);
    disk.put("out/flux/b", "edited");
    let applied = disk.apply(&[("c", "3")]);
    assert_eq!(applied.kept.iter().map(ToString::to_string).collect::<Vec<_>>(), ["flux/b"]);
    disk.holds(&[("c", "3"), ("flux/b", "edited"), ("flux/notes.txt", "mine")]);
    let unlisted = |name: &str| (name.to_owned(), Change::Unlisted);
    assert_eq!(disk.changes(), [unlisted("flux/b"), unlisted("flux/notes.txt")]);
}

#[test]
fn a_file_of_somebody_else_is_never_overwritten() {
    let disk = Disk::new();
    disk.put("out/b", "mine");
    disk.put("out/same", "1");
    disk.put("docs/x.md", "mine");
    let files = [("a", "1"), ("b", "2"), ("same", "1"), ("docs//x.md", "2")];
    let error = disk.refuses(&files);
    let message = "2 files that `pdlc` did not make stand in the way: `b`, `docs/x.md`";
    assert_eq!(error.to_string(), message);
    fs::remove_file(disk.path("out/b")).expect("removable");
    fs::remove_file(disk.path("docs/x.md")).expect("removable");
    assert_eq!(disk.apply(&files).unchanged, 1);
}

#[test]
fn files_and_folders_change_places() {
    let disk = Disk::new();
    disk.apply(&[("a", "1"), ("b/c/d", "2"), ("b/e", "3")]);
    disk.apply(&[("a/x/y", "4"), ("b", "5")]);
    disk.holds(&[("a/x/y", "4"), ("b", "5")]);
    disk.put("out/a/mine", "mine");
    assert!(matches!(disk.refuses(&[("a", "1")]), Error::Foreign { .. }));
    disk.put("out/b", "edited");
    assert!(matches!(disk.refuses(&[("b/x", "1")]), Error::Foreign { .. }));
}

#[test]
fn an_output_that_moves_to_another_name_of_its_folder_stays() {
    let disk = Disk::new();
    disk.apply(&[("docs//plan/x.md", "1")]);
    assert_eq!(disk.apply(&[("docs/plan//x.md", "1")]).removed, []);
    assert!(disk.path("docs/plan/x.md").exists());
}

#[test]
fn documents_do_not_get_into_out_by_another_name() {
    let disk = Disk::new();
    let error = disk.refuses(&[("a", "1"), ("out/docs//x.md", "2")]);
    assert!(matches!(error, Error::InsideOut { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let disk = Disk::new();
    disk.apply(&[("a/b", "1"), ("c", "2"), ("docs/p//x", "3")]);
    let elsewhere = tempfile::tempdir().expect("a folder for the test");
    fs::write(elsewhere.path().join("b"), "1").expect("a file");

    fs::remove_dir_all(disk.path("out/a")).expect("removable");
    symlink(elsewhere.path(), disk.path("out/a")).expect("links work");
    let error = disk.refuses(&[("a/b", "1"), ("c", "2"), ("docs/p//x", "3")]);
    assert!(error.to_string().ends_with("out/a` is a symbolic link, which outputs do not follow"));
    assert!(disk.changes().contains(&("a/b".to_owned(), Change::Changed)));
    // What is no longer made is not looked for behind a link.
    assert_eq!(disk.apply(&[("c", "2")]).kept.len(), 1);
    assert!(elsewhere.path().join("b").exists());

    fs::remove_file(disk.path("out/c")).expect("removable");
    symlink(elsewhere.path().join("b"), disk.path("out/c")).expect("links work");
    assert!(matches!(disk.refuses(&[("c", "1")]), Error::Link { .. }));
    symlink(elsewhere.path(), disk.path("docs")).expect("links work");
    assert!(matches!(disk.refuses(&[("d", "1"), ("docs/p//x", "1")]), Error::Link { .. }));
}

#[cfg(unix)]
#[test]
fn out_itself_may_be_a_link() {
    let disk = Disk::new();
    let elsewhere = tempfile::tempdir().expect("a folder for the test");
    std::os::unix::fs::symlink(elsewhere.path(), &disk.roots.out).expect("links work");
    disk.apply(&[("a", "1")]);
    assert!(elsewhere.path().join("a").exists());
}

#[test]
fn a_check_writes_nothing() {
    let disk = Disk::new();
    let names = |differences: Vec<pdl_compiler::output::Difference>| {
        let name = |it: pdl_compiler::output::Difference| (it.place.to_string(), it.change);
        differences.into_iter().map(name).collect::<Vec<_>>()
    };
    let expect = |list: &[(&str, Change)]| {
        list.iter().map(|(name, change)| ((*name).to_owned(), *change)).collect::<Vec<_>>()
    };
    let found = check(&plan(&[("a", "1")]), &disk.roots).expect("comparable");
    assert_eq!(names(found), expect(&[("a", Change::Missing), ("manifest.json", Change::Missing)]));
    assert_eq!(disk.files(), []);
    disk.apply(&[("a", "1"), ("b", "2"), ("z", "3")]);
    assert_eq!(check(&plan(&[("a", "1"), ("b", "2"), ("z", "3")]), &disk.roots).expect("same"), []);
    let found =
        check(&plan(&[("a", "1"), ("b", "x"), ("c", "4")]), &disk.roots).expect("comparable");
    let expected = [
        ("b", Change::Changed),
        ("c", Change::Missing),
        ("manifest.json", Change::Changed),
        ("z", Change::Stale),
    ];
    assert_eq!(names(found), expect(&expected));
    disk.holds(&[("a", "1"), ("b", "2"), ("z", "3")]);
}

#[test]
fn a_manifest_that_cannot_be_read_stops_the_build() {
    let disk = Disk::new();
    disk.apply(&[("a", "1")]);
    disk.put("out/manifest.json", "<<<<<<< HEAD\n");
    let error = disk.refuses(&[("a", "2")]);
    assert!(error.to_string().contains("`manifest.json` in the output folder is no manifest"));
    assert!(verify(&disk.roots).is_err());
}

#[test]
fn verification_finds_what_differs() {
    let disk = Disk::new();
    assert!(matches!(verify(&disk.roots), Err(Error::NoManifest { .. })));
    disk.apply(&[("a", "1"), ("b", "2"), ("c", "3")]);
    disk.put("out/a", "x");
    disk.put("out/d", "x");
    fs::remove_file(disk.path("out/b")).expect("removable");
    let expected = [("a", Change::Changed), ("b", Change::Missing), ("d", Change::Unlisted)];
    assert_eq!(disk.changes(), expected.map(|(name, change)| (name.to_owned(), change)));
    let path = disk.path("out/manifest.json");
    let text = fs::read_to_string(&path).expect("text").replace("\"path\":\"c\"", "\"path\":\"e\"");
    fs::write(&path, text).expect("writable");
    assert!(disk.changes().contains(&("manifest.json".to_owned(), Change::Changed)));
}

/// A path whose folder is just short enough for the system, so that the name beside it that an
/// atomic write needs is too long: the build fails in the middle, whoever runs the test.
#[cfg(target_os = "linux")]
fn unwritable(out: &Path) -> String {
    let room = 4085 - out.as_os_str().len() - 1;
    let mut folder = String::from("m");
    while folder.len() + 1 < room {
        let length = (room - folder.len() - 1).min(200);
        folder.push('/');
        folder.push_str(&"x".repeat(length));
    }
    format!("{folder}/y")
}

#[cfg(target_os = "linux")]
#[test]
fn a_build_cut_short_is_rejected_and_then_completed() {
    let disk = Disk::new();
    disk.apply(&[("a", "1"), ("b", "2"), ("old", "3")]);
    let long = unwritable(&disk.roots.out);
    let files = [("a", "changed"), ("b", "2"), ("new/x", "4"), (long.as_str(), "5"), ("z", "6")];
    assert!(matches!(disk.refuses(&files), Error::Fs(_)));
    assert_eq!(disk.changes(), [], "nothing has changed");
    // A file that becomes a folder goes before anything can be written in its stead.
    let half = plan(&[files.as_slice(), &[("old/x", "7")]].concat());
    let error = apply(&half, &disk.roots, false).expect_err("one file cannot be written");
    assert!(matches!(error, Error::Halfway(_)), "{error}");
    assert!(disk.changes().contains(&("manifest.json.next".to_owned(), Change::Unfinished)));
    let found = check(&half, &disk.roots).expect("comparable");
    assert!(found.iter().any(|it| it.change == Change::Unfinished));

    // What a kill leaves in the middle of a write, and a file that was only announced, edited.
    disk.put("out/new/.pdlc-abc.tmp", "hal");
    disk.put("out/z", "edited");
    assert!(matches!(disk.refuses(&[("z", "6")]), Error::Foreign { .. }));
    let applied = disk.apply(&[("a", "1"), ("c", "7")]);
    assert_eq!(applied.kept.iter().map(ToString::to_string).collect::<Vec<_>>(), ["z"]);
    let files: Vec<_> =
        disk.files().into_iter().filter(|(name, _)| !name.contains("xxx")).collect();
    let expected = [("out/a", "1"), ("out/c", "7"), ("out/z", "edited")];
    assert_eq!(files, expected.map(|(name, content)| (name.to_owned(), content.to_owned())));
    assert_eq!(disk.changes(), [("z".to_owned(), Change::Unlisted)]);
}
