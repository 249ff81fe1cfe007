//! Objects and Helm releases that two components deliver on one cluster.

use std::collections::BTreeMap;

use super::objects::head;
use super::products::products;
use super::{Unit, charts, offers, source};
use crate::diagnostic::Diagnostic;
use crate::model::{ComponentId, Name, Plan};
use crate::problems::delivery as problems;
use crate::span::FileSpan;

/// The first who delivers something, and where.
type Owner = (ComponentId, FileSpan);

/// Adds everything that is delivered twice.
pub(super) fn check(plan: &Plan, units: &[Unit], out: &mut Vec<Diagnostic>) {
    let mut objects: BTreeMap<[String; 3], Owner> = BTreeMap::new();
    let mut releases: BTreeMap<(String, String), Owner> = BTreeMap::new();
    let name = |id: ComponentId| plan.components[id].name.text.as_str();
    // Components that name one file have its objects from the same place.
    let again = |at: FileSpan, first: FileSpan, component: ComponentId| {
        if at == first { plan.components[component].name.at } else { at }
    };
    for unit in units {
        let component = unit.delivery.component;
        for (kind, namespace, object, at) in delivered(unit, &plan.components[component].name) {
            let key = [kind, namespace.unwrap_or_default().to_owned(), object];
            let label = [&key[0], &key[1], &key[2]];
            let label = label.into_iter().filter(|it| !it.is_empty());
            let label = label.map(|it| it.rsplit('/').next().unwrap_or(it)).collect::<Vec<_>>();
            let label = label.join("/");
            let (first, place) = *objects.entry(key).or_insert((component, at));
            if (first, place) != (component, at) {
                let names = [name(first), name(component)];
                let at = again(at, place, component);
                out.push(problems::duplicate_object(at, &label, names, place));
            }
        }
        for (release, at) in released(unit) {
            let label = format!("{}/{}", release.0, release.1);
            let (first, place) = *releases.entry(release).or_insert((component, at));
            if (first, place) != (component, at) {
                let names = [name(first), name(component)];
                let at = again(at, place, component);
                out.push(problems::duplicate_release(at, &label, names, place));
            }
        }
    }
}

/// Every Helm release of a component: namespace and name, and where it is written.
fn released(unit: &Unit) -> impl Iterator<Item = ((String, String), FileSpan)> {
    let delivery = &unit.delivery;
    let own = delivery.helm.as_ref().zip(delivery.namespace.as_ref());
    let own = own.map(|(it, namespace)| ((namespace.clone(), it.name.clone()), it.at));
    let objects = unit.placed();
    let objects = objects.filter_map(|(it, placed)| Some((charts::release(it, placed)?, head(it))));
    own.into_iter().chain(objects)
}

/// Everything that is in a component, or that a controller makes of it and of nothing else: kind without version, namespace, name, and where it is written.
fn delivered<'u>(
    unit: &'u Unit,
    component: &'u Name,
) -> impl Iterator<Item = (String, Option<&'u str>, String, FileSpan)> {
    let delivery = &unit.delivery;
    let release = offers::written(component, delivery)
        .map(|it| (it.kind.to_owned(), Some(it.namespace), it.name.to_owned(), it.at));
    let resources = delivery.resources.iter().zip(&unit.objects);
    let resources = resources.filter_map(|(object, placed)| {
        let placed = placed.as_ref()?;
        let kind = placed.kind.without_version();
        Some((kind, placed.namespace.as_deref(), object.name.clone(), head(object)))
    });
    let made = unit.placed().flat_map(|(object, placed)| {
        let namespace = placed.namespace.as_deref();
        let products = products(&placed.kind.without_version(), object).into_iter();
        let products = products.filter(|(product, _)| product.is_owned(object));
        products.filter_map(move |(product, name)| {
            Some((product.kind.to_owned(), namespace, name?, head(object)))
        })
    });
    release.chain(source::made(unit)).chain(resources).chain(made)
}
