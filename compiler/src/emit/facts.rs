//! What several documents say of a plan, derived once for all of them.

mod links;
mod risks;
mod tally;

use std::collections::BTreeSet;

use pdl_lang::Analysis;
use pdl_lang::calendar::Date;
use pdl_lang::model::{
    ClusterId, Component, EdgeId, EdgeStrength, Id as _, IdVec, MilestoneId, Plan, Status, StoryId,
};
use pdl_lang::rollout::{Tree, Unit};
use pdl_lang::schedule::Schedule;
use pdl_lang::standing::{Standing, is_late, standing};
use pdl_lang::waits::{Critical, Slack, Waits, Why};

use crate::picture::Tie;

pub(super) use links::{Links, Page};
pub(super) use tally::Tally;

/// A plan with everything that follows from it for readers.
pub(super) struct Facts<'a> {
    /// The analysis it all comes from.
    pub(super) analysis: &'a Analysis,
    /// What the program says.
    pub(super) plan: &'a Plan,
    /// What follows from that.
    pub(super) schedule: &'a Schedule,
    /// What stories wait for, by the plan and by what their manifests need.
    pub(super) waits: &'a Waits,
    /// What each cluster gets.
    pub(super) trees: &'a IdVec<ClusterId, Tree>,
    /// The day that counts as today, if there is one.
    pub(super) today: Option<Date>,
    /// How each milestone stands.
    pub(super) milestones: IdVec<MilestoneId, Standing>,
    /// How far stories can move.
    pub(super) slack: IdVec<StoryId, Option<Slack>>,
    /// What drives the plan as a whole.
    pub(super) critical: Critical,
    /// How to get from one document to another.
    pub(super) links: Links,
    /// Edges that say no more than another between the same stories.
    needless: BTreeSet<EdgeId>,
    /// The milestones that need each story, directly or not.
    needed_by: IdVec<StoryId, Vec<MilestoneId>>,
    /// What each story delivers, cluster by cluster.
    units: IdVec<StoryId, Vec<(ClusterId, &'a Unit)>>,
    /// What each story installs once by hand.
    by_hand: IdVec<StoryId, Vec<&'a Component>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let (plan, schedule, waits) = (&analysis.plan, &analysis.schedule, &analysis.waits);
        let trees = &analysis.rollout.trees;
        let milestones: IdVec<MilestoneId, Standing> =
            plan.milestones.ids().map(|id| standing(analysis, id)).collect();
        let mut needed_by = vec![Vec::new(); plan.stories.len()];
        for (id, milestone) in milestones.iter() {
            for story in &milestone.needed {
                needed_by[story.index()].push(id);
            }
        }
        let mut units = vec![Vec::new(); plan.stories.len()];
        for tree in trees.values() {
            for unit in &tree.units {
                units[unit.delivery.story.index()].push((tree.cluster, unit));
            }
        }
        let mut by_hand = vec![Vec::new(); plan.stories.len()];
        for component in plan.components.values() {
            if let Some(story) = component.bootstrap {
                by_hand[story.value.index()].push(component);
            }
        }
        Self {
            analysis,
            plan,
            schedule,
            waits,
            trees,
            today: analysis.today,
            milestones,
            slack: waits.slack(plan, schedule),
            critical: waits.critical(plan, None),
            links: Links::new(plan),
            needless: schedule.repeated.iter().map(|it| it.needless).collect(),
            needed_by: needed_by.into_iter().collect(),
            units: units.into_iter().collect(),
            by_hand: by_hand.into_iter().collect(),
        }
    }

    /// The platform's title, else its name.
    pub(super) fn title(&self) -> String {
        let platform = &self.plan.platform;
        let name = platform.name.as_ref().map(|name| name.text.as_str());
        let title = platform.title.as_ref().map(|title| title.value.as_str());
        title.or(name).unwrap_or("Platform").to_owned()
    }

    /// A story with the platform's prefix.
    pub(super) fn name(&self, story: StoryId) -> String {
        format!("{}{}", self.plan.platform.story_prefix, self.plan.stories[story].name.text)
    }

    pub(super) fn status(&self, story: StoryId) -> Status {
        self.plan.stories[story].status()
    }

    /// Whether a story stands in a sprint.
    pub(super) fn is_scheduled(&self, story: StoryId) -> bool {
        self.plan.stories[story].sprint().is_some()
    }

    /// What a story waits for, the first to be done first, each pair of stories once.
    pub(super) fn before(&self, story: StoryId) -> Vec<(StoryId, Why<'a>)> {
        self.sorted(self.waits.before(story))
    }

    /// What waits for a story, the first to be done first, each pair of stories once.
    pub(super) fn after(&self, story: StoryId) -> Vec<(StoryId, Why<'a>)> {
        self.sorted(self.waits.after(story))
    }

    fn sorted(&self, waits: impl Iterator<Item = (StoryId, Why<'a>)>) -> Vec<(StoryId, Why<'a>)> {
        let is_said = |(_, why): &(StoryId, Why<'a>)| match why {
            Why::Order(edge) => !self.needless.contains(edge),
            Why::Need(_) => true,
        };
        let mut waits: Vec<_> = waits.filter(is_said).collect();
        waits.sort_by_key(|&(story, _)| self.schedule.number[story]);
        waits
    }

    /// The lines between stories that pictures draw: orders as the source has them, then needs.
    pub(super) fn lines(&self) -> Vec<(StoryId, StoryId, Tie)> {
        let order = |edge: EdgeId| {
            let edge = &self.plan.edges[edge];
            let tie = match edge.strength {
                EdgeStrength::Flux => Tie::Order,
                EdgeStrength::Plan => Tie::PlanOnly,
            };
            (edge.from, edge.to, tie)
        };
        let needs = self.waits.shown_needs().map(|need| (need.from, need.to, Tie::Need));
        self.edges().into_iter().map(order).chain(needs).collect()
    }

    /// What a story waits for and is not done.
    pub(super) fn blockers(&self, story: StoryId) -> Vec<StoryId> {
        let before = self.before(story).into_iter().map(|(before, _)| before);
        let mut open: Vec<_> = before.filter(|&it| self.status(it) != Status::Done).collect();
        open.dedup();
        open
    }

    /// The edges that documents show, in the order of the source.
    pub(super) fn edges(&self) -> Vec<EdgeId> {
        self.plan.edges.ids().filter(|edge| !self.needless.contains(edge)).collect()
    }

    /// The milestones that need a story, directly or not.
    pub(super) fn needed_by(&self, story: StoryId) -> &[MilestoneId] {
        &self.needed_by[story]
    }

    /// What a story delivers, cluster by cluster, each in the order in which Flux applies it.
    pub(super) fn units(&self, story: StoryId) -> &[(ClusterId, &'a Unit)] {
        &self.units[story]
    }

    /// What a story installs once by hand, in the order of the source.
    pub(super) fn by_hand(&self, story: StoryId) -> &[&'a Component] {
        &self.by_hand[story]
    }

    /// Whether a story should be done by today and is not.
    pub(super) fn is_late(&self, story: StoryId) -> bool {
        is_late(self.analysis, story)
    }

    /// The stories that a milestone requires, counted.
    pub(super) fn tally(&self, milestone: MilestoneId) -> Tally {
        Tally::of(self.plan, self.milestones[milestone].required.iter().copied())
    }

    /// The place of a story among all: `04/20`.
    pub(super) fn number(&self, story: StoryId) -> String {
        let total = self.schedule.order.len().to_string();
        format!("{:0width$}/{total}", self.schedule.number[story], width = total.len())
    }
}
