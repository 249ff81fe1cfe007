//! Why stories wait: the plan's words, and what their manifests need, with the lines that say so.

use pdl_lang::Analysis;
use pdl_lang::model::{EdgeStrength, Plan, StoryId};
use pdl_lang::rollout::{Need, StoryNeed, Target};
use pdl_lang::waits::Why;

use super::super::markdown::code;
use super::{edge, line};
use crate::put::put;

/// Why one story waits for another, as it stands behind the name of either: ` — because it is so (`platform.pdl:12`)`.
///
/// What the manifests need is said of an order, too: that is why it stands in the plan, or might.
pub(in crate::emit) fn why(analysis: &Analysis, ends: (StoryId, StoryId), why: Why<'_>) -> String {
    let id = match why {
        Why::Need(need) => return format!(" — {}; no order says so", manifests(analysis, need)),
        Why::Order(id) => id,
    };
    let mut out = String::new();
    let said = &analysis.plan.edges[id];
    if let Some(reason) = super::said(said) {
        put!(out, " — {reason}");
    }
    let only = match said.strength {
        EdgeStrength::Flux => "",
        EdgeStrength::Plan => "in the plan alone, ",
    };
    put!(out, " ({only}{})", edge(analysis, id));
    if let Some(need) = analysis.waits.need(ends.0, ends.1) {
        put!(out, "; {}", manifests(analysis, need));
    }
    out
}

/// The same in plain words and without lines: `, in the plan alone — because it is so`.
pub(in crate::emit) fn reason(plan: &Plan, why: Why<'_>) -> String {
    match why {
        Why::Need(need) => format!(" — manifests need {}; no order says so", need.words()),
        Why::Order(id) => {
            let edge = &plan.edges[id];
            let only = match edge.strength {
                EdgeStrength::Flux => "",
                EdgeStrength::Plan => ", in the plan alone",
            };
            let said: Vec<&str> =
                edge.reason.as_deref().into_iter().chain(edge.doc.as_deref()).collect();
            let reason = if said.is_empty() { "" } else { " — " };
            format!("{only}{reason}{}", said.join("; "))
        }
    }
}

/// ``manifests need `StorageClass/fast` and 2 more (`platform.pdl:12`)``
pub(in crate::emit) fn manifests(analysis: &Analysis, need: &StoryNeed) -> String {
    let first = &need.needs[0];
    let target = code(&first.target.to_string());
    let target = match first.target {
        Target::Group(_) => format!("the kinds of {target}"),
        Target::Object { name: None, .. } => format!("a {target}"),
        Target::Namespace(_) | Target::Object { .. } => target,
    };
    format!("manifests need {target}{} ({})", need.more(), places(analysis, first))
}

/// Where a need is written: at the field that names it, and in the setting that says what, if one does.
pub(in crate::emit) fn places(analysis: &Analysis, need: &Need) -> String {
    let at = line(analysis, need.at);
    match need.setting {
        Some(setting) => format!("{at}, set in {}", line(analysis, setting)),
        None => at,
    }
}
