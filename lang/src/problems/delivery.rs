//! `PDL6001` to `PDL6029`, `PDL8010`: what components deliver.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Name;
use crate::span::FileSpan;
use crate::wording::{choices, count, excerpt, list};

pub(crate) fn unknown_kind(at: FileSpan, kind: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("nothing is known of the kind `{kind}`");
    let found = Diagnostic::new(Code::UnknownKind, message, at, "an unknown kind");
    let full = match kind.rsplit_once('/') {
        Some((group, name)) if group.contains('.') => format!("{group}/v1/{name}"),
        _ => format!("example.org/v1/{}", kind.rsplit('/').next().unwrap_or(kind)),
    };
    match near {
        Some(near) => found
            .with_help(format!("Write `{near}` if that is meant, or the kind in full: `{full}`.")),
        None => {
            found.with_help(format!("Write the kind in full, with group and version: `{full}`."))
        }
    }
}

pub(crate) fn ambiguous_kind(at: FileSpan, kind: &str, candidates: &[String]) -> Diagnostic {
    let message = format!("several groups have a kind `{kind}`");
    let candidates = choices(candidates.iter().map(String::as_str));
    Diagnostic::new(Code::AmbiguousKind, message, at, "which group is meant")
        .with_help(format!("Write {candidates}."))
}

pub(crate) fn no_namespace(at: FileSpan, kind: &str, name: &str, component: &str) -> Diagnostic {
    let message = format!("the {kind} `{name}` lives in a namespace, and `{component}` names none");
    Diagnostic::new(Code::NoNamespace, message, at, "in which namespace")
        .with_help("Add `namespace` to the component, or `metadata.namespace` to the object.")
}

/// An object that is only named, without a namespace.
pub(crate) fn nowhere(at: FileSpan, kind: &str, name: &str) -> Diagnostic {
    let message = format!("in which namespace the {kind} `{name}` is, is not said");
    Diagnostic::new(Code::NoNamespace, message, at, "in which namespace")
        .with_help(format!("Write `{kind}/NAMESPACE/{name}`."))
}

pub(crate) fn useless_namespace(at: FileSpan, kind: &str, name: &str) -> Diagnostic {
    let message = format!("the {kind} `{name}` lives in no namespace");
    Diagnostic::new(Code::UselessNamespace, message, at, "a namespace")
        .with_help(format!("Remove the namespace: a {kind} is one for the whole cluster."))
}

/// A need of an object of a kind that no field of an object refers to.
pub(crate) fn untold_need(at: FileSpan, kind: &str, name: &str) -> Diagnostic {
    let message = format!("who delivers the {kind} `{name}` cannot be told");
    Diagnostic::new(Code::UntoldNeed, message, at, "a kind nobody refers to").with_help(
        "Name the API group or an object such as a StorageClass or a Secret, or write `after` or an `order`.",
    )
}

pub(crate) fn remote_source(at: FileSpan, url: &str) -> Diagnostic {
    let message = format!("Flux pulls no kustomization from `{}`", excerpt(url));
    Diagnostic::new(Code::RemoteSource, message, at, "an address of another kind").with_help(
        "Write the `https://…` or `ssh://…` of a Git repository, or the `oci://…` of an artifact.",
    )
}

pub(crate) fn inexact_revision(at: FileSpan, revision: &str, help: &'static str) -> Diagnostic {
    let message = format!("the revision `{}` does not name one state for ever", excerpt(revision));
    Diagnostic::new(Code::InexactRevision, message, at, "not exact").with_help(help)
}

pub(crate) fn remote_path(at: FileSpan, path: &str) -> Diagnostic {
    let message = format!("`{}` is no path inside the source", excerpt(path));
    Diagnostic::new(Code::RemotePath, message, at, "leads elsewhere")
        .with_help("Write a path relative to the root of the source, without `..`: `config/crd`.")
}

/// A remote kustomization beside objects of the component's own.
pub(crate) fn two_sources(at: FileSpan, component: &str, own: FileSpan) -> Diagnostic {
    let message = format!("`{component}` has a `kustomize` and objects of its own");
    Diagnostic::new(Code::TwoSources, message, at, "comes from its own source")
        .with_label(own, "comes with the tree")
        .with_help("Put one of them into another component: a Flux Kustomization has one source.")
}

/// A custom resource beside what installs its definition.
pub(crate) fn own_group(
    at: FileSpan,
    kind: &str,
    group: &str,
    component: &str,
    definition: FileSpan,
) -> Diagnostic {
    let message = format!("`{component}` holds the {kind} and installs its definition");
    Diagnostic::new(Code::BesideItsDefinition, message, at, "beside its definition")
        .with_label(definition, format!("`{group}` is installed here"))
        .with_help(format!(
            "Put the {kind} into another component: Flux checks all objects of a component before it applies any."
        ))
}

/// A field of an object that its statement says already.
pub(crate) fn said_twice(at: FileSpan, field: &str, statement: FileSpan) -> Diagnostic {
    let message = format!("`{field}` is said by the `resource` statement already");
    Diagnostic::new(Code::SaidTwice, message, at, "said again")
        .with_label(statement, "said here")
        .with_help("Remove the field.")
}

/// Keys of a map that are one once they are resolved.
pub(crate) fn duplicate_key(at: FileSpan, key: &str, first: FileSpan) -> Diagnostic {
    let message = format!("the key `{}` stands twice in one map", excerpt(key));
    Diagnostic::new(Code::DuplicateKey, message, at, "again")
        .with_label(first, "the first time")
        .with_help("Remove one of them, or let them come to different keys.")
}

/// An address that leads to no chart; `why` is what it lacks or has too much.
pub(crate) fn unusable_chart(at: FileSpan, chart: &str, why: &str, help: &str) -> Diagnostic {
    let message = format!("no chart comes from `{}`: {why}", excerpt(chart));
    Diagnostic::new(Code::ChartSource, message, at, "no address of a chart").with_help(help)
}

pub(crate) fn chart_source(at: FileSpan, chart: &str) -> Diagnostic {
    let message = format!("no chart comes from `{}`", excerpt(chart));
    Diagnostic::new(Code::ChartSource, message, at, "neither `oci://` nor `https://`").with_help(
        "Write `oci://…` of the chart, or `https://…` of its repository with the chart's `name`.",
    )
}

pub(crate) fn chart_without_name(at: FileSpan, repository: &str, helm: FileSpan) -> Diagnostic {
    let message =
        format!("which chart of the repository `{}` is meant is not said", excerpt(repository));
    Diagnostic::new(Code::ChartWithoutName, message, at, "a repository of charts")
        .with_label(helm, "no `name` here")
        .with_help("Add `name` with the name of the chart.")
}

pub(crate) fn inexact_version(at: FileSpan, version: &str, why: &str) -> Diagnostic {
    let message = match version {
        "" => "the version of the chart is empty".to_owned(),
        version => format!("`{}` is not one version", excerpt(version)),
    };
    Diagnostic::new(Code::InexactVersion, message, at, why).with_help(
        "Write the exact version of a chart, such as `\"1.18.3\"`: every build must install the same.",
    )
}

/// A chart or another artifact of which no version is named.
pub(crate) fn no_version(at: FileSpan, what: &str) -> Diagnostic {
    let message = format!("no version of the {what} is named, and Flux takes the latest");
    Diagnostic::new(Code::InexactVersion, message, at, "in which version").with_help(
        "Name the exact version, such as `\"1.18.3\"`: every build must install the same.",
    )
}

/// Two components, or one twice, that deliver one object.
pub(crate) fn duplicate_object(
    at: FileSpan,
    object: &str,
    components: [&str; 2],
    first: FileSpan,
) -> Diagnostic {
    let [one, other] = components;
    let message = if one == other {
        format!("`{one}` delivers `{object}` twice")
    } else {
        format!("{} both deliver `{object}`", list(components))
    };
    Diagnostic::new(Code::DuplicateObject, message, at, "delivered again")
        .with_label(first, "delivered here")
        .with_help("Keep one of them: Flux would apply them in turn, for ever.")
}

/// Two components that own one Helm release.
pub(crate) fn duplicate_release(
    at: FileSpan,
    release: &str,
    components: [&str; 2],
    first: FileSpan,
) -> Diagnostic {
    let message = match components {
        [one, other] if one == other => format!("`{one}` owns the Helm release `{release}` twice"),
        _ => format!("{} both own the Helm release `{release}`", list(components)),
    };
    Diagnostic::new(Code::DuplicateRelease, message, at, "the same release")
        .with_label(first, "the first owner")
        .with_help("Give one of them another `release` or `namespace`, or remove it.")
}

/// A namespace that is made for one that is likely misspelt.
pub(crate) fn misspelt_namespace(
    at: FileSpan,
    object: &str,
    name: &str,
    near: &str,
    declared: FileSpan,
) -> Diagnostic {
    let message = format!("the namespace `{name}` is made for `{object}`, and nothing declares it");
    Diagnostic::new(Code::MisspeltNamespace, message, at, "made for this")
        .with_label(declared, format!("is `{near}` meant?"))
        .with_help(format!(
            "Write `{near}`, if that is meant; else declare it with `resource Namespace {name}`."
        ))
}

/// How a story brings a component.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    /// `story`
    Belongs,
    /// `bootstrap`
    ByHand,
}

impl Way {
    /// What a component does with its story, what does not happen, and what to remove.
    fn words(self) -> [&'static str; 3] {
        match self {
            Self::Belongs => ["belongs to", "nobody delivers it", "the component"],
            Self::ByHand => ["is installed by hand in", "nobody installs it", "`bootstrap`"],
        }
    }
}

pub(crate) fn of_the_backlog(
    at: FileSpan,
    component: &str,
    way: Way,
    story: &str,
    declared: FileSpan,
) -> Diagnostic {
    let [verb, label, what] = way.words();
    let message = format!("`{component}` {verb} `{story}`, which stands in the backlog");
    Diagnostic::new(Code::ComponentOfBacklog, message, at, label)
        .with_label(declared, "in the backlog")
        .with_help(format!("Schedule the story in a sprint, or remove {what}."))
}

pub(crate) fn of_a_deferred_story(
    at: FileSpan,
    component: &str,
    way: Way,
    story: &str,
    declared: FileSpan,
) -> Diagnostic {
    let [verb, label, what] = way.words();
    let message = format!("`{component}` {verb} `{story}`, which is deferred");
    Diagnostic::new(Code::ComponentOfDeferred, message, at, label)
        .with_label(declared, "deferred")
        .with_help(format!("Give the story another status, or remove {what}."))
}

pub(crate) fn plaintext_secret(
    at: FileSpan,
    name: &str,
    field: &str,
    contents: FileSpan,
) -> Diagnostic {
    let message = format!("the Secret `{name}` is written out in the plan");
    Diagnostic::new(Code::PlaintextSecret, message, at, "a Secret")
        .with_label(contents, format!("`{field}` in plain text"))
        .with_help("Use an ExternalSecret, which takes it from a secret store.")
}

pub(crate) fn wait_beside_ready(at: FileSpan, component: &str, ready: FileSpan) -> Diagnostic {
    let message = format!("`{component}` waits for all its objects and for those of `ready`");
    Diagnostic::new(Code::WaitBesideReady, message, at, "waits for all")
        .with_label(ready, "waits for these")
        .with_help("Remove one of them: Flux ignores health checks beside `wait: true`.")
}

pub(crate) fn unusable_duration(at: FileSpan, duration: &str) -> Diagnostic {
    let message = format!("`{duration}` is no length of time that Flux takes");
    Diagnostic::new(Code::UnusableDuration, message, at, "too long")
        .with_help("Write a shorter one, such as `10m` or `1h30m`.")
}

/// `0s`, after which Flux would never look again, or never wait.
pub(crate) fn no_duration(at: FileSpan, duration: &str) -> Diagnostic {
    let message = format!("`{duration}` is no length of time that Flux takes");
    Diagnostic::new(Code::UnusableDuration, message, at, "no time at all")
        .with_help("Write how long it is, such as `10m`, or remove the field.")
}

pub(crate) fn no_cluster(first: &Name, others: usize) -> Diagnostic {
    let whose = match others {
        0 => format!("`{}` goes", first.text),
        _ => format!(
            "`{}` and {} go",
            first.text,
            count(others, "more component", "more components")
        ),
    };
    let message = format!("{whose} to no cluster, because none is declared");
    Diagnostic::new(Code::WithoutCluster, message, first.at, "not delivered, and not checked")
        .with_help("Declare where it goes, with `cluster NAME { … }`.")
}

pub(crate) fn no_cluster_reached(at: FileSpan, component: &str, story: &Name) -> Diagnostic {
    let message =
        format!("`{component}` goes to no cluster, because `{}` reaches none", story.text);
    Diagnostic::new(Code::WithoutCluster, message, at, "not delivered, and not checked")
        .with_label(story.at, "its `clusters` are empty")
        .with_help("Name a cluster there, or remove its `clusters` for all of them.")
}
