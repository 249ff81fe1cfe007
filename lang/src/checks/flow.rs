//! `PDL4007`, `PDL4008`, `PDL4010`–`PDL4013`: whether the order makes a plan that can be worked.

use super::sprints::is_reversed;
use super::{Context, is_open};
use crate::critical_path::Work;
use crate::diagnostic::Diagnostic;
use crate::model::{EdgeId, Id, Sprint, SprintId, Status, Story, StoryId};
use crate::problems::dependencies as problems;
use crate::schedule::{SprintChain, sprint_chains};

pub(super) fn check(cx: Context, found: &mut Vec<Diagnostic>) {
    for chain in sprint_chains(cx.plan, cx.schedule) {
        sprint_chain(cx, &chain, found);
    }
    // Without any order there is no telling what is missing from it.
    if cx.plan.edges.is_empty() || !cx.is_whole {
        return;
    }
    let Some(first) = first_sprint(cx) else { return };
    let required = super::milestones::required(cx.plan);
    for (id, story) in cx.plan.stories.iter() {
        let Some(sprint) = story.sprint() else { continue };
        if is_open(story) && !is_reversed(&cx.plan.sprints[sprint]) {
            let is_required = required.as_ref().is_none_or(|it| it[id.index()]);
            open_ends(cx, (id, story), (first, sprint), is_required, found);
            planned_late(cx, (id, story), sprint, found);
        }
    }
}

fn first_sprint(cx: Context) -> Option<SprintId> {
    cx.schedule.by_date.iter().copied().find(|&it| !is_reversed(&cx.plan.sprints[it]))
}

fn sprint_chain(cx: Context, chain: &SprintChain, found: &mut Vec<Diagnostic>) {
    let workdays = cx.schedule.sprints[chain.sprint].workdays;
    let available = Work::from_days(workdays);
    let number = chain.stories.len();
    // A sprint without working days is reported already.
    if workdays == 0 {
        return;
    }
    let fills = match chain.without_estimate {
        0 => number >= 2 && u128::from(chain.work.0) * 10 >= u128::from(available.0) * 9,
        _ => number >= 3 && number == chain.open,
    };
    if chain.work > available {
        found.push(problems::chain_too_long(cx.plan, chain, workdays));
    } else if fills {
        found.push(problems::serial_sprint(cx.plan, chain, workdays));
    }
}

/// Reports a story that lacks predecessors, successors or both; one finding at most.
///
/// In the `first` sprint, or once it has begun, a story need not wait for anything; and without milestones
/// (`is_required` is true then) nothing need wait for it.
fn open_ends(
    cx: Context,
    (id, story): (StoryId, &Story),
    (first, sprint): (SprintId, SprintId),
    is_required: bool,
    found: &mut Vec<Diagnostic>,
) {
    let starts = |sprint: &Sprint| sprint.dates.value.0;
    let (first, sprint) = (&cx.plan.sprints[first], &cx.plan.sprints[sprint]);
    let may_start = starts(sprint) <= starts(first) || story.status() == Status::Active;
    let is_start = cx.schedule.predecessors(id).len() == 0;
    let is_end = cx.schedule.successors(id).len() == 0;
    // Something planned before it waits for it: that is reported, and where it has to go with it.
    let is_misplaced = cx.schedule.successors(id).any(|(after, _)| {
        let after = cx.plan.stories[after].sprint().map(|after| &cx.plan.sprints[after]);
        after.is_some_and(|after| starts(after) < starts(sprint))
    });
    let lacks_start = is_start && !may_start && !is_misplaced;
    let lacks_end = is_end && !is_required;
    if is_start && is_end && (lacks_start || lacks_end) {
        found.push(problems::island(story, lacks_start, lacks_end));
    } else if lacks_start {
        let is_over = cx.as_of.is_some_and(|today| first.dates.value.1 < today);
        let first = (!is_over).then_some(first);
        found.push(problems::open_start(story, sprint, first));
    } else if lacks_end {
        found.push(problems::open_end(story));
    }
}

/// Reports a story that has waited two whole sprints since it could be done.
fn planned_late(
    cx: Context,
    (id, story): (StoryId, &Story),
    sprint: SprintId,
    found: &mut Vec<Diagnostic>,
) {
    if matches!(story.status(), Status::Active | Status::Blocked) || cx.schedule.is_cyclic(id) {
        return;
    }
    let Some(after) = cx.schedule.first_sprint_for(cx.plan, id) else { return };
    let rank = |sprint: SprintId| cx.schedule.sprints[sprint].rank;
    let idle = rank(sprint).saturating_sub(rank(after) + 1);
    if idle < 2 || is_reversed(&cx.plan.sprints[after]) {
        return;
    }
    let Some(last) = last_edge(cx, id, after) else { return };
    let fits = cx.schedule.by_date[rank(after) as usize + 1];
    let sprints = (after, fits, sprint);
    found.push(problems::planned_late(cx.plan, id, &cx.plan.edges[last], sprints, idle));
}

/// The first edge to `story` from the sprint `after`.
fn last_edge(cx: Context, story: StoryId, after: SprintId) -> Option<EdgeId> {
    let sprint = |story: StoryId| cx.plan.stories[story].sprint();
    let mut edges = cx.schedule.predecessors(story);
    edges.find(|&(before, _)| sprint(before) == Some(after)).map(|(_, edge)| edge)
}
