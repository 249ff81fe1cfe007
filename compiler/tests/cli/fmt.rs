//! `pdlc fmt`.

use expect_test::expect;

use super::{PLAN, Pdl};

const UNTIDY: &str = "lane   a\n\n\n\nlane b   \"B\" {   }\nlane c\n";

#[test]
fn a_program_is_formatted_with_what_it_includes() {
    let pdl = Pdl::new()
        .file("platform.pdl", format!("include \"parts/*.pdl\"\n{PLAN}"))
        .file("parts/a.pdl", UNTIDY)
        .file("other.pdl", UNTIDY)
        .inside("parts")
        .args(["fmt"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stderr
        formatted ../platform.pdl
        formatted ../parts/a.pdl
        2 files formatted
    "#]]);
    expect![[r#"
        lane a

        lane b "B" {}
        lane c
    "#]]
    .assert_eq(&pdl.read("parts/a.pdl"));
    assert_eq!(pdl.read("other.pdl"), UNTIDY);
    pdl.check(&expect![[r#"
        exit: 0
        --- stderr
        2 files in order
    "#]]);
}

#[test]
fn a_check_lists_and_writes_nothing() {
    let pdl = Pdl::new().file("a.pdl", UNTIDY).file("b.pdl", "lane b\n");
    let pdl = pdl.args(["fmt", "--check", "a.pdl", "b.pdl"]);
    pdl.check(&expect![[r#"
        exit: 1
        --- stdout
        a.pdl
        --- stderr
        1 file would be formatted, 1 file in order
    "#]]);
    assert_eq!(pdl.read("a.pdl"), UNTIDY);
}

#[test]
fn a_difference_is_printed_and_nothing_written() {
    let pdl = Pdl::new().file("a.pdl", "lane   a\nlane b\n").args(["fmt", "--diff", "a.pdl"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stdout
        --- a.pdl
        +++ a.pdl
        @@ -1,2 +1,2 @@
        -lane   a
        +lane a
         lane b
        --- stderr
        1 file would be formatted
    "#]]);
    let pdl = pdl.args(["fmt", "--diff", "--check", "a.pdl"]);
    pdl.check(&expect![[r#"
        exit: 1
        --- stdout
        --- a.pdl
        +++ a.pdl
        @@ -1,2 +1,2 @@
        -lane   a
        +lane a
         lane b
        --- stderr
        1 file would be formatted
    "#]]);
    assert_eq!(pdl.read("a.pdl"), "lane   a\nlane b\n");
}

#[test]
fn standard_input_goes_to_standard_output() {
    Pdl::new().args(["fmt", "-"]).stdin(UNTIDY).check(&expect![[r#"
        exit: 0
        --- stdout
        lane a

        lane b "B" {}
        lane c
    "#]]);
    Pdl::new().args(["fmt", "-"]).stdin("lane a\n").check(&expect![[r#"
        exit: 0
        --- stdout
        lane a
    "#]]);
    Pdl::new().args(["fmt", "-", "--check"]).stdin(UNTIDY).check(&expect![[r#"
        exit: 1
        --- stdout
        <stdin>
    "#]]);
    Pdl::new().args(["fmt", "-"]).stdin("lane a {\n").check(&expect![[r#"
        exit: 1
        --- stderr
        error[PDL1002]: `{` is never closed
           ╭─[<stdin>:1:8]
         1 │ lane a {
           ·        ┬
           ·        ╰── opened here
         2 │
           · ▲
           · ╰── `}` expected before this
           ╰────
          help: Add `}` where the block is meant to end.

        1 error
    "#]]);
}

#[test]
fn a_file_with_errors_is_left_alone_and_the_others_are_not() {
    let pdl = Pdl::new()
        .file("bad.pdl", "lane   a {\n")
        .file("good.pdl", UNTIDY)
        .file("bytes.pdl", b"\xff")
        .args(["fmt", "bad.pdl", "bytes.pdl", "good.pdl"]);
    pdl.check(&expect![[r#"
        exit: 1
        --- stderr
        error[PDL1002]: `{` is never closed
           ╭─[bad.pdl:1:10]
         1 │ lane   a {
           ·          ┬
           ·          ╰── opened here
         2 │
           · ▲
           · ╰── `}` expected before this
           ╰────
          help: Add `}` where the block is meant to end.

        1 error
        error[PDL1021]: `bytes.pdl` is not UTF-8
           ╭─[bytes.pdl:1:1]
         1 │
           · ▲
           · ╰── the first bad byte
           ╰────
          help: Save the file as UTF-8.

        1 error
        formatted good.pdl
        1 file formatted, 2 files left alone
    "#]]);
    assert_eq!(pdl.read("bad.pdl"), "lane   a {\n");
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let pdl = Pdl::new().file("a.pdl", UNTIDY).folder("dir");
    pdl.args(["fmt", "missing.pdl", "dir", "a.pdl"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: `missing.pdl` does not exist
        error: `dir` is a directory
        formatted a.pdl
        1 file formatted
    "#]]);
}
