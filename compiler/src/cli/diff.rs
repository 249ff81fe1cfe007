//! `pdlc diff`: what differs between two plans and what is made of them.

mod sides;

use std::io::{self, Write as _};

use clap::{Args, ValueEnum};

use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::diff::{self, Diff, Side};
use sides::Sides;

/// Show what differs between two plans: what moves, what slips and why, which manifests change where
///
/// A side is a source (a file, or a folder with platform.pdl), an output (a folder with manifest.json), or a git
/// revision: REV, or REV:PATH for a source or output in it. Without NEW, OLD is compared with the source as it is now;
/// A..B compares two revisions, and A...B compares B with where it parted from A. A file or
/// folder of that name wins over a revision, and nothing is checked out.
#[derive(Debug, Args)]
#[command(name = "diff")]
pub(super) struct DiffCommand {
    /// The older side
    #[arg(value_name = "OLD")]
    old: String,

    /// The newer side [default: the nearest platform.pdl]
    #[arg(value_name = "NEW")]
    new: Option<String>,

    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DiffFormat,

    /// Fail if anything differs
    #[arg(long)]
    exit_code: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DiffFormat {
    /// Sections, for a terminal
    Text,
    /// For a comment on a change: under 60 KB, with a line that says what is left out
    Markdown,
    /// One JSON document, for programs
    Json,
}

impl DiffCommand {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let sides = Sides::of(&self.old, self.new.as_deref())?;
        let (Some(old), Some(new)) = sides.read(terminal)? else {
            writeln!(terminal.err(), "nothing was compared")?;
            return Ok(Exit::Problems);
        };
        let diff = Diff::between(&old, &new);
        let drawn = match self.format {
            DiffFormat::Text => diff::text(&diff, &terminal.out_style()),
            DiffFormat::Markdown => diff::markdown(&diff),
            DiffFormat::Json => diff::json(&diff).map_err(io::Error::from)?,
        };
        terminal.out().write_all(drawn.as_bytes())?;
        remarks(terminal, [&old, &new])?;
        let fails = self.exit_code && !diff.is_empty();
        Ok(if fails { Exit::Problems } else { Exit::Clean })
    }
}

/// Says which side has no plan.
fn remarks(terminal: &mut Terminal, sides: [&Side; 2]) -> Result<(), Failure> {
    for side in sides.into_iter().filter(|side| side.schedule.is_none()) {
        let name = crate::plain::line(&side.name);
        writeln!(terminal.err(), "`{name}` has no schedule.json where its manifest says")?;
    }
    Ok(())
}
