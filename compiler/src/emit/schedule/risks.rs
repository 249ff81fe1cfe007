//! Risks: every warning of the compiler, in plain words.

use std::fmt::Write as _;

use pdl_lang::Analysis;
use pdl_lang::diagnostic::Severity;

use super::super::markdown::message;
use super::super::names;
use super::FINE;

/// Writes the section.
pub(super) fn risks(out: &mut String, analysis: &Analysis) {
    let warnings = analysis.diagnostics.iter().filter(|it| it.severity == Severity::Warning);
    let warnings: Vec<_> = warnings.collect();
    out.push_str("\n## Risks\n\n");
    if warnings.is_empty() {
        out.push_str("The compiler has no warning about this plan.\n");
    }
    for warning in warnings {
        let at = names::line(analysis, warning.at());
        writeln!(out, "- {} ({}, {at})", sentence(&warning.message), warning.code).expect(FINE);
        if let Some(help) = &warning.help {
            writeln!(out, "  - {}", message(help)).expect(FINE);
        }
    }
}

/// A message as the beginning of a sentence.
fn sentence(text: &str) -> String {
    let mut message = message(text);
    if let Some(first) = message.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    message
}
