//! What the client tells and wants no answer to. What makes no sense is passed over, with a line in the log.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gen_lsp_types::{
    CancelParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    FileChangeType, Id,
};
use lsp_server::{ErrorCode, Notification, RequestId};
use serde::de::DeserializeOwned;

use super::publishing::Drift;
use super::{Phase, Server};
use crate::lsp::analyzer::Changed;
use crate::lsp::uri;

impl Server {
    pub(super) fn notification(&mut self, notification: Notification) {
        if self.phase != Phase::Running {
            return;
        }
        match notification.method.as_str() {
            "initialized" => self.initialized(),
            "$/cancelRequest" => self.with(notification, Self::cancel),
            "textDocument/didOpen" => self.with(notification, Self::opened),
            "textDocument/didChange" => self.with(notification, Self::edited),
            "textDocument/didClose" => self.with(notification, Self::closed),
            "workspace/didChangeWatchedFiles" => self.with(notification, Self::files_changed),
            "workspace/didChangeWorkspaceFolders" => self.with(notification, Self::folders_changed),
            // What is on disk now may not be what was read.
            "textDocument/didSave" => self.note(Changed::Everything),
            // A `$/` message may be passed over by anyone.
            method if method.starts_with("$/") || IGNORED.contains(&method) => {}
            method => self.log(&format!("`{method}` is passed over: nobody knows it")),
        }
    }

    fn with<P: DeserializeOwned>(
        &mut self,
        notification: Notification,
        handle: impl FnOnce(&mut Self, &P),
    ) {
        match serde_json::from_value::<P>(notification.params) {
            Ok(params) => handle(self, &params),
            Err(why) => self.log(&format!("`{}` is passed over: {why}", notification.method)),
        }
    }

    fn note(&mut self, changed: Changed) {
        self.changed = Some(match self.changed.take() {
            Some(earlier) => earlier.and(changed),
            None => changed,
        });
    }

    fn cancel(&mut self, params: &CancelParams) {
        let id = match &params.id {
            Id::Int(id) => RequestId::from(*id),
            Id::String(id) => RequestId::from(id.clone()),
        };
        self.drop_waiting(|waiting| waiting == &id, ErrorCode::RequestCanceled, "cancelled");
    }

    fn drop_waiting(
        &mut self,
        is_dropped: impl Fn(&RequestId) -> bool,
        code: ErrorCode,
        why: &str,
    ) {
        let waiting = std::mem::take(&mut self.waiting);
        let (dropped, kept) = waiting.into_iter().partition(|it| is_dropped(&it.request.id));
        self.waiting = kept;
        let dropped: Vec<super::Waiting> = dropped;
        for waiting in dropped {
            self.refuse(waiting.request.id, code, why.to_owned());
        }
    }

    /// Requests about a text that is no more have no answer.
    fn outdate(&mut self, path: &Path) {
        let about = |waiting: &&super::Waiting| waiting.path.as_deref() == Some(path);
        let ids: BTreeSet<RequestId> =
            self.waiting.iter().filter(about).map(|it| it.request.id.clone()).collect();
        let code = ErrorCode::ContentModified;
        self.drop_waiting(|id| ids.contains(id), code, "the text has changed since");
    }

    fn opened(&mut self, params: &DidOpenTextDocumentParams) {
        let document = &params.text_document;
        let path = uri::to_path(&document.uri);
        self.outdate(&path);
        self.documents.open(path, document.version, &document.text);
        self.note(Changed::Everything);
    }

    fn edited(&mut self, params: &DidChangeTextDocumentParams) {
        let id = &params.text_document;
        let path = uri::to_path(&id.text_document_identifier.uri);
        self.outdate(&path);
        let encoding = self.client.encoding;
        if self.documents.change(&path, id.version, &params.content_changes, encoding) {
            let drifts = self.drifts.entry(path.clone()).or_default();
            drifts.extend(params.content_changes.iter().map(Drift::of));
            self.note(Changed::Documents(BTreeSet::from([path])));
        } else {
            self.log(&format!("`{}` has changed, but is not open", path.display()));
        }
    }

    fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        let path = uri::to_path(&params.text_document.uri);
        self.outdate(&path);
        if self.documents.close(&path) {
            self.note(Changed::Everything);
        } else {
            self.log(&format!("`{}` was closed, but is not open", path.display()));
        }
    }

    fn files_changed(&mut self, params: &DidChangeWatchedFilesParams) {
        // What the editor has open is read from there, whatever the disk says.
        let is_news = |path: &Path, kind| {
            kind != FileChangeType::Changed || self.documents.get(path).is_none()
        };
        let mut changes = params.changes.iter();
        if changes.any(|change| is_news(&uri::to_path(&change.uri), change.kind)) {
            self.note(Changed::Everything);
        }
    }

    fn folders_changed(&mut self, params: &DidChangeWorkspaceFoldersParams) {
        let removed: Vec<PathBuf> =
            params.event.removed.iter().map(|folder| uri::to_path(&folder.uri)).collect();
        self.folders.retain(|folder| !removed.contains(folder));
        let added = params.event.added.iter().map(|folder| uri::to_path(&folder.uri));
        self.folders.extend(added);
        self.note(Changed::Everything);
    }
}

/// What says nothing that matters here.
const IGNORED: [&str; 3] =
    ["textDocument/willSave", "workspace/didChangeConfiguration", "window/workDoneProgress/cancel"];
