//! What the disk does with what it is told.

use super::*;

#[test]
fn failures_say_what_was_tried_and_why() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let error = read(folder.path()).expect_err("a folder is no file");
    let path = folder.path().display();
    assert_eq!(error.to_string(), format!("cannot read `{path}`: is a directory"));
    let missing = folder.path().join("x.pdl");
    let error = read(&missing).expect_err("there is none");
    assert!(error.to_string().ends_with("x.pdl`: there is no such file or folder"));
    assert_eq!(read_if_any(&missing).expect("absence is fine"), None);
}

#[test]
fn a_file_holds_what_it_holds_and_a_link_nothing() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (path, link) = (folder.path().join("file"), folder.path().join("link"));
    write(&path, b"content").expect("writable");
    assert!(holds(&path, b"content").is_some_and(|it| Some(it) == stamp(&path)));
    for other in [&b"conten"[..], b"content ", b"Content", b""] {
        assert_eq!(holds(&path, other), None);
    }
    assert_eq!(holds(folder.path(), b"content"), None);
    assert_eq!(holds(&folder.path().join("none"), b"content"), None);
    #[cfg(unix)]
    std::os::unix::fs::symlink(&path, &link).expect("links work");
    assert_eq!(holds(&link, b"content"), None);
}

#[test]
fn a_file_replaces_a_link_and_not_its_target() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (target, link) = (folder.path().join("target"), folder.path().join("link"));
    write(&target, b"old").expect("writable");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&target, &link).expect("links work");
    write(&link, b"new").expect("writable");
    assert_eq!(read(&target).expect("readable"), b"old");
    assert_eq!(kind(&link).expect("inspectable"), Some(Kind::File(3)));
}

#[test]
fn a_written_file_is_readable_by_others() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("file");
    write(&path, b"x").expect("writable");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o400, 0o400);
    }
    assert_eq!(list(folder.path()).expect("listable"), [(path, Kind::File(1))]);
}

#[test]
#[cfg(unix)]
fn a_stamp_tells_of_a_change_that_size_and_time_do_not() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (path, other) = (folder.path().join("file"), folder.path().join("other"));
    write(&path, b"one").expect("writable");
    let before = stamp(&path).expect("it is a file");
    let modified = fs::metadata(&path).expect("it is there").modified().expect("a time");
    // Until the clock has ticked, nobody can tell.
    while !before.is_past(&now(folder.path()).expect("writable")) {}
    fs::write(&path, b"two").expect("writable");
    let file = fs::File::options().write(true).open(&path).expect("it is there");
    file.set_modified(modified).expect("times can be set");
    let after = stamp(&path).expect("it is a file");
    assert_eq!(
        (before.bytes, before.modified, before.inode),
        (after.bytes, after.modified, after.inode)
    );
    assert_ne!(before, after);
    std::os::unix::fs::symlink(&path, &other).expect("links work");
    assert_eq!(stamp(&other), None);
    assert_eq!(stamp_behind(&other), Some(after));
    assert_eq!(list(folder.path()).expect("listable").len(), 2, "nothing else stays");
}
