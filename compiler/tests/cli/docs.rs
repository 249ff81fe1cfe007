//! `docs/cli.md` is the help of every command; `UPDATE=1 cargo test` writes it.

use std::fmt::Write as _;

const INTRODUCTION: &str = "# The command line\n\n\
    This page is `--help` of every command. It is written by `UPDATE=1 cargo test --test cli`.\n";

#[test]
fn the_page_of_the_command_line_is_current() {
    let mut definition = pdl_compiler::cli::definition().term_width(100);
    definition.build();
    let mut page = INTRODUCTION.to_owned();
    section(&mut page, &mut definition.clone(), "pdlc");
    for command in definition.get_subcommands_mut() {
        let name = format!("pdlc {}", command.get_name());
        section(&mut page, command, &name);
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/cli.md");
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(path, &page).expect("writable");
    }
    let known = std::fs::read_to_string(path).unwrap_or_default();
    assert!(known == page, "docs/cli.md is not current; run `UPDATE=1 cargo test --test cli`");
}

fn section(page: &mut String, command: &mut clap::Command, name: &str) {
    let help = command.render_long_help().to_string();
    let lines: Vec<_> = help.lines().map(str::trim_end).collect();
    write!(page, "\n## `{name}`\n\n```text\n{}\n```\n", lines.join("\n")).expect("it is a string");
}
