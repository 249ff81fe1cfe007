//! What the parts of the page above the table say.

use pdl_lang::calendar::{human_date, human_range};
use pdl_lang::diagnostic::Diagnostic;
use pdl_lang::model::{Plan, SprintId, Status, StoryId, When};
use pdl_lang::waits::Critical;

use super::super::super::facts::{Facts, Tally};
use super::super::super::names;
use super::super::super::pictures::anchor;
use super::super::document;
use crate::plain::line;

/// A story to lead to.
pub(super) struct Link {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) after: String,
}

impl Link {
    pub(super) fn to(facts: &Facts<'_>, story: StoryId) -> Self {
        Self { anchor: anchor(story), name: line(&facts.name(story)), after: String::new() }
    }
}

/// A sprint.
pub(super) struct SprintView {
    pub(super) name: String,
    pub(super) dates: String,
    pub(super) goal: String,
    pub(super) about: String,
    pub(super) days: u32,
    pub(super) load: String,
    pub(super) done: usize,
    pub(super) total: usize,
    pub(super) percent: usize,
}

/// A milestone.
pub(super) struct MilestoneView {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) due: String,
    pub(super) state: &'static str,
    pub(super) class: String,
    pub(super) done: usize,
    pub(super) total: usize,
    pub(super) open: Vec<Link>,
    pub(super) more: usize,
    pub(super) first: Vec<Link>,
    pub(super) more_first: usize,
    pub(super) chain_kind: &'static str,
    pub(super) chain: Vec<Link>,
    pub(super) gate: Vec<String>,
}

/// A doubt of the compiler.
pub(super) struct RiskView {
    /// Pieces of the message, and which of them are names.
    pub(super) message: Vec<(bool, String)>,
    pub(super) help: Vec<(bool, String)>,
    pub(super) code: String,
}

pub(super) fn all(facts: &Facts<'_>) -> Tally {
    let stories = facts.plan.stories.iter().filter(|(_, story)| story.sprint().is_some());
    Tally::of(facts.plan, stories.map(|(id, _)| id))
}

/// Status, owner and dates of the plan.
pub(super) fn facts(facts: &Facts<'_>) -> Vec<(&'static str, String)> {
    let platform = &facts.plan.platform;
    let mut out = vec![("Status", document::status(facts.plan).to_owned())];
    out.extend(platform.owner.as_ref().map(|owner| ("Owner", line(&owner.value))));
    out.extend(platform.date.as_ref().map(|date| ("Date", human_date(date.value))));
    let dates = facts.plan.sprints.values().map(|sprint| sprint.dates.value);
    if let (Some(first), Some(last)) =
        (dates.clone().map(|it| it.0).min(), dates.map(|it| it.1).max())
    {
        out.push(("Sprints", human_range(first, last)));
    }
    out.extend(facts.today.map(|today| ("As of", human_date(today))));
    out
}

pub(super) fn sprint_name(plan: &Plan, id: SprintId) -> String {
    let sprint = &plan.sprints[id];
    line(sprint.title.as_deref().unwrap_or(&sprint.name.text))
}

pub(super) fn sprints(facts: &Facts<'_>) -> Vec<SprintView> {
    let plan = facts.plan;
    let view = |&id: &SprintId| {
        let (sprint, derived) = (&plan.sprints[id], &facts.schedule.sprints[id]);
        let (first, last) = sprint.dates.value;
        let tally = Tally::of(plan, plan.stories_of(id));
        let load = match sprint.capacity {
            Some(capacity) => format!("{} of {} points", derived.points, capacity.value),
            None if derived.points > 0.0 => format!("{} points", derived.points),
            None => String::new(),
        };
        SprintView {
            name: sprint_name(plan, id),
            dates: human_range(first, last),
            goal: line(sprint.goal.as_deref().unwrap_or_default()),
            about: line(sprint.doc.as_deref().unwrap_or_default()),
            days: derived.workdays,
            load,
            done: tally.done,
            total: tally.stories,
            percent: tally.percent(),
        }
    };
    facts.schedule.by_date.iter().map(view).collect()
}

pub(super) fn milestones(facts: &Facts<'_>) -> Vec<MilestoneView> {
    const SHOWN: usize = 6;
    let plan = facts.plan;
    let links = |stories: &[StoryId]| -> Vec<Link> {
        stories.iter().take(SHOWN).map(|&it| Link::to(facts, it)).collect()
    };
    let view = |(id, milestone): (_, &pdl_lang::model::Milestone)| {
        let (state, tally) = (&facts.milestones[id], facts.tally(id));
        let due = match milestone.when.value {
            When::End(sprint) => {
                format!("{}, end of {}", human_date(state.due), sprint_name(plan, sprint))
            }
            When::On(_) => human_date(state.due),
        };
        let chain = state.critical.chain();
        let chain = chain.iter().map(|&it| Link::to(facts, it)).collect();
        MilestoneView {
            name: line(&milestone.name.text),
            title: line(&milestone.title),
            due,
            state: state.state.word(),
            class: state.state.word().replace(' ', "-"),
            done: tally.done,
            total: tally.stories,
            open: links(&state.left),
            more: state.left.len().saturating_sub(SHOWN),
            first: links(&state.first),
            more_first: state.first.len().saturating_sub(SHOWN),
            chain_kind: match state.critical {
                Critical::Estimated(_) => "Critical chain",
                Critical::OrderOnly { .. } | Critical::Cyclic => "Longest chain left",
            },
            chain,
            gate: milestone.gate.iter().map(|criterion| line(criterion)).collect(),
        }
    };
    plan.milestones.iter().map(view).collect()
}

pub(super) fn risks(facts: &Facts<'_>) -> Vec<RiskView> {
    let words = names::Words::new(facts.plan);
    let view = |warning: &Diagnostic| RiskView {
        message: words.pieces(&warning.message),
        help: words.pieces(warning.help.as_deref().unwrap_or_default()),
        code: warning.code.to_string(),
    };
    facts.risks().into_values().flatten().map(view).collect()
}

/// The word of a status.
pub(super) fn status(status: Status) -> &'static str {
    super::super::super::names::status(status)
}
