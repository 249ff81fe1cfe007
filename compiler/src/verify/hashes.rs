//! Files against the manifest.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Finding};
use crate::fs;
use crate::output::{self, Change, Destination, Difference, Error, JOURNAL, MANIFEST, Roots};

/// What the manifest says of an output.
#[derive(Default)]
pub(super) struct Listed {
    /// What differs.
    pub(super) findings: Vec<Finding>,
    /// The number of listed files.
    pub(super) files: usize,
    /// That of the documents outside OUT that were not looked at.
    pub(super) unseen: usize,
    /// By cluster, what is there although no file makes it.
    pub(super) given: BTreeMap<String, BTreeSet<String>>,
}

/// Holds the files against the manifest.
///
/// Documents that the program sends to folders of its own are judged when any of those folders is there: a copy of OUT
/// alone is still an output.
pub(super) fn check(roots: &Roots) -> Result<Listed, Error> {
    let (manifest, differences) = match output::verify(roots) {
        Ok(found) => found,
        Err(Error::Manifest { reason, .. }) => {
            let found = finding(MANIFEST, format!("the manifest {reason}"));
            return Ok(Listed { findings: vec![found], ..Listed::default() });
        }
        Err(error) => return Err(error),
    };
    let elsewhere =
        || manifest.outputs.iter().filter(|it| it.place.destination != Destination::Out);
    let mut is_there = false;
    for output in elsewhere() {
        if let Destination::Folder(folder) = &output.place.destination {
            is_there = is_there || fs::kind(&folder.below(&roots.program))?.is_some();
        }
    }
    let is_judged = |it: &&Difference| is_there || it.place.destination == Destination::Out;
    Ok(Listed {
        findings: differences.iter().filter(is_judged).map(describe).collect(),
        files: manifest.outputs.len(),
        unseen: if is_there { 0 } else { elsewhere().count() },
        given: manifest.given,
    })
}

fn describe(difference: &Difference) -> Finding {
    let file = difference.place.to_string();
    let is_applied = ["flux/", "bootstrap/"].iter().any(|folder| file.starts_with(folder));
    let message = match difference.change {
        Change::Missing => "the manifest lists this file, and it is not there".to_owned(),
        Change::Changed if file == MANIFEST => "the manifest contradicts itself".to_owned(),
        Change::Changed => "this file is not what was built".to_owned(),
        Change::Stale | Change::Unlisted => "the manifest does not list this file".to_owned(),
        Change::Unfinished => "a build was cut short".to_owned(),
    };
    let is_error = difference.change != Change::Unlisted || is_applied;
    let help = match difference.change {
        Change::Unlisted => "Remove it, if nobody needs it.",
        _ => "Build again.",
    };
    let name = if difference.change == Change::Unfinished { JOURNAL } else { &file };
    Finding { is_error, help: Some(help.to_owned()), ..finding(name, message) }
}

fn finding(file: &str, message: String) -> Finding {
    let check = Check::Hashes;
    Finding { file: file.to_owned(), line: None, check, is_error: true, message, help: None }
}
