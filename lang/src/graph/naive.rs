//! Random small graphs and slow, obvious answers for the properties of this module's tests.

use proptest::collection::vec;
use proptest::prelude::*;

use super::reduction::Implied;
use super::{Components, Graph};

/// Graphs of up to `most` nodes with any edges: equal ones, loops and cycles too.
pub(super) fn graphs(most: u32) -> impl Strategy<Value = Graph> {
    (1..=most).prop_flat_map(|nodes| {
        vec((0..nodes, 0..nodes), 0..=2 * nodes as usize)
            .prop_map(move |edges| Graph::new(nodes as usize, &edges))
    })
}

/// Graphs of up to `most` nodes without a cycle, whose nodes are not numbered in order.
pub(super) fn acyclic_graphs(most: u32) -> impl Strategy<Value = Graph> {
    (1..=most).prop_flat_map(|nodes| {
        let names = Just((0..nodes).collect::<Vec<u32>>()).prop_shuffle();
        (vec((0..nodes, 0..nodes), 0..=3 * nodes as usize), names).prop_map(|(edges, names)| {
            let rename = |(a, b): (u32, u32)| (names[a.min(b) as usize], names[a.max(b) as usize]);
            let edges: Vec<_> = edges.into_iter().filter(|(a, b)| a != b).map(rename).collect();
            Graph::new(names.len(), &edges)
        })
    })
}

/// Whether `b` is reached from `a` over at least one edge, as `reach[a][b]`.
pub(super) fn reach(graph: &Graph) -> Vec<Vec<bool>> {
    let mut reach = vec![vec![false; graph.len()]; graph.len()];
    for &(from, to) in &graph.edges {
        reach[from as usize][to as usize] = true;
    }
    for via in 0..graph.len() {
        for from in 0..graph.len() {
            for to in 0..graph.len() {
                reach[from][to] |= reach[from][via] && reach[via][to];
            }
        }
    }
    reach
}

/// The graph without its inner edges; edges are renumbered.
pub(super) fn outer(graph: &Graph, components: &Components) -> Graph {
    let crosses = |&(from, to): &(u32, u32)| !components.same(from, to);
    Graph::new(graph.len(), &graph.edges.iter().copied().filter(crosses).collect::<Vec<_>>())
}

/// Every path of different nodes that begins at `from`, as edges.
pub(super) fn paths(graph: &Graph, from: u32) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    let mut done = 0;
    while done < all.len() {
        let path = all[done].clone();
        let mut visited = vec![from];
        visited.extend(path.iter().map(|&edge| graph.edge(edge).1));
        let end = visited[path.len()];
        for (_, edge) in graph.successors(end).filter(|(to, _)| !visited.contains(to)) {
            all.push([path.as_slice(), &[edge]].concat());
        }
        done += 1;
    }
    all
}

/// The nodes that the edges of a path or cycle leave.
pub(super) fn starts(graph: &Graph, cycle: &[u32]) -> Vec<u32> {
    cycle.iter().map(|&edge| graph.edge(edge).0).collect()
}

/// All cycles begun at their lowest node; the best of each component by length, nodes, edges.
pub(super) fn cycles(graph: &Graph, components: &Components) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = Vec::new();
    for from in graph.nodes() {
        for mut path in paths(graph, from) {
            let end = path.last().map_or(from, |&edge| graph.edge(edge).1);
            for (_, edge) in graph.successors(end).filter(|&(to, _)| to == from) {
                path.push(edge);
                if starts(graph, &path).iter().min() == Some(&from) {
                    all.push(path.clone());
                }
                path.pop();
            }
        }
    }
    all.sort_by_key(|cycle| (cycle.len(), starts(graph, cycle), cycle.clone()));
    let node = |cycle: &[u32]| graph.edge(cycle[0]).0;
    let mut best: Vec<Vec<u32>> = Vec::new();
    for cycle in all {
        if best.iter().all(|other| !components.same(node(other), node(&cycle))) {
            best.push(cycle);
        }
    }
    best.sort_by_key(|cycle| node(cycle));
    best
}

/// For each edge that is not repeated the best of all longer paths of outer edges.
pub(super) fn implied_edges(graph: &Graph) -> Vec<Implied> {
    let components = Components::new(graph);
    let inner = |edge: u32| {
        let (from, to) = graph.edge(edge);
        components.same(from, to)
    };
    let mut implied = Vec::new();
    for from in graph.nodes() {
        let mut paths = paths(graph, from);
        paths.retain(|path| path.len() > 1 && path.iter().all(|&edge| !inner(edge)));
        paths.sort_by_key(|path| (path.len(), path.clone()));
        let mut seen = Vec::new();
        for (to, edge) in graph.successors(from).filter(|&(_, edge)| !inner(edge)) {
            let ends = |path: &&Vec<u32>| graph.edge(path[path.len() - 1]).1 == to;
            if let (false, Some(path)) = (seen.contains(&to), paths.iter().find(ends)) {
                implied.push(Implied { edge, path: path.clone() });
            }
            seen.push(to);
        }
    }
    implied.sort_by_key(|implied| implied.edge);
    implied
}
