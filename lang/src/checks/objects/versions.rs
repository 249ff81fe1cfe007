//! The version of an object's kind: whether it exists, and for how long.

use crate::catalogue::{Catalogue, Fate, Kind};
use crate::diagnostic::Diagnostic;
use crate::problems::kinds as problems;
use crate::span::FileSpan;

/// Checks the version of a kind that is written at a place. Gives whether its fields should be checked.
pub(super) fn check(
    catalogue: &Catalogue,
    kind: &Kind,
    at: FileSpan,
    out: &mut Vec<Diagnostic>,
) -> bool {
    if let Some(retired) = catalogue.retired(kind) {
        let instead = retired.instead.as_deref().map(|instead| full(instead, kind));
        out.push(problems::retired(at, kind, &retired, instead.as_deref()));
        return retired.fate == Fate::Deprecated;
    }
    let versions = catalogue.versions(kind);
    if versions.is_empty() || versions.contains(&kind.version.as_str()) {
        return true;
    }
    out.push(problems::unknown_version(at, kind, &versions));
    false
}

/// What takes the place of a kind, in full: a row for every kind of a group names the version alone.
fn full(instead: &str, kind: &Kind) -> String {
    let names_kind =
        instead.rsplit('/').next().is_some_and(|it| it.starts_with(|c: char| c.is_uppercase()));
    if names_kind { instead.to_owned() } else { format!("{instead}/{}", kind.name) }
}
