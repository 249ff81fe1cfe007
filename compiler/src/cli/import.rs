//! `pdlc import`: a schedule that people wrote, as a source.

use pdl_lang::wording::count;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::terminal::{self, Terminal};
use super::{Exit, Failure};
use crate::fs;
use crate::import::{self, Imported, Note};
use crate::paint::{Ink, paint};

/// Turn a Markdown schedule into PDL
///
/// Sprints, stories, lines of arrows and milestones are read in the habits in which people write them. What is not
/// understood stands in the result as a comment, and an order that is only told in words as a proposal to review.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  pdlc import schedule.md --name shop -o platform.pdl")]
pub(super) struct Import {
    /// The schedule; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// What the platform is called [default: the first words of the title]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// Where the source is written; an existing file is not overwritten [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Import {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let usage = |message: String, help: &str| Failure::Usage { message, help: help.to_owned() };
        if let Some(name) = self.name.as_ref().filter(|name| !import::is_name(name)) {
            let message = format!("`{name}` cannot be the name of a platform");
            return Err(usage(message, "Write letters, digits and inner dashes."));
        }
        let bytes = if self.file.as_os_str() == "-" {
            terminal::standard_input().map_err(Failure::Stdin)?
        } else {
            fs::read(&self.file)?
        };
        let shown = self.file.display();
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(usage(format!("`{shown}` is not UTF-8"), "Save it as UTF-8."));
        };
        let imported = import::markdown(&text, self.name.as_deref());
        match &self.out {
            Some(out) if fs::kind(out)?.is_some() => {
                let message = format!("`{}` is there already", out.display());
                return Err(usage(message, "Name another file, or remove it first."));
            }
            Some(out) => fs::write(out, imported.text.as_bytes())?,
            None => terminal.out().write_all(imported.text.as_bytes())?,
        }
        report(terminal, &imported)?;
        Ok(Exit::Clean)
    }
}

fn report(terminal: &mut Terminal, imported: &Imported) -> Result<(), Failure> {
    let style = terminal.err_style();
    for note in &imported.notes {
        let (ink, word, text) = said(note);
        let word = format!("{word:<9}");
        writeln!(
            terminal.err(),
            "{} {}",
            paint(&style, ink, &word),
            paint(&style, Ink::Plain, &text)
        )?;
    }
    let it = imported.counts;
    writeln!(
        terminal.err(),
        "read {}, {}, {} and {}; look the result through, then run `pdlc check`",
        count(it.sprints, "sprint", "sprints"),
        count(it.stories, "story", "stories"),
        count(it.chains, "line of arrows", "lines of arrows"),
        count(it.milestones, "milestone", "milestones"),
    )?;
    Ok(())
}

/// A note in one line: how it looks, a word for its kind, and what it says.
fn said(note: &Note) -> (Ink, &'static str, String) {
    let all = |stories: &[String]| {
        stories.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
    };
    match note {
        Note::Resolved { written, story } => {
            (Ink::Dim, "resolved", format!("`{written}` is `{story}`"))
        }
        Note::Ambiguous { written, stories } => {
            (Ink::Yellow, "unclear", format!("`{written}` could be {}", all(stories)))
        }
        Note::Unknown(word) => (Ink::Yellow, "unknown", format!("`{word}` is no story")),
        Note::Cluster(name) => (Ink::Dim, "cluster", format!("`{name}` is taken for a cluster")),
        Note::Named { title, story } => (Ink::Dim, "named", format!("`{story}`: {title}")),
        Note::Undated(sprint) => (
            Ink::Yellow,
            "undated",
            format!("`{sprint}` has no dates; its stories are in the backlog"),
        ),
        Note::Proposed(order) => (Ink::Cyan, "review", order.clone()),
        Note::Kept(line) => (Ink::Yellow, "comment", line.replace('\n', " ")),
    }
}
