//! `path:line:column: error[PDL4001]: message`, one a line, for editors' error lists.

use std::io;

use pdl_lang::diagnostic::Diagnostic;
use pdl_lang::source::Sources;

use super::place::Place;
use super::visible::visible_with;
use super::{Style, severity_name};

/// Writes one line a diagnostic and nothing else.
pub(super) fn render(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    style: &Style,
    out: &mut impl io::Write,
) -> io::Result<()> {
    for found in diagnostics {
        let severity = severity_name(found.severity);
        let message = visible_with(&found.message, style.unicode);
        match found.labels.first() {
            Some(label) => {
                let Place { path, start, end: _ } = Place::of(sources, label.at, style);
                let path = visible_with(&path, style.unicode);
                write!(out, "{path}:{}:{}: ", start.line, start.column)?;
            }
            None => write!(out, "pdlc: ")?,
        }
        writeln!(out, "{severity}[{}]: {message}", found.code)?;
    }
    Ok(())
}
