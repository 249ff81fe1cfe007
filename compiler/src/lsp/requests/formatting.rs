//! The canonical form of a document. A text with syntax errors has none; the client is told so.

use gen_lsp_types::{DocumentFormattingRequest, TextEdit};
use pdl_lang::format;
use serde_json::Value;

use super::{Context, Failure, typed};

pub(super) fn document(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<DocumentFormattingRequest>(cx, params, |cx, params| {
        let Some(found) = cx.find(&params.text_document.uri) else { return Ok(None) };
        let places = cx.places(found);
        let refused = |_| Failure::Refused("a text with syntax errors is not formatted".to_owned());
        let formatted = format::format(found.file, places.text).map_err(refused)?;
        let edits = format::edits(places.text, &formatted).into_iter();
        let edit = |(span, new_text)| TextEdit { range: places.range(span), new_text };
        Ok(Some(edits.map(edit).collect()))
    })
}
