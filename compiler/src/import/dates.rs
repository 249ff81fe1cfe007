//! Dates as people write them in documents: `Oct 21–Oct 24, 2025`, `21.–24.10.2025`, `2025-10-21 to 2025-10-24`.
//!
//! What could be read in two ways is not read: a date that is missed is said, one that is wrong is not.

mod written;

use std::ops::Range;

use pdl_lang::calendar::Date;

use written::{Habit, Written, date, is_calendar_word, separator, year};

/// Why a text gives no dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Miss {
    /// There are none.
    Nothing,
    /// There is only one.
    Single,
    /// Nothing says in which year they are.
    Yearless,
    /// They can be read in several ways.
    Unclear,
    /// There are no such days, or the first comes after the last.
    Impossible,
}

impl Miss {
    /// The reason, behind the name of what has no dates.
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::Nothing => "has no dates that can be read",
            Self::Single => "has one date only",
            Self::Yearless => "has dates without a year, and nothing before it has one",
            Self::Unclear => "has dates that can be read in several ways",
            Self::Impossible => "has dates that there are not, or that end before they begin",
        }
    }
}

/// Where dates stand in a text, and what they mean.
type Found = (Range<usize>, Date, Date);

/// The first dates in a text: where they stand, and what they mean.
///
/// A year that is left out is that of the other date, else the first in which the dates do not lie before `after`.
pub(super) fn range(text: &str, after: Option<Date>) -> Option<Found> {
    look(text, after).ok()
}

/// The first dates in a text, or why there are none.
pub(super) fn look(text: &str, after: Option<Date>) -> Result<Found, Miss> {
    for (start, rest) in starts(text) {
        let Ok((rest, first)) = date(rest) else { continue };
        let Some((rest, last)) = behind(rest) else { continue };
        let is_one = match (first.habit, last.habit) {
            (Habit::Bare, Habit::DayFirst | Habit::Dotted) | (Habit::MonthFirst, Habit::Bare) => {
                true
            }
            (Habit::Bare, _) | (_, Habit::Bare) => false,
            _ => true,
        };
        if !is_one {
            continue;
        }
        if first.habit == Habit::Bare && is_label(&text[..start]) {
            // In `Sprint 1 – 5 Jan – 16 Jan` the 1 is no day; in `Sprint 1 – 5 Jan` nobody can tell.
            match behind(rest) {
                Some(_) => continue,
                None => return Err(Miss::Unclear),
            }
        }
        let place = start..text.len() - rest.len();
        let (first, last) = complete(first, last, after, year_beside(text, &place))?;
        return Ok((place, first, last));
    }
    Err(if single(text, after).is_some() { Miss::Single } else { Miss::Nothing })
}

/// The first date in a text.
pub(super) fn single(text: &str, after: Option<Date>) -> Option<(Range<usize>, Date)> {
    starts(text).find_map(|(start, rest)| {
        let (rest, found) = date(rest).ok().filter(|(rest, _)| !is_cut(rest))?;
        // In `Sprint 1 Jan 5` the 1 is no day.
        let is_number = found.habit == Habit::DayFirst
            && is_label(&text[..start])
            && rest.trim_start().starts_with(|it: char| it.is_ascii_digit());
        if found.month.is_none() || is_number {
            return None;
        }
        let place = start..text.len() - rest.len();
        let (date, _) = complete(found, found, after, year_beside(text, &place)).ok()?;
        Some((place, date))
    })
}

/// The first date in a text. A year that is left out is that in which the day lies nearest to a span of days; where
/// that is several, none.
pub(super) fn near(text: &str, span: (Date, Date)) -> Option<(Range<usize>, Date)> {
    let years = span.0.year().saturating_sub(1)..=span.1.year().saturating_add(1);
    let found = years.filter_map(|year| single(text, Some(Date::new(year, 1, 1).ok()?)));
    let mut found: Vec<(Range<usize>, Date)> = found.collect();
    found.dedup();
    let outside = |date: Date| match date {
        date if date < span.0 => span.0.duration_since(date),
        date => date.max(span.1).duration_since(span.1),
    };
    let least = found.iter().map(|(_, date)| outside(*date)).min();
    let mut nearest = found.into_iter().filter(|(_, date)| Some(outside(*date)) == least);
    nearest.next().filter(|_| nearest.next().is_none())
}

/// Every place at which a word or number begins, with the text from there on.
pub(super) fn starts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(start, character)| {
        let begins = character.is_alphanumeric() && !before.is_alphanumeric();
        before = character;
        begins.then(|| (start, &text[start..]))
    })
}

/// The other date of a range that begins before a text.
fn behind(text: &str) -> Option<(&str, Written)> {
    let (rest, ()) = separator(text).ok()?;
    date(rest).ok().filter(|(rest, _)| !is_cut(rest))
}

/// Whether a number or word goes on behind what was read.
fn is_cut(rest: &str) -> bool {
    let mut characters = rest.chars();
    match characters.next() {
        Some('/' | '.') => characters.next().is_some_and(|it| it.is_ascii_digit()),
        next => next.is_some_and(char::is_alphanumeric),
    }
}

/// Whether a number behind a text is that of something, like the 1 of `Sprint 1`.
fn is_label(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '#']);
    let start = before
        .rfind(|it: char| !it.is_alphabetic())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = before[start..].to_lowercase();
    let is_lead = ["from", "of", "on", "the", "between", "starting", "begin", "begins"];
    !word.is_empty() && !is_lead.contains(&word.as_str()) && !is_calendar_word(&word)
}

/// The one year that stands in a text beside dates.
fn year_beside(text: &str, place: &Range<usize>) -> Option<i16> {
    let others = starts(text).filter(|(start, _)| !place.contains(start));
    let mut years = others.filter_map(|(_, rest)| {
        let (rest, year) = year(rest).ok()?;
        ((1970..2100).contains(&year) && !is_cut(rest)).then_some(year)
    });
    years.next().filter(|_| years.next().is_none())
}

fn complete(
    first: Written,
    last: Written,
    after: Option<Date>,
    beside: Option<i16>,
) -> Result<(Date, Date), Miss> {
    let turned = |it: Written| it.turned().unwrap_or(it);
    let as_is = resolve(first, last, after, beside);
    if first.turned().is_none() && last.turned().is_none() {
        return as_is;
    }
    match (as_is, resolve(turned(first), turned(last), after, beside)) {
        (Ok(one), Ok(other)) if one == other => Ok(one),
        (Ok(_), Ok(_)) => Err(Miss::Unclear),
        (Ok(dates), Err(_)) | (Err(_), Ok(dates)) => Ok(dates),
        (miss, Err(_)) => miss,
    }
}

fn resolve(
    first: Written,
    last: Written,
    after: Option<Date>,
    beside: Option<i16>,
) -> Result<(Date, Date), Miss> {
    let month = |it: Written, other: Written| it.month.or(other.month).ok_or(Miss::Nothing);
    let months = (month(first, last)?, month(last, first)?);
    let is_turn = months.0 > months.1;
    let years = match (first.year, last.year) {
        (Some(first), Some(last)) => (first, last),
        (Some(first), None) => (first, first + i16::from(is_turn)),
        (None, Some(last)) => (last - i16::from(is_turn), last),
        (None, None) => match (beside, after) {
            (Some(year), _) if !is_turn => (year, year),
            (_, None) => return Err(Miss::Yearless),
            (_, Some(after)) => {
                let begins = day(after.year(), months.0, first.day)?;
                let year = after.year() + i16::from(begins < after);
                (year, year + i16::from(is_turn))
            }
        },
    };
    let first = day(years.0, months.0, first.day)?;
    let last = day(years.1, months.1, last.day)?;
    if first <= last { Ok((first, last)) } else { Err(Miss::Impossible) }
}

fn day(year: i16, month: i8, day: i8) -> Result<Date, Miss> {
    Date::new(year, month, day).map_err(|_| Miss::Impossible)
}

#[cfg(test)]
mod tests {
    use pdl_lang::calendar::Date;

    use super::{Miss, look, near, range, single};

    const AFTER: Date = Date::constant(2025, 10, 1);

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = range(text, Some(AFTER))
            .map(|(place, first, last)| format!("{first}..{last} in `{}`", &text[place]));
        assert_eq!(found.as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn ranges_in_many_habits() {
        for text in [
            "Oct 21–Oct 24, 2025",
            "Oct 21 - Oct 24",
            "October 21st to 24th, 2025",
            "2025-10-21..2025-10-24",
            "2025-10-21 – 2025-10-24",
            "2025-10-21/2025-10-24",
            "2025/10/21 - 2025/10/24",
            "21–24 Oct 2025",
            "21 Oct – 24 Oct",
            "21-Oct-2025 – 24-Oct-2025",
            "21st of October to 24th of October 2025",
            "21.10.–24.10.2025",
            "21.–24.10.2025",
            "21.10.25 - 24.10.25",
            "21/10/2025 – 24/10/2025",
            "10/21/2025 – 10/24/2025",
            "Oct. 21, 2025 — Oct. 24, 2025",
            "Oct 21, 2025 through Oct 24, 2025",
            "Tue, Oct 21 – Fri, Oct 24, 2025",
            "Tuesday 21 October → Friday 24 October 2025",
        ] {
            check(text, &format!("2025-10-21..2025-10-24 in `{text}`"));
        }
    }

    #[test]
    fn years_follow_from_what_stands_beside_them() {
        check("Dec 29–Jan 09, 2026", "2025-12-29..2026-01-09 in `Dec 29–Jan 09, 2026`");
        check("Dec 29, 2025–Jan 09", "2025-12-29..2026-01-09 in `Dec 29, 2025–Jan 09`");
        check("Jan 05–Jan 16", "2026-01-05..2026-01-16 in `Jan 05–Jan 16`");
        check("2027: Jan 05–Jan 16", "2027-01-05..2027-01-16 in `Jan 05–Jan 16`");
        check("5/1/2026 – 16/1/2026", "2026-01-05..2026-01-16 in `5/1/2026 – 16/1/2026`");
    }

    #[test]
    fn the_number_of_a_sprint_is_no_day() {
        for text in [
            "Sprint 1 — 2026-01-05 – 2026-01-16",
            "Sprint 1 — 05.01.2026 - 16.01.2026",
            "Sprint 1 - Jan 5, 2026 to Jan 16, 2026",
            "Sprint 1 – 5 Jan – 16 Jan 2026",
            "Sprint 1 – 5–16 Jan 2026",
            "Sprint 1: Jan 5 – 16, 2026",
            "Sprint #1 5 Jan to 16 Jan",
            "Sprint 1 Jan 5–16",
            "Sprint 1, from 5 to 16 Jan 2026",
        ] {
            let found = range(text, Some(AFTER)).map(|(_, first, last)| format!("{first}..{last}"));
            assert_eq!(found.as_deref(), Some("2026-01-05..2026-01-16"), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_not_guessed() {
        for (text, miss) in [
            ("Sprint 1 – 5 Jan 2026", Miss::Unclear),
            ("Sprint 5–16 Jan 2026", Miss::Unclear),
            ("05/01/2026 – 10/01/2026", Miss::Unclear),
            ("Feb 30 – Mar 1, 2026", Miss::Impossible),
            ("Oct 24–Oct 21, 2025", Miss::Impossible),
            ("Sprint 1 (from Jan 5, 2026)", Miss::Single),
            ("Sprint 1 (2026-W02)", Miss::Nothing),
            ("Sprint 1-2: to do", Miss::Nothing),
            ("Sprint 1 (2026-01-05) – 16 points", Miss::Single),
        ] {
            assert_eq!(look(text, Some(AFTER)), Err(miss), "{text}");
        }
        assert_eq!(look("Jan 05–Jan 16", None), Err(Miss::Yearless));
        assert_eq!(look("2026: Dec 29–Jan 09", None), Err(Miss::Yearless));
    }

    #[test]
    fn dates_stand_in_text() {
        check("Sprint 10 (Oct 21–24) — go", "2025-10-21..2025-10-24 in `Oct 21–24`");
        let date = |text| single(text, None).map(|(_, date)| date);
        assert_eq!(date("on Jan 9, 2026 at noon"), Some(Date::constant(2026, 1, 9)));
        assert_eq!(date("Sprint 1 Jan 9, 2026"), Some(Date::constant(2026, 1, 9)));
        assert_eq!(date("05/01/2026"), None);
        assert_eq!(date("1/2/2026.3"), None);
        assert_eq!(date("25/01/2026"), Some(Date::constant(2026, 1, 25)));
        assert_eq!(single("Sprint 2", Some(AFTER)), None);
    }

    #[test]
    fn days_without_a_year_lie_near_a_plan() {
        let plan = (Date::constant(2025, 12, 15), Date::constant(2026, 1, 23));
        let date = |text| near(text, plan).map(|(_, date)| date.to_string());
        assert_eq!(date("Dec 26").as_deref(), Some("2025-12-26"));
        assert_eq!(date("Jan 9").as_deref(), Some("2026-01-09"));
        assert_eq!(date("Feb 6").as_deref(), Some("2026-02-06"));
        assert_eq!(date("Dec 1").as_deref(), Some("2025-12-01"));
        assert_eq!(date("Jan 9, 2028").as_deref(), Some("2028-01-09"));
        let years = (Date::constant(2025, 1, 6), Date::constant(2026, 6, 26));
        assert_eq!(near("Mar 2", years), None);
    }
}
