//! `schedule.json`: the plan and what follows from it, for programs.
//!
//! `docs/schema/schedule-1.json` describes it; a test derives that page from the types below. A change that breaks readers
//! gets a new number.

mod story;

use pdl_lang::calendar::weekday_name;
use pdl_lang::diagnostic::Severity;
use pdl_lang::model::{DayOff, EdgeStrength, MilestoneId, Plan, SprintId, When};
use pdl_lang::rollout::StoryNeed;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

use super::super::facts::{Facts, Tally};
use super::super::json::print;
use super::document;
use story::{Story, story};

/// The version of the format.
const VERSION: u32 = 1;

/// A plan and everything that follows from it.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
struct Schedule {
    /// What describes this document.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The version of the format.
    format_version: u32,
    /// The platform.
    platform: Platform,
    /// The day that counted as today, if one was given; without it nothing is late.
    as_of: Option<String>,
    /// Working days and days off.
    calendar: Calendar,
    /// The streams of work.
    lanes: Vec<Lane>,
    /// The names of the clusters.
    clusters: Vec<String>,
    /// The sprints by date.
    sprints: Vec<Sprint>,
    /// The stories, dependencies first, then by sprint, then as the source has them.
    stories: Vec<Story>,
    /// The arrows between stories.
    dependencies: Vec<Dependency>,
    /// What manifests need of other stories though neither orders nor other needs say so.
    needs: Vec<Need>,
    /// The milestones in the order of the source.
    milestones: Vec<Milestone>,
    /// What drives the plan as a whole.
    critical: Critical,
    /// What the compiler doubts.
    risks: Vec<Risk>,
}

/// The platform.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Platform {
    /// Its name.
    name: Option<String>,
    /// What documents are headed.
    title: Option<String>,
    /// Who answers for it.
    owner: Option<String>,
    /// The date of the plan.
    date: Option<String>,
    /// How far the plan is: draft, planned, active or done.
    status: String,
    /// What documents print before the id of a story.
    story_prefix: String,
    /// The doc comment of the source.
    doc: Option<String>,
}

/// Working days and days off.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Calendar {
    /// The days of the week that are worked: mon, tue, and so on.
    workdays: Vec<String>,
    /// Stretches off.
    freezes: Vec<Days>,
    /// Single days off.
    holidays: Vec<Days>,
}

/// Days off; both ends belong to it.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Days {
    name: Option<String>,
    /// The doc comment of the source.
    doc: Option<String>,
    start: String,
    end: String,
}

/// A stream of work.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Lane {
    name: String,
    title: Option<String>,
    owner: Option<String>,
    /// The doc comment of the source.
    doc: Option<String>,
    progress: Progress,
}

/// Stories, counted.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Progress {
    /// All but deferred ones.
    stories: usize,
    done: usize,
    active: usize,
    blocked: usize,
    deferred: usize,
    /// The part that is done, rounded; 100 only when all is.
    percent: usize,
}

/// A span of the calendar and the stories planned for it.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Sprint {
    name: String,
    title: Option<String>,
    goal: Option<String>,
    /// The doc comment of the source.
    doc: Option<String>,
    /// The first day.
    start: String,
    /// The last day.
    end: String,
    working_days: u32,
    /// How many points it can hold.
    capacity: Option<f64>,
    /// The points of its stories, deferred ones apart.
    points: f64,
    progress: Progress,
}

/// One story waits for another.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Dependency {
    /// The story that comes first.
    from: String,
    /// The story that waits.
    to: String,
    /// Whether the plan alone has the order, and Flux does not get it.
    plan_only: bool,
    reason: Option<String>,
    /// The doc comment of the `order` that says so.
    doc: Option<String>,
    at: Place,
}

/// The manifests of one story need what another delivers.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Need {
    /// The story that delivers it.
    from: String,
    /// The story that needs it.
    to: String,
    /// The object that needs something, and what, first of all.
    object: String,
    target: String,
    at: Place,
}

/// A place in a source.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Place {
    file: String,
    line: usize,
}

/// A milestone.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Milestone {
    name: String,
    title: String,
    /// The doc comment of the source.
    doc: Option<String>,
    due: String,
    /// The sprint at whose end it is due, if it is due at one.
    sprint: Option<String>,
    /// How it stands: reached, late, blocked, at risk, under way, not begun or without stories.
    state: &'static str,
    /// When it can be reached at the earliest; known only with estimates.
    earliest: Option<String>,
    /// The stories it requires.
    requires: Vec<String>,
    /// Of those and all they wait for, the ones that are not done.
    open: Vec<String>,
    /// Of those, the ones that cannot go on.
    held_up_by: Vec<String>,
    /// The stories that drive it, the first to be done first.
    driving_chain: Vec<String>,
    /// Criteria for go or no-go.
    gate: Vec<String>,
    progress: Progress,
}

/// What drives the plan.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Critical {
    /// Whether every story that is left has an estimate, so that days are known.
    estimated: bool,
    /// The critical path, or without estimates the longest chain that is left.
    chain: Vec<String>,
}

/// Something that the compiler doubts.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Risk {
    /// The stable code, which `pdlc explain` knows.
    code: String,
    message: String,
    help: Option<String>,
    at: Place,
}

/// Writes the document.
pub(super) fn json(facts: &Facts<'_>) -> String {
    let plan = facts.plan;
    let document = Schedule {
        schema: "urn:pdl:schedule:1",
        format_version: VERSION,
        platform: platform(plan),
        as_of: facts.today.map(|today| today.to_string()),
        calendar: calendar(plan),
        lanes: lanes(plan),
        clusters: plan.clusters.values().map(|it| it.name.to_string()).collect(),
        sprints: facts.schedule.by_date.iter().map(|&id| sprint(facts, id)).collect(),
        stories: facts.schedule.order.iter().map(|&id| story(facts, id)).collect(),
        dependencies: dependencies(facts),
        needs: needs(facts),
        milestones: plan.milestones.ids().map(|id| milestone(facts, id)).collect(),
        critical: Critical {
            estimated: matches!(facts.critical, pdl_lang::waits::Critical::Estimated(_)),
            chain: ids(facts, &facts.critical.chain()),
        },
        risks: risks(facts),
    };
    print(&document)
}

fn platform(plan: &Plan) -> Platform {
    let platform = &plan.platform;
    let text = |field: &Option<pdl_lang::model::Spanned<String>>| {
        field.as_ref().map(|it| it.value.clone())
    };
    Platform {
        name: platform.name.as_ref().map(ToString::to_string),
        title: text(&platform.title),
        owner: text(&platform.owner),
        date: platform.date.as_ref().map(|date| date.value.to_string()),
        status: document::status(plan).to_lowercase(),
        story_prefix: platform.story_prefix.clone(),
        doc: platform.doc.clone(),
    }
}

fn calendar(plan: &Plan) -> Calendar {
    let days = |days: &[DayOff]| {
        let day = |day: &DayOff| Days {
            name: day.name.clone(),
            doc: day.doc.clone(),
            start: day.dates.value.0.to_string(),
            end: day.dates.value.1.to_string(),
        };
        days.iter().map(day).collect()
    };
    Calendar {
        workdays: plan.calendar.workdays.iter().map(|day| weekday_name(day).to_owned()).collect(),
        freezes: days(&plan.calendar.freezes),
        holidays: days(&plan.calendar.holidays),
    }
}

fn lanes(plan: &Plan) -> Vec<Lane> {
    let tallies = Tally::by_lane(plan);
    let tally = |id| tallies.iter().find(|(lane, _)| *lane == Some(id)).map(|(_, tally)| *tally);
    let lane = |(id, lane): (_, &pdl_lang::model::Lane)| Lane {
        name: lane.name.to_string(),
        title: lane.title.clone(),
        owner: lane.owner.clone(),
        doc: lane.doc.clone(),
        progress: progress(&tally(id).unwrap_or_default()),
    };
    plan.lanes.iter().map(lane).collect()
}

fn progress(tally: &Tally) -> Progress {
    Progress {
        stories: tally.stories,
        done: tally.done,
        active: tally.active,
        blocked: tally.blocked,
        deferred: tally.deferred,
        percent: tally.percent(),
    }
}

fn sprint(facts: &Facts<'_>, id: SprintId) -> Sprint {
    let (plan, sprint) = (facts.plan, &facts.plan.sprints[id]);
    let (start, end) = sprint.dates.value;
    Sprint {
        name: sprint.name.to_string(),
        title: sprint.title.clone(),
        goal: sprint.goal.clone(),
        doc: sprint.doc.clone(),
        start: start.to_string(),
        end: end.to_string(),
        working_days: facts.schedule.sprints[id].workdays,
        capacity: sprint.capacity.map(|capacity| capacity.value),
        points: facts.schedule.sprints[id].points,
        progress: progress(&Tally::of(plan, plan.stories_of(id))),
    }
}

fn dependencies(facts: &Facts<'_>) -> Vec<Dependency> {
    let edges = facts.edges().into_iter().map(|id| {
        let edge = &facts.plan.edges[id];
        Dependency {
            from: facts.plan.stories[edge.from].name.to_string(),
            to: facts.plan.stories[edge.to].name.to_string(),
            plan_only: edge.strength == EdgeStrength::Plan,
            reason: edge.reason.as_deref().map(str::to_owned),
            doc: edge.doc.as_deref().map(str::to_owned),
            at: place(facts, edge.to_at),
        }
    });
    edges.collect()
}

fn needs(facts: &Facts<'_>) -> Vec<Need> {
    let need = |need: &StoryNeed| Need {
        from: facts.plan.stories[need.from].name.to_string(),
        to: facts.plan.stories[need.to].name.to_string(),
        object: need.needs[0].object.clone(),
        target: need.needs[0].target.to_string(),
        at: place(facts, need.needs[0].at),
    };
    facts.waits.shown_needs().map(need).collect()
}

fn milestone(facts: &Facts<'_>, id: MilestoneId) -> Milestone {
    let (plan, milestone) = (facts.plan, &facts.plan.milestones[id]);
    let state = &facts.milestones[id];
    Milestone {
        name: milestone.name.to_string(),
        title: milestone.title.clone(),
        doc: milestone.doc.clone(),
        due: state.due.to_string(),
        sprint: match milestone.when.value {
            When::End(sprint) => Some(plan.sprints[sprint].name.to_string()),
            When::On(_) => None,
        },
        state: state.state.word(),
        earliest: state.earliest.map(|date| date.to_string()),
        requires: ids(facts, &state.required),
        open: ids(facts, &state.open),
        held_up_by: ids(facts, &state.stuck),
        driving_chain: ids(facts, &state.critical.chain()),
        gate: milestone.gate.clone(),
        progress: progress(&facts.tally(id)),
    }
}

fn risks(facts: &Facts<'_>) -> Vec<Risk> {
    let found = facts.analysis.diagnostics.iter();
    let warnings = found.filter(|it| it.severity == Severity::Warning);
    let risk = |warning: &pdl_lang::diagnostic::Diagnostic| Risk {
        code: warning.code.to_string(),
        message: warning.message.clone(),
        help: warning.help.clone(),
        at: place(facts, warning.at()),
    };
    warnings.map(risk).collect()
}

/// The ids of some stories.
fn ids(facts: &Facts<'_>, stories: &[pdl_lang::model::StoryId]) -> Vec<String> {
    stories.iter().map(|&story| facts.plan.stories[story].name.to_string()).collect()
}

fn place(facts: &Facts<'_>, at: pdl_lang::span::FileSpan) -> Place {
    let sources = &facts.analysis.program.sources;
    Place { file: sources.get(at.file).name.clone(), line: sources.position(at).line as usize }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check_schema;

    #[test]
    fn the_published_schema_describes_the_document() {
        check_schema::<super::Schedule>("schedule-1", "urn:pdl:schedule:1");
    }
}
