//! The plan as `schedule.json` has it, as far as it is compared.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use pdl_lang::calendar::{Date, Weekdays, WorkingCalendar, weekday_named};
use serde::Deserialize;

use super::fields::Fields;

/// The version of `schedule.json` that is understood.
const VERSION: u32 = 1;

/// A plan.
#[derive(Clone, Debug, Deserialize)]
pub struct Schedule {
    pub(super) platform: Platform,
    as_of: Option<String>,
    pub(super) calendar: Calendar,
    pub(super) lanes: Vec<Lane>,
    pub(super) clusters: Vec<String>,
    pub(super) sprints: Vec<Sprint>,
    pub(super) stories: Vec<Story>,
    pub(super) dependencies: Vec<Dependency>,
    #[serde(default)]
    pub(super) needs: Vec<Need>,
    pub(super) milestones: Vec<Milestone>,
    /// The working days; found at the first question.
    #[serde(skip)]
    working: OnceLock<WorkingCalendar>,
    /// The last day of each sprint, by its name; found at the first question.
    #[serde(skip)]
    ends: OnceLock<BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Platform {
    pub(super) name: Option<String>,
    pub(super) title: Option<String>,
    pub(super) owner: Option<String>,
    pub(super) date: Option<String>,
    pub(super) status: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Calendar {
    pub(super) workdays: Vec<String>,
    pub(super) freezes: Vec<Days>,
    pub(super) holidays: Vec<Days>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Days {
    pub(super) name: Option<String>,
    pub(super) start: String,
    pub(super) end: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Lane {
    pub(super) name: String,
    title: Option<String>,
    owner: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Sprint {
    pub(super) name: String,
    pub(super) title: Option<String>,
    pub(super) goal: Option<String>,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) capacity: Option<f64>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Story {
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) status: String,
    gate: Option<String>,
    pub(super) sprint: Option<String>,
    lane: Option<String>,
    clusters: Vec<String>,
    owner: Option<String>,
    points: Option<f64>,
    estimate: Option<Estimate>,
    pub(super) started: Option<String>,
    pub(super) finished: Option<String>,
    acceptance: Vec<String>,
    docs: Option<String>,
    note: Option<String>,
    doc: Option<String>,
    pub(super) times: Option<Times>,
}

/// When a story can take place, where that is known.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Times {
    pub(super) early: Span,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Span {
    pub(super) start: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Estimate {
    expected: f64,
    best: Option<f64>,
    likely: Option<f64>,
    worst: Option<f64>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Dependency {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) plan_only: bool,
    pub(super) reason: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Need {
    pub(super) from: String,
    pub(super) to: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Milestone {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) due: String,
    pub(super) sprint: Option<String>,
    pub(super) earliest: Option<String>,
    pub(super) requires: Vec<String>,
    pub(super) driving_chain: Vec<String>,
    pub(super) gate: Vec<String>,
}

#[derive(Deserialize)]
struct Version {
    format_version: u32,
}

impl Schedule {
    /// Reads `schedule.json`.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence that begins with its name.
    pub fn from_json(json: &[u8]) -> Result<Self, String> {
        let version: Version = serde_json::from_slice(json)
            .map_err(|error| format!("is no schedule of `pdlc` ({error})"))?;
        if version.format_version != VERSION {
            let version = version.format_version;
            return Err(format!("has the format {version}, of another version of `pdlc`"));
        }
        serde_json::from_slice(json).map_err(|error| format!("is damaged ({error})"))
    }

    /// The plan with stories called by other names, so that what is said of them can be compared.
    pub(super) fn with_names(&self, names: &BTreeMap<String, String>) -> Self {
        let mut plan = self.clone();
        if names.is_empty() {
            return plan;
        }
        let rename = |name: &mut String| {
            if let Some(new) = names.get(name) {
                name.clone_from(new);
            }
        };
        plan.stories.iter_mut().for_each(|it| rename(&mut it.id));
        for edge in &mut plan.dependencies {
            rename(&mut edge.from);
            rename(&mut edge.to);
        }
        for need in &mut plan.needs {
            rename(&mut need.from);
            rename(&mut need.to);
        }
        for milestone in &mut plan.milestones {
            milestone.requires.iter_mut().for_each(rename);
            milestone.driving_chain.iter_mut().for_each(rename);
        }
        plan
    }

    /// The last day of a story's sprint.
    pub(super) fn end_of(&self, story: &Story) -> Option<&str> {
        let name = story.sprint.as_ref()?;
        let end = |sprint: &Sprint| (sprint.name.clone(), sprint.end.clone());
        let ends = self.ends.get_or_init(|| self.sprints.iter().rev().map(end).collect());
        ends.get(name).map(String::as_str)
    }

    /// The day from which the work is counted: that of the first sprint, or a later one that the plan is looked at.
    pub(super) fn first_day(&self) -> Option<&str> {
        let first = self.sprints.iter().map(|sprint| sprint.start.as_str()).min();
        first.map(|first| self.as_of.as_deref().unwrap_or(first).max(first))
    }

    /// The stories by id.
    pub(super) fn by_id(&self) -> BTreeMap<&str, &Story> {
        self.stories.iter().map(|story| (story.id.as_str(), story)).collect()
    }

    /// How many working days a date moves; later ones are positive.
    pub(super) fn workdays(&self, old: &str, new: &str) -> Option<i64> {
        let (old, new): (Date, Date) = (old.parse().ok()?, new.parse().ok()?);
        let working = self.working.get_or_init(|| self.working());
        let between = |after: Date, until: Date| {
            after.tomorrow().map_or(0, |first| working.workdays_between(first, until))
        };
        let days = |count: u32| i64::from(count);
        Some(if old <= new { days(between(old, new)) } else { -days(between(new, old)) })
    }

    /// The days that would be worked if none were off.
    pub(super) fn week(&self) -> WorkingCalendar {
        WorkingCalendar::new(self.weekdays(), [])
    }

    fn weekdays(&self) -> Weekdays {
        self.calendar.workdays.iter().filter_map(|name| weekday_named(name)).collect()
    }

    fn working(&self) -> WorkingCalendar {
        let closed = self.calendar.freezes.iter().chain(&self.calendar.holidays);
        let closed =
            closed.filter_map(|days| Some((days.start.parse().ok()?, days.end.parse().ok()?)));
        WorkingCalendar::new(self.weekdays(), closed)
    }
}

impl Lane {
    /// It in words: `dns "DNS", Ann`.
    pub(super) fn words(&self) -> String {
        let title = self.title.as_ref().map(|title| format!(" \"{title}\""));
        let owner = self.owner.as_ref().map(|owner| format!(", {owner}"));
        format!("{}{}{}", self.name, title.unwrap_or_default(), owner.unwrap_or_default())
    }
}

impl Story {
    /// Everything that is said of it but its id.
    pub(super) fn fields(&self) -> Fields {
        vec![
            ("title", self.title.clone()),
            ("sprint", self.sprint.clone()),
            ("status", Some(self.status.clone())),
            ("estimate", self.estimate()),
            ("lane", self.lane.clone()),
            ("clusters", list(&self.clusters)),
            ("owner", self.owner.clone()),
            ("points", self.points.map(|points| points.to_string())),
            ("gate", self.gate.clone()),
            ("started", self.started.clone()),
            ("finished", self.finished.clone()),
            ("acceptance", list(&self.acceptance)),
            ("docs", self.docs.clone()),
            ("note", self.note.clone()),
            ("description", self.doc.clone()),
        ]
    }

    /// How long it takes: `2d`, or `1d/2d/4d`.
    pub(super) fn estimate(&self) -> Option<String> {
        let estimate = self.estimate.as_ref()?;
        Some(match (estimate.best, estimate.likely, estimate.worst) {
            (Some(best), Some(likely), Some(worst)) => format!("{best}d/{likely}d/{worst}d"),
            _ => format!("{}d", estimate.expected),
        })
    }
}

/// Texts as one, none where there are none.
pub(super) fn list(texts: &[String]) -> Option<String> {
    (!texts.is_empty()).then(|| texts.join(", "))
}
