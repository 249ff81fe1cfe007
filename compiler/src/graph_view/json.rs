//! The graph for programs. Versioned: fields may be added, never changed.

use std::borrow::Cow;

use serde::Serialize;

use super::{GraphView, Level, Nature};

/// The version of the document's form.
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format_version: u32,
    platform: &'a str,
    level: &'a str,
    groups: Vec<Group<'a>>,
    nodes: Vec<Node<'a>>,
    edges: Vec<Edge<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    sprint: Option<&'a str>,
    title: &'a str,
    /// The first day.
    start: Option<String>,
    /// The last day, which belongs to the sprint.
    end: Option<String>,
}

#[derive(Serialize)]
struct Node<'a> {
    id: &'a str,
    title: &'a str,
    story: Option<&'a str>,
    status: &'a str,
    number: u32,
    wave: u32,
    lane: Option<&'a str>,
    /// Empty for everywhere.
    clusters: &'a [&'a str],
    cyclic: bool,
    /// An index of `groups`.
    group: usize,
}

#[derive(Serialize)]
struct Edge<'a> {
    from: &'a str,
    to: &'a str,
    /// `flux`, or `plan` for what Flux does not get.
    strength: &'a str,
    /// `order`, or `need` for what manifests need and no order says.
    nature: &'a str,
    reasons: &'a [Cow<'a, str>],
    via: &'a [&'a str],
}

/// The graph as one JSON document.
///
/// # Errors
/// Never: strings and numbers can be written.
pub fn json(view: &GraphView<'_>) -> serde_json::Result<String> {
    let document = Document {
        format_version: FORMAT_VERSION,
        platform: view.name,
        level: match view.level {
            Level::Stories => "stories",
            Level::Components => "components",
        },
        groups: view.groups.iter().map(group).collect(),
        nodes: view.nodes.iter().map(node).collect(),
        edges: view.edges.iter().map(|it| edge(view, it)).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn group<'a>(group: &'a super::Group<'_>) -> Group<'a> {
    let (start, end) =
        group.dates.map(|(first, last)| (first.to_string(), last.to_string())).unzip();
    Group { sprint: group.sprint, title: group.title, start, end }
}

fn node<'a>(node: &'a super::Node<'_>) -> Node<'a> {
    Node {
        id: &node.id,
        title: node.title,
        story: node.story,
        status: node.status.word(),
        number: node.number,
        wave: node.wave,
        lane: node.lane,
        clusters: &node.clusters,
        cyclic: node.cyclic,
        group: node.group,
    }
}

fn edge<'a>(view: &'a GraphView<'_>, edge: &'a super::Edge<'_>) -> Edge<'a> {
    Edge {
        from: &view.nodes[edge.from].id,
        to: &view.nodes[edge.to].id,
        strength: if edge.nature == Nature::PlanOnly { "plan" } else { "flux" },
        nature: if edge.nature == Nature::Need { "need" } else { "order" },
        reasons: &edge.reasons,
        via: &edge.via,
    }
}
