//! `PDL4002`–`PDL4005`, `PDL4009`: each edge against sprints, statuses and clusters.

use std::collections::BTreeMap;

use super::sprints::is_reversed;
use super::{Context, is_open, order};
use crate::diagnostic::Diagnostic;
use crate::model::{
    ClusterId, Edge, EdgeStrength, Id, Placement, Plan, SprintId, Status, Story, StoryId,
};
use crate::problems::dependencies as problems;

pub(super) fn check(cx: Context, found: &mut Vec<Diagnostic>) {
    let plan = cx.plan;
    let mut is_settled = vec![false; plan.edges.len()];
    for repeated in &cx.schedule.repeated {
        is_settled[repeated.needless.index()] = true;
    }
    let mut clusters = Clusters::new(plan);
    for (id, edge) in plan.edges.iter() {
        if !is_settled[id.index()] && !cx.schedule.is_inner(plan, id) {
            clusters.compare(plan, edge, found);
        }
    }
    let mut fits = BTreeMap::new();
    // If its ends are in the wrong order, so are those of some edge on the way that implies it.
    for implied in cx.schedule.implied.iter().filter(|it| order::is_reported(plan, it)) {
        is_settled[implied.edge.index()] = true;
    }
    for (id, edge) in plan.edges.iter() {
        if !is_settled[id.index()] && !cx.schedule.is_inner(plan, id) {
            placement(cx, edge, &mut fits, found);
        }
    }
}

/// Reports what keeps the second story of an edge from being done as planned: one finding at most.
///
/// `fits` keeps the first sprint that suits a story, which is the same for each of its edges.
fn placement(
    cx: Context,
    edge: &Edge,
    fits: &mut BTreeMap<StoryId, Option<SprintId>>,
    found: &mut Vec<Diagnostic>,
) {
    let plan = cx.plan;
    let (before, story) = (&plan.stories[edge.from], &plan.stories[edge.to]);
    if before.details().is_uncertain || story.details().is_uncertain {
        return;
    }
    if story.status() == Status::Deferred || before.status() == Status::Done {
        return;
    }
    if story.status() == Status::Done {
        found.push(problems::done_before_predecessor(plan, edge));
        return;
    }
    let Placement::Sprint(id) = story.placement else { return };
    let sprint = &plan.sprints[id];
    if before.status() == Status::Deferred {
        found.push(problems::depends_on_deferred(plan, edge, sprint));
        return;
    }
    let required = match before.placement {
        Placement::Sprint(required) => &plan.sprints[required],
        Placement::Backlog => return found.push(problems::depends_on_backlog(plan, edge, sprint)),
        Placement::Unknown => return,
    };
    let starts_later = sprint.dates.value.0 < required.dates.value.0;
    if starts_later && !is_reversed(sprint) && !is_reversed(required) {
        let find = || cx.waits.first_sprint_for(plan, cx.schedule, edge.to);
        let fits = fits.entry(edge.to).or_insert_with(find).map(|id| &plan.sprints[id]);
        let sprints = (sprint, required);
        found.push(problems::scheduled_before_dependency(plan, edge, sprints, fits));
    }
}

/// Compares the clusters of two stories without a list of them for every edge.
struct Clusters {
    /// The edge, counted from 1, whose first story was last seen to be delivered on a cluster.
    seen: Vec<u32>,
    round: u32,
}

impl Clusters {
    fn new(plan: &Plan) -> Self {
        Self { seen: vec![0; plan.clusters.len()], round: 0 }
    }

    /// Reports an edge for Flux whose second story reaches clusters that the first does not.
    fn compare(&mut self, plan: &Plan, edge: &Edge, found: &mut Vec<Diagnostic>) {
        let (before, story) = (&plan.stories[edge.from], &plan.stories[edge.to]);
        let Some(reached) = before.clusters.as_deref() else { return };
        let is_known = |it: &Story| is_open(it) && !it.details().is_uncertain;
        let is_planned = [before, story].iter().all(|it| is_known(it) && it.sprint().is_some());
        if edge.strength == EdgeStrength::Plan || !is_planned || reached.is_empty() {
            return;
        }
        self.round += 1;
        for cluster in reached {
            self.seen[cluster.value.index()] = self.round;
        }
        let lacks = |id: &ClusterId| self.seen[id.index()] != self.round;
        let lacking: Vec<&str> = match story.clusters.as_deref() {
            Some(listed) => {
                listed.iter().map(|it| it.value).filter(lacks).map(|it| name(plan, it)).collect()
            }
            None => plan.clusters.ids().filter(lacks).map(|it| name(plan, it)).collect(),
        };
        if !lacking.is_empty() {
            found.push(problems::cross_cluster_order(plan, edge, &lacking));
        }
    }
}

fn name(plan: &Plan, cluster: ClusterId) -> &str {
    &plan.clusters[cluster].name.text
}
