//! What keeps a program without errors from being emitted.

use pdl_lang::rollout;
use pdl_lang::span::FileSpan;

use pdl_lang::paths::PathProblem;

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

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// What a cluster would get.
    #[error(transparent)]
    Rollout(#[from] rollout::ProblemKind),
    /// A FluxInstance that leads Flux elsewhere than the platform says.
    #[error("`{key}` of the FluxInstance is `{found}`, and the tree needs `{expected}`")]
    OtherTree {
        /// The field.
        key: String,
        /// What it says; empty when it is not written.
        found: String,
        /// What it must say.
        expected: String,
    },
    /// An address with a scheme that Flux does not take here.
    #[error("`{url}` must begin with {}", alternatives(schemes))]
    Scheme {
        /// The address.
        url: String,
        /// What it may begin with.
        schemes: &'static [&'static str],
    },
    /// A field that means nothing beside another.
    #[error("`{0}` means nothing beside `{1}`")]
    Beside(&'static str, &'static str),
    /// A path that some file system does not take.
    #[error(transparent)]
    Path(#[from] PathProblem),
}

fn alternatives(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(" or ")
}
