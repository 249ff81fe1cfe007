//! Progress by lane.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pdl_lang::model::{LaneId, Plan, Status, Story};

use super::super::names;
use super::FINE;

/// Writes the section: stories that stand in a sprint, a row a lane.
pub(super) fn progress(out: &mut String, plan: &Plan) {
    let planned: Vec<&Story> =
        plan.stories.values().filter(|story| story.sprint().is_some()).collect();
    if planned.is_empty() {
        return;
    }
    let mut lanes: BTreeMap<Option<LaneId>, Vec<&Story>> = BTreeMap::new();
    for story in &planned {
        lanes.entry(story.lane.map(|lane| lane.value)).or_default().push(story);
    }
    out.push_str("\n## Progress by Lane\n\n");
    out.push_str("| Lane | Stories | Done | In progress | Blocked | Deferred |\n");
    out.push_str("| --- | ---: | ---: | ---: | ---: | ---: |\n");
    // Stories without a lane come last.
    for id in plan.lanes.ids().map(Some).chain([None]) {
        if let Some(stories) = lanes.get(&id) {
            row(out, &name(plan, id), stories);
        }
    }
    if lanes.len() > 1 {
        row(out, "**All**", &planned);
    }
}

fn name(plan: &Plan, lane: Option<LaneId>) -> String {
    lane.map_or_else(|| "(no lane)".to_owned(), |lane| names::lane(plan, lane))
}

fn row(out: &mut String, name: &str, stories: &[&Story]) {
    let with = |status: Status| stories.iter().filter(|it| it.status() == status).count();
    writeln!(
        out,
        "| {name} | {} | {} | {} | {} | {} |",
        stories.len(),
        with(Status::Done),
        with(Status::Active),
        with(Status::Blocked),
        with(Status::Deferred)
    )
    .expect(FINE);
}
