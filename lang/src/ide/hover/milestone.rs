//! A milestone: when it is due, how far it is, what blocks it and what drives it.

use super::super::describe;
use super::{Page, escaped};
use crate::analysis::Analysis;
use crate::model::{MilestoneId, Status, StoryId};
use crate::standing::standing;
use crate::waits::Critical;
use crate::wording::count;

pub(super) fn milestone(analysis: &Analysis, id: MilestoneId) -> String {
    let plan = &analysis.plan;
    let milestone = &plan.milestones[id];
    let title = Some(milestone.title.as_str());
    let mut page = Page::new("milestone", &milestone.name.text, title, milestone.doc.as_deref());
    page.row("Due", Some(describe::when(plan, milestone)));
    let standing = standing(analysis, id);
    let is_done = |story: &StoryId| plan.stories[*story].status() == Status::Done;
    let done = standing.required.iter().filter(|story| is_done(story)).count();
    let total = count(standing.required.len(), "story", "stories");
    page.row("State", Some(format!("{}, {done} of {total} done", standing.state.word())));
    page.row("Blocked by", Some(names(analysis, &standing.open)));
    let mut chain = standing.critical.chain();
    chain.retain(|story| !is_done(story));
    let chain: Vec<String> =
        chain.iter().map(|story| format!("`{}`", plan.stories[*story].name)).collect();
    page.row("Driven by", Some(arrows(&chain)));
    if let Critical::Estimated(path) = &standing.critical {
        page.row("Work ahead", Some(describe::days(path.length)));
    }
    let gates = milestone.gate.iter().map(|gate| escaped(gate));
    page.row("Go or no-go", Some(describe::listed(gates)));
    page.finish()
}

fn names(analysis: &Analysis, stories: &[StoryId]) -> String {
    let name = |story: &StoryId| format!("`{}`", analysis.plan.stories[*story].name);
    describe::listed(stories.iter().map(name))
}

/// A chain, of a long one its ends.
fn arrows(chain: &[String]) -> String {
    const SHOWN: usize = 8;
    if chain.len() <= SHOWN {
        return chain.join(" → ");
    }
    let (head, tail) = (&chain[..SHOWN / 2], &chain[chain.len() - SHOWN / 2..]);
    let stories = count(chain.len(), "story", "stories");
    format!("{} → … → {} ({stories})", head.join(" → "), tail.join(" → "))
}
