//! The graph as an indented list for a terminal.

use pdl_lang::model::Status;

use super::{Edge, GraphView, Nature, Node};
use crate::paint::{Ink, paint, status_ink, status_mark};
use crate::put::put;
use crate::report::Style;

/// Draws the sprints, their nodes, and below each node what it waits for.
#[must_use]
pub fn text(view: &GraphView<'_>, style: &Style) -> String {
    let mut out = String::new();
    for (number, group) in view.groups.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out += &paint(style, Ink::Bold, &group.heading());
        if let Some(dates) = group.human_dates() {
            put!(out, "  {}", paint(style, Ink::Dim, &dates));
        }
        out.push('\n');
        for (place, node) in view.nodes_of(number) {
            put!(out, "  {}\n", head(node, style));
            for edge in view.edges_to(place) {
                put!(out, "        {}\n", wait(view, edge, style));
            }
        }
    }
    if view.nodes.is_empty() {
        out.push_str("nothing\n");
    }
    out
}

fn head(node: &Node<'_>, style: &Style) -> String {
    let ink = status_ink(node.status);
    let mark = paint(style, ink, status_mark(node.status, style.unicode)).into_owned();
    let mut line = format!("{mark} {:02} {}", node.number, paint(style, Ink::Bold, &node.id));
    if node.status != Status::Planned {
        put!(line, "  {}", paint(style, ink, node.status.word()));
    }
    if node.cyclic {
        put!(line, "  {}", paint(style, Ink::Red, "waits for itself"));
    }
    if !node.clusters.is_empty() {
        let clusters = format!("[{}]", node.clusters.join(", "));
        put!(line, "  {}", paint(style, Ink::Dim, &clusters));
    }
    let title = node.story.unwrap_or(node.title);
    if !title.is_empty() {
        put!(line, "  {}", paint(style, Ink::Dim, title));
    }
    line
}

fn wait(view: &GraphView<'_>, edge: &Edge<'_>, style: &Style) -> String {
    let mut line = format!("after {}", paint(style, Ink::Plain, &view.nodes[edge.from].id));
    if let Some(detour) = edge.detour() {
        put!(line, " {detour}");
    }
    match edge.nature {
        Nature::Order => {}
        Nature::Need => line += " (no order says so)",
        Nature::PlanOnly => line += " (in the plan only)",
    }
    if !edge.reasons.is_empty() {
        put!(line, ": {}", paint(style, Ink::Dim, &edge.reasons.join("; ")));
    }
    line
}
