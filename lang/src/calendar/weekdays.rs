//! Sets of days of the week, and the names the language has for them.

use std::fmt;

use jiff::civil::Weekday;

/// What the language calls the days of the week, Monday first.
pub const WEEKDAY_NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Names a day of the week as the language does: `mon`.
#[must_use]
pub fn weekday_name(day: Weekday) -> &'static str {
    WEEKDAY_NAMES[offset(day)]
}

/// Finds the day of the week of a name; only the lower-case names of [`WEEKDAY_NAMES`] are known.
#[must_use]
pub fn weekday_named(name: &str) -> Option<Weekday> {
    monday_first().find(|&day| weekday_name(day) == name)
}

/// A set of days of the week, kept as one flag a day, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weekdays([bool; 7]);

impl Weekdays {
    /// Monday to Friday, what a calendar works unless it says otherwise.
    pub const MON_FRI: Self = Self([true, true, true, true, true, false, false]);

    /// No day at all.
    pub const NONE: Self = Self([false; 7]);

    /// Makes the set of the days whose flags are set, Monday first.
    #[must_use]
    pub const fn new(flags: [bool; 7]) -> Self {
        Self(flags)
    }

    /// The days from `first` to `last`; both belong to it.
    ///
    /// A range may wrap over the week's end: `sat..wed` is Saturday, Sunday, Monday, Tuesday and
    /// Wednesday. A range from a day to the same day is that one day.
    #[must_use]
    pub fn range(first: Weekday, last: Weekday) -> Self {
        let n_days = usize::from(first.until(last).unsigned_abs()) + 1;
        first.cycle_forward().take(n_days).collect()
    }

    /// Whether `day` belongs to the set.
    #[must_use]
    pub fn contains(self, day: Weekday) -> bool {
        self.0[offset(day)]
    }

    /// The days of the set, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        monday_first().filter(move |&day| self.contains(day))
    }

    /// Number of days in the set, 0 to 7.
    #[must_use]
    pub fn len(self) -> u32 {
        self.0.iter().map(|&worked| u32::from(worked)).sum()
    }

    /// Whether no day belongs to the set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// The first and last day of the set when it can be written as a range of two days or more.
    fn as_range(self) -> Option<(Weekday, Weekday)> {
        let first = match self.len() {
            0 | 1 => return None,
            7 => Weekday::Monday,
            _ => self.iter().find(|day| !self.contains(day.previous()))?,
        };
        let n_days = usize::try_from(self.len()).expect("a week has seven days");
        let last = first.cycle_forward().nth(n_days - 1)?;
        (Self::range(first, last) == self).then_some((first, last))
    }
}

/// [`Weekdays::MON_FRI`].
impl Default for Weekdays {
    fn default() -> Self {
        Self::MON_FRI
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<T: IntoIterator<Item = Weekday>>(days: T) -> Self {
        let mut flags = [false; 7];
        for day in days {
            flags[offset(day)] = true;
        }
        Self(flags)
    }
}

/// Writes the set as the language does: `mon..fri` where a range can say it, else `[mon, wed]`.
impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((first, last)) = self.as_range() {
            return write!(f, "{}..{}", weekday_name(first), weekday_name(last));
        }
        let names: Vec<_> = self.iter().map(weekday_name).collect();
        write!(f, "[{}]", names.join(", "))
    }
}

/// The seven days, Monday first.
fn monday_first() -> impl Iterator<Item = Weekday> {
    Weekday::Monday.cycle_forward().take(7)
}

/// Place of `day` in a week that begins with Monday, 0 to 6.
fn offset(day: Weekday) -> usize {
    usize::from(day.to_monday_zero_offset().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written_alike() {
        for (day, name) in monday_first().zip(WEEKDAY_NAMES) {
            assert_eq!(weekday_name(day), name);
            assert_eq!(weekday_named(name), Some(day));
        }
        assert_eq!(weekday_named("Mon"), None);
        assert_eq!(weekday_named("monday"), None);
    }

    #[test]
    fn range_holds_both_ends_and_may_wrap() {
        assert_eq!(Weekdays::range(Weekday::Monday, Weekday::Friday), Weekdays::MON_FRI);
        let wrapped = Weekdays::range(Weekday::Saturday, Weekday::Wednesday);
        assert_eq!(wrapped, Weekdays::new([true, true, true, false, false, true, true]));
        assert_eq!(Weekdays::range(Weekday::Sunday, Weekday::Sunday).len(), 1);
        assert_eq!(Weekdays::range(Weekday::Wednesday, Weekday::Tuesday).len(), 7);
    }

    #[test]
    fn days_come_monday_first_whatever_the_order_of_the_list() {
        let days: Weekdays =
            [Weekday::Sunday, Weekday::Tuesday, Weekday::Sunday].into_iter().collect();
        assert_eq!(days.iter().collect::<Vec<_>>(), [Weekday::Tuesday, Weekday::Sunday]);
        assert!(days.contains(Weekday::Sunday) && !days.contains(Weekday::Monday));
        assert!(!days.is_empty() && Weekdays::NONE.is_empty());
        assert_eq!(Weekdays::default(), Weekdays::MON_FRI);
    }

    #[test]
    fn sets_are_written_as_the_language_writes_them() {
        let written = |flags| Weekdays::new(flags).to_string();
        assert_eq!(Weekdays::MON_FRI.to_string(), "mon..fri");
        assert_eq!(Weekdays::NONE.to_string(), "[]");
        assert_eq!(written([true; 7]), "mon..sun");
        assert_eq!(written([true, true, true, false, false, true, true]), "sat..wed");
        assert_eq!(written([true, false, true, false, true, false, false]), "[mon, wed, fri]");
        assert_eq!(written([false, false, false, true, false, false, false]), "[thu]");
    }
}
