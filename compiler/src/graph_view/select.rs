//! Parts of a graph.

use pdl_lang::model::{ClusterId, Plan};
use pdl_lang::{Graph, neighbourhood};

use super::{Edge, GraphView, Level, Unknown};

/// The cluster of a name.
pub(super) fn cluster(plan: &Plan, name: Option<&str>) -> Result<Option<ClusterId>, Unknown> {
    let Some(name) = name else { return Ok(None) };
    if let Some((id, _)) = plan.clusters.iter().find(|(_, cluster)| cluster.name.text == name) {
        return Ok(Some(id));
    }
    let known = plan.clusters.values().map(|cluster| cluster.name.to_string()).collect();
    Err(Unknown { what: "cluster", name: name.to_owned(), known })
}

/// The node of a name with what is at most `depth` steps before or after it.
pub(super) fn around<'a>(
    view: GraphView<'a>,
    name: &str,
    (depth, prefix): (u32, &str),
) -> Result<GraphView<'a>, Unknown> {
    let of = |name: &str| view.nodes.iter().position(|node| node.id == name);
    // Documents print stories with a prefix that sources do not have.
    let printed = name.strip_prefix(prefix).filter(|_| view.level == Level::Stories);
    let Some(center) = of(name).or_else(|| of(printed?)) else {
        let what = match view.level {
            Level::Stories => "story",
            Level::Components => "component",
        };
        let known = view.nodes.into_iter().map(|node| node.id).collect();
        return Err(Unknown { what, name: name.to_owned(), known });
    };
    let number = |place: usize| u32::try_from(place).expect("the size of a program is limited");
    let ends: Vec<_> = view.edges.iter().map(|it| (number(it.from), number(it.to))).collect();
    let graph = Graph::new(view.nodes.len(), &ends);
    let kept = neighbourhood(&graph, number(center), depth);
    Ok(restrict(view, &kept.into_iter().map(|it| it as usize).collect::<Vec<_>>()))
}

/// The view of some of its nodes, whose places are sorted.
fn restrict<'a>(view: GraphView<'a>, kept: &[usize]) -> GraphView<'a> {
    let place = |old: usize| kept.binary_search(&old).ok();
    let moved = |edge: Edge<'a>| {
        let (from, to) = (place(edge.from)?, place(edge.to)?);
        Some(Edge { from, to, ..edge })
    };
    let edges = view.edges.into_iter().filter_map(moved).collect();
    let mut groups = Vec::new();
    let mut nodes = Vec::with_capacity(kept.len());
    let mut last = None;
    for (old, mut node) in view.nodes.into_iter().enumerate() {
        if place(old).is_some() {
            if last != Some(node.group) {
                last = Some(node.group);
                groups.push(view.groups[node.group].clone());
            }
            node.group = groups.len() - 1;
            nodes.push(node);
        }
    }
    GraphView { groups, nodes, edges, ..view }
}
