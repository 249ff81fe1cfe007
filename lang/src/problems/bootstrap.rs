//! `PDL7008`: what is installed by hand too late, or elsewhere.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ClusterId, Component, Plan, StoryId};
use crate::wording::list;

/// What both stories are called, where they stand, and what the finding is about.
fn found(
    plan: &Plan,
    component: &Component,
    say: impl Fn(&str, &str, &str) -> (String, String),
    label: impl Fn(StoryId) -> String,
    help: impl Fn(&str, &str) -> String,
) -> Diagnostic {
    let (Some(adopted), Some(by_hand)) = (component.story, component.bootstrap) else {
        unreachable!("only a component with both stories is looked at")
    };
    let [late, early] = [adopted, by_hand].map(|it| &plan.stories[it.value].name);
    let (message, what) = say(&component.name.text, &early.text, &late.text);
    Diagnostic::new(Code::LateBootstrap, message, by_hand.at, what)
        .with_label(adopted.at, "adopted by Flux in this story")
        .with_label(early.at, label(by_hand.value))
        .with_label(late.at, label(adopted.value))
        .with_help(help(&early.text, &late.text))
}

/// Flux adopts a component before it is installed; whether an order within the sprint says so.
pub(crate) fn late(plan: &Plan, component: &Component, is_ordered: bool) -> Diagnostic {
    let sprint = |id: StoryId| match plan.stories[id].sprint() {
        Some(sprint) => format!("in `{}`", plan.sprints[sprint].name),
        None => "in the backlog".to_owned(),
    };
    found(
        plan,
        component,
        |name, early, late| {
            let message = format!(
                "`{name}` is installed by hand in `{early}`, after Flux adopts it in `{late}`"
            );
            (message, "installed by hand after that".to_owned())
        },
        |id| {
            let order = if is_ordered { ", ordered" } else { "" };
            format!("{}{order}", sprint(id))
        },
        |early, late| {
            if is_ordered {
                format!("Turn the order around: `{early} -> {late}`.")
            } else {
                format!(
                    "Move `{early}` to the sprint of `{late}` or before it, or name another story."
                )
            }
        },
    )
}

/// A component is installed by hand on none of its clusters.
pub(crate) fn apart(plan: &Plan, component: &Component) -> Diagnostic {
    let clusters = |id: StoryId| {
        let clusters: Vec<ClusterId> = plan.clusters_of(id);
        let names = clusters.iter().map(|it| plan.clusters[*it].name.text.as_str());
        list(names.collect::<Vec<_>>())
    };
    found(
        plan,
        component,
        |name, early, _| {
            let message =
                format!("`{name}` is installed by hand in `{early}` on no cluster that gets it");
            (message, "on other clusters".to_owned())
        },
        |id| format!("reaches {}", clusters(id)),
        |early, late| format!("Let `{early}` reach a cluster of `{late}`, or name another story."),
    )
}
