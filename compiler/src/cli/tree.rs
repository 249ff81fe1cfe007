//! Which part of the output is built, from what, and where it goes: shared by `build` and `watch`.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use pdl_lang::analysis::Horizon;
use pdl_lang::model::ClusterId;
use pdl_lang::span::FileSpan;
use pdl_lang::{Analysis, Options};

use super::Failure;
use super::memory::shown;
use super::program::{AsOf, unknown};
use super::terminal::Terminal;
use crate::fingerprint::Fingerprint;
use crate::output::{
    self, Applied, Input, JOURNAL, JoinProblem, MANIFEST, Manifest, Memory, Place, Plan, Roots,
};
use crate::paint::{Ink, paint};
use crate::report::Style;
use crate::workspace::Workspace;
use crate::{emit, fs};

/// What is built and where it goes.
#[derive(Debug, Args)]
pub(super) struct TreeArgs {
    /// The output folder [default: `out` beside the root file]
    #[arg(short, long, value_name = "FOLDER")]
    out: Option<PathBuf>,

    /// Build the tree of this cluster; without --documents, no documents; repeatable
    #[arg(long, value_name = "NAME")]
    pub(super) cluster: Vec<String>,

    /// Build the documents; without --cluster, no tree of a cluster
    #[arg(long)]
    documents: bool,

    /// Build exactly what is delivered by then: a date, or `sprint:NAME` for the end of a sprint
    #[arg(long, value_name = "DAY")]
    as_of: Option<AsOf>,

    /// The folder below which documents go that the program sends to folders of its own
    /// [default: that of the root file]
    #[arg(long, value_name = "FOLDER")]
    documents_root: Option<PathBuf>,

    /// Overwrite files that stand in the way, even if `pdlc` did not make them
    #[arg(long)]
    pub(super) force: bool,

    /// Look into every file, and keep no record of the build in the user's cache folder
    #[arg(long)]
    pub(super) no_record: bool,
}

impl TreeArgs {
    /// Where the outputs go.
    pub(super) fn roots(&self, workspace: &Workspace) -> Roots {
        let program = self.documents_root.clone();
        Roots {
            out: self.out.clone().unwrap_or_else(|| workspace.path("out")),
            program: program.unwrap_or_else(|| workspace.folder().to_owned()),
        }
    }

    /// How the program is analysed.
    pub(super) fn options(&self) -> Options {
        let horizon = self.as_of.clone().map(|as_of| match as_of {
            AsOf::Day(day) => Horizon::Day(day),
            AsOf::EndOf(sprint) => Horizon::EndOf(sprint),
        });
        Options { horizon, ..Options::default() }
    }

    /// What these arguments say about what is built.
    pub(super) fn of_tree(&self) -> Fingerprint {
        let Self { cluster, documents, as_of, .. } = self;
        Fingerprint::of_parts([shown(cluster), shown(documents), shown(as_of)])
    }

    /// Makes the disk as planned, with the help of what is remembered.
    pub(super) fn apply(
        &self,
        memory: Option<Memory>,
        plan: &Plan,
        roots: &Roots,
        analysis: &Analysis,
    ) -> Result<Applied, output::Error> {
        match memory {
            Some(memory) => memory.apply(plan, roots, analysis.diagnostics.len()),
            None => output::apply(plan, roots, self.force),
        }
    }

    /// Plans the output of a program without errors; nothing when something else keeps it from being built, which
    /// is said then.
    pub(super) fn plan(
        &self,
        terminal: &mut Terminal,
        workspace: &Workspace,
        analysis: &Analysis,
        roots: &Roots,
    ) -> Result<Option<Plan>, Failure> {
        self.known_day(analysis)?;
        let options = emit::Options {
            clusters: self.clusters(analysis)?,
            documents: self.documents || self.cluster.is_empty(),
        };
        let files = match emit::emit(analysis, &options) {
            Ok(files) => files,
            Err(problems) => {
                let placed = problems.iter().map(|it| (Some(it.at), it.to_string()));
                refuse(terminal, &workspace.prefix(), analysis, placed)?;
                return Ok(None);
            }
        };
        match Plan::new(inputs(analysis), files) {
            Ok(plan) => {
                let day = analysis.horizon.map(|day| day.to_string());
                let given = emit::given(analysis, &options);
                self.beside(plan.as_of(day).given(given), roots).map(Some)
            }
            Err(problems) => {
                let problems = problems.iter().map(|it| (None, it.to_string()));
                refuse(terminal, &workspace.prefix(), analysis, problems)?;
                Ok(None)
            }
        }
    }

    /// Refuses a sprint that the program does not have.
    fn known_day(&self, analysis: &Analysis) -> Result<(), Failure> {
        match &self.as_of {
            Some(AsOf::EndOf(sprint)) if analysis.horizon.is_none() => {
                let sprints = analysis.plan.sprints.values();
                Err(unknown("sprint", sprint, sprints.map(|it| it.name.text.as_str())))
            }
            _ => Ok(()),
        }
    }

    /// Whether only parts of the output are built.
    fn is_partial(&self) -> bool {
        self.documents || !self.cluster.is_empty()
    }

    /// The plan of a part, beside the other parts that are there.
    fn beside(&self, plan: Plan, roots: &Roots) -> Result<Plan, Failure> {
        if !self.is_partial() {
            return Ok(plan);
        }
        let Some(manifest) = fs::read_if_any(&roots.out.join(MANIFEST))? else { return Ok(plan) };
        // A manifest that cannot be read is reported by the build itself.
        let Ok(manifest) = Manifest::from_json(&manifest) else { return Ok(plan) };
        let is_other = |place: &Place| match output::cluster(place) {
            Some(cluster) => !self.cluster.iter().any(|wanted| wanted == cluster),
            None => !self.documents,
        };
        let has_others = manifest.outputs.iter().any(|output| is_other(&output.place));
        if has_others && fs::kind(&roots.out.join(JOURNAL))?.is_some() {
            let problem = JoinProblem::Unfinished(roots.out.clone());
            return Err(output::Error::from(problem).into());
        }
        Ok(plan.beside(manifest, is_other).map_err(output::Error::from)?)
    }

    /// The clusters that were asked for, if not all are wanted.
    fn clusters(&self, analysis: &Analysis) -> Result<Option<Vec<ClusterId>>, Failure> {
        let clusters = &analysis.plan.clusters;
        let names = clusters.values().map(|cluster| cluster.name.text.as_str());
        let find = |name: &String| {
            let found = clusters.iter().find(|(_, cluster)| cluster.name.text == *name);
            found.map(|(id, _)| id).ok_or_else(|| unknown("cluster", name, names.clone()))
        };
        let wanted = self.cluster.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        Ok(self.is_partial().then_some(wanted))
    }
}

/// Says what keeps a program without errors from being built.
pub(super) fn refuse(
    terminal: &mut Terminal,
    prefix: &str,
    analysis: &Analysis,
    problems: impl Iterator<Item = (Option<FileSpan>, String)>,
) -> Result<(), Failure> {
    let style = Style { prefix: prefix.to_owned(), ..terminal.err_style() };
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
    Ok(())
}

/// What the files were made from, by the numbers of the sources.
fn inputs(analysis: &Analysis) -> Vec<Input> {
    let sources = analysis.program.sources.iter();
    sources.map(|(_, source)| Input::new(source.name.as_str(), source.text.as_bytes())).collect()
}
