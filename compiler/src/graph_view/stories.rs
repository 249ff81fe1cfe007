//! Stories, the orders between them, and what their manifests need of each other.

use pdl_lang::Analysis;
use pdl_lang::model::{ClusterId, StoryId};

use super::ways::ways;
use super::{Edge, GraphView, Level, Node, arrange};

/// The stories of a cluster, or all.
pub(super) fn view(analysis: &Analysis, cluster: Option<ClusterId>) -> GraphView<'_> {
    let plan = &analysis.plan;
    let is_kept = |story: StoryId| match (cluster, &plan.stories[story].clusters) {
        (Some(cluster), Some(listed)) => listed.iter().any(|it| it.value == cluster),
        _ => true,
    };
    let kept = plan.stories.ids().filter(|story| is_kept(*story));
    let nodes = kept.map(|story| (plan.stories[story].placement, node(analysis, story)));
    let (groups, nodes) = arrange(analysis, nodes.collect());
    let mut places = vec![0; plan.stories.len()];
    for (place, node) in nodes.iter().enumerate() {
        let story = analysis.schedule.order[node.number as usize - 1];
        places[story.0 as usize] = place;
    }
    let place = |story: StoryId| places[story.0 as usize];
    let name = |story: &StoryId| plan.stories[*story].name.text.as_str();
    let edges = ways(analysis, is_kept, |_| true).into_iter().map(|((from, to), way)| Edge {
        from: place(from),
        to: place(to),
        nature: way.nature,
        reasons: way.reasons,
        via: way.via.iter().map(name).collect(),
    });
    let mut edges: Vec<_> = edges.collect();
    edges.sort_by_key(|edge| (edge.to, edge.from));
    let name = plan.platform.name.as_ref().map_or("platform", |name| name.text.as_str());
    GraphView { name, level: Level::Stories, groups, nodes, edges }
}

/// A story as a node; its group is not yet known.
pub(super) fn node(analysis: &Analysis, id: StoryId) -> Node<'_> {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    let story = &plan.stories[id];
    let clusters = story.clusters.iter().flatten();
    Node {
        id: story.name.text.to_string(),
        title: story.title.as_deref().unwrap_or_default(),
        story: None,
        status: story.status(),
        number: schedule.number[id],
        wave: analysis.waits.wave[id],
        lane: story.lane.map(|lane| plan.lanes[lane.value].name.text.as_str()),
        clusters: clusters.map(|it| plan.clusters[it.value].name.text.as_str()).collect(),
        cyclic: analysis.waits.is_cyclic(id),
        group: 0,
    }
}
