//! Where the record of an output folder is kept: a file in a folder of the user's own.
//!
//! Nothing here fails: a record that cannot be written, read or understood is none.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::survey::resolved;
use super::{Applied, Error, Plan, Roots, Settled, apply_recorded};
use crate::fingerprint::Fingerprint;
use crate::fs::{self, Kind};

/// What a record begins with: what it is, and the version of its form.
const MAGIC: &[u8] = b"pdlc record 1\n";

/// The longest path of an output folder, on any system.
const LONGEST_PATH: u64 = 4096;

/// The memory of one output folder.
#[derive(Debug)]
pub struct Memory {
    file: PathBuf,
    /// OUT, from the root of the file system and without links.
    out: String,
    /// What a build is made from, and by what.
    origin: Fingerprint,
    last: Option<Remembered>,
}

/// A record and what else there is to know of its build.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    origin: [u8; 32],
    warnings: usize,
    record: Record,
}

impl Memory {
    /// The memory, in `folder`, of the builds into OUT; none when it cannot be told where that is.
    ///
    /// `made_from` is all that a build depends on, other than the disk below `roots`.
    #[must_use]
    pub fn new(folder: &Path, roots: &Roots, made_from: Fingerprint) -> Option<Self> {
        let place = |path: &Path| resolved(path).ok()?.to_str().map(str::to_owned);
        let (out, program) = (place(&roots.out)?, place(&roots.program)?);
        let file = folder.join(Fingerprint::of(out.as_bytes()).to_string());
        let made_from = made_from.bytes();
        let parts: [&[u8]; 3] = [out.as_bytes(), program.as_bytes(), &made_from];
        let origin = Fingerprint::of_parts(parts);
        let last = fs::content(&file).and_then(|(bytes, _)| understood(&bytes, &out));
        Some(Self { file, out, origin, last })
    }

    /// Whether the output is as the last build left it, which was made from the same; and the number of its warnings.
    pub fn settled(&mut self, roots: &Roots) -> Option<(Applied, usize)> {
        let last = self.last.as_mut().filter(|last| last.origin == self.origin.bytes())?;
        let Settled { files, is_renewed } = last.record.settled(roots)?;
        let warnings = last.warnings;
        if is_renewed {
            self.write();
        }
        Some((Applied { unchanged: files, ..Applied::default() }, warnings))
    }

    /// As [`apply()`](super::apply()), sparing what the last build vouches for, and remembering this one.
    ///
    /// # Errors
    /// As for [`apply()`](super::apply()).
    pub fn apply(mut self, plan: &Plan, roots: &Roots, warnings: usize) -> Result<Applied, Error> {
        let last = self.last.as_ref().map(|last| &last.record);
        let (applied, record) = apply_recorded(plan, roots, last)?;
        self.last = Some(Remembered { origin: self.origin.bytes(), warnings, record });
        self.write();
        Ok(applied)
    }

    fn write(&self) {
        let Some(folder) = self.file.parent() else { return };
        let Some(bytes) = self.last.as_ref().and_then(|last| written(last, &self.out)) else {
            return;
        };
        if fs::create_folders(folder).and_then(|()| fs::write(&self.file, &bytes)).is_ok() {
            forget(folder);
        }
    }
}

/// A record as a file: what it is, the output folder on a line, the hash of the rest, and that.
fn written(remembered: &Remembered, out: &str) -> Option<Vec<u8>> {
    let body = postcard::to_allocvec(remembered).ok()?;
    let line = (!out.contains('\n')).then(|| format!("{out}\n"))?;
    Some([MAGIC, line.as_bytes(), &Fingerprint::of(&body).bytes(), &body].concat())
}

/// The record of this output folder; none when a bit of it is wrong.
fn understood(bytes: &[u8], out: &str) -> Option<Remembered> {
    let (hash, body) = named(bytes, out)?.split_at_checked(32)?;
    if Fingerprint::of(body).bytes() != hash {
        return None;
    }
    postcard::from_bytes(body).ok()
}

/// What follows the name of the output folder, if that is the one.
fn named<'b>(bytes: &'b [u8], out: &str) -> Option<&'b [u8]> {
    bytes.strip_prefix(MAGIC)?.strip_prefix(out.as_bytes())?.strip_prefix(b"\n")
}

/// Removes the records of folders that are no more, and what killed builds left.
fn forget(folder: &Path) {
    for (path, kind) in fs::list(folder).unwrap_or_default() {
        if matches!(kind, Kind::File(_)) && is_over(&path) {
            // Another build may have been quicker.
            let _ = fs::remove_file(&path);
        }
    }
}

/// Whether a record has nothing to be the record of.
fn is_over(path: &Path) -> bool {
    if fs::is_half_written(path) {
        return true;
    }
    let Some(beginning) = fs::beginning(path, LONGEST_PATH) else { return false };
    let Some(line) = beginning.strip_prefix(MAGIC) else { return false };
    let line = line.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let Ok(out) = str::from_utf8(line) else { return false };
    matches!(fs::kind(Path::new(out)), Ok(None))
}
