//! Colours, pipes, completions, the manual, and wrong usage.

use std::process::Stdio;

use expect_test::expect;

use super::{PLAN, Pdl};

fn is_colored(variables: &[(&str, &str)], args: &[&'static str]) -> bool {
    let args = ["check"].iter().chain(args).copied();
    let pdl = Pdl::new().file("platform.pdl", PLAN).args(args);
    let pdl = variables.iter().fold(pdl, |pdl, (name, value)| pdl.variable(name, value));
    pdl.output().stderr.contains(&0x1b)
}

#[test]
fn conventions_about_colour_are_kept() {
    assert!(!is_colored(&[], &[]), "a pipe has none");
    assert!(is_colored(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!is_colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(!is_colored(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
    assert!(is_colored(&[("NO_COLOR", "1")], &["--color=always"]));
}

#[test]
fn help_has_colours_when_they_are_asked_for() {
    let has = |args: &[&'static str]| {
        let pdl = Pdl::new().args(args.iter().copied());
        pdl.output().stdout.contains(&0x1b)
    };
    assert!(has(&["--color", "always", "--help"]));
    assert!(!has(&["check", "--help"]));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let stories: String = (0..20_000).fold(String::new(), |text, number| {
        text + &format!("  story A{number} \"A title that fills the pipe\"\n")
    });
    let plan = format!("sprint S0 2025-10-20..2025-10-24 {{\n{stories}}}\nlints {{}}\n");
    for (args, code) in [(["graph", "--format=json"], 1), (["check", "--format=json"], 1)] {
        let pdl = Pdl::new().file("platform.pdl", &plan).args(args);
        let mut child = pdl.command().spawn().expect("the binary runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let messages = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{messages}");
        assert!(!messages.contains("panicked") && !messages.contains("bug"), "{messages}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let pdl = Pdl::new().file("platform.pdl", PLAN).args(["graph"]);
    let full = std::fs::File::options().write(true).open("/dev/full").expect("it is there");
    let output = pdl.command().stdout(Stdio::from(full)).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        error: cannot write the result: the disk is full
    "#]]
    .assert_eq(&String::from_utf8_lossy(&output.stderr));
}

#[test]
fn wrong_usage_is_explained() {
    Pdl::new().args(["frobnicate"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: unrecognized subcommand 'frobnicate'

        Usage: pdlc [OPTIONS] <COMMAND>

        For more information, try '--help'.
    "#]]);
    Pdl::new().args(["chekc"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: unrecognized subcommand 'chekc'

          tip: a similar subcommand exists: 'check'

        Usage: pdlc [OPTIONS] <COMMAND>

        For more information, try '--help'.
    "#]]);
    assert_eq!(Pdl::new().output().status.code(), Some(2));
}

#[test]
fn completions_and_manual_come_from_the_definition() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = Pdl::new().args(["completions", shell]).output();
        assert!(output.status.success() && !output.stdout.is_empty(), "{shell}");
    }
    let page = Pdl::new().args(["man"]).output().stdout;
    assert!(String::from_utf8_lossy(&page).contains(".TH pdlc 1"));
    let pdl = Pdl::new().args(["man", "--out", "man/man1"]);
    pdl.check(&expect![[r#"
        exit: 0
    "#]]);
    assert!(pdl.read("man/man1/pdlc-check.1").contains(".TH pdlc-check 1"));
    assert!(pdl.read("man/man1/pdlc.1").contains(".TH pdlc 1"));
}
