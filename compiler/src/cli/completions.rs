//! `pdlc completions`: scripts that let a shell complete commands and options.

use clap::Args;
use clap_complete::{Shell, generate};

use super::terminal::Terminal;
use super::{Exit, Failure, definition};

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = "Example:
  pdlc completions fish > ~/.config/fish/completions/pdlc.fish")]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    #[expect(clippy::unnecessary_wraps, reason = "every command has this form")]
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        generate(self.shell, &mut definition(), "pdlc", terminal.out());
        Ok(Exit::Clean)
    }
}
