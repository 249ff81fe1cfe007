//! What a component delivers on one cluster: overrides merged, references resolved. The finished model of emitters.

mod known;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::limits;
use crate::model::{
    ChartCrds, ClusterId, Component, ComponentId, FluxOptions, Helm, Kustomize, Layer, ObjectRef,
    Piece, Plan, Provision, Resource, Spanned, StoryId, Value, ValueKind,
};
use crate::scope::Finder;
use crate::span::FileSpan;

use known::Known;

/// A component on a cluster. Holds no interpolation, and no reference but such as lead nowhere.
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
    pub ready: Option<Vec<Mention>>,
    /// What comes into being with it, besides its resources.
    pub provides: Vec<Provided>,
    /// What it needs, besides what its resources show.
    pub needs: Vec<Provided>,
    /// What it needs and nothing in the plan has to deliver.
    pub assume: Vec<Provided>,
    /// A Helm release.
    pub helm: Option<Release>,
    /// Kubernetes objects in the order of the source.
    pub resources: Vec<KubeObject>,
    /// A remote kustomization.
    pub kustomize: Option<RemoteKustomization>,
    /// Options of the Flux Kustomization: the cluster's, else the component's, else the platform's.
    pub flux: FluxOptions,
    /// Whether all names in it are known. Else what seems to be missing may be there.
    pub is_whole: bool,
}

/// Something that is there, as `provides` and `assume` say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provided {
    /// An API group.
    Group(Spanned<String>),
    /// An object.
    Object(Mention),
}

/// An object that is named elsewhere than where it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The kind, qualified or not.
    pub kind: String,
    /// The object's namespace, where it is written.
    pub namespace: Option<String>,
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
    /// Where that is written.
    pub chart_at: FileSpan,
    /// The chart's name in a repository.
    pub chart_name: Option<String>,
    /// The exact version.
    pub version: String,
    /// Where that is written.
    pub version_at: FileSpan,
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
    /// The object's name; as it is written, where that leads nowhere.
    pub name: String,
    /// Whether the name is known.
    pub is_named: bool,
    /// Where that is written.
    pub name_at: FileSpan,
    /// Every field that was written; a map.
    pub body: Value,
    /// The doc comment, of the first of those that were merged.
    pub doc: Option<String>,
    /// Where it is written.
    pub at: FileSpan,
}

impl KubeObject {
    /// The namespace that it names itself.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.body.get("metadata")?.get("namespace")?.as_str()
    }
}

/// A remote kustomization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteKustomization {
    /// `https://…` or `oci://…`.
    pub url: String,
    /// Where that is written.
    pub url_at: FileSpan,
    /// The exact tag, commit or digest.
    pub revision: String,
    /// Where that is written.
    pub revision_at: FileSpan,
    /// The folder in the source.
    pub path: String,
    /// Where that is written.
    pub path_at: FileSpan,
    /// Where it is written.
    pub at: FileSpan,
}

/// Finds out what components deliver: names are indexed once for all of them.
#[derive(Debug)]
pub struct Deliverer<'p> {
    plan: &'p Plan,
    finder: Finder<'p>,
}

impl<'p> Deliverer<'p> {
    /// For the components of a plan.
    #[must_use]
    pub fn of(plan: &'p Plan) -> Self {
        Self { plan, finder: Finder::of(plan) }
    }

    /// The component with which all deliveries together come to more than the limits of a program.
    ///
    /// References are followed, and nothing is copied: this is cheap even where it is much.
    pub fn excess(&mut self) -> Option<ComponentId> {
        let (mut nodes, mut text) = (0_usize, 0_usize);
        for (id, component) in self.plan.components.iter() {
            let reached = match component.story {
                Some(story) => self.plan.clusters_of(story.value),
                None => self.plan.clusters.ids().collect(),
            };
            for cluster in reached {
                let own = component.overrides.iter().filter(|(on, _)| on.value == cluster);
                let layers = [&component.base].into_iter().chain(own.map(|(_, layer)| layer));
                for value in layers.flat_map(Layer::values) {
                    // What cannot be resolved is left out of the delivery.
                    let size = self.finder.size(Some(cluster), value).unwrap_or_default();
                    nodes = nodes.saturating_add(size.nodes);
                    text = text.saturating_add(size.text);
                }
            }
            if nodes > limits::DELIVERED_NODES || text > limits::DELIVERED_TEXT {
                return Some(id);
            }
        }
        None
    }

    /// What is there on a cluster without the plan, whatever is delivered.
    pub fn assumed(&mut self, cluster: ClusterId) -> Vec<Provided> {
        let (plan, finder) = (self.plan, &mut self.finder);
        let entries = plan.platform.assume.iter().chain(&plan.clusters[cluster].assume);
        let one = |provision: &Provision| match provision {
            Provision::Group(group) => Some(Provided::Group(group.clone())),
            Provision::Object(object) => {
                mention(object, |value| finder.resolve(Some(cluster), value).ok())
                    .map(Provided::Object)
            }
        };
        entries.filter_map(one).collect()
    }

    /// What a component delivers on a cluster; `None` when its story is unknown or does not reach the cluster.
    ///
    /// What does not resolve is left out, or broken where it is a part of an object or of a chart's values; a program
    /// with such a reference has errors and is not emitted.
    pub fn deliver(&mut self, id: ComponentId, cluster: ClusterId) -> Option<Delivery> {
        let component = &self.plan.components[id];
        let story = component.story?.value;
        if !self.plan.reaches(story, cluster) {
            return None;
        }
        let flux = &self.plan.platform.flux;
        let (plan, finder) = (self.plan, &mut self.finder);
        let mut layers = Layers { plan, component, cluster, finder, is_whole: true };
        let mut delivery = Delivery {
            component: id,
            cluster,
            story,
            namespace: layers.text(|layer| layer.namespace.as_ref()),
            ready: layers.first(|layer| layer.ready.as_ref()).map(|ready| layers.ready(ready)),
            provides: layers.provided(&component.provides),
            needs: layers.provided(&component.needs),
            assume: layers.provided(&component.assume),
            helm: layers.release(),
            resources: layers.resources(),
            kustomize: layers.kustomize(),
            flux: layers.flux(flux),
            is_whole: true,
        };
        delivery.is_whole = layers.is_whole;
        Some(delivery)
    }

    /// The objects of a component as a cluster would get them; `None` when its story is known, and says which do.
    pub(crate) fn strays(&mut self, id: ComponentId, cluster: ClusterId) -> Option<Strays> {
        let (plan, component) = (self.plan, &self.plan.components[id]);
        if component.story.is_some() {
            return None;
        }
        let finder = &mut self.finder;
        let mut layers = Layers { plan, component, cluster, finder, is_whole: true };
        Some((layers.resources(), layers.text(|layer| layer.namespace.as_ref())))
    }
}

/// The objects of a component whose story is not known, and the namespace that they are in.
pub(crate) type Strays = (Vec<KubeObject>, Option<String>);

/// A name that leads nowhere, as it is written.
pub(crate) fn written(name: &Value) -> String {
    match &name.kind {
        ValueKind::Reference(reference) => format!("${{{reference}}}"),
        ValueKind::Interpolation(pieces) => {
            let piece = |piece: &Piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Reference(reference) => format!("${{{reference}}}"),
            };
            pieces.iter().map(piece).collect()
        }
        _ => name.print().unwrap_or_default(),
    }
}

/// The files that hold objects of a cluster and were left out, at the globs that name them.
pub fn left_out(plan: &Plan, cluster: ClusterId) -> impl Iterator<Item = &Spanned<String>> {
    let is_there = move |story: StoryId| plan.reaches(story, cluster);
    let components = plan.components.values();
    let components = components.filter(move |it| it.story.is_some_and(|it| is_there(it.value)));
    let layers = components.flat_map(move |component| {
        let own = component.overrides.iter().filter(move |(on, _)| on.value == cluster);
        [&component.base].into_iter().chain(own.map(|(_, layer)| layer))
    });
    layers.flat_map(|layer| &layer.left_out)
}

fn mention(
    object: &ObjectRef,
    mut resolve: impl FnMut(&Value) -> Option<Value>,
) -> Option<Mention> {
    let namespace = match &object.namespace {
        Some(namespace) => Some(resolve(namespace)?.print()?),
        None => None,
    };
    let name = resolve(&object.name)?.print()?;
    Some(Mention { kind: object.kind.clone(), namespace, name, at: object.at })
}

/// The layers of a component that hold for a cluster.
struct Layers<'p, 'f> {
    plan: &'p Plan,
    component: &'p Component,
    cluster: ClusterId,
    finder: &'f mut Finder<'p>,
    /// Whether every name so far led somewhere.
    is_whole: bool,
}

impl<'p> Layers<'p, '_> {
    /// What is said for the cluster alone first, then what is said for all.
    fn each(&self) -> impl DoubleEndedIterator<Item = &'p Layer> + Clone + use<'p> {
        let (cluster, component) = (self.cluster, self.component);
        let own = component.overrides.iter().rev();
        let own = own.filter(move |(on, _)| on.value == cluster).map(|(_, layer)| layer);
        [&component.base].into_iter().chain(own.rev()).rev()
    }

    fn first<T>(&self, field: impl Fn(&'p Layer) -> Option<T>) -> Option<T> {
        self.each().find_map(field)
    }

    fn text(&mut self, field: impl Fn(&'p Layer) -> Option<&'p Value>) -> Option<String> {
        let value = self.first(field)?;
        let text = self.resolve(value).and_then(|value| value.print());
        self.is_whole &= text.is_some();
        text
    }

    fn resolve(&mut self, value: &Value) -> Option<Value> {
        self.finder.resolve(Some(self.cluster), value).ok()
    }

    fn resolve_partly(&mut self, value: &Value) -> Option<Value> {
        self.finder.resolve_partly(Some(self.cluster), value)
    }

    fn ready(&mut self, objects: &[ObjectRef]) -> Vec<Mention> {
        objects.iter().filter_map(|object| self.mention(object)).collect()
    }

    fn provided(&mut self, provisions: &[Provision]) -> Vec<Provided> {
        let one = |provision: &Provision| match provision {
            Provision::Group(group) => Some(Provided::Group(group.clone())),
            Provision::Object(object) => self.mention(object).map(Provided::Object),
        };
        provisions.iter().filter_map(one).collect()
    }

    fn mention(&mut self, object: &ObjectRef) -> Option<Mention> {
        let found = mention(object, |value| self.resolve(value));
        self.is_whole &= found.is_some();
        found
    }

    fn release(&mut self) -> Option<Release> {
        let base = self.first(|layer| layer.helm.as_ref())?;
        let at = |field: fn(&Helm) -> Option<&Value>| {
            self.first(|layer| layer.helm.as_ref().and_then(field)).map_or(base.at, |it| it.at)
        };
        let chart_at = at(|helm| helm.chart.as_ref());
        let version_at = at(|helm| helm.version.as_ref());
        let mut text = |field: fn(&Helm) -> Option<&Value>| {
            self.text(|layer| layer.helm.as_ref().and_then(field))
        };
        let chart = text(|helm| helm.chart.as_ref())?;
        let chart_name = text(|helm| helm.name.as_ref());
        let version = text(|helm| helm.version.as_ref())?;
        let name = text(|helm| helm.release.as_ref());
        let values = self.each().rev().filter_map(|layer| layer.helm.as_ref()?.values.as_ref());
        let values = values.filter_map(|values| self.resolve_partly(values)).reduce(merge);
        let crds = self.first(|layer| layer.helm.as_ref()?.crds);
        Some(Release {
            chart,
            chart_at,
            chart_name,
            version,
            version_at,
            name: name.unwrap_or_else(|| self.component.name.text.to_string()),
            values,
            crds: crds.map_or(ChartCrds::CreateReplace, |crds| crds.value),
            at: base.at,
        })
    }

    /// The resources of all layers; one of the same kind, namespace and name is merged over the earlier.
    fn resources(&mut self) -> Vec<KubeObject> {
        let base = &self.component.base.resources;
        let mut objects: Vec<KubeObject> = base.iter().filter_map(|it| self.object(it)).collect();
        let own = self.each().rev().skip(1).flat_map(|layer| &layer.resources);
        let own: Vec<KubeObject> = own.filter_map(|it| self.object(it)).collect();
        if own.is_empty() {
            return objects;
        }
        let mut known = Known::of(self.plan, self.text(|layer| layer.namespace.as_ref()));
        for (index, object) in objects.iter().enumerate() {
            known.add(object, index);
        }
        for object in own {
            if let Some(index) = known.find(&object) {
                let body = &mut objects[index].body;
                let place = Value { kind: ValueKind::Null, at: body.at };
                *body = merge(std::mem::replace(body, place), object.body);
            } else {
                known.add(&object, objects.len());
                objects.push(object);
            }
        }
        objects
    }

    fn object(&mut self, resource: &Resource) -> Option<KubeObject> {
        let name = self.resolve(&resource.name).and_then(|name| name.print());
        let body = self.resolve_partly(&resource.body);
        self.is_whole &= name.is_some() && body.is_some();
        Some(KubeObject {
            kind: resource.kind.clone(),
            is_named: name.is_some(),
            name: name.unwrap_or_else(|| written(&resource.name)),
            name_at: resource.name.at,
            body: body?,
            doc: resource.doc.clone(),
            at: resource.at,
        })
    }

    fn kustomize(&mut self) -> Option<RemoteKustomization> {
        let base = self.first(|layer| layer.kustomize.as_ref())?;
        let at = |field: fn(&Kustomize) -> Option<&Value>| {
            self.first(|layer| layer.kustomize.as_ref().and_then(field)).map_or(base.at, |it| it.at)
        };
        let url_at = at(|it| it.url.as_ref());
        let revision_at = at(|it| it.revision.as_ref());
        let path_at = at(|it| it.path.as_ref());
        let mut text = |field: fn(&Kustomize) -> Option<&Value>| {
            self.text(|layer| layer.kustomize.as_ref().and_then(field))
        };
        Some(RemoteKustomization {
            url_at,
            revision_at,
            path_at,
            url: text(|it| it.url.as_ref())?,
            revision: text(|it| it.revision.as_ref())?,
            path: text(|it| it.path.as_ref()).unwrap_or_else(|| ".".to_owned()),
            at: base.at,
        })
    }

    fn flux(&self, platform: &'p FluxOptions) -> FluxOptions {
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
            let places = entries.iter().enumerate().rev();
            let places = places.filter_map(|(index, entry)| Some((entry.key.print()?, index)));
            let mut places: BTreeMap<String, usize> = places.collect();
            for change in changes {
                let key = change.key.print();
                if let Some(&index) = key.as_ref().and_then(|key| places.get(key)) {
                    let place = Value { kind: ValueKind::Null, at: over.at };
                    let known = std::mem::replace(&mut entries[index].value, place);
                    entries[index].value = merge(known, change.value);
                } else {
                    places.extend(key.map(|key| (key, entries.len())));
                    entries.push(change);
                }
            }
            Value { kind: ValueKind::Map(entries), at: base.at }
        }
        (_, kind) => Value { kind, at: over.at },
    }
}
