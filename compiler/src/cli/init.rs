//! `pdlc init`: a platform to begin with.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::init;
use crate::paint::{Ink, paint};

/// Begin a platform: a small one that is complete and compiles
///
/// Nothing that is there is overwritten.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder; it is made if it is not there
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
}

impl Init {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let begun = init::init(&self.folder)?;
        let style = terminal.err_style();
        let path = |name: &str| self.folder.join(name).display().to_string();
        for name in begun.written {
            writeln!(terminal.err(), "{} {}", paint(&style, Ink::Green, "wrote"), path(name))?;
        }
        for name in begun.kept {
            writeln!(terminal.err(), "{} {}", paint(&style, Ink::Dim, "kept"), path(name))?;
        }
        let root = path("platform.pdl");
        writeln!(terminal.err(), "next: `pdlc check {root}`, then `pdlc build {root}`")?;
        Ok(Exit::Clean)
    }
}
