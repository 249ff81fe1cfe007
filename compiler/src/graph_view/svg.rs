//! The graph as a picture: each node to the right of what it waits for.

use super::GraphView;
use crate::emit::pictures::mark;
use crate::picture::{Drawing, Layers, Node, Tie};

/// Draws the graph.
#[must_use]
pub fn svg(view: &GraphView<'_>) -> String {
    let nodes = view.nodes.iter().map(|node| Node {
        label: format!("{} {}", mark(node.status), node.id),
        hint: node.title.to_owned(),
        class: if node.cyclic { "cyclic".to_owned() } else { node.status.word().to_owned() },
        href: None,
    });
    let lines = view
        .edges
        .iter()
        .map(|edge| (edge.from, edge.to, if edge.soft { Tie::PlanOnly } else { Tie::Order }));
    let layers = Layers { nodes: nodes.collect(), lines: lines.collect() };
    let drawing = layers.draw().unwrap_or(Drawing::EMPTY);
    let mut description = "Every node stands to the right of what it waits for.".to_owned();
    if let Some(remark) = &drawing.remark {
        description.push(' ');
        description.push_str(remark);
    }
    drawing.file(view.name, &description)
}
