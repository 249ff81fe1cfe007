//! Sprints that appear, vanish or take place at another time.

use serde::Serialize;

use super::fields::{Field, Fields, Kind, differing, kind, pairs};
use super::plan::{Schedule, Sprint};

/// A sprint that differs.
#[derive(Debug, Serialize)]
pub struct SprintDiff {
    /// Its name.
    pub name: String,
    /// Its title on the newer side that has it.
    pub title: Option<String>,
    /// What became of it.
    pub kind: Kind,
    /// Its dates on the newer side that has it.
    pub dates: String,
    /// What differs.
    pub fields: Vec<Field>,
    /// How many working days its last day moves; later is positive.
    pub end_moves_workdays: Option<i64>,
    /// How many stories are in it on both sides and move with it.
    pub stories_moved: usize,
}

pub(super) fn sprints(old: &Schedule, new: &Schedule) -> Vec<SprintDiff> {
    let pairs = pairs(&old.sprints, &new.sprints, |it| it.name.as_str());
    let found = pairs.into_iter().filter_map(|(before, after)| {
        let sprint = after.or(before)?;
        let fields = match (before, after) {
            (Some(before), Some(after)) => differing(self::fields(before), self::fields(after)),
            _ => Vec::new(),
        };
        let kind = kind(before, after);
        if kind == Kind::Changed && fields.is_empty() {
            return None;
        }
        let is_moved = fields.iter().any(|it| it.field == "dates");
        Some(SprintDiff {
            name: sprint.name.clone(),
            title: sprint.title.clone(),
            kind,
            dates: dates(sprint),
            end_moves_workdays: before
                .zip(after)
                .filter(|_| is_moved)
                .and_then(|(before, after)| new.workdays(&before.end, &after.end)),
            stories_moved: if is_moved { shared(old, new, &sprint.name) } else { 0 },
            fields,
        })
    });
    found.collect()
}

/// How many stories are in a sprint on both sides.
fn shared(old: &Schedule, new: &Schedule, sprint: &str) -> usize {
    let before = old.by_id();
    let is_in = |it: Option<&String>| it.is_some_and(|it| it == sprint);
    let shared = new.stories.iter().filter(|story| {
        let was = before.get(story.id.as_str()).and_then(|it| it.sprint.as_ref());
        is_in(story.sprint.as_ref()) && is_in(was)
    });
    shared.count()
}

fn fields(sprint: &Sprint) -> Fields {
    vec![
        ("dates", Some(dates(sprint))),
        ("title", sprint.title.clone()),
        ("goal", sprint.goal.clone()),
        ("capacity", sprint.capacity.map(|capacity| capacity.to_string())),
    ]
}

fn dates(sprint: &Sprint) -> String {
    format!("{}..{}", sprint.start, sprint.end)
}
