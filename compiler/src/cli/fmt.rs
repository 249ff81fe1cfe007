//! `pdlc fmt`: the canonical form of source files.

mod difference;

use pdl_lang::wording::count;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use pdl_lang::diagnostic::{Code, Diagnostic};
use pdl_lang::format::format;
use pdl_lang::{Files, Program, Unreadable};

use super::program::{located, workspace};
use super::terminal::Terminal;
use super::{Exit, Failure, complain};
use crate::paint::{Ink, paint};
use crate::report::{self, Format};
use crate::workspace::{self as files, STANDARD_INPUT, Workspace};

/// Format source files
///
/// Comments and meaning stay as they are. A file with syntax errors is left alone and its errors are reported.
#[derive(Debug, Args)]
pub(super) struct Fmt {
    /// The files; `-` formats standard input to standard output [default: the nearest platform.pdl
    /// and every file it includes]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Write nothing, list the files that would change, and fail if there are any
    #[arg(long)]
    check: bool,

    /// Write nothing and print what would change
    #[arg(long)]
    diff: bool,
}

/// What became of the files so far.
#[derive(Default)]
struct Tally {
    changed: usize,
    unchanged: usize,
    refused: usize,
    failed: usize,
}

impl Fmt {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut tally = Tally::default();
        if self.files.is_empty() {
            let workspace = workspace(None)?;
            self.program(terminal, &workspace, &workspace.load()?, keeps_back, &mut tally)?;
        }
        for path in &self.files {
            // One file that cannot be read or written does not keep the others from being formatted.
            if let Err(failure) = self.file(terminal, path, &mut tally) {
                complain(terminal, &failure);
                tally.failed += 1;
            }
        }
        if !self.files.iter().any(|path| path.as_os_str() == "-") {
            self.summarize(terminal, &tally)?;
        }
        Ok(match tally {
            Tally { failed: 1.., .. } => Exit::Failed,
            Tally { refused: 1.., .. } => Exit::Problems,
            Tally { changed: 1.., .. } if self.check => Exit::Problems,
            _ => Exit::Clean,
        })
    }

    fn file(&self, terminal: &mut Terminal, path: &Path, tally: &mut Tally) -> Result<(), Failure> {
        let workspace = workspace(Some(path))?;
        let alone = Alone(&workspace);
        let name = if path.as_os_str() == "-" { STANDARD_INPUT.into() } else { path.to_owned() };
        let file = name.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let program = Program::load(file, &alone)
            .map_err(|why| files::Error::Unreadable { path: name.clone(), why })?;
        // What it includes is looked for by nobody.
        self.program(terminal, &workspace, &program, is_no_text, tally)
    }

    /// Formats every file of a program.
    fn program(
        &self,
        terminal: &mut Terminal,
        workspace: &Workspace,
        program: &Program,
        keeps_back: fn(&Diagnostic) -> bool,
        tally: &mut Tally,
    ) -> Result<(), Failure> {
        let refuse = |terminal: &mut Terminal, found: &[Diagnostic]| {
            let style = located(terminal.err_style(), workspace);
            report::render(Format::Human, &program.sources, found, &style, terminal.err())
        };
        let unusable: Vec<_> =
            program.diagnostics.iter().filter(|it| keeps_back(it)).cloned().collect();
        if !unusable.is_empty() {
            refuse(terminal, &unusable)?;
            tally.refused += unusable.len();
        }
        for (id, source) in program.sources.iter().take(program.parses.len()) {
            if unusable.iter().any(|found| found.at().file == id && is_no_text(found)) {
                continue;
            }
            match format(id, &source.text) {
                Err(found) => {
                    refuse(terminal, &found)?;
                    tally.refused += 1;
                }
                Ok(text) if *source.text == text => {
                    tally.unchanged += 1;
                    self.unchanged(terminal, &source.name, &text)?;
                }
                Ok(text) => {
                    tally.changed += 1;
                    self.changed(terminal, workspace, (&source.name, &source.text), &text)?;
                }
            }
        }
        Ok(())
    }

    /// Standard input goes through, even when it is in order.
    fn unchanged(&self, terminal: &mut Terminal, name: &str, text: &str) -> Result<(), Failure> {
        if name == STANDARD_INPUT && !self.check && !self.diff {
            terminal.out().write_all(text.as_bytes())?;
        }
        Ok(())
    }

    fn changed(
        &self,
        terminal: &mut Terminal,
        workspace: &Workspace,
        (name, old): (&str, &str),
        new: &str,
    ) -> Result<(), Failure> {
        let shown = format!("{}{name}", workspace.prefix());
        let style = terminal.out_style();
        if self.diff {
            let difference = difference::unified(&style, &shown, old, new);
            terminal.out().write_all(difference.as_bytes())?;
        }
        if self.check {
            if !self.diff {
                writeln!(terminal.out(), "{}", paint(&style, Ink::Plain, &shown))?;
            }
        } else if !self.diff {
            if name == STANDARD_INPUT {
                terminal.out().write_all(new.as_bytes())?;
            } else {
                files::write(&workspace.path(name), new.as_bytes())?;
                let style = terminal.err_style();
                writeln!(terminal.err(), "formatted {}", paint(&style, Ink::Bold, &shown))?;
            }
        }
        Ok(())
    }

    fn summarize(&self, terminal: &mut Terminal, tally: &Tally) -> Result<(), Failure> {
        let changed = if self.check || self.diff { "would be formatted" } else { "formatted" };
        let part = |number, what| (number > 0).then(|| format!("{} {what}", files_of(number)));
        let parts = [
            part(tally.changed, changed),
            part(tally.unchanged, "in order"),
            part(tally.refused, "left alone"),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        if !parts.is_empty() {
            writeln!(terminal.err(), "{}", parts.join(", "))?;
        }
        Ok(())
    }
}

fn files_of(number: usize) -> String {
    count(number, "file", "files")
}

/// Whether a finding about the files of a program keeps one of them from being formatted.
fn keeps_back(found: &Diagnostic) -> bool {
    is_no_text(found) || matches!(found.code, Code::IncludeNotFound | Code::UnreadableInclude)
}

/// Whether the file of a finding holds no text.
fn is_no_text(found: &Diagnostic) -> bool {
    matches!(found.code, Code::NotUtf8 | Code::NulByte | Code::FileTooLarge)
}

/// A single file: what it includes is not read.
struct Alone<'w>(&'w Workspace);

impl Files for Alone<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        self.0.read(path)
    }

    fn expand(&self, _: &str) -> Result<Vec<String>, Unreadable> {
        Ok(Vec::new())
    }
}
