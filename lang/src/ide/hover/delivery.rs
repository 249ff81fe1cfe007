//! Clusters, components, settings, and what references stand for.

use super::super::{Place, describe};
use super::{Page, escaped, item};
use crate::analysis::Analysis;
use crate::model::{ClusterId, ComponentId, Plan, Provision, Reference, Value};
use crate::scope::{Nowhere, Scope};
use crate::span::FileSpan;
use crate::table::Namespace;

pub(super) fn component(analysis: &Analysis, id: ComponentId) -> String {
    let plan = &analysis.plan;
    let component = &plan.components[id];
    let name = &component.name.text;
    let mut page = Page::new("component", name, None, component.doc.as_deref());
    let story = component.story.map(|story| story.value);
    page.row("Story", story.map(|story| describe::story_in_list(plan, story)));
    let bootstrap = component.bootstrap.map(|story| story.value);
    page.row("Bootstrapped in", bootstrap.map(|story| describe::story_in_list(plan, story)));
    let clusters = story.map(|story| plan.clusters_of(story)).unwrap_or_default();
    let clusters = clusters.into_iter().map(|it| plan.clusters[it].name.to_string());
    page.row("Clusters", Some(describe::listed(clusters)));
    page.row("Namespace", component.base.namespace.as_ref().map(describe::value));
    if let Some(helm) = &component.base.helm {
        let chart = helm.chart.as_ref().map(describe::value).unwrap_or_default();
        let version = helm.version.as_ref().map(describe::value).unwrap_or_default();
        page.row("Chart", Some(format!("{} {}", escaped(&chart), escaped(&version))));
    }
    let resources = component.base.resources.iter().map(|it| escaped(&it.kind.value));
    page.row("Resources", Some(describe::listed(resources)));
    let provides = component.provides.iter().map(|it| match it {
        Provision::Group(group) => format!("the CRDs of `{}`", group.value),
        Provision::Object(object) => {
            format!("`{}/{}`", object.kind, describe::value(&object.name).trim_matches('"'))
        }
    });
    page.row("Provides", Some(describe::listed(provides)));
    page.finish()
}

pub(super) fn cluster(analysis: &Analysis, id: ClusterId) -> String {
    let plan = &analysis.plan;
    let cluster = &plan.clusters[id];
    let mut page = Page::new("cluster", &cluster.name.text, None, cluster.doc.as_deref());
    page.row("Id", cluster.id.map(|id| id.value.to_string()));
    let api = cluster.api.as_ref().map(|api| format!("{}:{}", api.value.0, api.value.1));
    page.row("API", api);
    page.row("Pods", cluster.pods.map(|it| it.value.to_string()));
    page.row("Services", cluster.services.map(|it| it.value.to_string()));
    let settings = cluster.settings.iter().map(|setting| format!("`{}`", setting.name));
    page.row("Settings", Some(describe::listed(settings)));
    let reaches = |it: &&crate::model::Component| {
        it.story.is_some_and(|story| plan.clusters_of(story.value).contains(&id))
    };
    let components = plan.components.values().filter(reaches).count();
    page.row("Components", Some(components.to_string()));
    page.finish()
}

pub(super) fn store(plan: &Plan, name: &str) -> Option<String> {
    let inventory = plan.inventories.iter().find(|it| it.store.text == name)?;
    let mut page = Page::new("inventory", name, None, None);
    let items = inventory.items.iter().map(|item| format!("`{}`", item.name));
    page.row("Items", Some(describe::listed(items)));
    Some(page.finish())
}

/// A setting: its value on every cluster.
pub(super) fn setting(analysis: &Analysis, name: &str) -> Option<String> {
    let reference = Reference { words: vec![(name.into(), FileSpan::default())] };
    let values = values(&analysis.plan, &reference);
    if values.is_empty() {
        return None;
    }
    Some(format!("**setting** `{name}`\n\n{}", table(&values)))
}

/// A word of a reference: what the path up to it stands for on every cluster.
pub(super) fn reference(place: Place<'_>, words: &[FileSpan], step: usize) -> Option<String> {
    let text = |at: &FileSpan| at.span.of(place.file().text);
    let first = text(&words[0]);
    match (first, step) {
        ("cluster", 0) => {
            return Some(
                "**cluster**: the one that is delivered to; its facts and settings".into(),
            );
        }
        ("platform", 0) => return Some("**platform**: its facts".into()),
        ("component", 0) => return Some("**component**: the facts of another component".into()),
        ("component", 1) => return item(place, Namespace::Component, text(&words[1])),
        _ => {}
    }
    let path: Vec<_> = words[..=step].iter().map(|at| (text(at).into(), *at)).collect();
    let reference = Reference { words: path };
    let values = values(&place.analysis.plan, &reference);
    (!values.is_empty()).then(|| format!("`{reference}`\n\n{}", table(&values)))
}

/// What a reference stands for on every cluster where it leads somewhere.
pub(in crate::ide) fn values(plan: &Plan, reference: &Reference) -> Vec<(String, Value)> {
    let on = |cluster: ClusterId| -> Result<(String, Value), Nowhere> {
        let value = Scope { plan, cluster }.lookup(reference)?;
        Ok((plan.clusters[cluster].name.to_string(), value))
    };
    plan.clusters.ids().filter_map(|cluster| on(cluster).ok()).collect()
}

fn table(values: &[(String, Value)]) -> String {
    let type_of = values[0].1.shape().map(crate::model::Shape::describe).unwrap_or_default();
    let row = |(cluster, value): &(String, Value)| {
        format!("- {cluster}: `{}`", describe::value(value).replace('`', "'"))
    };
    let rows: Vec<String> = values.iter().map(row).collect();
    format!("{type_of}\n\n{}", rows.join("\n"))
}
