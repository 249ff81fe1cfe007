//! The files of one component: its Flux Kustomization, and the folder that this points to.

use std::collections::BTreeSet;

use pdl_lang::deliver::Release;
use pdl_lang::model::Plan;
use pdl_lang::rollout::{ProblemKind, Unit};
use pdl_lang::span::FileId;

use super::super::Problem;
use super::super::file::file;
use super::helm_release::{self, Source};
use super::oci_repository;
use super::{duration, helm_repository, kustomization, kustomize_config, namespace, object};
use crate::output::{Destination, File};

/// The longest name of a file that is made of an object's, without its extension.
const STEM_BYTES: usize = 200;

/// Emits a component into the folder of its cluster.
pub(super) fn component(
    plan: &Plan,
    unit: &Unit,
    folder: &str,
    inputs: &BTreeSet<FileId>,
) -> Result<Vec<File>, Vec<Problem>> {
    let component = &plan.components[unit.delivery.component];
    let name = component.name.text.as_str();
    let one = |problem| vec![problem];
    let parts = parts(name, unit)?;
    let resources: Vec<String> = parts.iter().map(|part| format!("{}.yaml", part.0)).collect();
    let mut texts = vec![
        (format!("{folder}/{name}.yaml"), kustomization::kustomization(plan, unit).map_err(one)?),
        (
            format!("{folder}/components/{name}/kustomization.yaml"),
            kustomize_config::component(&resources),
        ),
    ];
    let path = |stem| format!("{folder}/components/{name}/{stem}.yaml");
    texts.extend(parts.into_iter().map(|(stem, text)| (path(stem), text)));
    let files = texts.into_iter().map(|(path, text)| {
        file(Destination::Out, path, text, inputs, component.name.at).map_err(one)
    });
    super::all(files.collect())
}

/// The objects of a component, each with the name of its file, in the order in which they are listed.
fn parts(name: &str, unit: &Unit) -> Result<Vec<(String, String)>, Vec<Problem>> {
    let mut names = FileNames::default();
    let mut parts = Vec::new();
    for space in &unit.creates {
        let stem = match unit.delivery.namespace.as_ref() {
            Some(own) if own == space => names.take("namespace"),
            _ => names.take(&stem("namespace", space)),
        };
        parts.push((stem, namespace::namespace(space)));
    }
    if let (Some(release), Some(space)) = (&unit.delivery.helm, &unit.delivery.namespace) {
        let timeout = duration::or(unit.delivery.flux.timeout.as_ref(), kustomization::TIMEOUT);
        let timeout = timeout.map_err(|problem| vec![problem])?;
        let (source, text) = source(name, space, release).map_err(|problem| vec![problem])?;
        parts.push((names.take("source"), text));
        let text = helm_release::helm_release(name, space, release, &source, &timeout);
        parts.push((names.take("helmrelease"), text));
    }
    for (object, placed) in unit.delivery.resources.iter().zip(&unit.objects) {
        let Some(placed) = placed else { continue };
        let text = object::object(object, &placed.kind, placed.namespace.as_deref());
        parts.push((names.take(&stem(&placed.kind.name, &object.name)), text));
    }
    Ok(parts)
}

/// Where the chart of a release comes from, and the object that says so.
fn source<'r>(
    name: &str,
    namespace: &str,
    release: &'r Release,
) -> Result<(Source<'r>, String), Problem> {
    let url = release.chart.as_str();
    if url.starts_with("oci://") {
        let text = oci_repository::oci_repository(name, namespace, url, &release.version);
        return Ok((Source::Oci, text));
    }
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return Err(Problem::new(release.at, ProblemKind::ChartSource(url.to_owned())));
    }
    // Nothing in the address of a repository says which of its charts is meant.
    let Some(chart) = release.chart_name.as_deref() else {
        return Err(Problem::new(release.at, ProblemKind::ChartName(url.to_owned())));
    };
    let text = helm_repository::helm_repository(name, namespace, url);
    Ok((Source::Repository(chart), text))
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
