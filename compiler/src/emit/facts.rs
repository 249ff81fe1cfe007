//! What several documents say of a plan, derived once for all of them.

mod links;
mod milestones;
mod tally;

use std::collections::BTreeSet;

use pdl_lang::Analysis;
use pdl_lang::calendar::Date;
use pdl_lang::model::{
    ClusterId, Component, EdgeId, Id as _, IdVec, MilestoneId, Plan, Status, StoryId,
};
use pdl_lang::rollout::{Tree, Unit};
use pdl_lang::schedule::{Critical, Schedule, Slack};

pub(super) use links::{Links, Page};
pub(super) use milestones::{MilestoneFacts, State};
pub(super) use tally::Tally;

/// A plan with everything that follows from it for readers.
pub(super) struct Facts<'a> {
    /// The analysis it all comes from.
    pub(super) analysis: &'a Analysis,
    /// What the program says.
    pub(super) plan: &'a Plan,
    /// What follows from that.
    pub(super) schedule: &'a Schedule,
    /// What each cluster gets.
    pub(super) trees: &'a IdVec<ClusterId, Tree>,
    /// The day that counts as today, if there is one.
    pub(super) today: Option<Date>,
    /// Milestones by their ids.
    pub(super) milestones: IdVec<MilestoneId, MilestoneFacts>,
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
        let (plan, schedule) = (&analysis.plan, &analysis.schedule);
        let (trees, today) = (&analysis.rollout.trees, analysis.horizon);
        let milestones = milestones::milestones(analysis, today);
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
            trees,
            today,
            milestones,
            slack: schedule.slack(plan),
            critical: schedule.critical(plan, None),
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

    /// What a story waits for, the first to be done first, each pair of stories once.
    pub(super) fn before(&self, story: StoryId) -> Vec<(StoryId, EdgeId)> {
        self.sorted(self.schedule.predecessors(story))
    }

    /// What waits for a story, the first to be done first, each pair of stories once.
    pub(super) fn after(&self, story: StoryId) -> Vec<(StoryId, EdgeId)> {
        self.sorted(self.schedule.successors(story))
    }

    fn sorted(&self, edges: impl Iterator<Item = (StoryId, EdgeId)>) -> Vec<(StoryId, EdgeId)> {
        let mut edges: Vec<_> = edges.filter(|(_, edge)| !self.needless.contains(edge)).collect();
        edges.sort_by_key(|&(story, edge)| (self.schedule.number[story], edge));
        edges
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
        let is_open = !matches!(self.status(story), Status::Done | Status::Deferred);
        let due = self.plan.stories[story].sprint().map(|it| self.plan.sprints[it].dates.value.1);
        is_open && self.today.zip(due).is_some_and(|(today, due)| due < today)
    }

    /// The place of a story among all: `04/20`.
    pub(super) fn number(&self, story: StoryId) -> String {
        let total = self.schedule.order.len().to_string();
        format!("{:0width$}/{total}", self.schedule.number[story], width = total.len())
    }
}
