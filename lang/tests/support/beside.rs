//! What lies beside the repository and is no part of it. Where it is not, tests pass, and say so past the harness.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A file or folder of `shared`, by its path there; `None`, with a visible line, where there is none.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    writeln!(std::io::stderr(), "SKIPPED: no ../shared/{path}").expect("there is an error output");
    None
}
