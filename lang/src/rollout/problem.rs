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
    /// A kind without its group that is in no table.
    #[error("nothing is known of the kind `{0}`; write it in full, such as `example.org/v1/{0}`")]
    UnknownKind(String),
    /// A kind without its group that several groups have.
    #[error("the kind `{kind}` is one of {}", backticks(candidates))]
    AmbiguousKind {
        /// As it is written.
        kind: String,
        /// Each in full.
        candidates: Vec<String>,
    },
    /// An object that needs a namespace and has none.
    #[error("`{0}` lives in a namespace, and the component `{1}` names none")]
    NoNamespace(String, String),
    /// A name that Kubernetes or Helm refuses.
    #[error("the {what} `{name}` is none that {who} takes: {rule}")]
    Name {
        /// What it names: `component`, `namespace`.
        what: &'static str,
        /// The name.
        name: String,
        /// Who refuses it.
        who: &'static str,
        /// What would be taken.
        rule: &'static str,
    },
    /// A component whose name is taken in every tree.
    #[error("a component cannot be named `{0}`: the tree has a file or object of that name")]
    ReservedName(String),
    /// A custom resource beside what installs its definition: Flux would refuse both.
    #[error(
        "`{kind}` is of the group that `{component}` itself provides; put it into another component"
    )]
    OwnGroup {
        /// The kind in full.
        kind: String,
        /// The component.
        component: String,
    },
    /// A field of an object that its statement says already.
    #[error("`{0}` is written, and the `resource` statement says it already")]
    SaidTwice(&'static str),
    /// A field of an object that must hold something else.
    #[error("`{0}` must be {1}")]
    Shape(&'static str, &'static str),
    /// Keys of a map that are one once they are resolved.
    #[error("the key `{0}` stands twice in one map")]
    DuplicateKey(String),
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
    /// Components that Flux would have to apply before one another.
    #[error(
        "the components {} wait for one another on the cluster `{cluster}`",
        backticks(components)
    )]
    Circle {
        /// Their names.
        components: Vec<String>,
        /// The cluster.
        cluster: String,
    },
    /// More than the limits of a program.
    #[error("what all clusters get, written out, comes to too much")]
    TooLarge,
    /// Something of the language that no emitter writes yet.
    #[error("`{0}` cannot be emitted yet")]
    NotYet(&'static str),
}

fn backticks(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
