//! Slack: how many sprints stories can move before something else has to.

use pdl_lang::wording::count;

use pdl_lang::waits::Slack;

use super::super::super::facts::Facts;
use super::super::super::names;
use crate::put::putln;

/// Writes the section: a row for each story that can move at all.
pub(super) fn slack(out: &mut String, facts: &Facts<'_>) {
    let order = facts.schedule.order.iter();
    let open: Vec<_> = order.filter_map(|&it| Some((it, facts.slack[it]?))).collect();
    if open.is_empty() || facts.plan.sprints.len() < 2 {
        return;
    }
    let can_move = |slack: &Slack| slack.earlier + slack.total > 0;
    let movable: Vec<_> = open.iter().filter(|(_, slack)| can_move(slack)).collect();
    out.push_str("\n## Slack\n\n");
    let fixed = open.len() - movable.len();
    putln!(
        out,
        "Counted in sprints: how much earlier a story could be done by what it waits for, in the plan and for what its manifests need; how much later while nothing \
         else moves; and how much later while no milestone moves, but the stories that wait for it do. \
         {} of {} cannot move at all.",
        fixed,
        count(open.len(), "open story", "open stories")
    );
    if movable.is_empty() {
        return;
    }
    out.push_str("\n| Story | Sprint | Earlier | Later, alone | Later, with others |\n");
    out.push_str("| --- | --- | ---: | ---: | ---: |\n");
    for (story, slack) in movable {
        putln!(
            out,
            "| {} | {} | {} | {} | {} |",
            names::story(facts.plan, *story),
            names::place(facts.plan, *story),
            slack.earlier,
            slack.free,
            slack.total
        );
    }
}
