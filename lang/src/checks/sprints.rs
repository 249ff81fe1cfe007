//! `PDL3001`–`PDL3006`, `PDL3008`: sprints against each other and against the calendar.

use super::Context;
use super::days::DaysOff;
use crate::calendar::{Date, WorkingCalendar};
use crate::diagnostic::Diagnostic;
use crate::edits::plan as edits;
use crate::model::{Plan, Sprint, SprintId};
use crate::problems::calendar as problems;
use crate::problems::calendar::End;

pub(super) fn check(cx: Context, found: &mut Vec<Diagnostic>) {
    for sprint in cx.plan.sprints.values().filter(|sprint| is_reversed(sprint)) {
        found.push(problems::sprint_ends_before_start(sprint));
    }
    let out_of_order = out_of_order(cx.plan, found);
    neighbours(cx, &out_of_order, found);
    against_calendar(cx.plan, found);
}

/// Whether a sprint ends before it starts; nothing else is said of it then.
pub(super) fn is_reversed(sprint: &Sprint) -> bool {
    sprint.dates.value.1 < sprint.dates.value.0
}

fn overlap(one: &Sprint, other: &Sprint) -> bool {
    one.dates.value.0 <= other.dates.value.1 && other.dates.value.0 <= one.dates.value.1
}

/// Reports sprints below a later one; returns those and the ones above, by source.
fn out_of_order(plan: &Plan, found: &mut Vec<Diagnostic>) -> Vec<SprintId> {
    let mut moved = Vec::new();
    let sound: Vec<_> = plan.sprints.iter().filter(|(_, sprint)| !is_reversed(sprint)).collect();
    for pair in sound.windows(2) {
        let [(above_id, above), (id, sprint)] = pair else { continue };
        // Which of two files a reader sees first, only their includes tell.
        let same_file = above.at.file == sprint.at.file;
        if same_file && sprint.dates.value.0 < above.dates.value.0 && !overlap(above, sprint) {
            found.push(problems::sprints_out_of_order(above, sprint));
            moved.extend([*above_id, *id]);
        }
    }
    moved.sort_unstable();
    moved
}

/// Reports overlaps and gaps between sprints that follow each other by date.
fn neighbours(cx: Context, out_of_order: &[SprintId], found: &mut Vec<Diagnostic>) {
    let plan = cx.plan;
    let is_moved = |id: &SprintId| out_of_order.binary_search(id).is_ok();
    let sound = |id: &&SprintId| !is_reversed(&plan.sprints[**id]);
    let mut before: Option<SprintId> = None;
    let mut farthest: Option<SprintId> = None;
    for &id in cx.schedule.by_date.iter().filter(sound) {
        let sprint = &plan.sprints[id];
        let clash = [before, farthest].into_iter().flatten();
        let clash = clash.map(|id| &plan.sprints[id]).find(|earlier| overlap(earlier, sprint));
        match (clash, farthest) {
            (Some(earlier), _) => found.push(problems::sprints_overlap(earlier, sprint)),
            (None, Some(last)) if cx.is_whole && !is_moved(&last) && !is_moved(&id) => {
                gap(cx, &plan.sprints[last], sprint, found);
            }
            (None, _) => {}
        }
        before = Some(id);
        let ends_later = |last: SprintId| plan.sprints[last].dates.value.1 < sprint.dates.value.1;
        if farthest.is_none_or(ends_later) {
            farthest = Some(id);
        }
    }
}

fn gap(cx: Context, earlier: &Sprint, later: &Sprint, found: &mut Vec<Diagnostic>) {
    let working = &cx.plan.calendar.working;
    let ends = earlier.dates.value.1.tomorrow();
    let starts = later.dates.value.0.yesterday();
    let (Ok(from), Ok(until)) = (ends, starts) else { return };
    let number = working.workdays_between(from, until);
    if number == 0 {
        return;
    }
    if let (Some(first), Some(last)) = (working.next_workday(from), working.previous_workday(until))
    {
        let freeze = format!("freeze {first}..{last}");
        let line = format!("{freeze} \"Not planned\"");
        let edit = edits::add_to_calendar(cx.plan, cx.program, &line);
        let dates = (first, last);
        found.push(problems::unplanned_workdays(earlier, later, dates, number, (&freeze, edit)));
    }
}

/// Reports what each sprint loses to weekends, holidays and freezes.
fn against_calendar(plan: &Plan, found: &mut Vec<Diagnostic>) {
    let calendar = &plan.calendar;
    if calendar.workdays.is_empty() {
        return;
    }
    let freezes = DaysOff::new(&calendar.freezes);
    let holidays = DaysOff::new(&calendar.holidays);
    let without_freezes =
        WorkingCalendar::new(calendar.workdays, calendar.holidays.iter().map(|it| it.dates.value));
    for sprint in plan.sprints.values().filter(|sprint| !is_reversed(sprint)) {
        let (first, last) = sprint.dates.value;
        let workdays = calendar.working.workdays_between(first, last);
        if workdays == 0 {
            let mut off = freezes.within(first, last);
            off.extend(holidays.within(first, last));
            found.push(problems::sprint_without_workdays(sprint, &off));
            continue;
        }
        let planned = without_freezes.workdays_between(first, last);
        let taken = planned - workdays;
        let is_frozen = |date: Date| freezes.find(date, date).is_some();
        if taken > 0 || is_frozen(first) || is_frozen(last) {
            let (inside, counts) = (freezes.within(first, last), (taken, planned));
            found.push(problems::sprint_in_freeze(sprint, &inside, counts, &calendar.working));
        }
        for (end, date) in [(End::First, first), (End::Last, last)] {
            if !calendar.working.is_workday(date) && !is_frozen(date) {
                let holiday = holidays.find(date, date);
                let nearest = match end {
                    End::First => calendar.working.next_workday(date),
                    End::Last => calendar.working.previous_workday(date),
                };
                found.push(problems::sprint_off_workday(sprint, end, holiday, nearest));
            }
        }
    }
}
