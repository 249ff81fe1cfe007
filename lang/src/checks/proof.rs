//! `PDL6201`, `PDL7002`–`PDL7007`: whatever an object needs is delivered, on that cluster, and in time.
//!
//! The plan says when a story is delivered: in its sprint, and after all it waits for. What a component has in its
//! `bootstrap` story counts from there on. Findings are one a pair of stories, and name the first need of each.

mod mend;
mod missing;

pub(super) use mend::arrow;

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::graph::ancestors;
use crate::model::{ClusterId, ComponentId, Status, StoryId};
use crate::problems::proof::{self as problems, Ends};
use crate::program::Program;
use crate::rollout::{Met, Need, Offer, Rollout, Target, Useless, arrival};
use crate::span::FileSpan;

/// Checks what the objects of every cluster need.
pub(super) fn check(
    cx: Context,
    rollout: &Rollout,
    program: &Program,
    horizon: Option<Date>,
    found: &mut Vec<Diagnostic>,
) {
    let mut timing = Timing { cx, last: None };
    let mut missing = missing::Missing::new(cx, rollout, program, horizon);
    let mut pairs: BTreeMap<(StoryId, StoryId), Pair<'_>> = BTreeMap::new();
    for tree in rollout.trees.values() {
        for unit in &tree.units {
            let needer = unit.delivery.component;
            for need in &unit.needs {
                let place = Place { need, needer, cluster: tree.cluster };
                match &need.met {
                    Met::Here | Met::Given => {}
                    Met::Nobody => missing.add(place),
                    Met::By(deliverers) => {
                        let Some(late) = timing.late(place, deliverers) else { continue };
                        let pair = pairs.entry((late.deliverer, late.needer)).or_default();
                        pair.add(place, late);
                    }
                }
            }
        }
    }
    // What waits in a circle is shown as a whole.
    let circles = rollout.found.iter().filter(|it| it.code == Code::ContradictedNeed);
    let shown: BTreeSet<FileSpan> = circles.flat_map(|it| &it.labels).map(|it| it.at).collect();
    for pair in pairs.into_values() {
        let Some((place, late)) = pair.first else { continue };
        if !pair.places.iter().any(|at| shown.contains(at)) {
            found.push(late_need(cx, rollout, program, place, late, pair.places.len()));
        }
    }
    missing.report(found);
    // What is not needed may only be needed under another name.
    let is_lack = |it: &Diagnostic| {
        matches!(
            it.code,
            Code::UndeliveredReference
                | Code::UndeliveredKind
                | Code::UnknownKind
                | Code::AmbiguousKind
        )
    };
    let mut found_so_far = found.iter().chain(&rollout.found);
    if cx.has_all(rollout) && !found_so_far.any(is_lack) {
        let useless: BTreeMap<FileSpan, &Useless> =
            rollout.useless.iter().map(|it| (it.at, it)).collect();
        found.extend(useless.into_values().map(problems::useless));
    }
}

/// A need, and whose it is.
#[derive(Clone, Copy)]
struct Place<'r> {
    need: &'r Need,
    needer: ComponentId,
    cluster: ClusterId,
}

/// The needs of one story that another delivers too late.
#[derive(Default)]
struct Pair<'r> {
    first: Option<(Place<'r>, Late)>,
    places: BTreeSet<FileSpan>,
}

impl<'r> Pair<'r> {
    fn add(&mut self, place: Place<'r>, late: Late) {
        self.places.insert(place.need.at);
        if self.first.is_none_or(|(first, _)| place.need.at < first.need.at) {
            self.first = Some((place, late));
        }
    }
}

/// That something is not certainly there when it is needed.
#[derive(Clone, Copy)]
struct Late {
    component: ComponentId,
    deliverer: StoryId,
    needer: StoryId,
    when: When,
}

/// When something comes that is not certainly there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    /// In the same sprint, in either order.
    Unordered,
    /// In the same sprint, and after what needs it.
    After,
    /// In a later sprint.
    Later,
}

/// Compares stories by the plan.
struct Timing<'a> {
    cx: Context<'a>,
    /// All that the story waits for which was asked about last: needs of one story come together.
    last: Option<(StoryId, Vec<u32>)>,
}

impl Timing<'_> {
    /// The deliverer that is there first, unless one is there in time.
    fn late(&mut self, place: Place<'_>, deliverers: &[ComponentId]) -> Option<Late> {
        let plan = self.cx.plan;
        let needer = match place.need.target {
            // Namespaces are made by hand, too, as far as anything is put into them by hand.
            Target::Namespace(_) => plan.components[place.needer].story?.value,
            _ => arrival(plan, place.needer)?,
        };
        let mut least: Option<Late> = None;
        for &component in deliverers {
            let deliverer = arrival(plan, component)?;
            let when = self.compare(deliverer, needer)?;
            if least.is_none_or(|least| when < least.when) {
                least = Some(Late { component, deliverer, needer, when });
            }
        }
        least
    }

    /// When a story comes that another needs; nothing if in time, or if that cannot be told.
    fn compare(&mut self, deliverer: StoryId, needer: StoryId) -> Option<When> {
        let (plan, schedule) = (self.cx.plan, self.cx.schedule);
        let stories = [&plan.stories[deliverer], &plan.stories[needer]];
        let is_uncertain = stories.iter().any(|it| it.details().is_uncertain);
        if deliverer == needer || stories[0].status() == Status::Done || is_uncertain {
            return None;
        }
        let [first, second] = stories.map(|it| it.sprint().map(|it| schedule.sprints[it].rank));
        // An edge against the sprints is reported where edges are.
        if first? < second? || self.waits(needer, deliverer) {
            return None;
        }
        if first > second {
            return Some(When::Later);
        }
        Some(if self.waits(deliverer, needer) { When::After } else { When::Unordered })
    }

    /// Whether the plan lets a story wait for another, directly or not.
    fn waits(&mut self, story: StoryId, other: StoryId) -> bool {
        let schedule = self.cx.schedule;
        if schedule.components.same(story.0, other.0) {
            return true;
        }
        if schedule.wave[other] >= schedule.wave[story] {
            return false;
        }
        let known = self.last.take().filter(|(of, _)| *of == story);
        let known = known.unwrap_or_else(|| (story, ancestors(&schedule.graph, &[story.0])));
        self.last.insert(known).1.binary_search(&other.0).is_ok()
    }
}

fn late_need(
    cx: Context,
    rollout: &Rollout,
    program: &Program,
    place: Place<'_>,
    late: Late,
    number: usize,
) -> Diagnostic {
    let offers = rollout.offers.of(place.cluster, &place.need.target);
    let ends = Ends {
        plan: cx.plan,
        need: place.need,
        needer: place.needer,
        needing: late.needer,
        offer: offer(offers, late.component),
        deliverer: late.component,
        delivering: late.deliverer,
        number,
    };
    match late.when {
        When::Unordered => problems::unordered(&ends).with_fix(mend::ordered(cx, program, &ends)),
        When::After => problems::ordered_after(&ends),
        When::Later => {
            let found = problems::delivered_later(&ends);
            match mend::moved(cx, program, &ends) {
                Some(fix) => found.with_fix(fix),
                None => found,
            }
        }
    }
}

/// Where a component says that it delivers something.
fn offer(offers: &[Offer], component: ComponentId) -> Option<FileSpan> {
    offers.iter().find(|it| it.component == component).map(|it| it.at)
}

/// Whether something comes about where it is needed, unless a component brings it.
fn is_made_anyway(target: &Target) -> bool {
    matches!(target, Target::Namespace(_))
}
