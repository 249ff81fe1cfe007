//! What keeps the trees of a program without errors from being emitted.

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// A chart from neither of the two kinds of sources.
    #[error("a chart comes from `oci://…` or `https://…`, and `{0}` is neither")]
    ChartSource(String),
    /// A chart of an HTTP repository without a name.
    #[error("a chart of the repository `{0}` needs a `name`")]
    ChartName(String),
    /// A length of time that Flux cannot be told.
    #[error("`{0}` is no length of time that Flux takes")]
    Duration(String),
}
