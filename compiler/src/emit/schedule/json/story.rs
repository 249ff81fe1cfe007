//! A story in `schedule.json`.

use pdl_lang::Work;
use pdl_lang::calendar::Date;
use pdl_lang::model::{Estimate as PlanEstimate, MilestoneId, Placement, Status, StoryId};
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::facts::{Facts, Page};
use super::super::super::names;
use super::ids;

/// One piece of delivery.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) struct Story {
    /// Its id in the program.
    id: String,
    /// What documents call it: the id with the platform's prefix.
    name: String,
    title: Option<String>,
    /// Its place in the order of the plan, from 1.
    number: u32,
    /// How many stories the longest chain has that ends with it.
    wave: u32,
    /// Draft, planned, active, done, blocked or deferred.
    status: &'static str,
    /// Whether it should be done by the day that counts as today, and is not.
    late: bool,
    /// What the review at its end said: pass, concerns, fail or waived.
    gate: Option<&'static str>,
    /// The sprint; none in the backlog.
    sprint: Option<String>,
    lane: Option<String>,
    /// Where it is delivered.
    clusters: Vec<String>,
    owner: Option<String>,
    points: Option<f64>,
    /// In working days.
    estimate: Option<Estimate>,
    started: Option<String>,
    finished: Option<String>,
    /// What must hold for it to be done.
    acceptance: Vec<String>,
    docs: Option<String>,
    note: Option<String>,
    /// The doc comment, in Markdown.
    doc: Option<String>,
    /// The ids of the stories it waits for, by the plan or for what its manifests need; see `needs` of the document.
    waits_for: Vec<String>,
    /// Of those, the ones that are not done.
    blocked_by: Vec<String>,
    /// The milestones that need it, directly or not.
    milestones: Vec<String>,
    /// How many sprints it can move; none for what is done, deferred or in no sprint.
    slack: Option<Slack>,
    /// When it can take place; known only with estimates. Floats are measured to the end of the work.
    times: Option<Times>,
    /// How far it can slip before the days of the milestones that need it; known only with estimates.
    floats: Vec<Float>,
    /// What Flux applies for it.
    deliverables: Vec<Deliverable>,
    /// The page about it, from the folder of this document.
    page: String,
}

/// How long a story takes, in working days.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Estimate {
    expected: f64,
    best: Option<f64>,
    likely: Option<f64>,
    worst: Option<f64>,
}

/// How many sprints a story can move.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Slack {
    /// Earlier, by what it waits for.
    earlier: u32,
    /// Later, while nothing else moves.
    free: u32,
    /// Later, while no milestone moves.
    total: u32,
}

/// When a story can take place, and how far it can slip, in working days.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Times {
    early: Span,
    late: Span,
    total_float: f64,
    free_float: f64,
    critical: bool,
}

/// How far a story can slip before a milestone is missed, in working days; less than 0 where it is.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Float {
    milestone: String,
    /// While what waits for the story moves along.
    total: f64,
    /// While nothing else moves.
    free: f64,
}

/// Two dates; both belong to it.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Span {
    start: String,
    end: String,
}

/// A component on a cluster.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Deliverable {
    cluster: String,
    component: String,
    namespace: Option<String>,
    /// The way to the Flux Kustomization, from the folder of this document.
    manifest: String,
}

pub(super) fn story(facts: &Facts<'_>, id: StoryId) -> Story {
    let plan = facts.plan;
    let story = &plan.stories[id];
    let details = story.details();
    let clusters = plan.clusters_of(id);
    let mut waits_for: Vec<StoryId> = facts.before(id).into_iter().map(|(it, _)| it).collect();
    waits_for.dedup();
    Story {
        id: story.name.to_string(),
        name: facts.name(id),
        title: story.title.as_deref().map(str::to_owned),
        number: facts.schedule.number[id],
        wave: facts.waits.wave[id],
        status: story.status().word(),
        late: facts.is_late(id),
        gate: details.gate.map(|gate| gate.value.word()),
        sprint: match story.placement {
            Placement::Sprint(sprint) => Some(plan.sprints[sprint].name.to_string()),
            Placement::Backlog | Placement::Unknown => None,
        },
        lane: story.lane.map(|lane| plan.lanes[lane.value].name.to_string()),
        clusters: clusters.into_iter().map(|it| plan.clusters[it].name.to_string()).collect(),
        owner: details.owner.clone(),
        points: story.points.map(|points| points.value),
        estimate: details.estimate.map(|estimate| self::estimate(estimate.value)),
        started: details.started.map(|date| date.value.to_string()),
        finished: details.finished.map(|date| date.value.to_string()),
        acceptance: details.accept.clone(),
        docs: details.docs.clone(),
        note: details.note.clone(),
        doc: details.doc.clone(),
        waits_for: ids(facts, &waits_for),
        blocked_by: ids(facts, &facts.blockers(id)),
        milestones: facts
            .needed_by(id)
            .iter()
            .map(|&it| plan.milestones[it].name.to_string())
            .collect(),
        slack: facts.slack[id].map(|slack| Slack {
            earlier: slack.earlier,
            free: slack.free,
            total: slack.total,
        }),
        times: times(facts, id),
        floats: floats(facts, id),
        deliverables: deliverables(facts, id),
        page: names::page(plan, id),
    }
}

fn estimate(estimate: PlanEstimate) -> Estimate {
    let expected = days(estimate.expected());
    match estimate {
        PlanEstimate::Single(_) => Estimate { expected, best: None, likely: None, worst: None },
        PlanEstimate::ThreePoint(best, likely, worst) => Estimate {
            expected,
            best: Some(days(best)),
            likely: Some(days(likely)),
            worst: Some(days(worst)),
        },
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody plans 2^53 sixths of a day")]
fn days(work: Work) -> f64 {
    // Two digits: a sixth of a day has no end.
    (work.0 as f64 / 6.0 * 100.0).round() / 100.0
}

fn times(facts: &Facts<'_>, id: StoryId) -> Option<Times> {
    let times = facts.critical.times(id).filter(|_| facts.status(id) != Status::Done)?;
    let (working, origin) = (&facts.plan.calendar.working, facts.schedule.origin?);
    let span = |(start, end): (Date, Date)| Span { start: start.to_string(), end: end.to_string() };
    Some(Times {
        early: span(times.early_dates(working, origin)?),
        late: span(times.late_dates(working, origin)?),
        total_float: days(Work(times.total_float)),
        free_float: days(Work(times.free_float)),
        critical: times.critical,
    })
}

fn floats(facts: &Facts<'_>, id: StoryId) -> Vec<Float> {
    let signed = |sixths: i64| {
        let days = days(Work(sixths.unsigned_abs()));
        if sixths < 0 { -days } else { days }
    };
    let float = |&milestone: &MilestoneId| {
        let float = facts.milestones[milestone].float(facts.analysis, id)?;
        let milestone = facts.plan.milestones[milestone].name.to_string();
        Some(Float { milestone, total: signed(float.total), free: signed(float.free) })
    };
    facts.needed_by(id).iter().filter_map(float).collect()
}

fn deliverables(facts: &Facts<'_>, id: StoryId) -> Vec<Deliverable> {
    let units = facts.units(id).iter().map(|(cluster, unit)| {
        let cluster = facts.plan.clusters[*cluster].name.to_string();
        let component = facts.plan.components[unit.delivery.component].name.to_string();
        let path = format!("{cluster}/{component}.yaml");
        let manifest = facts.links.way(Page::Schedule("schedule.json"), Page::Flux(&path));
        let namespace = unit.delivery.namespace.clone();
        Deliverable { cluster, component, namespace, manifest }
    });
    units.collect()
}
