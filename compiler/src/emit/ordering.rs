//! `ordering.md`: what comes after what, because of what, at which line.

mod clusters;
mod stories;

use std::fmt::Write as _;

use pdl_lang::Analysis;

use super::file::document;
use super::{Problem, inputs, names};
use crate::output::File;

/// What strings do when they are written to.
const FINE: &str = "strings take any text";

/// Emits the document.
pub(super) fn ordering(analysis: &Analysis) -> Result<Vec<File>, Vec<Problem>> {
    let plan = &analysis.plan;
    let mut out = format!("# Ordering — {}\n", names::platform(plan));
    stories::waves(&mut out, analysis);
    stories::order(&mut out, analysis);
    stories::longest(&mut out, analysis);
    stories::ends(&mut out, analysis);
    clusters::clusters(&mut out, analysis);
    writeln!(out, "\n---\n\n{}", names::origin(analysis).trim_end()).expect(FINE);
    let inputs = inputs::every(analysis);
    let folder = plan.outputs.ordering.as_ref();
    let file = document(folder, "ordering", "ordering.md", out, &inputs);
    file.map(|file| vec![file]).map_err(|problem| vec![problem])
}
