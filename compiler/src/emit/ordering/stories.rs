//! The order of the stories: in waves, one after the other, and where it leaves gaps.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pdl_lang::Analysis;
use pdl_lang::graph::longest_chain;
use pdl_lang::model::{EdgeStrength, Placement, StoryId};

use super::super::markdown::text;
use super::super::names;
use super::FINE;

/// Writes what may run side by side.
pub(super) fn waves(out: &mut String, analysis: &Analysis) {
    let schedule = &analysis.schedule;
    out.push_str("\n## Waves\n\n");
    out.push_str("Stories of one wave do not wait for one another; each waits for one of the wave before.\n\n");
    let mut waves: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for &story in &schedule.order {
        let name = names::story(&analysis.plan, story);
        waves.entry(schedule.wave[story]).or_default().push(name);
    }
    for (wave, names) in waves {
        writeln!(out, "{wave}. {}", names.join(", ")).expect(FINE);
    }
}

/// Writes the one order by which stories are numbered, and why each stands where it does.
pub(super) fn order(out: &mut String, analysis: &Analysis) {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    out.push_str("\n## Order\n\n");
    out.push_str("Dependencies first, then by sprint, then as the source has them.\n\n");
    for &story in &schedule.order {
        let place = match plan.stories[story].placement {
            Placement::Sprint(sprint) => names::sprint(plan, sprint),
            Placement::Backlog => "backlog".to_owned(),
            Placement::Unknown => "no sprint".to_owned(),
        };
        let (number, name) = (number(analysis, story), names::story(plan, story));
        write!(out, "- {number} {name}").expect(FINE);
        if let Some(title) = &plan.stories[story].title {
            write!(out, " — {}", text(title)).expect(FINE);
        }
        writeln!(out, " ({place})").expect(FINE);
        reasons(out, analysis, story);
    }
}

/// `04/20`
fn number(analysis: &Analysis, story: StoryId) -> String {
    let total = analysis.schedule.order.len().to_string();
    let number = analysis.schedule.number[story];
    format!("{number:0width$}/{total}", width = total.len())
}

/// What a story waits for: by which edges, each with its reason and line.
fn reasons(out: &mut String, analysis: &Analysis, story: StoryId) {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    let mut before: Vec<_> = schedule.predecessors(story).collect();
    before.sort_by_key(|&(story, edge)| (schedule.number[story], edge));
    if before.is_empty() {
        out.push_str("  - waits for nothing\n");
    }
    for (other, id) in before {
        let edge = &plan.edges[id];
        write!(out, "  - after {}", names::story(plan, other)).expect(FINE);
        if let Some(reason) = &edge.reason {
            write!(out, " — {}", text(reason)).expect(FINE);
        }
        let only = match edge.strength {
            EdgeStrength::Flux => "",
            EdgeStrength::Plan => "in the plan alone, ",
        };
        writeln!(out, " ({only}{})", names::edge(analysis, id)).expect(FINE);
    }
}

/// Writes the longest chain, done or not.
pub(super) fn longest(out: &mut String, analysis: &Analysis) {
    let schedule = &analysis.schedule;
    let order: Vec<u32> = schedule.order.iter().map(|story| story.0).collect();
    let chain = longest_chain(&schedule.graph, &schedule.components, &order, |_| true);
    let chain: Vec<StoryId> = chain.into_iter().map(StoryId).collect();
    if chain.len() > 1 {
        let names = names::chain(&analysis.plan, &chain);
        writeln!(out, "\n## Longest Chain\n\n{names} ({} stories)", chain.len()).expect(FINE);
    }
}

/// Writes which stories nothing leads to or from.
pub(super) fn ends(out: &mut String, analysis: &Analysis) {
    let schedule = &analysis.schedule;
    let is_start = |story: StoryId| schedule.predecessors(story).len() == 0;
    let is_end = |story: StoryId| schedule.successors(story).len() == 0;
    let with = |wanted: (bool, bool)| {
        let stories = schedule.order.iter().copied();
        let stories = stories.filter(|&it| (is_start(it), is_end(it)) == wanted);
        let names: Vec<String> = stories.map(|it| names::story(&analysis.plan, it)).collect();
        names.join(", ")
    };
    let kinds = [
        ("Islands, without any order", with((true, true))),
        ("Open starts, which wait for nothing", with((true, false))),
        ("Open ends, for which nothing waits", with((false, true))),
    ];
    if kinds.iter().all(|(_, names)| names.is_empty()) {
        return;
    }
    out.push_str("\n## Islands, Starts and Ends\n\n");
    for (kind, names) in kinds.iter().filter(|(_, names)| !names.is_empty()) {
        writeln!(out, "- {kind}: {names}").expect(FINE);
    }
}
