//! What keeps a program without errors from being emitted.

use pdl_lang::rollout;
use pdl_lang::span::FileSpan;

use crate::output::PathProblem;

/// Something that cannot be emitted, and the place that asks for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct Problem {
    /// The place.
    pub at: FileSpan,
    /// What is wrong.
    pub kind: ProblemKind,
}

impl Problem {
    pub(super) fn new(at: FileSpan, kind: impl Into<ProblemKind>) -> Self {
        Self { at, kind: kind.into() }
    }
}

impl From<rollout::Problem> for Problem {
    fn from(problem: rollout::Problem) -> Self {
        Self::new(problem.at, problem.kind)
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// What a cluster would get.
    #[error(transparent)]
    Rollout(#[from] rollout::ProblemKind),
    /// A path that some file system does not take.
    #[error(transparent)]
    Path(#[from] PathProblem),
}
