//! Milestones: when each is due, how far it is, what still drives it.

use pdl_lang::wording::count;

use pdl_lang::calendar::human_date;
use pdl_lang::model::{MilestoneId, StoryId};
use pdl_lang::standing::State;
use pdl_lang::waits::Critical;

use super::super::super::facts::Facts;
use super::super::super::markdown::{prose, text};
use super::super::super::names;
use super::critical;
use crate::put::putln;

/// Writes the section.
pub(super) fn milestones(out: &mut String, facts: &Facts<'_>) {
    let plan = facts.plan;
    if plan.milestones.is_empty() {
        return;
    }
    out.push_str("\n## Milestones\n\n");
    for (id, milestone) in plan.milestones.iter() {
        let name = text(&milestone.name.text);
        let when = names::when(plan, milestone.when.value);
        putln!(out, "- {name} ({when}): {}", text(&milestone.title));
        details(out, facts, id);
    }
}

fn details(out: &mut String, facts: &Facts<'_>, id: MilestoneId) {
    let plan = facts.plan;
    let milestone = &facts.milestones[id];
    let mut item = |text: &str| putln!(out, "  - {text}");
    let done = match (facts.tally(id).done, milestone.required.len()) {
        (_, 0) => "no story is required".to_owned(),
        (done, all) if done == all => {
            format!("all of {} done", count(all, "story", "stories"))
        }
        (done, all) => format!("{done} of {} done", count(all, "story", "stories")),
    };
    let state = match milestone.state {
        State::Empty => done,
        state => format!("{}, {done}", state.word()),
    };
    item(&format!("Due {}: {state}", human_date(milestone.due)));
    if let Some(left) = few(facts, &milestone.left) {
        item(&format!("Open: {left}"));
    }
    if let Some(first) = few(facts, &milestone.first) {
        item(&format!("Needed first: {first}"));
    }
    let is_ready = |it: &StoryId| facts.blockers(*it).is_empty() && !milestone.stuck.contains(it);
    let ready: Vec<StoryId> = milestone.open.iter().copied().filter(is_ready).collect();
    if let Some(ready) = few(facts, &ready) {
        item(&format!("Nothing holds up: {ready}"));
    }
    if let Some(stuck) = few(facts, &milestone.stuck) {
        item(&format!("Held up by: {stuck}"));
    }
    if let Some(chain) = critical::chain(facts, &milestone.critical) {
        let kind = match milestone.critical {
            Critical::Estimated(_) => "Critical chain",
            Critical::OrderOnly { .. } | Critical::Cyclic => "Longest chain left",
        };
        item(&format!("{kind}: {chain}"));
    }
    if let Some(requires) = &plan.milestones[id].requires {
        let names: Vec<String> = requires.iter().map(|it| names::story(plan, it.value)).collect();
        item(&format!("Requires: {}", names.join(", ")));
    }
    for criterion in &plan.milestones[id].gate {
        item(&format!("Go/no-go: {}", text(criterion)));
    }
    if let Some(doc) = &plan.milestones[id].doc {
        let doc = prose(doc).replace('\n', "\n    ");
        putln!(out, "\n    {doc}\n");
    }
}

/// The first few of some stories.
fn few(facts: &Facts<'_>, stories: &[StoryId]) -> Option<String> {
    const SHOWN: usize = 5;
    let names = stories.iter().take(SHOWN).map(|&it| names::story(facts.plan, it));
    let names: Vec<String> = names.collect();
    let more = stories.len() - names.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    (!names.is_empty()).then(|| format!("{}{more}", names.join(", ")))
}
