//! `pdlc import`: a schedule that people wrote, or a tree of Flux YAML, as a source.

mod tree;

use pdl_lang::wording::count;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::terminal::{self, Terminal};
use super::{Exit, Failure};
use crate::fs;
use crate::import::{self, Counts, Imported, Note};
use crate::paint::{Ink, paint};

/// Turn Markdown schedules, or trees of Flux YAML, into PDL
///
/// Of schedules, sprints, stories, lines of arrows and milestones are read in the habits in which people write them. What
/// is not understood stands in the result as a comment, and an order that is only told in words as a proposal to review.
///
/// Of folders and YAML files, each Kustomization of Flux becomes a component on the clusters that apply it, with a story
/// of its own. What cannot be carried over stays as a comment; values of Secrets are never carried over.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  pdlc import schedule.md --name shop -o platform.pdl
  pdlc import plan.md milestones.md > platform.pdl
  pdlc import gitops/clusters gitops/apps --name shop -o platform.pdl")]
pub(super) struct Import {
    /// A schedule, or a folder or file of YAML; `-` reads a schedule from standard input; several make up one plan
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// What the platform is called [default: the first words of the title, or the name of the folder]
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
        let imported = self.read()?;
        if imported.counts == Counts::default() {
            return self.nothing(terminal);
        }
        match &self.out {
            Some(out) if fs::kind(out)?.is_some() => {
                let message = format!("`{}` is there already", out.display());
                return Err(usage(message, "Name another file, or remove it first."));
            }
            Some(out) => fs::write(out, imported.text.as_bytes())?,
            None => terminal.out().write_all(imported.text.as_bytes())?,
        }
        report(terminal, &imported)?;
        // A plan without stories is not what anybody wanted to import.
        Ok(if imported.counts.stories == 0 { Exit::Problems } else { Exit::Clean })
    }

    /// Reads what is named, schedules or trees.
    fn read(&self) -> Result<Imported, Failure> {
        let trees = self.files.iter().map(|file| tree::is_tree(file));
        let trees = trees.collect::<Result<Vec<bool>, Failure>>()?;
        if !trees.contains(&false) {
            let mut files = Vec::new();
            for path in &self.files {
                tree::read(path, &mut files)?;
            }
            let name = self.name.as_deref().or_else(|| tree::name(&self.files));
            return Ok(import::flux(&files, name));
        }
        if trees.contains(&true) {
            let message = "schedules and trees of YAML become sources of their own".to_owned();
            let help = "Import the one, then the other into another file.".to_owned();
            return Err(Failure::Usage { message, help });
        }
        let mut texts = Vec::new();
        for file in &self.files {
            let bytes = if file.as_os_str() == "-" {
                terminal::standard_input().map_err(Failure::Stdin)?
            } else {
                fs::read(file)?
            };
            texts.push(text(file, bytes)?);
        }
        Ok(import::documents(texts.iter().map(String::as_str), self.name.as_deref()))
    }

    /// Says what was looked for, where nothing of it was found.
    fn nothing(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let files = self.files.iter().map(|file| format!("`{}`", file.display()));
        let files = files.collect::<Vec<_>>().join(", ");
        let style = terminal.err_style();
        let error = paint(&style, Ink::Red, "error");
        let is_tree = self.files.iter().all(|file| tree::is_tree(file).unwrap_or(false));
        let (what, help) = if is_tree { ("a tree", SOUGHT) } else { ("a schedule", LOOKED_FOR) };
        let text = format!("nothing of {what} was found in {files}");
        writeln!(terminal.err(), "{error}: {}", paint(&style, Ink::Plain, &text))?;
        writeln!(terminal.err(), "  help: {help}")?;
        Ok(Exit::Problems)
    }
}

/// The text of a file.
pub(super) fn text(file: &Path, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|_| Failure::Usage {
        message: format!("`{}` is not UTF-8", file.display()),
        help: "Save it as UTF-8.".to_owned(),
    })
}

/// What is understood, for those who had something else.
const LOOKED_FOR: &str = "Write sprints as `Sprint 1 (Jan 5 – Jan 16, 2026)` in headings, a list or a table, with \
                          their stories below, arrows below `Sequencing & Dependencies`, and `Milestones`.";

/// The same of trees.
const SOUGHT: &str =
    "Name a folder with Kubernetes objects in YAML: Kustomizations of Flux and what they apply.";

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
    if it.components > 0 {
        writeln!(
            terminal.err(),
            "read {}, {} and {} of order; look the result through, then run `pdlc check`",
            count(it.clusters, "cluster", "clusters"),
            count(it.components, "component", "components"),
            count(it.chains, "line", "lines"),
        )?;
        return Ok(());
    }
    writeln!(
        terminal.err(),
        "read {}, {}, {} and {}; look the result through, then run `pdlc check`",
        count(it.sprints, "sprint", "sprints"),
        count(it.stories, "story", "stories"),
        count(it.chains, "line of arrows", "lines of arrows"),
        count(it.milestones, "milestone", "milestones"),
    )?;
    for (number, what) in [(it.sprints, "sprint"), (it.stories, "story")] {
        if number == 0 {
            writeln!(terminal.err(), "no {what} was found\n  help: {LOOKED_FOR}")?;
        }
    }
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
        Note::Joined { story, sprint } => {
            (Ink::Yellow, "joined", format!("`{story}` is taken for one of `{sprint}` above it"))
        }
        Note::Undated { sprint, why } => {
            (Ink::Yellow, "undated", format!("`{sprint}` {why}; its stories are in the backlog"))
        }
        Note::Repeated(name) => (Ink::Yellow, "repeated", format!("`{name}` is told of twice")),
        Note::Proposed(order) => (Ink::Cyan, "review", order.clone()),
        Note::Kept(line) => (Ink::Yellow, "comment", line.replace('\n', " ")),
    }
}
