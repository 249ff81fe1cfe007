//! The engineering half: what a story delivers. Values are unresolved here; [`crate::deliver`] resolves them
//! for a cluster.

use super::{ClusterId, ComponentId, Name, Spanned, StoryId, Value};
use crate::span::FileSpan;
use ipnet::IpNet;

/// `cluster`
#[derive(Debug)]
pub struct Cluster {
    /// Its name.
    pub name: Name,
    /// Its number in the mesh, 1 to 255.
    pub id: Option<Spanned<u8>>,
    /// Where its API answers: host and port.
    pub api: Option<Spanned<(String, u16)>>,
    /// The network of its pods.
    pub pods: Option<Spanned<IpNet>>,
    /// The network of its services.
    pub services: Option<Spanned<IpNet>>,
    /// What exists there without the plan.
    pub assume: Vec<Provision>,
    /// Every other field.
    pub settings: Vec<Setting>,
    /// The doc comment.
    pub doc: Option<String>,
}

/// A setting of a cluster or of all.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its name.
    pub name: Name,
    /// Its value, which may refer to others.
    pub value: Value,
}

/// `component`: one unit of delivery.
#[derive(Debug)]
pub struct Component {
    /// Its name.
    pub name: Name,
    /// The story that delivers it; `None` after a mistake that was reported.
    pub story: Option<Spanned<StoryId>>,
    /// The story that installs it once by hand.
    pub bootstrap: Option<Spanned<StoryId>>,
    /// Components of the same story that come first.
    pub after: Vec<Spanned<ComponentId>>,
    /// What comes into being with it, besides its resources.
    pub provides: Vec<Provision>,
    /// What it needs, besides what its resources show.
    pub needs: Vec<Provision>,
    /// What it needs and nothing in the plan has to deliver.
    pub assume: Vec<Provision>,
    /// What is delivered on every cluster.
    pub base: Layer,
    /// What is different on single clusters, in the order of the source.
    pub overrides: Vec<(Spanned<ClusterId>, Layer)>,
    /// The doc comment.
    pub doc: Option<String>,
    /// The whole statement.
    pub at: FileSpan,
}

/// What a component, or an `on` block of it, says about its delivery.
#[derive(Debug, Default)]
pub struct Layer {
    /// The namespace of its objects.
    pub namespace: Option<Value>,
    /// Objects that must be ready.
    pub ready: Option<Vec<ObjectRef>>,
    /// A Helm release.
    pub helm: Option<Helm>,
    /// Kubernetes objects: those written, then those of YAML files.
    pub resources: Vec<Resource>,
    /// Files of further objects that were left out, by their globs.
    pub left_out: Vec<Spanned<String>>,
    /// A remote kustomization.
    pub kustomize: Option<Kustomize>,
    /// Options of the Flux Kustomization.
    pub flux: FluxOptions,
}

impl Layer {
    /// Every value in it that may refer to something.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let resources = self.resources.iter().flat_map(|it| [&it.name, &it.body]);
        self.fields().chain(resources)
    }

    /// Those of its values that are not in a resource.
    pub fn fields(&self) -> impl Iterator<Item = &Value> {
        let helm = self
            .helm
            .iter()
            .flat_map(|helm| [&helm.chart, &helm.name, &helm.version, &helm.release, &helm.values]);
        let kustomize = self.kustomize.iter().flat_map(|it| [&it.url, &it.revision, &it.path]);
        let fields = helm.chain(kustomize).chain([&self.namespace]).filter_map(Option::as_ref);
        fields.chain(self.ready.iter().flatten().flat_map(ObjectRef::values))
    }
}

impl ObjectRef {
    /// Its namespace and its name.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.namespace.iter().chain([&self.name])
    }
}

/// An entry of `provides` or `assume`.
#[derive(Clone, Debug, PartialEq)]
pub enum Provision {
    /// An API group: its CRDs, and whatever acts on them.
    Group(Spanned<String>),
    /// An object.
    Object(ObjectRef),
}

/// `Deployment/cilium-operator`, `Secret/observability/grafana`
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectRef {
    /// The kind, qualified or not: `Deployment`, `apps/v1/Deployment`.
    pub kind: String,
    /// The object's namespace, where it is written.
    pub namespace: Option<Value>,
    /// The object's name.
    pub name: Value,
    /// Where it is written.
    pub at: FileSpan,
}

/// `helm`
#[derive(Debug)]
pub struct Helm {
    /// `oci://…`, or the `https://…` of a repository.
    pub chart: Option<Value>,
    /// The chart's name in a repository.
    pub name: Option<Value>,
    /// The exact version.
    pub version: Option<Value>,
    /// The release's name; the component's when left out.
    pub release: Option<Value>,
    /// The chart's values.
    pub values: Option<Value>,
    /// What happens to CRDs of the chart.
    pub crds: Option<Spanned<ChartCrds>>,
    /// The whole statement.
    pub at: FileSpan,
}

/// What Flux does with the CRDs of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartCrds {
    /// Leaves them out.
    Skip,
    /// Creates the missing ones.
    Create,
    /// Creates and replaces them.
    CreateReplace,
}

/// `resource`
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The kind, qualified or not.
    pub kind: Spanned<String>,
    /// The object's name.
    pub name: Value,
    /// Everything in the block: a map.
    pub body: Value,
    /// The doc comment.
    pub doc: Option<String>,
    /// The whole statement.
    pub at: FileSpan,
}

/// `kustomize`: a remote source.
#[derive(Debug)]
pub struct Kustomize {
    /// `https://…` or `oci://…`.
    pub url: Option<Value>,
    /// The exact tag, commit or digest.
    pub revision: Option<Value>,
    /// The folder in the source.
    pub path: Option<Value>,
    /// The whole statement.
    pub at: FileSpan,
}

/// `flux`: options of a Flux Kustomization. Lengths of time are kept as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FluxOptions {
    /// How often it is reconciled.
    pub interval: Option<Spanned<String>>,
    /// How long an apply may take.
    pub timeout: Option<Spanned<String>>,
    /// When a failed apply is tried again.
    pub retry: Option<Spanned<String>>,
    /// Whether objects that are no longer there are removed.
    pub prune: Option<Spanned<bool>>,
    /// Whether Flux waits for every object.
    pub wait: Option<Spanned<bool>>,
    /// Whether Flux leaves it alone.
    pub suspend: Option<Spanned<bool>>,
}

/// `source`: where Flux pulls the tree from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlatformSource {
    /// A Git URL.
    pub git: Option<Spanned<String>>,
    /// The branch.
    pub branch: Option<Spanned<String>>,
    /// The folder of the emitted `flux/` in the repository.
    pub path: Option<Spanned<String>>,
    /// An OCI URL.
    pub oci: Option<Spanned<String>>,
    /// The tag of the artifact.
    pub tag: Option<Spanned<String>>,
    /// How often Flux looks.
    pub interval: Option<Spanned<String>>,
    /// The Secret with the credentials.
    pub secret: Option<Spanned<String>>,
}

/// `inventory`: what a secret store holds.
#[derive(Debug)]
pub struct Inventory {
    /// The store.
    pub store: Name,
    /// Its items.
    pub items: Vec<InventoryItem>,
}

/// An item of a secret store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventoryItem {
    /// Its path.
    pub name: Name,
    /// Its properties.
    pub properties: Vec<Spanned<String>>,
}

/// `outputs`: folders, relative to the root file; under the output directory when left out.
#[derive(Debug, Default)]
pub struct Outputs {
    /// Of the schedule documents.
    pub schedule: Option<Spanned<String>>,
    /// Of the ordering documents.
    pub ordering: Option<Spanned<String>>,
}
