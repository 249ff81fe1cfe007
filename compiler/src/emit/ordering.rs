//! The ordering documents: what comes after what, because of what, at which line; and what is taken down in which order.

mod clusters;
pub(super) mod deliveries;
mod json;
mod picture;
mod stories;
mod teardown;

use rayon::prelude::*;

use super::facts::Facts;
use super::file::{Document, document};
use super::{Problem, all, inputs, names};
use crate::output::File;
use crate::put::putln;

/// Emits the documents.
pub(super) fn ordering(facts: &Facts<'_>) -> Result<Vec<File>, Vec<Problem>> {
    let inputs = inputs::every(facts.analysis);
    let folder = facts.plan.outputs.ordering.as_ref();
    let documents: [Document; 5] = [
        ("ordering.md", page),
        ("ordering.json", json::json),
        ("ordering.dot", picture::dot),
        ("ordering.svg", picture::svg),
        ("teardown.md", teardown::teardown),
    ];
    let files = documents.into_par_iter().map(|(name, text)| {
        document(folder, "ordering", name, text(facts), &inputs).map_err(|it| vec![it])
    });
    all(files.collect())
}

/// Writes `ordering.md`.
fn page(facts: &Facts<'_>) -> String {
    let mut out = format!("# Ordering — {}\n", names::platform(facts.plan));
    stories::waves(&mut out, facts);
    stories::order(&mut out, facts);
    stories::longest(&mut out, facts);
    stories::ends(&mut out, facts);
    clusters::clusters(&mut out, facts);
    putln!(out, "\n---\n\n{}", names::origin(facts.analysis).trim_end());
    out
}
