//! `PDL3009`–`PDL3013`: what stories state about their size and their dates.

use super::Context;
use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::model::{Estimate, Plan, SprintId, Status, Story};
use crate::problems::calendar as problems;

pub(super) fn check(cx: Context, found: &mut Vec<Diagnostic>) {
    for sprint in cx.plan.sprints.ids() {
        capacity(cx, sprint, found);
    }
    // Only stories with rarer fields have an estimate or dates.
    for story in cx.plan.stories.values().filter(|story| story.more.is_some()) {
        estimate(story, found);
        dates(story, cx.as_of, found);
    }
}

fn capacity(cx: Context, sprint: SprintId, found: &mut Vec<Diagnostic>) {
    const ROUNDING: f64 = 1e-6;
    const SHOWN: usize = 5;
    let Some(capacity) = cx.plan.sprints[sprint].capacity else { return };
    let points = cx.schedule.sprints[sprint].points;
    if points <= capacity.value + ROUNDING {
        return;
    }
    let mut biggest = counted(cx.plan, sprint);
    biggest.sort_by(|one, other| size(other).total_cmp(&size(one)));
    biggest.truncate(SHOWN);
    let sprint = &cx.plan.sprints[sprint];
    found.push(problems::sprint_over_capacity(sprint, capacity, points, &biggest));
}

/// The stories whose points count against the capacity of a sprint.
fn counted(plan: &Plan, sprint: SprintId) -> Vec<&Story> {
    let stories = plan.stories_of(sprint).map(|story| &plan.stories[story]);
    stories.filter(|it| it.status() != Status::Deferred && it.points.is_some()).collect()
}

fn size(story: &Story) -> f64 {
    story.points.map_or(0.0, |points| points.value)
}

fn estimate(story: &Story, found: &mut Vec<Diagnostic>) {
    let Some(estimate) = story.details().estimate else { return };
    if let Estimate::ThreePoint(best, likely, worst) = estimate.value
        && !(best <= likely && likely <= worst)
    {
        let cases = [best, likely, worst];
        found.push(problems::estimate_out_of_order(&story.name, estimate.at, cases));
    }
}

fn dates(story: &Story, as_of: Option<Date>, found: &mut Vec<Diagnostic>) {
    let (started, finished) = (story.details().started, story.details().finished);
    if let (Some(started), Some(finished)) = (started, finished)
        && finished.value < started.value
    {
        found.push(problems::finished_before_started(&story.name, started, finished));
    } else if let Some(as_of) = as_of {
        let started = started.filter(|date| date.value > as_of);
        let finished = finished.filter(|date| date.value > as_of);
        let name = &story.name;
        let future = match (started, finished) {
            (Some(started), other) => Some(("started", started, other)),
            (None, Some(finished)) => Some(("finished", finished, None)),
            (None, None) => None,
        };
        if let Some((verb, date, other)) = future {
            found.push(problems::date_in_future(name, verb, date, other, as_of));
            return;
        }
    }
    if story.details().is_uncertain {
        return;
    }
    let status = story.status();
    if let Some(finished) = finished
        && status != Status::Done
    {
        let meant = Status::Done;
        found.push(problems::status_contradicts_dates(story, "finished", finished, meant));
    } else if let Some(started) = started
        && matches!(status, Status::Draft | Status::Planned)
    {
        let meant = Status::Active;
        found.push(problems::status_contradicts_dates(story, "started", started, meant));
    }
}
