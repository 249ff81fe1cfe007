//! Revisions of a repository, read without touching the work tree.

use std::io::Write as _;
use std::process::Command;

use expect_test::expect;

use super::{NEW, OLD, Pdl};

/// A folder that is a repository, with two commits and a tag; nothing where git is missing.
fn repository() -> Option<Pdl> {
    if Command::new("git").arg("--version").output().is_err() {
        let line = "there is no git to read revisions with";
        assert!(std::env::var("PDL_TOOLS").as_deref() != Ok("required"), "{line}");
        // Past the test runner, so that it can be seen.
        writeln!(std::io::stderr(), "SKIPPED: {line}").expect("it can be written to");
        return None;
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let pdl = Pdl::new().variable("PATH", &path).file("team/platform.pdl", OLD);
    git(&pdl, &["init", "-q", "-b", "main"]);
    let pdl = pdl.args(["build", "team/platform.pdl", "-o", "team/out"]);
    assert!(pdl.output().status.success());
    git(&pdl, &["add", "-A"]);
    git(&pdl, &["commit", "-q", "-m", "one"]);
    git(&pdl, &["tag", "v1"]);
    let pdl = pdl.file(
        "team/platform.pdl",
        NEW.replace("component cache", "include \"parts/*.pdl\"\ncomponent cache"),
    );
    let pdl = pdl.file("team/parts/a b.pdl", "lane x \"X\" {}\n");
    git(&pdl, &["add", "-A"]);
    git(&pdl, &["commit", "-q", "-m", "two"]);
    Some(pdl)
}

fn git(pdl: &Pdl, args: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"]);
    command.args(args).current_dir(pdl.path(""));
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
    let output = command.output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What is said without the names of the sides.
fn said(pdl: &Pdl) -> String {
    let output = pdl.output();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("it is text");
    text.split_inclusive('\n').skip(2).collect()
}

#[test]
fn every_way_to_name_a_revision_leads_to_the_same() {
    let Some(pdl) = repository() else { return };
    let pdl = pdl.inside("team");
    let expected = said(&pdl.args(["diff", "v1", "platform.pdl"]));
    assert!(expected.contains("M1 slips by"), "{expected}");
    let ways: [&[&str]; 9] = [
        &["v1"],
        &["v1..HEAD"],
        &["v1.."],
        &["v1...main"],
        &["v1", "HEAD"],
        &["v1:team", "HEAD:team/platform.pdl"],
        &["v1:./platform.pdl", "HEAD:."],
        &["v1:./out", "HEAD"],
        &["v1:team/out/manifest.json", "HEAD"],
    ];
    let mut pdl = Some(repository().expect("git is there").inside("team"));
    for way in ways {
        let args = ["diff"].iter().chain(way).copied();
        let run = pdl.take().expect("it is put back").args(args);
        assert_eq!(said(&run), expected, "{way:?}");
        pdl = Some(run);
    }
}

#[cfg(unix)]
#[test]
fn one_git_reads_all_files_of_a_revision() {
    use std::os::unix::fs::PermissionsExt as _;
    let Some(pdl) = repository() else { return };
    let rest = std::env::var("PATH").unwrap_or_default();
    let script = "#!/bin/sh\necho \"$1\" >> \"$LOG\"\nPATH=$REST exec git \"$@\"\n";
    let pdl = pdl.file("bin/git", script);
    let git = pdl.path("bin/git");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&git, executable).expect("it is ours");
    let path = format!("{}:{rest}", pdl.path("bin").display());
    let log = pdl.path("log").display().to_string();
    let pdl = pdl.variable("PATH", &path).variable("REST", &rest).variable("LOG", &log);
    let pdl = pdl.inside("team").args(["diff", "v1..main"]);
    assert!(pdl.output().status.success());
    let log = pdl.read("log");
    assert_eq!(log.lines().filter(|it| *it == "cat-file").count(), 2, "{log}");
}

#[test]
fn the_work_tree_is_left_alone() {
    let Some(pdl) = repository() else { return };
    let pdl = pdl.file("team/platform.pdl", "not even a program").inside("team");
    let pdl = pdl.args(["diff", "v1..main", "--exit-code"]);
    assert_eq!(pdl.output().status.code(), Some(1));
    assert_eq!(pdl.read("team/platform.pdl"), "not even a program");
}

#[test]
fn what_is_not_there_is_said() {
    let Some(pdl) = repository() else { return };
    let pdl = pdl.inside("team").args(["diff", "nowhere"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: `nowhere` is neither a file, a folder nor a revision
          help: Write revisions as git does: `main`, `HEAD~1`, `v1:platform.pdl`.
    "#]]);
    let pdl = pdl.args(["diff", "v1:other"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: the revision `v1` has no `other`
          help: Write the path from the top of the repository, or begin it with `./`.
    "#]]);
    let pdl = pdl.args(["diff", "v1:team/out/flux"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: `v1:team/out/flux` has neither a `platform.pdl` nor a `manifest.json`
          help: Name a source, or the output folder of a build.
    "#]]);
    let pdl = pdl.args(["diff", "v1", "--", "--output=x"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: `--output=x` is neither a file, a folder nor a revision
          help: Write revisions as git does: `main`, `HEAD~1`, `v1:platform.pdl`.
    "#]]);
}

#[test]
fn mistakes_in_a_revision_are_shown_at_their_place() {
    let Some(pdl) = repository() else { return };
    let pdl = pdl.file("team/platform.pdl", "order { A -> A }\n");
    git(&pdl, &["commit", "-q", "-a", "-m", "three"]);
    pdl.inside("team").args(["diff", "v1", "main"]).check(&expect![[r#"
        exit: 1
        --- stderr
        error[PDL2007]: no story is called `A`
           ╭─[main:team/platform.pdl:1:9]
         1 │ order { A -> A }
           ·         ┬
           ·         ╰── unknown name
           ╰────
          help: Declare it with `story A …`, or correct the name.

        error[PDL2007]: no story is called `A`
           ╭─[main:team/platform.pdl:1:14]
         1 │ order { A -> A }
           ·              ┬
           ·              ╰── unknown name
           ╰────
          help: Declare it with `story A …`, or correct the name.

        2 errors

        nothing was compared
    "#]]);
}

#[test]
fn outside_a_repository_there_are_no_revisions() {
    let Some(_) = repository() else { return };
    let path = std::env::var("PATH").unwrap_or_default();
    let pdl = Pdl::new().variable("PATH", &path).file("platform.pdl", OLD);
    let ceiling = pdl.path("").parent().map(|it| it.display().to_string()).unwrap_or_default();
    let pdl = pdl.variable("GIT_CEILING_DIRECTORIES", &ceiling);
    pdl.args(["diff", "main"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `main` is no file or folder, and `ROOT` is in no git repository that could have such a revision
          help: Name two files or folders, or run it inside the repository.
    "#]]);
}

#[test]
fn without_git_files_still_compare() {
    let pdl = Pdl::new().file("platform.pdl", OLD).file("new.pdl", NEW);
    let pdl = pdl.variable("PATH", "/nonexistent").args(["diff", "main"]);
    pdl.check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no `git` here to read revisions with
          help: Install git, or name files and folders.
    "#]]);
    let pdl = pdl.args(["diff", "platform.pdl", "new.pdl"]);
    assert!(pdl.output().status.success());
}
