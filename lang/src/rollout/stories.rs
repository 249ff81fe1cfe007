//! Which stories need what others deliver: the needs of components, as needs of the stories that bring them.
//!
//! The whole plan counts, whatever part of it a cluster gets by a day or by `wire`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::needs::DELIVERERS;
use super::{Met, Need, Offer, Offers, Target, Unit};
use crate::model::{ComponentId, Plan, Status, StoryId};
use crate::schedule::Schedule;
use crate::wording::count;

/// That a story needs what another delivers, whether the plan orders the two or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryNeed {
    /// The story that delivers it.
    pub from: StoryId,
    /// The story that needs it.
    pub to: StoryId,
    /// What is needed, each once, what says most first; at least one.
    pub needs: Vec<Arc<Need>>,
}

impl StoryNeed {
    /// What is needed, in a few words: `StorageClass/fast and 2 other things`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}{}", self.needs[0].target, self.more())
    }

    /// How many other things are needed of the same story: ` and 2 other things`, or nothing.
    #[must_use]
    pub fn more(&self) -> String {
        let targets: BTreeSet<&Target> = self.needs.iter().map(|it| &it.target).collect();
        match targets.len() - 1 {
            0 => String::new(),
            others => format!(" and {}", count(others, "other thing", "other things")),
        }
    }
}

/// The story with which a component comes to its clusters: what is put there by hand comes with `bootstrap`.
pub(crate) fn arrival(plan: &Plan, component: ComponentId) -> Option<StoryId> {
    let component = &plan.components[component];
    let by_hand = component.bootstrap.map(|it| it.value);
    let by_hand = by_hand.filter(|it| plan.stories[*it].sprint().is_some());
    by_hand.or_else(|| component.story.map(|it| it.value))
}

/// Whether a story is to be delivered at all, as far as can be told.
pub(super) fn is_planned(plan: &Plan, story: StoryId) -> bool {
    let story = &plan.stories[story];
    story.sprint().is_some() && story.status() != Status::Deferred && !story.details().is_uncertain
}

/// The needs that are found, by the story that needs and the one that delivers.
#[derive(Default)]
pub(super) struct StoryNeeds(BTreeMap<(StoryId, StoryId), Vec<Arc<Need>>>);

impl StoryNeeds {
    /// Adds what the objects of a component need of other stories.
    pub(super) fn add(&mut self, plan: &Plan, schedule: &Schedule, offers: &Offers, unit: &Unit) {
        let cluster = unit.delivery.cluster;
        for need in unit.needs.iter().filter(|need| need.met != Met::Here) {
            let Some(to) = needing(plan, unit.delivery.component, need) else { continue };
            let offers = offers.of(cluster, &need.target);
            if let Some(from) = delivering(plan, schedule, offers, to) {
                self.0.entry((to, from)).or_default().push(Arc::clone(need));
            }
        }
    }

    pub(super) fn finish(self) -> Vec<StoryNeed> {
        let needs = self.0.into_iter().map(|((to, from), mut needs)| {
            // Two clusters need the same at the same place.
            needs.sort_by(|one, two| key(one).cmp(&key(two)));
            needs.dedup_by(|one, two| key(one) == key(two));
            StoryNeed { from, to, needs }
        });
        needs.collect()
    }
}

/// An object says more than a group, and a group more than a namespace.
fn key(need: &Need) -> (u8, crate::span::FileSpan, &Target) {
    let rank = match need.target {
        Target::Object { .. } => 0,
        Target::Group(_) => 1,
        Target::Namespace(_) => 2,
    };
    (rank, need.at, &need.target)
}

/// The story that needs something.
fn needing(plan: &Plan, component: ComponentId, need: &Need) -> Option<StoryId> {
    let story = match need.target {
        // Namespaces are made by hand, too, as far as anything is put into them by hand.
        Target::Namespace(_) => plan.components[component].story?.value,
        _ => arrival(plan, component)?,
    };
    Some(story).filter(|it| is_planned(plan, *it))
}

/// The first story that delivers something, unless the story that needs it does so itself.
fn delivering(
    plan: &Plan,
    schedule: &Schedule,
    offers: &[Offer],
    needing: StoryId,
) -> Option<StoryId> {
    let stories = offers.iter().take(DELIVERERS).filter_map(|it| arrival(plan, it.component));
    let rank = |story: StoryId| {
        let sprint = plan.stories[story].sprint().map(|it| schedule.sprints[it].rank);
        (plan.stories[story].status() != Status::Done, sprint, schedule.number[story])
    };
    let stories: Vec<StoryId> = stories.filter(|it| is_planned(plan, *it)).collect();
    let first = stories.iter().copied().min_by_key(|it| rank(*it));
    first.filter(|_| !stories.contains(&needing))
}
