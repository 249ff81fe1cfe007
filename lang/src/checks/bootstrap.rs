//! `PDL7008`: what is installed by hand is there before Flux adopts it, and where.

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::graph::ancestors;
use crate::model::{Component, Status, StoryId};
use crate::problems::bootstrap as problems;

pub(super) fn check(cx: Context, found: &mut Vec<Diagnostic>) {
    for component in cx.plan.components.values() {
        let Some((adopted, by_hand)) = component.story.zip(component.bootstrap) else { continue };
        let stories = [adopted.value, by_hand.value];
        let is_known = |id: StoryId| {
            let story = &cx.plan.stories[id];
            story.sprint().is_some() && !story.details().is_uncertain
        };
        if stories[0] != stories[1] && stories.into_iter().all(is_known) {
            found.extend(late(cx, component, stories).or_else(|| apart(cx, component, stories)));
        }
    }
}

/// Flux adopts it before anybody installs it. An order against the sprints is reported where orders are.
fn late(
    cx: Context,
    component: &Component,
    [adopted, by_hand]: [StoryId; 2],
) -> Option<Diagnostic> {
    let (plan, schedule) = (cx.plan, cx.schedule);
    if plan.stories[by_hand].status() == Status::Done {
        return None;
    }
    let rank = |id: StoryId| plan.stories[id].sprint().map(|it| schedule.sprints[it].rank);
    let waits = |id: StoryId, other: StoryId| {
        schedule.components.same(id.0, other.0)
            || ancestors(&schedule.graph, &[id.0]).binary_search(&other.0).is_ok()
    };
    if rank(by_hand) > rank(adopted) {
        return (!waits(adopted, by_hand)).then(|| problems::late(plan, component, false));
    }
    let is_after = rank(by_hand) == rank(adopted)
        && waits(by_hand, adopted)
        && !schedule.components.same(by_hand.0, adopted.0);
    is_after.then(|| problems::late(plan, component, true))
}

/// It is installed by hand on no cluster that gets it.
fn apart(cx: Context, component: &Component, stories: [StoryId; 2]) -> Option<Diagnostic> {
    let [adopted, by_hand] = stories.map(|it| cx.plan.clusters_of(it));
    let is_apart = cx.is_whole && !adopted.is_empty() && !by_hand.is_empty();
    let meets = by_hand.iter().any(|it| adopted.contains(it));
    (is_apart && !meets).then(|| problems::apart(cx.plan, component))
}
