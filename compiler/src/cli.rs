//! The command line: one definition, from which `--help`, the manual, the completions and `docs/cli.md` are made.
//!
//! One command, one file. A command returns how it ended; what it has to say goes through `Terminal`.

mod build;
mod check;
mod completions;
mod diff;
mod explain;
mod fmt;
mod graph;
mod impact;
mod import;
mod init;
mod join;
mod lsp;
mod man;
mod memory;
mod panic;
mod program;
mod status;
mod terminal;
mod tree;
mod verify;
mod watch;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::paint::{Ink, paint};
use crate::put::put;
use crate::{fs, git, init as beginning, output, watch as watching, workspace};
use terminal::{ColorWhen, Terminal};

pub use panic::report_panics;

/// How a run of `pdlc` ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing to complain about; warnings are allowed.
    Clean,
    /// The source has errors, or a check found differences.
    Problems,
    /// Wrong usage, or the environment failed.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Clean => Self::SUCCESS,
            Exit::Problems => Self::from(1),
            Exit::Failed => Self::from(2),
        }
    }
}

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    #[error(transparent)]
    Fs(#[from] fs::Error),
    #[error(transparent)]
    Output(#[from] output::Error),
    #[error(transparent)]
    Watch(#[from] watching::Error),
    #[error(transparent)]
    Git(#[from] git::Error),
    #[error(transparent)]
    Init(#[from] beginning::Error),
    #[error("cannot write the result: {}", fs::reason(.0))]
    Stdout(#[from] io::Error),
    #[error("cannot read the standard input: {}", fs::reason(.0))]
    Stdin(io::Error),
    #[error("cannot find out the working directory: {}", fs::reason(.0))]
    WorkingFolder(io::Error),
    #[error("{message}")]
    Usage { message: String, help: String },
}

impl Failure {
    fn help(&self) -> Option<String> {
        match self {
            Self::Workspace(error) => error.help(),
            Self::Init(beginning::Error::Occupied(_)) => {
                Some("Begin in another folder: `pdlc init FOLDER`.".to_owned())
            }
            Self::Git(git::Error::NoGit) => {
                Some("Install git, or name files and folders.".to_owned())
            }
            Self::Output(error) => error.help().map(str::to_owned),
            Self::Usage { help, .. } if !help.is_empty() => Some(help.clone()),
            _ => None,
        }
    }
}

const EXIT_STATUS: &str = "Exit status:
  0  clean; warnings are allowed
  1  the source has errors, or --check or --exit-code found differences
  2  wrong usage, or a file cannot be read or written";

/// Compiles delivery plans of Kubernetes platforms
///
/// `pdlc` reads a plan written in PDL: what a platform consists of, when it is delivered and in which order. It checks
/// the plan, and makes the Flux trees and documents from it.
///
/// Without a file, a command reads `platform.pdl` in the working directory or in the nearest folder above it.
#[derive(Debug, Parser)]
#[command(
    name = "pdlc",
    version,
    after_help = EXIT_STATUS,
    arg_required_else_help = true,
    infer_subcommands = false,
    disable_help_subcommand = true,
    styles = STYLES,
    max_term_width = 100
)]
struct Cli {
    /// When to use colours: `auto` on a terminal unless `NO_COLOR` is set, `always`, or `never`
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Global options"
    )]
    color: ColorWhen,

    #[command(subcommand)]
    command: Command,
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Check(check::Check),
    Build(build::Build),
    Watch(watch::WatchCommand),
    Join(join::Join),
    Verify(verify::Verify),
    Fmt(fmt::Fmt),
    Status(status::StatusCommand),
    Graph(graph::Graph),
    Impact(impact::ImpactCommand),
    Diff(diff::DiffCommand),
    Explain(explain::Explain),
    Import(import::Import),
    Lsp(lsp::Lsp),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Command {
    fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        match self {
            Self::Init(command) => command.run(terminal),
            Self::Check(command) => command.run(terminal),
            Self::Build(command) => command.run(terminal),
            Self::Watch(command) => command.run(terminal),
            Self::Join(command) => command.run(terminal),
            Self::Verify(command) => command.run(terminal),
            Self::Fmt(command) => command.run(terminal),
            Self::Status(command) => command.run(terminal),
            Self::Graph(command) => command.run(terminal),
            Self::Impact(command) => command.run(terminal),
            Self::Diff(command) => command.run(terminal),
            Self::Explain(command) => command.run(terminal),
            Self::Import(command) => command.run(terminal),
            Self::Lsp(command) => command.run(terminal),
            Self::Completions(command) => command.run(terminal),
            Self::Man(command) => command.run(terminal),
        }
    }
}

/// The definition of the whole command line.
#[must_use]
pub fn definition() -> clap::Command {
    Cli::command()
}

/// Runs `pdlc` with its arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let color = ColorWhen::among(&arguments);
    let matches = definition().color(color.clap()).try_get_matches_from(arguments);
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(message) => {
            // Nobody is left to be told when it cannot be written.
            let _ = message.print();
            return if message.use_stderr() { Exit::Failed } else { Exit::Clean };
        }
    };
    let mut terminal = Terminal::new(cli.color);
    let ended = cli.command.run(&mut terminal);
    match ended.and_then(|exit| terminal.flush().map(|()| exit).map_err(Failure::from)) {
        Ok(exit) => exit,
        Err(failure) => {
            complain(&mut terminal, &failure);
            Exit::Failed
        }
    }
}

/// Says why nothing could be done.
fn complain(terminal: &mut Terminal, failure: &Failure) {
    let style = terminal.err_style();
    let error = paint(&style, Ink::Red, "error").into_owned();
    let message = failure.to_string();
    let mut text = format!("{error}: {}\n", paint(&style, Ink::Plain, &message));
    if let Some(help) = failure.help() {
        let name = paint(&style, Ink::Cyan, "help:");
        put!(text, "  {name} {}\n", paint(&style, Ink::Plain, &help));
    }
    // Nobody is left to be told when it cannot be written.
    let _ = terminal.err().write_all(text.as_bytes()).and_then(|()| terminal.flush());
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definition_holds_together() {
        super::definition().debug_assert();
    }
}
