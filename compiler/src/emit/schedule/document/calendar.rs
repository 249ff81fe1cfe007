//! Calendar: working days, days off, and what each sprint has of them.

use pdl_lang::calendar::{Weekdays, human_range};
use pdl_lang::model::{DayOff, SprintId};

use super::super::super::facts::{Facts, Tally};
use super::super::super::markdown::{quote, text};
use super::super::super::names;
use crate::put::{put, putln};

/// Writes the section.
pub(super) fn calendar(out: &mut String, facts: &Facts<'_>) {
    let plan = facts.plan;
    out.push_str("\n## Calendar\n\n");
    putln!(out, "- Working days: {}", weekdays(plan.calendar.workdays));
    for (kind, days) in [("Freeze", &plan.calendar.freezes), ("Holiday", &plan.calendar.holidays)] {
        for day in days {
            self::day(out, kind, day);
        }
    }
    if !plan.sprints.is_empty() {
        capacity(out, facts);
    }
}

/// `Mon–Fri`, or every day for itself.
fn weekdays(days: Weekdays) -> String {
    let title = |name: &str| {
        let (first, rest) = name.split_at(1);
        format!("{}{rest}", first.to_uppercase())
    };
    let written = days.to_string();
    if let Some((first, last)) = written.split_once("..") {
        return format!("{}–{}", title(first), title(last));
    }
    let names: Vec<String> =
        days.iter().map(|day| title(pdl_lang::calendar::weekday_name(day))).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn day(out: &mut String, kind: &str, day: &DayOff) {
    let (first, last) = day.dates.value;
    put!(out, "- {kind} {}", human_range(first, last));
    if let Some(name) = &day.name {
        put!(out, ": {}", text(name));
    }
    out.push('\n');
    if let Some(doc) = &day.doc {
        out.push_str(&quote(doc, "  "));
    }
}

/// What each sprint has of days and, where the plan speaks of points, of them.
fn capacity(out: &mut String, facts: &Facts<'_>) {
    let plan = facts.plan;
    let has_points = plan.stories.values().any(|story| story.points.is_some());
    let has_capacity = plan.sprints.values().any(|sprint| sprint.capacity.is_some());
    out.push_str("\n## Capacity\n\n");
    out.push_str("| Sprint | Dates | Working days | Stories |");
    out.push_str(if has_points { " Points |" } else { "" });
    out.push_str(if has_capacity { " Capacity | Load |" } else { "" });
    out.push_str("\n| --- | --- | ---: | ---: |");
    out.push_str(&" ---: |".repeat(usize::from(has_points) + 2 * usize::from(has_capacity)));
    out.push('\n');
    for &id in &facts.schedule.by_date {
        row(out, facts, id);
        let (points, capacity) = (facts.schedule.sprints[id].points, plan.sprints[id].capacity);
        if has_points {
            put!(out, " {points} |");
        }
        if has_capacity {
            let (capacity, load) = match capacity {
                Some(it) => (it.value.to_string(), load(points, it.value)),
                None => (String::new(), String::new()),
            };
            put!(out, " {capacity} | {load} |");
        }
        out.push('\n');
    }
    if !has_points {
        out.push_str("\nStories have no points, so nothing can be said of load.\n");
    }
}

/// The part of a capacity that is taken, in percent.
fn load(points: f64, capacity: f64) -> String {
    if capacity > 0.0 { format!("{:.0} %", points * 100.0 / capacity) } else { String::new() }
}

fn row(out: &mut String, facts: &Facts<'_>, id: SprintId) {
    let plan = facts.plan;
    let (first, last) = plan.sprints[id].dates.value;
    put!(
        out,
        "| {} | {} | {} | {} |",
        names::sprint(plan, id),
        human_range(first, last),
        facts.schedule.sprints[id].workdays,
        Tally::of(plan, plan.stories_of(id)).stories
    );
}
