//! Manifests that appear, change or vanish, by cluster.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::fields::{Kind, kind};
use crate::output::{Place, cluster};

/// How many lines of a difference are shown.
const LINES: usize = 40;
/// Beyond so many bytes it is not looked for.
const BYTES: usize = 256 * 1024;

/// What differs on a cluster.
#[derive(Debug, Serialize)]
pub struct ClusterDiff {
    /// The cluster.
    pub name: String,
    /// The files that differ, by path.
    pub files: Vec<FileDiff>,
}

impl ClusterDiff {
    /// How many files became what.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.files.iter().filter(|file| file.kind == kind).count()
    }
}

/// A file that differs.
#[derive(Debug, Serialize)]
pub struct FileDiff {
    /// Its path in the output.
    pub path: String,
    /// What became of it.
    pub kind: Kind,
    /// What leads from the old content to the new, as `diff -u` writes it without the names; for changed texts.
    pub patch: Vec<String>,
    /// How many lines of it are left out; some of a file that is too large to compare.
    pub lines_left_out: Option<usize>,
}

pub(super) fn clusters(
    old: &BTreeMap<Place, Vec<u8>>,
    new: &BTreeMap<Place, Vec<u8>>,
) -> Vec<ClusterDiff> {
    let mut clusters: BTreeMap<&str, Vec<FileDiff>> = BTreeMap::new();
    let places: BTreeSet<&Place> = old.keys().chain(new.keys()).collect();
    for place in places {
        let Some(cluster) = cluster(place) else { continue };
        let (before, after) = (old.get(place), new.get(place));
        if before == after {
            continue;
        }
        let (patch, lines_left_out) = match (before, after) {
            (Some(before), Some(after)) => patch(before, after),
            _ => (Vec::new(), Some(0)),
        };
        let kind = kind(before, after);
        let file = FileDiff { path: place.to_string(), kind, patch, lines_left_out };
        clusters.entry(cluster).or_default().push(file);
    }
    let clusters = clusters.into_iter();
    clusters.map(|(name, files)| ClusterDiff { name: name.to_owned(), files }).collect()
}

/// What leads from one text to another, and how many lines of that are left out; nothing for what is no text.
fn patch(old: &[u8], new: &[u8]) -> (Vec<String>, Option<usize>) {
    let texts = (std::str::from_utf8(old), std::str::from_utf8(new));
    let (Ok(old), Ok(new)) = texts else { return (Vec::new(), None) };
    if old.len().max(new.len()) > BYTES {
        return (Vec::new(), None);
    }
    let difference = TextDiff::from_lines(old, new);
    let mut lines = Vec::new();
    for hunk in difference.unified_diff().context_radius(2).iter_hunks() {
        lines.push(hunk.header().to_string().trim_end().to_owned());
        for change in hunk.iter_changes() {
            let sign = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            let text = change.value();
            lines.push(format!("{sign}{}", text.strip_suffix('\n').unwrap_or(text)));
        }
    }
    let left_out = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    (lines, Some(left_out))
}
