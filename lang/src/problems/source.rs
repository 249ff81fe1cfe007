//! `PDL6023`, `PDL6025`–`PDL6028`: where Flux pulls the trees from.

use crate::diagnostic::{Code, Diagnostic};
use crate::span::FileSpan;
use crate::spot::Spot;
use crate::wording::{choices, excerpt};

/// An address with a scheme that Flux does not take.
pub(crate) fn unusable_source(
    at: FileSpan,
    field: &str,
    url: &str,
    schemes: &[&str],
) -> Diagnostic {
    let message = format!("Flux pulls from no `{field}` at `{}`", excerpt(url));
    let schemes = choices(schemes.iter().copied());
    Diagnostic::new(Code::UnusableSource, message, at, "an address of another kind")
        .with_help(format!("Write an address that begins with {schemes}."))
}

/// A path that is not in the source.
pub(crate) fn path_out_of_source(at: FileSpan, path: &str) -> Diagnostic {
    let message = format!("the path `{}` of the source leads out of it", excerpt(path));
    Diagnostic::new(Code::RemotePath, message, at, "not in the source")
        .with_help("Write the path from the root of the repository, with `/` and without `..`.")
}

/// A field of the source beside one that makes it void.
pub(crate) fn useless_field(
    at: FileSpan,
    field: &str,
    other: &str,
    reason: FileSpan,
) -> Diagnostic {
    let message = format!("`{field}` means nothing beside `{other}`");
    Diagnostic::new(Code::UselessSourceField, message, at, "means nothing")
        .with_label(reason, "because of this")
        .with_help("Remove one of them.")
}

/// A FluxInstance that pulls from elsewhere than the tree says it is: what it says, and what that should be.
pub(crate) fn other_tree(
    at: FileSpan,
    key: &str,
    (written, expected): (Option<&str>, &str),
    cluster: &str,
    said: Option<FileSpan>,
) -> Diagnostic {
    // Only the path is another on every cluster.
    let who = if key == "path" { format!("`{cluster}`") } else { "the tree".to_owned() };
    let message = match written {
        Some(written) => format!(
            "`sync.{key}` of the FluxInstance is `{}`, and {who} needs `{expected}`",
            excerpt(written)
        ),
        None => format!("the FluxInstance has no `sync.{key}`, and {who} needs `{expected}`"),
    };
    let help = match key {
        "path" => {
            let root = expected.strip_suffix(cluster).unwrap_or(expected);
            format!(
                "Write `\"{root}${{cluster.name}}\"`, or change the `path` of the platform's `source`."
            )
        }
        "kind" => "Let it be of the kind that the platform's `source` is of.".to_owned(),
        "url" | "ref" => {
            format!("Write `{expected}`, or change the platform's `source`, from which all comes.")
        }
        _ => format!("Write `{expected}`: what Flux applies refers to it by this name."),
    };
    let label = if written.is_some() { "leads elsewhere" } else { "leads to the whole source" };
    let found = Diagnostic::new(Code::InstanceElsewhere, message, at, label).with_help(help);
    with_source(found, said)
}

/// A field of the source or the root of the tree that an object has otherwise: what it says, and what that should be.
pub(crate) fn other_root(
    spot: Spot,
    field: &str,
    (written, expected): (Option<&str>, &str),
    said: Option<FileSpan>,
) -> Diagnostic {
    let says = match written {
        Some(written) => format!("is `{}`", excerpt(written)),
        None => "is left out".to_owned(),
    };
    let message = format!("{field} `flux-system` {says}, and the tree needs `{expected}`");
    let found = spot.report(Code::RootElsewhere, message, "takes over the tree");
    let help = "all that Flux applies comes by way of this one";
    with_source(found, said).with_help(format!(
        "Write what leads to `{expected}`, or give the object another name: {help}."
    ))
}

/// Adds the place at which the platform says where the tree is.
fn with_source(found: Diagnostic, said: Option<FileSpan>) -> Diagnostic {
    match said {
        Some(at) => found.with_label(at, "where the tree is"),
        None => found,
    }
}
