//! The schedule half: platform, calendar, sprints, stories, lanes, milestones.

use std::collections::{BTreeMap, BTreeSet};

use super::decode::Datum;
use super::engineering::provisions;
use super::open::Parts;
use super::{LintLevel, LintRule, Lower};
use crate::calendar::{Date, WorkingCalendar};
use crate::diagnostic::{Code, Severity};
use crate::model::{
    ClusterId, DayOff, Gate, Lane, LaneId, Milestone, Placement, PlatformStatus, Spanned, Sprint,
    Status, Story, StoryDetails, StoryId, When, Wire,
};
use crate::problems::{names as problems, types};
use crate::similar;
use crate::span::FileSpan;
use crate::syntax::ast::{Item, Key, Statement, Value};
use crate::table::{self, StatementDef, Type};

impl<'s> Lower<'s, '_> {
    pub(super) fn platform(
        &mut self,
        statement: Statement<'s>,
        def: &'static StatementDef,
        second: bool,
    ) {
        let mut parts = self.open(statement, def);
        let source = self.platform_source(&parts);
        let flux = self.flux_options(&parts);
        if second {
            return;
        }
        let name = parts.name();
        let title = parts.spanned_text("title");
        let owner = parts.spanned_text("owner");
        let date = date_of(&mut parts, "date");
        let status = parts
            .take("status")
            .map(|datum| Spanned { value: platform_status(&datum.value), at: datum.at });
        let wire = parts.take("wire").map_or(Wire::All, |datum| wire(&datum.value));
        let story_prefix = parts.text("story-prefix").unwrap_or_default();
        let schemas = parts.texts("schemas");
        let assume = provisions(&mut parts, "assume");
        let platform = &mut self.plan().platform;
        platform.name = name;
        platform.title = title;
        platform.owner = owner;
        platform.date = date;
        platform.status = status;
        platform.wire = wire;
        platform.story_prefix = story_prefix;
        platform.schemas = schemas;
        platform.assume = assume;
        platform.source = source;
        platform.flux = flux;
        platform.doc = statement.doc();
    }

    pub(super) fn calendar(
        &mut self,
        statement: Statement<'s>,
        def: &'static StatementDef,
        second: bool,
    ) {
        let mut parts = self.open(statement, def);
        let workdays = match parts.take("workdays").map(|datum| datum.value) {
            Some(Datum::Weekdays(days)) => days,
            _ => crate::calendar::Weekdays::MON_FRI,
        };
        let mut holidays = Vec::new();
        let mut freezes = Vec::new();
        for (statement, def) in std::mem::take(&mut parts.statements) {
            match def.word {
                "holiday" => holidays.extend(self.day_off(statement, def)),
                "freeze" => freezes.extend(self.day_off(statement, def)),
                _ => {}
            }
        }
        if second {
            return;
        }
        let closed = holidays.iter().chain(&freezes).map(|day| day.dates.value);
        let working = WorkingCalendar::new(workdays, closed);
        let calendar = &mut self.plan().calendar;
        calendar.workdays = workdays;
        calendar.holidays = holidays;
        calendar.freezes = freezes;
        calendar.working = working;
        calendar.at = Some(statement.0.at());
    }

    fn day_off(&mut self, statement: Statement<'s>, def: &'static StatementDef) -> Option<DayOff> {
        let mut parts = self.open(statement, def);
        let dates = parts.argument(0)?;
        let name = parts.argument_text(1);
        let (first, last) = match dates.value {
            Datum::Date(date) => (date, date),
            Datum::DateRange(first, last) => (first, last),
            _ => return None,
        };
        if first > last {
            let (first, last) = (first.to_string(), last.to_string());
            self.report(types::reversed_range(dates.at, &first, &last));
            return None;
        }
        let dates = Spanned { value: (first, last), at: dates.at };
        Some(DayOff { dates, name, doc: statement.doc() })
    }

    pub(super) fn lane(&mut self, statement: Statement<'s>, def: &'static StatementDef) {
        let mut parts = self.open(statement, def);
        let Some(name) = parts.name() else { return };
        let title = parts.argument_text(1);
        let owner = parts.text("owner");
        self.plan().lanes.push(Lane { name, title, owner, doc: statement.doc() });
    }

    pub(super) fn sprint(&mut self, statement: Statement<'s>, def: &'static StatementDef) {
        let mut parts = self.open(statement, def);
        let name = parts.name();
        let dates = parts.argument(1).and_then(|datum| match datum.value {
            Datum::DateRange(first, last) => Some(Spanned { value: (first, last), at: datum.at }),
            _ => None,
        });
        let named = name.is_some();
        let sprint = name.zip(dates).map(|(name, dates)| Sprint {
            name,
            dates,
            title: parts.argument_text(2),
            goal: parts.text("goal"),
            capacity: number_of(&mut parts, "capacity"),
            stories: 0..0,
            doc: statement.doc(),
            at: statement.0.at(),
        });
        let id = sprint.map(|sprint| self.plan().sprints.push(sprint));
        if named {
            self.sprints.push(id);
        }
        let placement = id.map_or(Placement::Unknown, Placement::Sprint);
        let first = self.story_count();
        self.stories(parts, placement);
        let last = self.story_count();
        if let Some(id) = id {
            self.plan().sprints[id].stories = first..last;
        }
    }

    fn story_count(&self) -> u32 {
        u32::try_from(self.lowered.plan.stories.len()).expect("the size of a program is limited")
    }

    pub(super) fn backlog(&mut self, statement: Statement<'s>, def: &'static StatementDef) {
        let parts = self.open(statement, def);
        self.stories(parts, Placement::Backlog);
    }

    fn stories(&mut self, parts: Parts<'s>, placement: Placement) {
        for (statement, def) in parts.statements {
            if def.word == "story" {
                self.story(statement, def, placement);
            }
        }
    }

    fn story(
        &mut self,
        statement: Statement<'s>,
        def: &'static StatementDef,
        placement: Placement,
    ) {
        let mut parts = self.open(statement, def);
        let Some(name) = parts.name() else { return };
        let status =
            parts.take("status").map(|datum| Spanned { value: status(&datum.value), at: datum.at });
        let mut story = Story {
            name,
            at: statement.0.at(),
            placement,
            title: parts.argument_text(1).map(Into::into),
            status,
            clusters: refs(&mut parts, "clusters", ClusterId).map(Into::into),
            lane: reference(&mut parts, "lane", LaneId),
            points: number_of(&mut parts, "points"),
            more: details(&mut parts, statement.doc()),
        };
        if is_uncertain(statement, &story) {
            story.more.get_or_insert_default().is_uncertain = true;
        }
        self.plan().stories.push(story);
    }

    pub(super) fn milestone(&mut self, statement: Statement<'s>, def: &'static StatementDef) {
        let mut parts = self.open(statement, def);
        let Some(name) = parts.name() else { return };
        let Some(when) = parts.argument(1) else { return };
        let Datum::When(value) = when.value else { return };
        let at = when_place(statement, value).unwrap_or(when.at);
        let milestone = Milestone {
            name,
            when: Spanned { value, at },
            title: parts.argument_text(2).unwrap_or_default(),
            requires: refs(&mut parts, "requires", StoryId),
            gate: parts.texts("gate").into_iter().map(|text| text.value).collect(),
            doc: statement.doc(),
            at: statement.0.at(),
        };
        self.plan().milestones.push(milestone);
    }

    /// The levels that a `lints` block sets for the statement around it.
    pub(super) fn scoped_lints(&mut self, statement: Statement<'s>, parts: &Parts<'s>) {
        let Some((lints, def)) = parts.statements.iter().find(|(_, def)| def.word == "lints")
        else {
            return;
        };
        let scope = (statement.word().text != "platform").then(|| statement.0.at());
        let opened = self.open(*lints, def);
        let mut seen: BTreeMap<Code, FileSpan> = BTreeMap::new();
        let level = table::statement("lints").and_then(|def| def.open.as_ref()).map(|it| it.ty);
        for field in opened.others {
            let name = match field.key() {
                Key::Word(word) => word,
                Key::Quoted(_) => field.name(),
            };
            let Some(code) = Code::find(name.text) else {
                let lints = Code::ALL.iter().filter(|code| code.severity() == Severity::Warning);
                let near = similar::nearest(name.text, lints.map(|code| code.slug()));
                self.report(problems::unknown_lint(name.at, name.text, near));
                continue;
            };
            if code.severity() == Severity::Error {
                self.report(problems::lint_is_error(name.at, name.text));
                continue;
            }
            let first = *seen.entry(code).or_insert(name.at);
            if first != name.at {
                self.report(problems::duplicate_field(name.at, first, name.text));
                continue;
            }
            let (Some(value), Some(ty @ Type::Word(_))) = (field.value(), level) else { continue };
            if let Some(Datum::Word(word)) = self.decode(value, ty, "level") {
                self.lowered.lints.push(LintRule { scope, code, level: lint_level(word) });
            }
        }
    }
}

/// The words `end S0` or `on 2026-01-30`, without what stands around them.
fn when_place(statement: Statement<'_>, _: When) -> Option<crate::span::FileSpan> {
    let mut arguments = statement.arguments().skip(1);
    let mut at = arguments.next()?.at();
    at.span = at.span.merge(arguments.next()?.at().span);
    Some(at)
}

/// Whether the status of a story, or one of its clusters, could not be read.
fn is_uncertain(statement: Statement<'_>, story: &Story) -> bool {
    statement.items().any(|item| {
        let Item::Field(field) = item else { return false };
        match (field.name().text, field.value()) {
            ("status", _) => story.status.is_none(),
            ("clusters", Some(Value::List(list))) => {
                let written: BTreeSet<&str> = list.values().map(Value::source).collect();
                story.clusters.as_ref().is_none_or(|known| known.len() < written.len())
            }
            ("clusters", _) => true,
            _ => false,
        }
    })
}

fn details(parts: &mut Parts<'_>, doc: Option<String>) -> Option<Box<StoryDetails>> {
    let estimate = parts.take("estimate").and_then(|datum| match datum.value {
        Datum::Estimate(value) => Some(Spanned { value, at: datum.at }),
        _ => None,
    });
    let gate = parts.take("gate").and_then(|datum| {
        let value = gate(&datum.value)?;
        Some(Spanned { value, at: datum.at })
    });
    let details = StoryDetails {
        owner: parts.text("owner"),
        estimate,
        started: date_of(parts, "started"),
        finished: date_of(parts, "finished"),
        gate,
        accept: parts.texts("accept").into_iter().map(|text| text.value).collect(),
        docs: parts.text("docs"),
        note: parts.text("note"),
        doc,
        is_uncertain: false,
    };
    let StoryDetails {
        owner,
        estimate,
        started,
        finished,
        gate,
        accept,
        docs,
        note,
        doc,
        is_uncertain: _,
    } = &details;
    let none = owner.is_none()
        && estimate.is_none()
        && started.is_none()
        && finished.is_none()
        && gate.is_none()
        && accept.is_empty()
        && docs.is_none()
        && note.is_none()
        && doc.is_none();
    (!none).then(|| Box::new(details))
}

fn date_of(parts: &mut Parts<'_>, name: &str) -> Option<Spanned<Date>> {
    let datum = parts.take(name)?;
    match datum.value {
        Datum::Date(value) => Some(Spanned { value, at: datum.at }),
        _ => None,
    }
}

fn number_of(parts: &mut Parts<'_>, name: &str) -> Option<Spanned<f64>> {
    let datum = parts.take(name)?;
    match datum.value {
        Datum::Number(value) => Some(Spanned { value, at: datum.at }),
        _ => None,
    }
}

/// The id that a field refers to.
pub(super) fn reference<I>(
    parts: &mut Parts<'_>,
    name: &str,
    id: impl Fn(u32) -> I,
) -> Option<Spanned<I>> {
    let datum = parts.take(name)?;
    match datum.value {
        Datum::Ref(index) => Some(Spanned { value: id(index), at: datum.at }),
        _ => None,
    }
}

/// The ids that a list refers to.
pub(super) fn refs<I>(
    parts: &mut Parts<'_>,
    name: &str,
    id: impl Fn(u32) -> I,
) -> Option<Vec<Spanned<I>>> {
    let Datum::List(list) = parts.take(name)?.value else { return None };
    let entry = |datum: Spanned<Datum<'_>>| match datum.value {
        Datum::Ref(index) => Some(Spanned { value: id(index), at: datum.at }),
        _ => None,
    };
    Some(list.into_iter().filter_map(entry).collect())
}

fn word_of<'d>(datum: &'d Datum<'_>) -> &'d str {
    match datum {
        Datum::Word(word) => word,
        _ => "",
    }
}

fn status(datum: &Datum<'_>) -> Status {
    match word_of(datum) {
        "draft" => Status::Draft,
        "active" => Status::Active,
        "done" => Status::Done,
        "blocked" => Status::Blocked,
        "deferred" => Status::Deferred,
        _ => Status::Planned,
    }
}

fn platform_status(datum: &Datum<'_>) -> PlatformStatus {
    match word_of(datum) {
        "draft" => PlatformStatus::Draft,
        "active" => PlatformStatus::Active,
        "done" => PlatformStatus::Done,
        _ => PlatformStatus::Planned,
    }
}

fn wire(datum: &Datum<'_>) -> Wire {
    match word_of(datum) {
        "started" => Wire::Started,
        "done" => Wire::Done,
        _ => Wire::All,
    }
}

fn gate(datum: &Datum<'_>) -> Option<Gate> {
    Some(match word_of(datum) {
        "pass" => Gate::Pass,
        "concerns" => Gate::Concerns,
        "fail" => Gate::Fail,
        "waived" => Gate::Waived,
        _ => return None,
    })
}

fn lint_level(word: &str) -> LintLevel {
    match word {
        "allow" => LintLevel::Allow,
        "deny" => LintLevel::Deny,
        _ => LintLevel::Warn,
    }
}
