//! What a plan must and should satisfy. Each check reads the plan and what follows from it, and adds findings.
//!
//! A finding that follows from another is left out: a story on a cycle, a sprint that ends before it starts or an edge
//! that is written twice is reported once, where the mistake is.

mod addresses;
mod bootstrap;
mod clusters;
mod components;
mod cron;
mod days;
mod dependencies;
mod facts;
mod flow;
mod foreign;
mod identity;
mod keys;
mod milestones;
mod namespaces;
mod objects;
mod order;
mod outputs;
mod proof;
mod references;
mod root;
mod secrets;
mod semantics;
mod source;
mod sprints;
mod suspended;
mod waits;
mod written;

use std::collections::BTreeSet;

use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic, Family, Severity};
use crate::model::{Plan, Status, Story};
use crate::program::Program;
use crate::rollout::Rollout;
use crate::schedule::Schedule;
use crate::span::{FileSpan, Span};
use crate::waits::Waits;

/// What the checks of the schedule half read.
#[derive(Clone, Copy)]
struct Context<'a> {
    plan: &'a Plan,
    schedule: &'a Schedule,
    /// What stories wait for, also by what their manifests need.
    waits: &'a Waits,
    /// The texts and their trees, for edits that leave them tidy.
    program: &'a Program,
    /// The day on which the plan is looked at.
    as_of: Option<Date>,
    /// Whether the plan is all that the program says. Else what seems to be missing may only be misspelt, and nothing
    /// is reported as missing.
    is_whole: bool,
}

impl Context<'_> {
    /// Whether plan and rollout are all that the program says: what seems to be missing from either is missing.
    fn has_all(&self, rollout: &Rollout) -> bool {
        self.is_whole && rollout.is_whole
    }
}

/// All that is known of a program before it is checked.
pub(crate) struct Known<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) schedule: &'a Schedule,
    pub(crate) rollout: &'a Rollout,
    pub(crate) waits: &'a Waits,
    pub(crate) program: &'a Program,
}

/// Checks a whole plan; `found` holds what was found on the way to it.
pub(crate) fn check(
    known: &Known<'_>,
    as_of: Option<Date>,
    horizon: Option<Date>,
    found: &mut Vec<Diagnostic>,
) {
    let &Known { plan, schedule, rollout, waits, program } = known;
    let is_whole = !program.incomplete && !found.iter().any(takes_away);
    let cx = Context { plan, schedule, waits, program, as_of, is_whole };
    sprints::check(cx, found);
    days::check(cx, found);
    facts::check(cx, found);
    order::check(cx, found);
    dependencies::check(cx, found);
    flow::check(cx, found);
    milestones::check(cx, found);
    clusters::check(plan, found);
    components::check(plan, is_whole, found);
    references::check(plan, program.incomplete, is_whole, found);
    objects::check(plan, rollout, &program.sources, is_whole, found);
    outputs::check(plan, found);
    source::check(plan, found);
    root::check(plan, rollout, found);
    semantics::check(rollout, cx.has_all(rollout), found);
    secrets::check(cx, rollout, found);
    foreign::check(cx, rollout, found);
    addresses::check(cx, rollout, found);
    identity::check(cx, rollout, found);
    proof::check(cx, rollout, program, horizon, found);
    keys::check(cx, rollout, program, found);
    bootstrap::check(cx, found);
    namespaces::check(cx, rollout, program, found);
    suspended::check(cx, rollout, found);
    waits::check(cx, rollout, found);
    let delivered = delivered(cx, rollout, program.incomplete, found);
    found.extend(delivered);
}

/// The findings about what is delivered that do not follow from a mistake in the text.
fn delivered(
    cx: Context,
    rollout: &Rollout,
    incomplete: bool,
    found: &[Diagnostic],
) -> Vec<Diagnostic> {
    let of = |family: Family| {
        found.iter().filter(move |it| takes_away(it) && it.code.family() == family)
    };
    let misread = of(Family::Syntax).next().is_some();
    let mistakes: BTreeSet<FileSpan> = of(Family::Names).map(Diagnostic::at).collect();
    // What a component lacks may be what was misspelt in it.
    let contains =
        |at: FileSpan, other: FileSpan| at.file == other.file && at.span.contains(other.span);
    let is_doubtful = |at: FileSpan| {
        let inside = mistakes.range(FileSpan { span: Span::at(at.span.start), ..at }..).next();
        inside.is_some_and(|inside| contains(at, *inside))
    };
    let doubtful: Vec<FileSpan> =
        cx.plan.components.values().map(|it| it.at).filter(|at| is_doubtful(*at)).collect();
    // An address outside the settings that are pools is outside the objects that are, too.
    let outside = found.iter().filter(|it| it.code == Code::AddressOutsidePool);
    let outside: BTreeSet<FileSpan> = outside.map(Diagnostic::at).collect();
    let follows = |it: &Diagnostic| match it.code {
        _ if mistakes.contains(&it.at()) => true,
        Code::NoNamespace | Code::ChartWithoutName => {
            incomplete || misread || doubtful.iter().any(|at| contains(*at, it.at()))
        }
        // What another component would deliver may be what was taken away.
        Code::UndeliveredReference => !cx.is_whole,
        Code::AddressOutsidePool => !cx.is_whole || outside.contains(&it.at()),
        _ => false,
    };
    rollout.found.iter().filter(|it| !follows(it)).cloned().collect()
}

/// Whether a finding of the parser or of lowering may have taken something away from the plan.
fn takes_away(found: &Diagnostic) -> bool {
    found.code.severity() == Severity::Error
}

/// Whether something of a story is still to be delivered.
fn is_open(story: &Story) -> bool {
    !matches!(story.status(), Status::Done | Status::Deferred)
}
