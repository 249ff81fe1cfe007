//! One date as people write it, some of whose parts may stand elsewhere.

use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while_m_n};
use nom::character::complete::{alpha1, space0, space1};
use nom::combinator::{map_opt, map_res, opt, recognize, value, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

/// The habit in which a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    /// `2025-10-21`
    Iso,
    /// `Oct 21`
    MonthFirst,
    /// `21 Oct`
    DayFirst,
    /// `21.10.`
    Dotted,
    /// `21/10/2025`, or `10/21/2025`.
    Slashed,
    /// `21`, whose month stands at the other end.
    Bare,
}

/// A date, some of whose parts may stand elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) habit: Habit,
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: i8,
}

impl Written {
    /// A date with slashes whose first number is the month.
    pub(super) fn turned(self) -> Option<Self> {
        let (Habit::Slashed, Some(month)) = (self.habit, self.month) else { return None };
        Some(Self { month: Some(self.day), day: month, ..self })
    }
}

/// What stands between the two dates of a range.
pub(super) fn separator(text: &str) -> IResult<&str, ()> {
    let words = ["through", "thru", "to", "until", "till", "and"];
    let signs = ["–", "—", "->", "→", "--", "-", "..", "…", "/", "‑"];
    let text = text.trim_start_matches([' ', ',']);
    let sign = signs.iter().find_map(|sign| text.strip_prefix(sign));
    let word = || {
        words.iter().find_map(|word| {
            let rest = tag_no_case::<_, _, nom::error::Error<&str>>(*word).parse(text).ok()?.0;
            rest.starts_with(' ').then_some(rest)
        })
    };
    match sign.or_else(word) {
        Some(rest) => Ok((rest.trim_start_matches(' '), ())),
        None => Err(nom::Err::Error(nom::error::make_error(text, nom::error::ErrorKind::Tag))),
    }
}

/// A date, a day of the week before it or not.
pub(super) fn date(text: &str) -> IResult<&str, Written> {
    let dates = alt((iso, slashed, month_first, day_first, dotted, bare));
    preceded(opt(weekday), dates).parse(text)
}

/// `Mon, `, `Friday `
fn weekday(text: &str) -> IResult<&str, ()> {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let is_day = |word: &str| is_short_for(word, &DAYS).is_some();
    value((), (verify(alpha1, is_day), opt(tag(".")), opt(tag(",")), space1)).parse(text)
}

/// `2025-10-21`, `2025/10/21`
fn iso(text: &str) -> IResult<&str, Written> {
    let by = |sign| (year, tag(sign), number, tag(sign), number);
    let (text, (year, _, month, _, day)) = alt((by("-"), by("/"), by("."))).parse(text)?;
    Ok((text, Written { habit: Habit::Iso, year: Some(year), month: Some(month), day }))
}

/// `Oct 21, 2025`, `October 21`
fn month_first(text: &str) -> IResult<&str, Written> {
    let (text, (month, _, day)) = (month, space0, terminated(number, ordinal)).parse(text)?;
    let (text, year) = opt(preceded((opt(tag(",")), space1), year)).parse(text)?;
    Ok((text, Written { habit: Habit::MonthFirst, year, month: Some(month), day }))
}

/// `21 Oct 2025`, `21. October`, `21st of October`
fn day_first(text: &str) -> IResult<&str, Written> {
    let of = opt((space1, tag("of")));
    let (text, day) = terminated(number, (ordinal, opt(tag(".")), of, space0)).parse(text)?;
    let (text, month) = preceded(opt(tag("-")), month).parse(text)?;
    let (text, year) =
        opt(preceded(alt((tag("-"), recognize((opt(tag(",")), space0)))), year)).parse(text)?;
    Ok((text, Written { habit: Habit::DayFirst, year, month: Some(month), day }))
}

/// `21.10.2025`, `21.10.25`, `21.10.`
fn dotted(text: &str) -> IResult<&str, Written> {
    let (text, (day, _, month, _)) = (number, tag("."), number, tag(".")).parse(text)?;
    let (text, year) = opt(alt((year, short_year))).parse(text)?;
    Ok((text, Written { habit: Habit::Dotted, year, month: Some(month), day }))
}

/// `21/10/2025`, `10/21/2025`: day and month are told apart by what they can be.
fn slashed(text: &str) -> IResult<&str, Written> {
    let year = alt((year, short_year));
    let (text, (day, _, month, _, year)) =
        (number, tag("/"), number, tag("/"), year).parse(text)?;
    Ok((text, Written { habit: Habit::Slashed, year: Some(year), month: Some(month), day }))
}

/// A day whose month stands at the other end: `21–24 Oct 2025`, `Oct 21–24, 2025`.
fn bare(text: &str) -> IResult<&str, Written> {
    let (text, day) = terminated(number, (ordinal, opt(tag(".")))).parse(text)?;
    let (text, year) = opt(preceded(recognize((tag(","), space0)), year)).parse(text)?;
    Ok((text, Written { habit: Habit::Bare, year, month: None, day }))
}

fn ordinal(text: &str) -> IResult<&str, Option<&str>> {
    opt(alt((tag("st"), tag("nd"), tag("rd"), tag("th")))).parse(text)
}

fn number(text: &str) -> IResult<&str, i8> {
    map_res(take_while_m_n(1, 2, |it: char| it.is_ascii_digit()), str::parse).parse(text)
}

pub(super) fn year(text: &str) -> IResult<&str, i16> {
    map_res(take_while_m_n(4, 4, |it: char| it.is_ascii_digit()), str::parse).parse(text)
}

fn short_year(text: &str) -> IResult<&str, i16> {
    const CENTURY: i16 = 2000;
    let two = take_while_m_n(2, 2, |it: char| it.is_ascii_digit());
    map_res(two, |it: &str| it.parse::<i16>().map(|year| CENTURY + year)).parse(text)
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
    let named = |word: &str| i8::try_from(is_short_for(word, &MONTHS)? + 1).ok();
    terminated(map_opt(alpha1, named), opt(tag("."))).parse(text)
}

/// Whether a word is the name of a month or of a day of the week, in full or not.
pub(super) fn is_calendar_word(word: &str) -> bool {
    month(word).is_ok_and(|(rest, _)| rest.is_empty())
        || weekday(&format!("{word} ")).is_ok_and(|(rest, ())| rest.is_empty())
}

/// Which of the words another stands for, by three letters at least.
fn is_short_for(word: &str, words: &[&str]) -> Option<usize> {
    let word = word.to_ascii_lowercase();
    words.iter().position(|it| word.len() >= 3 && it.starts_with(&word))
}
