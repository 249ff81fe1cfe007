//! What keeps a component from being emitted, as far as it can be told without the rest of the tree.

use super::{Problem, ProblemKind, objects, remote};
use crate::deliver::Delivery;
use crate::model::Plan;
use crate::span::FileSpan;

/// Names of files and objects that every tree has.
const RESERVED: &[&str] = &["kustomization", "flux-system"];

/// The longest name of a Helm release.
const RELEASE_BYTES: usize = 53;

/// The longest value of a label, and the longest name of a namespace.
const LABEL_BYTES: usize = 63;

const LABEL: &str = "lower-case letters, digits and inner dashes, 63 at most";
const RELEASE: &str = "lower-case letters, digits and inner dashes, 53 at most";

/// Adds what is wrong with a component on a cluster.
pub(super) fn delivery(plan: &Plan, delivery: &Delivery, problems: &mut Vec<Problem>) {
    let component = &plan.components[delivery.component];
    let name = component.name.text.as_str();
    let mut report = |at: FileSpan, kind| problems.push(Problem::new(at, kind));
    let bad_name =
        |what, name: &str, who, rule| ProblemKind::Name { what, name: name.to_owned(), who, rule };
    if RESERVED.contains(&name) {
        report(component.name.at, ProblemKind::ReservedName(name.to_owned()));
    } else if !is_label(name, LABEL_BYTES) {
        report(component.name.at, bad_name("component", name, "Kubernetes", LABEL));
    }
    if let Some(namespace) = &delivery.namespace
        && !is_label(namespace, LABEL_BYTES)
    {
        let at = component.base.namespace.as_ref().map_or(component.at, |it| it.at);
        report(at, bad_name("namespace", namespace, "Kubernetes", LABEL));
    }
    if let Some(release) = &delivery.helm {
        if delivery.namespace.is_none() {
            let kind = ProblemKind::NoNamespace("HelmRelease".to_owned(), name.to_owned());
            report(release.at, kind);
        }
        if let Some(values) = &release.values {
            objects::duplicate_keys(values, problems);
        }
        let mut report = |at: FileSpan, kind| problems.push(Problem::new(at, kind));
        if !is_label(&release.name, RELEASE_BYTES) {
            report(release.at, bad_name("release", &release.name, "Helm", RELEASE));
        }
    }
    let mut report = |at: FileSpan, kind| problems.push(Problem::new(at, kind));
    if let Some(glob) = delivery.manifests.first() {
        report(glob.at, ProblemKind::NotYet("manifests"));
    }
    if let Some(remote) = &delivery.kustomize {
        if delivery.helm.is_some() || !delivery.resources.is_empty() {
            report(remote.at, ProblemKind::TwoSources(name.to_owned()));
        }
        remote::check(remote, problems);
    }
}

/// Whether a name is a DNS label.
fn is_label(name: &str, most: usize) -> bool {
    let inner = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
    name.len() <= most
        && !name.is_empty()
        && !name.starts_with('-')
        && !name.ends_with('-')
        && name.bytes().all(inner)
}
