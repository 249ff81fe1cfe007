//! A sprint: its working days and its load.

use super::super::describe;
use super::Page;
use crate::analysis::Analysis;
use crate::model::{SprintId, Status, StoryId};
use crate::wording::count;

pub(super) fn sprint(analysis: &Analysis, id: SprintId) -> String {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    let sprint = &plan.sprints[id];
    let title = sprint.title.as_deref();
    let mut page = Page::new("sprint", &sprint.name.text, title, sprint.doc.as_deref());
    page.row("Goal", sprint.goal.as_deref().map(super::escaped));
    page.row("When", Some(describe::sprint(plan, schedule, id)));
    page.row("Load", describe::load(plan, schedule, id));
    let stories: Vec<StoryId> = plan.stories_of(id).collect();
    let of = |status| stories.iter().filter(|it| plan.stories[**it].status() == status).count();
    let mut counts = vec![count(stories.len() - of(Status::Deferred), "story", "stories")];
    for status in [
        Status::Done,
        Status::Active,
        Status::Planned,
        Status::Draft,
        Status::Blocked,
        Status::Deferred,
    ] {
        let number = of(status);
        if number > 0 {
            counts.push(format!("{number} {}", status.word()));
        }
    }
    page.row("Stories", Some(counts.join(", ")));
    page.row("Days off", days_off(analysis, id));
    page.finish()
}

/// Holidays and freezes inside the sprint.
fn days_off(analysis: &Analysis, id: SprintId) -> Option<String> {
    let plan = &analysis.plan;
    let (first, last) = plan.sprints[id].dates.value;
    let all = plan.calendar.holidays.iter().chain(&plan.calendar.freezes);
    let inside = all.filter(|day| day.dates.value.0 <= last && day.dates.value.1 >= first);
    let named = inside.map(|day| {
        let dates = crate::calendar::human_range(day.dates.value.0, day.dates.value.1);
        let name = day.name.as_deref().map(super::escaped);
        name.map_or_else(|| dates.clone(), |name| format!("{name} ({dates})"))
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| describe::listed(named.into_iter()))
}
