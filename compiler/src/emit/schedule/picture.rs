//! `schedule.svg`: the timeline on its own.

use super::super::facts::Facts;
use super::super::pictures;
use crate::picture::Drawing;
use crate::plain;

/// Writes the picture.
pub(super) fn svg(facts: &Facts<'_>) -> String {
    let drawing = pictures::timeline(facts, |_| None).unwrap_or(Drawing::EMPTY);
    let title = format!("Schedule of {}", plain::line(&facts.title()));
    drawing.file(
        &title,
        "Sprints, stories, days off and milestones; schedule.md says the same in words.",
    )
}
