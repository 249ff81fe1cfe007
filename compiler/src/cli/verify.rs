//! `pdlc verify`: whether an output is sound, from its files alone.

use pdl_lang::wording::count;
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::join::roots;
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::paint::{Ink, paint};
use crate::verify::{self, Finding, Replayed, Report};

/// Check an output from its files alone
///
/// Compares every file with the manifest, reads the trees as Flux would, and plays Flux's part: sources first, then
/// what waits for nothing, and so on until everything is applied. The source is not read.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The output folder
    #[arg(value_name = "OUT")]
    out: PathBuf,

    /// The folder below which documents are that the program sends to folders of its own
    /// [default: the one that holds the output folder]
    #[arg(long, value_name = "FOLDER")]
    documents_root: Option<PathBuf>,

    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: VerifyFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum VerifyFormat {
    /// For people
    Human,
    /// One JSON document, for programs; with the order in which everything becomes ready
    Json,
}

impl Verify {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let report = verify::verify(&roots(&self.out, self.documents_root.as_deref()))?;
        match self.format {
            VerifyFormat::Human => self.human(terminal, &report)?,
            VerifyFormat::Json => json(terminal, &report)?,
        }
        Ok(if report.is_sound() { Exit::Clean } else { Exit::Problems })
    }

    fn human(&self, terminal: &mut Terminal, report: &Report) -> Result<(), Failure> {
        let style = terminal.out_style();
        for finding in &report.findings {
            let (ink, word) =
                if finding.is_error { (Ink::Red, "error") } else { (Ink::Yellow, "warning") };
            let word = paint(&style, ink, word);
            let message = paint(&style, Ink::Plain, &finding.message);
            writeln!(terminal.out(), "{word}[{}]: {message}", finding.check.slug())?;
            let place = place(finding);
            writeln!(terminal.out(), "  at {}", paint(&style, Ink::Cyan, &place))?;
            if let Some(help) = &finding.help {
                writeln!(terminal.out(), "  help: {}", paint(&style, Ink::Plain, help))?;
            }
        }
        for replayed in &report.clusters {
            writeln!(terminal.out(), "{}", summary(replayed))?;
        }
        let files = count(report.files, "file", "files");
        let errors = report.findings.iter().filter(|it| it.is_error).count();
        let verdict = match errors {
            0 => "sound".to_owned(),
            _ => count(errors, "error", "errors"),
        };
        writeln!(terminal.err(), "{}: {files}: {verdict}", self.out.display())?;
        if report.unseen > 0 {
            let unseen = count(report.unseen, "document", "documents");
            let text = "outside the output folder not looked at; `--documents-root` says where";
            writeln!(terminal.err(), "{unseen} {text}")?;
        }
        Ok(())
    }
}

fn place(finding: &Finding) -> String {
    match finding.line {
        Some(line) => format!("{}:{line}", finding.file),
        None => finding.file.clone(),
    }
}

/// `infra: 20 Kustomizations ready in 7 waves, 112 objects applied`
fn summary(replayed: &Replayed) -> String {
    let ready: usize = replayed.waves.iter().map(Vec::len).sum();
    let name = &replayed.cluster;
    if replayed.stuck.is_empty() {
        let ready = count(ready, "Kustomization", "Kustomizations");
        let waves = count(replayed.waves.len(), "wave", "waves");
        let applied = count(replayed.applied, "object", "objects");
        return format!("{name}: {ready} ready in {waves}, {applied} applied");
    }
    let stuck: Vec<_> = replayed.stuck.iter().map(|it| format!("`{it}`")).collect();
    let all = ready + stuck.len();
    format!("{name}: {ready} of {all} Kustomizations ready; never ready: {}", stuck.join(", "))
}

/// The version of the document's form.
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format_version: u32,
    sound: bool,
    files: usize,
    findings: Vec<JsonFinding<'a>>,
    clusters: Vec<JsonCluster<'a>>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    check: &'a str,
    severity: &'a str,
    file: &'a str,
    line: Option<u32>,
    message: &'a str,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonCluster<'a> {
    name: &'a str,
    /// Those of one wave become ready at the same time.
    waves: &'a [Vec<String>],
    stuck: &'a [String],
    objects: usize,
    applied: usize,
}

impl<'a> From<&'a Finding> for JsonFinding<'a> {
    fn from(it: &'a Finding) -> Self {
        Self {
            check: it.check.slug(),
            severity: if it.is_error { "error" } else { "warning" },
            file: &it.file,
            line: it.line,
            message: &it.message,
            help: it.help.as_deref(),
        }
    }
}

impl<'a> From<&'a Replayed> for JsonCluster<'a> {
    fn from(it: &'a Replayed) -> Self {
        Self {
            name: &it.cluster,
            waves: &it.waves,
            stuck: &it.stuck,
            objects: it.objects,
            applied: it.applied,
        }
    }
}

fn json(terminal: &mut Terminal, report: &Report) -> Result<(), Failure> {
    let document = Document {
        format_version: FORMAT_VERSION,
        sound: report.is_sound(),
        files: report.files,
        findings: report.findings.iter().map(JsonFinding::from).collect(),
        clusters: report.clusters.iter().map(JsonCluster::from).collect(),
    };
    let text = serde_json::to_string_pretty(&document).map_err(io::Error::from)?;
    writeln!(terminal.out(), "{text}")?;
    Ok(())
}
