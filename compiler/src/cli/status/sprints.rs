//! A block for each sprint: its dates, a bar, and its stories.

use pdl_lang::calendar::human_range;
use pdl_lang::model::{SprintId, Status, StoryId};

use super::View;
use crate::paint::{Ink, status_ink, status_mark};
use crate::put::put;

impl View<'_> {
    pub(super) fn sprints(&self) -> String {
        let blocks = self.analysis.schedule.by_date.iter().map(|sprint| self.sprint(*sprint));
        blocks.collect::<Vec<_>>().join("\n")
    }

    fn sprint(&self, id: SprintId) -> String {
        let (plan, sprint) = (self.plan(), &self.plan().sprints[id]);
        let (first, last) = sprint.dates.value;
        let mut heading = self.paint(Ink::Bold, &sprint.name.text).into_owned();
        if let Some(title) = &sprint.title {
            put!(heading, "  {}", self.paint(Ink::Bold, title));
        }
        put!(heading, "  {}", self.paint(Ink::Dim, &human_range(first, last)));
        let mut stories: Vec<StoryId> = plan.stories_of(id).collect();
        stories.sort_by_key(|story| self.analysis.schedule.number[*story]);
        let counted: Vec<Status> = stories
            .iter()
            .map(|story| self.status(*story))
            .filter(|status| *status != Status::Deferred)
            .collect();
        let done = counted.iter().filter(|status| **status == Status::Done).count();
        put!(heading, "  {}  {done}/{} done", self.bar(&counted), counted.len());
        if self.today.is_some_and(|today| first <= today && today <= last) {
            put!(heading, "  {}", self.paint(Ink::Yellow, "now"));
        }
        if let Some(goal) = &sprint.goal {
            put!(heading, "\n    {}", self.paint(Ink::Dim, goal));
        }
        stories.iter().fold(heading + "\n", |text, story| text + &self.story(*story))
    }

    /// One cell a story, the done first; more than a line holds are drawn to scale.
    fn bar(&self, statuses: &[Status]) -> String {
        const CELLS: usize = 30;
        let kinds = [Status::Done, Status::Active, Status::Blocked, Status::Planned];
        let mut bar = String::new();
        let (mut before, mut drawn) = (0, 0);
        for kind in kinds {
            let kind_of = |status: &&Status| match **status {
                Status::Draft | Status::Deferred => Status::Planned,
                other => other,
            };
            before += statuses.iter().filter(|status| kind_of(status) == kind).count();
            let cells = statuses.len().min(CELLS);
            let end = (before * cells).checked_div(statuses.len()).unwrap_or_default();
            bar += &self.paint(bar_ink(kind), &self.cell(kind).repeat(end - drawn));
            drawn = end;
        }
        format!("[{bar}]")
    }

    fn cell(&self, status: Status) -> &'static str {
        let (cell, ascii) = match status {
            Status::Done => ("█", "#"),
            Status::Active => ("▒", "+"),
            Status::Blocked => ("✗", "!"),
            Status::Planned | Status::Draft | Status::Deferred => ("·", "."),
        };
        if self.style.unicode { cell } else { ascii }
    }

    /// One line: how far it is, what it is, and what keeps it.
    fn story(&self, id: StoryId) -> String {
        let story = &self.plan().stories[id];
        let status = story.status();
        let mark = status_mark(status, self.style.unicode);
        let mut line = format!("  {} ", self.paint(status_ink(status), mark));
        line += &self.pad(Ink::Plain, &story.name.text, self.name_width);
        let state = match status {
            Status::Planned => String::new(),
            _ => self.paint(status_ink(status), status.word()).into_owned(),
        };
        let mut facts = Vec::from_iter(Some(state).filter(|state| !state.is_empty()));
        if self.is_late(id) {
            facts.push(self.paint(Ink::Red, "late").into_owned());
        }
        if !matches!(status, Status::Done | Status::Deferred) {
            let open = self.waits_for(id);
            if !open.is_empty() {
                let waits = format!("waits for {}", self.names(&open));
                facts.push(self.paint(Ink::Dim, &waits).into_owned());
            }
        }
        put!(line, "  {}", facts.join(", "));
        format!("{}\n", line.trim_end())
    }
}

fn bar_ink(status: Status) -> Ink {
    match status {
        Status::Planned | Status::Draft | Status::Deferred => Ink::Dim,
        other => status_ink(other),
    }
}
