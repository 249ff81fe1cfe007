//! `PDL3007`, `PDL3014`: days off, and which of them fall into a range of dates.

use super::Context;
use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::model::{DayOff, When};
use crate::problems::calendar as problems;

pub(super) fn check(cx: Context, found: &mut Vec<Diagnostic>) {
    let freezes = DaysOff::new(&cx.plan.calendar.freezes);
    milestones(cx, &freezes, found);
    holidays(cx, &freezes, found);
}

/// A milestone at the end of a sprint is not asked: if that lies in a freeze, the sprint is reported.
fn milestones(cx: Context, freezes: &DaysOff, found: &mut Vec<Diagnostic>) {
    for milestone in cx.plan.milestones.values() {
        let When::On(date) = milestone.when.value else { continue };
        if let Some(freeze) = freezes.within(date, date).next() {
            let working = &cx.plan.calendar.working;
            found.push(problems::milestone_in_freeze(milestone, date, freeze, working));
        }
    }
}

fn holidays(cx: Context, freezes: &DaysOff, found: &mut Vec<Diagnostic>) {
    let calendar = &cx.plan.calendar;
    let mut by_date: Vec<&DayOff> = calendar.holidays.iter().collect();
    by_date.sort_by_key(|holiday| holiday.dates.value);
    for same_day in by_date.chunk_by(|one, other| one.dates.value == other.dates.value) {
        let [first, others @ ..] = same_day else { continue };
        for again in others {
            found.push(problems::holiday_twice(again, first));
        }
        let date = first.dates.value.0;
        if let Some(freeze) = freezes.within(date, date).next() {
            found.push(problems::holiday_in_freeze(first, freeze));
        } else if !calendar.workdays.contains(date.weekday()) && !calendar.workdays.is_empty() {
            found.push(problems::holiday_on_weekend(first));
        }
    }
}

/// Holidays or freezes, arranged so that those of a range of dates are found without a look at all others.
pub(super) struct DaysOff<'a> {
    /// By first day, each with the last day of any up to it.
    by_start: Vec<(&'a DayOff, Date)>,
}

impl<'a> DaysOff<'a> {
    pub(super) fn new(days: &'a [DayOff]) -> Self {
        let mut sorted: Vec<&DayOff> = days.iter().collect();
        sorted.sort_by_key(|day| day.dates.value.0);
        let mut farthest = Date::MIN;
        let with_farthest = sorted.into_iter().map(|day| {
            farthest = farthest.max(day.dates.value.1);
            (day, farthest)
        });
        Self { by_start: with_farthest.collect() }
    }

    /// Those with a day from `first` to `last`, the latest first.
    pub(super) fn within(&self, first: Date, last: Date) -> impl Iterator<Item = &'a DayOff> {
        let end = self.by_start.partition_point(|(day, _)| day.dates.value.0 <= last);
        let before = self.by_start[..end].iter().rev();
        before
            .take_while(move |(_, farthest)| *farthest >= first)
            .map(|(day, _)| *day)
            .filter(move |day| day.dates.value.1 >= first)
    }
}
