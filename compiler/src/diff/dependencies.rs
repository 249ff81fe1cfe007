//! Arrows that appear, vanish, or are drawn otherwise.

use serde::Serialize;

use super::fields::{Field, Fields, Kind, differing, kind, pairs};
use super::plan::{Dependency, Schedule};

/// An arrow that differs.
#[derive(Debug, Serialize)]
pub struct DependencyDiff {
    /// The story that comes first.
    pub from: String,
    /// The story that waits.
    pub to: String,
    /// What became of it.
    pub kind: Kind,
    /// Whether the plan alone has the order, on the newer side that has it.
    pub plan_only: bool,
    /// Why, on the newer side that has it.
    pub reason: Option<String>,
    /// What differs.
    pub fields: Vec<Field>,
}

pub(super) fn dependencies(old: &Schedule, new: &Schedule) -> Vec<DependencyDiff> {
    let key = |it: &'_ Dependency| (it.from.clone(), it.to.clone());
    let pairs = pairs(&old.dependencies, &new.dependencies, key);
    let found = pairs.into_iter().filter_map(|(before, after)| {
        let edge = after.or(before)?;
        let fields = match (before, after) {
            (Some(before), Some(after)) => differing(self::fields(before), self::fields(after)),
            _ => Vec::new(),
        };
        let kind = kind(before, after);
        (kind != Kind::Changed || !fields.is_empty()).then(|| DependencyDiff {
            from: edge.from.clone(),
            to: edge.to.clone(),
            kind,
            plan_only: edge.plan_only,
            reason: edge.reason.clone(),
            fields,
        })
    });
    found.collect()
}

fn fields(edge: &Dependency) -> Fields {
    let arrow = if edge.plan_only { "~>" } else { "->" };
    vec![("arrow", Some(arrow.to_owned())), ("reason", edge.reason.clone())]
}
