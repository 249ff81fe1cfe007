//! Amounts of work, exact in sixths of a working day.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// An amount of work, in sixths of a working day.
///
/// Sixths make the mean of a three-point estimate in whole days a whole number. Sums saturate at
/// the largest amount, about 3·10¹⁸ days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Work(pub u64);

impl Work {
    /// No work: a milestone, or what is done.
    pub const ZERO: Self = Self(0);

    /// One working day.
    pub const DAY: Self = Self(6);

    /// The work of `days` whole working days.
    #[must_use]
    pub const fn from_days(days: u32) -> Self {
        Self(days as u64 * Self::DAY.0)
    }

    /// The mean of a three-point estimate, (`best` + 4 · `likely` + `worst`) / 6.
    ///
    /// It is exact for estimates in whole days; any other is rounded to the nearest sixth of a day,
    /// halves up. The order of the three is not checked.
    ///
    /// The formula is that of PERT: Malcolm, Roseboom, Clark and Fazar, "Application of a Technique
    /// for Research and Development Program Evaluation", Operations Research 7 (1959).
    #[must_use]
    pub const fn three_point(best: Self, likely: Self, worst: Self) -> Self {
        let sum = best.0.saturating_add(likely.0.saturating_mul(4)).saturating_add(worst.0);
        Self(sum.saturating_add(3) / 6)
    }
}

impl Add for Work {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Work {
    fn sum<I: Iterator<Item = Self>>(works: I) -> Self {
        works.fold(Self::ZERO, Add::add)
    }
}

/// Writes the working days as a plain decimal of at most two places: `3`, `2.5`, `4.33`.
impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = match self.0 % 6 {
            1 => ".17",
            2 => ".33",
            3 => ".5",
            4 => ".67",
            5 => ".83",
            _ => "",
        };
        f.pad(&format!("{}{fraction}", self.0 / 6))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(best: u32, likely: u32, worst: u32) -> Work {
        Work::three_point(Work::from_days(best), Work::from_days(likely), Work::from_days(worst))
    }

    #[test]
    fn days_are_written_as_plain_decimals() {
        let written: Vec<_> = (12..=18).map(|sixths| Work(sixths).to_string()).collect();
        assert_eq!(written, ["2", "2.17", "2.33", "2.5", "2.67", "2.83", "3"]);
        assert_eq!(Work::ZERO.to_string(), "0");
        assert_eq!(format!("{:>5}", Work(15)), "  2.5");
    }

    #[test]
    fn three_points_in_whole_days_are_exact() {
        assert_eq!(estimate(2, 4, 6), Work::from_days(4));
        assert_eq!(estimate(3, 5, 9), Work(32));
        assert_eq!(estimate(1, 1, 1), Work::DAY);
    }

    #[test]
    fn three_points_in_parts_of_a_day_are_rounded_to_a_sixth() {
        assert_eq!(Work::three_point(Work(3), Work(3), Work(3)), Work(3));
        assert_eq!(Work::three_point(Work(0), Work(0), Work(3)), Work(1));
        assert_eq!(Work::three_point(Work(0), Work(0), Work(2)), Work(0));
    }

    #[test]
    fn sums_saturate() {
        assert_eq!([Work::DAY, Work(3)].into_iter().sum::<Work>().to_string(), "1.5");
        assert_eq!(Work(u64::MAX) + Work::DAY, Work(u64::MAX));
        assert_eq!(Work::three_point(Work(1), Work(u64::MAX), Work(1)), Work(u64::MAX / 6));
    }
}
