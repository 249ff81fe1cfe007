//! Edges that say nothing new because longer ways between their ends imply them.
//!
//! What a reader needs is not the reduced graph but the reason: which way makes an edge needless.

use super::{Components, Graph, NONE, repeated_edges};

/// Steps the search for implied edges may take for every node and edge of the graph.
const STEPS_PER_SIZE: u64 = 16;

/// Steps it may take in any case: enough to decide any likely plan of a thousand stories.
const STEPS_AT_LEAST: u64 = 1 << 20;

/// An edge that a longer way between its ends makes needless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Implied {
    /// The needless edge.
    pub edge: u32,
    /// The edges of a shortest other way, two or more; of equally short ones the first in
    /// source order, compared edge by edge.
    pub path: Vec<u32>,
}

/// The edges that a transitive reduction (Aho, Garey, Ullman 1972) leaves out, by edge index.
///
/// Inner edges are neither reported nor walked, and of equal edges only the first can be
/// implied (see [`repeated_edges`]). `order` and `waves` are those of the same graph.
///
/// A longer way spans at least two waves, so only nodes with a successor two or more waves
/// later are searched from, breadth first, and never beyond the last wave or the last place in
/// the order that such a successor has. All searches together take a number of steps linear in
/// the size of the graph (and at least 2²⁰); cheap searches come first, and what the budget
/// leaves undecided is not reported.
#[must_use]
pub(crate) fn implied_edges(
    graph: &Graph,
    components: &Components,
    order: &[u32],
    waves: &[u32],
) -> Vec<Implied> {
    let budget = STEPS_AT_LEAST + STEPS_PER_SIZE * graph.size();
    let mut search = Search::new(graph, components, order, waves, budget);
    search.run();
    search.implied.sort_unstable_by_key(|implied| implied.edge);
    search.implied
}

/// The limits that a node keeps on every way: both grow with each edge.
#[derive(Debug, Clone, Copy)]
struct Rank {
    wave: u32,
    place: u32,
}

/// The tables of the search, and what it has found.
struct Search<'a> {
    graph: &'a Graph,
    components: &'a Components,
    budget: u64,
    ranks: Vec<Rank>,
    /// The edge by which the search under way reached a node, else `NONE`.
    reached_by: Vec<u32>,
    /// The edge to a node from the root of the search under way, while undecided, else `NONE`.
    wanted: Vec<u32>,
    /// Nodes reached, in the order they were.
    queue: Vec<u32>,
    /// Edges that need no answer: repeated ones, and those found to be implied.
    is_settled: Vec<bool>,
    implied: Vec<Implied>,
}

impl<'a> Search<'a> {
    fn new(
        graph: &'a Graph,
        components: &'a Components,
        order: &[u32],
        waves: &[u32],
        budget: u64,
    ) -> Self {
        let mut ranks: Vec<Rank> = waves.iter().map(|&wave| Rank { wave, place: 0 }).collect();
        for (&node, place) in order.iter().zip(0..) {
            ranks[node as usize].place = place;
        }
        let mut is_settled = vec![false; graph.edge_count()];
        for (_, again) in repeated_edges(graph) {
            is_settled[again as usize] = true;
        }
        Self {
            graph,
            components,
            budget,
            ranks,
            reached_by: vec![NONE; graph.len()],
            wanted: vec![NONE; graph.len()],
            queue: Vec::new(),
            is_settled,
            implied: Vec::new(),
        }
    }

    /// Searches from every node, the cheap ones before the dear ones, while the budget lasts.
    ///
    /// In each round every node left may take an equal share of half the budget left. When the
    /// share no longer doubles, those left are all dear, and get the rest in source order.
    fn run(&mut self) {
        let mut roots: Vec<u32> =
            self.graph.nodes().filter(|&node| self.graph.successors(node).len() > 1).collect();
        let mut last_share = 0;
        while !roots.is_empty() {
            let share = self.budget / 2 / roots.len() as u64;
            let is_last = share <= 2 * last_share;
            let allowance = if is_last { self.budget } else { share };
            roots.retain(|&root| !self.decide(root, allowance));
            if is_last {
                break;
            }
            last_share = share;
        }
    }

    /// Tries to decide all edges that leave a node; returns whether that is done.
    ///
    /// What is found before the allowance ends is kept: a later attempt looks for the rest.
    fn decide(&mut self, root: u32, allowance: u64) -> bool {
        let stop_at = self.budget.saturating_sub(allowance);
        let done = match self.want(root) {
            Some((limit, count)) => self.search_from(root, limit, count, stop_at),
            None => true,
        };
        for (to, _) in self.graph.successors(root) {
            self.wanted[to as usize] = NONE;
        }
        for node in self.queue.drain(..) {
            self.reached_by[node as usize] = NONE;
        }
        done
    }

    /// Notes the edges from `root` that a longer way may imply: how far that can lead, how many.
    fn want(&mut self, root: u32) -> Option<(Rank, u32)> {
        let from = self.ranks[root as usize];
        let mut limit = Rank { wave: 0, place: 0 };
        let mut count = 0;
        for (to, edge) in self.graph.successors(root) {
            let rank = self.ranks[to as usize];
            let far = rank.wave > from.wave + 1 && !self.components.same(root, to);
            if far && !self.is_settled[edge as usize] {
                self.wanted[to as usize] = edge;
                limit.wave = limit.wave.max(rank.wave);
                limit.place = limit.place.max(rank.place);
                count += 1;
            }
        }
        (count > 0).then_some((limit, count))
    }

    /// Walks breadth first from `root` until all `count` wanted edges are implied.
    ///
    /// Returns whether it came to an end before the budget would fall below `stop_at`.
    fn search_from(&mut self, root: u32, limit: Rank, mut count: u32, stop_at: u64) -> bool {
        for (to, edge) in self.graph.successors(root) {
            self.reach(root, to, edge, limit);
        }
        let mut next = 0;
        while let Some(&node) = self.queue.get(next) {
            next += 1;
            let after = self.graph.successors(node);
            let cost = after.len() as u64;
            // Asked beforehand: a milestone with a thousand successors must not be paid for and
            // then left without looking further.
            if self.budget < stop_at + cost {
                return false;
            }
            self.budget -= cost;
            for (to, edge) in after {
                if self.wanted[to as usize] != NONE && !self.components.same(node, to) {
                    self.report(root, to, edge);
                    count -= 1;
                    // A long way is work too, and many may end with the same steps.
                    if count == 0 || self.budget <= stop_at {
                        return count == 0;
                    }
                }
                self.reach(node, to, edge, limit);
            }
        }
        true
    }

    /// Puts `to` in the queue if it is new and something wanted may lie beyond it.
    fn reach(&mut self, from: u32, to: u32, edge: u32, limit: Rank) {
        let rank = self.ranks[to as usize];
        if rank.wave < limit.wave
            && rank.place < limit.place
            && self.reached_by[to as usize] == NONE
            && !self.components.same(from, to)
        {
            self.reached_by[to as usize] = edge;
            self.queue.push(to);
        }
    }

    /// Reports the wanted edge from `root` to `to`, to which a longer way leads by `last`.
    fn report(&mut self, root: u32, to: u32, last: u32) {
        let edge = std::mem::replace(&mut self.wanted[to as usize], NONE);
        let mut path = vec![last];
        let mut at = self.graph.edge(last).0;
        while at != root {
            let by = self.reached_by[at as usize];
            path.push(by);
            at = self.graph.edge(by).0;
        }
        path.reverse();
        self.budget = self.budget.saturating_sub(path.len() as u64);
        self.is_settled[edge as usize] = true;
        self.implied.push(Implied { edge, path });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Implied, Search, implied_edges};
    use crate::graph::naive::{self, acyclic_graphs, graphs};
    use crate::graph::{Components, Graph, repeated_edges, total_order, waves};

    /// Everything the search needs besides the graph.
    fn prepared(graph: &Graph) -> (Components, Vec<u32>, Vec<u32>) {
        let components = Components::new(graph);
        let priority: Vec<_> = graph.nodes().map(|node| (0, node)).collect();
        let order = total_order(graph, &components, &priority);
        let waves = waves(graph, &components, &order);
        (components, order, waves)
    }

    fn implied(graph: &Graph) -> Vec<Implied> {
        let (components, order, waves) = prepared(graph);
        implied_edges(graph, &components, &order, &waves)
    }

    #[test]
    fn a_shortcut_over_a_chain_is_implied_by_it() {
        let graph = Graph::new(4, &[(0, 3), (0, 1), (1, 2), (2, 3), (0, 3)]);
        assert_eq!(implied(&graph), [Implied { edge: 0, path: vec![1, 2, 3] }]);
    }

    #[test]
    fn a_repeated_edge_does_not_imply_the_first() {
        let graph = Graph::new(2, &[(0, 1), (0, 1), (1, 1), (0, 1), (1, 1)]);
        assert!(implied(&graph).is_empty());
    }

    #[test]
    fn a_dear_search_does_not_starve_the_cheap_ones() {
        // Every long edge asks for a walk along the whole chain; every short one for two steps.
        let n = 20_000;
        let mut edges: Vec<(u32, u32)> = (1..n).map(|i| (i - 1, i)).collect();
        edges.extend((0..n / 2).map(|i| (i, i + n / 2)));
        let cheap = u32::try_from(edges.len()).expect("it is small");
        edges.extend((n - 1000..n).map(|i| (i - 2, i)));
        let found = implied(&Graph::new(n as usize, &edges));
        assert_eq!(found.iter().filter(|implied| implied.edge >= cheap).count(), 1000);
    }

    #[test]
    fn many_long_ways_do_not_outgrow_the_budget() {
        // All ways share a chain of n edges; written out they would be n² edges.
        let n = 20_000;
        let mut edges: Vec<(u32, u32)> = (1..n).map(|i| (i - 1, i)).collect();
        edges.extend((n..2 * n).flat_map(|i| [(n - 1, i), (0, i)]));
        let graph = Graph::new(2 * n as usize, &edges);
        let written: usize = implied(&graph).iter().map(|implied| implied.path.len()).sum();
        assert!(0 < written && written < 4_000_000, "{written}");
    }

    proptest! {
        #[test]
        fn implied_edges_are_those_of_a_full_search(graph in acyclic_graphs(8)) {
            prop_assert_eq!(implied(&graph), naive::implied_edges(&graph));
            let reach = naive::reach(&graph);
            let found: Vec<u32> = implied(&graph).iter().map(|implied| implied.edge).collect();
            for (&(from, to), edge) in graph.edges.iter().zip(0..) {
                let longer = graph.nodes().any(|via| {
                    reach[from as usize][via as usize] && reach[via as usize][to as usize]
                });
                let again = repeated_edges(&graph).iter().any(|&(_, again)| again == edge);
                prop_assert_eq!(found.contains(&edge), longer && !again);
            }
        }

        #[test]
        fn inner_edges_neither_imply_nor_are_implied(graph in graphs(7)) {
            prop_assert_eq!(implied(&graph), naive::implied_edges(&graph));
        }

        #[test]
        fn a_small_budget_leaves_edges_out_but_invents_none(
            graph in acyclic_graphs(9),
            budget in 0_u64..20,
        ) {
            let (components, order, waves) = prepared(&graph);
            let mut search = Search::new(&graph, &components, &order, &waves, budget);
            search.run();
            let all = implied(&graph);
            prop_assert!(search.implied.iter().all(|implied| all.contains(implied)));
        }
    }
}
