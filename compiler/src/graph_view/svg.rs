//! The graph as a picture: each node to the right of what it waits for.

use pdl_lang::model::Status;

use super::{GraphView, Nature};
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
    let lines = view.edges.iter().map(|edge| (edge.from, edge.to, tie(edge.nature)));
    let layers = Layers { nodes: nodes.collect(), lines: lines.collect() };
    let drawing = layers.draw().unwrap_or(Drawing::EMPTY);
    let mut description = "Every node stands to the right of what it waits for.".to_owned();
    if let Some(remark) = &drawing.remark {
        description.push(' ');
        description.push_str(remark);
    }
    drawing.file(view.name, &description)
}

fn tie(nature: Nature) -> Tie {
    match nature {
        Nature::Order => Tie::Order,
        Nature::Need => Tie::Need,
        Nature::PlanOnly => Tie::PlanOnly,
    }
}

/// The mark of a status, so that colours are not needed to tell it.
pub(crate) fn mark(status: Status) -> &'static str {
    match status {
        Status::Draft => "✎",
        Status::Planned => "○",
        Status::Active => "▶",
        Status::Done => "✓",
        Status::Blocked => "■",
        Status::Deferred => "–",
    }
}
