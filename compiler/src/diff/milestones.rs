//! Milestones that slip, by how much, and because of what.

use serde::Serialize;

use super::fields::{Field, Fields, Kind, differing, kind, pairs};
use super::plan::{Milestone, Schedule, Story, list};

/// A milestone that differs.
#[derive(Debug, Serialize)]
pub struct MilestoneDiff {
    /// Its name.
    pub name: String,
    /// What it stands for, on the newer side that has it.
    pub title: String,
    /// What became of it.
    pub kind: Kind,
    /// Its day on the newer side that has it.
    pub due: String,
    /// Its day, and the earliest one that the estimates allow, where they move.
    pub slips: Vec<Slip>,
    /// The stories that drive it on the newer side, the first to be done first; those it requires, without open ones.
    pub chain: Vec<String>,
    /// Which stories of the chain moved.
    pub moved: Vec<Move>,
    /// What else differs.
    pub fields: Vec<Field>,
}

/// A day that moves.
#[derive(Debug, Serialize)]
pub struct Slip {
    /// `due`, or `earliest` by the estimates.
    pub day: &'static str,
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
    /// By how many working days of the newer calendar; later is positive.
    pub workdays: i64,
}

/// A story of a chain that moved.
#[derive(Debug, Serialize)]
pub struct Move {
    /// The story.
    pub story: String,
    /// What moved it: its sprint, the last day of that, its estimate; nothing for a story that is new.
    pub fields: Vec<Field>,
}

pub(super) fn milestones(old: &Schedule, new: &Schedule) -> Vec<MilestoneDiff> {
    let pairs = pairs(&old.milestones, &new.milestones, |it| it.name.as_str());
    let found = pairs.into_iter().filter_map(|(before, after)| {
        let milestone = after.or(before)?;
        let mut diff = MilestoneDiff {
            name: milestone.name.clone(),
            title: milestone.title.clone(),
            kind: kind(before, after),
            due: milestone.due.clone(),
            slips: Vec::new(),
            chain: Vec::new(),
            moved: Vec::new(),
            fields: Vec::new(),
        };
        let (Some(before), Some(after)) = (before, after) else { return Some(diff) };
        diff.slips = slips(new, before, after);
        diff.fields = differing(fields(before), fields(after));
        if !diff.slips.is_empty() {
            diff.chain = chain(after);
            diff.moved = moved(old, new, &diff.chain);
        }
        (!diff.slips.is_empty() || !diff.fields.is_empty()).then_some(diff)
    });
    found.collect()
}

fn slips(new: &Schedule, before: &Milestone, after: &Milestone) -> Vec<Slip> {
    let earliest = before.earliest.as_ref().zip(after.earliest.as_ref());
    let due = Some((&before.due, &after.due));
    let days = [("due", due), ("earliest", earliest)];
    let moved = days.into_iter().filter_map(|(day, dates)| {
        let (old, new_day) = dates.filter(|(old, new)| old != new)?;
        let workdays = new.workdays(old, new_day)?;
        Some(Slip { day, old: old.clone(), new: new_day.clone(), workdays })
    });
    moved.collect()
}

fn fields(milestone: &Milestone) -> Fields {
    vec![
        ("title", Some(milestone.title.clone())),
        ("at the end of", milestone.sprint.clone()),
        ("requires", list(&milestone.requires)),
        ("driving chain", chain_text(&milestone.driving_chain)),
        ("go/no-go", list(&milestone.gate)),
    ]
}

fn chain_text(chain: &[String]) -> Option<String> {
    (!chain.is_empty()).then(|| chain.join(" -> "))
}

fn chain(milestone: &Milestone) -> Vec<String> {
    let is_open = !milestone.driving_chain.is_empty();
    if is_open { milestone.driving_chain.clone() } else { milestone.requires.clone() }
}

/// The stories of a chain that take place at another time, take longer, or are new.
fn moved(old: &Schedule, new: &Schedule, chain: &[String]) -> Vec<Move> {
    let (before, after) = (old.by_id(), new.by_id());
    let moved = chain.iter().filter_map(|id| {
        let story = after.get(id.as_str())?;
        let fields = match before.get(id.as_str()) {
            Some(was) => differing(times(old, was), times(new, story)),
            None => Vec::new(),
        };
        let is_new = !before.contains_key(id.as_str());
        (is_new || !fields.is_empty()).then(|| Move { story: id.clone(), fields })
    });
    moved.collect()
}

fn times(plan: &Schedule, story: &Story) -> Fields {
    vec![
        ("sprint", story.sprint.clone()),
        ("ends", plan.end_of(story).map(str::to_owned)),
        ("estimate", story.estimate()),
    ]
}
