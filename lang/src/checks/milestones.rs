//! `PDL5001`, `PDL5002`, `PDL5004`: milestones against the stories they require.

use super::Context;
use super::sprints::is_reversed;
use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::model::{Id, Milestone, Placement, Plan, Spanned, Status, Story, StoryId, When};
use crate::problems::milestones as problems;
use crate::problems::milestones::LateStory;

pub(super) fn check(cx: Context, found: &mut Vec<Diagnostic>) {
    let plan = cx.plan;
    let first_end = plan.stories.values().filter_map(|story| planned_end(plan, story)).min();
    for milestone in plan.milestones.values() {
        if cx.is_whole && requires_nothing(plan, milestone, first_end) {
            found.push(problems::empty_milestone(milestone));
        }
        let listed = milestone.requires.as_deref().unwrap_or_default();
        never_reached(plan, milestone, listed, found);
        too_early(plan, milestone, listed, found);
    }
}

/// Whether each story is required by some milestone, listed or by its sprint; `None` without milestones.
///
/// What required stories wait for is not among them.
pub(super) fn required(plan: &Plan) -> Option<Vec<bool>> {
    if plan.milestones.is_empty() {
        return None;
    }
    let through = |milestone: &Milestone| match (&milestone.requires, milestone.when.value) {
        (None, When::End(sprint)) => Some(plan.sprints[sprint].dates.value.1),
        _ => None,
    };
    let through = plan.milestones.values().filter_map(through).max();
    let is_through = |story| planned_end(plan, story).is_some_and(|end| Some(end) <= through);
    let mut is_required: Vec<bool> = plan.stories.values().map(is_through).collect();
    for listed in plan.milestones.values().filter_map(|it| it.requires.as_deref()) {
        for story in listed {
            is_required[story.value.index()] = true;
        }
    }
    Some(is_required)
}

/// The last day of the sprint of a story that is not deferred.
fn planned_end(plan: &Plan, story: &Story) -> Option<Date> {
    let sprint = story.sprint().filter(|_| story.status() != Status::Deferred)?;
    Some(plan.sprints[sprint].dates.value.1)
}

/// `first_end` is the end of the first sprint that delivers a story.
fn requires_nothing(plan: &Plan, milestone: &Milestone, first_end: Option<Date>) -> bool {
    match (&milestone.requires, milestone.when.value) {
        (Some(listed), _) => listed.is_empty(),
        (None, When::On(_)) => true,
        (None, When::End(sprint)) => {
            let end = plan.sprints[sprint].dates.value.1;
            !is_reversed(&plan.sprints[sprint]) && first_end.is_none_or(|first| end < first)
        }
    }
}

fn never_reached(
    plan: &Plan,
    milestone: &Milestone,
    listed: &[Spanned<StoryId>],
    found: &mut Vec<Diagnostic>,
) {
    for required in listed {
        let story = &plan.stories[required.value];
        let is_dropped = match story.placement {
            Placement::Backlog => story.status() != Status::Done,
            Placement::Sprint(_) | Placement::Unknown => story.status() == Status::Deferred,
        };
        if is_dropped {
            found.push(problems::milestone_never_reached(milestone, required.at, story));
        }
    }
}

/// Reports a milestone before the end of the sprint of a story that it lists and that is still to be done.
fn too_early(
    plan: &Plan,
    milestone: &Milestone,
    listed: &[Spanned<StoryId>],
    found: &mut Vec<Diagnostic>,
) {
    let due = match milestone.when.value {
        When::On(date) => date,
        When::End(sprint) if is_reversed(&plan.sprints[sprint]) => return,
        When::End(sprint) => plan.sprints[sprint].dates.value.1,
    };
    let mut late = Vec::new();
    for required in listed {
        let story = &plan.stories[required.value];
        let Some(sprint) = story.sprint().filter(|_| super::is_open(story)) else { continue };
        let sprint = &plan.sprints[sprint];
        if due < sprint.dates.value.1 && !is_reversed(sprint) {
            late.push(LateStory { at: required.at, story, sprint });
        }
    }
    late.sort_by_key(|it| std::cmp::Reverse(it.sprint.dates.value.1));
    if !late.is_empty() {
        found.push(problems::milestone_before_story(milestone, due, &late));
    }
}
