//! The order in which stories are numbered, and the waves in which they could be worked on.
//!
//! Both treat inner edges (those inside one strongly connected component) as absent: a plan
//! with a cycle is wrong, but its stories still get their places, so that every other check
//! and the editor can go on.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Components, Graph};

/// All nodes, dependencies first and otherwise by `priority`, the smaller first.
///
/// Kahn's algorithm (1962) with a heap in place of a queue: of the nodes that wait for nothing
/// any more, the one with the smallest priority is next; equal priorities fall back to source
/// order. The result depends neither on the order of the edges nor on anything but priorities
/// where dependencies leave a choice.
///
/// # Panics
///
/// When `priority` has no entry for some node.
#[must_use]
pub(crate) fn total_order(
    graph: &Graph,
    components: &Components,
    priority: &[(u32, u32)],
) -> Vec<u32> {
    assert!(priority.len() >= graph.len(), "every node has a priority");
    let mut waiting: Vec<usize> = graph
        .nodes()
        .map(|node| graph.predecessors(node).filter(|&(p, _)| !components.same(p, node)).count())
        .collect();
    let entry = |node: u32| Reverse((priority[node as usize], node));
    let mut ready: BinaryHeap<_> =
        graph.nodes().filter(|&node| waiting[node as usize] == 0).map(entry).collect();
    let mut order = Vec::with_capacity(graph.len());
    while let Some(Reverse((_, node))) = ready.pop() {
        order.push(node);
        for (to, _) in graph.successors(node).filter(|&(to, _)| !components.same(node, to)) {
            waiting[to as usize] -= 1;
            if waiting[to as usize] == 0 {
                ready.push(entry(to));
            }
        }
    }
    // INVARIANT: `order` is a permutation of the nodes, for no cycle is left without inner edges.
    debug_assert_eq!(order.len(), graph.len(), "every node is placed");
    order
}

/// How many dependencies deep each node lies: 0 without one, else one more than the deepest.
///
/// `order` is what [`total_order`] returned for the same graph. Nodes of one wave never wait
/// for one another.
#[must_use]
pub(crate) fn waves(graph: &Graph, components: &Components, order: &[u32]) -> Vec<u32> {
    let mut waves = vec![0; graph.len()];
    for &node in order {
        waves[node as usize] = graph
            .predecessors(node)
            .filter(|&(from, _)| !components.same(from, node))
            .map(|(from, _)| waves[from as usize] + 1)
            .max()
            .unwrap_or(0);
    }
    waves
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{total_order, waves};
    use crate::graph::naive::{self, acyclic_graphs, graphs};
    use crate::graph::{Components, Graph};

    fn by_source(graph: &Graph) -> Vec<(u32, u32)> {
        graph.nodes().map(|node| (0, node)).collect()
    }

    /// Places, again and again, the smallest of all nodes whose dependencies are placed.
    fn slow_order(graph: &Graph, priority: &[(u32, u32)]) -> Vec<u32> {
        let mut order: Vec<u32> = Vec::new();
        while order.len() < graph.len() {
            let free = |n: &u32| graph.predecessors(*n).all(|(from, _)| order.contains(&from));
            let ready = graph.nodes().filter(|n| !order.contains(n)).filter(free);
            let next = ready.min_by_key(|&n| (priority[n as usize], n));
            order.push(next.expect("the outer edges have no cycle"));
        }
        order
    }

    #[test]
    fn dependencies_come_before_priority() {
        let graph = Graph::new(4, &[(3, 0), (0, 1)]);
        let components = Components::new(&graph);
        let order = total_order(&graph, &components, &[(0, 0), (0, 1), (5, 2), (9, 3)]);
        assert_eq!(order, [2, 3, 0, 1]);
        assert_eq!(waves(&graph, &components, &order), [1, 2, 0, 0]);
    }

    #[test]
    fn nodes_on_a_cycle_keep_their_places() {
        let graph = Graph::new(5, &[(0, 1), (1, 2), (2, 1), (2, 3), (4, 4)]);
        let components = Components::new(&graph);
        let order = total_order(&graph, &components, &by_source(&graph));
        assert_eq!(order, [0, 1, 2, 3, 4]);
        assert_eq!(waves(&graph, &components, &order), [0, 1, 0, 1, 0]);
    }

    #[test]
    fn no_node_gives_no_order() {
        let graph = Graph::new(0, &[]);
        let components = Components::new(&graph);
        assert!(total_order(&graph, &components, &[]).is_empty());
        assert!(waves(&graph, &components, &[]).is_empty());
    }

    proptest! {
        #[test]
        fn the_smallest_ready_node_is_always_next(
            graph in graphs(12),
            ranks in proptest::collection::vec(0_u32..3, 12),
        ) {
            let components = Components::new(&graph);
            let priority: Vec<_> = graph.nodes().map(|n| (ranks[n as usize], n)).collect();
            let order = total_order(&graph, &components, &priority);
            prop_assert_eq!(&order, &slow_order(&naive::outer(&graph, &components), &priority));
            for &(from, to) in graph.edges.iter().filter(|&&(a, b)| !components.same(a, b)) {
                let place = |node: u32| order.iter().position(|&n| n == node);
                prop_assert!(place(from) < place(to));
            }
        }

        #[test]
        fn a_wave_is_the_longest_path_to_a_node(graph in graphs(8)) {
            let components = Components::new(&graph);
            let order = total_order(&graph, &components, &by_source(&graph));
            let outer = naive::outer(&graph, &components);
            let mut longest = vec![0; graph.len()];
            for path in graph.nodes().flat_map(|from| naive::paths(&outer, from)) {
                if let Some(&last) = path.last() {
                    let end = outer.edge(last).1 as usize;
                    longest[end] = longest[end].max(path.len());
                }
            }
            let waves = waves(&graph, &components, &order);
            prop_assert_eq!(waves.iter().map(|&wave| wave as usize).collect::<Vec<_>>(), longest);
        }

        #[test]
        fn declaration_order_does_not_move_what_dependencies_decide(
            graph in acyclic_graphs(10),
            names in Just((0..10_u32).collect::<Vec<u32>>()).prop_shuffle(),
        ) {
            // Each node of the old order waits for the one before, so no choice is left.
            let components = Components::new(&graph);
            let order = total_order(&graph, &components, &by_source(&graph));
            let mut edges = graph.edges.clone();
            edges.extend(order.windows(2).map(|pair| (pair[0], pair[1])));
            let mut names = names;
            names.retain(|&name| (name as usize) < graph.len());
            let rename = |node: u32| names[node as usize];
            let renamed: Vec<_> =
                edges.iter().rev().map(|&(a, b)| (rename(a), rename(b))).collect();
            let moved = Graph::new(graph.len(), &renamed);
            let again = total_order(&moved, &Components::new(&moved), &by_source(&moved));
            prop_assert_eq!(again, order.iter().map(|&node| rename(node)).collect::<Vec<_>>());
        }

        #[test]
        fn the_order_of_the_edges_does_not_matter(graph in graphs(12)) {
            let mut edges = graph.edges.clone();
            edges.reverse();
            let turned = Graph::new(graph.len(), &edges);
            let order = |graph| total_order(graph, &Components::new(graph), &by_source(graph));
            prop_assert_eq!(order(&graph), order(&turned));
        }
    }
}
