//! The schedule half: what a Product Owner reads.

use std::ops::Range;

use super::{
    ClusterId, FluxOptions, LaneId, Name, PlatformSource, Provision, Spanned, SprintId, StoryId,
};
use crate::calendar::{Date, Weekdays, WorkingCalendar};
use crate::critical_path::Work;
use crate::span::FileSpan;

/// `platform`: facts about the whole.
#[derive(Debug, Default)]
pub struct Platform {
    /// Its name, when the program has a `platform` statement.
    pub name: Option<Name>,
    /// What documents are headed.
    pub title: Option<Spanned<String>>,
    /// Who answers for it.
    pub owner: Option<Spanned<String>>,
    /// The date of the plan.
    pub date: Option<Spanned<Date>>,
    /// How far the plan is.
    pub status: Option<Spanned<PlatformStatus>>,
    /// What documents print before a story's id.
    pub story_prefix: String,
    /// Which stories are emitted.
    pub wire: Wire,
    /// Globs of CRD files that extend the schema catalogue.
    pub schemas: Vec<Spanned<String>>,
    /// What exists on every cluster without the plan.
    pub assume: Vec<Provision>,
    /// Where Flux pulls the tree from.
    pub source: Option<PlatformSource>,
    /// Defaults of every Flux Kustomization.
    pub flux: FluxOptions,
    /// The doc comment.
    pub doc: Option<String>,
}

/// How far the plan as a whole is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlatformStatus {
    /// Being written.
    Draft,
    /// Agreed.
    #[default]
    Planned,
    /// Being delivered.
    Active,
    /// Delivered.
    Done,
}

/// Which stories are emitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wire {
    /// All that are scheduled.
    #[default]
    All,
    /// Those that have begun or are done.
    Started,
    /// Those that are done.
    Done,
}

/// `calendar`: which days are worked.
#[derive(Debug, Default)]
pub struct Calendar {
    /// Days of the week that are worked.
    pub workdays: Weekdays,
    /// Single days off, in the order of the source.
    pub holidays: Vec<DayOff>,
    /// Stretches off, in the order of the source.
    pub freezes: Vec<DayOff>,
    /// All of that, ready to count with.
    pub working: WorkingCalendar,
    /// The statement, if there is one.
    pub at: Option<FileSpan>,
}

/// A holiday or a freeze.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOff {
    /// First and last day; both belong to it.
    pub dates: Spanned<(Date, Date)>,
    /// What it is called.
    pub name: Option<String>,
    /// The doc comment.
    pub doc: Option<String>,
}

/// `sprint`: a span of the calendar and the stories planned for it.
#[derive(Debug)]
pub struct Sprint {
    /// Its name.
    pub name: Name,
    /// First and last day; both belong to it. The last may be before the first, which is reported.
    pub dates: Spanned<(Date, Date)>,
    /// What documents call it.
    pub title: Option<String>,
    /// What it is for.
    pub goal: Option<String>,
    /// How many points it can hold.
    pub capacity: Option<Spanned<f64>>,
    /// Its stories: indexes into the plan's, half-open.
    pub stories: Range<u32>,
    /// The doc comment.
    pub doc: Option<String>,
    /// The whole statement.
    pub at: FileSpan,
}

/// Where a story is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Placement {
    /// In a sprint.
    Sprint(SprintId),
    /// Known, not scheduled.
    Backlog,
    /// In a sprint whose dates are broken, which is reported.
    Unknown,
}

/// `story`: one piece of delivery.
#[derive(Debug)]
pub struct Story {
    /// Its id, without the platform's prefix.
    pub name: Name,
    /// The whole statement.
    pub at: FileSpan,
    /// Where it is planned.
    pub placement: Placement,
    /// What documents call it.
    pub title: Option<Box<str>>,
    /// Its status, if one is written; see [`Story::status`].
    pub status: Option<Spanned<Status>>,
    /// Where it is delivered; everywhere when left out.
    pub clusters: Option<Box<[Spanned<ClusterId>]>>,
    /// Its lane.
    pub lane: Option<Spanned<LaneId>>,
    /// Its size in points.
    pub points: Option<Spanned<f64>>,
    /// What few stories have.
    pub more: Option<Box<StoryDetails>>,
}

/// The rarer fields of a story, kept apart so that large plans stay small in memory.
#[derive(Debug, Default)]
pub struct StoryDetails {
    /// Who does it.
    pub owner: Option<String>,
    /// How long it takes.
    pub estimate: Option<Spanned<Estimate>>,
    /// When it was begun.
    pub started: Option<Spanned<Date>>,
    /// When it was finished.
    pub finished: Option<Spanned<Date>>,
    /// What the review at its end said.
    pub gate: Option<Spanned<Gate>>,
    /// What must hold for it to be done.
    pub accept: Vec<String>,
    /// A link to more.
    pub docs: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The doc comment.
    pub doc: Option<String>,
    /// Whether its status, or one of its clusters, is unknown after a mistake that was reported.
    pub is_uncertain: bool,
}

/// A [`StoryDetails`] without any.
static NO_DETAILS: StoryDetails = StoryDetails {
    owner: None,
    estimate: None,
    started: None,
    finished: None,
    gate: None,
    accept: Vec::new(),
    docs: None,
    note: None,
    doc: None,
    is_uncertain: false,
};

impl Story {
    /// Its status: planned unless said otherwise.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status.map_or(Status::Planned, |status| status.value)
    }

    /// The rarer fields.
    #[must_use]
    pub fn details(&self) -> &StoryDetails {
        self.more.as_deref().unwrap_or(&NO_DETAILS)
    }

    /// The sprint it is planned for; `None` in the backlog.
    #[must_use]
    pub fn sprint(&self) -> Option<SprintId> {
        match self.placement {
            Placement::Sprint(sprint) => Some(sprint),
            Placement::Backlog | Placement::Unknown => None,
        }
    }
}

/// How far a story is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Being written.
    Draft,
    /// Agreed.
    #[default]
    Planned,
    /// Begun.
    Active,
    /// Delivered.
    Done,
    /// Begun or not, and unable to go on.
    Blocked,
    /// Put off.
    Deferred,
}

impl Status {
    /// The word for it in a source.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Planned => "planned",
            Self::Active => "active",
            Self::Done => "done",
            Self::Blocked => "blocked",
            Self::Deferred => "deferred",
        }
    }
}

/// What the review at the end of a story said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// As agreed.
    Pass,
    /// Delivered, with remarks.
    Concerns,
    /// Not as agreed.
    Fail,
    /// Not as agreed, and accepted.
    Waived,
}

impl Gate {
    /// The word for it in a source.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Concerns => "concerns",
            Self::Fail => "fail",
            Self::Waived => "waived",
        }
    }
}

/// How long a story takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimate {
    /// One figure.
    Single(Work),
    /// Best, likely and worst case.
    ThreePoint(Work, Work, Work),
}

impl Estimate {
    /// The expected time: the figure, or the mean (best + 4 · likely + worst) / 6 of PERT (Malcolm et al. 1959).
    #[must_use]
    pub fn expected(self) -> Work {
        match self {
            Self::Single(work) => work,
            Self::ThreePoint(best, likely, worst) => Work::three_point(best, likely, worst),
        }
    }
}

/// `lane`: a stream of work.
#[derive(Debug)]
pub struct Lane {
    /// Its name.
    pub name: Name,
    /// What documents call it.
    pub title: Option<String>,
    /// Who leads it.
    pub owner: Option<String>,
    /// The doc comment.
    pub doc: Option<String>,
}

/// One arrow between two stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The story that comes first.
    pub from: StoryId,
    /// The story that waits.
    pub to: StoryId,
    /// Whether Flux gets it.
    pub strength: EdgeStrength,
    /// Where `from` is named in the chain.
    pub from_at: FileSpan,
    /// Where `to` is named in the chain.
    pub to_at: FileSpan,
    /// Why: the string at the chain's end.
    pub reason: Option<std::sync::Arc<str>>,
    /// The doc comment of the `order` that it stands in.
    pub doc: Option<std::sync::Arc<str>>,
    /// The whole chain.
    pub chain_at: FileSpan,
}

/// `->` or `~>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeStrength {
    /// `->`: orders the plan and Flux.
    Flux,
    /// `~>`: orders the plan alone.
    Plan,
}

/// `milestone`
#[derive(Debug)]
pub struct Milestone {
    /// Its name.
    pub name: Name,
    /// When it is due.
    pub when: Spanned<When>,
    /// What it stands for.
    pub title: String,
    /// The stories it requires, if they are listed; see [`super::Plan::required`].
    pub requires: Option<Vec<Spanned<StoryId>>>,
    /// Criteria for go or no-go.
    pub gate: Vec<String>,
    /// The doc comment.
    pub doc: Option<String>,
    /// The whole statement.
    pub at: FileSpan,
}

/// When a milestone is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At the end of a sprint.
    End(SprintId),
    /// On a day.
    On(Date),
}
