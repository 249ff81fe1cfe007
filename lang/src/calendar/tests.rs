//! Tests of [`WorkingCalendar`]: figures from the seed's plan, the ends of time, and properties
//! against loops over days.

use proptest::prelude::*;

use super::*;

const fn date(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// The calendar of `language.md`: Thanksgiving off, and a freeze over the end of the year.
fn seed_calendar() -> WorkingCalendar {
    let freeze = (date(2025, 12, 20), date(2026, 1, 4));
    let thanksgiving = (date(2025, 11, 27), date(2025, 11, 27));
    WorkingCalendar::new(Weekdays::MON_FRI, [freeze, thanksgiving])
}

#[test]
fn first_day_is_a_monday() {
    assert_eq!(Date::MIN.weekday(), Weekday::Monday);
    assert_eq!(day_number(Date::MIN), 0);
}

#[test]
fn sprints_of_the_seed_have_their_working_days() {
    let calendar = seed_calendar();
    let days = |first, last| calendar.workdays_between(first, last);
    assert_eq!(days(date(2025, 10, 21), date(2025, 10, 24)), 4);
    assert_eq!(days(date(2025, 10, 27), date(2025, 11, 7)), 10);
    assert_eq!(days(date(2025, 11, 24), date(2025, 12, 5)), 9);
    assert_eq!(days(date(2025, 12, 8), date(2025, 12, 19)), 10);
    assert_eq!(days(date(2025, 12, 20), date(2026, 1, 4)), 0);
    assert_eq!(days(date(2026, 1, 5), date(2026, 1, 16)), 10);
    assert_eq!(days(date(2026, 1, 16), date(2026, 1, 5)), 0);
    assert_eq!(calendar.workdays(), Weekdays::MON_FRI);
}

#[test]
fn index_grows_by_one_on_a_workday_and_stands_still_otherwise() {
    let calendar = seed_calendar();
    let step =
        |day: Date| calendar.index(day.tomorrow().expect("not the last")) - calendar.index(day);
    assert_eq!(step(date(2025, 10, 24)), 1);
    assert_eq!(step(date(2025, 10, 25)), 0);
    assert_eq!(step(date(2025, 11, 27)), 0);
    assert_eq!(step(date(2025, 11, 28)), 1);
    assert_eq!(step(date(2025, 12, 22)), 0);
}

#[test]
fn freeze_is_stepped_over_both_ways() {
    let calendar = seed_calendar();
    assert_eq!(calendar.next_workday(date(2025, 12, 20)), Some(date(2026, 1, 5)));
    assert_eq!(calendar.previous_workday(date(2026, 1, 4)), Some(date(2025, 12, 19)));
    assert_eq!(calendar.next_workday(date(2025, 11, 27)), Some(date(2025, 11, 28)));
    assert_eq!(calendar.previous_workday(date(2025, 11, 27)), Some(date(2025, 11, 26)));
    assert_eq!(calendar.next_workday(date(2025, 10, 21)), Some(date(2025, 10, 21)));
    let last = calendar.index(date(2025, 12, 19));
    assert_eq!(calendar.date(last + 1), Some(date(2026, 1, 5)));
}

#[test]
fn leap_day_is_a_day_like_any_other() {
    let calendar = WorkingCalendar::new(Weekdays::MON_FRI, []);
    assert!(calendar.is_workday(date(2024, 2, 29)));
    assert_eq!(calendar.workdays_between(date(2024, 2, 26), date(2024, 3, 1)), 5);
    assert_eq!(calendar.workdays_between(date(2023, 2, 27), date(2023, 3, 3)), 5);
    assert_eq!(calendar.workdays_between(date(2024, 1, 1), date(2024, 12, 31)), 262);
    let friday = calendar.index(date(2024, 2, 29)) + 1;
    assert_eq!(calendar.date(friday), Some(date(2024, 3, 1)));
}

#[test]
fn year_end_without_a_freeze_is_worked_through() {
    let calendar = WorkingCalendar::new(Weekdays::MON_FRI, []);
    assert_eq!(calendar.workdays_between(date(2025, 12, 29), date(2026, 1, 2)), 5);
    let last_day = calendar.index(date(2025, 12, 31));
    assert_eq!(calendar.date(last_day + 1), Some(date(2026, 1, 1)));
}

#[test]
fn overlapping_unsorted_and_reversed_ranges_are_taken_as_their_union() {
    let reversed = (date(2026, 2, 6), date(2026, 2, 2));
    let ranges = [
        (date(2026, 3, 10), date(2026, 3, 12)),
        reversed,
        (date(2026, 3, 2), date(2026, 3, 10)),
        (date(2026, 3, 4), date(2026, 3, 5)),
        (date(2026, 3, 13), date(2026, 3, 13)),
    ];
    let calendar = WorkingCalendar::new(Weekdays::MON_FRI, ranges);
    assert_eq!(
        calendar,
        WorkingCalendar::new(Weekdays::MON_FRI, [(date(2026, 3, 2), date(2026, 3, 13))])
    );
    assert_eq!(calendar.workdays_between(date(2026, 2, 2), date(2026, 2, 6)), 5);
}

#[test]
fn the_ends_of_time_are_reached_without_a_panic() {
    let calendar = WorkingCalendar::new(Weekdays::MON_FRI, []);
    assert_eq!(calendar.index(Date::MIN), 0);
    assert_eq!(calendar.date(0), Some(Date::MIN));
    assert_eq!(calendar.date(-1), None);
    assert_eq!(calendar.date(i64::MIN), None);
    assert_eq!(calendar.date(i64::MAX), None);
    let last = calendar.index(Date::MAX);
    assert_eq!(calendar.date(last), Some(Date::MAX));
    assert_eq!(calendar.date(last + 1), None);
    // Both years -9999 and 9999 are whole, and 400 years have 146,097 days or 20,871 weeks.
    assert_eq!(calendar.workdays_between(Date::MIN, Date::MAX), 5_217_490);
}

#[test]
fn calendar_without_workdays_has_no_working_day() {
    let everything = [(Date::MIN, Date::MAX)];
    let week = Weekdays::new([true; 7]);
    let none = [WorkingCalendar::new(Weekdays::NONE, []), WorkingCalendar::new(week, everything)];
    for calendar in none {
        assert_eq!(calendar.workdays_between(Date::MIN, Date::MAX), 0);
        assert_eq!(calendar.next_workday(date(2026, 1, 1)), None);
        assert_eq!(calendar.previous_workday(date(2026, 1, 1)), None);
        assert_eq!(calendar.date(0), None);
    }
}

/// A date within two years, so that ranges meet one another.
fn near() -> impl Strategy<Value = Date> {
    let start = day_number(date(2024, 1, 1));
    (0..731_i64).prop_map(move |it| date_of(start + it).expect("within two years"))
}

/// Any date that exists.
fn any_date() -> impl Strategy<Value = Date> {
    (0..=day_number(Date::MAX)).prop_map(|it| date_of(it).expect("within the dates that exist"))
}

fn weekdays() -> impl Strategy<Value = Weekdays> {
    any::<[bool; 7]>().prop_map(Weekdays::new)
}

type Ranges = Vec<(Date, Date)>;

/// Closed ranges: long ones as they come, reversed ones too, and short ones like most holidays.
fn ranges() -> impl Strategy<Value = Ranges> {
    let short = (near(), 0..5_i64)
        .prop_map(|(first, n)| (first, date_of(day_number(first) + n).expect("near")));
    prop::collection::vec(prop_oneof![1 => (near(), near()), 5 => short], 0..12)
}

/// What a calendar promises, day by day.
fn worked(workdays: Weekdays, closed: &Ranges, day: Date) -> bool {
    workdays.contains(day.weekday())
        && !closed.iter().any(|&(first, last)| first <= day && day <= last)
}

proptest! {
    #[test]
    fn workdays_between_counts_what_a_loop_counts(
        workdays in weekdays(), closed in ranges(), first in near(), last in near(),
    ) {
        let calendar = WorkingCalendar::new(workdays, closed.clone());
        let days = day_number(first)..=day_number(last);
        let counted = days
            .filter(|&it| worked(workdays, &closed, date_of(it).expect("between two dates")))
            .count();
        prop_assert_eq!(calendar.workdays_between(first, last) as usize, counted);
        prop_assert_eq!(calendar.is_workday(first), worked(workdays, &closed, first));
    }

    #[test]
    fn index_and_date_are_inverse_on_workdays(
        workdays in weekdays(), closed in ranges(), near in near(), far in any_date(),
    ) {
        let calendar = WorkingCalendar::new(workdays, closed);
        for day in [near, far] {
            let index = calendar.index(day);
            let found = calendar.date(index);
            prop_assert_eq!(calendar.is_workday(day), found == Some(day));
            if let Some(found) = found {
                prop_assert!(found >= day && calendar.is_workday(found));
                prop_assert_eq!(calendar.index(found), index);
            }
        }
    }

    #[test]
    fn next_and_previous_are_the_nearest_workdays(
        workdays in weekdays(), closed in ranges(), day in near(),
    ) {
        let calendar = WorkingCalendar::new(workdays, closed.clone());
        let open = |it: &Date| worked(workdays, &closed, *it);
        let ahead = (0..2000).filter_map(|n| date_of(day_number(day) + n)).find(open);
        let behind = (0..2000).filter_map(|n| date_of(day_number(day) - n)).find(open);
        prop_assert_eq!(calendar.next_workday(day), ahead);
        prop_assert_eq!(calendar.previous_workday(day), behind);
    }

    #[test]
    fn order_of_the_ranges_does_not_matter(closed in ranges(), workdays in weekdays()) {
        let reversed: Ranges = closed.iter().rev().copied().collect();
        prop_assert_eq!(
            WorkingCalendar::new(workdays, closed),
            WorkingCalendar::new(workdays, reversed)
        );
    }
}
