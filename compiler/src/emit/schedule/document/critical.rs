//! What drives the plan: the critical path with estimates, the longest chain without.

use pdl_lang::wording::count;

use pdl_lang::calendar::{human_date, human_range};
use pdl_lang::model::StoryId;
use pdl_lang::waits::Critical;
use pdl_lang::{CriticalPath, Work};

use super::super::super::facts::Facts;
use super::super::super::markdown::text;
use super::super::super::names;
use crate::put::putln;

/// Writes the section.
pub(super) fn critical(out: &mut String, facts: &Facts<'_>) {
    let critical = &facts.critical;
    let Some(chain) = chain(facts, critical) else { return };
    out.push_str("\n## Critical Path\n\n");
    match critical {
        Critical::Estimated(path) => {
            putln!(
                out,
                "What drives the plan, by its orders and by what manifests need, is {chain}."
            );
            floats(out, facts, path);
            floats_by_milestone(out, facts);
        }
        Critical::OrderOnly { without_estimate, .. } => {
            let lacking = count(without_estimate.len(), "story has", "stories have");
            putln!(
                out,
                "{lacking} no estimate, so this plan speaks of order and of sprints, not of days of work. \
                 The longest chain that is left, by the plan's orders and by what manifests need, is {chain}."
            );
        }
        Critical::Cyclic => {}
    }
}

/// The stories that drive a goal, and how long they take as far as that is known; `None` when nothing is left to do.
pub(super) fn chain(facts: &Facts<'_>, critical: &Critical) -> Option<String> {
    let stories = critical.chain();
    if stories.is_empty() {
        return None;
    }
    let names = names::chain(facts.plan, &stories);
    let Critical::Estimated(path) = critical else {
        let count = count(stories.len(), "story", "stories");
        return Some(format!("{names} ({count})"));
    };
    let days = days(path.work());
    let end = stories.last().and_then(|&last| early(facts, critical, last));
    let end =
        end.map_or_else(String::new, |end| format!(", {} at the earliest", human_date(end.1)));
    Some(format!("{names} ({days}{end})"))
}

fn days(work: Work) -> String {
    let unit = if work == Work::DAY { "working day" } else { "working days" };
    format!("{work} {unit}")
}

type Dates = (pdl_lang::calendar::Date, pdl_lang::calendar::Date);

fn early(facts: &Facts<'_>, critical: &Critical, story: StoryId) -> Option<Dates> {
    let origin = facts.schedule.origin?;
    critical.times(story)?.early_dates(&facts.plan.calendar.working, origin)
}

/// A row for each story that is left: when it can take place, and how far it can slip.
fn floats(out: &mut String, facts: &Facts<'_>, path: &CriticalPath) {
    let (plan, schedule) = (facts.plan, facts.schedule);
    let Some(origin) = schedule.origin else { return };
    out.push_str("\n| Story | Earliest | Latest | Total float | Free float |\n");
    out.push_str("| --- | --- | --- | ---: | ---: |\n");
    let working = &plan.calendar.working;
    for &story in &schedule.order {
        let Some(times) = path.times[story.0 as usize] else { continue };
        let is_done = plan.stories[story].status() == pdl_lang::model::Status::Done;
        let dates = (times.early_dates(working, origin), times.late_dates(working, origin));
        let (Some(early), Some(late), false) = (dates.0, dates.1, is_done) else { continue };
        let name = names::story(plan, story);
        let name = if times.critical { format!("**{name}**") } else { name };
        putln!(
            out,
            "| {name} | {} | {} | {} | {} |",
            human_range(early.0, early.1),
            human_range(late.0, late.1),
            Work(times.total_float),
            Work(times.free_float)
        );
    }
    out.push_str(
        "\nFloats are working days, measured to the end of the work; stories in bold have none.\n",
    );
}

/// A table a milestone: how far each story that it needs can slip before its day is missed.
fn floats_by_milestone(out: &mut String, facts: &Facts<'_>) {
    for (id, milestone) in facts.plan.milestones.iter() {
        let standing = &facts.milestones[id];
        let floats = standing.open.iter();
        let floats = floats.filter_map(|&it| Some((it, standing.float(facts.analysis, it)?)));
        let floats: Vec<_> = floats.collect();
        if floats.is_empty() {
            continue;
        }
        let (name, due) = (text(&milestone.name.text), human_date(standing.due));
        putln!(out, "\nFloat to {name}, {due}:\n");
        out.push_str("| Story | Total float | Free float |\n| --- | ---: | ---: |\n");
        for (story, float) in floats {
            let name = names::story(facts.plan, story);
            let (total, free) = (names::days(float.total), names::days(float.free));
            putln!(out, "| {name} | {total} | {free} |");
        }
    }
}
