//! `pdlc status`: the schedule at a glance.

mod late;
mod milestones;
mod next;
mod sprints;

use pdl_lang::wording::count;
use std::io::Write as _;

use clap::Args;
use pdl_lang::calendar::{Date, human_date};
use pdl_lang::model::{Plan, Status, StoryId};
use pdl_lang::standing::is_late;
use pdl_lang::{Analysis, Options};

use super::program::{AsOf, ProgramArgs, analyze_as_of, show_errors};
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::paint::{Ink, paint};
use crate::put::put;
use crate::report::Style;

/// Show how far the plan is: sprints, milestones, what is late, what is next, and why
#[derive(Debug, Args)]
#[command(name = "status")]
pub(super) struct StatusCommand {
    #[command(flatten)]
    program: ProgramArgs,

    /// The day that counts as today: a date, or `sprint:NAME` for the last day of a sprint; without it nothing is late
    #[arg(long, value_name = "DAY")]
    as_of: Option<AsOf>,
}

impl StatusCommand {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let workspace = self.program.workspace()?;
        let as_of = self.as_of.as_ref();
        let (analysis, today) = analyze_as_of(workspace.load()?, as_of, Options::default())?;
        let exit = show_errors(terminal, &workspace, &analysis);
        let name_width = name_width(&analysis.plan);
        let view = View { analysis: &analysis, today, style: terminal.out_style(), name_width };
        terminal.out().write_all(view.text().as_bytes())?;
        Ok(exit)
    }
}

/// What the parts of the report read.
struct View<'a> {
    analysis: &'a Analysis,
    today: Option<Date>,
    style: Style,
    /// The width of a column for the names of stories.
    name_width: usize,
}

impl<'a> View<'a> {
    fn text(&self) -> String {
        let parts = [self.heading(), self.sprints(), self.late(), self.next(), self.milestones()];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("\n")
    }

    fn heading(&self) -> String {
        let platform = &self.plan().platform;
        let name = platform.name.as_ref().map(|name| name.text.as_str());
        let title = platform.title.as_ref().map(|title| title.value.as_str());
        let title = title.or(name).unwrap_or("The plan");
        let mut text = format!("{}\n", self.paint(Ink::Bold, title));
        text += &self.tally();
        if let Some(today) = self.today {
            put!(text, ", as of {}", human_date(today));
        }
        text + "\n"
    }

    /// `1 of 20 stories done, 2 active, 1 blocked; 3 in the backlog`
    fn tally(&self) -> String {
        let stories = self.plan().stories.values();
        let with = |status| {
            let planned = stories.clone().filter(|it| it.sprint().is_some());
            planned.filter(|it| it.status() == status).count()
        };
        let total = self.analysis.schedule.scheduled - with(Status::Deferred);
        let mut text = match total {
            0 => "no story is scheduled".to_owned(),
            _ => format!("{} of {} done", with(Status::Done), count(total, "story", "stories")),
        };
        for status in [Status::Active, Status::Blocked, Status::Deferred] {
            if with(status) > 0 {
                put!(text, ", {} {}", with(status), status.word());
            }
        }
        let backlog = self.plan().stories.len() - self.analysis.schedule.scheduled;
        if backlog > 0 {
            put!(text, "; {backlog} in the backlog");
        }
        text
    }

    fn plan(&self) -> &'a Plan {
        &self.analysis.plan
    }

    fn name(&self, story: StoryId) -> &'a str {
        &self.plan().stories[story].name.text
    }

    fn names(&self, stories: &[StoryId]) -> String {
        stories.iter().map(|story| self.name(*story)).collect::<Vec<_>>().join(", ")
    }

    fn status(&self, story: StoryId) -> Status {
        self.plan().stories[story].status()
    }

    /// The stories that a story waits for and that are not done, each once.
    fn waits_for(&self, story: StoryId) -> Vec<StoryId> {
        let before = self.analysis.waits.before(story).map(|(before, _)| before);
        let mut open: Vec<_> = before.filter(|it| self.status(*it) != Status::Done).collect();
        open.sort_by_key(|it| self.analysis.schedule.number[*it]);
        open.dedup();
        open
    }

    /// The last day of a story's sprint.
    fn due(&self, story: StoryId) -> Option<Date> {
        let sprint = self.plan().stories[story].sprint()?;
        Some(self.plan().sprints[sprint].dates.value.1)
    }

    /// Whether a story should be done by today and is not.
    fn is_late(&self, story: StoryId) -> bool {
        is_late(self.analysis, story)
    }

    /// The working days after `due` up to today.
    fn days_since(&self, due: Date) -> u32 {
        let (Some(today), Ok(next)) = (self.today, due.tomorrow()) else { return 0 };
        self.plan().calendar.working.workdays_between(next, today)
    }

    fn paint<'t>(&self, ink: Ink, text: &'t str) -> std::borrow::Cow<'t, str> {
        paint(&self.style, ink, text)
    }

    /// `text` in `ink`, filled up to so many columns.
    fn pad(&self, ink: Ink, text: &str, width: usize) -> String {
        let fill = width.saturating_sub(text.chars().count());
        format!("{}{}", self.paint(ink, text), " ".repeat(fill))
    }
}

/// The width of a column for the names of stories.
fn name_width(plan: &Plan) -> usize {
    const WIDEST: usize = 40;
    let names = plan.stories.values().map(|story| story.name.text.chars().count());
    names.max().unwrap_or_default().min(WIDEST)
}
