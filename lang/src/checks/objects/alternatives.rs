//! Alternatives: what must all hold, what any or one of, and what may not.

use super::fields::Walk;
use crate::catalogue::schema::{Form, NodeId, Rules};
use crate::model::Value;
use crate::problems::objects as problems;
use crate::spot::Spot;

/// Checks a value against the alternatives of its schema.
pub(super) fn check<'w>(walk: &mut Walk<'w, '_>, value: &'w Value, rules: &'w Rules, spot: Spot) {
    for id in &rules.all_of {
        walk.value(value, *id, spot);
    }
    let fitting = |walk: &mut Walk<'w, '_>, ids: &[NodeId]| {
        ids.iter().filter(|id| fits(walk, value, **id, spot)).count()
    };
    let why = if !rules.any_of.is_empty() && fitting(walk, &rules.any_of) == 0 {
        Some(("fits none of its alternatives", &rules.any_of))
    } else {
        match rules.one_of.as_slice() {
            [] => None,
            ids => match fitting(walk, ids) {
                0 => Some(("fits none of its alternatives", &rules.one_of)),
                1 => None,
                _ => {
                    Some(("fits several of its alternatives, and may fit one alone", &rules.one_of))
                }
            },
        }
    };
    if let Some((why, ids)) = why {
        let help = help(walk, ids);
        let found = problems::alternatives(spot, &walk.name(), why, &help);
        walk.report(found);
    }
    if let Some(not) = rules.not.filter(|not| fits(walk, value, *not, spot)) {
        let help = help(walk, &[not]).replace("Give exactly one of", "Leave out");
        let found = problems::alternatives(spot, &walk.name(), "is what it may not be", &help);
        walk.report(found);
    }
}

/// Whether a value fits a schema; nothing is reported.
fn fits<'w>(walk: &mut Walk<'w, '_>, value: &'w Value, id: NodeId, spot: Spot) -> bool {
    let (out, before) = (walk.out.len(), walk.faults());
    let (lacks, meant) = (walk.lacks.len(), walk.meant.len());
    let is_whole = std::mem::replace(&mut walk.checker.is_whole, true);
    walk.value(value, id, spot);
    walk.checker.is_whole = is_whole;
    let fits = walk.faults() == before;
    walk.out.truncate(out);
    walk.lacks.truncate(lacks);
    walk.meant.truncate(meant);
    fits
}

/// The fields that alternatives tell apart.
fn help(walk: &Walk<'_, '_>, ids: &[NodeId]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for id in ids {
        if let Form::Object(object) = &walk.schema.node(*id).form {
            let required = object.fields.iter().filter(|field| field.is_required);
            names.extend(required.map(|field| field.name.as_str()));
        }
    }
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        [] => "Compare it with the definition of its kind.".to_owned(),
        names => format!("Give exactly one of {}.", crate::wording::choices(names.iter().copied())),
    }
}
