//! `schedule.md`: the Product Owner's document.
//!
//! Its first three sections have the shape in which Product Owners write them by hand; below stands what only a compiler
//! can add.

mod calendar;
mod critical;
mod gates;
mod lanes;
mod milestones;
mod needs;
mod order;
mod progress;
mod risks;
mod sequencing;
mod slack;
mod sprint_plan;
mod stories;

use pdl_lang::model::{Plan, PlatformStatus};

use super::super::facts::Facts;
use super::super::markdown::{prose, text};
use super::super::names;
use crate::put::putln;

/// Writes the document.
pub(super) fn document(facts: &Facts<'_>) -> String {
    let mut out = String::new();
    head(&mut out, facts);
    sprint_plan::sprint_plan(&mut out, facts.plan);
    sequencing::sequencing(&mut out, facts);
    needs::needs(&mut out, facts);
    milestones::milestones(&mut out, facts);
    stories::stories(&mut out, facts);
    lanes::lanes(&mut out, facts.plan);
    progress::progress(&mut out, facts);
    calendar::calendar(&mut out, facts);
    order::order(&mut out, facts);
    critical::critical(&mut out, facts);
    slack::slack(&mut out, facts);
    gates::gates(&mut out, facts);
    risks::risks(&mut out, facts);
    putln!(out, "\n---\n\n{}", names::origin(facts.analysis).trim_end());
    out
}

/// Title, status, owner and date; the two blanks keep them on lines of their own.
fn head(out: &mut String, facts: &Facts<'_>) {
    let plan = facts.plan;
    let platform = &plan.platform;
    putln!(out, "# PO Schedule — {}\n", names::platform(plan));
    let mut lines = vec![format!("Status: {}", status(plan))];
    lines.extend(platform.owner.as_ref().map(|owner| format!("Owner: {}", text(&owner.value))));
    lines.extend(platform.date.as_ref().map(|date| format!("Date: {}", date.value)));
    lines.extend(facts.today.map(|today| format!("As of: {today}")));
    putln!(out, "{}", lines.join("  \n"));
    if let Some(doc) = &platform.doc {
        putln!(out, "\n{}", prose(doc));
    }
}

/// How far the plan as a whole is.
pub(super) fn status(plan: &Plan) -> &'static str {
    match plan.platform.status.map_or(PlatformStatus::Planned, |status| status.value) {
        PlatformStatus::Draft => "Draft",
        PlatformStatus::Planned => "Planned",
        PlatformStatus::Active => "Active",
        PlatformStatus::Done => "Done",
    }
}
