//! `PDL3007`, `PDL3014`: days off, and which of them fall into a range of dates.

use super::Context;
use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::model::{DayOff, When};
use crate::problems::calendar as problems;

pub(super) fn check(cx: Context, found: &mut Vec<Diagnostic>) {
    let freezes = DaysOff::new(&cx.plan.calendar.freezes);
    milestones(cx, &freezes, found);
    holidays(cx, found);
}

/// A milestone at the end of a sprint is not asked: if that lies in a freeze, the sprint is reported.
fn milestones(cx: Context, freezes: &DaysOff, found: &mut Vec<Diagnostic>) {
    for milestone in cx.plan.milestones.values() {
        let When::On(date) = milestone.when.value else { continue };
        if let Some(freeze) = freezes.find(date, date) {
            let working = &cx.plan.calendar.working;
            found.push(problems::milestone_in_freeze(milestone, date, freeze, working));
        }
    }
}

fn holidays(cx: Context, found: &mut Vec<Diagnostic>) {
    let calendar = &cx.plan.calendar;
    let mut by_date: Vec<&DayOff> = calendar.holidays.iter().collect();
    by_date.sort_by_key(|holiday| holiday.dates.value);
    for same_day in by_date.chunk_by(|one, other| one.dates.value == other.dates.value) {
        let [first, others @ ..] = same_day else { continue };
        for again in others {
            found.push(problems::holiday_twice(again, first));
        }
        let date = first.dates.value.0;
        // Official lists of holidays are copied whole: one inside a freeze is no mistake.
        if !calendar.workdays.contains(date.weekday()) && !calendar.workdays.is_empty() {
            found.push(problems::holiday_on_weekend(first));
        }
    }
}

/// Holidays or freezes, arranged so that those of a range of dates are found without a look at all others.
pub(super) struct DaysOff<'a> {
    /// By first day, each with the one that ends last of all up to it.
    by_start: Vec<(&'a DayOff, &'a DayOff)>,
}

impl<'a> DaysOff<'a> {
    pub(super) fn new(days: &'a [DayOff]) -> Self {
        let mut sorted: Vec<&DayOff> = days.iter().collect();
        sorted.sort_by_key(|day| day.dates.value.0);
        let mut by_start: Vec<(&DayOff, &DayOff)> = Vec::with_capacity(sorted.len());
        for day in sorted {
            let farthest = by_start.last().map(|before| before.1);
            let ends_last = farthest.filter(|it| it.dates.value.1 >= day.dates.value.1);
            by_start.push((day, ends_last.unwrap_or(day)));
        }
        Self { by_start }
    }

    /// One that has a day from `first` to `last`: the one that ends last.
    pub(super) fn find(&self, first: Date, last: Date) -> Option<&'a DayOff> {
        let (_, ends_last) = self.up_to(last).last()?;
        Some(*ends_last).filter(|day| day.dates.value.1 >= first)
    }

    /// The first few that have a day from `first` to `last`, by their first day: none only if there is none.
    pub(super) fn within(&self, first: Date, last: Date) -> Vec<&'a DayOff> {
        // Enough for any calendar; a look at thousands of freezes for each of thousands of sprints would be quadratic.
        const LOOKED_AT: usize = 32;
        let found = self.find(first, last);
        let near = self.up_to(last).iter().rev().take(LOOKED_AT).map(|(day, _)| *day);
        let near = near.filter(|day| day.dates.value.1 >= first);
        let mut within: Vec<&DayOff> = near.collect();
        if let Some(found) =
            found.filter(|found| !within.iter().any(|it| std::ptr::eq(*it, *found)))
        {
            within.push(found);
        }
        within.reverse();
        within
    }

    fn up_to(&self, last: Date) -> &[(&'a DayOff, &'a DayOff)] {
        &self.by_start[..self.by_start.partition_point(|(day, _)| day.dates.value.0 <= last)]
    }
}
