//! A story: when, how far, what it waits for, what it blocks, and how far it can slip.

use super::super::describe;
use super::{Page, escaped};
use crate::analysis::Analysis;
use crate::calendar::human_range;
use crate::model::{MilestoneId, Status, StoryId};
use crate::waits::Critical;
use crate::wording::count;

pub(super) fn story(analysis: &Analysis, id: StoryId) -> String {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    let story = &plan.stories[id];
    let details = story.details();
    let name = format!("{}{}", plan.platform.story_prefix, story.name);
    let mut page = Page::new("story", &name, story.title.as_deref(), details.doc.as_deref());
    page.row("When", Some(when(analysis, id)));
    page.row("Status", Some(status(analysis, id)));
    let lane = story.lane.map(|lane| &plan.lanes[lane.value]);
    page.row("Lane", lane.map(|it| escaped(it.title.as_deref().unwrap_or(&it.name.text))));
    let owner = details.owner.as_ref().or_else(|| lane.and_then(|lane| lane.owner.as_ref()));
    page.row("Owner", owner.map(|owner| escaped(owner)));
    page.row("Size", story.points.map(|points| describe::points(points.value)));
    let clusters = plan.clusters_of(id).into_iter().map(|it| plan.clusters[it].name.to_string());
    page.row("Clusters", Some(describe::listed(clusters)));
    let order = format!("{} of {}", schedule.number[id], plan.stories.len());
    page.row("In the order", Some(format!("{order}, wave {}", analysis.waits.wave[id])));
    float(&mut page, analysis, id);
    let waits = analysis.waits.before(id).map(|it| describe::wait_in_list(plan, it));
    let waits: Vec<String> = waits.collect();
    page.row("Waits for", Some(describe::listed(waits.into_iter())));
    page.row("Blocked by", blockers(analysis, id));
    let blocks = analysis.waits.after(id).map(|it| describe::wait_in_list(plan, it));
    let blocks: Vec<String> = blocks.collect();
    page.row("Waited for by", Some(describe::listed(blocks.into_iter())));
    page.row("Needed by", milestones(analysis, id));
    let components = plan.components.values();
    let delivers = components.filter(|it| it.story.is_some_and(|story| story.value == id));
    let delivers: Vec<String> = delivers.map(|it| format!("`{}`", it.name)).collect();
    page.row("Delivers", Some(describe::listed(delivers.into_iter())));
    page.finish()
}

fn when(analysis: &Analysis, id: StoryId) -> String {
    let plan = &analysis.plan;
    let story = &plan.stories[id];
    let details = story.details();
    let mut text = match story.sprint() {
        Some(sprint) => {
            let (first, last) = plan.sprints[sprint].dates.value;
            let dates = if first <= last { human_range(first, last) } else { String::new() };
            format!("{}, {dates}", plan.sprints[sprint].name)
        }
        None => describe::placement(plan, story),
    };
    for (word, date) in [("started", details.started), ("finished", details.finished)] {
        if let Some(date) = date {
            text += &format!("; {word} {}", crate::calendar::human_date(date.value));
        }
    }
    text
}

fn status(analysis: &Analysis, id: StoryId) -> String {
    let story = &analysis.plan.stories[id];
    let word = story.status().word();
    match story.details().gate {
        Some(gate) => format!("{word}, gate {}", gate.value.word()),
        None => word.to_owned(),
    }
}

/// Dates and float: in days with estimates; without them, in sprints.
fn float(page: &mut Page, analysis: &Analysis, id: StoryId) {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    if plan.stories[id].status() == Status::Done {
        return;
    }
    let critical = analysis.waits.critical(plan, None);
    if let Some(times) = critical.times(id) {
        let calendar = &plan.calendar.working;
        let dates = schedule.origin.map(|origin| {
            (times.early_dates(calendar, origin), times.late_dates(calendar, origin))
        });
        if let Some((Some(early), Some(late))) = dates {
            page.row("Early", Some(human_range(early.0, early.1)));
            page.row("Late", Some(human_range(late.0, late.1)));
        }
        let word = if times.critical { "; critical" } else { "" };
        let total = describe::days(times.total_float);
        let free = describe::days(times.free_float);
        return page.row("Float", Some(format!("{total} in total, {free} free{word}")));
    }
    if let Critical::Cyclic = critical
        && analysis.waits.is_cyclic(id)
    {
        return page.row("Float", Some("none: it waits for itself".to_owned()));
    }
    page.row("Slack", slack(analysis, id));
}

/// How far a story can move without moving what waits for it, in sprints.
pub(in crate::ide) fn slack(analysis: &Analysis, id: StoryId) -> Option<String> {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    let own = schedule.sprints[plan.stories[id].sprint()?].rank;
    let after = analysis.waits.after(id).filter_map(|(it, _)| plan.stories[it].sprint());
    let after = after.map(|sprint| schedule.sprints[sprint].rank).min();
    let due = milestones_of(analysis, id).filter_map(|it| due(analysis, it)).min();
    let last = after.into_iter().chain(due).min()?;
    let number = usize::try_from(last.saturating_sub(own)).unwrap_or(0);
    Some(match number {
        0 => "none".to_owned(),
        _ => count(number, "sprint", "sprints"),
    })
}

/// The rank of the sprint that a milestone is at the end of.
fn due(analysis: &Analysis, milestone: MilestoneId) -> Option<u32> {
    match analysis.plan.milestones[milestone].when.value {
        crate::model::When::End(sprint) => Some(analysis.schedule.sprints[sprint].rank),
        crate::model::When::On(_) => None,
    }
}

/// What keeps a story from being begun today.
fn blockers(analysis: &Analysis, id: StoryId) -> Option<String> {
    let plan = &analysis.plan;
    if plan.stories[id].status() == Status::Done {
        return None;
    }
    let before = analysis.waits.before(id).map(|(it, _)| it);
    let open: Vec<StoryId> =
        before.filter(|it| plan.stories[*it].status() != Status::Done).collect();
    let names = open.iter().map(|it| format!("`{}`", plan.stories[*it].name));
    Some(if open.is_empty() { "nothing".to_owned() } else { describe::listed(names) })
}

fn milestones(analysis: &Analysis, id: StoryId) -> Option<String> {
    let found: Vec<MilestoneId> = milestones_of(analysis, id).collect();
    let names = found.iter().map(|it| {
        let milestone = &analysis.plan.milestones[*it];
        format!("`{}` ({})", milestone.name, describe::when(&analysis.plan, milestone))
    });
    (!found.is_empty()).then(|| describe::listed(names))
}

/// The milestones that list a story; without a list, those of sprints from its own on.
fn milestones_of(analysis: &Analysis, id: StoryId) -> impl Iterator<Item = MilestoneId> {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    let story = &plan.stories[id];
    let rank = story.sprint().map(|sprint| schedule.sprints[sprint].rank);
    let is_needed = move |milestone: &crate::model::Milestone| match &milestone.requires {
        Some(listed) => listed.iter().any(|it| it.value == id),
        None => match milestone.when.value {
            crate::model::When::End(sprint) => {
                let last = schedule.sprints[sprint].rank;
                story.status() != Status::Deferred && rank.is_some_and(|rank| rank <= last)
            }
            crate::model::When::On(_) => false,
        },
    };
    plan.milestones.iter().filter(move |(_, it)| is_needed(it)).map(|(it, _)| it)
}
