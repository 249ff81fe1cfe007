//! Diagnostics as text: for people, editors, code hosts and programs.
//!
//! One file a format. What a diagnostic says is decided in `lang`; here it is only laid out.
//! Whether there is colour and how wide a line may be is the caller's knowledge: nothing here asks
//! the environment.

mod github;
mod human;
mod json;
mod place;
mod sarif;
mod short;
mod snippet;
mod visible;

use std::fmt;
use std::io;
use std::str::FromStr;

use pdl_lang::diagnostic::{Applicability, Diagnostic, Severity};
use pdl_lang::source::Sources;

pub use visible::visible;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Source snippets with marks, for people.
    #[default]
    Human,
    /// One line each, as editors read it from gcc and rustc.
    Short,
    /// One JSON document with everything.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands, which GitHub shows beside the changed lines.
    Github,
}

impl Format {
    /// Every format, the default first.
    pub const ALL: &'static [Self] =
        &[Self::Human, Self::Short, Self::Json, Self::Sarif, Self::Github];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = || Self::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
        let found = Self::ALL.iter().copied().find(|format| format.name() == text);
        found.ok_or_else(|| format!("`{text}` is none of {}", names()))
    }
}

/// How the surroundings want a report to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether colours and links may be used: only ever on a terminal.
    pub color: bool,
    /// Whether lines may be drawn with characters beyond ASCII.
    pub unicode: bool,
    /// The number of columns at which help is wrapped.
    pub width: usize,
    /// What leads from the working directory to the program's root: empty, or with a `/` at its end.
    pub prefix: String,
    /// Where the pages of the codes are published, with a `/` at its end, if they are.
    pub docs: Option<String>,
}

impl Style {
    /// The look in a file or a pipe: the same on every machine.
    #[must_use]
    pub fn plain() -> Self {
        Self { color: false, unicode: true, width: 100, prefix: String::new(), docs: None }
    }

    /// The address of a code's page.
    fn page(&self, code: pdl_lang::diagnostic::Code) -> Option<String> {
        self.docs.as_ref().map(|docs| format!("{docs}{code}.md"))
    }
}

/// How many findings there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Findings that forbid a build.
    pub errors: usize,
    /// Findings that do not.
    pub warnings: usize,
    /// Findings that `pdlc check --fix` mends.
    pub fixable: usize,
}

impl Summary {
    /// Counts `diagnostics`.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let is_fixable = |found: &&Diagnostic| {
            found.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Machine)
        };
        let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
        Self {
            errors,
            warnings: diagnostics.len() - errors,
            fixable: diagnostics.iter().filter(is_fixable).count(),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |number: usize, what: &str| match number {
            1 => format!("1 {what}"),
            _ => format!("{number} {what}s"),
        };
        match (self.errors, self.warnings) {
            (errors, 0) => f.write_str(&count(errors, "error"))?,
            (0, warnings) => f.write_str(&count(warnings, "warning"))?,
            (errors, warnings) => {
                write!(f, "{}, {}", count(errors, "error"), count(warnings, "warning"))?;
            }
        }
        match self.fixable {
            0 => Ok(()),
            number => write!(f, "; {number} can be mended by `pdlc check --fix`"),
        }
    }
}

/// Writes `diagnostics`, in the order given, to `out`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn render(
    format: Format,
    sources: &Sources,
    diagnostics: &[Diagnostic],
    style: &Style,
    out: &mut impl io::Write,
) -> io::Result<()> {
    match format {
        Format::Human => human::render(sources, diagnostics, style, out),
        Format::Short => short::render(sources, diagnostics, style, out),
        Format::Json => json::render(sources, diagnostics, style, out),
        Format::Sarif => sarif::render(sources, diagnostics, style, out),
        Format::Github => github::render(sources, diagnostics, style, out),
    }
}

/// The word for a severity.
fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
