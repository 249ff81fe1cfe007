//! `pdlc impact`: what would be hit if a story slipped or a component broke.

use std::io::{self, Write as _};

use clap::{Args, ValueEnum};
use pdl_lang::{Options, analyze};

use super::program::{ProgramArgs, show_errors, unknown};
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::impact::{self, Impact};

/// Show what would be hit if a story slipped or a component broke
///
/// The stories that wait for it and the way to each, the milestones and how far it may slip before they are missed,
/// and for each cluster the Kustomizations that Flux would not get to apply.
#[derive(Debug, Args)]
#[command(name = "impact")]
pub(super) struct ImpactCommand {
    /// The story or component
    #[arg(value_name = "STORY|COMPONENT")]
    subject: String,

    #[command(flatten)]
    program: ProgramArgs,

    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ImpactFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ImpactFormat {
    /// A list, for a terminal
    Text,
    /// One JSON document, for programs
    Json,
}

impl ImpactCommand {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let workspace = self.program.workspace()?;
        let analysis = analyze(workspace.load()?, &Options::default());
        let exit = show_errors(terminal, &workspace, &analysis);
        let plan = &analysis.plan;
        let Some(subject) = impact::find(plan, &self.subject) else {
            let stories = plan.stories.values().map(|it| it.name.text.as_str());
            let components = plan.components.values().map(|it| it.name.text.as_str());
            return Err(unknown("story or component", &self.subject, stories.chain(components)));
        };
        let impact = Impact::of(&analysis, subject);
        let drawn = match self.format {
            ImpactFormat::Text => impact::text(&impact, &terminal.out_style()),
            ImpactFormat::Json => impact::json(&impact).map_err(io::Error::from)?,
        };
        terminal.out().write_all(drawn.as_bytes())?;
        Ok(exit)
    }
}
