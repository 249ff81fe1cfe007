//! Short descriptions of what a plan has, shared by hovers, completions, hints and lenses.

use crate::calendar::human_range;
use crate::model::{
    EdgeId, Milestone, Placement, Plan, SprintId, Story, StoryId, Value, ValueKind, When,
};
use crate::schedule::Schedule;
use crate::span::FileSpan;
use crate::waits::Why;
use crate::wording::count;

/// `5 points`, `0.5 points`
pub(super) fn points(points: f64) -> String {
    let unit = if (points - 1.0).abs() < f64::EPSILON { "point" } else { "points" };
    format!("{points} {unit}")
}

/// A length in sixths of a working day.
pub(super) fn days(sixths: u64) -> String {
    let (whole, rest) = (sixths / 6, sixths % 6);
    let part = ["", "⅙", "⅓", "½", "⅔", "⅚"][usize::try_from(rest).unwrap_or(0)];
    match (whole, rest) {
        (0, 0) => "0 working days".to_owned(),
        (0, _) => format!("{part} working day"),
        (1, 0) => "1 working day".to_owned(),
        (_, _) => format!("{whole}{part} working days"),
    }
}

/// `in S2`, `in the backlog`
pub(super) fn placement(plan: &Plan, story: &Story) -> String {
    match story.placement {
        Placement::Sprint(sprint) => plan.sprints[sprint].name.text.to_string(),
        Placement::Backlog => "backlog".to_owned(),
        Placement::Unknown => "a sprint without dates".to_owned(),
    }
}

/// The dates of a sprint and how much work fits in.
pub(super) fn sprint(plan: &Plan, schedule: &Schedule, sprint: SprintId) -> String {
    let (first, last) = plan.sprints[sprint].dates.value;
    let workdays = schedule.sprints[sprint].workdays as usize;
    let workdays = count(workdays, "working day", "working days");
    if first <= last { format!("{}, {workdays}", human_range(first, last)) } else { workdays }
}

/// The points of a sprint against what it can hold, if any are counted.
pub(super) fn load(plan: &Plan, schedule: &Schedule, sprint: SprintId) -> Option<String> {
    let planned = schedule.sprints[sprint].points;
    match plan.sprints[sprint].capacity {
        Some(capacity) => Some(format!("{planned} of {}", points(capacity.value))),
        None => (planned > 0.0).then(|| points(planned)),
    }
}

/// A story in a list: its name, where it stands, how far it is.
pub(super) fn story_in_list(plan: &Plan, story: StoryId) -> String {
    let story = &plan.stories[story];
    format!("`{}` ({}, {})", story.name, placement(plan, story), story.status().word())
}

/// A story that another waits for or that waits for another, and why, unless the plan says so.
pub(super) fn wait_in_list(plan: &Plan, (story, why): (StoryId, Why<'_>)) -> String {
    let story = story_in_list(plan, story);
    match why {
        Why::Order(_) => story,
        Why::Need(need) => format!("{story} for `{}`, by its manifests", need.needs[0].target),
    }
}

/// Where it is written that a story waits for another: at the one end of an arrow, or at what is needed.
pub(super) fn because(why: Why<'_>, arrow: impl Fn(EdgeId) -> FileSpan) -> FileSpan {
    match why {
        Why::Order(edge) => arrow(edge),
        Why::Need(need) => need.needs[0].at,
    }
}

/// `at the end of S2`, `on 2026-01-30`
pub(super) fn when(plan: &Plan, milestone: &Milestone) -> String {
    match milestone.when.value {
        When::End(sprint) => {
            let sprint = &plan.sprints[sprint];
            format!("end of {}, {}", sprint.name, crate::calendar::human_date(sprint.dates.value.1))
        }
        When::On(day) => crate::calendar::human_date(day),
    }
}

/// Names in a list that does not grow without end.
pub(super) fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    const SHOWN: usize = 12;
    let total = names.len();
    let mut text = names.take(SHOWN).collect::<Vec<_>>().join(", ");
    if total > SHOWN {
        text += &format!(" and {} more", total - SHOWN);
    }
    text
}

/// A value in a line.
pub(super) fn value(value: &Value) -> String {
    const LONGEST: usize = 60;
    let text = match &value.kind {
        ValueKind::Str(text) => format!("\"{}\"", text.escape_debug()),
        ValueKind::List(values) => count(values.len(), "entry", "entries"),
        ValueKind::Map(entries) => {
            let keys = entries.iter().filter_map(|entry| entry.key.as_str());
            format!("{{ {} }}", keys.collect::<Vec<_>>().join(", "))
        }
        ValueKind::AddressRange(first, last) => format!("{first}..{last}"),
        ValueKind::IntRange(first, last) => format!("{first}..{last}"),
        ValueKind::DateRange(first, last) => format!("{first}..{last}"),
        _ => value.print().unwrap_or_default(),
    };
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}
