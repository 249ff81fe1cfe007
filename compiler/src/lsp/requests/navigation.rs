//! From names to where they stand.

use gen_lsp_types::{
    Definition, DefinitionRequest, DocumentHighlight, DocumentHighlightKind,
    DocumentHighlightRequest, ReferencesRequest,
};
use pdl_lang::ide::{highlights, navigation};
use serde_json::Value;

use super::{Context, Failure, typed};

pub(super) fn definition(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<DefinitionRequest>(cx, params, |cx, params| {
        let Some((found, place)) = cx.place(&params.text_document_position_params) else {
            return Ok(None);
        };
        let definition = navigation::definition(place);
        let locations = definition.map(|definition| {
            definition.to.iter().map(|at| cx.location(found, *at)).collect::<Vec<_>>()
        });
        Ok(locations.map(|locations| Definition::LocationList(locations).into()))
    })
}

pub(super) fn references(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<ReferencesRequest>(cx, params, |cx, params| {
        let Some((found, place)) = cx.place(&params.text_document_position_params) else {
            return Ok(None);
        };
        let declared = params.context.include_declaration;
        let mentions = navigation::references(place).into_iter();
        let mentions = mentions.filter(|mention| declared || !mention.is_declaration);
        Ok(Some(mentions.map(|mention| cx.location(found, mention.at)).collect()))
    })
}

pub(super) fn highlights(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<DocumentHighlightRequest>(cx, params, |cx, params| {
        let Some((found, place)) = cx.place(&params.text_document_position_params) else {
            return Ok(None);
        };
        let places = cx.places(found);
        let highlight = |mention: navigation::Mention| DocumentHighlight {
            range: places.range(mention.at.span),
            kind: Some(if mention.is_declaration {
                DocumentHighlightKind::Write
            } else {
                DocumentHighlightKind::Read
            }),
        };
        Ok(Some(highlights::highlights(place).into_iter().map(highlight).collect()))
    })
}
