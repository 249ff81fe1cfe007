//! Edges that say nothing new because they are written twice.

use super::{Graph, NONE};

/// Pairs of equal edges: the first, and each later one that repeats it, ordered by the later.
#[must_use]
pub(crate) fn repeated_edges(graph: &Graph) -> Vec<(u32, u32)> {
    let mut first_to = vec![NONE; graph.len()];
    let mut repeated = Vec::new();
    for node in graph.nodes() {
        for (to, edge) in graph.successors(node) {
            let first = &mut first_to[to as usize];
            if *first == NONE {
                *first = edge;
            } else {
                repeated.push((*first, edge));
            }
        }
        for (to, _) in graph.successors(node) {
            first_to[to as usize] = NONE;
        }
    }
    repeated.sort_unstable_by_key(|&(_, again)| again);
    repeated
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::repeated_edges;
    use crate::graph::Graph;
    use crate::graph::naive::graphs;

    #[test]
    fn each_repetition_names_the_first() {
        let graph = Graph::new(2, &[(0, 1), (0, 1), (1, 1), (0, 1), (1, 1), (1, 0)]);
        assert_eq!(repeated_edges(&graph), [(0, 1), (0, 3), (2, 4)]);
    }

    proptest! {
        #[test]
        fn equal_edges_are_repeated_but_for_the_first(graph in graphs(5)) {
            let slow: Vec<(u32, u32)> = (0..).zip(&graph.edges).filter_map(|(again, edge)| {
                let first = (0..again).find(|&first| graph.edge(first) == *edge)?;
                Some((first, again))
            }).collect();
            prop_assert_eq!(repeated_edges(&graph), slow);
        }
    }
}
