//! The graph for Graphviz.

use pdl_lang::model::Status;

use super::{GraphView, Nature, Node};
use crate::put::{put, putln};
use crate::report::visible;

/// Draws the graph in the language of Graphviz: sprints as clusters, statuses as colours.
#[must_use]
pub fn dot(view: &GraphView<'_>) -> String {
    let mut out = format!("digraph {} {{\n", quoted(view.name));
    out +=
        "  rankdir=LR;\n  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\"];\n";
    out += "  edge [fontname=\"sans-serif\", fontsize=10];\n";
    for (number, group) in view.groups.iter().enumerate() {
        let label = quoted(&group.label());
        put!(out, "\n  subgraph cluster_{number} {{\n    label={label};\n    style=rounded;\n");
        for (_, node) in view.nodes_of(number) {
            putln!(out, "    {}", self::node(node));
        }
        out += "  }\n";
    }
    out.push('\n');
    for edge in &view.edges {
        let (from, to) = (quoted(&view.nodes[edge.from].id), quoted(&view.nodes[edge.to].id));
        let mut attributes = Vec::new();
        match edge.nature {
            Nature::Order => {}
            Nature::Need => attributes.push("style=dotted".to_owned()),
            Nature::PlanOnly => attributes.push("style=dashed".to_owned()),
        }
        if !edge.reasons.is_empty() {
            attributes.push(format!("label={}", quoted(&edge.reasons.join("\n"))));
        }
        if let Some(detour) = edge.detour() {
            attributes.push(format!("tooltip={}", quoted(&detour)));
        }
        let attributes = match attributes.as_slice() {
            [] => String::new(),
            _ => format!(" [{}]", attributes.join(", ")),
        };
        putln!(out, "  {from} -> {to}{attributes};");
    }
    out + "}\n"
}

fn node(node: &Node<'_>) -> String {
    let mut lines = vec![node.id.as_str()];
    lines.extend(node.story.or(Some(node.title)).filter(|title| !title.is_empty()));
    if node.status != Status::Planned {
        lines.push(node.status.word());
    }
    let mut attributes = format!("label={}", quoted(&lines.join("\n")));
    put!(attributes, ", fillcolor=\"{}\"", fill(node.status));
    if node.cyclic {
        attributes += ", color=red, penwidth=2";
    }
    format!("{} [{attributes}];", quoted(&node.id))
}

/// A light colour on which black text is readable.
pub(super) fn fill(status: Status) -> &'static str {
    match status {
        Status::Draft => "#f6f8fa",
        Status::Planned => "#ffffff",
        Status::Active => "#fff3c4",
        Status::Done => "#d3f5d8",
        Status::Blocked => "#ffd7d5",
        Status::Deferred => "#d8dee4",
    }
}

/// A quoted string of DOT that shows `text` as it is.
///
/// A backslash would begin an escape, and an ampersand an HTML entity.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            quoted.push_str("\\n");
        }
        for character in visible(line).chars() {
            match character {
                '"' => quoted.push_str("\\\""),
                '\\' => quoted.push_str("\\\\"),
                '&' => quoted.push_str("&amp;"),
                _ => quoted.push(character),
            }
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn every_text_is_shown_as_it_is() {
        assert_eq!(quoted("a \"b\" \\N"), r#""a \"b\" \\N""#);
        assert_eq!(quoted("<b>&lt;</b>\nx\u{1b}"), "\"<b>&amp;lt;</b>\\nx\u{241b}\"");
    }
}
