//! Needs: what manifests need of other stories, though no order says so.

use super::super::super::facts::Facts;
use super::super::super::names;
use crate::put::putln;

/// Writes the section: a line a story that waits and the one it waits for.
pub(super) fn needs(out: &mut String, facts: &Facts<'_>) {
    let number = |it| facts.schedule.number[it];
    let mut needs: Vec<_> = facts.waits.shown_needs().collect();
    needs.sort_by_key(|need| (number(need.to), number(need.from)));
    if needs.is_empty() {
        return;
    }
    out.push_str("\n## Needs without an Order\n\n");
    out.push_str(
        "What manifests need of other stories, though no order says so. Slack, milestones and what is next count \
         these needs, and Flux waits for them; the arrows above are the plan's own.\n\n",
    );
    for need in needs {
        let (to, from) = (names::story(facts.plan, need.to), names::story(facts.plan, need.from));
        let what = names::manifests(facts.analysis, need);
        putln!(out, "- {to} after {from}: its {what}");
    }
}
