//! The dependency graph of a plan: stories as nodes, "waits for" as edges, both plain numbers.
//!
//! Node `i` is story `i` and edge `j` is dependency `j`, each in source order, so every answer
//! can be carried back to a span. Nothing here knows names, sprints or diagnostics. Each
//! algorithm is iterative and about linear; where the exact answer could cost more, a fixed
//! budget of steps bounds the work, so a plan gets the same answer on every machine.

mod components;
mod cycles;
mod order;
mod reach;
mod reduction;
mod repetition;

#[cfg(test)]
mod naive;

pub(crate) use self::components::Components;
pub(crate) use self::cycles::cycles;
pub(crate) use self::order::{total_order, waves};
pub(crate) use self::reach::ancestors;
pub use self::reach::{longest_chain, neighbourhood, weak_components};
pub(crate) use self::reduction::implied_edges;
pub(crate) use self::repetition::repeated_edges;

/// Stands for "no node", "no edge" and "not reached" in tables of `u32`.
const NONE: u32 = u32::MAX;

/// A directed graph in compressed form: the neighbours of a node are one slice.
///
/// An edge `(from, to)` means that `to` waits for `from`. Equal edges, edges from a node to
/// itself and cycles are allowed: the checks are what tells the user about them.
#[derive(Debug, Clone)]
pub struct Graph {
    nodes: u32,
    edges: Vec<(u32, u32)>,
    forward: Adjacency,
    backward: Adjacency,
}

impl Graph {
    /// Builds the graph of the nodes `0..nodes`, in time linear in nodes and edges.
    ///
    /// # Panics
    ///
    /// When an edge names a node that is not in `0..nodes`, or when there are 2³² − 1 nodes or
    /// edges or more.
    #[must_use]
    pub fn new(nodes: usize, edges: &[(u32, u32)]) -> Self {
        assert!(nodes.max(edges.len()) < NONE as usize, "the last number is kept for \"none\"");
        Self {
            nodes: u32::try_from(nodes).expect("it is below `NONE`"),
            edges: edges.to_vec(),
            forward: Adjacency::new(nodes, edges.iter().copied()),
            backward: Adjacency::new(nodes, edges.iter().map(|&(from, to)| (to, from))),
        }
    }

    /// The number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes as usize
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes == 0
    }

    /// All nodes in source order.
    #[must_use]
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = u32> + use<> {
        0..self.nodes
    }

    /// The number of edges, equal ones counted each.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// The two ends of an edge: `(from, to)`.
    #[must_use]
    pub fn edge(&self, edge: u32) -> (u32, u32) {
        self.edges[edge as usize]
    }

    /// The nodes that wait for `node`, each with the edge that says so, in edge order.
    #[must_use]
    pub fn successors(&self, node: u32) -> impl ExactSizeIterator<Item = (u32, u32)> + Clone {
        self.forward.of(node).iter().copied()
    }

    /// The nodes that `node` waits for, each with the edge that says so, in edge order.
    #[must_use]
    pub fn predecessors(&self, node: u32) -> impl ExactSizeIterator<Item = (u32, u32)> + Clone {
        self.backward.of(node).iter().copied()
    }

    /// Nodes plus edges, the unit in which budgets of work are measured.
    fn size(&self) -> u64 {
        (self.len() + self.edge_count()) as u64
    }
}

/// One direction of the edges, grouped by the node they are seen from.
///
/// ```text
/// start  0     2  3        the neighbours of node 0 are ends[0..2], of node 1 ends[2..3]
/// ends   a  b  c           each (node, edge), in edge order
/// ```
#[derive(Debug, Clone)]
struct Adjacency {
    start: Vec<u32>,
    ends: Vec<(u32, u32)>,
}

impl Adjacency {
    /// Groups `(node, other)` pairs by a counting sort, which keeps edge order within a group.
    fn new(nodes: usize, pairs: impl ExactSizeIterator<Item = (u32, u32)> + Clone) -> Self {
        let mut start = vec![0_u32; nodes + 1];
        for (node, other) in pairs.clone() {
            assert!((other as usize) < nodes, "an edge joins two nodes of the graph");
            start[node as usize + 1] += 1;
        }
        for node in 0..nodes {
            start[node + 1] += start[node];
        }
        let mut free = start.clone();
        let mut ends = vec![(NONE, NONE); pairs.len()];
        for ((node, other), edge) in pairs.zip(0..) {
            let slot = &mut free[node as usize];
            ends[*slot as usize] = (other, edge);
            *slot += 1;
        }
        Self { start, ends }
    }

    /// The neighbours of a node.
    fn of(&self, node: u32) -> &[(u32, u32)] {
        let node = node as usize;
        &self.ends[self.start[node] as usize..self.start[node + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Components, Graph, ancestors, cycles, implied_edges, longest_chain, total_order, waves,
        weak_components,
    };

    #[test]
    fn neighbours_come_in_edge_order_with_their_edges() {
        let graph = Graph::new(4, &[(0, 3), (2, 3), (0, 1), (0, 3), (1, 1)]);
        assert_eq!(graph.successors(0).collect::<Vec<_>>(), [(3, 0), (1, 2), (3, 3)]);
        assert_eq!(graph.predecessors(3).collect::<Vec<_>>(), [(0, 0), (2, 1), (0, 3)]);
        assert_eq!(graph.successors(1).collect::<Vec<_>>(), [(1, 4)]);
        assert_eq!(graph.predecessors(0).len(), 0);
        assert_eq!((graph.len(), graph.edge_count(), graph.edge(2)), (4, 5, (0, 1)));
    }

    #[test]
    fn the_empty_graph_is_empty() {
        let graph = Graph::new(0, &[]);
        assert!(graph.is_empty());
        assert_eq!(graph.nodes().count(), 0);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        // Written backwards, so that nothing is solved by going through the nodes as they come.
        let n = 100_000;
        let mut edges: Vec<(u32, u32)> = (1..n).map(|i| (i, i - 1)).collect();
        edges.push((n - 1, 0));
        let graph = Graph::new(n as usize, &edges);
        let components = Components::new(&graph);
        let order = total_order(&graph, &components, &vec![(0, 0); n as usize]);
        let waves = waves(&graph, &components, &order);
        let path = (0..n - 1).rev().collect();
        assert_eq!(order, (0..n).rev().collect::<Vec<_>>());
        assert_eq!(waves, order);
        assert!(cycles(&graph, &components).is_empty());
        assert_eq!(
            implied_edges(&graph, &components, &order, &waves),
            [super::reduction::Implied { edge: n - 1, path }]
        );
        assert_eq!(longest_chain(&graph, &components, &order, |_| true), order);
        assert_eq!(ancestors(&graph, &[0]).len(), 99_999);
        assert_eq!(weak_components(&graph), vec![0; n as usize]);
    }

    #[test]
    #[should_panic(expected = "an edge joins two nodes of the graph")]
    fn an_edge_to_nowhere_is_refused() {
        let _ = Graph::new(2, &[(0, 2)]);
    }
}
