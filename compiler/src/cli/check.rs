//! `pdlc check`: diagnostics, and the fixes that need no asking.

mod levels;
mod mend;

use pdl_lang::wording::count;
use std::io::Write as _;

use clap::Args;
use pdl_lang::{Analysis, Options};

use super::program::{AsOf, ProgramArgs, analyze_as_of, located};
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::paint::{Ink, paint};
use crate::put::put;
use crate::report::{self, Format};
use crate::workspace::{STANDARD_INPUT, Workspace};
use levels::Levels;

/// Check a plan and report what is wrong or doubtful
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    program: ProgramArgs,

    /// How findings are written; `human` goes to standard error, the others to standard output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats())]
    format: Format,

    /// Apply every fix that needs no decision, again and again until none is left, then check
    #[arg(long)]
    fix: bool,

    /// The day that counts as today: a date, or `sprint:NAME` for the last day of a sprint
    #[arg(long, value_name = "DAY")]
    as_of: Option<AsOf>,

    #[command(flatten)]
    levels: Levels,
}

fn formats() -> impl clap::builder::TypedValueParser<Value = Format> {
    use clap::builder::TypedValueParser as _;
    let names = Format::ALL.iter().map(|format| format.name());
    clap::builder::PossibleValuesParser::new(names)
        .map(|name| name.parse().expect("only names of formats are possible"))
}

impl Check {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut workspace = self.program.workspace()?;
        let analysis = if self.fix {
            if workspace.replaced().next().is_some() {
                let message = format!("--fix cannot mend {STANDARD_INPUT}");
                let help = "Name a file, or leave out --fix.".to_owned();
                return Err(Failure::Usage { message, help });
            }
            mend::mend(terminal, &mut workspace, |workspace| self.analyze(workspace))?
        } else {
            self.analyze(&workspace)?
        };
        self.report(terminal, &workspace, &analysis)?;
        let exit = if analysis.has_errors() { Exit::Problems } else { Exit::Clean };
        // The process ends here: the system takes memory back at once, not a hundred thousand pieces one by one.
        std::mem::forget(analysis);
        Ok(exit)
    }

    fn analyze(&self, workspace: &Workspace) -> Result<Analysis, Failure> {
        let options = Options { levels: self.levels.rules(), ..Options::default() };
        let (analysis, _) = analyze_as_of(workspace.load()?, self.as_of.as_ref(), options)?;
        Ok(analysis)
    }

    fn report(
        &self,
        terminal: &mut Terminal,
        workspace: &Workspace,
        analysis: &Analysis,
    ) -> Result<(), Failure> {
        let (sources, found) = (&analysis.program.sources, &analysis.diagnostics);
        if self.format != Format::Human {
            let style = located(terminal.out_style(), workspace);
            report::render(self.format, sources, found, &style, terminal.out())?;
            return Ok(());
        }
        let style = located(terminal.err_style(), workspace);
        report::render(self.format, sources, found, &style, terminal.err())?;
        let mut line = checked(analysis);
        if found.is_empty() {
            put!(line, ": {}", paint(&style, Ink::Green, "no errors, no warnings"));
        }
        writeln!(terminal.err(), "{line}")?;
        Ok(())
    }
}

/// `checked 20 stories, 7 sprints, … in 3 files`
fn checked(analysis: &Analysis) -> String {
    let plan = &analysis.plan;
    let parts = [
        (plan.stories.len(), "story", "stories"),
        (plan.sprints.len(), "sprint", "sprints"),
        (plan.milestones.len(), "milestone", "milestones"),
        (plan.clusters.len(), "cluster", "clusters"),
        (plan.components.len(), "component", "components"),
    ];
    let present = parts.iter().filter(|(number, _, _)| *number > 0);
    let counted: Vec<_> = present.map(|(number, one, many)| count(*number, one, many)).collect();
    let files = count(analysis.program.written, "file", "files");
    match counted.as_slice() {
        [] => format!("checked {files}"),
        _ => format!("checked {} in {files}", counted.join(", ")),
    }
}
