//! `PDL4007`, `PDL4008`, `PDL4010`–`PDL4013`: whether the order makes a plan that can be worked.

use super::sprints::is_reversed;
use super::{Context, is_open};
use crate::critical_path::Work;
use crate::diagnostic::Diagnostic;
use crate::model::{Id, Sprint, SprintId, Status, Story, StoryId};
use crate::problems::dependencies as problems;
use crate::rollout::StoryNeed;
use crate::schedule::{SprintChain, sprint_chains};
use crate::waits::Why;

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
    let is_end = cx.waits.is_end(id);
    // Something planned before it waits for it: that is reported, and where it has to go with it.
    let is_misplaced = cx.waits.after(id).any(|(after, _)| {
        let after = cx.plan.stories[after].sprint().map(|after| &cx.plan.sprints[after]);
        after.is_some_and(|after| starts(after) < starts(sprint))
    });
    let lacks_start = is_start && !may_start && !is_misplaced;
    let lacks_end = is_end && !is_required;
    if is_start && is_end && (lacks_start || lacks_end) {
        found.push(problems::island(story, lacks_start, lacks_end));
    } else if lacks_start {
        found.push(match last_need(cx, id) {
            Some(need) => {
                let arrow = super::proof::arrow(cx.plan, need.from, id);
                problems::unordered_start(cx.plan, story, sprint, need, &arrow)
            }
            None => problems::open_start(story, sprint, first_with_room(cx, story, 0)),
        });
    } else if lacks_end {
        found.push(problems::open_end(story));
    }
}

/// What a story needs of the one that is delivered last.
fn last_need(cx: Context<'_>, id: StoryId) -> Option<&StoryNeed> {
    let needs = cx.waits.needs(id).map(|(need, _)| need);
    let rank =
        |story: StoryId| cx.plan.stories[story].sprint().map(|it| cx.schedule.sprints[it].rank);
    needs.max_by_key(|need| (rank(need.from), cx.schedule.number[need.from]))
}

/// The first sprint from a place on, and before its own, that is not over and has room for a story.
fn first_with_room<'a>(cx: Context<'a>, story: &Story, from: u32) -> Option<&'a Sprint> {
    let own = cx.schedule.sprints[story.sprint()?].rank;
    let points = story.points.map_or(0.0, |points| points.value);
    let work = story.details().estimate.map_or(Work::ZERO, |it| it.value.expected());
    let has_room = |id: &SprintId| {
        let (sprint, facts) = (&cx.plan.sprints[*id], &cx.schedule.sprints[*id]);
        let is_over = cx.as_of.is_some_and(|today| sprint.dates.value.1 < today);
        let is_full = sprint.capacity.is_some_and(|it| facts.points + points > it.value);
        let is_short = facts.workdays == 0 || Work::from_days(facts.workdays) < work;
        !is_over && !is_full && !is_short
    };
    let mut sprints = cx.schedule.by_date[from as usize..own as usize].iter();
    sprints.find(|id| has_room(id)).map(|id| &cx.plan.sprints[*id])
}

/// Reports a story that has waited two whole sprints since it could be done.
fn planned_late(
    cx: Context,
    (id, story): (StoryId, &Story),
    sprint: SprintId,
    found: &mut Vec<Diagnostic>,
) {
    if matches!(story.status(), Status::Active | Status::Blocked) || cx.waits.is_cyclic(id) {
        return;
    }
    let Some(after) = cx.waits.first_sprint_for(cx.plan, cx.schedule, id) else { return };
    let rank = |sprint: SprintId| cx.schedule.sprints[sprint].rank;
    let earlier = rank(sprint).saturating_sub(rank(after));
    // Two whole sprints lie between.
    if earlier < 3 || is_reversed(&cx.plan.sprints[after]) {
        return;
    }
    let in_last = |other: StoryId| cx.plan.stories[other].sprint() == Some(after);
    let mut orders = cx.schedule.predecessors(id);
    let last = match orders.find(|(before, _)| in_last(*before)) {
        Some((_, edge)) => Why::Order(edge),
        None => match cx.waits.needs(id).find(|(need, _)| in_last(need.from)) {
            Some((need, _)) => Why::Need(need),
            None => return,
        },
    };
    let room = first_with_room(cx, story, rank(after));
    found.push(problems::planned_late(cx.plan, id, last, (after, sprint), (earlier, room)));
}
