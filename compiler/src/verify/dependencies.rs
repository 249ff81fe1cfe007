//! What a Kustomization or a release waits for is there, and nothing waits for itself.

use std::collections::BTreeSet;

use serde_yaml::Value;

use super::lines::Step::{Item, Key};
use super::tree::{Cluster, HELM, Id, Object};
use super::{Check, Finding};

pub(super) fn check(cluster: &Cluster) -> Vec<Finding> {
    let kustomizations: Vec<&Object> = cluster.kustomizations.iter().map(|it| &it.object).collect();
    let releases = cluster.objects().map(|(_, object)| object);
    let releases: Vec<&Object> = releases.filter(|it| it.is(HELM, "HelmRelease")).collect();
    let mut found = among(cluster, &kustomizations);
    found.extend(among(cluster, &releases));
    found
}

/// Judges objects of one kind that wait for each other.
fn among(cluster: &Cluster, objects: &[&Object]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); objects.len()];
    for (index, object) in objects.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (number, item) in object.items(&["spec", "dependsOn"]).iter().enumerate() {
            let steps = [Key("spec"), Key("dependsOn"), Item(number)];
            let text = |key| item.get(key).and_then(Value::as_str);
            let namespace = text("namespace").unwrap_or(&object.id.namespace);
            let name = text("name").unwrap_or_default();
            let is_it = |it: &&Object| it.id.namespace == namespace && it.id.name == name;
            let target = objects.iter().position(is_it);
            let own = &object.id.name;
            let id = || Id {
                namespace: namespace.to_owned(),
                name: name.to_owned(),
                ..object.id.clone()
            };
            let message = match target {
                None if cluster.bootstrap.has(&id()) => continue,
                _ if !seen.insert((namespace, name)) => format!("`{own}` waits for `{name}` twice"),
                None => {
                    format!(
                        "`{own}` waits for `{name}`, and nothing of that name is in the namespace `{namespace}`"
                    )
                }
                Some(target) if target == index => format!("`{own}` waits for itself"),
                Some(target) => {
                    edges[index].push(target);
                    continue;
                }
            };
            found.push(object.finding(Check::Dependencies, &steps, message));
        }
    }
    found.extend(circles(objects, &edges));
    found
}

/// One finding for every set of objects that wait for one another.
fn circles(objects: &[&Object], edges: &[Vec<usize>]) -> Vec<Finding> {
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    for start in 0..objects.len() {
        if told.contains(&start) {
            continue;
        }
        let Some(circle) = circle(edges, start) else { continue };
        told.extend(&circle);
        let names = circle.iter().chain([&start]).map(|it| format!("`{}`", objects[*it].id.name));
        let names: Vec<String> = names.collect();
        let message = format!("these wait for one another: {}", names.join(" waits for "));
        let steps = [Key("spec"), Key("dependsOn")];
        found.push(objects[start].finding(Check::Dependencies, &steps, message));
    }
    found
}

/// A shortest way from an object back to itself, beginning with it.
fn circle(edges: &[Vec<usize>], start: usize) -> Option<Vec<usize>> {
    let mut from: Vec<Option<usize>> = vec![None; edges.len()];
    let mut open = std::collections::VecDeque::from([start]);
    while let Some(node) = open.pop_front() {
        for &next in &edges[node] {
            if next == start {
                let mut way = vec![node];
                while let Some(before) = from[*way.last().unwrap_or(&start)] {
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            if from[next].is_none() {
                from[next] = Some(node);
                open.push_back(next);
            }
        }
    }
    None
}
