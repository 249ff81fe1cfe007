//! New names, in every file.

use gen_lsp_types::{
    PrepareRenamePlaceholder, PrepareRenameRequest, PrepareRenameResult, RenameRequest,
};
use pdl_lang::ide::rename;
use serde_json::Value;

use super::{Context, Failure, typed};

pub(super) fn prepare(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<PrepareRenameRequest>(cx, params, |cx, params| {
        let Some((found, place)) = cx.place(&params.text_document_position_params) else {
            return Ok(None);
        };
        let places = cx.places(found);
        let placeholder = rename::prepare(place).map(|at| PrepareRenamePlaceholder {
            range: places.range(at.span),
            placeholder: at.span.of(places.text).to_owned(),
        });
        Ok(placeholder.map(PrepareRenameResult::from))
    })
}

pub(super) fn rename(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<RenameRequest>(cx, params, |cx, params| {
        let Some((found, place)) = cx.place(&params.text_document_position_params) else {
            return Ok(None);
        };
        let edits = rename::rename(place, &params.new_name).map_err(Failure::Refused)?;
        Ok(Some(cx.workspace_edit(found, &edits)))
    })
}
