//! Makes the disk as the plan wants it, changing no more than differs.
//!
//! The order is what makes a kill harmless: announce, write beside, rename, remove, describe,
//! withdraw the announcement. All that commonly fails, a full disk first of all, fails while the old
//! tree still stands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::compare::State;
use super::plan::Planned;
use super::record::Record;
use super::survey::{Survey, all};
use super::{Destination, Difference, Error, JOURNAL, MANIFEST, Place, Plan, Roots};
use crate::fs::{self, Stamp};

/// What a build did. The manifest is not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Files that are new or hold something new.
    pub written: usize,
    /// Files that were left alone.
    pub unchanged: usize,
    /// Files that are no longer made and were removed.
    pub removed: Vec<Place>,
    /// Files that are no longer made, but were changed by somebody and therefore stay.
    ///
    /// They are said once: from now on they are not ours.
    pub kept: Vec<Place>,
}

/// Says what [`apply()`] would change, and changes nothing.
///
/// # Errors
/// When the disk cannot be compared with the plan.
pub fn check(plan: &Plan, roots: &Roots) -> Result<Vec<Difference>, Error> {
    Ok(Survey::new(plan, roots, None)?.differences(plan))
}

/// Writes what differs and removes what is no longer made.
///
/// # Errors
/// [`Error::Halfway`] when the disk refuses after the first file has taken its name; then
/// [`super::verify()`] says so, and the next build completes the tree.
/// After any other error nothing has changed.
pub fn apply(plan: &Plan, roots: &Roots, force: bool) -> Result<Applied, Error> {
    let survey = Survey::new(plan, roots, None)?;
    survey.refuse_foreign(plan, force)?;
    make(plan, roots, &survey, None)?;
    Ok(applied(survey))
}

/// As [`apply()`], sparing the files that the record of the last build vouches for; gives the record of this one.
///
/// # Errors
/// As for [`apply()`].
pub fn apply_recorded(
    plan: &Plan,
    roots: &Roots,
    last: Option<&Record>,
) -> Result<(Applied, Record), Error> {
    // Before the first file is read, or there is nothing to read.
    let now = fs::now(&roots.out);
    let survey = Survey::new(plan, roots, last)?;
    survey.refuse_foreign(plan, false)?;
    let mut stamps = survey.stamps(now.as_ref());
    make(plan, roots, &survey, Some(&mut stamps))?;
    let manifest = survey.has_manifest().then(|| fs::stamp(&own(roots, MANIFEST))).flatten();
    let manifest = now.and_then(|now| manifest.filter(|stamp| stamp.is_past(&now)));
    let record = Record::new(plan, &stamps, manifest);
    Ok((applied(survey), record))
}

/// Makes the disk as planned; `stamps` take those of the files that were written and are known to be past.
fn make(
    plan: &Plan,
    roots: &Roots,
    survey: &Survey,
    stamps: Option<&mut Vec<Option<Stamp>>>,
) -> Result<(), Error> {
    if !survey.is_settled() {
        return change(plan, roots, survey, stamps);
    }
    if !survey.has_manifest() {
        fs::create_folders(&roots.out)?;
        fs::write(&own(roots, MANIFEST), plan.manifest_bytes())?;
    }
    Ok(())
}

fn applied(survey: Survey) -> Applied {
    let unchanged = survey.states.iter().filter(|state| **state == State::Same).count();
    Applied {
        written: survey.states.len() - unchanged,
        unchanged,
        removed: survey.stale,
        kept: survey.kept,
    }
}

fn own(roots: &Roots, name: &str) -> PathBuf {
    roots.path(&Place::own(name))
}

fn change(
    plan: &Plan,
    roots: &Roots,
    survey: &Survey,
    stamps: Option<&mut Vec<Option<Stamp>>>,
) -> Result<(), Error> {
    let mut folders = Folders::default();
    let announced = announce(plan, roots, survey, &mut folders);
    let staged = match announced {
        // What stands in the way has to go before anything can be written beside its place.
        Ok(()) if survey.blocked => {
            remove(roots, survey).map_err(halfway)?;
            stage(plan, roots, survey).map_err(halfway)?
        }
        Ok(()) => match stage(plan, roots, survey) {
            Ok(staged) => staged,
            Err(error) => return Err(withdraw(error, roots, survey, folders)),
        },
        Err(error) => return Err(withdraw(error, roots, survey, folders)),
    };
    if let Some(stamps) = stamps {
        // All is written, and no folder has its name yet.
        let now = fs::now(&roots.out);
        for (index, stamp) in &staged.filled {
            stamps[*index] = now.filter(|now| stamp.is_past(now)).map(|_| *stamp);
        }
    }
    settle(staged, roots, survey).map_err(halfway)
}

/// Says on disk what will be ours, before anything changes.
fn announce(
    plan: &Plan,
    roots: &Roots,
    survey: &Survey,
    folders: &mut Folders,
) -> Result<(), Error> {
    folders.make(&roots.out)?;
    if plan.files.iter().any(|file| file.place.destination != Destination::Out) {
        folders.make(&roots.program)?;
    }
    sweep(roots, survey)?;
    Ok(fs::write(&own(roots, JOURNAL), &survey.known.announce(&plan.files, &survey.states))?)
}

/// Removes what was made for the new tree; the failure is what there is to say, whether or not that works.
fn withdraw(error: Error, roots: &Roots, survey: &Survey, folders: Folders) -> Error {
    if !survey.known.unfinished {
        let _ = fs::remove_file(&own(roots, JOURNAL));
    }
    folders.withdraw();
    error
}

/// The new tree takes its names, and what is no longer made goes.
fn settle(staged: Staging, roots: &Roots, survey: &Survey) -> Result<(), Error> {
    let named = staged.files.into_par_iter().map(|file| Ok(file.persist()?));
    all(named.collect())?;
    if !survey.blocked {
        remove(roots, survey)?;
    }
    staged.manifest.map_or(Ok(()), fs::Staged::persist)?;
    Ok(fs::remove_file(&own(roots, JOURNAL))?)
}

fn halfway(error: Error) -> Error {
    match error {
        Error::Fs(error) => Error::Halfway(error),
        error => error,
    }
}

/// The folders that a build had to make.
#[derive(Default)]
struct Folders {
    made: Vec<PathBuf>,
}

impl Folders {
    /// Makes a folder and those above it.
    fn make(&mut self, folder: &Path) -> Result<(), Error> {
        for above in folder.ancestors().filter(|it| !it.as_os_str().is_empty()) {
            if fs::kind(above)?.is_some() {
                break;
            }
            self.made.push(above.to_owned());
        }
        Ok(fs::create_folders(folder)?)
    }

    /// Removes them again, those inside first; one that cannot be removed does no harm.
    fn withdraw(mut self) {
        self.made.sort();
        for folder in self.made.iter().rev() {
            let _ = fs::remove_empty_folder(folder);
        }
    }
}

/// The new files, complete, beside their places.
struct Staging {
    files: Vec<fs::Staged>,
    manifest: Option<fs::Staged>,
    /// The files in folders that are new, by their number, as they were when written.
    filled: Vec<(usize, Stamp)>,
}

/// Removes what a killed build was just writing.
fn sweep(roots: &Roots, survey: &Survey) -> Result<(), Error> {
    let mut folders = BTreeSet::from([roots.out.clone()]);
    if survey.known.unfinished {
        for (_, file) in survey.known.files() {
            let root = roots.root(&file.place.destination);
            let inside = file.place.below_root();
            folders.extend(inside.folders().map(|folder| root.join(folder)));
            folders.insert(root.to_owned());
        }
    }
    for folder in folders {
        if fs::kind(&folder)? != Some(fs::Kind::Folder) {
            continue;
        }
        for (path, kind) in fs::list(&folder)? {
            match kind {
                fs::Kind::File(_) if fs::is_half_written(&path) => fs::remove_file(&path)?,
                fs::Kind::Folder if fs::is_half_written(&path) => fs::remove_folder(&path)?,
                _ => {}
            }
        }
    }
    Ok(())
}

/// Writes the files that differ beside their places; a folder that is new takes its name as a whole.
fn stage(plan: &Plan, roots: &Roots, survey: &Survey) -> Result<Staging, Error> {
    let files = plan.files.iter().enumerate().zip(&survey.states);
    let mut new = NewFolders::default();
    let mut apart: Vec<(usize, &Planned, Option<usize>)> = Vec::new();
    for ((index, file), _) in files.filter(|(_, state)| **state != State::Same) {
        apart.push((index, file, new.around(&file.place, roots)?));
    }
    let folders = new.folders.iter().map(|folder| Ok(fs::stage_folder(folder)?));
    let folders = all(folders.collect())?;
    let staged = apart.par_iter().map(|(index, file, folder)| {
        let path = roots.path(&file.place);
        match folder {
            Some(folder) => {
                let stamp = fs::fill(&folders[*folder], &path, &file.bytes)?;
                Ok((None, stamp.map(|stamp| (*index, stamp))))
            }
            None => Ok((Some(fs::stage(&path, &file.bytes)?), None)),
        }
    });
    let (files, filled): (Vec<_>, Vec<_>) = all(staged.collect())?.into_iter().unzip();
    let mut files: Vec<fs::Staged> = files.into_iter().flatten().collect();
    files.extend(folders);
    let manifest = (!survey.has_manifest())
        .then(|| fs::stage(&own(roots, MANIFEST), plan.manifest_bytes()))
        .transpose()?;
    Ok(Staging { files, manifest, filled: filled.into_iter().flatten().collect() })
}

/// The outermost folders that are not there yet.
#[derive(Default)]
struct NewFolders {
    folders: Vec<PathBuf>,
    /// Every folder that was looked for: the number of the new one, or that it is there.
    seen: BTreeMap<PathBuf, Option<usize>>,
}

impl NewFolders {
    /// The new folder that a file is in, if it is in one.
    fn around(&mut self, place: &Place, roots: &Roots) -> Result<Option<usize>, Error> {
        let root = roots.root(&place.destination);
        for folder in place.below_root().folders() {
            let folder = root.join(folder);
            let found = match self.seen.get(&folder) {
                Some(found) => *found,
                None if fs::kind(&folder)?.is_some() => None,
                None => {
                    self.folders.push(folder.clone());
                    Some(self.folders.len() - 1)
                }
            };
            self.seen.insert(folder, found);
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }
}

/// Removes what is no longer made, and then the folders around it that are empty now; never a root.
fn remove(roots: &Roots, survey: &Survey) -> Result<(), Error> {
    for place in &survey.stale {
        fs::remove_file(&roots.path(place))?;
    }
    // A build that was cut short may have removed files and not yet their folders.
    let past = survey.known.files().map(|(_, file)| &file.place);
    let past = past.filter(|_| survey.known.unfinished);
    let mut folders = BTreeSet::new();
    for place in survey.stale.iter().chain(past) {
        let root = roots.root(&place.destination);
        folders.extend(place.below_root().folders().map(|folder| root.join(folder)));
    }
    // What is inside sorts after what is around it.
    for folder in folders.iter().rev() {
        if fs::kind(folder)? == Some(fs::Kind::Folder) {
            fs::remove_empty_folder(folder)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
