//! Components: what waits for what within a story, and what an override alone cannot say.

use std::collections::BTreeMap;

use crate::deliver::written;
use crate::diagnostic::Diagnostic;
use crate::graph::{Components, Graph, cycles};
use crate::model::{Component, ComponentId, Id, Layer, Placement, Plan, Spanned, Status, Value};
use crate::problems::delivery::{self, Way};
use crate::problems::{components as problems, names, source};
use crate::span::FileSpan;

/// `is_whole` says that nothing was taken away from the plan, so that what is missing is missing.
pub(crate) fn check(plan: &Plan, is_whole: bool, out: &mut Vec<Diagnostic>) {
    circles(plan, out);
    undelivered(plan, out);
    for component in plan.components.values() {
        twice(plan, component, out);
    }
    if is_whole {
        without_cluster(plan, out);
        for component in plan.components.values() {
            lone_overrides(component, out);
        }
    }
    for component in plan.components.values() {
        useless_names(component, out);
    }
}

/// Names of charts whose addresses end with them.
fn useless_names(component: &Component, out: &mut Vec<Diagnostic>) {
    let layers = component.overrides.iter().map(|(_, layer)| layer).chain([&component.base]);
    for helm in layers.filter_map(|it| it.helm.as_ref()) {
        let (Some(chart), Some(name)) = (&helm.chart, &helm.name) else { continue };
        if chart.as_str().is_some_and(|it| it.starts_with("oci://")) {
            out.push(source::useless_field(name.at, "name", "oci://", chart.at));
        }
    }
}

/// Components of stories that nobody is going to deliver.
fn undelivered(plan: &Plan, out: &mut Vec<Diagnostic>) {
    for component in plan.components.values() {
        let ways = [(component.story, Way::Belongs), (component.bootstrap, Way::ByHand)];
        for (story, way) in ways {
            let Some(Spanned { value: story, at }) = story else { continue };
            let (component, story) = (&component.name.text, &plan.stories[story]);
            let name = &story.name;
            if story.placement == Placement::Backlog {
                out.push(delivery::of_the_backlog(at, component, way, &name.text, name.at));
            } else if story.status() == Status::Deferred {
                out.push(delivery::of_a_deferred_story(at, component, way, &name.text, name.at));
            }
        }
    }
}

/// Objects that one `on` block changes or adds twice: the later would be laid over the earlier.
fn twice(plan: &Plan, component: &Component, out: &mut Vec<Diagnostic>) {
    for (_, layer) in &component.overrides {
        let mut seen = BTreeMap::new();
        for resource in &layer.resources {
            let kind = plan.catalogue.find(&resource.kind.value);
            let kind = kind.map_or_else(|_| resource.kind.value.clone(), |it| it.without_version());
            let name = written(&resource.name);
            let namespace = resource.body.get("metadata").and_then(|it| it.get("namespace"));
            let namespace = namespace.map(written);
            let parts = [kind.rsplit('/').next(), namespace.as_deref(), Some(&name)];
            let label = parts.into_iter().flatten().collect::<Vec<_>>().join("/");
            let at = resource.kind.at;
            let first = *seen.entry((kind, namespace, name)).or_insert(at);
            if first != at {
                let names = [component.name.text.as_str(); 2];
                out.push(delivery::duplicate_object(at, &label, names, first));
            }
        }
    }
}

/// Components that go to no cluster, so that nothing is delivered, and their objects are not looked at.
fn without_cluster(plan: &Plan, out: &mut Vec<Diagnostic>) {
    if plan.clusters.is_empty() {
        let mut components = plan.components.values().map(|it| &it.name);
        if let Some(first) = components.next() {
            out.push(delivery::no_cluster(first, components.count()));
        }
        return;
    }
    for component in plan.components.values() {
        let Some(Spanned { value: id, at }) = component.story else { continue };
        let story = &plan.stories[id];
        if story.clusters.as_deref().is_some_and(<[_]>::is_empty) && !story.details().is_uncertain {
            out.push(delivery::no_cluster_reached(at, &component.name.text, &story.name));
        }
    }
}

/// Components that wait for each other by their `after`.
fn circles(plan: &Plan, out: &mut Vec<Diagnostic>) {
    let entries = || {
        plan.components.iter().flat_map(|(id, component)| {
            component.after.iter().map(move |other| (id, other.value, other.at))
        })
    };
    let number = |id: ComponentId| id.index();
    let number = |id| u32::try_from(number(id)).expect("the size of a program is limited");
    let edges: Vec<(u32, u32)> = entries().map(|(id, on, _)| (number(on), number(id))).collect();
    let places: Vec<(ComponentId, ComponentId, FileSpan)> = entries().collect();
    let graph = Graph::new(plan.components.len(), &edges);
    for cycle in cycles(&graph, &Components::new(&graph)) {
        let name = |id: ComponentId| &plan.components[id].name;
        let steps = cycle.iter().map(|edge| places[*edge as usize]);
        let steps: Vec<_> = steps.map(|(id, on, at)| (name(id), name(on), at)).collect();
        out.push(problems::after_cycle(&steps));
    }
}

/// Overrides of a `helm` or `kustomize` that is nowhere said in full.
fn lone_overrides(component: &Component, out: &mut Vec<Diagnostic>) {
    for (_, layer) in &component.overrides {
        lone(&component.base, layer, helm, "helm", ["chart", "version"], out);
        lone(&component.base, layer, kustomize, "kustomize", ["url", "revision"], out);
    }
}

/// A statement that needs two fields: its place, and what they say.
type Needs<'p> = (FileSpan, [Option<&'p Value>; 2]);

fn helm(layer: &Layer) -> Option<Needs<'_>> {
    layer.helm.as_ref().map(|it| (it.at, [it.chart.as_ref(), it.version.as_ref()]))
}

fn kustomize(layer: &Layer) -> Option<Needs<'_>> {
    layer.kustomize.as_ref().map(|it| (it.at, [it.url.as_ref(), it.revision.as_ref()]))
}

fn lone<'p>(
    base: &'p Layer,
    layer: &'p Layer,
    needs: impl Fn(&'p Layer) -> Option<Needs<'p>>,
    word: &str,
    fields: [&'static str; 2],
    out: &mut Vec<Diagnostic>,
) {
    let Some((mut at, values)) = needs(layer).filter(|_| needs(base).is_none()) else { return };
    at.span.end = at.span.start + u32::try_from(word.len()).unwrap_or_default();
    let missing = fields.into_iter().zip(values).filter(|(_, value)| value.is_none());
    let missing: Vec<&str> = missing.map(|(field, _)| field).collect();
    match missing.as_slice() {
        [] => {}
        [field] => out.push(names::missing_field(at, word, field)),
        fields => out.push(names::missing_fields(at, word, fields)),
    }
}
