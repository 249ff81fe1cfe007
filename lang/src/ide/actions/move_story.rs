//! Moving a story to the first sprint in which everything it waits for can be there, and for which it is not too large.

use super::super::Place;
use super::super::occurrences::{self, Symbol};
use super::Action;
use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::edits;
use crate::model::{SprintId, StoryId};
use crate::span::FileSpan;
use crate::syntax::ast::{File, Item, Statement};
use crate::table::Namespace;

/// Moves the story at a place, where it is declared or named, if another sprint is the first that works.
pub(super) fn at(place: Place<'_>) -> Option<Action> {
    let (symbol, _) = occurrences::symbol_at(place)?;
    let Symbol::Item(Namespace::Story, name) = symbol else { return None };
    let plan = &place.analysis.plan;
    let (story, _) = plan.stories.iter().find(|(_, story)| story.name.text == name)?;
    move_to_first(place.analysis, story)
}

/// Moves the stories that a finding is about.
pub(super) fn of_finding(analysis: &Analysis, found: &Diagnostic) -> impl Iterator<Item = Action> {
    let is_named = |at: FileSpan| found.labels.iter().any(|label| label.at == at);
    let edges = analysis.plan.edges.values();
    let named = edges.filter(|edge| is_named(edge.from_at) || is_named(edge.to_at));
    let mut stories: Vec<StoryId> = named.map(|edge| edge.to).collect();
    let declared = analysis.plan.stories.iter().filter(|(_, story)| is_named(story.name.at));
    stories.extend(declared.map(|(id, _)| id));
    stories.sort_unstable();
    stories.dedup();
    stories.into_iter().filter_map(|story| move_to_first(analysis, story))
}

fn move_to_first(analysis: &Analysis, story: StoryId) -> Option<Action> {
    let sprint = first_sprint(analysis, story)?;
    let (plan, program) = (&analysis.plan, &analysis.program);
    let (item, removal) =
        edits::take_out(program.file(plan.stories[story].at.file), plan.stories[story].at);
    let target = &plan.sprints[sprint];
    let statement = statement(program.file(target.at.file), target.at)?;
    let insertion = edits::into_block(statement, &item, true);
    let title = format!("Move `{}` to {}", plan.stories[story].name, target.name);
    Some(Action { title, mends: None, is_preferred: false, edits: vec![removal, insertion] })
}

/// The first sprint that works, if the story is not in it or in a later one that works as well.
fn first_sprint(analysis: &Analysis, story: StoryId) -> Option<SprintId> {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    if analysis.waits.is_cyclic(story) {
        return None;
    }
    let first = analysis.waits.first_sprint_for(plan, schedule, story)?;
    let first = schedule.sprints[first].rank;
    let own = plan.stories[story].sprint().map(|sprint| schedule.sprints[sprint].rank);
    if own.is_some_and(|own| own >= first) {
        return None;
    }
    let points = plan.stories[story].points.map_or(0.0, |points| points.value);
    let fits = |sprint: &SprintId| {
        let planned = schedule.sprints[*sprint].points;
        plan.sprints[*sprint].capacity.is_none_or(|it| planned + points <= it.value)
    };
    let mut later = schedule.by_date.iter().filter(|it| schedule.sprints[**it].rank >= first);
    let soonest = later.clone().next();
    later.find(|sprint| fits(sprint)).or(soonest).copied()
}

fn statement(file: File<'_>, at: FileSpan) -> Option<Statement<'_>> {
    file.items().find_map(|item| match item {
        Item::Statement(statement) if statement.0.at() == at => Some(statement),
        _ => None,
    })
}
