//! Diagnostics as text, for the reader of a failed test.

use std::fmt::Write as _;

use pdl_lang::Analysis;
use pdl_lang::diagnostic::{Diagnostic, Severity};
use pdl_lang::source::Sources;
use pdl_lang::span::FileSpan;

/// All diagnostics of an analysis in full.
pub(crate) fn report(analysis: &Analysis) -> String {
    let sources = &analysis.program.sources;
    if analysis.diagnostics.is_empty() {
        return "no diagnostics\n".to_owned();
    }
    analysis.diagnostics.iter().map(|found| diagnostic(sources, found)).collect()
}

/// One diagnostic in full.
pub(crate) fn diagnostic(sources: &Sources, found: &Diagnostic) -> String {
    let severity = if found.severity == Severity::Error { "error" } else { "warning" };
    let mut out = format!("{severity}[{}] {}\n", found.code, found.message);
    for label in &found.labels {
        let line = line_of(sources, label.at);
        let _ = writeln!(out, "  {} \"{}\"\n      | {line}", place(sources, label.at), label.text);
    }
    if let Some(help) = &found.help {
        let _ = writeln!(out, "  help: {help}");
    }
    if let Some(fix) = &found.fix {
        let _ = writeln!(out, "  fix: {}", fix.title);
    }
    out
}

/// `platform.pdl:4:3-7`, the last column exclusive.
fn place(sources: &Sources, at: FileSpan) -> String {
    let start = sources.position(at);
    let end = sources.position(at.after());
    let last = if start.line == end.line {
        end.column.to_string()
    } else {
        format!("{}:{}", end.line, end.column)
    };
    format!("{}:{}:{}-{last}", sources.get(at.file).name, start.line, start.column)
}

fn line_of(sources: &Sources, at: FileSpan) -> &str {
    let line = sources.position(at).line as usize;
    sources.text(at.file).lines().nth(line - 1).unwrap_or_default()
}
