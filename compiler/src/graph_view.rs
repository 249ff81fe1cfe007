//! Dependencies as a picture: stories or components in their sprints, and what waits for what, by the plan's orders and by
//! what manifests need.
//!
//! The view is data; the files below draw it. Everything is ordered by what the plan says, so equal plans give equal
//! pictures.

mod components;
mod dot;
mod json;
mod mermaid;
mod select;
mod stories;
mod svg;
mod text;
mod ways;

use std::borrow::Cow;

use pdl_lang::Analysis;
use pdl_lang::calendar::{Date, human_range};
use pdl_lang::model::{Placement, Plan, Status};

use crate::put::put;

pub use dot::dot;
pub use json::json;
pub use mermaid::mermaid;
pub(crate) use svg::mark;
pub use svg::svg;
pub use text::text;

/// What a node stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// A story.
    #[default]
    Stories,
    /// A component.
    Components,
}

/// Which part of the graph is wanted.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// What a node stands for.
    pub level: Level,
    /// Only what is delivered on this cluster.
    pub cluster: Option<String>,
    /// Only this node and what is at most so many steps before or after it.
    pub around: Option<(String, u32)>,
}

/// A name in a selection that the plan does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What it should have been: `story`.
    pub what: &'static str,
    /// The name.
    pub name: String,
    /// The names that there are.
    pub known: Vec<String>,
}

/// Stories or components with their dependencies.
#[derive(Clone, Debug, Default)]
pub struct GraphView<'a> {
    /// The platform.
    pub name: &'a str,
    /// What a node stands for.
    pub level: Level,
    /// The sprints that hold a node, by date; what is in none comes last.
    pub groups: Vec<Group<'a>>,
    /// The nodes, group by group, in the order of the plan.
    pub nodes: Vec<Node<'a>>,
    /// The edges, by the place of the node that waits, then by that it waits for.
    pub edges: Vec<Edge<'a>>,
}

/// A sprint, or what is in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    /// The sprint's name; none for the backlog.
    pub sprint: Option<&'a str>,
    /// What it is called.
    pub title: &'a str,
    /// Its first and last day.
    pub dates: Option<(Date, Date)>,
}

/// A story or a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<'a> {
    /// Its name, which no other node has.
    pub id: String,
    /// What it is called.
    pub title: &'a str,
    /// The story that delivers it, for a component.
    pub story: Option<&'a str>,
    /// How far the story is.
    pub status: Status,
    /// The place of the story in the order of the plan, from 1.
    pub number: u32,
    /// The length of the longest chain that ends with the story.
    pub wave: u32,
    /// The story's lane.
    pub lane: Option<&'a str>,
    /// Where it is delivered; empty for everywhere.
    pub clusters: Vec<&'a str>,
    /// Whether the story waits for itself.
    pub cyclic: bool,
    /// Its group, by its place.
    pub group: usize,
}

/// One node waits for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge<'a> {
    /// The node that comes first.
    pub from: usize,
    /// The node that waits.
    pub to: usize,
    /// What it stands for.
    pub nature: Nature,
    /// Why.
    pub reasons: Vec<Cow<'a, str>>,
    /// The stories between the two that are not in the picture.
    pub via: Vec<&'a str>,
}

/// What an edge stands for; of several ways between two nodes, the first of these counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// Orders of the plan, which Flux gets.
    Order,
    /// Something on the way is needed by manifests, and no order says so.
    Need,
    /// Something on the way orders the plan alone, and Flux does not get it.
    PlanOnly,
}

impl Edge<'_> {
    /// The stories between the two that are not in the picture, the first few by name.
    #[must_use]
    pub fn detour(&self) -> Option<String> {
        const SHOWN: usize = 4;
        let names = self.via.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
        match self.via.len() {
            0 => None,
            all if all > SHOWN => Some(format!("via {names} and {} more", all - SHOWN)),
            _ => Some(format!("via {names}")),
        }
    }
}

impl<'a> GraphView<'a> {
    /// The part of the graph of `analysis` that is wanted.
    ///
    /// # Errors
    /// When the selection names what is not there.
    pub fn new(analysis: &'a Analysis, selection: &Selection) -> Result<Self, Unknown> {
        let cluster = select::cluster(&analysis.plan, selection.cluster.as_deref())?;
        let view = match selection.level {
            Level::Stories => stories::view(analysis, cluster),
            Level::Components => components::view(analysis, cluster),
        };
        match &selection.around {
            Some((name, depth)) => {
                let prefix = &analysis.plan.platform.story_prefix;
                select::around(view, name, (*depth, prefix))
            }
            None => Ok(view),
        }
    }

    /// The nodes of a group with their places.
    pub fn nodes_of(&self, group: usize) -> impl Iterator<Item = (usize, &Node<'a>)> {
        let first = self.nodes.partition_point(|node| node.group < group);
        let last = self.nodes.partition_point(|node| node.group <= group);
        (first..last).zip(&self.nodes[first..last])
    }

    /// The edges to a node, by the place of what it waits for.
    #[must_use]
    pub fn edges_to(&self, node: usize) -> &[Edge<'a>] {
        let first = self.edges.partition_point(|edge| edge.to < node);
        let last = self.edges.partition_point(|edge| edge.to <= node);
        &self.edges[first..last]
    }
}

impl Group<'_> {
    /// The group's heading without its dates: `S0, Sprint 0`.
    #[must_use]
    pub fn heading(&self) -> String {
        match self.sprint {
            Some(sprint) if self.title.is_empty() => sprint.to_owned(),
            Some(sprint) => format!("{sprint}, {}", self.title),
            None => self.title.to_owned(),
        }
    }

    /// The group's dates, as people write them.
    #[must_use]
    pub fn human_dates(&self) -> Option<String> {
        self.dates.map(|(first, last)| human_range(first, last))
    }

    /// The heading and, on a line of their own, the dates.
    fn label(&self) -> String {
        match self.human_dates() {
            Some(dates) => format!("{}\n{dates}", self.heading()),
            None => self.heading(),
        }
    }
}

/// The groups by rank: sprints by date, then what is in none; with the group of every placement.
struct Groups<'a> {
    analysis: &'a Analysis,
}

impl<'a> Groups<'a> {
    /// What sorts a placement among the others.
    fn rank(&self, placement: Placement) -> u32 {
        match placement {
            Placement::Sprint(sprint) => self.analysis.schedule.sprints[sprint].rank,
            Placement::Unknown => u32::MAX - 1,
            Placement::Backlog => u32::MAX,
        }
    }

    fn group(&self, placement: Placement) -> Group<'a> {
        let plan: &'a Plan = &self.analysis.plan;
        let apart = |title| Group { sprint: None, title, dates: None };
        match placement {
            Placement::Backlog => apart("Backlog"),
            Placement::Unknown => apart("Unscheduled"),
            Placement::Sprint(sprint) => {
                let sprint = &plan.sprints[sprint];
                Group {
                    sprint: Some(&sprint.name.text),
                    title: sprint.title.as_deref().unwrap_or_default(),
                    dates: Some(sprint.dates.value),
                }
            }
        }
    }
}

/// Orders nodes by group and place, and numbers the groups.
fn arrange<'a>(
    analysis: &'a Analysis,
    mut nodes: Vec<(Placement, Node<'a>)>,
) -> (Vec<Group<'a>>, Vec<Node<'a>>) {
    let groups = Groups { analysis };
    nodes.sort_by_key(|(placement, node)| (groups.rank(*placement), node.number));
    let mut found: Vec<(Placement, Group<'a>)> = Vec::new();
    let mut arranged: Vec<Node<'a>> = Vec::with_capacity(nodes.len());
    for (placement, mut node) in nodes {
        if found.last().is_none_or(|(last, _)| *last != placement) {
            found.push((placement, groups.group(placement)));
        }
        node.group = found.len() - 1;
        arranged.push(node);
    }
    distinguish(&mut arranged);
    (found.into_iter().map(|(_, group)| group).collect(), arranged)
}

/// Gives nodes of one name, which only programs with errors have, different ids.
fn distinguish(nodes: &mut [Node<'_>]) {
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    for node in nodes {
        let times = seen.entry(node.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            put!(node.id, " ({times})");
        }
    }
}
