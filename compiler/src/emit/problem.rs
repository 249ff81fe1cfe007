//! What keeps a program without errors from being emitted.

use pdl_lang::paths::PathProblem;
use pdl_lang::span::FileSpan;

/// A path that some file system does not take, and the place that decides it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}")]
pub struct Problem {
    /// The place.
    pub at: FileSpan,
    /// What is wrong with the path.
    pub path: PathProblem,
}
