//! One JSON document with everything a diagnostic says. Versioned: fields may be added, never changed.

use std::io;

use pdl_lang::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label};
use pdl_lang::source::{Position, Sources};
use pdl_lang::span::FileSpan;
use serde::Serialize;

use super::place::Place;
use super::visible::escape_json;
use super::{Style, Summary, severity_name};

/// The version of the document's form.
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format_version: u32,
    diagnostics: Vec<Finding<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: String,
    slug: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    labels: Vec<Mark<'a>>,
    fix: Option<Mending<'a>>,
}

#[derive(Serialize)]
struct Mark<'a> {
    #[serde(flatten)]
    region: Region,
    text: &'a str,
    primary: bool,
}

#[derive(Serialize)]
struct Mending<'a> {
    title: &'a str,
    applicability: &'a str,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    #[serde(flatten)]
    region: Region,
    text: &'a str,
}

#[derive(Serialize)]
struct Region {
    file: String,
    span: Bytes,
    start: Point,
    end: Point,
}

/// Half-open, in bytes of UTF-8 from the beginning of the file.
#[derive(Serialize)]
struct Bytes {
    start: u32,
    end: u32,
}

/// From one; columns count Unicode scalar values.
#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
}

/// Writes the document, on many lines.
pub(super) fn render(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    style: &Style,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let context = Context { sources, style };
    let document = Document {
        format_version: FORMAT_VERSION,
        diagnostics: diagnostics.iter().map(|found| context.finding(found)).collect(),
        summary: Summary::of(diagnostics),
    };
    write(&document, out)
}

/// Writes a value so that printing it on a terminal is harmless.
pub(super) fn write(document: &impl Serialize, out: &mut impl io::Write) -> io::Result<()> {
    let json = serde_json::to_string_pretty(document)?;
    out.write_all(escape_json(&json).as_bytes())?;
    out.write_all(b"\n")
}

struct Context<'a> {
    sources: &'a Sources,
    style: &'a Style,
}

impl<'a> Context<'a> {
    fn finding(&self, found: &'a Diagnostic) -> Finding<'a> {
        let labels = found.labels.iter().enumerate();
        Finding {
            code: found.code.to_string(),
            slug: found.code.slug(),
            severity: severity_name(found.severity),
            message: &found.message,
            help: found.help.as_deref(),
            labels: labels.map(|(number, label)| self.mark(number == 0, label)).collect(),
            fix: found.fix.as_ref().map(|fix| self.mending(fix)),
        }
    }

    fn mark(&self, primary: bool, label: &'a Label) -> Mark<'a> {
        Mark { region: self.region(label.at), text: &label.text, primary }
    }

    fn mending(&self, fix: &'a Fix) -> Mending<'a> {
        let applicability = match fix.applicability {
            Applicability::Machine => "machine",
            Applicability::Suggestion => "suggestion",
        };
        let replacement =
            |edit: &'a Edit| Replacement { region: self.region(edit.at), text: &edit.text };
        let edits = fix.edits.iter().map(replacement).collect();
        Mending { title: &fix.title, applicability, edits }
    }

    fn region(&self, at: FileSpan) -> Region {
        let Place { path, start, end } = Place::of(self.sources, at, self.style);
        let span = Bytes { start: at.span.start, end: at.span.end };
        Region { file: path, span, start: Point::from(start), end: Point::from(end) }
    }
}

impl From<Position> for Point {
    fn from(Position { line, column }: Position) -> Self {
        Self { line, column }
    }
}
