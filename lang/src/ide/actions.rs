//! What can be done at a place: the fixes of findings, and what follows from the plan.

mod implied;
mod lints;
mod missing_order;
mod move_story;

use super::Place;
use crate::analysis::Analysis;
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Severity};
use crate::span::{FileId, Span};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does, as a button says it.
    pub title: String,
    /// The finding that it mends, by its index in the analysis; none for a change of what is right.
    pub mends: Option<usize>,
    /// Whether it is what one would do.
    pub is_preferred: bool,
    /// The changes; they do not overlap.
    pub edits: Vec<Edit>,
}

/// What can be done about the findings that touch a stretch of a file, and with what stands there.
#[must_use]
pub fn actions(analysis: &Analysis, file: FileId, range: Span) -> Vec<Action> {
    let mut actions = Vec::new();
    let found = analysis.diagnostics.iter().enumerate();
    let touching = found.filter(|(_, found)| {
        let at = found.at();
        at.file == file && touches(at.span, range)
    });
    for (index, found) in touching {
        fixes(analysis, index, found, &mut actions);
    }
    actions.extend(missing_order::at(analysis, file, range));
    let place = Place { analysis, file, offset: range.start };
    let known = actions.iter().any(|action| action.title.starts_with("Move `"));
    actions.extend(move_story::at(place).filter(|_| !known));
    actions
}

fn touches(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

fn fixes(analysis: &Analysis, index: usize, found: &Diagnostic, actions: &mut Vec<Action>) {
    let mends = Some(index);
    if let Some(fix) = &found.fix {
        actions.push(Action {
            title: fix.title.clone(),
            mends,
            is_preferred: fix.applicability == Applicability::Machine,
            edits: fix.edits.clone(),
        });
    }
    match found.code {
        Code::ScheduledBeforeDependency | Code::DependsOnBacklog => {
            let stories = move_story::of_finding(analysis, found);
            actions.extend(stories.map(|action| Action { mends, ..action }));
        }
        Code::ImpliedEdge | Code::RepeatedEdge if found.fix.is_none() => {
            let action = implied::drop_edge(analysis, found);
            actions.extend(action.map(|action| Action { mends, ..action }));
        }
        _ => {}
    }
    if found.code.severity() == Severity::Warning {
        let allowed = lints::allow(analysis, found).into_iter();
        actions.extend(allowed.map(|action| Action { mends, ..action }));
    }
}
