//! A file of the output, put together.

use std::collections::BTreeSet;

use pdl_lang::model::Spanned;
pub(super) use pdl_lang::paths::tidy;
use pdl_lang::span::{FileId, FileSpan};

use super::Problem;
use super::facts::Facts;
use crate::output::{Destination, File, InputId, RelPath};

/// A document of the whole plan: its name, and what writes it.
pub(super) type Document = (&'static str, fn(&Facts<'_>) -> String);

/// Makes a file; `at` is the place that decides its path.
pub(super) fn file(
    destination: Destination,
    path: String,
    text: String,
    inputs: &BTreeSet<FileId>,
    at: FileSpan,
) -> Result<File, Problem> {
    let path = rel_path(path, at)?;
    let inputs = inputs.iter().map(|it| InputId(it.0)).collect();
    Ok(File { destination, path, bytes: text.into_bytes(), inputs })
}

/// Takes a path if every file system does.
pub(super) fn rel_path(path: String, at: FileSpan) -> Result<RelPath, Problem> {
    RelPath::new(path).map_err(|path| Problem { at, path })
}

/// Where a document goes: to the folder that the program names, else to `folder` in OUT.
pub(super) fn document(
    named: Option<&Spanned<String>>,
    folder: &str,
    name: &str,
    text: String,
    inputs: &BTreeSet<FileId>,
) -> Result<File, Problem> {
    let at = named.map(|named| named.at).unwrap_or_default();
    placed(named, folder, name, text, inputs, at)
}

/// A document whose name something in the program decides.
pub(super) fn placed(
    named: Option<&Spanned<String>>,
    folder: &str,
    name: &str,
    text: String,
    inputs: &BTreeSet<FileId>,
    at: FileSpan,
) -> Result<File, Problem> {
    let Some(named) = named else {
        return file(Destination::Out, format!("{folder}/{name}"), text, inputs, at);
    };
    let destination = Destination::Folder(rel_path(tidy(&named.value), named.at)?);
    file(destination, name.to_owned(), text, inputs, at)
}
