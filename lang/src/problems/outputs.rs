//! `PDL9xxx`: what is written where, and what it may be called.

use crate::diagnostic::{Code, Diagnostic};
use crate::paths::PathProblem;
use crate::span::FileSpan;
use crate::wording::{excerpt, list};

/// A folder for documents outside the folder of the program.
pub(crate) fn escaping(at: FileSpan, field: &str, path: &str) -> Diagnostic {
    let message = format!("`{field}` leads out of the folder of the program: `{}`", excerpt(path));
    Diagnostic::new(Code::EscapingOutput, message, at, "leads out")
        .with_help("Write a folder below the root file, such as `\"docs/schedule\"`.")
}

/// No folder of its own for documents.
pub(crate) fn no_folder(at: FileSpan, field: &str, path: &str) -> Diagnostic {
    let message =
        format!("`{field}` names no folder below that of the program: `{}`", excerpt(path));
    Diagnostic::new(Code::EscapingOutput, message, at, "no folder")
        .with_help("Write a folder below the root file, such as `\"docs/schedule\"`.")
}

/// One folder for documents of two kinds.
pub(crate) fn one_folder(at: FileSpan, path: &str, first: FileSpan) -> Diagnostic {
    let message = format!("`schedule` and `ordering` both go to `{}`", excerpt(path));
    Diagnostic::new(Code::CollidingOutputs, message, at, "the same folder")
        .with_label(first, "the first")
        .with_help("Give each of them a folder of its own.")
}

/// A folder for documents in what is emitted for clusters.
pub(crate) fn in_the_tree(at: FileSpan, field: &str, path: &str, tree: &str) -> Diagnostic {
    let message = format!("`{field}` leads into `{}`: `{}`", excerpt(tree), excerpt(path));
    Diagnostic::new(Code::DocumentsInTree, message, at, "what clusters get lies here")
        .with_help("Write a folder of its own, such as `\"docs/schedule\"`.")
}

/// Names of paths that differ by case alone.
pub(crate) fn colliding(at: FileSpan, what: &str, names: [&str; 2], first: FileSpan) -> Diagnostic {
    let message = format!("the {what} {} are one on some file systems", list(names));
    Diagnostic::new(Code::CollidingOutputs, message, at, "differs by case alone")
        .with_label(first, "the first")
        .with_help("Give them names that differ by more than upper and lower case.")
}

/// A name that Kubernetes or Helm refuses.
pub(crate) fn refused_name(
    at: FileSpan,
    what: &str,
    name: &str,
    who: &str,
    rule: &str,
) -> Diagnostic {
    let message = format!("{who} refuses the name `{}` of the {what}", excerpt(name));
    Diagnostic::new(Code::RefusedName, message, at, "refused").with_help(format!("Use {rule}."))
}

/// A component whose name every tree has already.
pub(crate) fn reserved_name(at: FileSpan, name: &str) -> Diagnostic {
    let message = format!("a component cannot be called `{name}`");
    Diagnostic::new(Code::ReservedOutputName, message, at, "every tree has one")
        .with_help("Choose another name: the tree has a file or an object of this one already.")
}

/// A path that cannot be checked out everywhere.
pub(crate) fn unportable(at: FileSpan, path: &str, problem: &PathProblem) -> Diagnostic {
    let message = format!("not every file system can hold `{}`", excerpt(path));
    let label = match problem {
        PathProblem::Absolute(_) | PathProblem::Dots(_) => "leads out",
        PathProblem::Empty(_) => "an empty name",
        PathProblem::Character(..) => "a character that is refused",
        PathProblem::End(_) => "ends with dot or space",
        PathProblem::Long(_) => "longer than 255 bytes",
        PathProblem::Device(_) => "a device on Windows",
    };
    Diagnostic::new(Code::UnportablePath, message, at, label)
        .with_help("Choose a name of letters, digits and dashes.")
}

pub(crate) fn too_much(at: FileSpan) -> Diagnostic {
    let message = "what all clusters get, written out, comes to too much";
    Diagnostic::new(Code::TooMuchOutput, message, at, "the limit is passed here")
        .with_help("Refer to large settings from fewer places.")
}
