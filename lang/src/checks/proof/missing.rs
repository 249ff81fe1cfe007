//! What nothing delivers where it is needed: not at all, on other clusters only, or by a story that is not scheduled.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::super::Context;
use super::{Place, is_made_anyway};
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Fix};
use crate::model::{ClusterId, Placement, Status, StoryId};
use crate::problems::proof::{self as problems, Absent, Ends, Near, Unscheduled};
use crate::program::Program;
use crate::rollout::{Offer, Offers, Rollout, Target};
use crate::similar;
use crate::span::FileSpan;

/// For how many findings the nearest name is looked for: each search looks at everything on offer.
const SEARCHED: usize = 64;

/// What was found to be missing.
pub(super) struct Missing<'r> {
    cx: Context<'r>,
    offers: &'r Offers,
    /// Whether what seems to be missing is missing; it may only be misspelt.
    is_whole: bool,
    program: &'r Program,
    horizon: Option<Date>,
    absent: BTreeMap<Key<'r>, Lack<'r>>,
    unscheduled: BTreeMap<(StoryId, StoryId), (Place<'r>, Offer, BTreeSet<FileSpan>)>,
}

/// What is missing, and where that is said; of a group it is said once for all its objects.
type Key<'r> = (&'r Target, Option<FileSpan>);

/// Where something is missing.
struct Lack<'r> {
    places: BTreeMap<FileSpan, Place<'r>>,
    clusters: BTreeSet<ClusterId>,
}

impl<'r> Missing<'r> {
    pub(super) fn new(
        cx: Context<'r>,
        rollout: &'r Rollout,
        program: &'r Program,
        horizon: Option<Date>,
    ) -> Self {
        let (absent, unscheduled) = (BTreeMap::new(), BTreeMap::new());
        let is_whole = cx.has_all(rollout);
        let offers = &rollout.offers;
        Self { cx, offers, is_whole, program, horizon, absent, unscheduled }
    }

    /// Takes note of a need that nobody meets.
    pub(super) fn add(&mut self, place: Place<'r>) {
        let target = &place.need.target;
        if is_made_anyway(target) || !self.is_whole {
            return;
        }
        let plan = self.cx.plan;
        let Some(offer) = self.offers.of(place.cluster, target).first() else {
            let at = (!matches!(target, Target::Group(_))).then_some(place.need.at);
            let lack = self.absent.entry((target, at));
            let lack = lack.or_insert(Lack { places: BTreeMap::new(), clusters: BTreeSet::new() });
            lack.clusters.insert(place.cluster);
            lack.places.entry(place.need.at).or_insert(place);
            return;
        };
        let story = |id| plan.components[id].story.map(|it: crate::model::Spanned<_>| it.value);
        let Some((delivering, needing)) = story(offer.component).zip(story(place.needer)) else {
            return;
        };
        let known = self.unscheduled.entry((delivering, needing));
        let (first, given, places) = known.or_insert((place, *offer, BTreeSet::new()));
        places.insert(place.need.at);
        if place.need.at < first.need.at {
            (*first, *given) = (place, *offer);
        }
    }

    pub(super) fn report(self, found: &mut Vec<Diagnostic>) {
        for ((delivering, needing), (place, offer, places)) in &self.unscheduled {
            let ends = Ends {
                plan: self.cx.plan,
                need: place.need,
                needer: place.needer,
                needing: *needing,
                offer: Some(offer.at),
                deliverer: offer.component,
                delivering: *delivering,
                number: places.len(),
            };
            found.push(problems::unscheduled(&ends, self.why(*delivering)));
        }
        for (number, ((target, _), lack)) in self.absent.iter().enumerate() {
            found.extend(self.absent(target, lack, number < SEARCHED));
        }
    }

    /// Why a story brings nothing to the clusters.
    fn why(&self, story: StoryId) -> Unscheduled {
        let story = &self.cx.plan.stories[story];
        match (story.status(), story.placement, self.horizon) {
            (Status::Deferred, ..) => Unscheduled::Deferred,
            (_, Placement::Backlog | Placement::Unknown, _) => Unscheduled::Backlog,
            (.., Some(day)) => Unscheduled::After(day),
            (.., None) => Unscheduled::NotWired,
        }
    }

    fn absent(&self, target: &'r Target, lack: &Lack<'r>, is_near: bool) -> Option<Diagnostic> {
        let plan = self.cx.plan;
        let name = |id: ClusterId| plan.clusters[id].name.text.as_str();
        let others = plan.clusters.ids().filter(|it| !lack.clusters.contains(it));
        let others = others.filter_map(|it| Some((it, *self.offers.of(it, target).first()?)));
        let others: Vec<(ClusterId, Offer)> = others.collect();
        let first = *lack.places.values().next()?;
        let absent = Absent {
            plan,
            target,
            needs: lack.places.values().map(|it| it.need).collect(),
            needer: first.needer,
            on: if plan.clusters.len() > 1 && lack.clusters.len() < plan.clusters.len() {
                lack.clusters.iter().map(|it| name(*it)).collect()
            } else {
                Vec::new()
            },
        };
        if let Some((_, offer)) = others.first() {
            let clusters: Vec<&str> = others.iter().map(|(it, _)| name(*it)).collect();
            return Some(problems::elsewhere(&absent, *offer, &clusters));
        }
        let near = if is_near { self.near(first.cluster, target) } else { None };
        if let Target::Group(_) = target {
            return Some(problems::undelivered_kind(&absent, near.as_ref()));
        }
        let found = problems::undelivered_reference(&absent, near.as_ref());
        Some(match near.and_then(|near| self.renamed(first, &near)) {
            Some(fix) => found.with_fix(fix),
            None => found,
        })
    }

    /// What is on offer and may be meant: almost the same name, or the same name in another namespace.
    fn near(&self, cluster: ClusterId, target: &Target) -> Option<Near<'r>> {
        let offers: Vec<(&'r Target, Offer)> = self.offers.on(cluster).collect();
        let of = |wanted: &Target| {
            let found = offers.iter().find(|(target, _)| *target == wanted);
            found.map(|(target, offer)| Near { target, offer: *offer })
        };
        match target {
            Target::Namespace(_) => None,
            Target::Group(group) => {
                let groups = offers.iter().filter_map(|(target, _)| match target {
                    Target::Group(group) => Some(group.as_str()),
                    _ => None,
                });
                of(&Target::Group(similar::nearest(group, groups)?.into()))
            }
            Target::Object { kind, namespace, name } => {
                let name = name.as_ref()?;
                let object = |target: &'r Target| match target {
                    Target::Object { kind: its, namespace, name: Some(name) } if its == kind => {
                        Some((namespace, name))
                    }
                    _ => None,
                };
                let all = || offers.iter().filter_map(|(target, _)| object(target));
                let here = all().filter(|(its, _)| *its == namespace).map(|(_, it)| it.as_str());
                let like = |namespace: &Option<SmolStr>, name: &str| Target::Object {
                    kind,
                    namespace: namespace.clone(),
                    name: Some(name.into()),
                };
                if let Some(near) = similar::nearest(name, here) {
                    return of(&like(namespace, near));
                }
                let (elsewhere, name) = all().find(|(_, it)| *it == name)?;
                of(&like(elsewhere, name))
            }
        }
    }

    /// Another name, where the name alone is wrong and stands there as a string.
    fn renamed(&self, place: Place<'_>, near: &Near<'_>) -> Option<Fix> {
        let name = |target: &Target| match target {
            Target::Object { namespace, name: Some(name), .. } => {
                Some((namespace.clone(), name.clone()))
            }
            _ => None,
        };
        let (space, old) = name(&place.need.target)?;
        let (own, new) = name(near.target)?;
        let at = place.need.setting.unwrap_or(place.need.at);
        let is_written = at.span.of(self.program.sources.text(at.file)) == format!("\"{old}\"");
        let title = format!("Write `\"{new}\"`");
        (space == own && is_written).then(|| Fix::replace(title, at, format!("\"{new}\"")))
    }
}
