//! From times in sixths of a working day to dates of a calendar.

use super::Times;
use crate::calendar::{Date, WorkingCalendar};

impl Times {
    /// The first and last date the activity occupies when it starts as early as it can.
    ///
    /// `origin` is the date of time 0, or, when that is not worked, the working day after it. The
    /// work of `start..finish` falls on the working days `⌊start / 6⌋ ..= ⌈finish / 6⌉ - 1` from
    /// there; an activity without work is an instant and has the date of `⌊start / 6⌋` twice.
    ///
    /// ```text
    /// working day   0      1      2
    /// sixths        ······ ······ ······
    /// 3..12            ▔▔▔ ▔▔▔▔▔▔            days 0 and 1
    /// 12..12                      ▏          day 2
    /// ```
    ///
    /// `None` when the calendar has no such working days.
    #[must_use]
    pub fn early_dates(&self, calendar: &WorkingCalendar, origin: Date) -> Option<(Date, Date)> {
        dates(self.early_start, self.early_finish, calendar, origin)
    }

    /// The first and last date the activity occupies when it starts as late as the goal allows.
    ///
    /// As [`early_dates`](Self::early_dates), for the late times.
    #[must_use]
    pub fn late_dates(&self, calendar: &WorkingCalendar, origin: Date) -> Option<(Date, Date)> {
        dates(self.late_start, self.late_finish, calendar, origin)
    }
}

fn dates(
    start: u64,
    finish: u64,
    calendar: &WorkingCalendar,
    origin: Date,
) -> Option<(Date, Date)> {
    let first = start / 6;
    let last = if finish > start { finish.div_ceil(6) - 1 } else { first };
    let origin = calendar.index(origin);
    let date = |day: u64| calendar.date(origin.checked_add(i64::try_from(day).ok()?)?);
    Some((date(first)?, date(last)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Weekdays;

    const fn date(month: i8, day: i8) -> Date {
        Date::constant(2025, month, day)
    }

    fn times(early: (u64, u64), late: (u64, u64)) -> Times {
        Times {
            early_start: early.0,
            early_finish: early.1,
            late_start: late.0,
            late_finish: late.1,
            total_float: late.0 - early.0,
            free_float: 0,
            critical: false,
        }
    }

    fn early(start: u64, finish: u64, origin: Date) -> Option<(Date, Date)> {
        let thanksgiving = (date(11, 27), date(11, 27));
        let calendar = WorkingCalendar::new(Weekdays::MON_FRI, [thanksgiving]);
        times((start, finish), (start, finish)).early_dates(&calendar, origin)
    }

    #[test]
    fn whole_days_end_on_the_day_before_the_next_begins() {
        let monday = date(11, 24);
        assert_eq!(early(0, 6, monday), Some((monday, monday)));
        assert_eq!(early(0, 18, monday), Some((monday, date(11, 26))));
        assert_eq!(early(18, 24, monday), Some((date(11, 28), date(11, 28))));
        assert_eq!(early(12, 30, monday), Some((date(11, 26), date(12, 1))));
    }

    #[test]
    fn part_of_a_day_occupies_that_day() {
        let monday = date(11, 24);
        assert_eq!(early(0, 1, monday), Some((monday, monday)));
        assert_eq!(early(5, 6, monday), Some((monday, monday)));
        assert_eq!(early(5, 7, monday), Some((monday, date(11, 25))));
        assert_eq!(early(6, 7, monday), Some((date(11, 25), date(11, 25))));
    }

    #[test]
    fn instant_has_one_date() {
        assert_eq!(early(0, 0, date(11, 24)), Some((date(11, 24), date(11, 24))));
        assert_eq!(early(18, 18, date(11, 24)), Some((date(11, 28), date(11, 28))));
    }

    #[test]
    fn origin_off_a_workday_is_the_workday_after_it() {
        assert_eq!(early(0, 6, date(11, 22)), Some((date(11, 24), date(11, 24))));
        assert_eq!(early(0, 6, date(11, 27)), Some((date(11, 28), date(11, 28))));
    }

    #[test]
    fn late_dates_are_those_of_the_late_times() {
        let calendar = WorkingCalendar::new(Weekdays::MON_FRI, []);
        let late = times((0, 6), (30, 36)).late_dates(&calendar, date(11, 24));
        assert_eq!(late, Some((date(12, 1), date(12, 1))));
    }

    #[test]
    fn no_date_exists_past_the_last_one() {
        assert_eq!(early(0, 12, Date::MAX), None);
        assert_eq!(early(u64::MAX - 1, u64::MAX, date(1, 1)), None);
        let never = WorkingCalendar::new(Weekdays::NONE, []);
        assert_eq!(times((0, 6), (0, 6)).early_dates(&never, date(1, 1)), None);
    }
}
