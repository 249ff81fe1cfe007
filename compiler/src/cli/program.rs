//! What several commands share: which program to read, on which day, and what to say about it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use pdl_lang::calendar::Date;
use pdl_lang::diagnostic::{Diagnostic, Severity};
use pdl_lang::{Analysis, Options, Program, analyze};

use super::terminal::{self, Terminal};
use super::{Exit, Failure};
use crate::report::{self, Format, Style};
use crate::workspace::Workspace;

/// The program that a command reads.
#[derive(Debug, Args)]
pub(super) struct ProgramArgs {
    /// The root file; `-` reads it from standard input [default: the nearest platform.pdl]
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
}

impl ProgramArgs {
    /// Where the program is.
    pub(super) fn workspace(&self) -> Result<Workspace, Failure> {
        workspace(self.file.as_deref())
    }
}

/// The workspace of a file that was named, of standard input, or the one around the working directory.
pub(super) fn workspace(file: Option<&Path>) -> Result<Workspace, Failure> {
    match file {
        Some(file) if file.as_os_str() == "-" => {
            let text = terminal::standard_input().map_err(Failure::Stdin)?;
            Ok(Workspace::of_standard_input(text))
        }
        Some(file) => Ok(Workspace::of_file(file)?),
        None => {
            let folder = terminal::working_folder().map_err(Failure::WorkingFolder)?;
            Ok(Workspace::find(&folder)?)
        }
    }
}

/// The day that counts as today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AsOf {
    /// A date.
    Day(Date),
    /// The last day of a sprint.
    EndOf(String),
}

impl FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(sprint) = text.strip_prefix("sprint:") {
            return match sprint {
                "" => Err("name a sprint, such as `sprint:S2`".to_owned()),
                _ => Ok(Self::EndOf(sprint.to_owned())),
            };
        }
        let is_dated = text.len() == 10 && text.bytes().all(|it| it.is_ascii_digit() || it == b'-');
        let date = text.parse().ok().filter(|_| is_dated).map(Self::Day);
        date.ok_or_else(|| "write a date such as 2025-11-21, or a sprint: `sprint:S2`".to_owned())
    }
}

/// Analyses the program as of a day, and says which day that is.
///
/// A sprint is known only once the program is read, so it takes an analysis of its own.
pub(super) fn analyze_as_of(
    program: Program,
    as_of: Option<&AsOf>,
    mut options: Options,
) -> Result<(Analysis, Option<Date>), Failure> {
    let (program, day) = match as_of {
        None => (program, None),
        Some(AsOf::Day(day)) => (program, Some(*day)),
        Some(AsOf::EndOf(sprint)) => {
            let of_files = program.diagnostics.clone();
            let mut analysis = analyze(program, &Options::default());
            let day = end_of(&analysis, sprint)?;
            analysis.program.diagnostics = of_files;
            (analysis.program, Some(day))
        }
    };
    options.as_of = day;
    Ok((analyze(program, &options), day))
}

fn end_of(analysis: &Analysis, name: &str) -> Result<Date, Failure> {
    let sprints = &analysis.plan.sprints;
    let found = sprints.values().find(|sprint| sprint.name.text == name);
    let names = || sprints.values().map(|sprint| sprint.name.text.as_str());
    found.map(|sprint| sprint.dates.value.1).ok_or_else(|| unknown("sprint", name, names()))
}

/// A name on the command line that the program does not have.
pub(super) fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Failure {
    let message = format!("there is no {what} `{name}`");
    let help = match nearest(name, known.clone()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => listed(what, known),
    };
    Failure::Usage { message, help }
}

fn listed<'a>(what: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    const SHOWN: usize = 12;
    let total = known.clone().count();
    let names: Vec<_> = known.take(SHOWN).map(|name| format!("`{name}`")).collect();
    match total {
        0 => format!("The program has no {what}."),
        _ if total > SHOWN => format!("There are {} and {} more.", names.join(", "), total - SHOWN),
        _ => format!("There are: {}.", names.join(", ")),
    }
}

/// The name most like `name`, if one is near enough to have been meant; of equally near ones the first.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_ascii_lowercase();
    let allowed = (name.chars().count() / 3).max(1);
    let near = known.map(|other| (distance(&name, &other.to_ascii_lowercase()), other));
    let near = near.filter(|(edits, _)| *edits <= allowed);
    near.min_by_key(|(edits, _)| *edits).map(|(_, other)| other)
}

/// How many letters differ, or, one more, how many do between each part of `name` and the part of `other` like it.
fn distance(name: &str, other: &str) -> usize {
    let parts = name.split('-').map(|part| {
        let near = other.split('-').map(|it| strsim::osa_distance(part, it));
        near.min().unwrap_or(part.len())
    });
    strsim::osa_distance(name, other).min(parts.sum::<usize>() + 1)
}

/// `style` for reports about the files of a workspace.
pub(super) fn located(style: Style, workspace: &Workspace) -> Style {
    Style { prefix: workspace.prefix(), ..style }
}

/// Shows errors, and errors only, to a person: for commands whose result is not the diagnostics.
pub(super) fn show_errors(
    terminal: &mut Terminal,
    workspace: &Workspace,
    analysis: &Analysis,
) -> Exit {
    show_errors_at(terminal, &workspace.prefix(), analysis)
}

/// Shows errors of a program whose files are named with something in front.
pub(super) fn show_errors_at(terminal: &mut Terminal, prefix: &str, analysis: &Analysis) -> Exit {
    let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
    let errors: Vec<_> = analysis.diagnostics.iter().filter(is_error).cloned().collect();
    if errors.is_empty() {
        return Exit::Clean;
    }
    let style = Style { prefix: prefix.to_owned(), ..terminal.err_style() };
    let sources = &analysis.program.sources;
    // A message that cannot be shown must not keep the result back.
    let _ = report::render(Format::Human, sources, &errors, &style, terminal.err());
    let _ = writeln!(terminal.err());
    Exit::Problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_sprints_can_be_named() {
        assert_eq!("2025-11-21".parse(), Ok(AsOf::Day(Date::constant(2025, 11, 21))));
        assert_eq!("sprint:S2".parse(), Ok(AsOf::EndOf("S2".to_owned())));
        for text in ["", "S2", "sprint:", "2025-02-30", "20251121", "2025-11-21T00:00"] {
            assert!(text.parse::<AsOf>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_nearest_name_is_found() {
        let names = || ["dependency-cycle", "implied-edge"].into_iter();
        assert_eq!(nearest("dependency-cylce", names()), Some("dependency-cycle"));
        assert_eq!(nearest("cylce", names()), None, "too short to be sure");
        assert_eq!(nearest("cycle", names()), Some("dependency-cycle"));
        assert_eq!(nearest("implyed", names()), Some("implied-edge"));
        assert_eq!(nearest("freeze", names()), None);
    }
}
