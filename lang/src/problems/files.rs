//! `PDL1019`–`PDL1026`: files that cannot be sources.

use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::span::FileSpan;
use crate::wording::excerpt;

/// How many steps of a circle of includes are shown.
const CIRCLE_LABELS: usize = 8;

pub(crate) fn not_found(at: FileSpan, glob: &str) -> Diagnostic {
    let message = format!("`{}` matches no file", excerpt(glob));
    Diagnostic::new(Code::IncludeNotFound, message, at, "no such file").with_help(
        "Correct the path, which is relative to the folder of this file, or add the file.",
    )
}

pub(crate) fn not_relative(at: FileSpan, glob: &str) -> Diagnostic {
    let message = format!("`{}` is no path relative to this file", excerpt(glob));
    Diagnostic::new(Code::IncludeNotFound, message, at, "expected a relative path with `/`")
        .with_help("Write a path such as `\"platform/*.pdl\"`.")
}

pub(crate) fn unreadable(at: FileSpan, path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadableInclude, format!("`{path}` {why}"), at, "included here")
        .with_help("Include a file that can be read, or remove the line.")
}

pub(crate) fn include_cycle(at: FileSpan, path: &str, steps: &[FileSpan]) -> Diagnostic {
    let message = format!("`{path}` includes itself in the end");
    let cycle = Diagnostic::new(Code::IncludeCycle, message, at, "closes the circle");
    let shown = steps.iter().take(CIRCLE_LABELS);
    let labelled = shown.fold(cycle, |it, step| it.with_label(*step, "leads here"));
    labelled
        .with_help("Remove one of the includes; a file needs to be named only once in a program.")
}

pub(crate) fn not_utf8(at: FileSpan, path: &str) -> Diagnostic {
    Diagnostic::new(Code::NotUtf8, format!("`{path}` is not UTF-8"), at, "the first bad byte")
        .with_help("Save the file as UTF-8.")
}

pub(crate) fn nul_byte(at: FileSpan, path: &str) -> Diagnostic {
    Diagnostic::new(Code::NulByte, format!("`{path}` holds a NUL byte"), at, "the first NUL byte")
        .with_help("Check that it is a text file in UTF-8, not UTF-16 and no binary.")
}

pub(crate) fn too_large(at: FileSpan, path: &str) -> Diagnostic {
    let message = format!("`{path}` is larger than a source file may be");
    let limit = limits::FILE_BYTES >> 20;
    Diagnostic::new(Code::FileTooLarge, message, at, format!("the limit is {limit} MiB"))
        .with_help("Split it into several files and `include` them.")
}

pub(crate) fn too_many(at: FileSpan) -> Diagnostic {
    let message = format!("the program has more than {} files", limits::FILES);
    Diagnostic::new(Code::TooManyFiles, message, at, "one file too many")
        .with_help("Narrow the glob, or join small files.")
}

pub(crate) fn is_too_many(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == Code::TooManyFiles
}
