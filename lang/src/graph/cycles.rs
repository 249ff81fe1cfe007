//! One shortest cycle for each set of stories that wait for one another.
//!
//! A component of many nodes may have more cycles than can be printed; breaking a shortest one
//! is the smallest thing a reader can understand and repair.

use super::{Components, Graph, NONE};

/// Steps the search may take for every node and edge of the graph.
const STEPS_PER_SIZE: u64 = 16;

/// Steps the search may take in any case: enough to be exact with thousands of inner edges.
const STEPS_AT_LEAST: u64 = 1 << 23;

/// One shortest cycle of each component that has cycles, as edges in the order of the walk.
///
/// A cycle begins at its lowest node; of equally short ones the one with the lowest nodes is
/// taken, compared from the beginning, and of equal edges the first. The cycles are ordered by
/// the node they begin at.
///
/// A breadth-first search from a node finds the shortest cycle through it. Unless a component
/// is one plain ring, each of its cycles leads through a node with two ways to go on, so only
/// those are searched from, no deeper than the best cycle so far; a searched node is then taken
/// away, and with it whatever lies on no cycle any more. Past a budget linear in the size of
/// the graph (and never below 2²³ steps) the best cycle so far stands: still a cycle of the
/// component, perhaps not the shortest.
#[must_use]
pub(crate) fn cycles(graph: &Graph, components: &Components) -> Vec<Vec<u32>> {
    cycles_within(graph, components, STEPS_AT_LEAST + STEPS_PER_SIZE * graph.size())
}

/// [`cycles()`] with a budget of the caller's choice.
fn cycles_within(graph: &Graph, components: &Components, budget: u64) -> Vec<Vec<u32>> {
    if components.cyclic().is_empty() {
        return Vec::new();
    }
    let mut search = Search::new(graph, components, budget);
    let mut cycles: Vec<_> =
        components.cyclic().iter().map(|members| search.shortest(members)).collect();
    cycles.sort_by_key(|cycle| graph.edge(cycle[0]).0);
    cycles
}

/// The tables of the search, shared by all components, since those have no node in common.
struct Search<'a> {
    graph: &'a Graph,
    components: &'a Components,
    budget: u64,
    /// Nodes that are searched, or that lie on no cycle without the searched ones.
    gone: Vec<bool>,
    /// Inner edges to and from nodes that are not gone.
    degree: Vec<(u32, u32)>,
    /// Distance from (or to) the root of the search under way, else `NONE`.
    distance: Vec<u32>,
    /// Nodes with a distance, in the order they were reached.
    queue: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph, components: &'a Components, budget: u64) -> Self {
        Self {
            graph,
            components,
            budget,
            gone: vec![false; graph.len()],
            degree: vec![(0, 0); graph.len()],
            distance: vec![NONE; graph.len()],
            queue: Vec::new(),
        }
    }

    /// The shortest cycle of one component, given by its members in source order.
    fn shortest(&mut self, members: &[u32]) -> Vec<u32> {
        let loops = |&node: &u32| self.inner(node).find(|&(to, _)| to == node);
        if let Some((_, edge)) = members.iter().find_map(loops) {
            return vec![edge];
        }
        self.count_degrees(members);
        let mut roots: Vec<u32> =
            members.iter().copied().filter(|&node| self.has_choice(node)).collect();
        if roots.is_empty() {
            roots.push(members[0]);
        }
        let mut best = (NONE, members[0]);
        for root in roots {
            if self.gone[root as usize] {
                continue;
            }
            if let Some(length) = self.search_from(root, best.0) {
                best = best.min((length, self.lowest_on_cycle(root, length)));
            }
            self.clear_distances();
            self.take_away(root);
            if self.budget == 0 {
                break;
            }
        }
        self.cycle_through(best.1)
    }

    /// The inner edges that leave a node.
    fn inner(&self, node: u32) -> impl Iterator<Item = (u32, u32)> + Clone + use<'a> {
        let components = self.components;
        self.graph.successors(node).filter(move |&(to, _)| components.same(node, to))
    }

    /// The inner edges that enter a node.
    fn inner_back(&self, node: u32) -> impl Iterator<Item = (u32, u32)> + Clone + use<'a> {
        let components = self.components;
        self.graph.predecessors(node).filter(move |&(from, _)| components.same(node, from))
    }

    /// Whether inner edges lead from a node to more than one other.
    fn has_choice(&self, node: u32) -> bool {
        let mut ends = self.inner(node).map(|(to, _)| to);
        let first = ends.next();
        ends.any(|to| Some(to) != first)
    }

    fn count_degrees(&mut self, members: &[u32]) {
        for &node in members {
            for (to, _) in self.inner(node) {
                self.degree[to as usize].0 += 1;
                self.degree[node as usize].1 += 1;
            }
        }
    }

    /// Sets distances from `root` up to the length of the shortest cycle through it.
    ///
    /// Returns that length, or nothing when it is above `limit`.
    fn search_from(&mut self, root: u32, limit: u32) -> Option<u32> {
        self.reach(root, 0);
        let mut next = 0;
        while let Some(&node) = self.queue.get(next) {
            next += 1;
            let length = self.distance[node as usize] + 1;
            if length > limit {
                return None;
            }
            for (to, _) in self.inner(node) {
                self.budget = self.budget.saturating_sub(1);
                if to == root {
                    return Some(length);
                }
                if !self.gone[to as usize] && self.distance[to as usize] == NONE {
                    self.reach(to, length);
                }
            }
        }
        None
    }

    /// The lowest node on any cycle of `length` through `root`, by the distances from `root`.
    ///
    /// Walks back from the root, one distance less at each step; a node met loses its distance,
    /// so that it is met once.
    fn lowest_on_cycle(&mut self, root: u32, length: u32) -> u32 {
        let mut met = vec![(root, length)];
        let mut next = 0;
        while let Some(&(node, left)) = met.get(next) {
            next += 1;
            for (from, _) in self.inner_back(node) {
                self.budget = self.budget.saturating_sub(1);
                if left > 1 && self.distance[from as usize] == left - 1 {
                    self.distance[from as usize] = NONE;
                    met.push((from, left - 1));
                }
            }
        }
        met.into_iter().map(|(node, _)| node).min().unwrap_or(root)
    }

    /// Takes a node away, and all that lie on no cycle without it.
    fn take_away(&mut self, node: u32) {
        self.gone[node as usize] = true;
        let mut stack = vec![node];
        while let Some(node) = stack.pop() {
            for (to, _) in self.inner(node) {
                self.degree[to as usize].0 -= 1;
                if self.degree[to as usize].0 == 0 && !self.gone[to as usize] {
                    self.gone[to as usize] = true;
                    stack.push(to);
                }
            }
            for (from, _) in self.inner_back(node) {
                self.degree[from as usize].1 -= 1;
                if self.degree[from as usize].1 == 0 && !self.gone[from as usize] {
                    self.gone[from as usize] = true;
                    stack.push(from);
                }
            }
        }
    }

    /// The shortest cycle through a node, begun at its lowest node, with the lowest on the way.
    fn cycle_through(&mut self, node: u32) -> Vec<u32> {
        self.reach(node, 0);
        let mut next = 0;
        while let Some(&to) = self.queue.get(next) {
            next += 1;
            for (from, _) in self.inner_back(to) {
                if self.distance[from as usize] == NONE {
                    self.reach(from, self.distance[to as usize] + 1);
                }
            }
        }
        let mut cycle = Vec::new();
        let mut at = node;
        while cycle.is_empty() || at != node {
            let nearest = |&(to, edge): &(u32, u32)| (self.distance[to as usize], to, edge);
            let (to, edge) =
                self.inner(at).min_by_key(nearest).expect("a node on a cycle has a way on");
            cycle.push(edge);
            at = to;
        }
        self.clear_distances();
        let lowest = (0..cycle.len()).min_by_key(|&i| self.graph.edge(cycle[i]).0);
        cycle.rotate_left(lowest.expect("a cycle has an edge"));
        cycle
    }

    fn reach(&mut self, node: u32, distance: u32) {
        self.distance[node as usize] = distance;
        self.queue.push(node);
    }

    fn clear_distances(&mut self) {
        for node in self.queue.drain(..) {
            self.distance[node as usize] = NONE;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{cycles, cycles_within};
    use crate::graph::naive::{self, graphs, starts};
    use crate::graph::{Components, Graph};

    fn cycles_of(nodes: usize, edges: &[(u32, u32)]) -> Vec<Vec<u32>> {
        let graph = Graph::new(nodes, edges);
        cycles(&graph, &Components::new(&graph))
    }

    #[test]
    fn a_shorter_cycle_wins_over_a_longer_one() {
        assert_eq!(cycles_of(4, &[(0, 1), (1, 2), (2, 3), (3, 0), (2, 1)]), [vec![1, 4]]);
    }

    #[test]
    fn a_loop_is_a_cycle_of_one_edge() {
        assert_eq!(cycles_of(2, &[(0, 1), (1, 0), (1, 1), (1, 1)]), [vec![2]]);
    }

    #[test]
    fn without_cycles_there_is_nothing() {
        assert!(cycles_of(3, &[(0, 1), (1, 2), (0, 2)]).is_empty());
    }

    #[test]
    fn a_ring_of_pairs_is_searched_only_where_it_is_cut() {
        // Each node has two ways on, and every cycle is as long as the ring.
        let n = 50_000;
        let pair = |i: u32| [(2 * i, 2 * i + 1), (2 * i, 2 * i)];
        let edges: Vec<(u32, u32)> = (0..n)
            .flat_map(|i| {
                pair(i).map(|(a, b)| [(a, 2 * ((i + 1) % n)), (b, 2 * ((i + 1) % n) + 1)])
            })
            .flatten()
            .collect();
        let graph = Graph::new(2 * n as usize, &edges);
        let cycle = &cycles(&graph, &Components::new(&graph))[0];
        assert_eq!(starts(&graph, cycle), (0..n).map(|i| 2 * i).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn the_cycles_are_those_of_a_full_search(graph in graphs(7)) {
            let components = Components::new(&graph);
            prop_assert_eq!(cycles(&graph, &components), naive::cycles(&graph, &components));
        }

        #[test]
        fn without_budget_each_component_still_gets_a_cycle(graph in graphs(9)) {
            let components = Components::new(&graph);
            let found = cycles_within(&graph, &components, 0);
            prop_assert_eq!(found.len(), components.cyclic().len());
            for cycle in &found {
                let nodes = starts(&graph, cycle);
                let ends: Vec<u32> = cycle.iter().map(|&edge| graph.edge(edge).1).collect();
                let mut turned = nodes.clone();
                turned.rotate_left(1);
                prop_assert_eq!(ends, turned);
                prop_assert_eq!(nodes.iter().min(), nodes.first());
            }
        }
    }
}
