//! Order and waves: how much freedom the order leaves, and where it is written out.

use pdl_lang::model::StoryId;
use pdl_lang::wording::count;

use super::super::super::facts::{Facts, Page};
use crate::put::putln;

/// Writes the section.
pub(super) fn order(out: &mut String, facts: &Facts<'_>) {
    let scheduled = |&it: &StoryId| facts.is_scheduled(it);
    let stories: Vec<StoryId> = facts.plan.stories.ids().filter(scheduled).collect();
    let waves = stories.iter().map(|&it| facts.waits.wave[it]).max().unwrap_or_default() as usize;
    if stories.is_empty() {
        return;
    }
    let stories = count(stories.len(), "story", "stories");
    let edges = facts.edges().into_iter().map(|it| &facts.plan.edges[it]);
    let edges = edges.filter(|it| scheduled(&it.from) && scheduled(&it.to)).count();
    let edges = count(edges, "dependency", "dependencies");
    let size = match facts.waits.shown_needs().count() {
        0 => format!("{stories} and {edges}"),
        needs => {
            let needs = count(needs, "need", "needs");
            format!("{stories}, {edges} and {needs} without an order")
        }
    };
    let waves = count(waves, "wave", "waves");
    let ordering = facts.links.way(Page::Schedule("schedule.md"), Page::Ordering("ordering.md"));
    putln!(
        out,
        "\n## Order and Waves\n\n\
         {size} make {waves}: stories of one wave do not wait for one another, so that enough people \
         could do them side by side. The waves, the order by which stories are numbered, and for each story what it \
         waits for and why, are in [`ordering.md`]({ordering}). Every story has a page of its own in \
         [`stories/`](stories/)."
    );
}
