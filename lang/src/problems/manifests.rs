//! `PDL1028`–`PDL1030`, `PDL6030`, `PDL6031`: YAML files that a component names.

use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::span::FileSpan;
use crate::wording::excerpt;

pub(crate) fn broken_yaml(at: FileSpan, why: &str) -> Diagnostic {
    let message = format!("this is no YAML: {}", why.trim_end_matches('.'));
    Diagnostic::new(Code::BrokenYaml, message, at, "reading ends here")
        .with_help("Correct the YAML; an indentation or a quote before this place may be wrong.")
}

pub(crate) fn duplicate_key(at: FileSpan, first: FileSpan, key: &str) -> Diagnostic {
    let message = format!("the key `{}` stands twice in one map", excerpt(key));
    Diagnostic::new(Code::DuplicateYamlKey, message, at, "again here")
        .with_label(first, "first here")
        .with_help("Remove one of the two; readers of YAML do not agree which of them counts.")
}

fn unfit(message: String, at: FileSpan, label: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::UnfitYaml, message, at, label).with_help(help)
}

pub(crate) fn unfit_number(at: FileSpan, text: &str) -> Diagnostic {
    let message = format!("`{}` is a number that JSON cannot carry", excerpt(text));
    unfit(message, at, "no such number in JSON", "Quote it if it is text, or write another number.")
}

pub(crate) fn unfit_tag(at: FileSpan) -> Diagnostic {
    let message = "this value is not what its tag says, or has a tag that Kubernetes does not read";
    unfit(message.to_owned(), at, "tagged here", "Remove the tag, or write the value in full.")
}

pub(crate) fn unfit_key(at: FileSpan) -> Diagnostic {
    let message = "a key of a map must be a string".to_owned();
    unfit(message, at, "not a string", "Write the key as a string; JSON has no other.")
}

pub(crate) fn disputed_key(at: FileSpan, text: &str) -> Diagnostic {
    let message = format!("Kubernetes reads the key `{text}` as a boolean");
    unfit(message, at, "no string to YAML 1.1", "Quote the key, or write `true` or `false`.")
}

pub(crate) fn merge_of_no_map(at: FileSpan) -> Diagnostic {
    let message = "`<<` merges maps, and this is none".to_owned();
    unfit(message, at, "not a map", "Merge a map, or a list of maps.")
}

pub(crate) fn alias_of_itself(at: FileSpan) -> Diagnostic {
    let message = "an alias stands inside of what it repeats".to_owned();
    unfit(message, at, "repeats what it is in", "Write out what is meant.")
}

pub(crate) fn yaml_too_deep(at: FileSpan) -> Diagnostic {
    let message = format!("lists and maps are nested more than {} deep", limits::NESTING);
    unfit(message, at, "one level too many", "Make it flatter.")
}

pub(crate) fn yaml_too_large(at: FileSpan) -> Diagnostic {
    let message = "with everything that its aliases repeat, the file comes to too much".to_owned();
    unfit(message, at, "too much from here on", "Use fewer aliases, or split the file.")
}

pub(crate) fn no_manifest(at: FileSpan, glob: &str) -> Diagnostic {
    let message = format!("`{}` matches no file", excerpt(glob));
    Diagnostic::new(Code::ManifestNotFound, message, at, "no such file").with_help(
        "Correct the path, which is relative to the folder of this file, or add the file.",
    )
}

pub(crate) fn manifest_not_relative(at: FileSpan, glob: &str) -> Diagnostic {
    let message = format!("`{}` is no path relative to this file", excerpt(glob));
    Diagnostic::new(Code::ManifestNotFound, message, at, "expected a relative path with `/`")
        .with_help("Write a path such as `\"manifests/*.yaml\"`.")
}

pub(crate) fn unreadable_manifest(at: FileSpan, path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::ManifestNotFound, format!("`{path}` {why}"), at, "named here")
        .with_help("Name a file that can be read, or remove the entry.")
}

fn no_object(message: String, at: FileSpan, label: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::NotAnObject, message, at, label).with_help(help)
}

pub(crate) fn nothing_in_it(at: FileSpan, path: &str) -> Diagnostic {
    let message = format!("`{path}` holds no object");
    no_object(message, at, "named here", "Remove the entry, or write an object into the file.")
}

pub(crate) fn not_a_map(at: FileSpan) -> Diagnostic {
    let message = "a Kubernetes object is a map".to_owned();
    let help = "Write `apiVersion`, `kind` and `metadata`, or name another file.";
    no_object(message, at, "not a map", help)
}

pub(crate) fn lacks(at: FileSpan, field: &str) -> Diagnostic {
    let message = format!("this object has no `{field}`");
    let help = format!("Write `{field}`, or name only files with Kubernetes objects.");
    no_object(message, at, "an object begins here", &help)
}

pub(crate) fn unfit_field(at: FileSpan, field: &str, expected: &str) -> Diagnostic {
    let message = format!("`{field}` must be {expected}");
    no_object(message, at, "something else", &format!("Write {expected}."))
}

pub(crate) fn kustomize_list(at: FileSpan) -> Diagnostic {
    let message = "a list of files for kustomize is no object of a cluster".to_owned();
    let help = "Name the files that it lists; what else it does must be written into them.";
    no_object(message, at, "read by kustomize alone", help)
}
