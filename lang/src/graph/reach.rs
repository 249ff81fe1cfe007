//! What lies before, after and around a story, and the longest chains through a plan.

use super::{Components, Graph, NONE};

/// All nodes that some of `nodes` wait for, at once or through others, in source order.
///
/// The given nodes themselves are among them only where an edge leads back to them.
#[must_use]
pub(crate) fn ancestors(graph: &Graph, nodes: &[u32]) -> Vec<u32> {
    within(graph.len(), nodes, NONE, |node| graph.predecessors(node).map(|(from, _)| from))
}

/// A node with its ancestors and descendants at most `depth` edges away, in source order.
///
/// A way never turns: what else waits for an ancestor is not part of it.
#[must_use]
pub fn neighbourhood(graph: &Graph, center: u32, depth: u32) -> Vec<u32> {
    let before = |node| graph.predecessors(node).map(|(from, _)| from);
    let after = |node| graph.successors(node).map(|(to, _)| to);
    let mut around = within(graph.len(), &[center], depth, before);
    around.extend(within(graph.len(), &[center], depth, after));
    around.push(center);
    around.sort_unstable();
    around.dedup();
    around
}

/// The longest chain of `include`d nodes, each waiting for the one before it.
///
/// Of equally long chains the one with the lowest nodes is taken, compared from the beginning.
/// Inner edges are not walked; `order` is the total order of the same graph. Empty only when
/// no node is included.
#[must_use]
pub fn longest_chain(
    graph: &Graph,
    components: &Components,
    order: &[u32],
    include: impl Fn(u32) -> bool,
) -> Vec<u32> {
    // Decides from the last node of `order` to the first which successor to go on with, so that following the choices
    // from the best node gives the lowest of all best chains.
    let mut chains = vec![Chain { length: 0, next: NONE }; graph.len()];
    let better = |one: Chain, node: u32, other: Chain, than: u32| {
        one.length > other.length || (one.length == other.length && node < than)
    };
    let mut best = Chain { length: 0, next: NONE };
    for &node in order.iter().rev().filter(|&&node| include(node)) {
        let mut rest = Chain { length: 0, next: NONE };
        for (to, _) in graph.successors(node).filter(|&(to, _)| !components.same(node, to)) {
            let chain = chains[to as usize];
            if chain.length > 0 && better(chain, to, rest, rest.next) {
                rest = Chain { length: chain.length, next: to };
            }
        }
        let chain = Chain { length: rest.length + 1, next: rest.next };
        chains[node as usize] = chain;
        if better(chain, node, best, best.next) {
            best = Chain { length: chain.length, next: node };
        }
    }
    std::iter::successors(Some(best.next), |&node| Some(chains[node as usize].next))
        .take(best.length as usize)
        .collect()
}

/// Which weakly connected component each node is in, numbered from 0 by first node.
#[must_use]
pub fn weak_components(graph: &Graph) -> Vec<u32> {
    let mut component = vec![NONE; graph.len()];
    let mut stack = Vec::new();
    let mut count = 0;
    for root in graph.nodes() {
        if component[root as usize] != NONE {
            continue;
        }
        component[root as usize] = count;
        stack.push(root);
        while let Some(node) = stack.pop() {
            for (other, _) in graph.successors(node).chain(graph.predecessors(node)) {
                if component[other as usize] == NONE {
                    component[other as usize] = count;
                    stack.push(other);
                }
            }
        }
        count += 1;
    }
    component
}

/// The nodes that `next` leads to from `roots` in one to `depth` steps, in source order.
fn within<I: Iterator<Item = u32>>(
    nodes: usize,
    roots: &[u32],
    depth: u32,
    next: impl Fn(u32) -> I,
) -> Vec<u32> {
    let mut is_met = vec![false; nodes];
    let mut met = Vec::new();
    let mut front = roots.to_vec();
    let mut steps = 0;
    while steps < depth && !front.is_empty() {
        steps += 1;
        let begin = met.len();
        for to in front.iter().flat_map(|&node| next(node)) {
            if !is_met[to as usize] {
                is_met[to as usize] = true;
                met.push(to);
            }
        }
        front.clear();
        front.extend_from_slice(&met[begin..]);
    }
    met.sort_unstable();
    met
}

/// The best chain that can begin at a node: its length, and the node after.
#[derive(Debug, Clone, Copy)]
struct Chain {
    length: u32,
    next: u32,
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::{ancestors, longest_chain, neighbourhood, weak_components};
    use crate::graph::naive::{self, graphs};
    use crate::graph::{Components, Graph, total_order};

    fn ordered(graph: &Graph) -> (Components, Vec<u32>) {
        let components = Components::new(graph);
        let priority: Vec<_> = graph.nodes().map(|node| (0, node)).collect();
        let order = total_order(graph, &components, &priority);
        (components, order)
    }

    #[test]
    fn neighbours_are_met_once_and_ways_do_not_turn() {
        let graph = Graph::new(6, &[(0, 2), (1, 2), (2, 3), (3, 4), (0, 5), (0, 2)]);
        assert_eq!(neighbourhood(&graph, 2, 0), [2]);
        assert_eq!(neighbourhood(&graph, 2, 1), [0, 1, 2, 3]);
        assert_eq!(neighbourhood(&graph, 2, 9), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_node_on_a_cycle_is_its_own_ancestor() {
        let graph = Graph::new(3, &[(0, 1), (1, 0), (1, 2)]);
        assert_eq!(ancestors(&graph, &[1]), [0, 1]);
    }

    #[test]
    fn weak_components_are_numbered_by_first_node() {
        assert_eq!(weak_components(&Graph::new(5, &[(4, 1), (3, 0)])), [0, 1, 2, 0, 1]);
    }

    #[test]
    fn a_chain_holds_only_included_nodes() {
        let graph = Graph::new(5, &[(0, 1), (1, 2), (2, 3), (0, 4)]);
        let (components, order) = ordered(&graph);
        let chain =
            |include: &dyn Fn(u32) -> bool| longest_chain(&graph, &components, &order, include);
        assert_eq!(chain(&|_| true), [0, 1, 2, 3]);
        assert_eq!(chain(&|node| node != 1), [0, 4]);
        assert_eq!(chain(&|_| false), [0_u32; 0]);
    }

    proptest! {
        #[test]
        fn ancestors_are_what_is_reached(graph in graphs(9), sets in 1_u32..512) {
            let reach = naive::reach(&graph);
            let set: Vec<u32> = graph.nodes().filter(|node| sets >> node & 1 == 1).collect();
            let before = |&node: &u32| set.iter().any(|&s| reach[node as usize][s as usize]);
            let slow_ancestors: Vec<u32> = graph.nodes().filter(before).collect();
            prop_assert_eq!(ancestors(&graph, &set), slow_ancestors);
        }

        #[test]
        fn the_longest_chain_is_the_best_of_all_paths(
            graph in graphs(7),
            excluded in 0_u32..8,
        ) {
            let (components, order) = ordered(&graph);
            let outer = naive::outer(&graph, &components);
            let mut paths: Vec<Vec<u32>> = Vec::new();
            for from in graph.nodes() {
                let nodes = |path: Vec<u32>| {
                    let ends = path.iter().map(|&edge| outer.edge(edge).1);
                    std::iter::once(from).chain(ends).collect()
                };
                paths.extend(naive::paths(&outer, from).into_iter().map(nodes));
            }
            paths.retain(|path| !path.contains(&excluded));
            let include = |node| node != excluded;
            let longest = longest_chain(&graph, &components, &order, include);
            let best = paths.iter().min_by_key(|&p| (Reverse(p.len()), p.clone()));
            prop_assert_eq!(longest, best.cloned().unwrap_or_default());
        }
    }
}
