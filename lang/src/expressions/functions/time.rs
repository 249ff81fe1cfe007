//! Lengths and points of time: `duration('1h30m')`, `timestamp('2025-10-21T08:00:00Z')`.
//!
//! The library has them with a calendar and the zones of the world, which rules of objects do without.
#![expect(clippy::trivially_copy_pass_by_ref, reason = "the library's macros hand references over")]

use std::cmp::Ordering;

use cel::common::traits::{Adder, Comparer, Subtractor};
use cel::common::types::{CelInt, CelString, DURATION_TYPE, TIMESTAMP_TYPE, Type};
use cel::common::value::{CowVal, StaticVal, Val};
use cel::{DeclarationError, Env, ExecutionError, add_member_overload, add_overload};
use jiff::{SignedDuration, Timestamp, tz::Offset};

use crate::expressions::values::{Unknown, common};

static SPAN: Type = DURATION_TYPE;
static MOMENT: Type = TIMESTAMP_TYPE;

/// A length of time, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::expressions) struct Span(i64);

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::expressions) struct Moment(Timestamp);

pub(super) fn declare(env: &mut Env) -> Result<(), DeclarationError> {
    add_overload!(env, fn duration: (CelString) -> Result<Span>)?;
    add_overload!(env, fn same_span: (Span) -> Span, name = "duration")?;
    add_member_overload!(env, fn span_hours: (Span) -> CelInt, name = "getHours")?;
    add_member_overload!(env, fn span_minutes: (Span) -> CelInt, name = "getMinutes")?;
    add_member_overload!(env, fn span_seconds: (Span) -> CelInt, name = "getSeconds")?;
    add_member_overload!(env, fn span_milliseconds: (Span) -> CelInt, name = "getMilliseconds")?;
    add_overload!(env, fn timestamp: (CelString) -> Result<Moment>)?;
    add_overload!(env, fn same_moment: (Moment) -> Moment, name = "timestamp")?;
    add_member_overload!(env, fn get_full_year: (Moment) -> CelInt)?;
    add_member_overload!(env, fn get_month: (Moment) -> CelInt)?;
    add_member_overload!(env, fn get_date: (Moment) -> CelInt)?;
    add_member_overload!(env, fn get_day_of_month: (Moment) -> CelInt)?;
    add_member_overload!(env, fn get_day_of_week: (Moment) -> CelInt)?;
    add_member_overload!(env, fn get_day_of_year: (Moment) -> CelInt)?;
    add_member_overload!(env, fn get_hours: (Moment) -> CelInt)?;
    add_member_overload!(env, fn get_minutes: (Moment) -> CelInt)?;
    add_member_overload!(env, fn get_seconds: (Moment) -> CelInt)
}

impl Span {
    /// Reads what Go reads as a duration: `1h30m`, `1.5s`, `-2ms`, `0`.
    pub(in crate::expressions) fn read(text: &str) -> Option<Self> {
        let (is_negative, mut rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if rest == "0" {
            return Some(Self(0));
        }
        let mut total = 0_i128;
        let mut is_empty = true;
        while !rest.is_empty() {
            let is_number = |c: char| c.is_ascii_digit() || c == '.';
            let unit_on = rest.trim_start_matches(is_number);
            let number = &rest[..rest.len() - unit_on.len()];
            let end = unit_on.find(is_number).unwrap_or(unit_on.len());
            let unit = unit(&unit_on[..end])?;
            let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
            if (whole.is_empty() && fraction.is_empty()) || whole.len() > 18 || fraction.len() > 9 {
                return None;
            }
            let count =
                |digits: &str| if digits.is_empty() { Some(0) } else { digits.parse().ok() };
            let (whole, part): (i128, i128) = (count(whole)?, count(fraction)?);
            let scale = 10_i128.pow(u32::try_from(fraction.len()).ok()?);
            total += whole * unit + part * unit / scale;
            rest = &unit_on[end..];
            is_empty = false;
        }
        let total = if is_negative { -total } else { total };
        i64::try_from(total).ok().filter(|_| !is_empty).map(Self)
    }
}

/// How many nanoseconds a unit has.
fn unit(name: &str) -> Option<i128> {
    Some(match name {
        "ns" => 1,
        "us" | "µs" | "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => return None,
    })
}

impl Moment {
    /// Reads a time of RFC 3339, or a date, which begins at midnight.
    pub(in crate::expressions) fn read(text: &str) -> Option<Self> {
        let full = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
        let is_full = full.len() >= 20
            && full.as_bytes()[10] == b'T'
            && full.bytes().all(|b| b.is_ascii_digit() || b"-:.+TZ".contains(&b));
        full.parse().ok().filter(|_| is_full).map(Self)
    }
}

fn duration(text: &CelString<'_>) -> Result<Span, ExecutionError> {
    Span::read(text.inner()).ok_or_else(Unknown::error)
}

fn same_span(it: &Span) -> Span {
    *it
}

fn span_hours(it: &Span) -> CelInt {
    CelInt::from(it.0 / 3_600_000_000_000)
}

fn span_minutes(it: &Span) -> CelInt {
    CelInt::from(it.0 / 60_000_000_000)
}

fn span_seconds(it: &Span) -> CelInt {
    CelInt::from(it.0 / 1_000_000_000)
}

fn span_milliseconds(it: &Span) -> CelInt {
    CelInt::from(it.0 / 1_000_000)
}

fn timestamp(text: &CelString<'_>) -> Result<Moment, ExecutionError> {
    Moment::read(text.inner()).filter(|_| text.inner().len() > 10).ok_or_else(Unknown::error)
}

fn same_moment(it: &Moment) -> Moment {
    *it
}

fn civil(it: &Moment) -> jiff::civil::DateTime {
    Offset::UTC.to_datetime(it.0)
}

fn get_full_year(it: &Moment) -> CelInt {
    CelInt::from(i64::from(civil(it).year()))
}

fn get_month(it: &Moment) -> CelInt {
    CelInt::from(i64::from(civil(it).month()) - 1)
}

fn get_date(it: &Moment) -> CelInt {
    CelInt::from(i64::from(civil(it).day()))
}

fn get_day_of_month(it: &Moment) -> CelInt {
    CelInt::from(i64::from(civil(it).day()) - 1)
}

fn get_day_of_week(it: &Moment) -> CelInt {
    CelInt::from(i64::from(civil(it).weekday().to_sunday_zero_offset()))
}

fn get_day_of_year(it: &Moment) -> CelInt {
    CelInt::from(i64::from(civil(it).day_of_year()) - 1)
}

fn get_hours(it: &Moment) -> CelInt {
    CelInt::from(i64::from(civil(it).hour()))
}

fn get_minutes(it: &Moment) -> CelInt {
    CelInt::from(i64::from(civil(it).minute()))
}

fn get_seconds(it: &Moment) -> CelInt {
    CelInt::from(i64::from(civil(it).second()))
}

/// What lengths and points of time have in common.
macro_rules! value_of_time {
    ($ty:ident, $type:ident) => {
        impl Val for $ty {
            common!($ty, $type);

            fn as_adder<'b, 'v>(&'b self) -> Option<&'b (dyn Adder + 'v)>
            where
                Self: 'v,
            {
                Some(self)
            }

            fn as_subtractor<'b, 'v>(&'b self) -> Option<&'b (dyn Subtractor + 'v)>
            where
                Self: 'v,
            {
                Some(self)
            }

            fn as_comparer(&self) -> Option<&dyn Comparer> {
                Some(self)
            }

            fn equals(&self, other: &dyn Val) -> bool {
                other.downcast_ref::<$ty>() == Some(self)
            }
        }

        impl StaticVal for $ty {}

        impl Comparer for $ty {
            fn compare(&self, other: &dyn Val) -> Result<Ordering, ExecutionError> {
                let other = other.downcast_ref::<$ty>().ok_or_else(Unknown::error)?;
                Ok(self.cmp(other))
            }
        }
    };
}

value_of_time!(Span, SPAN);
value_of_time!(Moment, MOMENT);

/// A value, or that it is out of bounds.
fn give<'b, 'v>(it: Option<impl Val + 'v>) -> Result<CowVal<'b, 'v>, ExecutionError> {
    it.map(CowVal::owned).ok_or_else(Unknown::error)
}

impl Moment {
    fn later(self, by: Span) -> Option<Self> {
        self.0.checked_add(SignedDuration::from_nanos(by.0)).ok().map(Self)
    }
}

impl Adder for Span {
    fn add<'b, 'v>(&'b self, other: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        if let Some(moment) = other.downcast_ref::<Moment>() {
            return give(moment.later(*self));
        }
        give(other.downcast_ref::<Self>().and_then(|it| self.0.checked_add(it.0)).map(Self))
    }
}

impl Subtractor for Span {
    fn sub<'b, 'v>(&'b self, other: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        give(other.downcast_ref::<Self>().and_then(|it| self.0.checked_sub(it.0)).map(Self))
    }
}

impl Adder for Moment {
    fn add<'b, 'v>(&'b self, other: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        give(other.downcast_ref::<Span>().and_then(|it| self.later(*it)))
    }
}

impl Subtractor for Moment {
    fn sub<'b, 'v>(&'b self, other: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        if let Some(span) = other.downcast_ref::<Span>() {
            return give(span.0.checked_neg().and_then(|it| self.later(Span(it))));
        }
        let other = other.downcast_ref::<Self>().ok_or_else(Unknown::error)?;
        give(i64::try_from(self.0.duration_since(other.0).as_nanos()).ok().map(Span))
    }
}
