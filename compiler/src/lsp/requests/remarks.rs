//! What editors show in between: inlay hints and code lenses.

use gen_lsp_types::{CodeLens, CodeLensRequest, Command, InlayHint, InlayHintRequest, Location};
use pdl_lang::ide::{code_lenses, inlay_hints as hints};
use serde_json::{Value, json};

use super::{Context, Failure, typed};

pub(super) fn inlay_hints(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<InlayHintRequest>(cx, params, |cx, params| {
        let Some(found) = cx.find(&params.text_document.uri) else { return Ok(None) };
        let places = cx.places(found);
        let range = places.span(params.range);
        let all = hints::inlay_hints(&found.snapshot.analysis, found.file, range).into_iter();
        let hint = |hint: hints::Hint| InlayHint {
            position: places.position(hint.at.span.start),
            label: hint.text.into(),
            padding_left: Some(true),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_right: None,
            data: None,
        };
        Ok(Some(all.map(hint).collect()))
    })
}

/// What the client does when a lens is clicked, if it says that it can.
const SHOW_PLACES: &str = "pdlc.showPlaces";

pub(super) fn lenses(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<CodeLensRequest>(cx, params, |cx, params| {
        let uri = &params.text_document.uri;
        let Some(found) = cx.find(uri) else { return Ok(None) };
        let places = cx.places(found);
        let all = code_lenses::code_lenses(&found.snapshot.analysis, found.file).into_iter();
        let lens = |lens: code_lenses::Lens| {
            let range = places.range(lens.at.span);
            let locations: Vec<Location> =
                lens.places.iter().map(|at| cx.location(found, *at)).collect();
            let shows = cx.shows_places && !locations.is_empty();
            let command = Command {
                title: lens.title,
                // Without a name, a command is a text.
                command: if shows { SHOW_PLACES.to_owned() } else { String::new() },
                arguments: shows.then(|| vec![json!(uri), json!(range.start), json!(locations)]),
                tooltip: None,
            };
            CodeLens { range, command: Some(command), data: None }
        };
        Ok(Some(all.map(lens).collect()))
    })
}
