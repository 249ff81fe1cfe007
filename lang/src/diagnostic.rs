//! A message to the user, as data. Rendered by the terminal and by editors, built in `problems/`.

mod code;

use std::fmt;

pub use code::{Code, Family};

use crate::span::FileSpan;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The program is still built.
    Warning,
    /// Nothing is built.
    Error,
}

/// One finding, with every place involved and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, from which title, default severity and page follow.
    pub code: Code,
    /// The severity after `lints {}` and the command line had their say.
    pub severity: Severity,
    /// One line that is enough alone, without a full stop.
    pub message: String,
    /// The places involved; the first is the primary one.
    pub labels: Vec<Label>,
    /// What to do: sentences that start with a verb.
    pub help: Option<String>,
    /// An edit that mends the finding.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding at `at`; `label` says what is wrong there, in a few words.
    #[must_use]
    pub fn new(
        code: Code,
        message: impl Into<String>,
        at: FileSpan,
        label: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            labels: vec![Label { at, text: label.into() }],
            help: None,
            fix: None,
        }
    }

    /// Adds a further place.
    #[must_use]
    pub fn with_label(mut self, at: FileSpan, text: impl Into<String>) -> Self {
        self.labels.push(Label { at, text: text.into() });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers an edit.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The primary place.
    #[must_use]
    pub fn at(&self) -> FileSpan {
        self.labels[0].at
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Diagnostic {}

/// A place in the source and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub at: FileSpan,
    /// At most a handful of words.
    pub text: String,
}

/// A change to the source that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, as a button would say it.
    pub title: String,
    /// Replacements that do not overlap.
    pub edits: Vec<Edit>,
    /// Whether `pdlc check --fix` may apply it unasked.
    pub applicability: Applicability,
}

impl Fix {
    /// A fix that replaces one span.
    #[must_use]
    pub fn replace(title: impl Into<String>, at: FileSpan, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            edits: vec![Edit { at, text: text.into() }],
            applicability: Applicability::Suggestion,
        }
    }

    /// Marks the fix as one that keeps the meaning or is certainly meant.
    #[must_use]
    pub fn machine_applicable(mut self) -> Self {
        self.applicability = Applicability::Machine;
        self
    }
}

/// Who may apply a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Safe to apply without asking.
    Machine,
    /// Likely what is meant; a person decides.
    Suggestion,
}

/// Replaces the bytes of a span by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub at: FileSpan,
    /// What stands there afterwards.
    pub text: String,
}
