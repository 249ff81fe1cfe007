//! A fix mends what it is offered for.

use pdl_lang::Analysis;
use pdl_lang::diagnostic::{Diagnostic, Edit};

use super::case::Case;

/// Applies each fix of a case alone; what it is offered for must be gone.
pub(crate) fn check(case: &Case, analysis: &Analysis) -> Result<(), String> {
    for found in &analysis.diagnostics {
        let Some(text) = mended(case, analysis, found) else { continue };
        let after = case.analyze_with(&text);
        let start = found.at().span.start;
        let remains = |it: &&Diagnostic| {
            it.code == found.code && it.message == found.message && it.at().span.start == start
        };
        if let Some(remaining) = after.diagnostics.iter().find(remains) {
            return Err(format!("the fix does not mend it: {remaining:#?}"));
        }
    }
    Ok(())
}

/// The text of the case with the fix of a diagnostic, if there is one and it stays within the case's own file.
fn mended(case: &Case, analysis: &Analysis, found: &Diagnostic) -> Option<String> {
    let sources = &analysis.program.sources;
    let mut edits: Vec<&Edit> = found.fix.as_ref()?.edits.iter().collect();
    if edits.iter().any(|edit| sources.get(edit.at.file).name != case.root) {
        return None;
    }
    edits.sort_by_key(|edit| edit.at);
    let mut text = case.text().to_owned();
    for edit in edits.iter().rev() {
        let span = edit.at.span;
        text.replace_range(span.start as usize..span.end as usize, &edit.text);
    }
    Some(text)
}
