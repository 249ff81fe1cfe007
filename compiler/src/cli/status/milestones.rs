//! The milestones: when, how far, what blocks them, and what drives them.

use pdl_lang::calendar::human_date;
use pdl_lang::model::{Milestone, MilestoneId, Status, StoryId};
use pdl_lang::standing::{State, standing};

use super::View;
use crate::paint::Ink;
use crate::put::{put, putln};

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
        let standing = standing(self.analysis, id);
        let total = standing.required.len();
        let done = total - standing.left.len();
        let name = self.paint(Ink::Bold, &milestone.name.text).into_owned();
        let title = self.paint(Ink::Plain, &milestone.title).into_owned();
        let state = self.paint(ink(standing.state), standing.state.word()).into_owned();
        let due = human_date(standing.due);
        let mut text = format!("  {name}  {due}  {state}, {done}/{total} done");
        put!(text, "  {title}\n");
        self.few(&mut text, "open:", &standing.left);
        self.few(&mut text, "needed first:", &standing.first);
        let is_open = |story: &StoryId| self.status(*story) != Status::Done;
        let chain: Vec<_> = standing.critical.chain().into_iter().filter(is_open).collect();
        if chain.len() > 1 {
            let line = format!("driven by {}", self.chain(&chain));
            putln!(text, "      {}", self.paint(Ink::Dim, &line));
        }
        text
    }

    /// The first few of some stories, on a line of their own.
    fn few(&self, text: &mut String, what: &str, stories: &[StoryId]) {
        const SHOWN: usize = 6;
        if stories.is_empty() {
            return;
        }
        put!(*text, "      {what} {}", self.names(&stories[..stories.len().min(SHOWN)]));
        if stories.len() > SHOWN {
            put!(*text, " and {} more", stories.len() - SHOWN);
        }
        text.push('\n');
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

fn ink(state: State) -> Ink {
    match state {
        State::Reached => Ink::Green,
        State::Late | State::Blocked => Ink::Red,
        State::AtRisk => Ink::Yellow,
        State::Underway | State::NotBegun | State::Empty => Ink::Plain,
    }
}
