//! The methods that are answered, a family a file.

mod diagnostics;
mod formatting;

use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types::{Request, Uri};
use pdl_lang::span::FileId;
use serde_json::Value;

use super::capabilities::Client;
use super::positions::Places;
use super::snapshot::Snapshot;
use super::uri;

/// What requests are answered from.
pub(super) struct Context<'s> {
    pub(super) client: Client,
    pub(super) pages: Option<&'s str>,
    pub(super) snapshots: &'s [Arc<Snapshot>],
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The parameters are not what the method takes.
    Params(String),
    /// What is asked for cannot be done, and why.
    Refused(String),
}

type Handler = fn(&Context<'_>, Value) -> Result<Value, Failure>;

/// Every method with its handler.
const METHODS: &[(&str, Handler)] = &[
    ("textDocument/diagnostic", diagnostics::of_document),
    ("textDocument/formatting", formatting::document),
    ("workspace/diagnostic", diagnostics::of_workspace),
    ("workspace/textDocumentContent", diagnostics::page),
];

/// Whether there is such a method.
pub(super) fn knows(method: &str) -> bool {
    handler(method).is_some()
}

fn handler(method: &str) -> Option<Handler> {
    METHODS.iter().find(|(name, _)| *name == method).map(|(_, handler)| *handler)
}

/// Answers a request.
pub(super) fn answer(cx: &Context<'_>, method: &str, params: Value) -> Result<Value, Failure> {
    let unknown = || Failure::Refused(format!("there is no `{method}`"));
    handler(method).ok_or_else(unknown)?(cx, params)
}

/// Reads the parameters of a method, and writes its result.
fn typed<R: Request>(
    cx: &Context<'_>,
    params: Value,
    answer: impl FnOnce(&Context<'_>, R::Params) -> Result<R::Result, Failure>,
) -> Result<Value, Failure> {
    let params = serde_json::from_value(params).map_err(|why| Failure::Params(why.to_string()))?;
    let result = answer(cx, params)?;
    serde_json::to_value(result).map_err(|why| Failure::Refused(why.to_string()))
}

/// A document in one of the programs.
#[derive(Clone, Copy)]
struct Found<'s> {
    snapshot: &'s Snapshot,
    file: FileId,
}

impl<'s> Context<'s> {
    /// The document of a URI; `None` when no program has it.
    fn find(&self, uri: &Uri) -> Option<Found<'s>> {
        let path: PathBuf = uri::to_path(uri);
        let found =
            |snapshot: &'s Arc<Snapshot>| snapshot.file(&path).map(|file| Found { snapshot, file });
        self.snapshots.iter().find_map(found)
    }

    /// The text of a document, to speak of places in it.
    fn places(&self, found: Found<'s>) -> Places<'s> {
        found.snapshot.places(found.file, self.client.encoding)
    }
}
