//! The impact for a terminal.

use pdl_lang::calendar::human_date;
use pdl_lang::model::{ComponentId, StoryId};
use pdl_lang::wording::count;

use super::{HitCluster, HitStory, Impact, Subject};
use crate::paint::{Ink, paint};
use crate::put::{put, putln};
use crate::report::Style;

/// Draws what is hit: stories, milestones, and by cluster what Flux would not get to apply.
#[must_use]
pub fn text(impact: &Impact<'_>, style: &Style) -> String {
    let mut out = heading(impact, style);
    stories(&mut out, impact, style);
    milestones(&mut out, impact, style);
    for cluster in &impact.clusters {
        components(&mut out, impact, cluster, style);
    }
    if impact.clusters.is_empty() {
        put!(out, "\nNothing of it is applied by Flux\n");
    }
    out
}

fn heading(impact: &Impact<'_>, style: &Style) -> String {
    let plan = impact.plan();
    let mut out = paint(style, Ink::Bold, impact.name()).into_owned();
    if let (Subject::Component(_), Some(story)) = (impact.subject, impact.story) {
        put!(out, ", delivered by {}", plan.stories[story].name);
    }
    let Some(story) = impact.story.map(|story| &plan.stories[story]) else {
        putln!(out, ", delivered by no story");
        return out;
    };
    let sprint = story.sprint().map_or("no sprint", |it| plan.sprints[it].name.text.as_str());
    put!(out, " ({sprint}, {})", story.status().word());
    if let Some(title) = &story.title {
        put!(out, "  {}", paint(style, Ink::Dim, title));
    }
    out.push('\n');
    out
}

fn stories(out: &mut String, impact: &Impact<'_>, style: &Style) {
    let plan = impact.plan();
    let number = impact.stories.len();
    if number == 0 {
        put!(*out, "\nNo story waits for it\n");
        return;
    }
    let verb = if number == 1 { "waits" } else { "wait" };
    let title = format!("{} {verb} for it", count(number, "story", "stories"));
    put!(*out, "\n{}\n", paint(style, Ink::Bold, &title));
    let names = impact.stories.iter().map(|hit| plan.stories[hit.story].name.text.chars().count());
    let width = names.max().unwrap_or_default();
    for hit in &impact.stories {
        let sprint = plan.stories[hit.story].sprint();
        let sprint = sprint.map_or("–", |it| plan.sprints[it].name.text.as_str());
        let name = &plan.stories[hit.story].name.text;
        let holds = holds(hit.holds, "moves");
        let fill = " ".repeat(width - name.chars().count());
        let soft = match hit {
            HitStory { is_plan_only: true, .. } => "; Flux does not wait",
            HitStory { is_need_only: true, .. } => "; by what manifests need, no order says so",
            HitStory { .. } => "",
        };
        put!(*out, "  {sprint:<4} {}{fill}  {holds}{soft}\n", paint(style, Ink::Plain, name));
        way(out, &hit.chain, style, |story: StoryId| &plan.stories[story].name.text);
    }
}

fn milestones(out: &mut String, impact: &Impact<'_>, style: &Style) {
    let plan = impact.plan();
    if impact.milestones.is_empty() {
        put!(*out, "\nNo milestone requires it\n");
        return;
    }
    put!(*out, "\n{}\n", paint(style, Ink::Bold, "Milestones"));
    for hit in &impact.milestones {
        let milestone = &plan.milestones[hit.milestone];
        let due = hit.due.map(|due| format!(", {}", human_date(due))).unwrap_or_default();
        let title = milestone.title.as_str();
        let name = paint(style, Ink::Plain, &milestone.name.text);
        put!(*out, "  {name}{due}: {}", holds(hit.holds, "is missed"));
        if !title.is_empty() {
            put!(*out, "  {}", paint(style, Ink::Dim, title));
        }
        out.push('\n');
        way(out, &hit.chain, style, |story: StoryId| &plan.stories[story].name.text);
    }
}

fn components(out: &mut String, impact: &Impact<'_>, hit: &HitCluster, style: &Style) {
    let plan = impact.plan();
    let name = |component: ComponentId| plan.components[component].name.text.as_str();
    let own: Vec<&str> = hit.own.iter().map(|it| name(*it)).collect();
    let cluster = paint(style, Ink::Bold, &plan.clusters[hit.cluster].name.text).into_owned();
    let (waiting, total) = (hit.waiting.len(), hit.total);
    let verb = if waiting == 1 { "waits" } else { "wait" };
    put!(*out, "\n{cluster}: {waiting} of {total} Kustomizations {verb} for {}\n", own.join(", "));
    for hit in &hit.waiting {
        put!(*out, "  {}\n", paint(style, Ink::Plain, name(hit.component)));
        way(out, &hit.chain, style, name);
    }
}

/// How far something may slip before it has consequences.
fn holds(sprints: Option<u32>, what: &str) -> String {
    match sprints {
        None => "is in no sprint".to_owned(),
        Some(0) => format!("{what} at once"),
        Some(sprints) => {
            let sprints = count(sprints as usize, "sprint", "sprints");
            format!("{what} after a slip of more than {sprints}")
        }
    }
}

/// The way to something, unless it is the shortest there can be.
fn way<'n, T: Copy>(out: &mut String, chain: &[T], style: &Style, name: impl Fn(T) -> &'n str) {
    if chain.len() > 2 {
        let arrow = if style.unicode { " → " } else { " -> " };
        let names: Vec<&str> = chain.iter().map(|it| name(*it)).collect();
        put!(*out, "       {}\n", paint(style, Ink::Dim, &names.join(arrow)));
    }
}
