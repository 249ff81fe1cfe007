//! What keeps the trees of a program without errors from being emitted.

use crate::span::FileSpan;

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
    /// A problem at a place.
    #[must_use]
    pub fn new(at: FileSpan, kind: ProblemKind) -> Self {
        Self { at, kind }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// A chart from neither of the two kinds of sources.
    #[error("a chart comes from `oci://…` or `https://…`, and `{0}` is neither")]
    ChartSource(String),
    /// A chart of an HTTP repository without a name.
    #[error("a chart of the repository `{0}` needs a `name`")]
    ChartName(String),
    /// A remote kustomization from nowhere that Flux pulls from.
    #[error("a kustomization comes from `https://…`, `ssh://…` or `oci://…`, and `{0}` is neither")]
    RemoteSource(String),
    /// A revision that is not one state for ever.
    #[error("the revision `{revision}` is not exact: {rule}")]
    Inexact {
        /// As it is written.
        revision: String,
        /// What to write.
        rule: &'static str,
    },
    /// A folder that is not in the source.
    #[error("`{0}` is no path inside the source")]
    RemotePath(String),
    /// A remote kustomization beside objects of the component's own.
    #[error(
        "`{0}` has a `kustomize` and objects of its own, which come from two sources; \
         put one of them into another component"
    )]
    TwoSources(String),
    /// A length of time that Flux cannot be told.
    #[error("`{0}` is no length of time that Flux takes")]
    Duration(String),
}
