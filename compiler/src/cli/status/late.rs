//! What is late, and what keeps it.

use pdl_lang::calendar::human_date;
use pdl_lang::model::{Status, StoryId};
use pdl_lang::wording::count;

use super::View;
use crate::paint::Ink;
use crate::put::put;

impl View<'_> {
    /// Empty without a day that counts as today.
    pub(super) fn late(&self) -> String {
        if self.today.is_none() {
            return String::new();
        }
        let stories = self.analysis.schedule.order.iter().copied();
        let late: Vec<StoryId> = stories.filter(|story| self.is_late(*story)).collect();
        let mut text = format!("{}\n", self.paint(Ink::Bold, "Late"));
        if late.is_empty() {
            return text + "  nothing\n";
        }
        for story in late {
            text += &self.late_story(story);
        }
        text
    }

    fn late_story(&self, story: StoryId) -> String {
        let due = self.due(story).unwrap_or_default();
        let days = self.days_since(due) as usize;
        let mut line = format!("  {}", self.pad(Ink::Red, self.name(story), self.name_width));
        put!(line, "  was due {}", human_date(due));
        if days > 0 {
            put!(line, ", {} ago", count(days, "working day", "working days"));
        }
        let open = self.waits_for(story);
        let why = match (open.as_slice(), self.status(story)) {
            ([_, ..], _) => format!("waits for {}", self.names(&open)),
            ([], Status::Active) => "under way".to_owned(),
            ([], Status::Blocked) => "blocked".to_owned(),
            ([], _) => "waits for nothing".to_owned(),
        };
        put!(line, "; {why}");
        line + "\n"
    }
}
