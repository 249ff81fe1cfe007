//! What a component delivers on one cluster: overrides merged, references resolved. The finished model of emitters.

use crate::model::{
    ChartCrds, ClusterId, Component, ComponentId, Entry, FluxOptions, Layer, ObjectRef, Plan,
    Resource, Spanned, StoryId, Value, ValueKind,
};
use crate::scope::Scope;
use crate::span::FileSpan;

/// A component on a cluster. Holds no reference and no interpolation.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// The component.
    pub component: ComponentId,
    /// The cluster.
    pub cluster: ClusterId,
    /// The story that delivers it.
    pub story: StoryId,
    /// The namespace of its objects.
    pub namespace: Option<String>,
    /// Objects that Flux waits for; `None` when it waits for all.
    pub ready: Option<Vec<ReadyObject>>,
    /// A Helm release.
    pub helm: Option<Release>,
    /// Kubernetes objects in the order of the source.
    pub resources: Vec<KubeObject>,
    /// Globs of YAML files.
    pub manifests: Vec<Spanned<String>>,
    /// A remote kustomization.
    pub kustomize: Option<RemoteKustomization>,
    /// Options of the Flux Kustomization: the cluster's, else the component's, else the platform's.
    pub flux: FluxOptions,
}

/// An object that Flux waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyObject {
    /// The kind, qualified or not.
    pub kind: String,
    /// The object's name.
    pub name: String,
    /// Where it is written.
    pub at: FileSpan,
}

/// A Helm release.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// `oci://…`, or the `https://…` of a repository.
    pub chart: String,
    /// The chart's name in a repository.
    pub chart_name: Option<String>,
    /// The exact version.
    pub version: String,
    /// The release's name.
    pub name: String,
    /// The chart's values; a map.
    pub values: Option<Value>,
    /// What happens to CRDs of the chart.
    pub crds: ChartCrds,
    /// Where it is written.
    pub at: FileSpan,
}

/// A Kubernetes object.
#[derive(Clone, Debug, PartialEq)]
pub struct KubeObject {
    /// The kind, qualified or not.
    pub kind: Spanned<String>,
    /// The object's name.
    pub name: String,
    /// Every field that was written; a map.
    pub body: Value,
    /// Where it is written.
    pub at: FileSpan,
}

/// A remote kustomization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteKustomization {
    /// `https://…` or `oci://…`.
    pub url: String,
    /// The exact tag, commit or digest.
    pub revision: String,
    /// The folder in the source.
    pub path: String,
}

/// What a component delivers on a cluster; `None` when its story is unknown or does not reach the cluster.
///
/// What does not resolve is left out; a program with such a reference has errors and is not emitted.
#[must_use]
pub fn deliver(plan: &Plan, id: ComponentId, cluster: ClusterId) -> Option<Delivery> {
    let component = &plan.components[id];
    let story = component.story?.value;
    if !plan.clusters_of(story).contains(&cluster) {
        return None;
    }
    let layers = Layers { component, scope: Scope { plan, cluster } };
    Some(Delivery {
        component: id,
        cluster,
        story,
        namespace: layers.text(|layer| layer.namespace.as_ref()),
        ready: layers.first(|layer| layer.ready.as_ref()).map(|ready| layers.ready(ready)),
        helm: layers.release(),
        resources: layers.resources(),
        manifests: layers.each().rev().flat_map(|layer| layer.manifests.iter().cloned()).collect(),
        kustomize: layers.kustomize(),
        flux: layers.flux(),
    })
}

/// The layers of a component that hold for a cluster.
struct Layers<'p> {
    component: &'p Component,
    scope: Scope<'p>,
}

impl<'p> Layers<'p> {
    /// What is said for the cluster alone first, then what is said for all.
    fn each(&self) -> impl DoubleEndedIterator<Item = &'p Layer> + Clone {
        let cluster = self.scope.cluster;
        let own = self.component.overrides.iter().rev();
        let own = own.filter(move |(on, _)| on.value == cluster).map(|(_, layer)| layer);
        [&self.component.base].into_iter().chain(own.rev()).rev()
    }

    fn first<T>(&self, field: impl Fn(&'p Layer) -> Option<T>) -> Option<T> {
        self.each().find_map(field)
    }

    fn text(&self, field: impl Fn(&'p Layer) -> Option<&'p Value>) -> Option<String> {
        self.resolve(self.first(field)?)?.print()
    }

    fn resolve(&self, value: &Value) -> Option<Value> {
        self.scope.resolve(value).ok()
    }

    fn ready(&self, objects: &[ObjectRef]) -> Vec<ReadyObject> {
        let one = |object: &ObjectRef| {
            let name = self.resolve(&object.name)?.print()?;
            Some(ReadyObject { kind: object.kind.clone(), name, at: object.at })
        };
        objects.iter().filter_map(one).collect()
    }

    fn release(&self) -> Option<Release> {
        let base = self.first(|layer| layer.helm.as_ref())?;
        let text = |field: fn(&crate::model::Helm) -> Option<&Value>| {
            self.text(|layer| layer.helm.as_ref().and_then(field))
        };
        let values = self.each().rev().filter_map(|layer| layer.helm.as_ref()?.values.as_ref());
        let merged = values.filter_map(|values| self.resolve(values)).reduce(merge);
        Some(Release {
            chart: text(|helm| helm.chart.as_ref())?,
            chart_name: text(|helm| helm.name.as_ref()),
            version: text(|helm| helm.version.as_ref())?,
            name: text(|helm| helm.release.as_ref())
                .unwrap_or_else(|| self.component.name.text.to_string()),
            values: merged,
            crds: self
                .first(|layer| layer.helm.as_ref()?.crds)
                .map_or(ChartCrds::CreateReplace, |crds| crds.value),
            at: base.at,
        })
    }

    /// The resources of all layers; one of the same kind and name is merged over the earlier.
    fn resources(&self) -> Vec<KubeObject> {
        let mut objects: Vec<KubeObject> = Vec::new();
        for (index, layer) in self.each().rev().enumerate() {
            for resource in &layer.resources {
                let Some(object) = self.object(resource) else { continue };
                let same = |known: &&mut KubeObject| {
                    known.kind.value == object.kind.value && known.name == object.name
                };
                match objects.iter_mut().find(same).filter(|_| index > 0) {
                    Some(known) => {
                        let base = std::mem::replace(&mut known.body, object.body.clone());
                        known.body = merge(base, object.body);
                    }
                    None => objects.push(object),
                }
            }
        }
        objects
    }

    fn object(&self, resource: &Resource) -> Option<KubeObject> {
        Some(KubeObject {
            kind: resource.kind.clone(),
            name: self.resolve(&resource.name)?.print()?,
            body: self.resolve(&resource.body)?,
            at: resource.at,
        })
    }

    fn kustomize(&self) -> Option<RemoteKustomization> {
        self.first(|layer| layer.kustomize.as_ref())?;
        let text = |field: fn(&crate::model::Kustomize) -> Option<&Value>| {
            self.text(|layer| layer.kustomize.as_ref().and_then(field))
        };
        Some(RemoteKustomization {
            url: text(|it| it.url.as_ref())?,
            revision: text(|it| it.revision.as_ref())?,
            path: text(|it| it.path.as_ref()).unwrap_or_else(|| ".".to_owned()),
        })
    }

    fn flux(&self) -> FluxOptions {
        let platform = &self.scope.plan.platform.flux;
        let layers = self.each().map(|layer| &layer.flux).chain([platform]);
        FluxOptions {
            interval: layers.clone().find_map(|flux| flux.interval.clone()),
            timeout: layers.clone().find_map(|flux| flux.timeout.clone()),
            retry: layers.clone().find_map(|flux| flux.retry.clone()),
            prune: layers.clone().find_map(|flux| flux.prune),
            wait: layers.clone().find_map(|flux| flux.wait),
            suspend: layers.clone().find_map(|flux| flux.suspend),
        }
    }
}

/// Lays one value over another: maps are merged deeply, everything else is replaced.
#[must_use]
pub fn merge(base: Value, over: Value) -> Value {
    match (base.kind, over.kind) {
        (ValueKind::Map(mut entries), ValueKind::Map(changes)) => {
            for change in changes {
                let same = |entry: &Entry| entry.key.as_str() == change.key.as_str();
                match entries.iter().position(same) {
                    Some(index) => {
                        let place = Value { kind: ValueKind::Null, at: over.at };
                        let known = std::mem::replace(&mut entries[index].value, place);
                        entries[index].value = merge(known, change.value);
                    }
                    None => entries.push(change),
                }
            }
            Value { kind: ValueKind::Map(entries), at: base.at }
        }
        (_, kind) => Value { kind, at: over.at },
    }
}
