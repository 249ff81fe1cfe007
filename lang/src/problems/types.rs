//! `PDL2008`, `PDL2013`, `PDL2014`, `PDL2021`: values of the wrong kind or size.

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::span::FileSpan;
use crate::wording::excerpt;

/// A value of another type than its field or argument has.
pub(crate) fn wrong_type(at: FileSpan, field: &str, expected: &str, found: &str) -> Diagnostic {
    let message = format!("`{field}` takes {expected}, not {found}");
    Diagnostic::new(Code::WrongType, message, at, format!("this is {found}"))
        .with_help(format!("Write {expected}."))
}

pub(crate) fn quote_missing(at: FileSpan, field: &str, written: &str) -> Diagnostic {
    let message = format!("`{field}` takes a string in quotes");
    let quoted = format!("\"{}\"", written.replace('\\', "\\\\").replace('"', "\\\""));
    Diagnostic::new(Code::WrongType, message, at, "expected a string")
        .with_help("Write text in double quotes.")
        .with_fix(Fix::replace(format!("Write `{}`", excerpt(&quoted)), at, quoted))
}

pub(crate) fn quote_too_much(at: FileSpan, field: &str, expected: &str, word: &str) -> Diagnostic {
    let message = format!("`{field}` takes {expected}, without quotes");
    Diagnostic::new(Code::WrongType, message, at, "a string")
        .with_help(format!("Write `{word}` without quotes."))
        .with_fix(Fix::replace(format!("Write `{word}`"), at, word).machine_applicable())
}

pub(crate) fn list_expected(
    at: FileSpan,
    field: &str,
    expected: &str,
    written: &str,
    is_alone: bool,
) -> Diagnostic {
    let message = format!("`{field}` takes {expected}");
    let fix = Fix::replace("Put it into brackets", at, format!("[{written}]"));
    Diagnostic::new(Code::WrongType, message, at, "expected `[` and `]`")
        .with_help("Write the list in brackets, with commas between its entries.")
        .with_fix(if is_alone { fix.machine_applicable() } else { fix })
}

pub(crate) fn no_interpolation(at: FileSpan, field: &str) -> Diagnostic {
    let message = format!("`{field}` cannot be computed");
    Diagnostic::new(Code::WrongType, message, at, "an interpolation")
        .with_help("Write the text itself; only what becomes a manifest may refer to settings. Write `\\${` for the characters.")
}

pub(crate) fn out_of_bounds(at: FileSpan, field: &str, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OutOfBounds,
        format!("`{field}` takes {expected}, not {found}"),
        at,
        "outside its bounds",
    )
    .with_help(format!("Write {expected}."))
}

pub(crate) fn reversed_range(at: FileSpan, first: &str, last: &str) -> Diagnostic {
    let message = format!("the range ends at `{last}`, before it starts at `{first}`");
    Diagnostic::new(Code::ReversedRange, message, at, "ends before it starts")
        .with_help("Write the smaller end first.")
        .with_fix(Fix::replace("Swap the ends", at, format!("{last}..{first}")))
}

pub(crate) fn range_of_unlike(at: FileSpan) -> Diagnostic {
    let message = "no range has these two ends";
    Diagnostic::new(Code::WrongType, message, at, "not a range of one kind")
        .with_help("Write two dates, two addresses or two integers.")
}

/// `mon..fri` where only what a manifest may hold can stand.
pub(crate) fn range_of_days(at: FileSpan, text: &str) -> Diagnostic {
    let message = format!("`{text}` is a range of days, which no manifest holds");
    Diagnostic::new(Code::WrongType, message, at, "days of the week")
        .with_help(format!("Write it as text, `\"{text}\"`; days stand in `workdays` alone."))
        .with_fix(Fix::replace(format!("Write `\"{text}\"`"), at, format!("\"{text}\"")))
}

pub(crate) fn not_printable(
    at: FileSpan,
    path: &str,
    found: &str,
    declared: FileSpan,
) -> Diagnostic {
    let message = format!("`{path}` is {found} and cannot stand inside a string");
    Diagnostic::new(Code::NotPrintable, message, at, "inside a string")
        .with_label(declared, found.to_owned())
        .with_help("Refer to one of its parts, or write the path outside quotes.")
}

/// An object of too many parts, or of too few behind a version.
pub(crate) fn object_parts(at: FileSpan, field: &str, written: &str) -> Diagnostic {
    let written = excerpt(written);
    let message =
        format!("`{field}` takes an object such as `Deployment/coredns`, not `{written}`");
    Diagnostic::new(Code::WrongType, message, at, "too many or few parts").with_help(
        "Write `Kind/name` or `Kind/namespace/name`, with `group/version/` before it if need be.",
    )
}

pub(crate) fn object_is_no_value(at: FileSpan, written: &str) -> Diagnostic {
    let message = format!("`{}` is no value", excerpt(written));
    Diagnostic::new(Code::WrongType, message, at, "cannot become YAML")
        .with_help("Put it into quotes if it is text.")
}

/// A value that refers to a setting of a type that does not fit.
pub(crate) fn resolved_type(
    at: FileSpan,
    field: &str,
    expected: &str,
    found: &str,
    declared: FileSpan,
) -> Diagnostic {
    let message = format!("`{field}` takes {expected}, not {found}");
    Diagnostic::new(Code::WrongType, message, at, format!("this is {found}"))
        .with_label(declared, "given here")
        .with_help(format!("Refer to a setting that is {expected}."))
}
