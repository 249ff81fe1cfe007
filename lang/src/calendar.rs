//! The working-day calendar: which dates are worked, and arithmetic in working days.
//!
//! A date is a whole day of the proleptic Gregorian calendar, without time or time zone. Nothing
//! here knows what day it is. Every function is total over the dates that exist here, the years
//! -9999 to 9999: past an end there is no date, never a panic.

mod human;
mod weekdays;

use jiff::Span;

pub use human::{human_date, human_range};
pub use jiff::civil::{Date, Weekday};
pub use weekdays::{WEEKDAY_NAMES, Weekdays, weekday_name, weekday_named};

/// Which days are worked: the workdays of each week, less holidays and freezes.
///
/// Working days are numbered from 0, the first one on or after [`Date::MIN`], and that numbering
/// makes arithmetic half-open: with `index` 10 on a Thursday, Friday has 11, and Saturday, Sunday
/// and Monday have 12, since only on Monday is the next day worked.
///
/// ```text
/// day     Thu  Fri  Sat  Sun  Mon  Tue
/// worked   ■    ■    ·    ·    ■    ■
/// index   10   11   12   12   12   13
/// ```
///
/// Construction takes O(n log n) for n closed ranges; each query O(log n), however many days lie
/// between its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingCalendar {
    workdays: Weekdays,
    week: Week,
    /// INVARIANT: sorted, and no two overlap or touch.
    closures: Vec<Closure>,
}

impl Default for WorkingCalendar {
    /// Monday to Friday, without any day off.
    fn default() -> Self {
        Self::new(Weekdays::MON_FRI, [])
    }
}

impl WorkingCalendar {
    /// Makes the calendar that works `workdays` except on `closed` ranges, the holidays and freezes.
    ///
    /// A closed range is its first and last date, and both belong to it. Ranges may come in any
    /// order and overlap; a range that ends before it starts closes nothing.
    pub fn new(workdays: Weekdays, closed: impl IntoIterator<Item = (Date, Date)>) -> Self {
        let mut ranges: Vec<(i64, i64)> = closed
            .into_iter()
            .filter(|(first, last)| first <= last)
            .map(|(first, last)| (day_number(first), day_number(last) + 1))
            .collect();
        ranges.sort_unstable();
        let week = Week::new(workdays);
        Self { workdays, week, closures: closures(&week, &ranges) }
    }

    /// The days of the week that are worked, holidays and freezes apart.
    #[must_use]
    pub fn workdays(&self) -> Weekdays {
        self.workdays
    }

    /// Whether `date` is worked.
    #[must_use]
    pub fn is_workday(&self, date: Date) -> bool {
        self.workdays_between(date, date) == 1
    }

    /// Number of working days from `first` to `last`; both ends belong to the range.
    ///
    /// It is 0 when `last` is before `first`.
    #[must_use]
    pub fn workdays_between(&self, first: Date, last: Date) -> u32 {
        let n_days = self.index_of(day_number(last) + 1) - self.index(first);
        // All the dates that exist number less than 2^32; only a reversed range has no such number.
        u32::try_from(n_days).unwrap_or(0)
    }

    /// Number of working days before `date`, counted from [`Date::MIN`]; never negative.
    ///
    /// For a working day this is its own number; any other date has the number of the working day
    /// that follows it.
    #[must_use]
    pub fn index(&self, date: Date) -> i64 {
        self.index_of(day_number(date))
    }

    /// The working day whose [`index`](Self::index) is `index`.
    ///
    /// `None` when it would lie outside of the dates that exist, or nothing is ever worked.
    #[must_use]
    pub fn date(&self, index: i64) -> Option<Date> {
        // The index of a closure's first day is that of the day after it, too: the day sought lies
        // behind every closure whose index does not exceed `index`.
        let n_before = self.closures.partition_point(|it| it.index <= index);
        let n_closed = match n_before.checked_sub(1) {
            Some(last) => self.closures[last].closed_through(&self.week),
            None => 0,
        };
        date_of(self.week.day(index.checked_add(n_closed)?)?)
    }

    /// The first working day on or after `date`, if there is one.
    #[must_use]
    pub fn next_workday(&self, date: Date) -> Option<Date> {
        self.date(self.index(date))
    }

    /// The last working day on or before `date`, if there is one.
    #[must_use]
    pub fn previous_workday(&self, date: Date) -> Option<Date> {
        self.date(self.index_of(day_number(date) + 1) - 1)
    }

    /// [`index`](Self::index) by day number, which unlike a date can be the day after the last.
    fn index_of(&self, day: i64) -> i64 {
        let n_before = self.closures.partition_point(|it| it.first < day);
        match n_before.checked_sub(1).map(|last| &self.closures[last]) {
            Some(closure) if day < closure.end => closure.index,
            Some(closure) => self.week.workdays_before(day) - closure.closed_through(&self.week),
            None => self.week.workdays_before(day),
        }
    }
}

/// Days that are not worked whatever the day of the week: the half-open day numbers `first..end`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Closure {
    first: i64,
    end: i64,
    /// Number of working days before `first`, which is also the number before `end`.
    index: i64,
}

impl Closure {
    /// Number of days before `end` that the week would work but this or an earlier closure takes.
    fn closed_through(&self, week: &Week) -> i64 {
        week.workdays_before(self.end) - self.index
    }
}

/// Joins sorted half-open ranges of day numbers that overlap or touch, and counts what lies between.
fn closures(week: &Week, ranges: &[(i64, i64)]) -> Vec<Closure> {
    let mut closures: Vec<Closure> = Vec::with_capacity(ranges.len());
    let mut n_closed = 0;
    for &(first, end) in ranges {
        if let Some(last) = closures.last_mut() {
            if first <= last.end {
                last.end = last.end.max(end);
                continue;
            }
            n_closed = last.closed_through(week);
        }
        closures.push(Closure { first, end, index: week.workdays_before(first) - n_closed });
    }
    closures
}

/// The week without closures, repeated from day 0, a Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Week {
    /// Number of workdays before each day of the week, Monday first, and in the whole week.
    before: [i64; 8],
}

impl Week {
    fn new(workdays: Weekdays) -> Self {
        let mut before = [0; 8];
        for (offset, day) in Weekday::Monday.cycle_forward().take(7).enumerate() {
            before[offset + 1] = before[offset] + i64::from(workdays.contains(day));
        }
        Self { before }
    }

    /// Number of workdays in `0..day`.
    fn workdays_before(&self, day: i64) -> i64 {
        let offset = usize::try_from(day % 7).expect("day numbers are not negative");
        day / 7 * self.before[7] + self.before[offset]
    }

    /// The workday with `n` workdays before it; for a negative `n` none, or one before day 0.
    fn day(&self, n: i64) -> Option<i64> {
        let weeks = n.checked_div(self.before[7])?;
        let rest = n % self.before[7];
        let offset = (0..7_u8).rfind(|&it| self.before[usize::from(it)] == rest)?;
        weeks.checked_mul(7)?.checked_add(offset.into())
    }
}

/// Number of days from [`Date::MIN`], a Monday, to `date`.
fn day_number(date: Date) -> i64 {
    date.duration_since(Date::MIN).as_hours() / 24
}

/// The date of a day number, if that date exists.
fn date_of(day: i64) -> Option<Date> {
    // A span, since jiff adds no duration longer than the days from 1970 to the last date.
    Date::MIN.checked_add(Span::new().try_days(day).ok()?).ok()
}

#[cfg(test)]
mod tests;
