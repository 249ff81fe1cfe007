//! What the client can do, and what the server tells it that it can do.

use gen_lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions,
    DiagnosticOptions, DocumentLinkOptions, RenameOptions, Save, SaveOptions, SemanticTokensLegend,
    SemanticTokensOptions, ServerCapabilities, SignatureHelpOptions, TextDocumentContentOptions,
    TextDocumentSyncKind, TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceOptions,
};

use super::positions::Encoding;
use super::requests::colours;

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
    /// Whether it knows snippets.
    pub(super) snippets: bool,
    /// Whether its edits of documents can name the version they are for.
    pub(super) versioned_edits: bool,
}

impl Client {
    pub(super) fn of(capabilities: &ClientCapabilities) -> Self {
        let general = capabilities.general.as_ref();
        let encodings = general.and_then(|general| general.position_encodings.as_deref());
        let document = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let completion = document.and_then(|it| it.completion.as_ref()?.completion_item.as_ref());
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
            snippets: yes(completion.and_then(|item| item.snippet_support)),
            versioned_edits: yes(
                workspace.and_then(|it| it.workspace_edit.as_ref()?.document_changes)
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
        diagnostic_provider: client.pulls.then(|| diagnostics.into()),
        workspace: Some(WorkspaceOptions {
            workspace_folders: Some(folders),
            text_document_content: Some(pages.into()),
            ..Default::default()
        }),
        ..questions()
    }
}

/// What may be asked about a document.
fn questions() -> ServerCapabilities {
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QuickFix, CodeActionKind::RefactorMove]),
        ..Default::default()
    };
    let renames = RenameOptions { prepare_provider: Some(true), ..Default::default() };
    ServerCapabilities {
        document_formatting_provider: Some(true.into()),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(characters(&["{", ":", ">", "[", ".", "(", "|", ",", " "])),
            ..Default::default()
        }),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: Some(characters(&[" "])),
            ..Default::default()
        }),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        declaration_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        rename_provider: Some(renames.into()),
        folding_range_provider: Some(true.into()),
        selection_range_provider: Some(true.into()),
        document_link_provider: Some(DocumentLinkOptions::default()),
        inlay_hint_provider: Some(true.into()),
        code_lens_provider: Some(CodeLensOptions::default()),
        call_hierarchy_provider: Some(true.into()),
        semantic_tokens_provider: Some(colours().into()),
        code_action_provider: Some(actions.into()),
        ..Default::default()
    }
}

fn characters(characters: &[&str]) -> Vec<String> {
    characters.iter().map(ToString::to_string).collect()
}

fn colours() -> SemanticTokensOptions {
    SemanticTokensOptions {
        legend: SemanticTokensLegend {
            token_types: characters(&colours::KINDS),
            token_modifiers: characters(&colours::MODIFIERS),
        },
        range: Some(true.into()),
        full: Some(true.into()),
        ..Default::default()
    }
}
