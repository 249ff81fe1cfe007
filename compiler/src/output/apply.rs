//! Makes the disk as the plan wants it, changing no more than differs.
//!
//! The order is what makes a kill harmless: announce, write, remove, describe, withdraw the
//! announcement.

use std::collections::BTreeSet;
use std::path::PathBuf;

use rayon::prelude::*;

use super::compare::State;
use super::plan::Planned;
use super::survey::{Survey, all};
use super::{Difference, Error, JOURNAL, MANIFEST, Place, Plan, Roots};
use crate::fs;

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
    Ok(Survey::new(plan, roots)?.differences(plan))
}

/// Writes what differs and removes what is no longer made.
///
/// # Errors
/// [`Error::Fs`] when the disk refuses; then the tree is between old and new, [`super::verify()`]
/// says so, and the next build completes it.
/// After any other error nothing has changed.
pub fn apply(plan: &Plan, roots: &Roots) -> Result<Applied, Error> {
    let survey = Survey::new(plan, roots)?;
    if !survey.foreign.is_empty() {
        return Err(Error::Foreign { places: survey.foreign });
    }
    if survey.is_settled() {
        if !survey.has_manifest(plan) {
            fs::create_folders(&roots.out)?;
            fs::write(&own(roots, MANIFEST), &plan.manifest_bytes)?;
        }
    } else {
        change(plan, roots, &survey)?;
    }
    let unchanged = survey.states.iter().filter(|state| **state == State::Same).count();
    Ok(Applied {
        written: survey.states.len() - unchanged,
        unchanged,
        removed: survey.stale,
        kept: survey.kept,
    })
}

fn own(roots: &Roots, name: &str) -> PathBuf {
    roots.path(&Place::own(name))
}

fn change(plan: &Plan, roots: &Roots, survey: &Survey) -> Result<(), Error> {
    let journal = own(roots, JOURNAL);
    fs::create_folders(&roots.out)?;
    sweep(roots, survey)?;
    fs::write(&journal, &survey.known.announce(&plan.files))?;
    if survey.blocked {
        remove(&survey.stale, roots)?;
    }
    write(plan, roots, survey)?;
    if !survey.blocked {
        remove(&survey.stale, roots)?;
    }
    if !survey.has_manifest(plan) {
        fs::write(&own(roots, MANIFEST), &plan.manifest_bytes)?;
    }
    Ok(fs::remove_file(&journal)?)
}

/// Removes what a killed build was just writing.
fn sweep(roots: &Roots, survey: &Survey) -> Result<(), Error> {
    let mut folders = BTreeSet::from([roots.out.clone()]);
    if survey.known.unfinished {
        let files = survey.known.files().map(|(_, file)| roots.path(&file.place));
        folders.extend(files.filter_map(|path| path.parent().map(PathBuf::from)));
    }
    for folder in folders {
        if fs::kind(&folder)? != Some(fs::Kind::Folder) {
            continue;
        }
        for (path, kind) in fs::list(&folder)? {
            if fs::is_half_written(&path) && matches!(kind, fs::Kind::File(_)) {
                fs::remove_file(&path)?;
            }
        }
    }
    Ok(())
}

/// Writes the files that differ, folders first.
fn write(plan: &Plan, roots: &Roots, survey: &Survey) -> Result<(), Error> {
    let differing = plan.files.iter().zip(&survey.states).filter(|(_, it)| **it != State::Same);
    let differing: Vec<(&Planned, PathBuf)> =
        differing.map(|(file, _)| (file, roots.path(&file.place))).collect();
    let folders: BTreeSet<_> = differing.iter().filter_map(|(_, path)| path.parent()).collect();
    for folder in folders {
        fs::create_folders(folder)?;
    }
    let written = differing.par_iter().map(|(file, path)| Ok(fs::write(path, &file.bytes)?));
    all(written.collect()).map(drop)
}

/// Removes files and then the folders around them that are empty now; never a root.
fn remove(stale: &[Place], roots: &Roots) -> Result<(), Error> {
    let mut folders = BTreeSet::new();
    for place in stale {
        fs::remove_file(&roots.path(place))?;
        let root = roots.root(&place.destination);
        folders.extend(place.below_root().folders().map(|folder| root.join(folder)));
    }
    // What is inside sorts after what is around it.
    for folder in folders.iter().rev() {
        fs::remove_empty_folder(folder)?;
    }
    Ok(())
}
