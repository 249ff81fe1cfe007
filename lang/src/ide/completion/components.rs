//! What a component may name of the plan: components that come before it, and its own objects.

use std::collections::BTreeSet;

use super::{Completion, CompletionKind, List, values};
use crate::model::{Component, ComponentId, Resource};
use crate::syntax::string;
use crate::table::Namespace;

/// The component whose block is being written: the last that begins before the place.
fn own<'a>(list: &List<'a>) -> Option<(ComponentId, &'a Component)> {
    let place = list.place;
    let begins_before = |component: &Component| {
        component.at.file == place.file && component.at.span.start < place.offset()
    };
    let all = place.analysis.plan.components.iter();
    all.filter(|(_, it)| begins_before(it)).max_by_key(|(_, it)| it.at)
}

/// The components that one may come after: those of its story, without itself and what waits for it.
pub(super) fn earlier(list: List<'_>) -> Vec<Completion> {
    let plan = &list.place.analysis.plan;
    let own = own(&list);
    let mut found = values::names(list, Namespace::Component, "");
    let Some((id, own)) = own else { return found };
    let mut later = BTreeSet::from([id]);
    let mut next = vec![id];
    while let Some(before) = next.pop() {
        let waits = |it: &Component| it.after.iter().any(|other| other.value == before);
        let waiting = plan.components.iter().filter(|(_, it)| waits(it)).map(|(id, _)| id);
        next.extend(waiting.filter(|id| later.insert(*id)));
    }
    // What has no story yet may get the same.
    let is_of_the_story = |other: &Component| match (own.story, other.story) {
        (Some(own), Some(other)) => own.value == other.value,
        _ => true,
    };
    let fit = plan.components.iter().filter(|(id, it)| !later.contains(id) && is_of_the_story(it));
    let fit: BTreeSet<&str> = fit.map(|(_, it)| it.name.text.as_str()).collect();
    found.retain(|it| fit.contains(it.label.as_str()));
    found
}

/// The names of a component's own objects of a kind.
pub(super) fn objects(mut list: List<'_>, kind: &str) -> Vec<Completion> {
    let Some((_, own)) = own(&list) else { return list.found };
    let layers = [&own.base].into_iter().chain(own.overrides.iter().map(|(_, layer)| layer));
    let is_of_kind = |it: &&Resource| it.kind.value.rsplit('/').next() == Some(kind);
    let of_kind = layers.flat_map(|it| &it.resources).filter(is_of_kind);
    let names: BTreeSet<&str> = of_kind.filter_map(|it| it.name.as_str()).collect();
    for name in names {
        let text = if string::is_word(name) { name.to_owned() } else { format!("\"{name}\"") };
        list.add(name, CompletionKind::Word, kind, "").text = text;
    }
    list.found
}
