//! What may stand at a place.

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionRequest, InsertTextFormat,
    TextEdit,
};
use pdl_lang::ide::completion::{Completion, CompletionKind, completions};
use pdl_lang::table::Namespace;
use serde_json::Value;

use super::hover::markdown;
use super::{Context, Failure, typed};

/// How many completions are sent at once: an editor asks again when more is typed.
const MOST: usize = 500;

pub(super) fn completion(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<CompletionRequest>(cx, params, |cx, params| {
        let position = &params.text_document_position_params;
        let Some((found, place)) = cx.place(position) else { return Ok(None) };
        let mut all = completions(place);
        let is_incomplete = all.len() > MOST;
        if is_incomplete {
            let places = cx.places(found);
            let typed = all[0].at.span.start as usize..places.offset(position.position) as usize;
            let typed = places.text.get(typed).unwrap_or_default().to_ascii_lowercase();
            all.retain(|it| it.label.to_ascii_lowercase().contains(&typed));
            all.truncate(MOST);
        }
        let places = cx.places(found);
        let items = all.into_iter().enumerate().map(|(rank, completion)| {
            let range = places.range(completion.at.span);
            item(cx, rank, completion, range)
        });
        let list =
            CompletionList { is_incomplete, items: items.collect(), ..CompletionList::default() };
        Ok(Some(list.into()))
    })
}

fn item(
    cx: &Context<'_>,
    rank: usize,
    completion: Completion,
    range: gen_lsp_types::Range,
) -> CompletionItem {
    let snippet = completion.snippet.filter(|_| cx.client.snippets);
    let format = snippet.as_ref().map(|_| InsertTextFormat::Snippet);
    let new_text = snippet.unwrap_or(completion.text);
    let doc = Some(completion.doc).filter(|doc| !doc.is_empty());
    CompletionItem {
        label: completion.label,
        kind: Some(kind(completion.kind)),
        detail: Some(completion.detail).filter(|detail| !detail.is_empty()),
        documentation: doc.map(|doc| markdown(doc).into()),
        sort_text: Some(format!("{rank:06}")),
        insert_text_format: format,
        text_edit: Some(TextEdit { range, new_text }.into()),
        ..CompletionItem::default()
    }
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Statement => CompletionItemKind::Keyword,
        CompletionKind::Field | CompletionKind::Key => CompletionItemKind::Field,
        CompletionKind::Word => CompletionItemKind::EnumMember,
        CompletionKind::Setting => CompletionItemKind::Variable,
        CompletionKind::Fact | CompletionKind::Lint => CompletionItemKind::Property,
        CompletionKind::Kind => CompletionItemKind::Struct,
        CompletionKind::Name(namespace) => match namespace {
            Namespace::Story => CompletionItemKind::Function,
            Namespace::Sprint | Namespace::Milestone => CompletionItemKind::Event,
            Namespace::Lane => CompletionItemKind::Enum,
            Namespace::Cluster | Namespace::Platform => CompletionItemKind::Module,
            Namespace::Component => CompletionItemKind::Class,
            Namespace::Store => CompletionItemKind::Reference,
        },
    }
}
