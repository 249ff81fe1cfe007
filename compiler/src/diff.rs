//! What differs between two plans and their outputs: what moves, what slips and why, what is applied where.
//!
//! Both sides are what a build makes, whether it stands on a disk, in a revision or only in memory: the plan is read
//! from `schedule.json`, the manifests are compared file by file. One kind of difference, one file.

mod causes;
mod dependencies;
mod facts;
mod fields;
mod files;
mod json;
mod markdown;
mod milestones;
mod plan;
mod report;
mod sprints;
mod stories;
mod text;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::output::{Destination, Place};

pub use causes::{Edge, Move};
pub use dependencies::DependencyDiff;
pub use facts::FactDiff;
pub use fields::{Field, Kind};
pub use files::{ClusterDiff, FileDiff};
pub use json::json;
pub use markdown::{LIMIT as MARKDOWN_LIMIT, markdown};
pub use milestones::{MilestoneDiff, Slip};
pub use plan::Schedule;
pub use sprints::SprintDiff;
pub use stories::StoryDiff;
pub use text::text;

/// What a build made.
#[derive(Debug)]
pub struct Side {
    /// What the user calls it.
    pub name: String,
    /// The plan; none when it was built without documents.
    pub schedule: Option<Schedule>,
    /// The trees of the clusters.
    pub files: BTreeMap<Place, Vec<u8>>,
}

impl Side {
    /// Takes what a build made.
    ///
    /// # Errors
    /// Why its plan cannot be read, as the end of a sentence that begins with its name.
    pub fn new(name: String, files: BTreeMap<Place, Vec<u8>>) -> Result<Self, String> {
        let schedule = files.iter().find(|(place, _)| is_schedule(place));
        let schedule = schedule.map(|(_, bytes)| Schedule::from_json(bytes)).transpose()?;
        Ok(Self { name, schedule, files })
    }
}

/// Whether a file of an output is read: the trees of the clusters, and the plan.
#[must_use]
pub fn is_read(place: &Place) -> bool {
    crate::output::cluster(place).is_some() || is_schedule(place)
}

fn is_schedule(place: &Place) -> bool {
    match place.destination {
        Destination::Out => place.path.as_str() == "schedule/schedule.json",
        Destination::Folder(_) => place.path.as_str() == "schedule.json",
    }
}

/// What differs.
#[derive(Debug, Serialize)]
pub struct Diff {
    /// What the older side is called.
    pub old: String,
    /// What the newer side is called.
    pub new: String,
    /// Whether there was a plan on both sides to compare.
    pub plans_compared: bool,
    /// What is said of the platform and its calendar.
    pub platform: Vec<FactDiff>,
    /// Milestones in the order of the newer plan, then those that are gone.
    pub milestones: Vec<MilestoneDiff>,
    /// Sprints by date, then those that are gone.
    pub sprints: Vec<SprintDiff>,
    /// Stories in the order of the newer plan, then those that are gone.
    pub stories: Vec<StoryDiff>,
    /// Arrows in the order of the newer source, then those that are gone.
    pub dependencies: Vec<DependencyDiff>,
    /// The manifests, by cluster.
    pub clusters: Vec<ClusterDiff>,
}

impl Diff {
    /// Compares two sides.
    #[must_use]
    pub fn between(old: &Side, new: &Side) -> Self {
        let mut diff = Self {
            old: old.name.clone(),
            new: new.name.clone(),
            plans_compared: false,
            platform: Vec::new(),
            milestones: Vec::new(),
            sprints: Vec::new(),
            stories: Vec::new(),
            dependencies: Vec::new(),
            clusters: files::clusters(&old.files, &new.files),
        };
        if let (Some(old), Some(new)) = (&old.schedule, &new.schedule) {
            let renamed = stories::renamed(old, new);
            let old = &old.with_names(&renamed);
            diff.plans_compared = true;
            diff.platform = facts::facts(old, new);
            diff.milestones = milestones::milestones(old, new);
            diff.sprints = sprints::sprints(old, new);
            diff.stories = stories::stories(old, new, &renamed);
            diff.dependencies = dependencies::dependencies(old, new);
        }
        diff
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.platform.is_empty()
            && self.milestones.is_empty()
            && self.sprints.is_empty()
            && self.stories.is_empty()
            && self.dependencies.is_empty()
            && self.clusters.is_empty()
    }
}
