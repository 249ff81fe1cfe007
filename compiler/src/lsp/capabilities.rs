//! What the client can do, and what the server tells it that it can do.

use gen_lsp_types::{
    ClientCapabilities, DiagnosticOptions, Save, SaveOptions, ServerCapabilities,
    TextDocumentContentOptions, TextDocumentSyncKind, TextDocumentSyncOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};

use super::positions::Encoding;

/// What the client can do, as far as it matters.
#[expect(clippy::struct_excessive_bools, reason = "each stands for one word of the protocol")]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Client {
    /// What columns count.
    pub(super) encoding: Encoding,
    /// Whether it asks for the diagnostics of its open documents.
    pub(super) pulls: bool,
    /// Whether it can be told to ask again.
    pub(super) refreshes_diagnostics: bool,
    /// Whether it can be told to ask for inlay hints again.
    pub(super) refreshes_hints: bool,
    /// Whether it can be told to ask for code lenses again.
    pub(super) refreshes_lenses: bool,
    /// Whether it can be asked to watch files.
    pub(super) watches: bool,
}

impl Client {
    pub(super) fn of(capabilities: &ClientCapabilities) -> Self {
        let general = capabilities.general.as_ref();
        let encodings = general.and_then(|general| general.position_encodings.as_deref());
        let document = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let yes = |flag: Option<bool>| flag == Some(true);
        Self {
            encoding: Encoding::negotiated(encodings.unwrap_or_default()),
            pulls: document.is_some_and(|document| document.diagnostic.is_some()),
            refreshes_diagnostics: yes(
                workspace.and_then(|it| it.diagnostics.as_ref()?.refresh_support)
            ),
            refreshes_hints: yes(workspace.and_then(|it| it.inlay_hint.as_ref()?.refresh_support)),
            refreshes_lenses: yes(workspace.and_then(|it| it.code_lens.as_ref()?.refresh_support)),
            watches: yes(
                workspace.and_then(|it| it.did_change_watched_files.as_ref()?.dynamic_registration)
            ),
        }
    }
}

/// What the server can do.
pub(super) fn server(client: Client) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..Default::default()
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(true.into()),
    };
    let pages = TextDocumentContentOptions { schemes: vec!["pdlc".to_owned()] };
    let diagnostics = DiagnosticOptions {
        identifier: Some("pdlc".to_owned()),
        inter_file_dependencies: true,
        // Files that are not open are pushed.
        workspace_diagnostics: false,
        ..Default::default()
    };
    ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(sync.into()),
        document_formatting_provider: Some(true.into()),
        diagnostic_provider: client.pulls.then(|| diagnostics.into()),
        workspace: Some(WorkspaceOptions {
            workspace_folders: Some(folders),
            text_document_content: Some(pages.into()),
            ..Default::default()
        }),
        ..Default::default()
    }
}
