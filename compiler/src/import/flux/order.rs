//! What comes before what, without what other ways imply.

use std::collections::{BTreeMap, BTreeSet};

/// For each component what it waits for, both by their numbers.
pub(super) type Edges = BTreeMap<usize, BTreeSet<usize>>;

/// The edges that no other way implies. In a circle all are kept: the compiler shows it.
pub(super) fn reduced(edges: &Edges) -> Edges {
    let is_implied = |to: usize, from: usize| {
        let others = edges[&to].iter().filter(|other| **other != from);
        others.into_iter().any(|&other| reaches(edges, other, from) && !reaches(edges, other, to))
    };
    let keep = |(&to, all): (&usize, &BTreeSet<usize>)| {
        (to, all.iter().copied().filter(|&from| !is_implied(to, from)).collect())
    };
    edges.iter().map(keep).collect()
}

/// The edges without those nodes that are dropped: what waits for one waits for what that waits for.
pub(super) fn bridged(edges: &Edges, dropped: &BTreeSet<usize>) -> Edges {
    let keep = edges.keys().filter(|it| !dropped.contains(it));
    keep.map(|&to| {
        let mut open: Vec<usize> = edges[&to].iter().copied().collect();
        let (mut seen, mut before) = (BTreeSet::new(), BTreeSet::new());
        while let Some(from) = open.pop() {
            if !dropped.contains(&from) {
                before.insert(from);
            } else if seen.insert(from) {
                open.extend(edges.get(&from).into_iter().flatten());
            }
        }
        (to, before)
    })
    .collect()
}

/// Whether one waits for another, by however many steps.
fn reaches(edges: &Edges, start: usize, end: usize) -> bool {
    let mut open = vec![start];
    let mut seen = BTreeSet::new();
    while let Some(at) = open.pop() {
        if at == end && at != start {
            return true;
        }
        if seen.insert(at) {
            open.extend(edges.get(&at).into_iter().flatten());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Edges, bridged, reduced};

    fn edges(all: &[(usize, &[usize])]) -> Edges {
        all.iter().map(|(to, from)| (*to, from.iter().copied().collect())).collect()
    }

    #[test]
    fn what_is_implied_goes_and_circles_stay() {
        let all = edges(&[(3, &[1, 2]), (2, &[1]), (1, &[])]);
        assert_eq!(reduced(&all), edges(&[(3, &[2]), (2, &[1]), (1, &[])]));
        let circle = edges(&[(1, &[2]), (2, &[1])]);
        assert_eq!(reduced(&circle), circle);
    }

    #[test]
    fn what_is_dropped_is_bridged() {
        let all = edges(&[(3, &[2]), (2, &[1]), (1, &[])]);
        assert_eq!(bridged(&all, &BTreeSet::from([2])), edges(&[(3, &[1]), (1, &[])]));
    }
}
