//! Edits of the plan that let what is needed come in time.

use super::super::Context;
use crate::diagnostic::{Applicability, Fix};
use crate::edits::plan as edits;
use crate::model::{Plan, StoryId};
use crate::problems::proof::Ends;
use crate::program::Program;

/// Orders two stories of one sprint; Flux keeps that order in any case.
pub(super) fn ordered(cx: Context, program: &Program, ends: &Ends<'_>) -> Fix {
    let arrow = arrow(cx.plan, ends.delivering, ends.needing);
    let edit = edits::add_order(cx.plan, program, [ends.delivering, ends.needing], &arrow);
    let title = format!("Add `{arrow}`");
    Fix { title, edits: vec![edit], applicability: Applicability::Machine }
}

/// Moves what needs something into the sprint that delivers it, and orders both; nothing if that breaks an order.
pub(super) fn moved(cx: Context, program: &Program, ends: &Ends<'_>) -> Option<Fix> {
    let (plan, schedule) = (cx.plan, cx.schedule);
    let sprint = plan.stories[ends.delivering].sprint()?;
    let rank = |story: StoryId| plan.stories[story].sprint().map(|it| schedule.sprints[it].rank);
    let own = schedule.sprints[sprint].rank;
    let mut after = schedule.successors(ends.needing);
    if after.any(|(story, _)| rank(story).is_some_and(|rank| rank < own)) {
        return None;
    }
    let mut edits = edits::move_story(plan, program, ends.needing, sprint)?.to_vec();
    let arrow = arrow(plan, ends.delivering, ends.needing);
    edits.push(edits::add_order(plan, program, [ends.delivering, ends.needing], &arrow));
    let (story, sprint) = (&plan.stories[ends.needing].name, &plan.sprints[sprint].name);
    let title = format!("Move `{story}` to `{sprint}`, and add `{arrow}`");
    Some(Fix { title, edits, applicability: Applicability::Suggestion })
}

/// `A -> B`, or `A ~> B` where B reaches clusters that A does not.
pub(in crate::checks) fn arrow(plan: &Plan, from: StoryId, to: StoryId) -> String {
    let reaches_all = plan.clusters_of(to).into_iter().all(|it| plan.reaches(from, it));
    let arrow = if reaches_all { "->" } else { "~>" };
    format!("{} {arrow} {}", plan.stories[from].name, plan.stories[to].name)
}
