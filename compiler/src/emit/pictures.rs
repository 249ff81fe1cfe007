//! The pictures of a plan: its timeline, and its dependencies in layers.

use pdl_lang::calendar::{Date, human_date, human_range};
use pdl_lang::model::{Gate, Id as _, IdVec, StoryId};

use super::facts::{Facts, Tally};
use super::names;
use crate::graph_view::mark;
use crate::picture::{Bar, Closed, Drawing, Group, Layers, Mark, Node, Timeline, shortened};
use crate::put::put;

/// How long a name behind a bar may be.
const LABEL: usize = 72;

/// Draws sprints, stories, days off and milestones; `None` without sprints.
pub(super) fn timeline(
    facts: &Facts<'_>,
    href: impl Fn(StoryId) -> Option<String>,
) -> Option<Drawing> {
    let plan = facts.plan;
    let mut place: IdVec<StoryId, Option<usize>> = plan.stories.ids().map(|_| None).collect();
    let mut count = 0;
    let mut groups = Vec::new();
    for &id in &facts.schedule.by_date {
        let sprint = &plan.sprints[id];
        let mut stories: Vec<StoryId> = plan.stories_of(id).collect();
        stories.sort_by_key(|&story| facts.schedule.number[story]);
        for &story in &stories {
            place[story] = Some(count);
            count += 1;
        }
        let tally = Tally::of(plan, stories.iter().copied());
        let (first, last) = sprint.dates.value;
        let short = sprint.title.as_deref().unwrap_or(&sprint.name.text);
        let heading = format!(
            "{} · {} · {} of {} done",
            shortened(short, 40),
            human_range(first, last),
            tally.done,
            tally.stories
        );
        let bars = stories.iter().map(|&it| bar(facts, it, sprint.dates.value, href(it))).collect();
        groups.push(Group { short, heading, days: sprint.dates.value, bars });
    }
    let lines = facts.lines().into_iter();
    let lines = lines.filter_map(|(from, to, tie)| Some((place[from]?, place[to]?, tie)));
    let days = |(days, kind): (_, &'static str)| {
        let days: &Vec<pdl_lang::model::DayOff> = days;
        days.iter().map(move |day| Closed {
            days: day.dates.value,
            name: day.name.as_deref().unwrap_or(kind),
        })
    };
    let calendar = &plan.calendar;
    let closed = [(&calendar.freezes, "Freeze"), (&calendar.holidays, "Holiday")];
    let goals = plan.milestones.iter().map(|(id, milestone)| {
        let state = &facts.milestones[id];
        Mark {
            day: state.due,
            label: shortened(&milestone.name.text, 24),
            hint: format!(
                "{}: {}, due {}, {}",
                milestone.name,
                milestone.title,
                human_date(state.due),
                state.state.word()
            ),
        }
    });
    let (lines, closed, goals) =
        (lines.collect(), closed.into_iter().flat_map(days).collect(), goals.collect());
    Timeline { groups, lines, closed, goals, today: facts.today }.draw()
}

fn bar(facts: &Facts<'_>, id: StoryId, sprint: (Date, Date), href: Option<String>) -> Bar {
    let details = facts.plan.stories[id].details();
    let started = details.started.map_or(sprint.0, |date| date.value);
    let finished = details.finished.map_or(sprint.1.max(started), |date| date.value);
    let mut class = classes(facts, id);
    if facts.critical.times(id).is_some_and(|times| times.critical) {
        class.push_str(" critical");
    }
    Bar {
        label: label(facts, id, true),
        hint: hint(facts, id),
        class,
        days: (started, finished.max(started)),
        href,
    }
}

/// Draws every story to the right of what it waits for.
pub(super) fn layers(
    facts: &Facts<'_>,
    href: impl Fn(StoryId) -> Option<String>,
) -> Option<Drawing> {
    let place = |story: StoryId| facts.schedule.number[story] as usize - 1;
    let nodes = facts.schedule.order.iter().map(|&id| Node {
        label: label(facts, id, false),
        hint: hint(facts, id),
        class: if facts.waits.is_cyclic(id) { "cyclic".to_owned() } else { classes(facts, id) },
        href: href(id),
    });
    let lines = facts.lines().into_iter().map(|(from, to, tie)| (place(from), place(to), tie));
    Layers { nodes: nodes.collect(), lines: lines.collect() }.draw()
}

fn classes(facts: &Facts<'_>, id: StoryId) -> String {
    let late = if facts.is_late(id) { " late" } else { "" };
    format!("{}{late}", facts.status(id).word())
}

fn label(facts: &Facts<'_>, id: StoryId, with_title: bool) -> String {
    let story = &facts.plan.stories[id];
    let mut label = format!("{} {}", mark(story.status()), facts.name(id));
    if facts.is_late(id) {
        label.push_str(" (late)");
    }
    if let Some(title) = story.title.as_deref().filter(|_| with_title) {
        label.push_str(" — ");
        label.push_str(title);
    }
    shortened(&label, LABEL)
}

/// Everything worth saying of a story in a line.
fn hint(facts: &Facts<'_>, id: StoryId) -> String {
    let story = &facts.plan.stories[id];
    let mut hint = facts.name(id);
    if let Some(title) = &story.title {
        hint.push_str(": ");
        hint.push_str(title);
    }
    hint.push_str(" — ");
    hint.push_str(names::status(story.status()));
    if let Some(gate) = story.details().gate {
        let gate: Gate = gate.value;
        hint.push_str(", ");
        hint.push_str(names::gate(gate));
    }
    let blockers = facts.blockers(id);
    if !blockers.is_empty() {
        let names: Vec<String> = blockers.iter().take(5).map(|&it| facts.name(it)).collect();
        let more = if blockers.len() > 5 { " and more" } else { "" };
        put!(hint, "; waits for {}{more}", names.join(", "));
    }
    hint
}

/// The number by which pictures and tables know a story.
pub(super) fn anchor(id: StoryId) -> String {
    format!("s{}", id.index())
}
