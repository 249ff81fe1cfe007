//! The impact for programs. Versioned: fields may be added, never changed.

use pdl_lang::model::{ComponentId, StoryId};
use serde::Serialize;

use super::{HitCluster, HitComponent, HitMilestone, HitStory, Impact, Subject};

/// The version of the document's form.
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format_version: u32,
    /// `story` or `component`.
    kind: &'a str,
    name: &'a str,
    /// The story that slips.
    story: Option<&'a str>,
    sprint: Option<&'a str>,
    status: Option<&'a str>,
    stories: Vec<Story<'a>>,
    milestones: Vec<Milestone<'a>>,
    clusters: Vec<Cluster<'a>>,
}

#[derive(Serialize)]
struct Story<'a> {
    name: &'a str,
    sprint: Option<&'a str>,
    /// `flux`, or `plan` where Flux does not wait.
    strength: &'a str,
    /// Whether orders say so all along; else manifests need something on the way.
    ordered: bool,
    /// From the subject to the story, both included.
    chain: Vec<&'a str>,
    /// The sprints by which the subject may slip before this story moves.
    holds_sprints: Option<u32>,
}

#[derive(Serialize)]
struct Milestone<'a> {
    name: &'a str,
    due: Option<String>,
    chain: Vec<&'a str>,
    holds_sprints: Option<u32>,
}

#[derive(Serialize)]
struct Cluster<'a> {
    name: &'a str,
    /// The Kustomizations of the subject.
    own: Vec<&'a str>,
    /// Those that would wait, in the order in which they would be applied.
    waiting: Vec<Waiting<'a>>,
    /// The Kustomizations of the cluster.
    total: usize,
}

#[derive(Serialize)]
struct Waiting<'a> {
    name: &'a str,
    chain: Vec<&'a str>,
}

/// The impact as one JSON document.
///
/// # Errors
/// Never: strings and numbers can be written.
pub fn json(impact: &Impact<'_>) -> serde_json::Result<String> {
    let plan = impact.plan();
    let story = impact.story.map(|it| &plan.stories[it]);
    let document = Document {
        format_version: FORMAT_VERSION,
        kind: match impact.subject {
            Subject::Story(_) => "story",
            Subject::Component(_) => "component",
        },
        name: impact.name(),
        story: story.map(|it| it.name.text.as_str()),
        sprint: story.and_then(|it| Some(plan.sprints[it.sprint()?].name.text.as_str())),
        status: story.map(|it| it.status().word()),
        stories: impact.stories.iter().map(|it| impact.story(it)).collect(),
        milestones: impact.milestones.iter().map(|it| impact.milestone(it)).collect(),
        clusters: impact.clusters.iter().map(|it| impact.cluster(it)).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

impl<'a> Impact<'a> {
    fn names(&self, chain: &[StoryId]) -> Vec<&'a str> {
        chain.iter().map(|it| self.plan().stories[*it].name.text.as_str()).collect()
    }

    fn component(&self, component: ComponentId) -> &'a str {
        &self.plan().components[component].name.text
    }

    fn story(&self, hit: &HitStory) -> Story<'a> {
        let story = &self.plan().stories[hit.story];
        Story {
            name: &story.name.text,
            sprint: story.sprint().map(|it| self.plan().sprints[it].name.text.as_str()),
            strength: if hit.is_plan_only { "plan" } else { "flux" },
            ordered: !hit.is_need_only,
            chain: self.names(&hit.chain),
            holds_sprints: hit.holds,
        }
    }

    fn milestone(&self, hit: &HitMilestone) -> Milestone<'a> {
        Milestone {
            name: &self.plan().milestones[hit.milestone].name.text,
            due: hit.due.map(|due| due.to_string()),
            chain: self.names(&hit.chain),
            holds_sprints: hit.holds,
        }
    }

    fn cluster(&self, hit: &HitCluster) -> Cluster<'a> {
        let waiting = |it: &HitComponent| Waiting {
            name: self.component(it.component),
            chain: it.chain.iter().map(|it| self.component(*it)).collect(),
        };
        Cluster {
            name: &self.plan().clusters[hit.cluster].name.text,
            own: hit.own.iter().map(|it| self.component(*it)).collect(),
            waiting: hit.waiting.iter().map(waiting).collect(),
            total: hit.total,
        }
    }
}
