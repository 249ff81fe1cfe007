//! The plan as data: plain structs with public fields, made by lowering, read by everything after.
//!
//! Ids index the vectors of [`Plan`]; their order is the order of the source.

mod engineering;
mod id;
mod schedule;
mod value;

pub use engineering::{
    ChartCrds, Cluster, Component, FluxOptions, Helm, Inventory, InventoryItem, Kustomize, Layer,
    ObjectRef, Outputs, PlatformSource, Provision, Resource, Setting,
};
pub use id::{ClusterId, ComponentId, EdgeId, Id, IdVec, LaneId, MilestoneId, SprintId, StoryId};
pub use schedule::{
    Calendar, DayOff, Edge, EdgeStrength, Estimate, Gate, Lane, Milestone, Placement, Platform,
    PlatformStatus, Sprint, Status, Story, StoryDetails, When, Wire,
};
pub use value::{Entry, Piece, Reference, Shape, Value, ValueKind};

use smol_str::SmolStr;

use crate::catalogue::Catalogue;
use crate::span::FileSpan;

/// A name together with the place that declares it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: SmolStr,
    /// Where it is declared.
    pub at: FileSpan,
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// A value that was written somewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub at: FileSpan,
}

/// Everything a program says.
#[derive(Debug, Default)]
pub struct Plan {
    /// The platform's own facts.
    pub platform: Platform,
    /// Working days, holidays and freezes.
    pub calendar: Calendar,
    /// Sprints in the order of the source.
    pub sprints: IdVec<SprintId, Sprint>,
    /// Stories in the order of the source, those of the backlog too.
    pub stories: IdVec<StoryId, Story>,
    /// Lanes in the order of the source.
    pub lanes: IdVec<LaneId, Lane>,
    /// Milestones in the order of the source.
    pub milestones: IdVec<MilestoneId, Milestone>,
    /// The edges of every chain in the order of the source; one that is written twice stands twice.
    pub edges: IdVec<EdgeId, Edge>,
    /// Clusters in the order of the source.
    pub clusters: IdVec<ClusterId, Cluster>,
    /// Settings that all clusters share.
    pub settings: Vec<Setting>,
    /// Components in the order of the source.
    pub components: IdVec<ComponentId, Component>,
    /// What secret stores hold.
    pub inventories: Vec<Inventory>,
    /// Where the documents go.
    pub outputs: Outputs,
    /// The kinds of objects, with those that the platform defines.
    pub catalogue: Catalogue,
}

impl Plan {
    /// The clusters a story is delivered on: its own list, or all.
    #[must_use]
    pub fn clusters_of(&self, story: StoryId) -> Vec<ClusterId> {
        match &self.stories[story].clusters {
            Some(listed) => listed.iter().map(|cluster| cluster.value).collect(),
            None => self.clusters.ids().collect(),
        }
    }

    /// Whether a story is delivered on a cluster.
    #[must_use]
    pub fn reaches(&self, story: StoryId, cluster: ClusterId) -> bool {
        let listed = self.stories[story].clusters.as_ref();
        listed.is_none_or(|listed| listed.iter().any(|it| it.value == cluster))
    }

    /// The stories of a sprint, in the order of the source.
    pub fn stories_of(&self, sprint: SprintId) -> impl Iterator<Item = StoryId> {
        let stories = self.sprints[sprint].stories.clone();
        stories.map(StoryId)
    }

    /// The story of a name, or of one behind the prefix with which documents print it.
    #[must_use]
    pub fn story_named(&self, name: &str) -> Option<StoryId> {
        let of = |name: &str| self.stories.iter().find(|(_, story)| story.name.text == name);
        let short = name.strip_prefix(self.platform.story_prefix.as_str());
        of(name).or_else(|| of(short?)).map(|(id, _)| id)
    }

    /// The stories that a milestone requires: its own list, or for `end` every story scheduled up to that sprint
    /// (by date, then source order) which is not deferred.
    #[must_use]
    pub fn required(&self, milestone: MilestoneId) -> Vec<StoryId> {
        let milestone = &self.milestones[milestone];
        if let Some(listed) = &milestone.requires {
            return listed.iter().map(|story| story.value).collect();
        }
        let When::End(last) = milestone.when.value else { return Vec::new() };
        let end = self.sprints[last].dates.value.1;
        let within = |story: &Story| match story.placement {
            Placement::Sprint(sprint) => {
                self.sprints[sprint].dates.value.1 <= end && story.status() != Status::Deferred
            }
            Placement::Backlog | Placement::Unknown => false,
        };
        self.stories.iter().filter(|(_, story)| within(story)).map(|(id, _)| id).collect()
    }
}
