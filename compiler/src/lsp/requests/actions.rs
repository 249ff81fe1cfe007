//! Code actions: what mends a finding, and what a plan suggests.

use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionRequest};
use pdl_lang::ide::actions;
use serde_json::Value;

use super::{Context, Failure, typed};
use crate::lsp::publish;

pub(super) fn actions(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<CodeActionRequest>(cx, params, |cx, params| {
        let Some(found) = cx.find(&params.text_document.uri) else { return Ok(None) };
        let analysis = &found.snapshot.analysis;
        let range = cx.places(found).span(params.range);
        let wanted = |kind: &CodeActionKind| match &params.context.only {
            Some(only) => only.iter().any(|asked| includes(asked, kind)),
            None => true,
        };
        let all = actions::actions(analysis, found.file, range).into_iter();
        let action = |action: actions::Action| {
            let mended = action.mends.and_then(|index| analysis.diagnostics.get(index));
            let kind = match mended {
                Some(_) => CodeActionKind::QuickFix,
                None => CodeActionKind::RefactorMove,
            };
            let diagnostic = mended.map(|mended| {
                publish::diagnostic(found.snapshot, mended, cx.pages, cx.client.encoding)
            });
            wanted(&kind).then(|| CodeAction {
                title: action.title,
                kind: Some(kind),
                diagnostics: diagnostic.map(|diagnostic| vec![diagnostic]),
                is_preferred: action.is_preferred.then_some(true),
                edit: Some(cx.workspace_edit(found, &action.edits)),
                ..CodeAction::default()
            })
        };
        Ok(Some(all.filter_map(action).map(Into::into).collect()))
    })
}

/// Whether a kind that is asked for stands for another: `refactor` for `refactor.move`.
fn includes(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let name = |kind: &CodeActionKind| match serde_json::to_value(kind) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    };
    let (asked, kind) = (name(asked), name(kind));
    asked.is_empty()
        || kind.strip_prefix(&asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
