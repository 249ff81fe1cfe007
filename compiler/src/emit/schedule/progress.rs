//! `progress.md`: counts and bars by lane, sprint and milestone.

use pdl_lang::wording::count;

use pdl_lang::calendar::{human_date, human_range};
use pdl_lang::model::{Plan, StoryId};

use super::super::facts::{Facts, Page, Tally};
use super::super::markdown::text;
use super::super::names;
use crate::put::{put, putln};

/// The page itself, as links see it.
const PAGE: Page<'_> = Page::Schedule("progress.md");

/// Writes the document.
pub(super) fn progress(facts: &Facts<'_>) -> String {
    let plan = facts.plan;
    let mut out = format!("# Progress — {}\n\n", names::platform(plan));
    let planned = plan.stories.iter().filter(|(_, story)| story.sprint().is_some());
    let all = Tally::of(plan, planned.map(|(id, _)| id));
    let schedule = facts.links.way(PAGE, Page::Schedule("schedule.md"));
    putln!(out, "{}\n", summary(&all));
    putln!(out, "The plan itself is [`schedule.md`]({schedule}).");
    if let Some(today) = facts.today {
        putln!(out, "\nAs of {}.", human_date(today));
    }
    let lanes = Tally::by_lane(plan);
    let lanes = lanes.iter().map(|(lane, tally)| (names::lane_or_none(plan, *lane), *tally));
    table(&mut out, "By Lane", "Lane", lanes.collect());
    about_lanes(&mut out, plan);
    let sprints = facts.schedule.by_date.iter().map(|&sprint| {
        let (first, last) = plan.sprints[sprint].dates.value;
        let name = format!("{} ({})", names::sprint(plan, sprint), human_range(first, last));
        (name, Tally::of(plan, plan.stories_of(sprint)))
    });
    table(&mut out, "By Sprint", "Sprint", sprints.collect());
    milestones(&mut out, facts);
    next(&mut out, facts);
    putln!(out, "\n---\n\n{}", names::origin(facts.analysis).trim_end());
    out
}

/// What the lanes are about, where the source says so.
fn about_lanes(out: &mut String, plan: &Plan) {
    let mut before = "\n";
    for (id, lane) in plan.lanes.iter() {
        if let Some(doc) = &lane.doc {
            putln!(out, "{before}- {}: {}", names::lane(plan, id), names::about(doc));
            before = "";
        }
    }
}

/// `3 of 20 stories done, 2 in progress`
fn summary(all: &Tally) -> String {
    let stories = count(all.stories, "story", "stories");
    let mut text = format!("`{}` {} of {stories} done", all.bar(), all.done);
    let more = [(all.active, "in progress"), (all.blocked, "blocked"), (all.deferred, "deferred")];
    for (count, what) in more.iter().filter(|(count, _)| *count > 0) {
        put!(text, ", {count} {what}");
    }
    text
}

fn table(out: &mut String, title: &str, what: &str, rows: Vec<(String, Tally)>) {
    if rows.is_empty() {
        return;
    }
    putln!(out, "\n## {title}\n\n| {what} | Progress | Done | In progress | Blocked | Open |");
    out.push_str("| --- | --- | ---: | ---: | ---: | ---: |\n");
    for (name, tally) in rows {
        putln!(
            out,
            "| {name} | `{}` | {} of {} | {} | {} | {} |",
            tally.bar(),
            tally.done,
            tally.stories,
            tally.active,
            tally.blocked,
            tally.stories - tally.done
        );
    }
}

fn milestones(out: &mut String, facts: &Facts<'_>) {
    if facts.plan.milestones.is_empty() {
        return;
    }
    out.push_str("\n## By Milestone\n\n");
    out.push_str(
        "| Milestone | Due | State | Progress | Done |\n| --- | --- | --- | --- | ---: |\n",
    );
    for (id, milestone) in facts.plan.milestones.iter() {
        let (state, tally) = (&facts.milestones[id], facts.tally(id));
        putln!(
            out,
            "| {}: {} | {} | {} | `{}` | {} of {} |",
            text(&milestone.name.text),
            text(&milestone.title),
            human_date(state.due),
            state.state.word(),
            tally.bar(),
            tally.done,
            tally.stories
        );
    }
}

/// What can be taken up now: nothing that is left holds it up.
fn next(out: &mut String, facts: &Facts<'_>) {
    use pdl_lang::model::Status;
    let with = |wanted: &dyn Fn(StoryId) -> bool| {
        let order = facts.schedule.order.iter().copied();
        let scheduled = order.filter(|&it| facts.plan.stories[it].sprint().is_some());
        scheduled.filter(|&it| wanted(it)).collect::<Vec<StoryId>>()
    };
    let is = |story: StoryId, status: Status| facts.status(story) == status;
    let groups = [
        ("Late", with(&|it| facts.is_late(it))),
        ("Blocked", with(&|it| is(it, Status::Blocked))),
        ("In progress", with(&|it| is(it, Status::Active))),
        (
            "Next, since nothing holds them up",
            with(&|it| {
                (is(it, Status::Planned) || is(it, Status::Draft)) && facts.blockers(it).is_empty()
            }),
        ),
    ];
    if groups.iter().all(|(_, stories)| stories.is_empty()) {
        return;
    }
    out.push_str("\n## What Is Next\n\n");
    for (what, stories) in groups.iter().filter(|(_, stories)| !stories.is_empty()) {
        putln!(out, "- {what}");
        for &story in stories {
            let path = names::page(facts.plan, story);
            let way = facts.links.way(PAGE, Page::Schedule(&path));
            let (name, place) = (names::story(facts.plan, story), names::place(facts.plan, story));
            putln!(out, "  - [{name}]({way}) ({place})");
        }
    }
}
