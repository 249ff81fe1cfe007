//! What is under way, and what can be begun.

use pdl_lang::model::{Status, StoryId};
use pdl_lang::wording::count;

use super::View;
use crate::paint::Ink;
use crate::put::put;

impl View<'_> {
    pub(super) fn next(&self) -> String {
        let mut text = format!("{}\n", self.paint(Ink::Bold, "Next"));
        let ready: Vec<StoryId> = self.scheduled().filter(|story| self.is_ready(*story)).collect();
        if ready.is_empty() {
            return text + "  nothing can be begun\n";
        }
        for story in ready {
            text += &self.ready_story(story);
        }
        text
    }

    fn scheduled(&self) -> impl Iterator<Item = StoryId> {
        let stories = self.analysis.schedule.order.iter().copied();
        stories.filter(|story| self.plan().stories[*story].sprint().is_some())
    }

    /// Whether a story waits for nothing that is not done.
    fn is_ready(&self, story: StoryId) -> bool {
        let is_open =
            matches!(self.status(story), Status::Draft | Status::Planned | Status::Active);
        is_open && self.waits_for(story).is_empty()
    }

    fn ready_story(&self, story: StoryId) -> String {
        let sprint = self.plan().stories[story].sprint();
        let sprint = sprint.map_or("", |sprint| &self.plan().sprints[sprint].name.text);
        let mut line = format!("  {}", self.pad(Ink::Bold, self.name(story), self.name_width));
        put!(line, "  {sprint}");
        if self.status(story) == Status::Active {
            put!(line, "  {}", self.paint(Ink::Yellow, "active"));
        }
        let behind = self.analysis.waits.after(story).map(|(after, _)| after);
        let mut behind: Vec<_> = behind.filter(|it| self.status(*it) != Status::Done).collect();
        behind.sort_unstable();
        behind.dedup();
        if !behind.is_empty() {
            let number = count(behind.len(), "story waits for it", "stories wait for it");
            put!(line, "  {}", self.paint(Ink::Dim, &number));
        }
        line + "\n"
    }
}
