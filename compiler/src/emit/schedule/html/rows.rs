//! The table: a row a story, its details below it, and what the table can be narrowed down to.

use std::collections::BTreeSet;

use pdl_lang::model::{Id as _, Placement, Plan, Status, StoryId};
use pdl_lang::waits::Why;
use pdl_lang::wording::count;

use super::super::super::facts::{Facts, Page};
use super::super::super::names;
use super::super::super::pictures::anchor;
use super::view::{Link, sprint_name, status};
use crate::graph_view::mark;
use crate::plain::line;

/// Something to choose.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
}

/// A story.
pub(super) struct Row {
    pub(super) anchor: String,
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) sprint: String,
    /// What sorts and selects it: the place of its sprint and lane, and those of its clusters.
    pub(super) sprint_key: usize,
    pub(super) lane: String,
    pub(super) lane_key: usize,
    pub(super) clusters: String,
    pub(super) cluster_keys: String,
    pub(super) status: &'static str,
    pub(super) status_class: &'static str,
    pub(super) status_key: usize,
    pub(super) mark: &'static str,
    pub(super) late: bool,
    pub(super) gate: &'static str,
    pub(super) waits_for: Vec<Link>,
    pub(super) waiting: Vec<Link>,
    pub(super) figures: Vec<(&'static str, String)>,
    pub(super) accept: Vec<String>,
    pub(super) delivers: Vec<Delivered>,
    pub(super) page: String,
}

/// A component on a cluster.
pub(super) struct Delivered {
    pub(super) name: String,
    pub(super) cluster: String,
    pub(super) manifest: String,
}

pub(super) fn lanes(plan: &Plan) -> Vec<Choice> {
    let lane = |(id, lane): (pdl_lang::model::LaneId, &pdl_lang::model::Lane)| Choice {
        value: id.index().to_string(),
        name: line(lane.title.as_deref().unwrap_or(&lane.name.text)),
    };
    plan.lanes.iter().map(lane).collect()
}

pub(super) fn clusters(plan: &Plan) -> Vec<Choice> {
    let cluster = |(id, it): (pdl_lang::model::ClusterId, &pdl_lang::model::Cluster)| Choice {
        value: id.index().to_string(),
        name: line(&it.name.text),
    };
    plan.clusters.iter().map(cluster).collect()
}

pub(super) fn statuses(plan: &Plan) -> Vec<Choice> {
    let used: BTreeSet<Status> =
        plan.stories.values().map(pdl_lang::model::Story::status).collect();
    let choice =
        |it: Status| Choice { value: (it as usize).to_string(), name: status(it).to_owned() };
    used.into_iter().map(choice).collect()
}

pub(super) fn sprints(facts: &Facts<'_>) -> Vec<Choice> {
    let plan = facts.plan;
    let mut choices: Vec<Choice> = (0..)
        .zip(&facts.schedule.by_date)
        .map(|(rank, &id): (usize, _)| Choice {
            value: rank.to_string(),
            name: sprint_name(plan, id),
        })
        .collect();
    if plan.stories.values().any(|story| story.placement == Placement::Backlog) {
        choices.push(Choice { value: plan.sprints.len().to_string(), name: "backlog".to_owned() });
    }
    choices
}

pub(super) fn row(facts: &Facts<'_>, id: StoryId) -> Row {
    let plan = facts.plan;
    let story = &plan.stories[id];
    let details = story.details();
    let clusters = plan.clusters_of(id);
    let joined = |each: &dyn Fn(pdl_lang::model::ClusterId) -> String| {
        clusters.iter().map(|&it| each(it)).collect::<Vec<_>>().join(" ")
    };
    let (sprint, sprint_key) = match story.placement {
        Placement::Sprint(sprint) => {
            (sprint_name(plan, sprint), facts.schedule.sprints[sprint].rank as usize)
        }
        Placement::Backlog => ("backlog".to_owned(), plan.sprints.len()),
        Placement::Unknown => (String::new(), plan.sprints.len() + 1),
    };
    let lane = story.lane.map(|lane| &plan.lanes[lane.value]);
    Row {
        anchor: anchor(id),
        number: facts.schedule.number[id],
        name: line(&facts.name(id)),
        title: line(story.title.as_deref().unwrap_or_default()),
        sprint,
        sprint_key,
        lane: line(lane.map_or("", |it| it.title.as_deref().unwrap_or(&it.name.text))),
        lane_key: story.lane.map_or(plan.lanes.len(), |lane| lane.value.index()),
        cluster_keys: joined(&|it| it.index().to_string()),
        clusters: line(&joined(&|it| plan.clusters[it].name.to_string())),
        status: status(story.status()),
        status_class: story.status().word(),
        status_key: story.status() as usize,
        mark: mark(story.status()),
        late: facts.is_late(id),
        gate: details.gate.map_or("", |gate| names::gate(gate.value)),
        waits_for: waits(facts, &facts.before(id)),
        waiting: waits(facts, &facts.after(id)),
        figures: figures(facts, id),
        accept: details.accept.iter().map(|criterion| line(criterion)).collect(),
        delivers: delivers(facts, id),
        page: facts
            .links
            .way(Page::Schedule("schedule.html"), Page::Schedule(&names::page(plan, id))),
    }
}

/// The stories at the other ends, with how far they are and why.
fn waits(facts: &Facts<'_>, waits: &[(StoryId, Why<'_>)]) -> Vec<Link> {
    let link = |&(other, why): &(StoryId, Why<'_>)| {
        let reason = names::reason(facts.plan, why);
        let after = line(&format!("({}){reason}", status(facts.status(other))));
        let after = format!(" {after}");
        Link { after, ..Link::to(facts, other) }
    };
    waits.iter().map(link).collect()
}

/// What else is known of a story.
fn figures(facts: &Facts<'_>, id: StoryId) -> Vec<(&'static str, String)> {
    let story = &facts.plan.stories[id];
    let details = story.details();
    let mut out = Vec::new();
    let mut add = |name, value: Option<String>| out.extend(value.map(|value| (name, value)));
    add("Note", details.note.as_deref().map(line));
    add("About", details.doc.as_deref().map(line));
    add("Owner", details.owner.as_deref().map(line));
    add("Points", story.points.map(|points| points.value.to_string()));
    add("Estimate", details.estimate.map(|it| format!("{} working days", it.value.expected())));
    add("Started", details.started.map(|date| pdl_lang::calendar::human_date(date.value)));
    add("Finished", details.finished.map(|date| pdl_lang::calendar::human_date(date.value)));
    add("Wave", Some(facts.waits.wave[id].to_string()));
    add(
        "Slack",
        facts.slack[id].map(|slack| {
            if slack.earlier == 0 && slack.total == 0 {
                return "none: it can move neither way".to_owned();
            }
            format!(
                "{} earlier, {} later alone, {} later with others",
                count(slack.earlier as usize, "sprint", "sprints"),
                slack.free,
                slack.total
            )
        }),
    );
    let milestones =
        facts.needed_by(id).iter().map(|&it| line(&facts.plan.milestones[it].name.text));
    let milestones: Vec<String> = milestones.collect();
    add("Milestones", (!milestones.is_empty()).then(|| milestones.join(", ")));
    add("More", details.docs.as_deref().map(line));
    out
}

fn delivers(facts: &Facts<'_>, id: StoryId) -> Vec<Delivered> {
    let units = facts.units(id).iter().map(|(cluster, unit)| {
        let cluster = &facts.plan.clusters[*cluster].name.text;
        let name = &facts.plan.components[unit.delivery.component].name.text;
        let path = format!("{cluster}/{name}.yaml");
        Delivered {
            name: line(name),
            cluster: line(cluster),
            manifest: facts.links.way(Page::Schedule("schedule.html"), Page::Flux(&path)),
        }
    });
    units.collect()
}
