//! Lanes: the streams of work, and who leads them.

use pdl_lang::model::Plan;

use super::super::super::markdown::{code_in_cell, text};
use super::super::super::names;
use crate::put::{put, putln};

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
    putln!(out, "\n| --- | --- |{}", " --- |".repeat(more));
    for (id, lane) in plan.lanes.iter() {
        put!(out, "| {} | {} |", names::lane(plan, id), code_in_cell(&lane.name.text));
        if has_owner {
            put!(out, " {} |", lane.owner.as_deref().map(text).unwrap_or_default());
        }
        if has_doc {
            put!(out, " {} |", lane.doc.as_deref().map(names::about).unwrap_or_default());
        }
        out.push('\n');
    }
}
