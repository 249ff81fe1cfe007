//! Edges that could be left out: written twice, or implied by longer ways.

use std::cmp::Reverse;

use crate::graph::{Components, Graph, implied_edges};
use crate::model::{EdgeId, EdgeStrength, Plan};

/// An edge that says no more than another between the same stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepeatedEdge {
    /// The edge that says less: the weaker, else the one without a reason, else the later.
    pub needless: EdgeId,
    /// The edge that says most of all between these stories.
    pub needed: EdgeId,
}

/// An edge that a longer way between its ends implies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImpliedEdge {
    /// The edge.
    pub edge: EdgeId,
    /// The edges of a shortest longer way. Of an edge for Flux, they are all for Flux.
    pub path: Vec<EdgeId>,
}

/// The needless ones among equal edges, in the order of the source; `pairs` has each with the first of its kind.
pub(super) fn repeated(plan: &Plan, mut pairs: Vec<(u32, u32)>) -> Vec<RepeatedEdge> {
    let worth = |&edge: &EdgeId| {
        let it = &plan.edges[edge];
        (it.strength == EdgeStrength::Flux, it.reason.is_some(), Reverse(edge))
    };
    pairs.sort_unstable();
    let mut repeated = Vec::with_capacity(pairs.len());
    for group in pairs.chunk_by(|one, other| one.0 == other.0) {
        let first = EdgeId(group[0].0);
        let equal = || std::iter::once(first).chain(group.iter().map(|pair| EdgeId(pair.1)));
        let needed = equal().max_by_key(worth).unwrap_or(first);
        let others = equal().filter(|&edge| edge != needed);
        repeated.extend(others.map(|needless| RepeatedEdge { needless, needed }));
    }
    repeated.sort_unstable_by_key(|it| it.needless);
    repeated
}

/// The implied edges, in the order of the source; of repeated ones, only that which is needed.
///
/// A way with a plan-only edge does not give Flux the order: an edge for Flux is implied only by ways for Flux.
pub(super) fn implied(
    plan: &Plan,
    graph: &Graph,
    components: &Components,
    order: &[u32],
    waves: &[u32],
    repeated: &[RepeatedEdge],
) -> Vec<ImpliedEdge> {
    let is_flux = |edge: EdgeId| plan.edges[edge].strength == EdgeStrength::Flux;
    let whole = implied_edges(graph, components, order, waves);
    let whole = whole.into_iter().map(|it| ImpliedEdge {
        edge: EdgeId(it.edge),
        path: it.path.into_iter().map(EdgeId).collect(),
    });
    let mut found: Vec<ImpliedEdge> = if plan.edges.ids().all(is_flux) {
        whole.collect()
    } else {
        let plan_only = whole.filter(|it| !is_flux(it.edge));
        let mut found: Vec<_> = plan_only.collect();
        found.extend(implied_for_flux(plan, components, order, waves));
        found
    };
    found.retain(|it| repeated.binary_search_by_key(&it.edge, |it| it.needless).is_err());
    found.sort_by_key(|it| it.edge);
    found
}

/// The implied edges of the graph of edges for Flux alone.
///
/// Components, order and waves of the whole graph serve it, too: each of its edges outside a component climbs at
/// least one wave and at least one place.
fn implied_for_flux(
    plan: &Plan,
    components: &Components,
    order: &[u32],
    waves: &[u32],
) -> Vec<ImpliedEdge> {
    let flux: Vec<EdgeId> = plan
        .edges
        .iter()
        .filter(|(_, it)| it.strength == EdgeStrength::Flux)
        .map(|it| it.0)
        .collect();
    let ends: Vec<_> =
        flux.iter().map(|&it| (plan.edges[it].from.0, plan.edges[it].to.0)).collect();
    let graph = Graph::new(plan.stories.len(), &ends);
    let whole = |edge: u32| flux[edge as usize];
    let implied = implied_edges(&graph, components, order, waves).into_iter();
    implied
        .map(|it| ImpliedEdge {
            edge: whole(it.edge),
            path: it.path.into_iter().map(whole).collect(),
        })
        .collect()
}
