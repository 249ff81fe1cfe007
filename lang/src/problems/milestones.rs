//! stub
use crate::diagnostic::{Code, Diagnostic};
use crate::span::FileSpan;

pub(crate) fn duplicate_milestone(at: FileSpan, first: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateMilestone, format!("two milestones are called `{name}`"), at, "the second")
        .with_label(first, "the first")
        .with_help("Rename one of them, or remove it.")
}
