//! `pdlc build`: the whole output tree, or whether it is current.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use pdl_lang::model::ClusterId;
use pdl_lang::span::FileSpan;
use pdl_lang::{Analysis, Options, analyze};

use super::program::{located, show_errors, unknown};
use super::terminal::Terminal;
use super::{Exit, Failure, program};
use crate::output::{self, Applied, Change, Difference, Input, Manifest, Place, Plan, Roots};
use crate::paint::{Ink, count, paint};
use crate::workspace::Workspace;
use crate::{emit, fs};

/// Build the Flux trees and the documents
///
/// Nothing is written when the source has errors. Files that are up to date are left alone,
/// files that are no longer made are removed, and files that `pdlc` did not make are never touched.
#[derive(Debug, Args)]
pub(super) struct Build {
    /// The root file [default: the nearest platform.pdl]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// The output folder [default: `out` beside the root file]
    #[arg(short, long, value_name = "FOLDER")]
    out: Option<PathBuf>,

    /// Write nothing, list what is not up to date, and fail if there is anything
    #[arg(long)]
    check: bool,

    /// Build the Flux tree of this cluster and of no other, into a folder that holds no other; repeatable
    #[arg(long, value_name = "NAME")]
    cluster: Vec<String>,
}

impl Build {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        if self.file.as_ref().is_some_and(|file| file.as_os_str() == "-") {
            let message = "a build needs a root file on disk".to_owned();
            return Err(Failure::Usage { message, help: "Name the file.".to_owned() });
        }
        let workspace = program::workspace(self.file.as_deref())?;
        let analysis = analyze(workspace.load()?, &Options::default());
        if show_errors(terminal, &workspace, &analysis) == Exit::Problems {
            writeln!(terminal.err(), "nothing was built")?;
            return Ok(Exit::Problems);
        }
        let options = emit::Options { clusters: self.clusters(&analysis)? };
        let files = match emit::emit(&analysis, &options) {
            Ok(files) => files,
            Err(problems) => {
                let placed = problems.iter().map(|it| (Some(it.at), it.to_string()));
                return refuse(terminal, &workspace, &analysis, placed);
            }
        };
        let plan = match Plan::new(inputs(&analysis), files) {
            Ok(plan) => plan,
            Err(problems) => {
                let problems = problems.iter().map(|it| (None, it.to_string()));
                return refuse(terminal, &workspace, &analysis, problems);
            }
        };
        let out = self.out.clone().unwrap_or_else(|| workspace.path("out"));
        let roots = Roots { out, program: workspace.folder().to_owned() };
        self.spare_other_clusters(&roots)?;
        if self.check {
            return compare(terminal, &output::check(&plan, &roots)?);
        }
        report(terminal, &output::apply(&plan, &roots)?, &roots)?;
        let warnings = analysis.diagnostics.len();
        if warnings > 0 {
            let warnings = count(warnings, "warning", "warnings");
            writeln!(terminal.err(), "{warnings}; `pdlc check` shows them")?;
        }
        Ok(Exit::Clean)
    }

    /// Refuses to build some clusters over the trees of others, which would be removed as no longer made.
    fn spare_other_clusters(&self, roots: &Roots) -> Result<(), Failure> {
        if self.cluster.is_empty() {
            return Ok(());
        }
        let Some(manifest) = fs::read_if_any(&roots.out.join(output::MANIFEST))? else {
            return Ok(());
        };
        // A manifest that cannot be read is reported by the build itself.
        let clusters = Manifest::from_json(&manifest).map(|it| it.clusters).unwrap_or_default();
        let Some(other) = clusters.keys().find(|name| !self.cluster.contains(name)) else {
            return Ok(());
        };
        let out = roots.out.display();
        let message = format!("`{out}` holds the tree of `{other}`, which this build would remove");
        let help = "Build into another folder with `--out`, or build all clusters.".to_owned();
        Err(Failure::Usage { message, help })
    }

    /// The clusters that were asked for, if any were.
    fn clusters(&self, analysis: &Analysis) -> Result<Option<Vec<ClusterId>>, Failure> {
        let clusters = &analysis.plan.clusters;
        let names = clusters.values().map(|cluster| cluster.name.text.as_str());
        let find = |name: &String| {
            let found = clusters.iter().find(|(_, cluster)| cluster.name.text == *name);
            found.map(|(id, _)| id).ok_or_else(|| unknown("cluster", name, names.clone()))
        };
        let wanted = self.cluster.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        Ok(Some(wanted).filter(|wanted| !wanted.is_empty()))
    }
}

/// Says what keeps a program without errors from being built.
fn refuse(
    terminal: &mut Terminal,
    workspace: &Workspace,
    analysis: &Analysis,
    problems: impl Iterator<Item = (Option<FileSpan>, String)>,
) -> Result<Exit, Failure> {
    let style = located(terminal.err_style(), workspace);
    let sources = &analysis.program.sources;
    for (at, message) in problems {
        let error = paint(&style, Ink::Red, "error");
        writeln!(terminal.err(), "{error}: {}", paint(&style, Ink::Plain, &message))?;
        if let Some(at) = at {
            let place = sources.position(at);
            let file = format!("{}{}", style.prefix, sources.get(at.file).name);
            let file = paint(&style, Ink::Cyan, &file);
            writeln!(terminal.err(), "  at {file}:{}:{}", place.line, place.column)?;
        }
    }
    writeln!(terminal.err(), "nothing was built")?;
    Ok(Exit::Problems)
}

/// What the files were made from, by the numbers of the sources.
fn inputs(analysis: &Analysis) -> Vec<Input> {
    let sources = analysis.program.sources.iter();
    sources.map(|(_, source)| Input::new(source.name.as_str(), source.text.as_bytes())).collect()
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

fn report(terminal: &mut Terminal, done: &Applied, roots: &Roots) -> Result<(), Failure> {
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
