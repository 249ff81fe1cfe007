//! Milestones that slip, by how much, and because of what.

use serde::Serialize;

use super::causes::{Edge, Move, Plans};
use super::fields::{Field, Fields, Kind, differing, kind, pairs};
use super::plan::{Milestone, Schedule, list};

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
    /// Where it moves, the stories that drive it on the newer side, the first to be done first.
    pub chain: Vec<String>,
    /// Those that drove it on the older side.
    pub old_chain: Vec<String>,
    /// Which stories of the two chains differ: those of the newer one in its order, then the others.
    pub moved: Vec<Move>,
    /// Which edges of the two chains only one side has.
    pub edges: Vec<Edge>,
    /// What else moves its days: the end of its own sprint, the first day of the work, working days, and days off.
    pub days: Vec<Field>,
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

pub(super) fn milestones(old: &Schedule, new: &Schedule) -> Vec<MilestoneDiff> {
    let plans = Plans::new(old, new);
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
            old_chain: Vec::new(),
            moved: Vec::new(),
            edges: Vec::new(),
            days: Vec::new(),
            fields: Vec::new(),
        };
        let (Some(before), Some(after)) = (before, after) else { return Some(diff) };
        diff.slips = slips(new, before, after);
        diff.fields = differing(fields(before), fields(after));
        if !diff.slips.is_empty() {
            diff.chain.clone_from(&after.driving_chain);
            diff.old_chain.clone_from(&before.driving_chain);
            diff.moved = plans.moved(&diff.old_chain, &diff.chain);
            diff.edges = plans.edges(&diff.old_chain, &diff.chain);
            diff.days = days(&plans, &diff, before, after);
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

/// What moves the days of a milestone besides its chain.
fn days(
    plans: &Plans<'_>,
    diff: &MilestoneDiff,
    before: &Milestone,
    after: &Milestone,
) -> Vec<Field> {
    let slip = |day: &str| diff.slips.iter().find(|slip| slip.day == day);
    let mut days = Vec::new();
    let is_told = diff.moved.iter().any(|it| it.fields.iter().any(|it| it.field == "ends"));
    let is_same = before.sprint.is_some() && before.sprint == after.sprint;
    if let Some(due) = slip("due").filter(|_| is_same && !is_told) {
        let (old, new) = (Some(due.old.clone()), Some(due.new.clone()));
        days.push(Field { field: "sprint ends", old, new });
    }
    if let Some(earliest) = slip("earliest") {
        days.extend(plans.calendar((&earliest.old).max(&earliest.new)));
    }
    days
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
