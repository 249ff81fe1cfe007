//! `pdlc man`: the manual, from the definition of the command line.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::terminal::Terminal;
use super::{Exit, Failure, definition};
use crate::fs;

/// Print the manual page, or write those of all commands
#[derive(Debug, Args)]
#[command(after_help = "Example:
  pdlc man | man -l -")]
pub(super) struct Man {
    /// Write `pdlc.1` and a page for each command into this folder
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut definition = definition();
        definition.build();
        let Some(folder) = &self.out else {
            terminal.out().write_all(&page(definition)?)?;
            return Ok(Exit::Clean);
        };
        fs::create_folders(folder)?;
        let commands = definition.get_subcommands().cloned().collect::<Vec<_>>();
        for command in [definition].into_iter().chain(commands) {
            let name = command.get_display_name().unwrap_or_else(|| command.get_name());
            let path = folder.join(format!("{name}.1"));
            fs::write(&path, &page(command)?)?;
        }
        Ok(Exit::Clean)
    }
}

fn page(command: clap::Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(page)
}
