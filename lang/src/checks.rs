//! What must hold across a plan. Each check reads the plan and what follows from it, and reports.

mod clusters;
mod references;

use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::model::Plan;
use crate::program::Program;
use crate::schedule::Schedule;

/// Runs every check.
pub(crate) fn check(
    plan: &Plan,
    schedule: &Schedule,
    program: &Program,
    as_of: Option<Date>,
    out: &mut Vec<Diagnostic>,
) {
    let _ = (schedule, as_of);
    clusters::check(plan, out);
    references::check(plan, program.incomplete, out);
}
