//! `pdlc build`: the whole output tree, or whether it is current.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::mem::ManuallyDrop;
use std::path::PathBuf;

use clap::Args;
use pdl_lang::wording::count;
use pdl_lang::{Analysis, Options, Unreadable, analyze, deliver};

use super::memory::memory;
use super::program::show_errors;
use super::terminal::Terminal;
use super::tree::{TreeArgs, refuse};
use super::{Exit, Failure, program};
use crate::output::{self, Applied, Change, Difference, JoinProblem, Place, Roots};
use crate::paint::{Ink, paint};
use crate::workspace::{self, Workspace};

/// Build the Flux trees and the documents
///
/// Nothing is written when the source has errors. Files that are up to date are left alone,
/// files that are no longer made are removed, and files that `pdlc` did not make are never touched.
///
/// With --cluster or --documents, only those parts are built; other parts that the output folder
/// holds stay, as long as they were made from the same source. Parts that were built into folders
/// of their own are put together by `pdlc join`.
#[derive(Debug, Args)]
pub(super) struct Build {
    /// The root file [default: the nearest platform.pdl]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    #[command(flatten)]
    tree: TreeArgs,

    /// Write nothing, list what is not up to date, and fail if there is anything
    #[arg(long)]
    check: bool,

    /// A list of files, a path from the root file's folder on each line, that are not here or need not be read since
    /// only other clusters have objects in them; only the clusters that are built are checked then
    #[arg(long, value_name = "LIST", requires = "cluster", conflicts_with = "documents")]
    left_out: Option<PathBuf>,
}

impl Build {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        if self.file.as_ref().is_some_and(|file| file.as_os_str() == "-") {
            let message = "a build needs a root file on disk".to_owned();
            return Err(Failure::Usage { message, help: "Name the file.".to_owned() });
        }
        let mut workspace = program::workspace(self.file.as_deref())?;
        let left_out = self.left_out()?;
        workspace.leave_out(left_out.clone());
        let (program, roots) = (workspace.load()?, self.tree.roots(&workspace));
        // What was left out is made anew once it is there.
        let is_remembered = !self.check && self.left_out.is_none();
        let mut memory = is_remembered.then(|| memory(&self.tree, &program, &roots)).flatten();
        if let Some((done, warnings)) = memory.as_mut().and_then(|it| it.settled(&roots)) {
            return finish(terminal, &done, &roots, warnings);
        }
        // The process ends with the build, which takes apart at once what would be taken apart bit by bit.
        let analysis = ManuallyDrop::new(analyze(program, &self.options()));
        if lacks(terminal, &workspace, &analysis)? {
            writeln!(terminal.err(), "nothing was built")?;
            return Ok(Exit::Problems);
        }
        if show_errors(terminal, &workspace, &analysis) == Exit::Problems {
            writeln!(terminal.err(), "nothing was built")?;
            return Ok(Exit::Problems);
        }
        let Some(plan) = self.tree.plan(terminal, &workspace, &analysis, &roots)? else {
            writeln!(terminal.err(), "nothing was built")?;
            return Ok(Exit::Problems);
        };
        let plan = ManuallyDrop::new(plan);
        if let Some(old) = plan.manifest().inputs.iter().find(|it| left_out.contains(&it.path)) {
            let (out, input) = (roots.out, old.path.clone());
            return Err(output::Error::from(JoinProblem::LeftOut { out, input }).into());
        }
        if self.check {
            return compare(terminal, &output::check(&plan, &roots)?);
        }
        let done = self.tree.apply(memory, &plan, &roots, &analysis)?;
        finish(terminal, &done, &roots, analysis.diagnostics.len())
    }

    fn left_out(&self) -> Result<BTreeSet<String>, Failure> {
        let Some(list) = &self.left_out else { return Ok(BTreeSet::new()) };
        let unreadable = |why| workspace::Error::Unreadable { path: list.clone(), why };
        let bytes = workspace::read(list).map_err(unreadable)?;
        let text = String::from_utf8(bytes);
        let text = text.map_err(|_| unreadable(Unreadable("is not UTF-8".to_owned())))?;
        Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
    }

    fn options(&self) -> Options {
        let clusters = self.left_out.is_some().then(|| self.tree.cluster.clone());
        Options { clusters, ..self.tree.options() }
    }
}

/// Says which files are needed after all, although they were left out.
fn lacks(
    terminal: &mut Terminal,
    workspace: &Workspace,
    analysis: &Analysis,
) -> Result<bool, Failure> {
    let plan = &analysis.plan;
    let mut lacking = Vec::new();
    for &cluster in &analysis.rollout.wanted {
        let name = &plan.clusters[cluster].name.text;
        lacking.extend(deliver::left_out(plan, cluster).map(|file| {
            (Some(file.at), format!("`{}` was left out, and `{name}` needs it", file.value))
        }));
    }
    let is_lacking = !lacking.is_empty();
    refuse(terminal, &workspace.prefix(), analysis, lacking.into_iter())?;
    Ok(is_lacking)
}

/// Says what was done, and that there are warnings.
fn finish(
    terminal: &mut Terminal,
    done: &Applied,
    roots: &Roots,
    warnings: usize,
) -> Result<Exit, Failure> {
    report(terminal, done, roots)?;
    if warnings > 0 {
        let warnings = count(warnings, "warning", "warnings");
        writeln!(terminal.err(), "{warnings}; `pdlc check` shows them")?;
    }
    Ok(Exit::Clean)
}

/// Lists what is not up to date.
fn compare(terminal: &mut Terminal, differences: &[Difference]) -> Result<Exit, Failure> {
    let style = terminal.out_style();
    for Difference { place, change } in differences {
        let word = match change {
            Change::Missing => "missing",
            Change::Changed => "changed",
            Change::Stale => "stale",
            Change::Unlisted => "unlisted",
            Change::Unfinished => "unfinished",
        };
        let word = format!("{word:<10}");
        writeln!(terminal.out(), "{} {place}", paint(&style, Ink::Yellow, &word))?;
    }
    if differences.is_empty() {
        writeln!(terminal.err(), "up to date")?;
        return Ok(Exit::Clean);
    }
    let files = count(differences.len(), "file is", "files are");
    writeln!(terminal.err(), "{files} not up to date; run `pdlc build`")?;
    Ok(Exit::Problems)
}

/// Says what was done.
pub(super) fn report(
    terminal: &mut Terminal,
    done: &Applied,
    roots: &Roots,
) -> Result<(), Failure> {
    let style = terminal.err_style();
    let mut list = |what: &str, places: &[Place]| {
        for place in places {
            writeln!(terminal.err(), "{} {place}", paint(&style, Ink::Dim, what))?;
        }
        Ok::<(), Failure>(())
    };
    list("removed", &done.removed)?;
    list("kept, since it was changed by hand:", &done.kept)?;
    let mut parts = vec![
        format!("{} written", count(done.written, "file", "files")),
        format!("{} unchanged", done.unchanged),
    ];
    let more = [(done.removed.len(), "removed"), (done.kept.len(), "kept")];
    let more = more.iter().filter(|(number, _)| *number > 0);
    parts.extend(more.map(|(number, what)| format!("{number} {what}")));
    writeln!(terminal.err(), "{}: {}", roots.out.display(), parts.join(", "))?;
    Ok(())
}
