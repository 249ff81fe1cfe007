//! The schedule documents: what the Product Owner and everybody who never sees a program read.
//!
//! One document, one file of this module; the sections of `schedule.md` have a file each, too. Every figure is derived.

mod csv;
mod document;
mod html;
mod ics;
mod json;
mod picture;
mod progress;
mod story;

use rayon::prelude::*;

use super::facts::Facts;
use super::file::{Document, document, placed};
use super::{Problem, all, inputs, names};
use crate::output::File;

/// Emits the documents.
pub(super) fn schedule(facts: &Facts<'_>) -> Result<Vec<File>, Vec<Problem>> {
    let inputs = inputs::every(facts.analysis);
    let folder = facts.plan.outputs.schedule.as_ref();
    let documents: [Document; 7] = [
        ("schedule.md", document::document),
        ("schedule.html", html::html),
        ("schedule.svg", picture::svg),
        ("schedule.csv", csv::csv),
        ("schedule.ics", ics::ics),
        ("schedule.json", json::json),
        ("progress.md", progress::progress),
    ];
    let documents = documents.par_iter().map(|(name, text)| {
        document(folder, "schedule", name, text(facts), &inputs).map_err(|it| vec![it])
    });
    let stories: Vec<_> = facts.plan.stories.ids().collect();
    let stories = stories.par_iter().map(|&story| {
        let at = facts.plan.stories[story].name.at;
        let path = names::page(facts.plan, story);
        let text = story::story(facts, story);
        placed(folder, "schedule", &path, text, &inputs, at).map_err(|it| vec![it])
    });
    all(documents.chain(stories).collect())
}
