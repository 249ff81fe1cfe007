//! The milestones: when, how far, what blocks them, and what drives them.

use pdl_lang::calendar::{Date, human_date};
use pdl_lang::model::{Milestone, MilestoneId, Status, StoryId, When};

use super::View;
use crate::paint::{Ink, put, putln};

impl View<'_> {
    pub(super) fn milestones(&self) -> String {
        let milestones = &self.plan().milestones;
        if milestones.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.paint(Ink::Bold, "Milestones"));
        for (id, milestone) in milestones.iter() {
            text += &self.milestone(id, milestone);
        }
        text
    }

    fn milestone(&self, id: MilestoneId, milestone: &Milestone) -> String {
        let due = match milestone.when.value {
            When::End(sprint) => self.plan().sprints[sprint].dates.value.1,
            When::On(day) => day,
        };
        let mut required = self.plan().required(id);
        required.sort_by_key(|story| self.analysis.schedule.number[*story]);
        let total = required.len();
        let needed = self.analysis.schedule.closure(&required);
        let mut open: Vec<_> =
            needed.into_iter().filter(|story| self.status(*story) != Status::Done).collect();
        open.sort_by_key(|story| self.analysis.schedule.number[*story]);
        let done = required.iter().filter(|story| self.status(**story) == Status::Done).count();
        let name = self.paint(Ink::Bold, &milestone.name.text).into_owned();
        let title = self.paint(Ink::Plain, &milestone.title).into_owned();
        let state = self.state(due, &open);
        let mut text = format!("  {name}  {}  {state}, {done}/{total} done", human_date(due));
        put!(text, "  {title}\n");
        if !open.is_empty() {
            text += &self.blocked(id, &open);
        }
        text
    }

    fn state(&self, due: Date, open: &[StoryId]) -> String {
        let is_past = self.today.is_some_and(|today| due < today);
        let (ink, word) = match open {
            [] => (Ink::Green, "reached"),
            _ if is_past => (Ink::Red, "late"),
            _ if open.iter().any(|story| self.is_late(*story)) => (Ink::Yellow, "at risk"),
            _ => (Ink::Plain, "open"),
        };
        self.paint(ink, word).into_owned()
    }

    /// What still blocks a milestone, and the chain that drives it.
    fn blocked(&self, id: MilestoneId, open: &[StoryId]) -> String {
        const SHOWN: usize = 6;
        let mut text = format!("      needs {}", self.names(&open[..open.len().min(SHOWN)]));
        if open.len() > SHOWN {
            put!(text, " and {} more", open.len() - SHOWN);
        }
        text.push('\n');
        let chain = self.analysis.schedule.critical(self.plan(), Some(id)).chain();
        let chain: Vec<_> =
            chain.into_iter().filter(|story| self.status(*story) != Status::Done).collect();
        if chain.len() > 1 {
            let line = format!("driven by {}", self.chain(&chain));
            putln!(text, "      {}", self.paint(Ink::Dim, &line));
        }
        text
    }

    /// A chain, a long one by its ends.
    fn chain(&self, chain: &[StoryId]) -> String {
        const SHOWN: usize = 8;
        let (arrow, gap) = if self.style.unicode { (" → ", "…") } else { (" -> ", "...") };
        let mut names: Vec<_> = chain.iter().map(|story| self.name(*story)).collect();
        if names.len() <= SHOWN {
            return names.join(arrow);
        }
        names.splice(SHOWN / 2..names.len() - SHOWN / 2, [gap]);
        format!("{} ({} stories)", names.join(arrow), chain.len())
    }
}
