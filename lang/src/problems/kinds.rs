//! `PDL6111`…`PDL6115`: versions of kinds, kinds that nothing describes, and files that should.

use crate::catalogue::{Fate, Kind, Retired};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::FileSpan;
use crate::wording::{choices, count, excerpt};

/// A version that is gone or about to go; `instead` is the kind in full that replaces it.
pub(crate) fn retired(
    at: FileSpan,
    kind: &Kind,
    why: &Retired,
    instead: Option<&str>,
) -> Diagnostic {
    let (code, verb, label) = match why.fate {
        Fate::Removed => (Code::RemovedVersion, "was removed", "no longer served"),
        Fate::Deprecated => (Code::DeprecatedVersion, "is deprecated", "deprecated"),
    };
    let message = format!("`{kind}` {verb} {}", why.when);
    let it = Diagnostic::new(code, message, at, label);
    match instead {
        Some(instead) => it.with_help(format!("Use `{instead}`; compare its fields.")),
        None => it.with_help("Remove it; nothing takes its place."),
    }
}

/// A version that a known kind does not have.
pub(crate) fn unknown_version(at: FileSpan, kind: &Kind, versions: &[&str]) -> Diagnostic {
    let message = format!("`{}` has no version `{}`", kind.name, kind.version);
    Diagnostic::new(Code::UnknownVersion, message, at, "unknown version").with_help(format!(
        "Choose {}, or name the definition that has it in `schemas`.",
        choices(versions.iter().copied())
    ))
}

/// A kind whose fields nothing describes; `at` is its first object.
pub(crate) fn unchecked(at: FileSpan, kind: &str) -> Diagnostic {
    let message = format!("nothing describes the fields of `{kind}`");
    Diagnostic::new(Code::UncheckedObject, message, at, "not checked")
        .with_help("Name the file of its CustomResourceDefinition in `schemas` of the platform.")
}

pub(crate) fn schemas_not_found(at: FileSpan, glob: &str) -> Diagnostic {
    let message = format!("`{}` matches no file", excerpt(glob));
    Diagnostic::new(Code::UnusableSchemas, message, at, "no such file")
        .with_help("Correct the path, which is relative to the folder of this file.")
}

pub(crate) fn schemas_not_relative(at: FileSpan, glob: &str) -> Diagnostic {
    let message = format!("`{}` is no path relative to this file", excerpt(glob));
    Diagnostic::new(Code::UnusableSchemas, message, at, "expected a relative path with `/`")
        .with_help("Write a path such as `\"crds/*.yaml\"`.")
}

pub(crate) fn schemas_unreadable(at: FileSpan, path: &str, why: &str) -> Diagnostic {
    let message = format!("`{}` {}", excerpt(path), why.replace('\n', " "));
    Diagnostic::new(Code::UnusableSchemas, message, at, "named here")
        .with_help("Name files of CustomResourceDefinitions in YAML.")
}

/// A glob whose files, `names`, define nothing.
pub(crate) fn schemas_without_definition<'a>(
    at: FileSpan,
    mut names: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let first = excerpt(names.next().unwrap_or_default());
    let message = match names.count() {
        0 => format!("`{first}` holds no CustomResourceDefinition"),
        more => {
            let others = count(more, "file beside it", "files beside it");
            format!("neither `{first}` nor the {others} holds a CustomResourceDefinition")
        }
    };
    Diagnostic::new(Code::UnusableSchemas, message, at, "defines no kind")
        .with_help("Name files of CustomResourceDefinitions in YAML.")
}
