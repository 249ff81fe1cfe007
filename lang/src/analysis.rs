//! The pipeline: program → plan → schedule → checks → levels.

use crate::calendar::Date;
use crate::checks;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lower::{self, LintLevel, LintRule};
use crate::model::Plan;
use crate::program::Program;
use crate::schedule::Schedule;

/// What a caller may vary.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day that counts as today; there is none unless it is given.
    pub as_of: Option<Date>,
    /// Levels of warnings that win over those of the program; later ones win.
    pub levels: Vec<(Code, LintLevel)>,
}

/// Everything that is known of a program.
#[derive(Debug)]
pub struct Analysis {
    /// Its files and their trees.
    pub program: Program,
    /// What it says.
    pub plan: Plan,
    /// What follows from that.
    pub schedule: Schedule,
    /// What is wrong or doubtful, by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Analysis {
    /// Whether nothing may be built.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|it| it.severity == Severity::Error)
    }
}

/// Analyses a program.
#[must_use]
pub fn analyze(mut program: Program, options: &Options) -> Analysis {
    let mut found = std::mem::take(&mut program.diagnostics);
    for parse in &mut program.parses {
        found.extend(parse.diagnostics.iter().cloned());
    }
    let lowered = lower::lower(&program, &mut found);
    let plan = lowered.plan;
    let schedule = Schedule::of(&plan, options.as_of);
    checks::check(&plan, &schedule, &program, options.as_of, &mut found);
    let mut diagnostics = level(found, &lowered.lints, &options.levels);
    diagnostics.sort_by(|a, b| (a.at(), a.code, &a.message).cmp(&(b.at(), b.code, &b.message)));
    diagnostics.dedup();
    Analysis { program, plan, schedule, diagnostics }
}

/// Applies the levels of warnings: those of the innermost block around, then those of the caller.
fn level(
    found: Vec<Diagnostic>,
    rules: &[LintRule],
    levels: &[(Code, LintLevel)],
) -> Vec<Diagnostic> {
    let leveled = |mut diagnostic: Diagnostic| {
        if diagnostic.code.severity() == Severity::Error {
            return Some(diagnostic);
        }
        let at = diagnostic.at();
        let holds = |rule: &&LintRule| {
            rule.code == diagnostic.code
                && rule.scope.is_none_or(|it| it.file == at.file && it.span.contains(at.span))
        };
        let innermost = rules
            .iter()
            .filter(holds)
            .min_by_key(|rule| rule.scope.map_or(u32::MAX, |it| it.span.len()));
        let given = levels.iter().rev().find(|(code, _)| *code == diagnostic.code);
        let level = given.map(|(_, level)| *level).or(innermost.map(|rule| rule.level));
        diagnostic.severity = match level.unwrap_or(LintLevel::Warn) {
            LintLevel::Allow => return None,
            LintLevel::Warn => Severity::Warning,
            LintLevel::Deny => Severity::Error,
        };
        Some(diagnostic)
    };
    found.into_iter().filter_map(leveled).collect()
}
