//! Where programs are found, and files that cannot be read.

use expect_test::expect;

use super::{PLAN, Pdl};

#[test]
fn the_root_is_found_from_a_folder_below() {
    let plan = format!("include \"parts/*.pdl\"\n{PLAN}");
    Pdl::new()
        .file("platform.pdl", plan)
        .file("parts/a.pdl", "lane x \"X\" { owner: 1 }\n")
        .inside("docs/deep")
        .args(["check", "--format", "short"])
        .check(&expect![[r#"
            exit: 1
            --- stdout
            ../../parts/a.pdl:1:21: error[PDL2008]: `owner` takes a string in quotes
        "#]]);
}

#[test]
fn a_named_file_may_be_anywhere() {
    let pdl = Pdl::new().file("plans/a.pdl", "lane x\nlane x\n").inside("other");
    pdl.args(["check", "../plans/a.pdl", "--format=short"]).check(&expect![[r#"
        exit: 1
        --- stdout
        ../plans/a.pdl:2:6: error[PDL2006]: two lanes are called `x`
    "#]]);
}

#[test]
fn there_may_be_no_root() {
    Pdl::new().args(["check"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no `platform.pdl` in `ROOT` or in a folder above it
          help: Name the file, or change to the platform's folder.
    "#]]);
    Pdl::new().args(["check", "nowhere.pdl"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `nowhere.pdl` does not exist
    "#]]);
    Pdl::new().file("a.pdl", "").args(["check", "a.pdl/b.pdl"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `a.pdl/b.pdl` cannot be read: a part of the path is a file, not a folder
    "#]]);
    Pdl::new().args(["check", ".."]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `..` does not name a file
    "#]]);
}

#[test]
fn a_folder_is_no_root() {
    Pdl::new().folder("platform.pdl").args(["check"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `platform.pdl` is a directory
    "#]]);
    Pdl::new().file("x/platform.pdl", PLAN).args(["check", "x"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `x` is a directory
          help: Name the file in it: `x/platform.pdl`.
    "#]]);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let root = "include \"zero.pdl\"\ninclude \"pipe.pdl\"\ninclude \"socket.pdl\"\n\
                component a { manifests: [\"folder\"] }\n";
    let pdl = Pdl::new().file("platform.pdl", root).folder("folder");
    symlink("/dev/zero", pdl.path("zero.pdl")).expect("links work");
    let _socket = UnixListener::bind(pdl.path("socket.pdl")).expect("a socket can be made");
    let pipe = std::process::Command::new("mkfifo").arg(pdl.path("pipe.pdl")).status();
    assert!(pipe.expect("mkfifo runs").success());
    pdl.args(["check", "--format=short"]).check(&expect![[r#"
        exit: 1
        --- stdout
        platform.pdl:1:9: error[PDL1026]: `zero.pdl` cannot be read: it is a device
        platform.pdl:2:9: error[PDL1026]: `pipe.pdl` cannot be read: it is a pipe
        platform.pdl:3:9: error[PDL1026]: `socket.pdl` cannot be read: it is a socket
        platform.pdl:4:1: error[PDL2010]: `component` needs the field `story`
        platform.pdl:4:27: error[PDL6030]: `folder` is a directory
    "#]]);
    Pdl::new().args(["check", "/dev/zero"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `/dev/zero` cannot be read: it is a device
    "#]]);
}

#[cfg(unix)]
#[test]
fn a_file_without_end_is_too_large() {
    let pdl = Pdl::new().file("platform.pdl", "include \"large.pdl\"\n");
    let file = std::fs::File::create(pdl.path("large.pdl")).expect("writable");
    // A hole: nothing of it is on the disk.
    file.set_len(1 << 40).expect("holes work");
    pdl.args(["check", "--format=short"]).check(&expect![[r#"
        exit: 1
        --- stdout
        platform.pdl:1:9: error[PDL1023]: `large.pdl` is larger than a source file may be
    "#]]);
}

#[test]
fn standard_input_is_a_program() {
    Pdl::new().stdin(PLAN).args(["check", "-"]).check(&expect![[r#"
        exit: 0
        --- stderr
        checked 4 stories, 2 sprints, 1 milestone, 2 clusters in 1 file: no errors, no warnings
    "#]]);
    let pdl = Pdl::new().file("more.pdl", "lane x\n").stdin("include \"*.pdl\"\nlane x\n");
    pdl.args(["check", "-", "--format=short"]).check(&expect![[r#"
        exit: 1
        --- stdout
        more.pdl:1:6: error[PDL2006]: two lanes are called `x`
    "#]]);
}

#[test]
fn files_that_are_no_text_are_reported() {
    let check = |bytes: &[u8]| Pdl::new().file("platform.pdl", bytes).args(["check"]);
    check(b"platform x {}\n\xff\xfe").check(&expect![[r#"
        exit: 1
        --- stderr
        error[PDL1021]: `platform.pdl` is not UTF-8
           ╭─[platform.pdl:2:1]
         1 │ platform x {}
         2 │
           · ▲
           · ╰── the first bad byte
           ╰────
          help: Save the file as UTF-8.

        1 error
        checked 1 file
    "#]]);
    check(b"platform x {}\n\0").check(&expect![[r#"
        exit: 1
        --- stderr
        error[PDL1022]: `platform.pdl` holds a NUL byte
           ╭─[platform.pdl:2:1]
         1 │ platform x {}
         2 │
           · ▲
           · ╰── the first NUL byte
           ╰────
          help: Check that it is a text file in UTF-8, not UTF-16 and no binary.

        1 error
        checked 1 file
    "#]]);
    check(b"").check(&expect![[r#"
        exit: 0
        --- stderr
        checked 1 file: no errors, no warnings
    "#]]);
}

#[test]
fn a_packet_description_is_told_apart() {
    let packet = "little_endian_packets\n\npacket Foo {\n  a: 8,\n  _reserved_: 8,\n}\n";
    Pdl::new().file("platform.pdl", packet).args(["check"]).check(&expect![[r#"
        exit: 1
        --- stderr
        error[PDL1025]: this file is a packet description, not a platform
           ╭─[platform.pdl:1:1]
         1 │ little_endian_packets
           · ──────────┬──────────
           ·           ╰── the other language begins here
           ╰────
          help: Leave the file to its own compiler; platforms are in `platform.pdl` or `*.platform.pdl`.

        1 error
        checked 1 file
    "#]]);
}

#[test]
fn includes_that_cannot_be_read_are_reported() {
    Pdl::new()
        .file(
            "platform.pdl",
            "include \"a.pdl\"\ninclude \"dir\"\ninclude \"x/*.pdl\"\ninclude \"[a\"\n",
        )
        .file("a.pdl", "include \"b.pdl\"\n")
        .file("b.pdl", "include \"platform.pdl\"\n")
        .folder("dir")
        .args(["check", "--format", "short"])
        .check(&expect![[r#"
            exit: 1
            --- stdout
            platform.pdl:2:9: error[PDL1026]: `dir` is a directory
            platform.pdl:3:9: error[PDL1019]: `x/*.pdl` matches no file
            platform.pdl:4:9: error[PDL1026]: `[a` is no pattern: unclosed character class; missing ']'
            b.pdl:1:9: error[PDL1020]: `platform.pdl` includes itself in the end
        "#]]);
}

#[test]
fn globs_reach_what_they_name() {
    Pdl::new()
        .file("platform.pdl", "include \"parts/**/{a,b}*.pdl\"\n")
        .file("parts/a.pdl", "lane a1\n")
        .file("parts/deep/down/b2.pdl", "lane b2\n")
        .file("parts/.hidden/a.pdl", "lane hidden\n")
        .file("parts/c.pdl", "lane c\n")
        .args(["fmt", "--check"])
        .check(&expect![[r#"
            exit: 0
            --- stderr
            3 files in order
        "#]]);
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let pdl = Pdl::new().args(["check"]);
    let output =
        pdl.command().arg(std::ffi::OsStr::from_bytes(b"a\xff")).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        error: the name of `a�` is not UTF-8
    "#]]
    .assert_eq(&String::from_utf8_lossy(&output.stderr));
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_their_circles_are_not() {
    use std::os::unix::fs::symlink;
    let pdl = Pdl::new()
        .file("platform.pdl", "include \"parts/**/*.pdl\"\nlane  x\n")
        .file("shared/real.pdl", "lane  y\n")
        .folder("parts/deep")
        .args(["fmt"]);
    symlink("..", pdl.path("parts/deep/up")).expect("links work");
    symlink("../shared/real.pdl", pdl.path("parts/link.pdl")).expect("links work");
    pdl.check(&expect![[r#"
        exit: 0
        --- stderr
        formatted platform.pdl
        formatted parts/link.pdl
        2 files formatted
    "#]]);
    assert_eq!(pdl.read("shared/real.pdl"), "lane y\n");
    let kind = std::fs::symlink_metadata(pdl.path("parts/link.pdl")).expect("it is there");
    assert!(kind.is_symlink());
}

#[cfg(unix)]
#[test]
fn a_file_of_two_names_is_read_once_and_a_link_to_nowhere_is_missing() {
    use std::os::unix::fs::symlink;
    let pdl = Pdl::new()
        .file("platform.pdl", "include \"parts/*.pdl\"\n")
        .file("parts/a.pdl", "lane x\n")
        .args(["check", "--format", "short"]);
    symlink("a.pdl", pdl.path("parts/b.pdl")).expect("links work");
    symlink("nowhere.pdl", pdl.path("parts/c.pdl")).expect("links work");
    symlink("d.pdl", pdl.path("parts/d.pdl")).expect("links work");
    pdl.check(&expect![[r#"
        exit: 1
        --- stdout
        platform.pdl:1:9: error[PDL1026]: `parts/c.pdl` does not exist
        platform.pdl:1:9: error[PDL1026]: `parts/d.pdl` cannot be read: too many levels of symbolic links
    "#]]);
}

const MAP: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: b }\n";

/// A component of all YAML files of a folder that has `a.yaml`.
fn of_yaml(globs: &str) -> Pdl {
    let plan = "cluster x\nsprint S0 2025-10-20..2025-10-31 { story A }\n";
    let component = format!("component c {{ story: A, namespace: n, manifests: [{globs}] }}\n");
    Pdl::new().file("platform.pdl", format!("{plan}{component}")).file("m/a.yaml", MAP)
}

#[cfg(unix)]
#[test]
fn a_manifest_of_two_names_is_delivered_once() {
    use std::os::unix::fs::symlink;
    let pdl = of_yaml("\"m/*.yaml\", \"m/a.yaml\"").args(["build", "-o", "out"]);
    symlink("a.yaml", pdl.path("m/b.yaml")).expect("links work");
    assert!(pdl.output().status.success());
    let written = pdl.read("out/flux/x/components/c/kustomization.yaml");
    assert_eq!(written.matches("configmap").count(), 1, "{written}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_called_like_a_manifest_and_is_none_is_an_error_at_the_glob() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let pdl = of_yaml("\"m/*.yaml\"").folder("m/b.yaml").args(["check", "--format", "short"]);
    symlink("nowhere.yaml", pdl.path("m/c.yaml")).expect("links work");
    symlink("/dev/null", pdl.path("m/d.yaml")).expect("links work");
    pdl.check(&expect![[r#"
        exit: 1
        --- stdout
        platform.pdl:3:51: error[PDL6030]: `m/b.yaml` is a directory
        platform.pdl:3:51: error[PDL6030]: `m/c.yaml` does not exist
        platform.pdl:3:51: error[PDL6030]: `m/d.yaml` cannot be read: it is a device
    "#]]);
    let pdl = of_yaml("\"m/*.yaml\"").args(["check", "--format", "short"]);
    let name = OsStr::from_bytes(b"e\xe9.yaml");
    std::fs::write(pdl.path("m").join(name), MAP).expect("it can be written");
    pdl.check(&expect![[r#"
        exit: 1
        --- stdout
        platform.pdl:3:51: error[PDL6030]: `m/*.yaml` matches `m/e�.yaml`, whose name is not UTF-8
    "#]]);
    // Nothing is meant by what has another ending, or by a folder among all files.
    let pdl = of_yaml("\"m/*.yaml\", \"m/*\"").folder("m/sub").args(["check", "--format", "short"]);
    pdl.check(&expect![[r#"
        exit: 0
    "#]]);
}

#[test]
fn a_manifest_that_is_no_text_is_one_error() {
    let pdl = of_yaml("\"m/*.yaml\"").args(["check", "--format", "short"]);
    std::fs::write(pdl.path("m/a.yaml"), b"kind: \xe9").expect("it can be written");
    pdl.check(&expect![[r#"
        exit: 1
        --- stdout
        m/a.yaml:1:7: error[PDL1021]: `m/a.yaml` is not UTF-8
    "#]]);
}
