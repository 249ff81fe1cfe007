//! What is said of the platform, its calendar, lanes and clusters.

use serde::Serialize;

use super::fields::{Field, Fields, differing, pairs};
use super::plan::{Days, Lane, Schedule, list};

/// A fact about the platform that differs.
#[derive(Debug, Serialize)]
pub struct FactDiff {
    /// The fact, with what it was and is.
    #[serde(flatten)]
    pub field: Field,
}

/// What differs: the platform's own facts, then working days, freezes and holidays, lanes, clusters.
pub(super) fn facts(old: &Schedule, new: &Schedule) -> Vec<FactDiff> {
    let mut found = differing(of(old), of(new));
    let days = days_off(old, new);
    found.extend(days.into_iter().map(|(field, old, new)| Field {
        field,
        old: old.map(words),
        new: new.map(words),
    }));
    for (old, new) in pairs(&old.lanes, &new.lanes, |lane| lane.name.as_str()) {
        let (old, new) = (old.map(Lane::words), new.map(Lane::words));
        if old != new {
            found.push(Field { field: "lane", old, new });
        }
    }
    for (old, new) in pairs(&old.clusters, &new.clusters, String::as_str) {
        if old != new {
            found.push(Field { field: "cluster", old: old.cloned(), new: new.cloned() });
        }
    }
    found.into_iter().map(|field| FactDiff { field }).collect()
}

/// The freezes and holidays that only one side has, by what they are called.
pub(super) fn days_off<'a>(
    old: &'a Schedule,
    new: &'a Schedule,
) -> Vec<(&'static str, Option<&'a Days>, Option<&'a Days>)> {
    let days = [
        ("freeze", &old.calendar.freezes, &new.calendar.freezes),
        ("holiday", &old.calendar.holidays, &new.calendar.holidays),
    ];
    let days = days.into_iter().flat_map(|(field, old, new)| {
        pairs(old, new, key).into_iter().map(move |(old, new)| (field, old, new))
    });
    days.filter(|(_, old, new)| old.is_none() || new.is_none()).collect()
}

/// The days of the week that are worked.
pub(super) fn workdays(plan: &Schedule) -> (&'static str, Option<String>) {
    ("workdays", list(&plan.calendar.workdays))
}

fn of(plan: &Schedule) -> Fields {
    let platform = &plan.platform;
    vec![
        ("title", platform.title.as_ref().or(platform.name.as_ref()).cloned()),
        ("owner", platform.owner.clone()),
        ("date", platform.date.clone()),
        ("status", Some(platform.status.clone())),
        workdays(plan),
    ]
}

fn key(days: &Days) -> (&str, &str, Option<&str>) {
    (&days.start, &days.end, days.name.as_deref())
}

/// Days in words: `2025-12-20..2026-01-04 Change freeze`.
pub(super) fn words(days: &Days) -> String {
    let dates = if days.start == days.end {
        days.start.clone()
    } else {
        format!("{}..{}", days.start, days.end)
    };
    match &days.name {
        Some(name) => format!("{dates} {name}"),
        None => dates,
    }
}
