//! `PDL5xxx`: milestones. That a milestone lies in a freeze is a matter of the calendar.

use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Milestone, Sprint, Status, Story, When};
use crate::span::FileSpan;

/// A story that a milestone requires and the sprint it is planned for.
pub(crate) struct LateStory<'a> {
    /// Where the milestone requires it.
    pub(crate) at: FileSpan,
    /// The story.
    pub(crate) story: &'a Story,
    /// Its sprint.
    pub(crate) sprint: &'a Sprint,
}

/// A milestone that is due on `due`, before the sprints of `late` end; the one whose sprint ends last comes first.
pub(crate) fn milestone_before_story(
    milestone: &Milestone,
    due: Date,
    late: &[LateStory],
) -> Diagnostic {
    const MANY: usize = 5;
    let [last, ..] = late else { unreachable!("there is no such milestone without a late story") };
    let (name, end) = (&milestone.name, last.sprint.dates.value.1);
    let before = match late.len() {
        1 => format!("the sprint of `{}` ends", last.story.name),
        number => format!("the sprints of {number} stories it requires end"),
    };
    let message = format!("milestone `{name}` is due before {before}");
    let at = milestone.when.at;
    let mut found =
        Diagnostic::new(Code::MilestoneBeforeStory, message, at, format!("due on {due}"));
    let mut ends: Vec<FileSpan> = Vec::new();
    for story in late.iter().take(MANY) {
        let dates = story.sprint.dates;
        found = found.with_label(story.at, format!("planned for `{}`", story.sprint.name));
        if !ends.contains(&dates.at) {
            ends.push(dates.at);
            found = found.with_label(dates.at, format!("ends on {}", dates.value.1));
        }
    }
    let move_to = match milestone.when.value {
        When::On(_) => format!("to {end}"),
        When::End(_) => format!("to the end of `{}`", last.sprint.name),
    };
    let stories = if late.len() == 1 { "the story" } else { "the stories" };
    found.with_help(format!("Move `{name}` {move_to} or later, or plan {stories} earlier."))
}

pub(crate) fn empty_milestone(milestone: &Milestone) -> Diagnostic {
    let message = format!("milestone `{}` requires nothing", milestone.name);
    let label = match (&milestone.requires, milestone.when.value) {
        (None, When::End(_)) => "no story until then",
        (Some(_), _) => "its list is empty",
        (None, When::On(_)) => "no `requires` follows",
    };
    Diagnostic::new(Code::EmptyMilestone, message, milestone.name.at, label)
        .with_help("List the stories that must be done in `requires`.")
}

/// Two milestones of one name; the labels are at the names.
pub(crate) fn duplicate_milestone(at: FileSpan, first: FileSpan, name: &str) -> Diagnostic {
    let message = format!("two milestones are called `{name}`");
    Diagnostic::new(Code::DuplicateMilestone, message, at, "the second")
        .with_label(first, "the first")
        .with_help("Rename one of them, or remove it.")
}

/// A milestone that requires, at `at`, a story that is deferred or in the backlog.
pub(crate) fn milestone_never_reached(
    milestone: &Milestone,
    at: FileSpan,
    story: &Story,
) -> Diagnostic {
    let (name, id) = (&milestone.name, &story.name);
    let (is, label, place) = match story.status {
        Some(status) if status.value == Status::Deferred => ("is deferred", "deferred", status.at),
        _ => ("is in the backlog", "in the backlog", story.name.at),
    };
    let message = format!("milestone `{name}` requires `{id}`, which {is}");
    Diagnostic::new(Code::MilestoneNeverReached, message, at, "nobody delivers it")
        .with_label(place, label)
        .with_help(format!("Plan `{id}` for a sprint, or take it out of `requires`."))
}
