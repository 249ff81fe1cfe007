//! The methods that are answered, a family a file.

mod actions;
pub(super) mod colours;
mod completion;
mod diagnostics;
mod formatting;
mod hierarchy;
mod hover;
mod navigation;
mod remarks;
mod rename;
mod structure;
mod symbols;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types::{
    Location, OptionalVersionedTextDocumentIdentifier, Request, TextDocumentEdit,
    TextDocumentIdentifier, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};
use pdl_lang::diagnostic::Edit;
use pdl_lang::ide::Place;
use pdl_lang::span::{FileId, FileSpan};
use serde_json::Value;

use super::capabilities::Client;
use super::positions::Places;
use super::snapshot::Snapshot;
use super::{publish, uri};

/// What requests are answered from.
pub(super) struct Context<'s> {
    pub(super) client: Client,
    pub(super) pages: Option<&'s str>,
    /// Whether the client can show places when a lens is clicked.
    pub(super) shows_places: bool,
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
    ("textDocument/hover", hover::hover),
    ("textDocument/signatureHelp", hover::signature),
    ("textDocument/completion", completion::completion),
    ("textDocument/definition", navigation::definition),
    ("textDocument/declaration", navigation::definition),
    ("textDocument/references", navigation::references),
    ("textDocument/documentHighlight", navigation::highlights),
    ("textDocument/prepareRename", rename::prepare),
    ("textDocument/rename", rename::rename),
    ("textDocument/documentSymbol", symbols::of_document),
    ("workspace/symbol", symbols::of_workspace),
    ("textDocument/semanticTokens/full", colours::full),
    ("textDocument/semanticTokens/range", colours::range),
    ("textDocument/foldingRange", structure::folds),
    ("textDocument/selectionRange", structure::selection_ranges),
    ("textDocument/documentLink", structure::links),
    ("textDocument/inlayHint", remarks::inlay_hints),
    ("textDocument/codeLens", remarks::lenses),
    ("textDocument/prepareCallHierarchy", hierarchy::prepare),
    ("callHierarchy/incomingCalls", hierarchy::incoming),
    ("callHierarchy/outgoingCalls", hierarchy::outgoing),
    ("textDocument/codeAction", actions::actions),
    ("workspace/diagnostic", diagnostics::of_workspace),
    ("workspace/textDocumentContent", diagnostics::page),
];

/// The names of all methods.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    METHODS.iter().map(|(name, _)| *name)
}

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

    /// A place in a document.
    fn place(&self, params: &TextDocumentPositionParams) -> Option<(Found<'s>, Place<'s>)> {
        let found = self.find(&params.text_document.uri)?;
        let offset = self.places(found).offset(params.position);
        Some((found, Place { analysis: &found.snapshot.analysis, file: found.file, offset }))
    }

    /// A place of the same program.
    fn location(&self, found: Found<'s>, at: FileSpan) -> Location {
        publish::location(found.snapshot, at, self.client.encoding)
    }

    /// Changes to files of the same program: to open ones as they were when they were read.
    fn workspace_edit(&self, found: Found<'s>, edits: &[Edit]) -> WorkspaceEdit {
        let mut files: BTreeMap<FileId, Vec<TextEdit>> = BTreeMap::new();
        for edit in edits {
            let range = self.places(Found { file: edit.at.file, ..found }).range(edit.at.span);
            let edits = files.entry(edit.at.file).or_default();
            edits.push(TextEdit { range, new_text: edit.text.clone() });
        }
        let uri = |file| uri::of_path(found.snapshot.path(file));
        if !self.client.versioned_edits {
            let changes = files.into_iter().map(|(file, edits)| (uri(file), edits)).collect();
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let changes = files.into_iter().map(|(file, edits)| {
            let id = TextDocumentIdentifier { uri: uri(file) };
            let text_document = OptionalVersionedTextDocumentIdentifier {
                version: found.snapshot.version(file),
                text_document_identifier: id,
            };
            let edits = edits.into_iter().map(Into::into).collect();
            TextDocumentEdit { text_document, edits }.into()
        });
        WorkspaceEdit { document_changes: Some(changes.collect()), ..WorkspaceEdit::default() }
    }

    /// The text of a document, to speak of places in it.
    fn places(&self, found: Found<'s>) -> Places<'s> {
        found.snapshot.places(found.file, self.client.encoding)
    }
}
