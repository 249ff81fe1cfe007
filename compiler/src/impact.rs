//! What would be hit if a story slipped, or a component broke: stories, milestones, clusters, what Flux applies.
//!
//! A story is hit when it waits for the subject, directly or not, by the plan or because its manifests need what the
//! other delivers; a milestone when it requires such a story. Each
//! holds for as many sprints as lie between it and the subject: chains move with what they wait for, and a story may
//! share a sprint with what it waits for.

mod json;
mod text;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use pdl_lang::Analysis;
use pdl_lang::calendar::Date;
use pdl_lang::model::{
    ClusterId, ComponentId, EdgeStrength, MilestoneId, Plan, SprintId, StoryId, When,
};

use pdl_lang::waits::Why;

pub use json::json;
pub use text::text;

/// What slips or breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A story that is late.
    Story(StoryId),
    /// A component that does not become ready.
    Component(ComponentId),
}

/// What would be hit.
#[derive(Debug)]
pub struct Impact<'a> {
    /// The analysis that the ids belong to.
    pub analysis: &'a Analysis,
    /// What slips or breaks.
    pub subject: Subject,
    /// The story that slips: the subject, or the one that delivers it.
    pub story: Option<StoryId>,
    /// The stories that wait for it, in the order of the plan.
    pub stories: Vec<HitStory>,
    /// The milestones that require one of these, in the order in which they are due.
    pub milestones: Vec<HitMilestone>,
    /// What Flux would not get to apply, by cluster in the order of the source.
    pub clusters: Vec<HitCluster>,
}

/// A story that waits for the subject.
#[derive(Debug)]
pub struct HitStory {
    /// The story.
    pub story: StoryId,
    /// A shortest way from the subject to it, both included.
    pub chain: Vec<StoryId>,
    /// Whether it waits only by orders that Flux does not get.
    pub is_plan_only: bool,
    /// Whether it waits only because manifests need something, and no orders say so all along.
    pub is_need_only: bool,
    /// How many sprints the subject may slip before this story has to move.
    pub holds: Option<u32>,
}

/// A milestone that requires a story that is hit.
#[derive(Debug)]
pub struct HitMilestone {
    /// The milestone.
    pub milestone: MilestoneId,
    /// The day it is due.
    pub due: Option<Date>,
    /// The way from the subject to the first required story that is hit.
    pub chain: Vec<StoryId>,
    /// How many sprints the subject may slip before it is missed.
    pub holds: Option<u32>,
}

/// What is hit on a cluster.
#[derive(Debug)]
pub struct HitCluster {
    /// The cluster.
    pub cluster: ClusterId,
    /// The Kustomizations of the subject, in the order in which they are applied.
    pub own: Vec<ComponentId>,
    /// Those that would wait, in the order in which they would be applied.
    pub waiting: Vec<HitComponent>,
    /// How many Kustomizations the cluster has.
    pub total: usize,
}

/// A Kustomization that would wait.
#[derive(Debug)]
pub struct HitComponent {
    /// Its component.
    pub component: ComponentId,
    /// A shortest way from a Kustomization of the subject to it, both included.
    pub chain: Vec<ComponentId>,
}

impl<'a> Impact<'a> {
    /// Finds out what is hit.
    #[must_use]
    pub fn of(analysis: &'a Analysis, subject: Subject) -> Self {
        let story = match subject {
            Subject::Story(story) => Some(story),
            Subject::Component(id) => analysis.plan.components[id].story.map(|it| it.value),
        };
        let stories = story.map(|story| stories(analysis, story)).unwrap_or_default();
        let milestones = story.map(|story| milestones(analysis, story, &stories));
        let clusters = clusters(analysis, subject);
        let milestones = milestones.unwrap_or_default();
        Self { analysis, subject, story, stories, milestones, clusters }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &'a Plan {
        &self.analysis.plan
    }

    /// The name of the subject.
    #[must_use]
    pub fn name(&self) -> &'a str {
        match self.subject {
            Subject::Story(story) => &self.plan().stories[story].name.text,
            Subject::Component(component) => &self.plan().components[component].name.text,
        }
    }
}

/// The story or component of that name, a story where both have it; else the story that documents print so.
#[must_use]
pub fn find(plan: &Plan, name: &str) -> Option<Subject> {
    let component = || plan.components.iter().find(|(_, it)| it.name.text == name);
    let story = plan.stories.iter().find(|(_, story)| story.name.text == name);
    let story = story.map(|(id, _)| Subject::Story(id));
    let found = story.or_else(|| component().map(|(id, _)| Subject::Component(id)));
    found.or_else(|| plan.story_named(name).map(Subject::Story))
}

/// How many sprints lie between two.
fn between(analysis: &Analysis, from: Option<SprintId>, to: Option<SprintId>) -> Option<u32> {
    let rank = |sprint: SprintId| analysis.schedule.sprints[sprint].rank;
    Some(rank(to?).saturating_sub(rank(from?)))
}

/// The stories that wait for a story, directly or not.
fn stories(analysis: &Analysis, subject: StoryId) -> Vec<HitStory> {
    let (plan, schedule, waits) = (&analysis.plan, &analysis.schedule, &analysis.waits);
    let before = walk(subject, |story| waits.after(story).map(|(next, _)| next).collect());
    let is_order = |why: &Why<'_>| matches!(why, Why::Order(_));
    let ordered = walk(subject, |story| {
        let edges = waits.after(story).filter(|(_, why)| is_order(why));
        edges.map(|(next, _)| next).collect()
    });
    // Flux waits for what is needed, too.
    let is_hard = |(next, why): (StoryId, Why<'_>)| match why {
        Why::Order(edge) if plan.edges[edge].strength == EdgeStrength::Plan => None,
        Why::Order(_) | Why::Need(_) => Some(next),
    };
    let hard = walk(subject, |story| waits.after(story).filter_map(is_hard).collect());
    let sprint = plan.stories[subject].sprint();
    let hit = schedule.order.iter().filter(|it| **it != subject && before.contains_key(it));
    let hit = hit.map(|&story| {
        let way = if hard.contains_key(&story) { &hard } else { &before };
        HitStory {
            story,
            chain: chain(way, subject, story),
            is_plan_only: !hard.contains_key(&story),
            is_need_only: !ordered.contains_key(&story),
            holds: between(analysis, sprint, plan.stories[story].sprint()),
        }
    });
    hit.collect()
}

/// The milestones that a slip of a story reaches.
fn milestones(analysis: &Analysis, subject: StoryId, stories: &[HitStory]) -> Vec<HitMilestone> {
    let plan = &analysis.plan;
    let own = vec![subject];
    let mut chains: BTreeMap<StoryId, &Vec<StoryId>> =
        stories.iter().map(|hit| (hit.story, &hit.chain)).collect();
    chains.insert(subject, &own);
    let number = |story: &StoryId| analysis.schedule.number[*story];
    let hit = plan.milestones.ids().filter_map(|milestone| {
        let required = plan.required(milestone);
        let first =
            required.iter().filter(|it| chains.contains_key(it)).min_by_key(|it| number(it))?;
        let (due, last) = due(analysis, milestone);
        let holds = between(analysis, plan.stories[subject].sprint(), last);
        Some(HitMilestone { milestone, due, chain: chains[first].clone(), holds })
    });
    let mut hit: Vec<_> = hit.collect();
    hit.sort_by_key(|it| (it.due, it.milestone));
    hit
}

/// The day of a milestone, and the last sprint that ends by then.
fn due(analysis: &Analysis, milestone: MilestoneId) -> (Option<Date>, Option<SprintId>) {
    let plan = &analysis.plan;
    match plan.milestones[milestone].when.value {
        When::End(sprint) => (Some(plan.sprints[sprint].dates.value.1), Some(sprint)),
        When::On(date) => {
            let by_date = analysis.schedule.by_date.iter();
            let mut ended = by_date.filter(|sprint| plan.sprints[**sprint].dates.value.1 <= date);
            (Some(date), ended.next_back().copied())
        }
    }
}

/// What would wait on each cluster.
fn clusters(analysis: &Analysis, subject: Subject) -> Vec<HitCluster> {
    let is_own = |component: ComponentId, story: StoryId| match subject {
        Subject::Story(subject) => story == subject,
        Subject::Component(subject) => component == subject,
    };
    let trees = analysis.rollout.trees.values().map(|tree| {
        let mut next: BTreeMap<ComponentId, Vec<ComponentId>> = BTreeMap::new();
        for unit in &tree.units {
            for before in &unit.after {
                next.entry(before.component).or_default().push(unit.delivery.component);
            }
        }
        let units = tree.units.iter().map(|unit| &unit.delivery);
        let own: Vec<ComponentId> = units
            .clone()
            .filter(|it| is_own(it.component, it.story))
            .map(|it| it.component)
            .collect();
        let ways = own
            .iter()
            .map(|&start| (start, walk(start, |it| next.get(&it).cloned().unwrap_or_default())));
        let ways: Vec<_> = ways.collect();
        let waiting = units.filter(|it| !own.contains(&it.component)).filter_map(|it| {
            let chains = ways.iter().filter(|(_, way)| way.contains_key(&it.component));
            let chains = chains.map(|(start, way)| chain(way, *start, it.component));
            let chain = chains.min_by_key(Vec::len)?;
            Some(HitComponent { component: it.component, chain })
        });
        let waiting = waiting.collect();
        HitCluster { cluster: tree.cluster, waiting, own, total: tree.units.len() }
    });
    trees.filter(|it| !it.own.is_empty()).collect()
}

/// From a start, everything that can be reached, each with what it was first reached from.
fn walk<T: Copy + Ord>(start: T, next: impl Fn(T) -> Vec<T>) -> BTreeMap<T, T> {
    let mut from = BTreeMap::new();
    let mut met = BTreeSet::from([start]);
    let mut open = VecDeque::from([start]);
    while let Some(here) = open.pop_front() {
        for there in next(here) {
            if met.insert(there) {
                from.insert(there, here);
                open.push_back(there);
            }
        }
    }
    from
}

/// The way that `walk` found, both ends included.
fn chain<T: Copy + Ord>(from: &BTreeMap<T, T>, start: T, end: T) -> Vec<T> {
    let mut way = vec![end];
    let mut here = end;
    while here != start {
        let Some(&before) = from.get(&here) else { break };
        way.push(before);
        here = before;
    }
    way.reverse();
    way
}
