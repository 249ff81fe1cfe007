//! Diagnostics that the client asks for, and the pages that explain them.

use gen_lsp_types::{
    DocumentDiagnosticReport, DocumentDiagnosticRequest, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, TextDocumentContentRequest, TextDocumentContentResult,
    WorkspaceDiagnosticReport, WorkspaceDiagnosticRequest, WorkspaceFullDocumentDiagnosticReport,
};
use pdl_lang::diagnostic::Code;
use serde_json::Value;

use super::{Context, Failure, typed};
use crate::lsp::{publish, uri};

pub(super) fn of_document(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<DocumentDiagnosticRequest>(cx, params, |cx, params| {
        let path = uri::to_path(&params.text_document.uri);
        let findings = publish::of_file(cx.snapshots, &path, cx.pages, cx.client.encoding);
        let full = full(findings.diagnostics);
        let report = RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: full,
        };
        Ok(DocumentDiagnosticReport::from(report))
    })
}

pub(super) fn of_workspace(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<WorkspaceDiagnosticRequest>(cx, params, |cx, _| {
        let all = publish::all(cx.snapshots, cx.pages, cx.client.encoding);
        let report = |(path, findings): (std::path::PathBuf, publish::Findings)| {
            let full = WorkspaceFullDocumentDiagnosticReport {
                uri: uri::of_path(&path),
                version: findings.version,
                full_document_diagnostic_report: full(findings.diagnostics),
            };
            full.into()
        };
        Ok(WorkspaceDiagnosticReport { items: all.into_iter().map(report).collect() })
    })
}

fn full(items: Vec<gen_lsp_types::Diagnostic>) -> FullDocumentDiagnosticReport {
    FullDocumentDiagnosticReport { result_id: None, items }
}

/// The page of a code, for an editor that opens its link.
pub(super) fn page(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<TextDocumentContentRequest>(cx, params, |_, params| {
        let name = params.uri.0.strip_prefix(publish::OWN_PAGES).unwrap_or_default();
        let code = name.strip_suffix(".md").and_then(Code::find);
        let unknown = || Failure::Refused(format!("there is no page `{}`", params.uri.0));
        Ok(TextDocumentContentResult { text: code.ok_or_else(unknown)?.page().to_owned() })
    })
}
