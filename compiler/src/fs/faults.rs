//! A disk that fails on demand, for tests: each change of the file system is a step, and one of them goes wrong.
//!
//! Steps are counted a thread, so a test runs all its work on one.

use std::cell::Cell;
use std::io;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// One step fails, and those after it work.
    Fails,
    /// The process ends before the step: nothing happens any more.
    Dies,
}

thread_local! {
    /// The steps until it goes wrong, and how.
    static PLANNED: Cell<Option<(usize, Fault)>> = const { Cell::new(None) };
    static DEAD: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`, in which the step of that number, from 0, goes wrong; says whether it came to that.
pub(crate) fn with<T>(step: usize, fault: Fault, work: impl FnOnce() -> T) -> (T, bool) {
    PLANNED.set(Some((step, fault)));
    let result = work();
    let is_met = PLANNED.replace(None).is_none();
    DEAD.set(false);
    (result, is_met)
}

/// Whether the process is to be taken for dead.
pub(super) fn is_dead() -> bool {
    DEAD.get()
}

/// A step that changes the file system is about to be made.
pub(super) fn step() -> io::Result<()> {
    if DEAD.get() {
        return Err(io::ErrorKind::BrokenPipe.into());
    }
    match PLANNED.get() {
        None => return Ok(()),
        Some((0, fault)) => {
            PLANNED.set(None);
            DEAD.set(fault == Fault::Dies);
        }
        Some((steps, fault)) => {
            PLANNED.set(Some((steps - 1, fault)));
            return Ok(());
        }
    }
    Err(io::ErrorKind::StorageFull.into())
}
