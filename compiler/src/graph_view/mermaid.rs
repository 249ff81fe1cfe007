//! The graph for Mermaid.

use pdl_lang::model::Status;

use super::dot::fill;
use super::{GraphView, Level, Nature, Node};
use crate::put::{put, putln};
use crate::report::visible;

/// Draws the graph as a flowchart: sprints as subgraphs, statuses as colours.
#[must_use]
pub fn mermaid(view: &GraphView<'_>) -> String {
    let mut out = "flowchart LR\n".to_owned();
    for (number, group) in view.groups.iter().enumerate() {
        let heading = quoted(&group.label());
        putln!(out, "  subgraph g_{number}[{heading}]");
        for (_, node) in view.nodes_of(number) {
            let (id, label) = (id(view, node), label(node));
            putln!(out, "    {id}[{label}]:::{}", class(node));
        }
        out += "  end\n";
    }
    for edge in &view.edges {
        // Mermaid has one kind of broken line; what manifests need says so.
        let arrow = match edge.nature {
            Nature::Order => "-->",
            Nature::Need | Nature::PlanOnly => "-.->",
        };
        let label = match edge.reasons.as_slice() {
            [] => String::new(),
            reasons => format!("|{}|", quoted(&reasons.join("\n"))),
        };
        let (from, to) = (id(view, &view.nodes[edge.from]), id(view, &view.nodes[edge.to]));
        putln!(out, "  {from} {arrow}{label} {to}");
    }
    for status in STATUSES {
        let (word, fill) = (status.word(), fill(status));
        putln!(out, "  classDef {word} fill:{fill},color:#1f2328,stroke:#57606a");
    }
    out + "  classDef cyclic fill:#ffd7d5,color:#1f2328,stroke:#cf222e,stroke-width:3px\n"
}

const STATUSES: [Status; 6] = [
    Status::Draft,
    Status::Planned,
    Status::Active,
    Status::Done,
    Status::Blocked,
    Status::Deferred,
];

fn class(node: &Node<'_>) -> &'static str {
    if node.cyclic { "cyclic" } else { node.status.word() }
}

/// An id that is no word of Mermaid's: the name behind the first letter of what it stands for.
fn id(view: &GraphView<'_>, node: &Node<'_>) -> String {
    let prefix = match view.level {
        Level::Stories => "s",
        Level::Components => "c",
    };
    let name =
        node.id.replace(|it: char| !it.is_ascii_alphanumeric() && it != '-' && it != '_', "");
    format!("{prefix}_{name}")
}

fn label(node: &Node<'_>) -> String {
    let mut lines = vec![node.id.as_str()];
    lines.extend(node.story.or(Some(node.title)).filter(|title| !title.is_empty()));
    if node.status != Status::Planned {
        lines.push(node.status.word());
    }
    quoted(&lines.join("\n"))
}

/// A quoted string of Mermaid that shows `text` as it is.
///
/// Mermaid has no escapes but numbered entities; what could begin markup, an entity, a directive or a comment becomes
/// one.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            quoted.push_str("<br/>");
        }
        for character in visible(line).chars() {
            if matches!(
                character,
                '"' | '#'
                    | '&'
                    | '<'
                    | '>'
                    | '%'
                    | '`'
                    | ':'
                    | ';'
                    | '\\'
                    | '*'
                    | '_'
                    | '['
                    | ']'
                    | '{'
                    | '}'
                    | '|'
                    | '$'
            ) {
                put!(quoted, "#{};", u32::from(character));
            } else {
                quoted.push(character);
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
        assert_eq!(quoted("a (b) \"c\""), "\"a (b) #34;c#34;\"");
        assert_eq!(quoted("<b>&\n%%{init}"), "\"#60;b#62;#38;<br/>#37;#37;#123;init#125;\"");
    }
}
