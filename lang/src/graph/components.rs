//! Which nodes lie on cycles together: the strongly connected components.
//!
//! Every other algorithm here takes the answer, so that it is computed once: numbering and
//! reduction leave out the edges inside a component, and what is left is acyclic.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::Graph;

/// The strongly connected components of a graph.
///
/// An edge is *inner* when both its ends lie in one component; only inner edges can be part of
/// a cycle, and an edge from a node to itself always is one.
#[derive(Debug, Clone)]
pub struct Components {
    of: Vec<u32>,
    is_cyclic: Vec<bool>,
    cyclic: Vec<Vec<u32>>,
}

impl Components {
    /// Finds the components (Kosaraju 1978; Sharir 1981), in time linear in nodes and edges.
    ///
    /// Tarjan's algorithm would need one pass less, but `petgraph` has it recursive, and a
    /// chain of 100,000 stories would overflow the stack.
    #[must_use]
    pub fn new(graph: &Graph) -> Self {
        let mut this = Self {
            of: graph.nodes().collect(),
            is_cyclic: vec![false; graph.len()],
            cyclic: Vec::new(),
        };
        if is_acyclic(graph) {
            return this;
        }
        for mut members in strongly_connected(graph) {
            members.sort_unstable();
            let first = members[0];
            if members.len() == 1 && graph.successors(first).all(|(to, _)| to != first) {
                continue;
            }
            for &node in &members {
                this.of[node as usize] = first;
                this.is_cyclic[node as usize] = true;
            }
            this.cyclic.push(members);
        }
        this.cyclic.sort_unstable();
        this
    }

    /// Whether two nodes lie in one component, so that an edge between them is inner.
    #[must_use]
    pub fn same(&self, one: u32, other: u32) -> bool {
        self.of[one as usize] == self.of[other as usize]
    }

    /// Whether a node lies on some cycle, were it only an edge to itself.
    #[must_use]
    pub fn is_cyclic(&self, node: u32) -> bool {
        self.is_cyclic[node as usize]
    }

    /// The components that have cycles: members in source order, by first member.
    #[must_use]
    pub fn cyclic(&self) -> &[Vec<u32>] {
        &self.cyclic
    }
}

/// Whether taking away nodes that wait for nothing, again and again, takes away all.
///
/// Most plans have no cycle; this spares them the two searches and a vector per node.
fn is_acyclic(graph: &Graph) -> bool {
    let mut waiting: Vec<usize> =
        graph.nodes().map(|node| graph.predecessors(node).len()).collect();
    let mut ready: Vec<u32> = graph.nodes().filter(|&node| waiting[node as usize] == 0).collect();
    let mut taken = 0;
    while let Some(node) = ready.pop() {
        taken += 1;
        for (to, _) in graph.successors(node) {
            waiting[to as usize] -= 1;
            if waiting[to as usize] == 0 {
                ready.push(to);
            }
        }
    }
    taken == graph.len()
}

/// The components as `petgraph` finds them, in no order that matters.
fn strongly_connected(graph: &Graph) -> Vec<Vec<u32>> {
    let mut copy = DiGraph::<u32, ()>::with_capacity(graph.len(), graph.edge_count());
    for node in graph.nodes() {
        copy.add_node(node);
    }
    copy.extend_with_edges(&graph.edges);
    let members = |indices: Vec<_>| indices.into_iter().map(|index| copy[index]).collect();
    kosaraju_scc(&copy).into_iter().map(members).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Components;
    use crate::graph::Graph;
    use crate::graph::naive::{self, graphs};

    #[test]
    fn components_come_by_first_member() {
        let graph = Graph::new(7, &[(5, 6), (6, 5), (4, 1), (1, 4), (1, 5), (3, 3), (0, 2)]);
        let components = Components::new(&graph);
        assert_eq!(components.cyclic(), [vec![1, 4], vec![3], vec![5, 6]]);
        assert!(components.same(4, 1) && !components.same(1, 5) && !components.same(0, 2));
        assert!(components.is_cyclic(3) && !components.is_cyclic(0));
    }

    #[test]
    fn a_long_ring_needs_no_deep_stack() {
        let edges: Vec<(u32, u32)> = (0..100_000).map(|i| (i, (i + 1) % 100_000)).collect();
        let components = Components::new(&Graph::new(100_000, &edges));
        assert_eq!(components.cyclic().len(), 1);
    }

    proptest! {
        #[test]
        fn nodes_are_together_when_each_reaches_the_other(graph in graphs(9)) {
            let components = Components::new(&graph);
            let reach = naive::reach(&graph);
            for a in graph.nodes() {
                prop_assert_eq!(components.is_cyclic(a), reach[a as usize][a as usize]);
                for b in graph.nodes() {
                    let mutual = reach[a as usize][b as usize] && reach[b as usize][a as usize];
                    prop_assert_eq!(components.same(a, b), a == b || mutual);
                }
            }
        }
    }
}
