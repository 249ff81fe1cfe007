//! The shape of a document: what folds, what to select next, where links lead.

use gen_lsp_types::{
    DocumentLink, DocumentLinkRequest, FoldingRange, FoldingRangeKind, FoldingRangeRequest,
    SelectionRange, SelectionRangeRequest, Uri,
};
use pdl_lang::ide::folding::{self, FoldKind};
use pdl_lang::ide::links::{self, Target};
use pdl_lang::ide::{Place, selection_ranges};
use serde_json::Value;

use super::{Context, Failure, Found, typed};
use crate::lsp::uri;
use crate::workspace;

pub(super) fn folds(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<FoldingRangeRequest>(cx, params, |cx, params| {
        let Some(found) = cx.find(&params.text_document.uri) else { return Ok(None) };
        let places = cx.places(found);
        let fold = |fold: folding::Fold| FoldingRange {
            start_line: places.position(fold.span.start).line,
            end_line: places.position(fold.span.end).line,
            kind: match fold.kind {
                FoldKind::Region => None,
                FoldKind::Comment => Some(FoldingRangeKind::Comment),
                FoldKind::Includes => Some(FoldingRangeKind::Imports),
            },
            ..FoldingRange::default()
        };
        let folds = folding::folds(&found.snapshot.analysis, found.file);
        Ok(Some(folds.into_iter().map(fold).collect()))
    })
}

pub(super) fn selection_ranges(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<SelectionRangeRequest>(cx, params, |cx, params| {
        let Some(found) = cx.find(&params.text_document.uri) else { return Ok(None) };
        let places = cx.places(found);
        let one = |position: &gen_lsp_types::Position| {
            let offset = places.offset(*position);
            let place = Place { analysis: &found.snapshot.analysis, file: found.file, offset };
            let spans = selection_ranges::selection_ranges(place).into_iter().rev();
            let outermost =
                SelectionRange { range: places.range(spans_end(places.text)), parent: None };
            spans.fold(outermost, |around, span| {
                let range = places.range(span);
                if range == around.range {
                    return around;
                }
                SelectionRange { range, parent: Some(Box::new(around)) }
            })
        };
        Ok(Some(params.positions.iter().map(one).collect()))
    })
}

fn spans_end(text: &str) -> pdl_lang::span::Span {
    pdl_lang::span::Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX))
}

pub(super) fn links(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<DocumentLinkRequest>(cx, params, |cx, params| {
        let Some(found) = cx.find(&params.text_document.uri) else { return Ok(None) };
        let places = cx.places(found);
        let all = links::links(&found.snapshot.analysis, found.file).into_iter();
        let link = |link: links::Link| {
            let target = match link.target {
                Target::Web(address) => Some(Uri(address)),
                Target::Files(glob) => file(found, &glob),
            };
            target.map(|target| DocumentLink {
                range: places.range(link.at.span),
                target: Some(target),
                ..DocumentLink::default()
            })
        };
        Ok(Some(all.filter_map(link).collect()))
    })
}

/// The file that a link leads to: of several that a glob matches, the first of the program.
fn file(found: Found<'_>, glob: &str) -> Option<Uri> {
    let path = found.snapshot.path(found.file);
    if !path.is_absolute() {
        return None;
    }
    let joined = uri::normalize(&path.parent()?.join(glob));
    if !glob.contains(['*', '?', '[', '{']) {
        return Some(uri::of_path(&joined));
    }
    let pattern = joined.to_str()?.trim_start_matches('/').to_owned();
    let names = found.snapshot.files().filter(|(other, _)| *other != path);
    let names = names
        .filter_map(|(path, _)| path.to_str().map(|path| path.trim_start_matches('/').to_owned()));
    let first = workspace::matching(&pattern, names).into_iter().next()?;
    Some(uri::of_path(std::path::Path::new(&format!("/{first}"))))
}
