//! Progress by sprint and by lane.

use pdl_lang::calendar::human_range;

use super::super::super::facts::{Facts, Tally};
use super::super::super::names;
use crate::put::putln;

/// Writes the sections: stories that stand in a sprint, a row a sprint and a row a lane.
pub(super) fn progress(out: &mut String, facts: &Facts<'_>) {
    let plan = facts.plan;
    if plan.sprints.is_empty() {
        return;
    }
    let planned = plan.stories.iter().filter(|(_, story)| story.sprint().is_some());
    let all = Tally::of(plan, planned.map(|(id, _)| id));
    out.push_str("\n## Progress by Sprint\n\n");
    table(out, "Sprint");
    for &sprint in &facts.schedule.by_date {
        let (first, last) = plan.sprints[sprint].dates.value;
        let name = format!("{} ({})", names::sprint(plan, sprint), human_range(first, last));
        row(out, &name, &Tally::of(plan, plan.stories_of(sprint)));
    }
    if plan.sprints.len() > 1 {
        row(out, "**All**", &all);
    }
    let lanes = Tally::by_lane(plan);
    if lanes.is_empty() {
        return;
    }
    out.push_str("\n## Progress by Lane\n\n");
    table(out, "Lane");
    for (lane, tally) in &lanes {
        row(out, &names::lane_or_none(plan, *lane), tally);
    }
    if lanes.len() > 1 {
        row(out, "**All**", &all);
    }
}

fn table(out: &mut String, what: &str) {
    putln!(out, "| {what} | Stories | Done | In progress | Blocked | Deferred | Progress |");
    out.push_str("| --- | ---: | ---: | ---: | ---: | ---: | --- |\n");
}

fn row(out: &mut String, name: &str, tally: &Tally) {
    let Tally { stories, done, active, blocked, deferred } = tally;
    putln!(
        out,
        "| {name} | {stories} | {done} | {active} | {blocked} | {deferred} | {} |",
        tally.bar()
    );
}
