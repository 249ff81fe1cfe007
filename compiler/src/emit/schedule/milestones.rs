//! Milestones: when each is due, how far it is, what still drives it.

use std::fmt::Write as _;

use pdl_lang::Analysis;
use pdl_lang::calendar::human_date;
use pdl_lang::model::{MilestoneId, Plan, Status, StoryId, When};
use pdl_lang::schedule::Critical;

use super::super::markdown::text;
use super::super::names;
use super::{FINE, critical};

/// Writes the section.
pub(super) fn milestones(out: &mut String, analysis: &Analysis) {
    let plan = &analysis.plan;
    if plan.milestones.is_empty() {
        return;
    }
    out.push_str("\n## Milestones\n\n");
    for (id, milestone) in plan.milestones.iter() {
        let when = match milestone.when.value {
            When::End(sprint) => format!("End {}", names::sprint(plan, sprint)),
            When::On(date) => human_date(date),
        };
        let name = text(&milestone.name.text);
        writeln!(out, "- {name} ({when}): {}", text(&milestone.title)).expect(FINE);
        details(out, analysis, id);
    }
}

fn details(out: &mut String, analysis: &Analysis, id: MilestoneId) {
    let plan = &analysis.plan;
    let milestone = &plan.milestones[id];
    let mut item = |text: &str| writeln!(out, "  - {text}").expect(FINE);
    let due = match milestone.when.value {
        When::End(sprint) => plan.sprints[sprint].dates.value.1,
        When::On(date) => date,
    };
    let required = plan.required(id);
    let is_done = |it: &&_| plan.stories[**it].status() == Status::Done;
    let done = required.iter().filter(is_done).count();
    let state = match required.len() {
        0 => "no story is required".to_owned(),
        all if all == done => format!("all of {} done", names::count(all, "story", "stories")),
        all => format!("{done} of {} done", names::count(all, "story", "stories")),
    };
    item(&format!("Due {}; {state}", human_date(due)));
    let needed = analysis.schedule.closure(&required);
    if let Some(open) = open(analysis, &needed) {
        item(&format!("Open: {open}"));
    }
    let blocked = needed.iter().filter(|it| plan.stories[**it].status() == Status::Blocked);
    let blocked: Vec<String> = blocked.map(|&it| names::story(plan, it)).collect();
    if !blocked.is_empty() {
        item(&format!("Blocked: {}", blocked.join(", ")));
    }
    let driving = analysis.schedule.critical(plan, Some(id));
    if let Some(chain) = critical::chain(analysis, &driving) {
        let kind = match driving {
            Critical::Estimated(_) => "Critical chain",
            Critical::OrderOnly { .. } | Critical::Cyclic => "Longest chain left",
        };
        item(&format!("{kind}: {chain}"));
    }
    for criterion in &milestone.gate {
        item(&format!("Go/no-go: {}", text(criterion)));
    }
}

/// The stories that are not done, the first to be done first; of many the first few.
fn open(analysis: &Analysis, needed: &[StoryId]) -> Option<String> {
    const SHOWN: usize = 5;
    let plan: &Plan = &analysis.plan;
    let mut open: Vec<StoryId> = needed.to_vec();
    open.retain(|&story| plan.stories[story].status() != Status::Done);
    open.sort_by_key(|&story| analysis.schedule.number[story]);
    let names: Vec<String> = open.iter().take(SHOWN).map(|&it| names::story(plan, it)).collect();
    let more = open.len() - names.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    (!names.is_empty()).then(|| format!("{}{more}", names.join(", ")))
}
