//! What components deliver that others may need.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::products::products;
use super::references::Referred;
use super::sayings::Saying;
use super::source::FLUX_SYSTEM;
use super::units::{Placing, is_empty};
use super::{Placed, Target};
use crate::catalogue::Kind;
use crate::deliver::{Delivery, KubeObject, Provided};
use crate::model::{ClusterId, ComponentId, IdVec, Name};
use crate::span::FileSpan;

/// That a component delivers something on a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The component.
    pub component: ComponentId,
    /// Where it says so.
    pub at: FileSpan,
    /// Who brings it to the cluster.
    pub by: Bringer,
}

/// Who brings a component to a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bringer {
    /// Flux: it is in the tree.
    Flux,
    /// People: there is nothing in it that Flux could apply, or Flux does so only later.
    Hand,
    /// Nobody: its story is deferred, in the backlog, not wired yet, or delivered after the day that is looked at.
    Nobody,
}

/// What is on offer on each cluster, and by whom, in the order of the source.
#[derive(Debug, Default)]
pub struct Offers(IdVec<ClusterId, BTreeMap<Target, Vec<Offer>>>);

impl Offers {
    /// Who delivers something on a cluster.
    #[must_use]
    pub fn of(&self, cluster: ClusterId, target: &Target) -> &[Offer] {
        self.0[cluster].get(target).map(Vec::as_slice).unwrap_or_default()
    }

    /// Everything that is on offer on a cluster, each with who delivers it first.
    pub(crate) fn on(&self, cluster: ClusterId) -> impl Iterator<Item = (&Target, Offer)> {
        self.0[cluster].iter().filter_map(|(target, offers)| Some((target, *offers.first()?)))
    }

    pub(super) fn push(&mut self, offers: BTreeMap<Target, Vec<Offer>>) {
        self.0.push(offers);
    }
}

/// Everything that a component has on offer on a cluster, and where it says so.
pub(super) fn offers(
    placing: &mut Placing<'_>,
    delivery: &Delivery,
    objects: &[Option<Placed>],
) -> Vec<(Target, FileSpan)> {
    placing.is_whole &= delivery.is_whole;
    let mut found = Vec::new();
    for provided in &delivery.provides {
        let saying = Saying::of(placing, provided, delivery.namespace.as_deref());
        found.extend(saying.offer());
        placing.useless.extend(saying.never_named());
    }
    let name = &placing.plan.components[delivery.component].name;
    found.extend(written(name, delivery).map(|it| (it.target(), it.at)));
    for (object, placed) in delivery.resources.iter().zip(objects) {
        let Some(placed) = placed else { continue };
        let kind = placed.kind.without_version();
        if let Some(group) = defines(object, &placed.kind) {
            found.push((Target::Group(group.into()), object.at));
        }
        let namespace = placed.namespace.as_deref();
        let own = target_of(&placed.kind, namespace, &object.name);
        found.extend(own.map(|target| (target, object.at)));
        if let Some(Referred { kind, .. }) = Referred::of(&kind).filter(|it| it.may_be_any()) {
            let namespace = namespace.map(SmolStr::new);
            found.push((Target::Object { kind, namespace, name: None }, object.at));
        }
        for (product, name) in products(&kind, object) {
            let Some(name) = name else {
                placing.is_whole = false;
                continue;
            };
            let (kind, namespace, name) = (product.kind, namespace.map(SmolStr::new), name.into());
            found.push((Target::Object { kind, namespace, name: Some(name) }, object.at));
        }
    }
    found
}

/// An object of Flux that is written for a component.
pub(super) struct Written<'d> {
    /// Its kind, without its version.
    pub(super) kind: &'static str,
    pub(super) namespace: &'d str,
    pub(super) name: &'d str,
    /// The statement that asks for it.
    pub(super) at: FileSpan,
}

impl Written<'_> {
    fn target(&self) -> Target {
        let (namespace, name) = (Some(self.namespace.into()), Some(self.name.into()));
        Target::Object { kind: self.kind, namespace, name }
    }
}

/// What is written for a component besides its own objects; all of it bears its name.
pub(super) fn written<'d>(
    component: &'d Name,
    delivery: &'d Delivery,
) -> impl Iterator<Item = Written<'d>> {
    let name = component.text.as_str();
    let make = move |kind, namespace, at| Written { kind, namespace, name, at };
    let release = delivery.helm.as_ref().zip(delivery.namespace.as_deref());
    let release = release.into_iter().flat_map(move |(release, namespace)| {
        let source = if release.chart.starts_with("oci://") {
            "source.toolkit.fluxcd.io/OCIRepository"
        } else {
            "source.toolkit.fluxcd.io/HelmRepository"
        };
        ["helm.toolkit.fluxcd.io/HelmRelease", source].map(|it| make(it, namespace, release.at))
    });
    let remote = delivery.kustomize.iter().map(move |remote| {
        let kind = if remote.is_artifact() {
            "source.toolkit.fluxcd.io/OCIRepository"
        } else {
            "source.toolkit.fluxcd.io/GitRepository"
        };
        make(kind, FLUX_SYSTEM, remote.at)
    });
    let own = (!is_empty(delivery))
        .then(|| make("kustomize.toolkit.fluxcd.io/Kustomization", FLUX_SYSTEM, component.at));
    release.chain(remote).chain(own)
}

/// The group that a custom resource definition is of.
pub(super) fn defines<'o>(object: &'o KubeObject, kind: &Kind) -> Option<&'o str> {
    let is_definition =
        kind.group == "apiextensions.k8s.io" && kind.name == "CustomResourceDefinition";
    object.body.get("spec")?.get("group")?.as_str().filter(|_| is_definition)
}

/// What is meant by an entry of `provides` or `assume`; nothing by a kind that no object refers to.
pub(super) fn target(
    placing: &mut Placing<'_>,
    provided: &Provided,
    namespace: Option<&str>,
) -> Option<(Target, FileSpan)> {
    match provided {
        Provided::Group(group) => Some((Target::Group(group.value.as_str().into()), group.at)),
        Provided::Object(mention) => {
            let kind = placing.kind(&mention.kind, mention.at)?;
            placing.mentioned(&kind, mention, namespace);
            let namespace = mention.namespace.as_deref().or(namespace);
            Some((target_of(&kind, namespace, &mention.name)?, mention.at))
        }
    }
}

/// An object as something that others may need.
fn target_of(kind: &Kind, namespace: Option<&str>, name: &str) -> Option<Target> {
    if kind.is_core("Namespace") {
        return Some(Target::Namespace(name.into()));
    }
    if kind.name == "CustomResourceDefinition" {
        return name.split_once('.').map(|(_, group)| Target::Group(group.into()));
    }
    let referred = Referred::of(&kind.without_version())?;
    let namespace = namespace.filter(|_| referred.is_namespaced).map(SmolStr::new);
    Some(Target::Object { kind: referred.kind, namespace, name: Some(name.into()) })
}
