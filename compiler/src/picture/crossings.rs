//! How many lines between two columns cross.

/// Counts the crossings of lines given by their two ends, the places of nodes in their columns.
///
/// Two lines cross when their ends stand the other way round; so these are the inversions of the second ends, once the
/// lines are sorted by the first. Takes O(n log n).
pub(super) fn crossings(mut lines: Vec<(u32, u32)>) -> u64 {
    lines.sort_unstable();
    let ends = lines.iter().map(|line| line.1);
    let size = ends.clone().max().map_or(0, |last| last as usize + 1);
    // A Fenwick tree: how many ends were met up to each place.
    let mut met = vec![0_u32; size + 1];
    let mut count = 0;
    for (before, end) in (0_u64..).zip(ends) {
        let mut up_to = 0;
        let mut place = end as usize + 1;
        while place > 0 {
            up_to += u64::from(met[place]);
            place &= place - 1;
        }
        count += before - up_to;
        let mut place = end as usize + 1;
        while place <= size {
            met[place] += 1;
            place += place & place.wrapping_neg();
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::crossings;

    #[test]
    fn lines_cross_when_their_ends_change_sides() {
        assert_eq!(crossings(vec![]), 0);
        assert_eq!(crossings(vec![(0, 0), (1, 1)]), 0);
        assert_eq!(crossings(vec![(0, 1), (1, 0)]), 1);
        assert_eq!(crossings(vec![(0, 0), (0, 1), (1, 0)]), 1, "lines from one node do not cross");
    }

    proptest! {
        #[test]
        fn every_pair_is_counted_once(lines in prop::collection::vec((0_u32..20, 0_u32..20), 0..60)) {
            let pairs = (0..lines.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
            let crosses = |&(one, other): &(usize, usize)| {
                let ((a, b), (c, d)) = (lines[one], lines[other]);
                (a < c && b > d) || (a > c && b < d)
            };
            let expected = pairs.filter(crosses).count() as u64;
            prop_assert_eq!(crossings(lines.clone()), expected);
        }
    }
}
