//! The disk against its own manifest.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::manifest::Output;
use super::survey::all;
use super::{
    Change, Destination, Difference, Error, JOURNAL, MANIFEST, Manifest, Place, RelPath, Roots,
};
use crate::fingerprint::Fingerprint;
use crate::fs::{self, Kind};

/// Reads the manifest in OUT and says, sorted, where the disk differs from it.
///
/// Nothing but an empty list, or one of [`Change::Unlisted`] only, means that the tree is what a
/// build made: a leftover journal and a manifest that contradicts itself are differences too.
///
/// # Errors
/// When there is no manifest, or it or the disk cannot be read.
pub fn verify(roots: &Roots) -> Result<(Manifest, Vec<Difference>), Error> {
    let Some(bytes) = fs::read_if_any(&roots.path(&Place::own(MANIFEST)))? else {
        return Err(Error::NoManifest { out: roots.out.clone() });
    };
    let manifest = Manifest::from_json(&bytes)
        .map_err(|reason| Error::Manifest { place: Place::own(MANIFEST), reason })?;
    let mut found = Vec::new();
    if !manifest.is_consistent() {
        found.push((Place::own(MANIFEST), Change::Changed));
    }
    if fs::kind(&roots.path(&Place::own(JOURNAL)))?.is_some() {
        found.push((Place::own(JOURNAL), Change::Unfinished));
    }
    let outputs = manifest.outputs.par_iter().map(|output| listed(output, roots));
    let changes = manifest.outputs.iter().zip(all(outputs.collect())?);
    found.extend(changes.filter_map(|(output, it)| it.map(|it| (output.place.clone(), it))));
    found.extend(unlisted(&manifest, roots)?.into_iter().map(|it| (it, Change::Unlisted)));
    let mut differences: Vec<_> =
        found.into_iter().map(|(place, change)| Difference { place, change }).collect();
    differences.sort();
    Ok((manifest, differences))
}

/// What is different about a listed file. One behind a link is not the file that was written.
pub(super) fn listed(output: &Output, roots: &Roots) -> Result<Option<Change>, Error> {
    let root = roots.root(&output.place.destination);
    for folder in output.place.below_root().folders() {
        if fs::kind(&root.join(folder))? == Some(Kind::Link) {
            return Ok(Some(Change::Changed));
        }
    }
    let path = roots.path(&output.place);
    match fs::kind(&path)? {
        None => Ok(Some(Change::Missing)),
        Some(Kind::File(bytes)) if bytes == output.bytes => {
            let is_same = Fingerprint::of(&fs::read(&path)?) == output.blake3;
            Ok((!is_same).then_some(Change::Changed))
        }
        Some(_) => Ok(Some(Change::Changed)),
    }
}

/// What is in OUT and not in the manifest.
fn unlisted(manifest: &Manifest, roots: &Roots) -> Result<Vec<Place>, Error> {
    // Documents that the program sends elsewhere may have been put into OUT since.
    let inside = |place: &Place| match place.destination {
        Destination::Out => Some(place.path.to_string()),
        Destination::Folder(_) => {
            let path = roots.path(place);
            let path = path.strip_prefix(&roots.out).ok()?.to_str()?;
            Some(path.replace(std::path::MAIN_SEPARATOR, "/"))
        }
    };
    let outputs = manifest.outputs.iter().filter_map(|output| inside(&output.place));
    let mut listed: BTreeSet<String> = outputs.collect();
    listed.extend([MANIFEST.to_owned(), JOURNAL.to_owned()]);
    let mut found = Vec::new();
    walk(&roots.out, "", &mut |name| {
        // A name that no output could have is nothing that we could speak of.
        if let (false, Ok(path)) = (listed.contains(name), RelPath::new(name)) {
            found.push(Place::out(path));
        }
    })?;
    Ok(found)
}

/// Calls `visit` with every path below `folder` that is no folder; links are not followed.
fn walk(folder: &Path, prefix: &str, visit: &mut impl FnMut(&str)) -> Result<(), Error> {
    for (path, kind) in fs::list(folder)? {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let name = format!("{prefix}{name}");
        match kind {
            Kind::Folder => walk(&path, &format!("{name}/"), visit)?,
            Kind::File(_) | Kind::Link | Kind::Other => visit(&name),
        }
    }
    Ok(())
}
