//! The order of the stories: in waves, one after the other, and where it leaves gaps.

use std::collections::BTreeMap;

use pdl_lang::model::StoryId;
use pdl_lang::{longest_chain, weak_components};

use super::super::facts::Facts;
use super::super::markdown::text;
use super::super::names;
use crate::put::{put, putln};

/// Writes what may run side by side.
pub(super) fn waves(out: &mut String, facts: &Facts<'_>) {
    out.push_str("\n## Waves\n\n");
    out.push_str("Stories of one wave wait for one another neither by the plan nor by what their manifests need; \
         each waits for one of the wave before.\n\n");
    for (wave, stories) in by_wave(facts) {
        let names: Vec<String> = stories.iter().map(|&it| names::story(facts.plan, it)).collect();
        putln!(out, "{wave}. {}", names.join(", "));
    }
}

/// The stories of each wave, in the order of the plan; what stands in no sprint is in none.
pub(super) fn by_wave(facts: &Facts<'_>) -> BTreeMap<u32, Vec<StoryId>> {
    let mut waves: BTreeMap<u32, Vec<StoryId>> = BTreeMap::new();
    for &story in facts.schedule.order.iter().filter(|&&it| facts.is_scheduled(it)) {
        waves.entry(facts.waits.wave[story]).or_default().push(story);
    }
    waves
}

/// Writes the one order by which stories are numbered, and why each stands where it does.
pub(super) fn order(out: &mut String, facts: &Facts<'_>) {
    let plan = facts.plan;
    out.push_str("\n## Order\n\n");
    out.push_str("Numbered by the plan: its dependencies first, then by sprint, then as the source has them. \
         Below each story stands what it waits for, also what its manifests need though no order says so.\n\n");
    for &story in &facts.schedule.order {
        let (number, name) = (facts.number(story), names::story(plan, story));
        put!(out, "- {number} {name}");
        if let Some(title) = &plan.stories[story].title {
            put!(out, " — {}", text(title));
        }
        putln!(out, " ({})", names::place(plan, story));
        reasons(out, facts, story);
    }
}

/// What a story waits for: by which orders and for what its manifests need, each with its line.
fn reasons(out: &mut String, facts: &Facts<'_>, story: StoryId) {
    let before = facts.before(story);
    if before.is_empty() {
        out.push_str("  - waits for nothing\n");
    }
    for (other, why) in before {
        let name = names::story(facts.plan, other);
        let why = names::why(facts.analysis, (other, story), why);
        putln!(out, "  - after {name}{why}");
    }
}

/// Writes the longest chains, done or not.
pub(super) fn longest(out: &mut String, facts: &Facts<'_>) {
    const SHOWN: usize = 10;
    let chains = longest_chains(facts);
    if chains.is_empty() {
        return;
    }
    out.push_str("\n## Longest Chains\n\n");
    out.push_str(
        "By the plan's orders and by what manifests need; \
         the longest of each part of the plan that neither joins with the others.\n\n",
    );
    for chain in chains.iter().take(SHOWN) {
        putln!(out, "- {} ({} stories)", names::chain(facts.plan, chain), chain.len());
    }
    if chains.len() > SHOWN {
        putln!(out, "- and {} shorter ones", chains.len() - SHOWN);
    }
}

/// The longest chain of two or more stories in each part of the plan that hangs together, the longest first.
pub(super) fn longest_chains(facts: &Facts<'_>) -> Vec<Vec<StoryId>> {
    // Each search walks the whole order: a plan in many parts is asked about the largest alone.
    const SEARCHES: usize = 64;
    let (schedule, waits) = (facts.schedule, facts.waits);
    let parts = weak_components(&waits.graph);
    let mut orders: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for story in &waits.order {
        orders.entry(parts[story.0 as usize]).or_default().push(story.0);
    }
    orders.retain(|_, order| order.len() > 1);
    let order: Vec<u32> = waits.order.iter().map(|story| story.0).collect();
    let mut by_size: Vec<u32> = orders.keys().copied().collect();
    by_size.sort_by_key(|part| (std::cmp::Reverse(orders[part].len()), *part));
    let mut chains: Vec<Vec<StoryId>> = by_size
        .into_iter()
        .take(SEARCHES)
        .map(|part| {
            let within = |node: u32| parts[node as usize] == part;
            longest_chain(&waits.graph, &waits.components, &order, within)
        })
        .map(|chain| chain.into_iter().map(StoryId).collect::<Vec<_>>())
        .filter(|chain| chain.len() > 1)
        .collect();
    chains.sort_by_key(|chain| (std::cmp::Reverse(chain.len()), schedule.number[chain[0]]));
    chains
}

/// Stories that nothing leads to or from, in the order of the plan.
pub(super) struct Ends {
    /// Neither.
    pub(super) islands: Vec<StoryId>,
    /// They wait for nothing.
    pub(super) starts: Vec<StoryId>,
    /// Nothing waits for them.
    pub(super) finishes: Vec<StoryId>,
}

impl Ends {
    pub(super) fn of(facts: &Facts<'_>) -> Self {
        let waits = facts.waits;
        let with = |wanted: (bool, bool)| {
            let stories = facts.schedule.order.iter().copied();
            let kind = |it| (waits.is_start(it), waits.is_end(it));
            stories.filter(|&it| kind(it) == wanted).collect()
        };
        Self {
            islands: with((true, true)),
            starts: with((true, false)),
            finishes: with((false, true)),
        }
    }
}

/// Writes which stories nothing leads to or from.
pub(super) fn ends(out: &mut String, facts: &Facts<'_>) {
    let Ends { islands, starts, finishes } = Ends::of(facts);
    let kinds = [
        ("Islands, which wait for nothing and for which nothing waits", islands),
        ("Open starts, which wait for nothing", starts),
        ("Open ends, for which nothing waits", finishes),
    ];
    if kinds.iter().all(|(_, stories)| stories.is_empty()) {
        return;
    }
    out.push_str("\n## Islands, Starts and Ends\n\n");
    for (kind, stories) in kinds.iter().filter(|(_, stories)| !stories.is_empty()) {
        let names: Vec<String> = stories.iter().map(|&it| names::story(facts.plan, it)).collect();
        putln!(out, "- {kind}: {}", names.join(", "));
    }
}
