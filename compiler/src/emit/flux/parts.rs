//! The objects of a component, each with the file that it stands in.

use std::collections::BTreeSet;

use pdl_lang::deliver::{KubeObject, Release, RemoteKustomization};
use pdl_lang::model::Plan;
use pdl_lang::rollout::{Placed, Unit};

use super::helm_release::{self, Source};
use super::{FLUX_SYSTEM, duration, helm_repository, kustomization, namespace, object};
use super::{oci_repository, remote};

/// The longest name of a file that is made of an object's, without its extension.
const STEM_BYTES: usize = 200;

/// An object that a component delivers.
pub(in crate::emit) struct Part<'u> {
    /// Its file, from the folder of its cluster.
    pub(in crate::emit) path: String,
    /// Its kind, without the group.
    pub(in crate::emit) kind: &'u str,
    /// Its namespace, if it has one.
    pub(in crate::emit) namespace: Option<&'u str>,
    /// Its name.
    pub(in crate::emit) name: &'u str,
    body: Body<'u>,
}

enum Body<'u> {
    Namespace,
    ChartSource(&'u Release),
    Release(&'u Release),
    Remote(&'u RemoteKustomization),
    Object(&'u KubeObject, &'u Placed),
}

impl Part<'_> {
    /// Whether the root applies it, before the component's own Kustomization.
    pub(in crate::emit) fn is_of_root(&self, unit: &Unit) -> bool {
        unit.delivery.kustomize.is_some() && !matches!(self.body, Body::Object(..))
    }

    /// Whether a program says it as an object, so that nothing else has to make it.
    pub(in crate::emit) fn is_object(&self) -> bool {
        matches!(self.body, Body::Object(..))
    }

    /// The object as YAML.
    pub(in crate::emit) fn text(&self, unit: &Unit) -> String {
        let space = self.namespace.unwrap_or_default();
        match self.body {
            Body::Namespace => namespace::namespace(self.name),
            Body::ChartSource(release) => match source(release) {
                Source::Oci => {
                    let version = &release.version;
                    oci_repository::oci_repository(self.name, space, &release.chart, version)
                }
                Source::Repository(_) => {
                    helm_repository::helm_repository(self.name, space, &release.chart)
                }
            },
            Body::Release(release) => {
                let timeout = unit.delivery.flux.timeout.as_ref();
                let timeout = duration::or(timeout, kustomization::TIMEOUT);
                helm_release::helm_release(self.name, space, release, &source(release), &timeout)
            }
            Body::Remote(remote) => remote::source(self.name, remote),
            Body::Object(object, placed) => {
                object::object(object, &placed.kind, placed.namespace.as_deref())
            }
        }
    }
}

/// The objects of a component, in the order in which they are listed.
pub(in crate::emit) fn parts<'u>(plan: &'u Plan, unit: &'u Unit) -> Vec<Part<'u>> {
    let component = plan.components[unit.delivery.component].name.text.as_str();
    let path = |stem: &str| format!("components/{component}/{stem}.yaml");
    let mut names = FileNames::default();
    let mut parts = Vec::new();
    for space in &unit.creates {
        let stem = match unit.delivery.namespace.as_ref() {
            Some(own) if own == space => names.take("namespace"),
            _ => names.take(&stem("namespace", space)),
        };
        let (path, body) = (path(&stem), Body::Namespace);
        parts.push(Part { path, kind: "Namespace", namespace: None, name: space, body });
    }
    if let Some(remote) = &unit.delivery.kustomize {
        parts.push(Part {
            path: format!("sources/{component}.yaml"),
            kind: remote::kind(remote),
            namespace: Some(FLUX_SYSTEM),
            name: component,
            body: Body::Remote(remote),
        });
    }
    if let (Some(release), Some(space)) = (&unit.delivery.helm, &unit.delivery.namespace) {
        let mut part = |stem: &str, kind, body| {
            let (path, namespace) = (path(&names.take(stem)), Some(space.as_str()));
            parts.push(Part { path, kind, namespace, name: component, body });
        };
        let kind = match source(release) {
            Source::Oci => oci_repository::KIND,
            Source::Repository(_) => helm_repository::KIND,
        };
        part("source", kind, Body::ChartSource(release));
        part("helmrelease", helm_release::KIND, Body::Release(release));
    }
    for (object, placed) in unit.placed() {
        let (kind, namespace) = (placed.kind.name.as_str(), placed.namespace.as_deref());
        let path = path(&names.take(&stem(kind, &object.name)));
        let body = Body::Object(object, placed);
        parts.push(Part { path, kind, namespace, name: &object.name, body });
    }
    parts
}

/// Where the chart of a release comes from; one of a repository has a name in every program without errors.
pub(in crate::emit) fn source(release: &Release) -> Source<'_> {
    if release.chart.starts_with("oci://") {
        return Source::Oci;
    }
    Source::Repository(release.chart_name.as_deref().unwrap_or_default())
}

/// What a file of an object is called: its kind and name, with nothing that a path could stumble over.
fn stem(kind: &str, name: &str) -> String {
    let safe = |it: char| if it.is_ascii_alphanumeric() || it == '.' { it } else { '-' };
    let mut stem: String = format!("{kind}-{name}").chars().map(safe).collect();
    stem.make_ascii_lowercase();
    stem.truncate(STEM_BYTES);
    stem
}

/// Names of files that are taken.
#[derive(Default)]
struct FileNames(BTreeSet<String>);

impl FileNames {
    /// The name, or if it is taken the name with the first number that makes it free.
    fn take(&mut self, stem: &str) -> String {
        let mut name = stem.to_owned();
        let mut number = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{stem}-{number}");
            number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{FileNames, stem};

    #[test]
    fn names_of_files_are_safe_and_unique() {
        assert_eq!(stem("ClusterRole", "system:node/É"), "clusterrole-system-node--");
        assert_eq!(stem("ConfigMap", &"x".repeat(300)).len(), 200);
        let mut names = FileNames::default();
        let taken = ["a", "a", "a-2", "a"].map(|it| names.take(it));
        assert_eq!(taken, ["a", "a-2", "a-2-2", "a-3"]);
    }
}
