//! Go/no-go: what has to hold for each milestone, and what reviews have said so far.

use pdl_lang::calendar::human_date;
use pdl_lang::model::{Gate, MilestoneId};
use pdl_lang::standing::State;

use super::super::super::facts::Facts;
use super::super::super::markdown::text;
use super::super::super::names;
use crate::put::putln;

/// Writes the section.
pub(super) fn gates(out: &mut String, facts: &Facts<'_>) {
    if facts.plan.milestones.is_empty() {
        return;
    }
    out.push_str("\n## Go/No-Go\n\n");
    out.push_str(
        "A milestone is go when all it requires is done, no review failed, and its criteria hold.\n\n",
    );
    for id in facts.plan.milestones.ids() {
        milestone(out, facts, id);
    }
}

fn milestone(out: &mut String, facts: &Facts<'_>, id: MilestoneId) {
    let (plan, milestone) = (facts.plan, &facts.plan.milestones[id]);
    let state = &facts.milestones[id];
    let name = text(&milestone.name.text);
    putln!(out, "- {name}, {}: {}", human_date(state.due), verdict(facts, id));
    let tally = facts.tally(id);
    let (done, all) = (tally.done, tally.stories + tally.deferred);
    item(out, state.state == State::Reached, &format!("Stories done: {done} of {all}"));
    let reviewed = |gate: Gate| {
        let gates = state.required.iter().filter_map(|&it| plan.stories[it].details().gate);
        gates.filter(|it| it.value == gate).count()
    };
    let found: Vec<String> = [Gate::Pass, Gate::Waived, Gate::Concerns, Gate::Fail]
        .into_iter()
        .map(|gate| (reviewed(gate), names::gate(gate)))
        .filter(|(count, _)| *count > 0)
        .map(|(count, gate)| format!("{count} {gate}"))
        .collect();
    let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
    let all_pass = reviewed(Gate::Pass) + reviewed(Gate::Waived) == all && all > 0;
    item(out, all_pass, &format!("Reviews: {found} of {all}"));
    for (story, gate) in &state.doubted {
        let story = names::story(plan, *story);
        putln!(out, "    - {story}: {}", names::gate(*gate));
    }
    for criterion in &milestone.gate {
        item(out, false, &text(criterion));
    }
}

fn item(out: &mut String, is_met: bool, text: &str) {
    putln!(out, "  - [{}] {text}", if is_met { 'x' } else { ' ' });
}

/// Whether it is go, as far as that can be known from the plan.
fn verdict(facts: &Facts<'_>, id: MilestoneId) -> &'static str {
    let state = &facts.milestones[id];
    let has_failed = state.doubted.iter().any(|(_, gate)| *gate == Gate::Fail);
    match (state.state, has_failed, facts.plan.milestones[id].gate.is_empty()) {
        (_, true, _) => "no-go, a review failed",
        (State::Reached, false, true) => "go",
        (State::Reached, false, false) => "go once its criteria are confirmed",
        (State::Empty, false, _) => "to be decided by its criteria alone",
        (_, false, _) => "not yet",
    }
}
