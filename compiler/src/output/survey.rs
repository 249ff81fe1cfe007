//! The whole plan against the disk, before anything is changed.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::compare::{self, Folders, Past, Seen, State};
use super::journal::{Known, KnownFile, OnDisk};
use super::record::Record;
use super::{Change, Destination, Difference, Error, JOURNAL, MANIFEST, Place, Plan, Roots};
use crate::fs::{self, Kind, Stamp};

/// What the disk holds, compared with a plan.
pub(super) struct Survey {
    /// What earlier builds left.
    pub(super) known: Known,
    /// The state of each planned file, in the order of the plan.
    pub(super) states: Vec<State>,
    /// The stamps of those that hold what is planned.
    pub(super) seen: Vec<Option<Seen>>,
    /// Files as we wrote them that are no longer made.
    pub(super) stale: Vec<Place>,
    /// Files that are no longer made and were changed by somebody.
    pub(super) kept: Vec<Place>,
    /// Whether stale files stand where folders are needed, or the other way round.
    pub(super) blocked: bool,
    /// Planned places where there is something that is not ours.
    pub(super) foreign: Vec<Place>,
}

impl Survey {
    /// Compares, on the threads of the current rayon pool; their number does not matter.
    ///
    /// What the record of the `last` build vouches for is not looked into.
    pub(super) fn new(plan: &Plan, roots: &Roots, last: Option<&Record>) -> Result<Self, Error> {
        refuse_inside_out(plan, roots)?;
        if let Some(Kind::File(_) | Kind::Other) = fs::kind(&roots.out)? {
            return Err(Error::NoFolder { out: roots.out.clone() });
        }
        let known = Known::load(plan, roots, last)?;
        let mut folders = Folders::default();
        let held = plan.files.iter().map(|file| folders.hold(&file.place, roots));
        let held = held.collect::<Result<Vec<bool>, Error>>()?;
        let marks = last.map_or_else(|| vec![None; plan.files.len()], |it| it.marks(&plan.files));
        let files = plan.files.par_iter().zip(marks).zip(held);
        let states = files.map(|((file, mark), is_held)| {
            if is_held {
                compare::planned(file, mark, &known, roots)
            } else {
                Ok((State::Missing, None))
            }
        });
        let (states, seen): (Vec<_>, Vec<_>) = all(states.collect())?.into_iter().unzip();
        let (stale, kept) = past(plan, &known, roots)?;
        let stale_names: BTreeSet<String> = stale.iter().map(Place::name).collect();
        let (ours, others): (Vec<_>, Vec<_>) =
            folders.obstacles.into_iter().partition(|it| stale_names.contains(&it.name));
        let foreign =
            plan.files.iter().zip(&states).filter(|(_, it)| matches!(it, State::Foreign { .. }));
        let foreign = foreign.map(|(file, _)| &file.place).chain(others.iter().map(|it| it.place));
        let foreign: BTreeSet<Place> = foreign.cloned().collect();
        let blocked = !ours.is_empty() || states.contains(&State::Blocked);
        let foreign = foreign.into_iter().collect();
        Ok(Self { known, states, seen, stale, kept, blocked, foreign })
    }

    /// Refuses to overwrite what is not ours; with `force`, files are, and nothing else is.
    pub(super) fn refuse_foreign(&self, plan: &Plan, force: bool) -> Result<(), Error> {
        let is_file = |place: &Place| {
            let found = plan.files.binary_search_by(|file| file.place.cmp(place));
            found.is_ok_and(|index| self.states[index] == State::Foreign { is_file: true })
        };
        let refused = self.foreign.iter().filter(|place| !(force && is_file(place)));
        let places: Vec<Place> = refused.cloned().collect();
        let can_force = !force && places.iter().all(is_file);
        if places.is_empty() { Ok(()) } else { Err(Error::Foreign { places, can_force }) }
    }

    /// The stamps that may be believed of files that were read after `now`, and those that were believed already.
    pub(super) fn stamps(&self, now: Option<&Stamp>) -> Vec<Option<Stamp>> {
        let believed = |seen: &Option<Seen>| match (*seen)? {
            Seen::Before(stamp) => Some(stamp),
            Seen::Now(stamp) => now.filter(|now| stamp.is_past(now)).map(|_| stamp),
        };
        self.seen.iter().map(believed).collect()
    }

    /// Whether the manifest on disk is the planned one.
    pub(super) fn has_manifest(&self) -> bool {
        self.known.manifest == OnDisk::Planned
    }

    /// Whether the files, the manifest aside, are as planned.
    pub(super) fn is_settled(&self) -> bool {
        let is_same = self.states.iter().all(|state| *state == State::Same);
        is_same && self.stale.is_empty() && !self.known.unfinished
    }

    /// Everything that a build would change, sorted.
    pub(super) fn differences(self, plan: &Plan) -> Vec<Difference> {
        let manifest = match self.known.manifest {
            OnDisk::Missing => Some(Change::Missing),
            OnDisk::Other => Some(Change::Changed),
            OnDisk::Planned => None,
        };
        let manifest = manifest.map(|change| (Place::own(MANIFEST), change));
        let journal = self.known.unfinished.then(|| (Place::own(JOURNAL), Change::Unfinished));
        let files = plan.files.iter().zip(self.states).filter_map(|(file, state)| {
            let change = match state {
                State::Same => return None,
                State::Missing => Change::Missing,
                State::Differs | State::Blocked | State::Foreign { .. } => Change::Changed,
            };
            Some((file.place.clone(), change))
        });
        let stale = self.stale.into_iter().map(|place| (place, Change::Stale));
        let changes = files.chain(stale).chain(manifest).chain(journal);
        let mut differences: Vec<_> =
            changes.map(|(place, change)| Difference { place, change }).collect();
        differences.sort();
        differences
    }
}

/// All results, or the first error in their order, whichever thread met it first.
pub(super) fn all<T>(results: Vec<Result<T, Error>>) -> Result<Vec<T>, Error> {
    results.into_iter().collect()
}

/// The files that are no longer made: those as we wrote them, and those changed since.
fn past(plan: &Plan, known: &Known, roots: &Roots) -> Result<(Vec<Place>, Vec<Place>), Error> {
    let planned = plan.files.iter().map(|file| &file.place);
    if known.files().next().is_none() {
        return Ok((Vec::new(), Vec::new()));
    }
    let planned: BTreeSet<String> = planned.chain(&plan.spared).map(Place::name).collect();
    let gone: Vec<&KnownFile> =
        known.files().filter(|(name, _)| !planned.contains(*name)).map(|(_, file)| file).collect();
    let states = all(gone.par_iter().map(|file| compare::past(file, roots)).collect())?;
    let with = |wanted: Past| {
        let files = gone.iter().zip(&states).filter(move |(_, state)| **state == wanted);
        files.map(|(file, _)| file.place.clone()).collect()
    };
    Ok((with(Past::Ours), with(Past::Changed)))
}

/// Refuses outputs that get into OUT by another name, since no one could say whose they are.
fn refuse_inside_out(plan: &Plan, roots: &Roots) -> Result<(), Error> {
    let mut elsewhere = plan.files.iter().filter(|it| it.place.destination != Destination::Out);
    let mut elsewhere = elsewhere.by_ref().peekable();
    if elsewhere.peek().is_none() {
        return Ok(());
    }
    let (out, program) = (resolved(&roots.out)?, resolved(&roots.program)?);
    let is_inside = |place: &Place| place.below_root().below(&program).starts_with(&out);
    match elsewhere.find(|file| is_inside(&file.place)) {
        Some(file) => Err(Error::InsideOut { place: file.place.clone() }),
        None => Ok(()),
    }
}

/// A path with its links resolved as far as it exists.
pub(super) fn resolved(path: &Path) -> Result<PathBuf, Error> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    if fs::kind(path)?.is_some() {
        return Ok(fs::canonical(path)?);
    }
    match (path.parent(), path.components().next_back()) {
        (Some(parent), Some(Component::Normal(name))) => Ok(resolved(parent)?.join(name)),
        _ => Ok(path.to_owned()),
    }
}
