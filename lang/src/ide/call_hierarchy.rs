//! Dependencies and dependants, step by step: what a call hierarchy shows of a plan.

use super::Place;
use super::describe;
use super::occurrences::{self, Symbol};
use crate::analysis::Analysis;
use crate::model::{ComponentId, StoryId};
use crate::span::FileSpan;
use crate::table::Namespace;

/// A story or a component in the hierarchy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Which it is.
    pub item: Item,
    /// Its name.
    pub name: String,
    /// Where it is planned.
    pub detail: String,
    /// The whole statement.
    pub at: FileSpan,
    /// Its name in the statement.
    pub name_at: FileSpan,
}

/// What stands in a hierarchy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A story.
    Story(StoryId),
    /// A component.
    Component(ComponentId),
}

/// A neighbour in the hierarchy, and the places that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The neighbour.
    pub node: Node,
    /// Where it is written that one waits for the other.
    pub because: Vec<FileSpan>,
}

/// The story or component at a place.
#[must_use]
pub fn prepare(place: Place<'_>) -> Option<Node> {
    let (symbol, _) = occurrences::symbol_at(place)?;
    let Symbol::Item(namespace, name) = symbol else { return None };
    find(place.analysis, namespace, &name)
}

/// A story or component by its name.
#[must_use]
pub fn find(analysis: &Analysis, namespace: Namespace, name: &str) -> Option<Node> {
    let plan = &analysis.plan;
    let item = match namespace {
        Namespace::Story => {
            Item::Story(plan.stories.iter().find(|(_, it)| it.name.text == name)?.0)
        }
        Namespace::Component => {
            Item::Component(plan.components.iter().find(|(_, it)| it.name.text == name)?.0)
        }
        _ => return None,
    };
    Some(node(analysis, item))
}

fn node(analysis: &Analysis, item: Item) -> Node {
    let plan = &analysis.plan;
    match item {
        Item::Story(id) => {
            let story = &plan.stories[id];
            let status = story.status().word();
            Node {
                item,
                name: story.name.text.to_string(),
                detail: format!("{}, {status}", describe::placement(plan, story)),
                at: story.at,
                name_at: story.name.at,
            }
        }
        Item::Component(id) => {
            let component = &plan.components[id];
            let story = component.story.map(|story| plan.stories[story.value].name.to_string());
            Node {
                item,
                name: component.name.text.to_string(),
                detail: story.unwrap_or_default(),
                at: component.at,
                name_at: component.name.at,
            }
        }
    }
}

/// What waits for an item directly.
#[must_use]
pub fn dependants(analysis: &Analysis, item: Item) -> Vec<Step> {
    let plan = &analysis.plan;
    let steps = match item {
        Item::Story(id) => {
            let at = |why| describe::because(why, |edge| plan.edges[edge].to_at);
            analysis.waits.after(id).map(|(it, why)| (Item::Story(it), at(why))).collect()
        }
        Item::Component(id) => {
            component_steps(analysis, |unit, before| (before == id).then_some(unit))
        }
    };
    grouped(analysis, steps)
}

/// What an item waits for directly.
#[must_use]
pub fn dependencies(analysis: &Analysis, item: Item) -> Vec<Step> {
    let plan = &analysis.plan;
    let steps = match item {
        Item::Story(id) => {
            let at = |why| describe::because(why, |edge| plan.edges[edge].from_at);
            analysis.waits.before(id).map(|(it, why)| (Item::Story(it), at(why))).collect()
        }
        Item::Component(id) => {
            component_steps(analysis, |unit, before| (unit == id).then_some(before))
        }
    };
    grouped(analysis, steps)
}

/// The components that Flux applies around another on any cluster.
fn component_steps(
    analysis: &Analysis,
    other: impl Fn(ComponentId, ComponentId) -> Option<ComponentId>,
) -> Vec<(Item, FileSpan)> {
    let mut steps = Vec::new();
    for unit in analysis.rollout.trees.values().flat_map(|tree| &tree.units) {
        for dependency in &unit.after {
            if let Some(found) = other(unit.delivery.component, dependency.component) {
                steps.push((Item::Component(found), analysis.plan.components[found].name.at));
            }
        }
    }
    steps
}

/// One step for each neighbour, in the order of the source.
fn grouped(analysis: &Analysis, mut steps: Vec<(Item, FileSpan)>) -> Vec<Step> {
    steps.sort_unstable();
    steps.dedup();
    let groups = steps.chunk_by(|one, other| one.0 == other.0);
    let step = |group: &[(Item, FileSpan)]| Step {
        node: node(analysis, group[0].0),
        because: group.iter().map(|(_, at)| *at).collect(),
    };
    groups.map(step).collect()
}
