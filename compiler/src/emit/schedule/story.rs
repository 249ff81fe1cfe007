//! `stories/<STORY>.md`: everything that is known of one story.

mod delivery;

use pdl_lang::wording::count;

use pdl_lang::Work;
use pdl_lang::calendar::{human_date, human_range};
use pdl_lang::model::{Estimate, Status, StoryId};
use pdl_lang::waits::Why;

use super::super::facts::{Facts, Page};
use super::super::markdown::{destination, prose, text};
use super::super::names;
use crate::put::{put, putln};

/// Writes the page.
pub(super) fn story(facts: &Facts<'_>, id: StoryId) -> String {
    let plan = facts.plan;
    let story = &plan.stories[id];
    let path = names::page(plan, id);
    let page = Writer { facts, id, page: Page::Schedule(&path) };
    let mut out = format!("# {}", names::story(plan, id));
    if let Some(title) = &story.title {
        put!(out, " — {}", text(title));
    }
    putln!(out, "\n\n{}\n", page.navigation());
    if let Some(doc) = &story.details().doc {
        putln!(out, "{}\n", prose(doc));
    }
    page.figures(&mut out);
    let before = facts.before(id).into_iter().map(|(it, why)| (it, (it, id), why)).collect();
    page.waits(&mut out, "Waits For", "It waits for nothing.", before);
    let after = facts.after(id).into_iter().map(|(it, why)| (it, (id, it), why)).collect();
    page.waits(&mut out, "What Waits for It", "Nothing waits for it.", after);
    page.milestones(&mut out);
    page.acceptance(&mut out);
    delivery::deliveries(&mut out, &page);
    putln!(out, "\n---\n\n{}", names::origin(facts.analysis).trim_end());
    out
}

/// Another story, the two stories of which the second waits for the first, and why.
type Wait<'f> = (StoryId, (StoryId, StoryId), Why<'f>);

/// What the parts of a page read.
struct Writer<'f> {
    facts: &'f Facts<'f>,
    id: StoryId,
    page: Page<'f>,
}

impl Writer<'_> {
    /// `Sequence 04/20 | Prev: … | Next: … | Sprint: … | Lane: …`
    fn navigation(&self) -> String {
        let (facts, plan) = (self.facts, self.facts.plan);
        let order = &facts.schedule.order;
        let place = facts.schedule.number[self.id] as usize - 1;
        let beside = |place: Option<usize>| {
            let story = place.and_then(|place| order.get(place));
            story.map_or_else(|| "none".to_owned(), |&story| self.link(story))
        };
        let schedule = facts.links.way(self.page, Page::Schedule("schedule.md"));
        let lane = plan.stories[self.id].lane.map(|lane| lane.value);
        let parts = [
            format!("Sequence {}", facts.number(self.id)),
            format!("Prev: {}", beside(place.checked_sub(1))),
            format!("Next: {}", beside(Some(place + 1))),
            format!("Sprint: [{}]({schedule})", names::place(plan, self.id)),
            format!("Lane: {}", names::lane_or_none(plan, lane)),
        ];
        parts.join(" | ")
    }

    /// A story's name, which leads to its page.
    fn link(&self, story: StoryId) -> String {
        let path = names::page(self.facts.plan, story);
        let way = self.facts.links.way(self.page, Page::Schedule(&path));
        format!("[{}]({way})", names::story(self.facts.plan, story))
    }

    /// What is known in a word or a figure.
    fn figures(&self, out: &mut String) {
        let (facts, plan) = (self.facts, self.facts.plan);
        let story = &plan.stories[self.id];
        let details = story.details();
        out.push_str("| | |\n| --- | --- |\n");
        let mut row = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                putln!(out, "| {name} | {value} |");
            }
        };
        let late = if facts.is_late(self.id) { ", late" } else { "" };
        row("Status", Some(format!("{}{late}", names::status(story.status()))));
        row("Gate", details.gate.map(|gate| names::gate(gate.value).to_owned()));
        row(
            "Dates",
            story.sprint().map(|sprint| {
                let (first, last) = plan.sprints[sprint].dates.value;
                human_range(first, last)
            }),
        );
        let clusters = plan.clusters_of(self.id).into_iter();
        let clusters: Vec<String> = clusters.map(|it| text(&plan.clusters[it].name.text)).collect();
        row("Clusters", (!clusters.is_empty()).then(|| clusters.join(", ")));
        row("Owner", details.owner.as_deref().map(text));
        row("Points", story.points.map(|points| points.value.to_string()));
        row("Estimate", details.estimate.map(|estimate| self::estimate(estimate.value)));
        row("Started", details.started.map(|date| human_date(date.value)));
        row("Finished", details.finished.map(|date| human_date(date.value)));
        row("Wave", Some(facts.waits.wave[self.id].to_string()));
        row("Slack", self.slack());
        row("Note", details.note.as_deref().map(text));
        row("More", details.docs.as_deref().map(link_or_text));
    }

    fn slack(&self) -> Option<String> {
        let facts = self.facts;
        if let Some(times) =
            facts.critical.times(self.id).filter(|_| facts.status(self.id) != Status::Done)
        {
            let origin = facts.schedule.origin?;
            let working = &facts.plan.calendar.working;
            let (early, late) =
                (times.early_dates(working, origin)?, times.late_dates(working, origin)?);
            let critical = if times.critical { "; critical" } else { "" };
            return Some(format!(
                "{} of float, {} of them free; at the earliest {}, at the latest {}{critical}",
                names::working_days(times.total_float.try_into().unwrap_or(i64::MAX)),
                Work(times.free_float),
                human_range(early.0, early.1),
                human_range(late.0, late.1),
            ));
        }
        let slack = facts.slack[self.id]?;
        if slack.earlier == 0 && slack.total == 0 {
            return Some("none: it can move neither way".to_owned());
        }
        let sprints = |number: u32| count(number as usize, "sprint", "sprints");
        Some(format!(
            "{} earlier; {} later alone; {} later with what waits for it",
            sprints(slack.earlier),
            sprints(slack.free),
            sprints(slack.total)
        ))
    }

    /// The stories at the other ends, each with the one that comes first, the one that waits, and why.
    fn waits(&self, out: &mut String, title: &str, none: &str, waits: Vec<Wait<'_>>) {
        let analysis = self.facts.analysis;
        putln!(out, "\n## {title}\n");
        if waits.is_empty() {
            putln!(out, "{none}");
        }
        for (other, ends, why) in waits {
            let (name, status) = (self.link(other), names::status(self.facts.status(other)));
            let place = names::place(self.facts.plan, other);
            let why = names::why(analysis, ends, why);
            putln!(out, "- {name} ({place}, {status}){why}");
        }
    }

    fn milestones(&self, out: &mut String) {
        let needed_by = self.facts.needed_by(self.id);
        if needed_by.is_empty() {
            return;
        }
        out.push_str("\n## Milestones\n\n");
        for &id in needed_by {
            let milestone = &self.facts.plan.milestones[id];
            let (name, title) = (text(&milestone.name.text), text(&milestone.title));
            let state = &self.facts.milestones[id];
            let due = human_date(state.due);
            put!(out, "- {name} ({due}, {}): {title}", state.state.word());
            if let Some(float) = state.float(self.facts.analysis, self.id) {
                let (total, free) = (names::working_days(float.total), names::days(float.free));
                put!(out, " — {total} of float to it, {free} of them free");
            }
            out.push('\n');
        }
    }

    fn acceptance(&self, out: &mut String) {
        let story = &self.facts.plan.stories[self.id];
        out.push_str("\n## Acceptance Criteria\n\n");
        if story.details().accept.is_empty() {
            out.push_str("None are written down.\n");
        }
        let mark = if story.status() == Status::Done { 'x' } else { ' ' };
        for criterion in &story.details().accept {
            putln!(out, "- [{mark}] {}", text(criterion));
        }
    }
}

fn estimate(estimate: Estimate) -> String {
    let expected = estimate.expected();
    let unit = if expected == Work::DAY { "working day" } else { "working days" };
    match estimate {
        Estimate::Single(_) => format!("{expected} {unit}"),
        Estimate::ThreePoint(best, likely, worst) => {
            format!("{expected} {unit} expected: {best} at best, {likely} likely, {worst} at worst")
        }
    }
}

/// A web address as a link; any other text as text.
fn link_or_text(docs: &str) -> String {
    let is_web = docs.starts_with("https://") || docs.starts_with("http://");
    if !is_web {
        return text(docs);
    }
    let (scheme, rest) = docs.split_once("://").unwrap_or_default();
    let plain = |it: char| it.is_ascii_alphanumeric() || "/.-_~?=&%#+:@,;".contains(it);
    if rest.chars().all(plain) {
        format!("[{}]({scheme}://{rest})", text(rest))
    } else {
        format!("[{}]({scheme}://{})", text(rest), destination(rest))
    }
}
