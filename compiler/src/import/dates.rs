//! Dates as people write them in documents: `Oct 21–Oct 24, 2025`, `21.–24.10.2025`, `2025-10-21 to 2025-10-24`.

use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{alpha1, space0};
use nom::combinator::{map_opt, map_res, opt, recognize, value};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use pdl_lang::calendar::Date;

/// A date, some of whose parts may stand elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Written {
    year: Option<i16>,
    month: Option<i8>,
    day: i8,
}

/// The first dates in a text: where they stand, and what they mean.
///
/// A year that is left out is that of the other date, else the first in which the dates do not lie before `after`.
pub(super) fn range(text: &str, after: Option<Date>) -> Option<(Range<usize>, Date, Date)> {
    find(text, |rest| {
        let (rest, (first, (), last)) = (date, separator, date).parse(rest).ok()?;
        let (first, last) = complete(first, last, after)?;
        Some((rest, (first, last)))
    })
    .map(|(place, (first, last))| (place, first, last))
}

/// The first date in a text.
pub(super) fn single(text: &str, after: Option<Date>) -> Option<(Range<usize>, Date)> {
    find(text, |rest| {
        let (rest, date) = date(rest).ok()?;
        date.month?;
        let (date, _) = complete(date, date, after)?;
        Some((rest, date))
    })
}

/// Tries every place at which a word or number begins.
fn find<T>(text: &str, read: impl Fn(&str) -> Option<(&str, T)>) -> Option<(Range<usize>, T)> {
    let mut before = ' ';
    for (start, character) in text.char_indices() {
        let begins = character.is_alphanumeric() && !before.is_alphanumeric();
        before = character;
        if let Some((rest, found)) = begins.then(|| read(&text[start..])).flatten() {
            let is_cut = rest.starts_with(|it: char| it.is_alphanumeric());
            if !is_cut {
                return Some((start..text.len() - rest.len(), found));
            }
        }
    }
    None
}

fn complete(first: Written, last: Written, after: Option<Date>) -> Option<(Date, Date)> {
    let months = (first.month.or(last.month)?, last.month.or(first.month)?);
    let is_turn = months.0 > months.1;
    let years = match (first.year, last.year) {
        (Some(first), Some(last)) => (first, last),
        (Some(first), None) => (first, first + i16::from(is_turn)),
        (None, Some(last)) => (last - i16::from(is_turn), last),
        (None, None) => {
            let after = after?;
            let ends = Date::new(after.year(), months.0, first.day).ok()?;
            let year = after.year() + i16::from(ends < after);
            (year, year + i16::from(is_turn))
        }
    };
    let first = Date::new(years.0, months.0, first.day).ok()?;
    let last = Date::new(years.1, months.1, last.day).ok()?;
    (first <= last).then_some((first, last))
}

fn separator(text: &str) -> IResult<&str, ()> {
    let sign = alt((tag("–"), tag("—"), tag("-"), tag(".."), tag("…"), tag("to"), tag("until")));
    value((), (space0, opt(tag(",")), space0, sign, space0)).parse(text)
}

fn date(text: &str) -> IResult<&str, Written> {
    alt((iso, month_first, day_first, dotted, bare_day)).parse(text)
}

/// `2025-10-21`
fn iso(text: &str) -> IResult<&str, Written> {
    let (text, (year, _, month, _, day)) =
        (year, tag("-"), number, tag("-"), number).parse(text)?;
    Ok((text, Written { year: Some(year), month: Some(month), day }))
}

/// `Oct 21, 2025`, `October 21`
fn month_first(text: &str) -> IResult<&str, Written> {
    let (text, (month, _, day)) = (month, space0, terminated(number, ordinal)).parse(text)?;
    let (text, year) =
        opt(preceded((opt(tag(",")), nom::character::complete::space1), year)).parse(text)?;
    Ok((text, Written { year, month: Some(month), day }))
}

/// `21 Oct 2025`, `21. October`
fn day_first(text: &str) -> IResult<&str, Written> {
    let (text, day) = terminated(number, (ordinal, opt(tag(".")), space0)).parse(text)?;
    let (text, month) = month(text)?;
    let (text, year) = opt(preceded((opt(tag(",")), space0), year)).parse(text)?;
    Ok((text, Written { year, month: Some(month), day }))
}

/// `21.10.2025`, `21.10.`
fn dotted(text: &str) -> IResult<&str, Written> {
    let (text, (day, _, month, _)) = (number, tag("."), number, tag(".")).parse(text)?;
    let (text, year) = opt(year).parse(text)?;
    Ok((text, Written { year, month: Some(month), day }))
}

/// A day whose month stands at the other end: `21–24 Oct 2025`, `Oct 21–24, 2025`.
fn bare_day(text: &str) -> IResult<&str, Written> {
    let (text, day) = terminated(number, (ordinal, opt(tag(".")))).parse(text)?;
    let (text, year) = opt(preceded(recognize((tag(","), space0)), year)).parse(text)?;
    Ok((text, Written { year, month: None, day }))
}

fn ordinal(text: &str) -> IResult<&str, Option<&str>> {
    opt(alt((tag("st"), tag("nd"), tag("rd"), tag("th")))).parse(text)
}

fn number(text: &str) -> IResult<&str, i8> {
    map_res(take_while_m_n(1, 2, |it: char| it.is_ascii_digit()), str::parse).parse(text)
}

fn year(text: &str) -> IResult<&str, i16> {
    map_res(take_while_m_n(4, 4, |it: char| it.is_ascii_digit()), str::parse).parse(text)
}

fn month(text: &str) -> IResult<&str, i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let named = |word: &str| {
        let word = word.to_ascii_lowercase();
        let index = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word))?;
        i8::try_from(index + 1).ok()
    };
    terminated(map_opt(alpha1, named), opt(tag("."))).parse(text)
}

#[cfg(test)]
mod tests {
    use pdl_lang::calendar::Date;

    use super::{range, single};

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
            "21–24 Oct 2025",
            "21 Oct – 24 Oct",
            "21.10.–24.10.2025",
            "Oct. 21, 2025 — Oct. 24, 2025",
        ] {
            check(text, &format!("2025-10-21..2025-10-24 in `{text}`"));
        }
    }

    #[test]
    fn years_follow_from_what_stands_beside_them() {
        check("Dec 29–Jan 09, 2026", "2025-12-29..2026-01-09 in `Dec 29–Jan 09, 2026`");
        check("Dec 29, 2025–Jan 09", "2025-12-29..2026-01-09 in `Dec 29, 2025–Jan 09`");
        check("Jan 05–Jan 16", "2026-01-05..2026-01-16 in `Jan 05–Jan 16`");
    }

    #[test]
    fn dates_stand_in_text() {
        check("Sprint 10 (Oct 21–24) — go", "2025-10-21..2025-10-24 in `Oct 21–24`");
        assert_eq!(range("Sprint 1-2: to do", Some(AFTER)), None);
        assert_eq!(range("Feb 30–Mar 01, 2026", None), None);
        assert_eq!(range("Oct 24–Oct 21, 2025", None), None);
        let date = single("on Jan 9, 2026 at noon", None).map(|(_, date)| date);
        assert_eq!(date, Some(Date::constant(2026, 1, 9)));
        assert_eq!(single("Sprint 2", Some(AFTER)), None);
    }
}
