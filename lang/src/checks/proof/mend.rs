//! Edits of the plan that let what is needed come in time.

use super::super::Context;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::edits;
use crate::model::{EdgeStrength, Plan, SprintId, StoryId};
use crate::problems::proof::Ends;
use crate::program::Program;
use crate::span::{FileSpan, Span};
use crate::syntax::ast::{Item, Statement};

/// Orders two stories of one sprint; Flux keeps that order in any case.
pub(super) fn ordered(cx: Context, program: &Program, ends: &Ends<'_>) -> Fix {
    let arrow = arrow(cx.plan, ends.delivering, ends.needing);
    let edit = edge(cx.plan, program, ends.delivering, ends.needing, &arrow);
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
    let story = &plan.stories[ends.needing];
    let (item, removal) = edits::take_out(program.file(story.at.file), story.at);
    let target = statement(program, plan, sprint)?;
    let arrow = arrow(plan, ends.delivering, ends.needing);
    let title =
        format!("Move `{}` to `{}`, and add `{arrow}`", story.name, plan.sprints[sprint].name);
    let edits = vec![
        removal,
        edits::into_block(target, &item, true),
        edge(plan, program, ends.delivering, ends.needing, &arrow),
    ];
    Some(Fix { title, edits, applicability: Applicability::Suggestion })
}

/// `A -> B`, or `A ~> B` where B reaches clusters that A does not.
pub(super) fn arrow(plan: &Plan, from: StoryId, to: StoryId) -> String {
    let reaches_all = plan.clusters_of(to).into_iter().all(|it| plan.reaches(from, it));
    let strength = if reaches_all { EdgeStrength::Flux } else { EdgeStrength::Plan };
    let arrow = match strength {
        EdgeStrength::Flux => "->",
        EdgeStrength::Plan => "~>",
    };
    format!("{} {arrow} {}", plan.stories[from].name, plan.stories[to].name)
}

/// Puts an edge where the last one about either story stands, else into the last `order`, else into a new one.
fn edge(plan: &Plan, program: &Program, from: StoryId, to: StoryId, arrow: &str) -> Edit {
    let orders: Vec<Statement<'_>> =
        statements(program).filter(|it| it.word().text == "order").collect();
    let is_about = |story: StoryId| story == from || story == to;
    let edges = plan.edges.values().filter(|it| is_about(it.from) || is_about(it.to));
    let chains: Vec<FileSpan> = edges.map(|it| it.chain_at).collect();
    let holds = |order: &Statement<'_>, chain: &FileSpan| {
        let at = order.0.at();
        at.file == chain.file && at.span.contains(chain.span)
    };
    let near = orders.iter().rev().find(|order| chains.iter().any(|it| holds(order, it)));
    if let Some(order) = near.or(orders.last()) {
        return edits::into_block(*order, arrow, true);
    }
    let file = program.file(plan.stories[to].at.file);
    let end = u32::try_from(file.text.len()).expect("files are limited to 32 MiB");
    let gap = if file.text.ends_with('\n') { "\n" } else { "\n\n" };
    let text = format!("{gap}order {{\n  {arrow}\n}}\n");
    Edit { at: Span::at(end).in_file(file.id), text }
}

fn statements(program: &Program) -> impl Iterator<Item = Statement<'_>> {
    program.files().flat_map(|file| {
        file.items().filter_map(|item| match item {
            Item::Statement(statement) => Some(statement),
            Item::Field(_) | Item::Chain(_) => None,
        })
    })
}

fn statement<'p>(program: &'p Program, plan: &Plan, sprint: SprintId) -> Option<Statement<'p>> {
    let at = plan.sprints[sprint].at;
    statements(program).find(|it| it.0.at() == at)
}
