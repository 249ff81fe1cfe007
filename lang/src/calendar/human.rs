//! Dates as a Product Owner writes them. Month names are English and never depend on a locale.

use jiff::civil::Date;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Writes one date, its day with two digits: `Jan 09, 2026`.
///
/// ```
/// use pdl_lang::calendar::{Date, human_date};
///
/// assert_eq!(human_date(Date::constant(2026, 1, 9)), "Jan 09, 2026");
/// ```
#[must_use]
pub fn human_date(date: Date) -> String {
    format!("{}, {}", month_and_day(date), date.year())
}

/// Writes the dates from `first` to `last`, both included, with an en dash between them.
///
/// The year is written once where both ends share it; one day alone is written as one date.
///
/// ```
/// use pdl_lang::calendar::{Date, human_range};
///
/// let bootstrap = (Date::constant(2025, 10, 21), Date::constant(2025, 10, 24));
/// assert_eq!(human_range(bootstrap.0, bootstrap.1), "Oct 21–Oct 24, 2025");
/// ```
#[must_use]
pub fn human_range(first: Date, last: Date) -> String {
    if first == last {
        human_date(first)
    } else if first.year() == last.year() {
        format!("{}–{}", month_and_day(first), human_date(last))
    } else {
        format!("{}–{}", human_date(first), human_date(last))
    }
}

fn month_and_day(date: Date) -> String {
    let month = usize::from(date.month().unsigned_abs());
    format!("{} {:02}", MONTHS[month - 1], date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn date(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    #[test]
    fn ranges_read_as_in_the_document_of_the_product_owner() {
        let cases = [
            (date(2025, 10, 21), date(2025, 10, 24), "Oct 21–Oct 24, 2025"),
            (date(2025, 10, 27), date(2025, 11, 7), "Oct 27–Nov 07, 2025"),
            (date(2026, 1, 5), date(2026, 1, 16), "Jan 05–Jan 16, 2026"),
            (date(2025, 12, 29), date(2026, 1, 9), "Dec 29, 2025–Jan 09, 2026"),
            (date(2025, 11, 27), date(2025, 11, 27), "Nov 27, 2025"),
        ];
        for (first, last, text) in cases {
            assert_eq!(human_range(first, last), text);
        }
    }

    #[test]
    fn every_month_has_its_name() {
        let names: Vec<_> = (1..=12).map(|month| human_date(date(2024, month, 1))).collect();
        assert_eq!(names[0], "Jan 01, 2024");
        assert_eq!(names[4], "May 01, 2024");
        assert_eq!(names[11], "Dec 01, 2024");
    }

    #[test]
    fn the_ends_of_time_can_be_written() {
        assert_eq!(human_date(Date::MIN), "Jan 01, -9999");
        assert_eq!(human_date(Date::MAX), "Dec 31, 9999");
    }
}
