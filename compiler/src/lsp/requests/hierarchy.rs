//! Dependencies as outgoing calls, dependants as incoming ones.

use gen_lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsRequest, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsRequest, CallHierarchyPrepareRequest,
    Range, SymbolKind,
};
use pdl_lang::ide::call_hierarchy::{self, Item, Node, Step};
use pdl_lang::table::Namespace;
use serde_json::Value;

use super::{Context, Failure, Found, symbols, typed};

pub(super) fn prepare(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<CallHierarchyPrepareRequest>(cx, params, |cx, params| {
        let Some((found, place)) = cx.place(&params.text_document_position_params) else {
            return Ok(None);
        };
        Ok(call_hierarchy::prepare(place).map(|node| vec![item(cx, found, node)]))
    })
}

pub(super) fn incoming(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<CallHierarchyIncomingCallsRequest>(cx, params, |cx, params| {
        let Some((found, known)) = again(cx, &params.item) else { return Ok(None) };
        let steps = call_hierarchy::dependants(&found.snapshot.analysis, known).into_iter();
        let call = |step: Step| CallHierarchyIncomingCall {
            from_ranges: ranges(cx, Found { file: step.node.at.file, ..found }, &step),
            from: item(cx, found, step.node),
        };
        Ok(Some(steps.map(call).collect()))
    })
}

pub(super) fn outgoing(cx: &Context<'_>, params: Value) -> Result<Value, Failure> {
    typed::<CallHierarchyOutgoingCallsRequest>(cx, params, |cx, params| {
        let Some((found, known)) = again(cx, &params.item) else { return Ok(None) };
        let steps = call_hierarchy::dependencies(&found.snapshot.analysis, known).into_iter();
        // Ranges are in the file of the item that was asked about.
        let own = cx.find(&params.item.uri).unwrap_or(found);
        let call = |step: Step| CallHierarchyOutgoingCall {
            from_ranges: ranges(cx, own, &step),
            to: item(cx, found, step.node),
        };
        Ok(Some(steps.map(call).collect()))
    })
}

/// The story or component that the client speaks of, by its name: ids are of one analysis.
fn again<'s>(cx: &Context<'s>, item: &CallHierarchyItem) -> Option<(Found<'s>, Item)> {
    let found = cx.find(&item.uri)?;
    let namespace =
        if item.kind == SymbolKind::Class { Namespace::Component } else { Namespace::Story };
    let node = call_hierarchy::find(&found.snapshot.analysis, namespace, &item.name)?;
    Some((found, node.item))
}

/// The places in a file that say so: ranges have no file of their own.
fn ranges(cx: &Context<'_>, found: Found<'_>, step: &Step) -> Vec<Range> {
    let places = cx.places(found);
    let here = step.because.iter().filter(|at| at.file == found.file);
    here.map(|at| places.range(at.span)).collect()
}

fn item(cx: &Context<'_>, found: Found<'_>, node: Node) -> CallHierarchyItem {
    let namespace = match node.item {
        Item::Story(_) => Namespace::Story,
        Item::Component(_) => Namespace::Component,
    };
    let whole = cx.location(found, node.at);
    CallHierarchyItem {
        name: node.name,
        kind: symbols::kind(namespace),
        tags: None,
        detail: Some(node.detail).filter(|detail| !detail.is_empty()),
        uri: whole.uri,
        range: whole.range,
        selection_range: cx.location(found, node.name_at).range,
        data: None,
    }
}
