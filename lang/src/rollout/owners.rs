//! Objects and Helm releases that two components deliver on one cluster.

use std::collections::BTreeMap;

use super::Unit;
use super::objects::head;
use crate::diagnostic::Diagnostic;
use crate::model::{ComponentId, Plan};
use crate::problems::delivery as problems;
use crate::span::FileSpan;

/// The first who delivers something, and where.
type Owner = (ComponentId, FileSpan);

/// Adds everything that is delivered twice.
pub(super) fn check(plan: &Plan, units: &[Unit], out: &mut Vec<Diagnostic>) {
    let mut objects: BTreeMap<[String; 3], Owner> = BTreeMap::new();
    let mut releases: BTreeMap<(&str, &str), Owner> = BTreeMap::new();
    let name = |id: ComponentId| plan.components[id].name.text.as_str();
    for unit in units {
        let component = unit.delivery.component;
        for (kind, namespace, object, at) in delivered(unit, name(component)) {
            let key = [kind, namespace.unwrap_or_default().to_owned(), object.to_owned()];
            let label = [&key[0], &key[1], &key[2]];
            let label = label.into_iter().filter(|it| !it.is_empty());
            let label = label.map(|it| it.rsplit('/').next().unwrap_or(it)).collect::<Vec<_>>();
            let label = label.join("/");
            let (first, place) = *objects.entry(key).or_insert((component, at));
            if place != at {
                let names = [name(first), name(component)];
                out.push(problems::duplicate_object(at, &label, names, place));
            }
        }
        let release = unit.delivery.helm.as_ref().zip(unit.delivery.namespace.as_deref());
        if let Some((release, namespace)) = release {
            let key = (namespace, release.name.as_str());
            let (first, place) = *releases.entry(key).or_insert((component, release.at));
            if first != component {
                let label = format!("{namespace}/{}", release.name);
                let names = [name(first), name(component)];
                out.push(problems::duplicate_release(release.at, &label, names, place));
            }
        }
    }
}

/// Everything that is in a component: kind without version, namespace, name, and where it is written.
fn delivered<'u>(
    unit: &'u Unit,
    component: &'u str,
) -> impl Iterator<Item = (String, Option<&'u str>, &'u str, FileSpan)> {
    let delivery = &unit.delivery;
    let release = delivery.helm.iter().map(move |release| {
        let kind = "helm.toolkit.fluxcd.io/HelmRelease".to_owned();
        (kind, delivery.namespace.as_deref(), component, release.at)
    });
    let resources = delivery.resources.iter().zip(&unit.objects);
    let resources = resources.filter_map(|(object, placed)| {
        let placed = placed.as_ref()?;
        let kind = placed.kind.without_version();
        Some((kind, placed.namespace.as_deref(), object.name.as_str(), head(object)))
    });
    release.chain(resources)
}
