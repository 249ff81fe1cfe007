//! `PDL4001` among components: `after` in a circle.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Name;
use crate::span::FileSpan;

/// A circle of components; each step is a component, what it waits for, and where it says so.
pub(crate) fn after_cycle(steps: &[(&Name, &Name, FileSpan)]) -> Diagnostic {
    let [(name, on, at), rest @ ..] = steps else { unreachable!("a cycle has an edge") };
    let message = match rest.len() {
        0 => format!("the component `{name}` comes after itself"),
        1 => format!("the components `{on}` and `{name}` come after each other"),
        more => format!("the component `{name}` comes after itself through {more} others"),
    };
    let label = |on: &Name| format!("after `{on}`");
    let found = Diagnostic::new(Code::DependencyCycle, message, *at, label(on));
    let found = rest.iter().fold(found, |it, (_, on, at)| it.with_label(*at, label(on)));
    found.with_help("Remove one of these entries of `after`.")
}
