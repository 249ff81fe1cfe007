//! `schedule.md`: the Product Owner's document.
//!
//! Its first three sections have the shape in which Product Owners write them by hand; below stands what only a compiler
//! can add. Every figure is derived.

mod calendar;
mod critical;
mod milestones;
mod progress;
mod risks;
mod sequencing;
mod sprint_plan;

use std::fmt::Write as _;

use pdl_lang::Analysis;
use pdl_lang::model::{Plan, PlatformStatus, Spanned};

use super::file::{document, tidy};
use super::markdown::{destination, text};
use super::{Problem, inputs, names};
use crate::output::File;

/// What strings do when they are written to.
const FINE: &str = "strings take any text";

/// Emits the document.
pub(super) fn schedule(analysis: &Analysis) -> Result<Vec<File>, Vec<Problem>> {
    let mut out = String::new();
    head(&mut out, &analysis.plan);
    sprint_plan::sprint_plan(&mut out, &analysis.plan);
    sequencing::sequencing(&mut out, analysis);
    milestones::milestones(&mut out, analysis);
    calendar::calendar(&mut out, analysis);
    progress::progress(&mut out, &analysis.plan);
    order(&mut out, analysis);
    critical::critical(&mut out, analysis);
    risks::risks(&mut out, analysis);
    writeln!(out, "\n---\n\n{}", names::origin(analysis).trim_end()).expect(FINE);
    let inputs = inputs::every(analysis);
    let folder = analysis.plan.outputs.schedule.as_ref();
    let file = document(folder, "schedule", "schedule.md", out, &inputs);
    file.map(|file| vec![file]).map_err(|problem| vec![problem])
}

/// Title, status, owner and date; the two blanks keep them on lines of their own.
fn head(out: &mut String, plan: &Plan) {
    let platform = &plan.platform;
    writeln!(out, "# PO Schedule — {}\n", names::platform(plan)).expect(FINE);
    let status = match platform.status.map_or(PlatformStatus::Planned, |status| status.value) {
        PlatformStatus::Draft => "Draft",
        PlatformStatus::Planned => "Planned",
        PlatformStatus::Active => "Active",
        PlatformStatus::Done => "Done",
    };
    let mut lines = vec![format!("Status: {status}")];
    lines.extend(platform.owner.as_ref().map(|owner| format!("Owner: {}", text(&owner.value))));
    lines.extend(platform.date.as_ref().map(|date| format!("Date: {}", date.value)));
    writeln!(out, "{}", lines.join("  \n")).expect(FINE);
}

/// How much freedom the order leaves, and where it is written out.
fn order(out: &mut String, analysis: &Analysis) {
    let plan = &analysis.plan;
    if plan.stories.is_empty() {
        return;
    }
    let stories = names::count(plan.stories.len(), "story", "stories");
    let edges = plan.edges.len() - analysis.schedule.repeated.len();
    let edges = names::count(edges, "dependency", "dependencies");
    let waves = analysis.schedule.wave.values().copied().max().unwrap_or_default() as usize;
    let waves = names::count(waves, "wave", "waves");
    writeln!(
        out,
        "\n## Order and Waves\n\n\
         {stories} and {edges} make {waves}: stories of one wave do not wait for one another, so that enough people \
         could do them side by side. The waves, the order by which stories are numbered, and for each story what it \
         waits for and why, are in {}.",
        ordering(plan)
    )
    .expect(FINE);
}

/// A link to the ordering document, where it is known how to get there from here.
fn ordering(plan: &Plan) -> String {
    let place = |folder: &Option<Spanned<String>>| folder.as_ref().map(|it| tidy(&it.value));
    let (own, other) = match (place(&plan.outputs.schedule), place(&plan.outputs.ordering)) {
        (None, None) => ("schedule".to_owned(), "ordering".to_owned()),
        (Some(own), Some(other)) => (own, other),
        (None, Some(_)) | (Some(_), None) => return "`ordering.md`".to_owned(),
    };
    let (own, other): (Vec<&str>, Vec<&str>) =
        (own.split('/').collect(), other.split('/').collect());
    let shared = own.iter().zip(&other).take_while(|(one, two)| one == two).count();
    let up = std::iter::repeat_n("..", own.len() - shared);
    let path: Vec<&str> =
        up.chain(other[shared..].iter().copied()).chain(["ordering.md"]).collect();
    format!("[`ordering.md`]({})", destination(&path.join("/")))
}
