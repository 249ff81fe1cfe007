//! Sprints by date, and what follows for each from the calendar and its stories.

use crate::calendar::Date;
use crate::model::{Id, IdVec, Plan, SprintId, Status};

/// What follows for a sprint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SprintFacts {
    /// Its place among the sprints by date, from 0.
    pub rank: u32,
    /// The number of its working days; 0 if it ends before it starts.
    pub workdays: u32,
    /// The sum of its stories' points, deferred ones apart.
    pub points: f64,
}

/// The sprints by their first day, then by source.
pub(super) fn by_date(plan: &Plan) -> Vec<SprintId> {
    let mut sprints: Vec<SprintId> = plan.sprints.ids().collect();
    sprints.sort_by_key(|&sprint| plan.sprints[sprint].dates.value.0);
    sprints
}

pub(super) fn facts(plan: &Plan, by_date: &[SprintId]) -> IdVec<SprintId, SprintFacts> {
    let mut ranks = vec![0; by_date.len()];
    for (sprint, rank) in by_date.iter().zip(0..) {
        ranks[sprint.index()] = rank;
    }
    let facts = ranks.into_iter().zip(plan.sprints.iter()).map(|(rank, (id, sprint))| {
        let (first, last) = sprint.dates.value;
        let stories = plan.stories_of(id).map(|story| &plan.stories[story]);
        let counted = stories.filter(|story| story.status() != Status::Deferred);
        SprintFacts {
            rank,
            workdays: plan.calendar.working.workdays_between(first, last),
            points: sum(counted.filter_map(|story| Some(story.points?.value))),
        }
    });
    facts.collect()
}

/// A sum as people make it: 0.1 and 0.2 are 0.3, without what binary fractions add to that.
fn sum(points: impl Iterator<Item = f64>) -> f64 {
    const PARTS: f64 = 1e6;
    let sum = points.fold(0.0, std::ops::Add::add);
    let rounded = (sum * PARTS).round() / PARTS;
    if rounded.is_finite() { rounded } else { sum }
}

/// The first working day from the first sprint's start, or from `as_of` if that is later.
pub(super) fn origin(plan: &Plan, by_date: &[SprintId], as_of: Option<Date>) -> Option<Date> {
    let start = plan.sprints[*by_date.first()?].dates.value.0;
    plan.calendar.working.next_workday(as_of.map_or(start, |as_of| as_of.max(start)))
}
