//! What documents and programs declare.

use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, DocumentSymbolRequest, SymbolKind, WorkspaceSymbol,
    WorkspaceSymbolRequest,
};
use pdl_lang::ide::symbols::{self, Symbol};
use pdl_lang::table::Namespace;
use serde_json::Value;

use super::{Context, Failure, Found, typed};
use crate::lsp::positions::Places;

pub(super) fn of_document(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<DocumentSymbolRequest>(cx, params, |cx, params| {
        let Some(found) = cx.find(&params.text_document.uri) else { return Ok(None) };
        let places = cx.places(found);
        let outline = symbols::outline(&found.snapshot.analysis, found.file);
        let symbols: Vec<DocumentSymbol> =
            outline.into_iter().map(|symbol| document_symbol(places, symbol)).collect();
        Ok(Some(symbols.into()))
    })
}

fn document_symbol(places: Places<'_>, symbol: Symbol) -> DocumentSymbol {
    let children = symbol.children.into_iter().map(|child| document_symbol(places, child));
    let children: Vec<DocumentSymbol> = children.collect();
    DocumentSymbol::new(
        symbol.name,
        Some(symbol.detail).filter(|detail| !detail.is_empty()),
        symbol.namespace.map_or(SymbolKind::Property, kind),
        None,
        None,
        places.range(symbol.at.span),
        places.range(symbol.name_at.span),
        Some(children).filter(|children| !children.is_empty()),
    )
}

pub(super) fn of_workspace(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<WorkspaceSymbolRequest>(cx, params, |cx, params| {
        let mut symbols = Vec::new();
        for snapshot in cx.snapshots {
            let analysis = &snapshot.analysis;
            let found = Found { snapshot, file: pdl_lang::span::FileId(0) };
            for declared in symbols::search(analysis, &params.query) {
                symbols.push(WorkspaceSymbol {
                    location: cx.location(found, declared.at).into(),
                    data: None,
                    base_symbol_information: BaseSymbolInformation {
                        name: declared.name,
                        kind: kind(declared.namespace),
                        tags: None,
                        container_name: Some(declared.detail).filter(|it| !it.is_empty()),
                    },
                });
            }
        }
        Ok(Some(symbols.into()))
    })
}

/// The protocol's nearest word for what a name is the name of.
pub(super) fn kind(namespace: Namespace) -> SymbolKind {
    match namespace {
        Namespace::Platform => SymbolKind::Package,
        Namespace::Sprint => SymbolKind::Struct,
        Namespace::Story => SymbolKind::Function,
        Namespace::Lane => SymbolKind::Enum,
        Namespace::Milestone => SymbolKind::Event,
        Namespace::Cluster => SymbolKind::Namespace,
        Namespace::Component => SymbolKind::Class,
        Namespace::Store => SymbolKind::Key,
    }
}
