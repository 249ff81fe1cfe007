//! Why a milestone moves: what is different about the chains that drive it, before and now.
//!
//! A chain is as long as its stories and begins when the work does. So what moves its end is a story or an edge of
//! either chain that only one side has, a story that takes another time, or another count of days.

use std::collections::{BTreeMap, BTreeSet};

use pdl_lang::calendar::{Date, WorkingCalendar};
use serde::Serialize;

use super::facts;
use super::fields::{Field, Fields, Kind, differing, kind};
use super::plan::{Days, Schedule, Story};

/// A story of either chain that differs.
#[derive(Debug, Serialize)]
pub struct Move {
    /// The story.
    pub story: String,
    /// What became of it in the plan.
    pub kind: Kind,
    /// What moved it: its sprint, the last day of that, its estimate, whether it is done, when it started and finished;
    /// nothing for a story that is new or gone.
    pub fields: Vec<Field>,
}

/// An edge of either chain that only one side has.
#[derive(Debug, Serialize)]
pub struct Edge {
    /// The story that comes first.
    pub from: String,
    /// The story that waits.
    pub to: String,
    /// What became of it.
    pub kind: Kind,
    /// Whether manifests say so, and no order.
    pub needed: bool,
}

/// Two plans whose chains are compared.
pub(super) struct Plans<'a> {
    old: Plan<'a>,
    new: Plan<'a>,
}

struct Plan<'a> {
    schedule: &'a Schedule,
    stories: BTreeMap<&'a str, &'a Story>,
    /// What waits for what, each with whether only manifests say so.
    edges: BTreeMap<(&'a str, &'a str), bool>,
}

impl<'a> Plans<'a> {
    pub(super) fn new(old: &'a Schedule, new: &'a Schedule) -> Self {
        Self { old: Plan::new(old), new: Plan::new(new) }
    }

    /// The stories of two chains that take place at another time, take longer or shorter, are new, gone or done: what
    /// is done and holds their first stories, the newer chain in its order, then those that only drove before.
    pub(super) fn moved(&self, before: &'a [String], after: &'a [String]) -> Vec<Move> {
        let after: Vec<&str> = after.iter().map(String::as_str).collect();
        let drives: BTreeSet<&str> = after.iter().copied().collect();
        let before = before.iter().map(String::as_str);
        let done = self.new.held_by(after.first().copied());
        let done = done.into_iter().chain(self.old.held_by(before.clone().next()));
        let mut told = BTreeSet::new();
        let all = done.chain(after.iter().copied()).chain(before);
        let moved = all.filter(|id| told.insert(*id)).filter_map(|id| {
            let (was, is) = (self.old.stories.get(id), self.new.stories.get(id));
            let kind = kind(was, is);
            let fields = match (was, is) {
                (Some(was), Some(is)) => self.times(was, is, drives.contains(id)),
                _ => Vec::new(),
            };
            let differs = kind != Kind::Changed || !fields.is_empty();
            differs.then(|| Move { story: id.to_owned(), kind, fields })
        });
        moved.collect()
    }

    /// What is different about when a story takes place; sprints only matter of one that drives.
    fn times(&self, was: &Story, is: &Story, drives: bool) -> Vec<Field> {
        let times = |plan: &Plan<'_>, story: &Story| -> Fields {
            vec![
                ("sprint", story.sprint.clone().filter(|_| drives)),
                ("ends", plan.schedule.end_of(story).map(str::to_owned).filter(|_| drives)),
                ("estimate", story.estimate()),
                ("status", Some(story.status.clone())),
                ("started", story.started.clone()),
                ("finished", story.finished.clone()),
            ]
        };
        let mut fields = differing(times(&self.old, was), times(&self.new, is));
        let is_settled = |status: &String| matches!(status.as_str(), "done" | "deferred");
        fields.retain(|it| {
            it.field != "status" || [&it.old, &it.new].into_iter().flatten().any(is_settled)
        });
        fields
    }

    /// The edges along two chains that only one side has; those that bridge a story which only one side has follow
    /// from that.
    pub(super) fn edges(&self, before: &[String], after: &[String]) -> Vec<Edge> {
        let only =
            |plan: &Plan<'_>, other: &Plan<'_>, chain: &[String], others: &[String], kind| {
                let mut found = Vec::new();
                for pair in chain.windows(2) {
                    let ends = (pair[0].as_str(), pair[1].as_str());
                    let Some(&needed) = plan.edges.get(&ends) else { continue };
                    let both_there =
                        [ends.0, ends.1].iter().all(|id| other.stories.contains_key(id));
                    if both_there && !other.edges.contains_key(&ends) && !plan.bridges(ends, others)
                    {
                        let (from, to) = (ends.0.to_owned(), ends.1.to_owned());
                        found.push(Edge { from, to, kind, needed });
                    }
                }
                found
            };
        let mut edges = only(&self.new, &self.old, after, before, Kind::Added);
        edges.extend(only(&self.old, &self.new, before, after, Kind::Removed));
        edges
    }

    /// What is different about how days are counted until the later of two days: the first day of the work, working
    /// days, and days off on the way.
    pub(super) fn calendar(&self, until: &str) -> Vec<Field> {
        let (old, new) = (self.old.schedule, self.new.schedule);
        let (was, is) = (old.first_day(), new.first_day());
        let mut found = differing(
            vec![("first day", was.map(str::to_owned)), facts::workdays(old)],
            vec![("first day", is.map(str::to_owned)), facts::workdays(new)],
        );
        let Some(first) = was.min(is).or(is).and_then(|day| day.parse().ok()) else {
            return found;
        };
        let Ok(last) = until.parse() else { return found };
        let weeks = [old.week(), new.week()];
        let is_on_the_way = |days: &Days| weeks.iter().any(|it| closes(it, days, first, last));
        for (field, was, is) in facts::days_off(old, new) {
            if was.or(is).is_some_and(is_on_the_way) {
                let words = |days: Option<&Days>| days.map(facts::words);
                found.push(Field { field, old: words(was), new: words(is) });
            }
        }
        found
    }
}

impl<'a> Plan<'a> {
    fn new(schedule: &'a Schedule) -> Self {
        let orders =
            schedule.dependencies.iter().map(|it| ((it.from.as_str(), it.to.as_str()), false));
        let needs = schedule.needs.iter().map(|it| ((it.from.as_str(), it.to.as_str()), true));
        Self { schedule, stories: schedule.by_id(), edges: needs.chain(orders).collect() }
    }

    /// The done stories behind whose last day a story begins as early as it can.
    fn held_by(&self, story: Option<&'a str>) -> Vec<&'a str> {
        let Some(id) = story else { return Vec::new() };
        let start = self.stories.get(id).and_then(|it| it.times.as_ref()).map(|it| &it.early.start);
        let holds = |before: &str| {
            let done = self.stories.get(before).filter(|it| it.status == "done")?;
            (self.schedule.workdays(done.finished.as_ref()?, start?) == Some(1)).then_some(())
        };
        let before = self.edges.keys().filter(|(_, to)| *to == id).map(|(from, _)| *from);
        before.filter(|before| holds(before).is_some()).collect()
    }

    /// Whether, on another chain, all that stands between two stories is not in this plan.
    fn bridges(&self, ends: (&str, &str), chain: &[String]) -> bool {
        let place = |story: &str| chain.iter().position(|it| it == story);
        let (Some(from), Some(to)) = (place(ends.0), place(ends.1)) else { return false };
        let between = chain.get(from + 1..to).unwrap_or_default();
        !between.is_empty() && between.iter().all(|it| !self.stories.contains_key(it.as_str()))
    }
}

/// Whether days off take working days of a week away, between two days.
fn closes(week: &WorkingCalendar, days: &Days, first: Date, last: Date) -> bool {
    let (Ok(start), Ok(end)) = (days.start.parse::<Date>(), days.end.parse::<Date>()) else {
        return false;
    };
    week.workdays_between(start.max(first), end.min(last)) > 0
}
