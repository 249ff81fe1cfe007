//! Panics of the library: they end nothing, and nobody is told of them.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread is caught where it matters, and no bug to be reported.
#[must_use]
pub fn is_guarded() -> bool {
    IS_GUARDED.get()
}

/// What some work gives; nothing if it panics.
pub(super) fn guarded<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    let before = IS_GUARDED.replace(true);
    let found = catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(before);
    found.ok().flatten()
}

#[cfg(test)]
mod tests {
    use std::panic::resume_unwind;

    use super::{guarded, is_guarded};

    #[test]
    fn a_panic_is_nothing_and_leaves_no_guard() {
        assert_eq!(guarded(|| Some(is_guarded())), Some(true));
        assert_eq!(guarded::<()>(|| resume_unwind(Box::new(()))), None);
        assert!(!is_guarded());
    }
}
