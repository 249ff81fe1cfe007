//! What stands at a place, and what may follow.

use gen_lsp_types::{
    Hover, HoverRequest, MarkupContent, MarkupKind, ParameterInformation, SignatureHelp,
    SignatureHelpRequest, SignatureInformation,
};
use pdl_lang::ide::{hover as explained, signature as signed};
use serde_json::Value;

use super::{Context, Failure, typed};

/// Markdown as the protocol has it.
pub(super) fn markdown(value: String) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value }
}

pub(super) fn hover(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<HoverRequest>(cx, params, |cx, params| {
        let Some((found, place)) = cx.place(&params.text_document_position_params) else {
            return Ok(None);
        };
        Ok(explained::hover(place).map(|hover| Hover {
            contents: markdown(hover.markdown).into(),
            range: Some(cx.places(found).range(hover.at.span)),
        }))
    })
}

pub(super) fn signature(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<SignatureHelpRequest>(cx, params, |cx, params| {
        let Some((_, place)) = cx.place(&params.text_document_position_params) else {
            return Ok(None);
        };
        let Some(signature) = signed::signature(place) else { return Ok(None) };
        // Labels of the table are ASCII, so that bytes count what every encoding counts.
        let parameters =
            signature.arguments.into_iter().map(|(start, end, doc)| ParameterInformation {
                label: (start, end).into(),
                documentation: Some(markdown(doc).into()),
            });
        let active = u32::try_from(signature.active).unwrap_or(u32::MAX);
        let information = SignatureInformation {
            label: signature.label,
            documentation: Some(markdown(signature.doc.to_owned()).into()),
            parameters: Some(parameters.collect()),
            active_parameter: None,
        };
        Ok(Some(SignatureHelp {
            signatures: vec![information],
            active_signature: Some(0),
            active_parameter: Some(active.into()),
        }))
    })
}
