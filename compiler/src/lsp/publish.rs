//! Diagnostics in the protocol's words.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, Location, Uri,
};
use pdl_lang::diagnostic::{self as found, Severity};
use pdl_lang::source::LineIndex;
use pdl_lang::span::FileSpan;

use super::analyzer::Parsed;
use super::positions::{Encoding, Places};
use super::snapshot::Snapshot;
use super::uri;

/// Where the pages of the codes are when the client names no site: `workspace/textDocumentContent` gives their text.
pub(super) const OWN_PAGES: &str = "pdlc:/errors/";

/// A file's diagnostics and the version of the file that they are about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Findings {
    pub(super) version: Option<i32>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The findings of every file of every program.
pub(super) fn all(
    snapshots: &[Arc<Snapshot>],
    pages: Option<&str>,
    encoding: Encoding,
) -> BTreeMap<PathBuf, Findings> {
    let mut files: BTreeMap<PathBuf, Findings> = BTreeMap::new();
    for snapshot in snapshots {
        for (path, file) in snapshot.files() {
            let findings = files.entry(path.to_owned()).or_default();
            findings.version = snapshot.version(file);
        }
        for found in &snapshot.analysis.diagnostics {
            let path = snapshot.path(found.at().file);
            let Some(findings) = files.get_mut(path) else { continue };
            let diagnostic = diagnostic(snapshot, found, pages, encoding);
            // A file of two programs may have the same finding in both.
            if snapshots.len() == 1 || !findings.diagnostics.contains(&diagnostic) {
                findings.diagnostics.push(diagnostic);
            }
        }
    }
    files
}

/// The findings of one file.
pub(super) fn of_file(
    snapshots: &[Arc<Snapshot>],
    path: &Path,
    pages: Option<&str>,
    encoding: Encoding,
) -> Findings {
    let mut findings = Findings::default();
    for snapshot in snapshots {
        let Some(file) = snapshot.file(path) else { continue };
        findings.version = snapshot.version(file);
        let here = snapshot.analysis.diagnostics.iter().filter(|it| it.at().file == file);
        for diagnostic in here.map(|found| diagnostic(snapshot, found, pages, encoding)) {
            if !findings.diagnostics.contains(&diagnostic) {
                findings.diagnostics.push(diagnostic);
            }
        }
    }
    findings
}

/// A finding as the protocol has it.
pub(super) fn diagnostic(
    snapshot: &Snapshot,
    found: &found::Diagnostic,
    pages: Option<&str>,
    encoding: Encoding,
) -> Diagnostic {
    written(found, pages, &|at| location(snapshot, at, encoding))
}

/// The findings of a text that was not analysed yet.
pub(super) fn of_text(parsed: &Parsed, pages: Option<&str>, encoding: Encoding) -> Vec<Diagnostic> {
    if parsed.found.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::new(&parsed.text);
    let places = Places { text: &parsed.text, lines: &lines, encoding };
    let uri = uri::of_path(&parsed.path);
    let locate = |at: FileSpan| Location { uri: uri.clone(), range: places.range(at.span) };
    parsed.found.iter().map(|found| written(found, pages, &locate)).collect()
}

fn written(
    found: &found::Diagnostic,
    pages: Option<&str>,
    locate: &dyn Fn(FileSpan) -> Location,
) -> Diagnostic {
    let related = found.labels.iter().skip(1).map(|label| DiagnosticRelatedInformation {
        location: locate(label.at),
        message: label.text.clone(),
    });
    let href = Uri(format!("{}{}.md", pages.unwrap_or(OWN_PAGES), found.code));
    Diagnostic {
        range: locate(found.at()).range,
        severity: Some(match found.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
        }),
        code: Some(Code::String(found.code.to_string())),
        code_description: Some(CodeDescription { href }),
        source: Some("pdlc".to_owned()),
        message: text(found).into(),
        tags: tags(found.code),
        related_information: Some(related.collect()),
        data: None,
    }
}

/// Whether a finding is about the text alone.
pub(super) fn is_about_text(diagnostic: &Diagnostic) -> bool {
    matches!(&diagnostic.code, Some(Code::String(code)) if code.starts_with("PDL1"))
}

/// The place of a span.
pub(super) fn location(snapshot: &Snapshot, at: FileSpan, encoding: Encoding) -> Location {
    Location {
        uri: uri::of_path(snapshot.path(at.file)),
        range: snapshot.places(at.file, encoding).range(at.span),
    }
}

/// The message, what the primary label says, and what to do: an editor shows nothing else at the place.
fn text(found: &found::Diagnostic) -> String {
    let mut text = found.message.clone();
    let label = &found.labels[0].text;
    if !label.is_empty() && !found.message.contains(label.as_str()) {
        text.push('\n');
        text += label;
    }
    if let Some(help) = &found.help {
        text.push('\n');
        text += help;
    }
    text
}

/// What could be left out, and what is on its way out.
fn tags(code: found::Code) -> Option<Vec<DiagnosticTag>> {
    use found::Code;
    let is_unnecessary = matches!(
        code,
        Code::ImpliedEdge
            | Code::RepeatedEdge
            | Code::RepeatedEntry
            | Code::UnusedSetting
            | Code::UselessHoliday
            | Code::DanglingDoc
    );
    let is_deprecated = code.slug().contains("deprecated");
    let tag = if is_unnecessary {
        DiagnosticTag::Unnecessary
    } else if is_deprecated {
        DiagnosticTag::Deprecated
    } else {
        return None;
    };
    Some(vec![tag])
}
