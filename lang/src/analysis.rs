//! The pipeline: program → plan → schedule → rollout → waits → checks → levels.

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::catalogue::Catalogue;
use crate::checks;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lower::{self, LintLevel, LintRule};
use crate::model::Plan;
use crate::problems::kinds as problems;
use crate::program::Program;
use crate::rollout::Rollout;
use crate::schedule::Schedule;
use crate::span::{FileId, FileSpan, Span};
use crate::waits::Waits;

/// What a caller may vary.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day that counts as today; there is none unless it is given.
    pub as_of: Option<Date>,
    /// How far the plan is carried out; what is delivered later reaches no cluster. To its end unless it is given.
    pub horizon: Option<Horizon>,
    /// The clusters whose trees are worked out and judged; all unless they are given.
    pub clusters: Option<Vec<String>>,
    /// Levels of warnings that win over those of the program; later ones win.
    pub levels: Vec<(Code, LintLevel)>,
}

/// How far a plan is carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// To the end of a day.
    Day(Date),
    /// To the end of the sprint of this name.
    EndOf(String),
}

impl Horizon {
    /// The last day; none if the plan has no such sprint.
    #[must_use]
    pub fn day(&self, plan: &Plan) -> Option<Date> {
        match self {
            Self::Day(day) => Some(*day),
            Self::EndOf(name) => {
                let sprint = plan.sprints.values().find(|it| it.name.text == *name)?;
                Some(sprint.dates.value.1)
            }
        }
    }
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
    /// The day that counts as today, if there is one: that of the look, or else of the horizon.
    pub today: Option<Date>,
    /// The last day of what the clusters get; all of the plan without one.
    pub horizon: Option<Date>,
    /// What each cluster gets.
    pub rollout: Rollout,
    /// What stories wait for, by the plan and by what their manifests need.
    pub waits: Waits,
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
pub fn analyze(program: Program, options: &Options) -> Analysis {
    let done = analyze_unless(program, options, &|| false);
    done.unwrap_or_else(|| unreachable!("nobody cancels it"))
}

/// Analyses a program unless the caller loses interest, which is asked between the steps.
#[must_use]
pub fn analyze_unless(
    mut program: Program,
    options: &Options,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Analysis> {
    let mut found = std::mem::take(&mut program.diagnostics);
    for parse in &program.parses {
        found.extend(parse.diagnostics.iter().cloned());
    }
    let lowered = lower::lower(&program, &mut found);
    if is_cancelled() {
        return None;
    }
    let mut plan = lowered.plan;
    plan.catalogue = catalogue(&program, &mut found);
    let horizon = options.horizon.as_ref().and_then(|it| it.day(&plan));
    let today = options.as_of.or(horizon);
    let schedule = Schedule::of(&plan, today);
    if is_cancelled() {
        return None;
    }
    let is_wanted =
        |name: &str| options.clusters.as_ref().is_none_or(|it| it.iter().any(|it| it == name));
    let wanted = plan.clusters.iter().filter(|(_, cluster)| is_wanted(&cluster.name.text));
    let wanted = wanted.map(|(id, _)| id).collect();
    let rollout = Rollout::of(&plan, &schedule, horizon, wanted);
    let waits = Waits::of(&plan, &schedule, &rollout);
    let known = checks::Known {
        plan: &plan,
        schedule: &schedule,
        rollout: &rollout,
        waits: &waits,
        program: &program,
    };
    checks::check(&known, options.as_of, horizon, &mut found);
    let mut diagnostics = level(found, &lowered.lints, &options.levels);
    diagnostics.sort_by(|a, b| (a.at(), a.code, &a.message).cmp(&(b.at(), b.code, &b.message)));
    diagnostics.dedup();
    Some(Analysis { program, plan, schedule, today, horizon, rollout, waits, diagnostics })
}

/// What is known of kinds, with the definitions that the program names.
fn catalogue(program: &Program, found: &mut Vec<Diagnostic>) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for files in program.definitions.chunk_by(|a, b| a.at == b.at) {
        let mut is_useless = true;
        for file in files {
            let source = program.sources.get(file.file);
            match catalogue.add(file.file, &source.text) {
                Ok(number) => is_useless &= number == 0,
                Err(why) => {
                    is_useless = false;
                    let why = format!("is no YAML: {why}");
                    found.push(problems::schemas_unreadable(file.at, &source.name, &why));
                }
            }
        }
        // Beside definitions a folder may hold what a tool wants there.
        if is_useless {
            let names = files.iter().map(|it| program.sources.get(it.file).name.as_str());
            found.push(problems::schemas_without_definition(files[0].at, names));
        }
    }
    catalogue
}

/// Applies the levels of warnings: those of the innermost block around, then those of the caller.
fn level(
    found: Vec<Diagnostic>,
    rules: &[LintRule],
    levels: &[(Code, LintLevel)],
) -> Vec<Diagnostic> {
    let blocks = Blocks::of(rules);
    let leveled = |mut diagnostic: Diagnostic| {
        if diagnostic.code.severity() == Severity::Error {
            return Some(diagnostic);
        }
        let at = diagnostic.at();
        let innermost = blocks.innermost(diagnostic.code, at);
        let given = levels.iter().rev().find(|(code, _)| *code == diagnostic.code);
        let level = given.map(|(_, level)| *level).or(innermost);
        diagnostic.severity = match level.unwrap_or(LintLevel::Warn) {
            LintLevel::Allow => return None,
            LintLevel::Warn => Severity::Warning,
            LintLevel::Deny => Severity::Error,
        };
        Some(diagnostic)
    };
    found.into_iter().filter_map(leveled).collect()
}

/// What a block says of a code, and the index of the block around it.
type Block = (Span, LintLevel, Option<usize>);

/// The rules of each code, so that the innermost around a place is found without a look at all.
struct Blocks {
    whole: BTreeMap<Code, LintLevel>,
    /// By the beginning of their scopes, each with the index of the one around it.
    scoped: BTreeMap<(Code, FileId), Vec<Block>>,
}

impl Blocks {
    fn of(rules: &[LintRule]) -> Self {
        let mut blocks = Self { whole: BTreeMap::new(), scoped: BTreeMap::new() };
        for rule in rules {
            match rule.scope {
                None => {
                    blocks.whole.entry(rule.code).or_insert(rule.level);
                }
                Some(scope) => {
                    let known = blocks.scoped.entry((rule.code, scope.file)).or_default();
                    known.push((scope.span, rule.level, None));
                }
            }
        }
        for known in blocks.scoped.values_mut() {
            known.sort_by_key(|(span, ..)| (span.start, std::cmp::Reverse(span.end)));
            known.dedup_by_key(|(span, ..)| *span);
            let mut open: Vec<usize> = Vec::new();
            for index in 0..known.len() {
                let span = known[index].0;
                open.retain(|around| known[*around].0.contains(span));
                known[index].2 = open.last().copied();
                open.push(index);
            }
        }
        blocks
    }

    fn innermost(&self, code: Code, at: FileSpan) -> Option<LintLevel> {
        let known = self.scoped.get(&(code, at.file)).map(Vec::as_slice).unwrap_or_default();
        let behind = known.partition_point(|(span, ..)| span.start <= at.span.start);
        let mut next = behind.checked_sub(1);
        while let Some((span, level, around)) = next.map(|index| known[index]) {
            if span.contains(at.span) {
                return Some(level);
            }
            next = around;
        }
        self.whole.get(&code).copied()
    }
}
