//! `pdlc join`: parts that were built apart, as one output.

use std::path::{Path, PathBuf};

use clap::Args;

use super::terminal::Terminal;
use super::{Exit, Failure, build};
use crate::output::{self, Part, Roots};

/// Put parts of an output together that were built apart
///
/// The result is what one build of everything would have written, manifest and all. Parts are the output folders of
/// `pdlc build --cluster NAME` and `pdlc build --documents`; they have to come from the same source and the same
/// compiler, and no output may be in two of them.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  pdlc build --cluster infra -o parts/infra
  pdlc build --cluster apps -o parts/apps
  pdlc build --documents -o parts/documents --documents-root parts
  pdlc join parts/* -o out")]
pub(super) struct Join {
    /// The output folders of the parts
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,

    /// The output folder of the whole
    #[arg(short, long, value_name = "FOLDER")]
    out: PathBuf,

    /// The folder below which documents go that the program sends to folders of its own [default:
    /// that of the output folder]; those of a part lie beside its output folder
    #[arg(long, value_name = "FOLDER")]
    documents_root: Option<PathBuf>,

    /// Overwrite files that stand in the way, even if `pdlc` did not make them
    #[arg(long)]
    force: bool,
}

impl Join {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let parts = self.parts.iter().map(|out| Part { roots: roots(out, None) });
        let plan = output::join(&parts.collect::<Vec<_>>())?;
        let roots = roots(&self.out, self.documents_root.as_deref());
        build::report(terminal, &output::apply(&plan, &roots, self.force)?, &roots)?;
        Ok(Exit::Clean)
    }
}

/// Where the outputs of a finished build are: its documents lie beside OUT, unless another folder is named.
pub(super) fn roots(out: &Path, documents_root: Option<&Path>) -> Roots {
    let beside = match out.parent() {
        _ if out.file_name().is_none() => out.join(".."),
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    Roots { out: out.to_owned(), program: documents_root.map_or(beside, Path::to_owned) }
}
