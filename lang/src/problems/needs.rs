//! `PDL7001`: what objects need against the order of the plan.

use crate::diagnostic::{Code, Diagnostic};
use crate::span::FileSpan;
use crate::wording::list;

/// That a component waits for another.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Step<'a> {
    /// The one that waits.
    pub(crate) waits: &'a str,
    /// Where that is said.
    pub(crate) at: FileSpan,
    /// The nature of it, in a few words.
    pub(crate) label: String,
}

/// Components that wait for one another because of the plan and of what their objects need; `clusters` have the circle,
/// if not all do.
pub(crate) fn circle(steps: &[Step<'_>], clusters: &[&str]) -> Diagnostic {
    let [first, rest @ ..] = steps else { unreachable!("a circle has an edge") };
    let names = list(steps.iter().map(|step| step.waits));
    let on = match clusters {
        [] => String::new(),
        clusters => format!(" on {}", list(clusters.iter().copied())),
    };
    let message = match steps.len() {
        2 => format!("the components {names} wait for each other{on}"),
        _ => format!("the components {names} wait for one another in a circle{on}"),
    };
    let found = Diagnostic::new(Code::ContradictedNeed, message, first.at, first.label.as_str());
    let found = rest.iter().fold(found, |it, step| it.with_label(step.at, step.label.as_str()));
    found.with_help(
        "Change the order of the plan, or move what is needed into a component of its own.",
    )
}

/// An object that waits for the component that applies it, and that is waited for by it.
pub(crate) fn own_parent(at: FileSpan, object: &str, component: &str) -> Diagnostic {
    let message =
        format!("`{object}` waits for the component `{component}`, which waits for it in turn");
    Diagnostic::new(Code::ContradictedNeed, message, at, "the component that applies it").with_help(
        "Remove it: whatever a component applies comes after all that the component waits for.",
    )
}

/// Objects of one component that wait for one another; each step is one, what it waits for, and where.
pub(crate) fn circle_of_objects(steps: &[(String, String, FileSpan)]) -> Diagnostic {
    let [(object, on, at), rest @ ..] = steps else { unreachable!("a circle has an edge") };
    let message = match rest.len() {
        0 => format!("`{object}` waits for itself"),
        1 => format!("`{object}` and `{on}` wait for each other"),
        more => format!("`{object}` waits for itself through {more} others"),
    };
    let label = |on: &str| format!("waits for `{on}`");
    let found = Diagnostic::new(Code::ContradictedNeed, message, *at, label(on));
    let found = rest.iter().fold(found, |it, (_, on, at)| it.with_label(*at, label(on)));
    found.with_help("Remove one of these entries of `dependsOn`.")
}
