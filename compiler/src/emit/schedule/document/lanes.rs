//! Lanes: the streams of work, and who leads them.

use std::fmt::Write as _;

use pdl_lang::model::Plan;

use super::super::super::markdown::{code_in_cell, text};
use super::super::super::names;
use super::FINE;

/// Writes the section.
pub(super) fn lanes(out: &mut String, plan: &Plan) {
    if plan.lanes.is_empty() {
        return;
    }
    let has_owner = plan.lanes.values().any(|lane| lane.owner.is_some());
    let has_doc = plan.lanes.values().any(|lane| lane.doc.is_some());
    out.push_str("\n## Lanes\n\n| Lane | Name |");
    out.push_str(if has_owner { " Owner |" } else { "" });
    out.push_str(if has_doc { " About |" } else { "" });
    let more = usize::from(has_owner) + usize::from(has_doc);
    writeln!(out, "\n| --- | --- |{}", " --- |".repeat(more)).expect(FINE);
    for (id, lane) in plan.lanes.iter() {
        write!(out, "| {} | {} |", names::lane(plan, id), code_in_cell(&lane.name.text))
            .expect(FINE);
        if has_owner {
            write!(out, " {} |", lane.owner.as_deref().map(text).unwrap_or_default()).expect(FINE);
        }
        if has_doc {
            write!(out, " {} |", lane.doc.as_deref().map(names::about).unwrap_or_default())
                .expect(FINE);
        }
        out.push('\n');
    }
}
