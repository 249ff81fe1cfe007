//! Layouts that hold whatever the graph is.

use proptest::prelude::*;

use super::{GAP, layout};

#[test]
fn a_chain_is_a_straight_line() {
    let layout = layout(3, 20.0, &[(0, 1), (1, 2)]);
    assert_eq!(layout.column, [0, 1, 2]);
    assert_eq!(layout.middle, [10.0, 10.0, 10.0]);
    assert_eq!(layout.columns, 3);
}

#[test]
fn lines_that_need_not_cross_do_not() {
    let layout = layout(4, 20.0, &[(0, 3), (1, 2)]);
    assert_eq!(layout.column, [0, 0, 1, 1]);
    assert!(layout.middle[0] < layout.middle[1]);
    assert!(layout.middle[3] < layout.middle[2]);
}

#[test]
fn a_long_line_bends_around_what_lies_between() {
    let layout = layout(3, 20.0, &[(0, 1), (1, 2), (0, 2)]);
    assert_eq!(layout.bends[2].len(), 1);
    assert!((layout.bends[2][0] - layout.middle[1]).abs() >= 10.0 + GAP);
}

#[test]
fn a_circle_has_a_layout_too() {
    let layout = layout(3, 20.0, &[(0, 1), (1, 2), (2, 0), (1, 1)]);
    assert_eq!(layout.column, [0, 1, 2]);
}

#[test]
fn too_many_bends_are_none() {
    // Each of 300 nodes of a chain is joined to the last, over all that lie between.
    let chain = (1..300).map(|it| (it - 1, it));
    let lines: Vec<_> = chain.chain((0..298).map(|it| (it, 299))).collect();
    let layout = layout(300, 20.0, &lines);
    assert!(!layout.is_routed);
    assert_eq!(layout.columns, 300);
}

proptest! {
    #[test]
    fn nothing_overlaps_and_lines_lead_on(
        nodes in 1_usize..40,
        lines in prop::collection::vec((0_usize..40, 0_usize..40), 0..80),
    ) {
        let lines: Vec<_> = lines
            .into_iter()
            .map(|(one, other)| (one % nodes, other % nodes))
            .filter(|(one, other)| one < other)
            .collect();
        let layout = layout(nodes, 20.0, &lines);
        for &(from, to) in &lines {
            prop_assert!(layout.column[from] < layout.column[to]);
        }
        for one in 0..nodes {
            prop_assert!(layout.middle[one] >= 10.0 - 1e-6);
            prop_assert!(layout.middle[one] + 10.0 <= layout.height + 1e-6);
            for other in 0..one {
                if layout.column[one] == layout.column[other] {
                    let gap = (layout.middle[one] - layout.middle[other]).abs();
                    prop_assert!(gap >= 20.0 + GAP - 1e-6, "{} and {} overlap", one, other);
                }
            }
        }
    }
}
