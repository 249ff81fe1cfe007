//! Components, what the plan makes them wait for, and what they need of each other besides.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use pdl_lang::Analysis;
use pdl_lang::model::{ClusterId, ComponentId, Id as _, Placement, StoryId};
use pdl_lang::rollout::Reason;
use pdl_lang::waits::Why;

use super::ways::ways;
use super::{Edge, GraphView, Level, Nature, Node, arrange, stories};

/// The components of a cluster, or all.
pub(super) fn view(analysis: &Analysis, cluster: Option<ClusterId>) -> GraphView<'_> {
    let plan = &analysis.plan;
    let on_cluster = |story: StoryId| match (cluster, &plan.stories[story].clusters) {
        (Some(cluster), Some(listed)) => listed.iter().any(|it| it.value == cluster),
        _ => true,
    };
    let mut by_story: BTreeMap<StoryId, Vec<ComponentId>> = BTreeMap::new();
    for (id, component) in plan.components.iter() {
        if let Some(story) = component.story.filter(|story| on_cluster(story.value)) {
            by_story.entry(story.value).or_default().push(id);
        }
    }
    let (groups, nodes, places) = nodes(analysis, &by_story);
    let place = |id: ComponentId| places[id.index()];
    let mut edges = edges(analysis, &by_story, place);
    edges.extend(needs(analysis, cluster, &edges, place));
    edges.sort_by_key(|edge| (edge.to, edge.from));
    let name = plan.platform.name.as_ref().map_or("platform", |name| name.text.as_str());
    GraphView { name, level: Level::Components, groups, nodes, edges }
}

type Placed<'a> = (Vec<super::Group<'a>>, Vec<Node<'a>>, Vec<usize>);

/// The components as nodes, and the place of each among them.
fn nodes<'a>(analysis: &'a Analysis, by_story: &BTreeMap<StoryId, Vec<ComponentId>>) -> Placed<'a> {
    let plan = &analysis.plan;
    let mut all: Vec<(Placement, ComponentId, Node<'a>)> = Vec::new();
    for (story, components) in by_story {
        for id in components {
            let of_story = stories::node(analysis, *story);
            let node = Node {
                id: plan.components[*id].name.text.to_string(),
                story: Some(&plan.stories[*story].name.text),
                ..of_story
            };
            all.push((plan.stories[*story].placement, *id, node));
        }
    }
    // The order of `arrange`, which keeps that of the source within a story.
    let ranks = super::Groups { analysis };
    all.sort_by_key(|(placement, id, node)| (ranks.rank(*placement), node.number, *id));
    let mut places = vec![0; plan.components.len()];
    for (place, (_, id, _)) in all.iter().enumerate() {
        places[id.index()] = place;
    }
    let (groups, nodes) =
        arrange(analysis, all.into_iter().map(|(placement, _, node)| (placement, node)).collect());
    (groups, nodes, places)
}

/// The edges: between the ends of one story and the beginnings of the next, and within a story.
fn edges<'a>(
    analysis: &'a Analysis,
    by_story: &BTreeMap<StoryId, Vec<ComponentId>>,
    place: impl Fn(ComponentId) -> usize,
) -> Vec<Edge<'a>> {
    let plan = &analysis.plan;
    let after = |id: ComponentId| plan.components[id].after.iter().map(|it| it.value);
    let is_drawn = |id: ComponentId| {
        plan.components[id].story.is_some_and(|story| by_story.contains_key(&story.value))
    };
    let mut edges = Vec::new();
    for id in by_story.values().flatten() {
        for before in after(*id).filter(|before| is_drawn(*before)) {
            let (from, to) = (place(before), place(*id));
            let (nature, reasons, via) = (Nature::Order, Vec::new(), Vec::new());
            edges.push(Edge { from, to, nature, reasons, via });
        }
    }
    let is_order = |why: &Why<'_>| matches!(why, Why::Order(_));
    for ((first, then), way) in ways(analysis, |it| by_story.contains_key(&it), is_order) {
        let (before, behind) = (&by_story[&first], &by_story[&then]);
        let ends =
            before.iter().filter(|id| !before.iter().any(|it| after(*it).any(|b| b == **id)));
        let starts = behind.iter().filter(|id| !after(**id).any(|it| behind.contains(&it)));
        for (from, to) in ends.flat_map(|from| starts.clone().map(move |to| (*from, *to))) {
            edges.push(Edge {
                from: place(from),
                to: place(to),
                nature: way.nature,
                reasons: way.reasons.clone(),
                via: way.via.iter().map(|it| plan.stories[*it].name.text.as_str()).collect(),
            });
        }
    }
    edges.dedup();
    edges
}

/// What components wait for because they need it, on a cluster or on any, where no other edge says so.
fn needs<'a>(
    analysis: &'a Analysis,
    cluster: Option<ClusterId>,
    known: &[Edge<'a>],
    place: impl Fn(ComponentId) -> usize,
) -> Vec<Edge<'a>> {
    let known: BTreeSet<(usize, usize)> = known.iter().map(|edge| (edge.from, edge.to)).collect();
    let mut found: BTreeMap<(usize, usize), Vec<Cow<'a, str>>> = BTreeMap::new();
    let trees = analysis.rollout.trees.values();
    for tree in trees.filter(|tree| cluster.is_none_or(|it| it == tree.cluster)) {
        for unit in &tree.units {
            let to = place(unit.delivery.component);
            for dependency in &unit.after {
                let ends = (place(dependency.component), to);
                for reason in dependency.reasons.iter().filter_map(needed) {
                    let reasons = found.entry(ends).or_default();
                    if !reasons.contains(&reason) {
                        reasons.push(reason);
                    }
                }
            }
        }
    }
    found.retain(|ends, _| !known.contains(ends));
    let edges = found.into_iter().map(|((from, to), reasons)| {
        let (nature, via) = (Nature::Need, Vec::new());
        Edge { from, to, nature, reasons, via }
    });
    edges.collect()
}

fn needed(reason: &Reason) -> Option<Cow<'_, str>> {
    match reason {
        Reason::Need(need) => Some(Cow::Owned(format!("manifests need {}", need.target))),
        Reason::Namespace(name) => Some(Cow::Owned(format!("manifests need Namespace/{name}"))),
        Reason::Plan(_) | Reason::After(_) => None,
    }
}
