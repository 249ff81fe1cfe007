//! Calendar: working days, days off, and what each sprint has of them.

use std::fmt::Write as _;

use pdl_lang::Analysis;
use pdl_lang::calendar::{Weekdays, human_range};
use pdl_lang::model::{DayOff, Plan, SprintId, Status};

use super::super::markdown::text;
use super::super::names;
use super::FINE;

/// Writes the section.
pub(super) fn calendar(out: &mut String, analysis: &Analysis) {
    let plan = &analysis.plan;
    out.push_str("\n## Calendar\n\n");
    writeln!(out, "- Working days: {}", weekdays(plan.calendar.workdays)).expect(FINE);
    for (kind, days) in [("Freeze", &plan.calendar.freezes), ("Holiday", &plan.calendar.holidays)] {
        for day in days {
            self::day(out, kind, day);
        }
    }
    if !plan.sprints.is_empty() {
        sprints(out, analysis);
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
    write!(out, "- {kind} {}", human_range(first, last)).expect(FINE);
    if let Some(name) = &day.name {
        write!(out, ": {}", text(name)).expect(FINE);
    }
    out.push('\n');
}

/// A row a sprint; points and capacity only where the plan has any.
fn sprints(out: &mut String, analysis: &Analysis) {
    let plan = &analysis.plan;
    let has_points = plan.stories.values().any(|story| story.points.is_some());
    let has_capacity = plan.sprints.values().any(|sprint| sprint.capacity.is_some());
    out.push_str("\n| Sprint | Dates | Working days | Stories | Done |");
    out.push_str(if has_points { " Points |" } else { "" });
    out.push_str(if has_capacity { " Capacity |" } else { "" });
    out.push_str("\n| --- | --- | ---: | ---: | ---: |");
    out.push_str(&" ---: |".repeat(usize::from(has_points) + usize::from(has_capacity)));
    out.push('\n');
    for id in plan.sprints.ids() {
        row(out, analysis, id);
        let (points, capacity) = (analysis.schedule.sprints[id].points, plan.sprints[id].capacity);
        if has_points {
            write!(out, " {points} |").expect(FINE);
        }
        if has_capacity {
            let capacity = capacity.map_or_else(String::new, |it| it.value.to_string());
            write!(out, " {capacity} |").expect(FINE);
        }
        out.push('\n');
    }
}

fn row(out: &mut String, analysis: &Analysis, id: SprintId) {
    let plan: &Plan = &analysis.plan;
    let (first, last) = plan.sprints[id].dates.value;
    let done = |story: &_| plan.stories[*story].status() == Status::Done;
    write!(
        out,
        "| {} | {} | {} | {} | {} |",
        names::sprint(plan, id),
        human_range(first, last),
        analysis.schedule.sprints[id].workdays,
        plan.stories_of(id).count(),
        plan.stories_of(id).filter(done).count()
    )
    .expect(FINE);
}
