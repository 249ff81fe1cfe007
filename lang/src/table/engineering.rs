//! The statements of the engineering half.

use super::schedule::{NONE, argument, field, required};
use super::types::{Choice, Namespace, Type};
use super::{OpenDef, StatementDef};

pub(super) static SOURCE: StatementDef = StatementDef {
    word: "source",
    doc: "Where Flux pulls the emitted tree from: a Git repository or an OCI artifact.",
    fields: &[
        field("git", Type::Text, "none", "The URL of the Git repository."),
        field("branch", Type::Text, "`\"main\"`", "The branch."),
        field(
            "path",
            Type::Text,
            "`\"out/flux\"`",
            "Where the emitted `flux/` lies in the repository or artifact.",
        ),
        field("oci", Type::Text, "none", "The `oci://` URL of an artifact, instead of `git`."),
        field("tag", Type::Text, "`\"latest\"`", "The tag of the artifact."),
        field("interval", Type::Duration, "`1m`", "How often Flux looks for a change."),
        field(
            "secret",
            Type::Text,
            "none",
            "The Secret in `flux-system` that holds the credentials.",
        ),
    ],
    once: true,
    example: "platform shop { source { git: \"https://example.org/shop.git\", branch: \"main\" } }",
    ..NONE
};

pub(super) static FLUX: StatementDef = StatementDef {
    word: "flux",
    doc: "Options of Flux Kustomizations: in `platform` the defaults, in a component its own.",
    fields: &[
        field("interval", Type::Duration, "`10m`", "How often it is reconciled."),
        field("timeout", Type::Duration, "`5m`", "How long an apply may take."),
        field("retry", Type::Duration, "`1m`", "When a failed apply is tried again."),
        field(
            "prune",
            Type::Bool,
            "`true`",
            "Whether objects that are no longer emitted are removed.",
        ),
        field(
            "wait",
            Type::Bool,
            "`true` without `ready`",
            "Whether Flux waits until every object is ready.",
        ),
        field("suspend", Type::Bool, "`false`", "Whether Flux leaves it alone."),
    ],
    once: true,
    example: "platform shop { flux { interval: 10m, timeout: 5m } }",
    ..NONE
};

pub(super) static CLUSTER: StatementDef = StatementDef {
    word: "cluster",
    doc: "A target. Fields beyond the known ones are settings, typed by their value.",
    arguments: &[argument("name", Type::Name(Namespace::Cluster), "its name")],
    fields: &[
        field("id", Type::Integer(1, 255), "none", "Its number in the mesh."),
        field("api", Type::HostPort, "none", "Where its API answers: `api.host`, `api.port`."),
        field("pods", Type::Network, "none", "The network of its pods."),
        field("services", Type::Network, "none", "The network of its services."),
        field(
            "assume",
            Type::List(&Type::Provision),
            "none",
            "API groups and objects that exist there without the plan.",
        ),
    ],
    open: Some(OpenDef {
        noun: "setting",
        ty: Type::Any,
        doc: "A setting of this cluster; it wins over the shared one of the same name.",
    }),
    statements: &["lints"],
    shown: true,
    example: "cluster infra { id: 1, pods: 10.244.0.0/16, lb-pool: 10.25.11.100..10.25.11.119 }",
    ..NONE
};

pub(super) static SETTINGS: StatementDef = StatementDef {
    word: "settings",
    doc: "Settings that all clusters share; a cluster's own win.",
    open: Some(OpenDef { noun: "setting", ty: Type::Any, doc: "A setting of every cluster." }),
    statements: &["lints"],
    example: "settings { domain: \"example.org\" }",
    ..NONE
};

pub(super) static COMPONENT: StatementDef = StatementDef {
    word: "component",
    doc: "One unit of delivery: one Flux Kustomization on each cluster of its story.",
    arguments: &[argument("name", Type::Name(Namespace::Component), "its name")],
    fields: &[
        required("story", Type::Ref(Namespace::Story), "The story that delivers it."),
        field(
            "bootstrap",
            Type::Ref(Namespace::Story),
            "none",
            "The story that installs it once by hand; Flux adopts it in `story`.",
        ),
        field("namespace", Type::ObjectName, "none", "The namespace of its objects."),
        field(
            "provides",
            Type::List(&Type::Provision),
            "none",
            "The API groups whose CRDs it installs, and objects that come into being with it: \
             by its chart, say.",
        ),
        field(
            "needs",
            Type::List(&Type::Provision),
            "none",
            "API groups and objects that it needs and whose need cannot be seen: by its chart, say.",
        ),
        field(
            "assume",
            Type::List(&Type::Provision),
            "none",
            "API groups and objects that it needs and that exist without the plan.",
        ),
        field(
            "ready",
            Type::List(&Type::Object),
            "none",
            "Objects that Flux waits for before whatever comes after.",
        ),
        field(
            "after",
            Type::List(&Type::Ref(Namespace::Component)),
            "none",
            "Components of the same story that come first.",
        ),
        field(
            "manifests",
            Type::List(&Type::Glob),
            "none",
            "Files of Kubernetes objects, emitted like resources.",
        ),
    ],
    statements: &["helm", "resource", "kustomize", "on", "flux", "lints"],
    shown: true,
    example: "sprint S0 2025-10-20..2025-10-31 { story DNS }\n\ncomponent coredns {\n  story: DNS\n  namespace: kube-system\n  helm { chart: \"oci://ghcr.io/coredns/charts/coredns\", version: \"1.45.0\" }\n  ready: [Deployment/coredns]\n}",
    ..NONE
};

const CRDS: Type = Type::Word(&[
    Choice { word: "skip", doc: "leave them out" },
    Choice { word: "create", doc: "create the missing ones" },
    Choice { word: "create-replace", doc: "create and replace them" },
]);

pub(super) static HELM: StatementDef = StatementDef {
    word: "helm",
    doc: "A Helm release: becomes a HelmRelease with an OCIRepository (`oci://`) or a HelmRepository (`https://`).",
    fields: &[
        required(
            "chart",
            Type::Expression,
            "`oci://…` of the chart, or `https://…` of its repository.",
        ),
        field(
            "name",
            Type::ObjectName,
            "none; must be there for `https://`",
            "The chart's name in an `https://` repository.",
        ),
        required("version", Type::Expression, "The exact version."),
        field("release", Type::ObjectName, "the component's name", "The name of the release."),
        field("values", Type::Map, "`{}`", "The chart's values."),
        field("crds", CRDS, "`create-replace`", "What happens to the CRDs of the chart."),
    ],
    once: true,
    example: "sprint S0 2025-10-20..2025-10-31 { story DNS }\n\ncomponent coredns {\n  story: DNS\n  namespace: dns\n  helm {\n    chart: \"oci://ghcr.io/coredns/charts/coredns\"\n    version: \"1.45.0\"\n    values: { replicaCount: 2 }\n  }\n}",
    ..NONE
};

pub(super) static RESOURCE: StatementDef = StatementDef {
    word: "resource",
    doc: "A Kubernetes object; `apiVersion` and scope follow from the kind, which may be qualified \
          (`cilium.io/v2/CiliumBGPClusterConfig`).",
    arguments: &[
        argument("kind", Type::Kind, "the kind"),
        argument("name", Type::ObjectName, "the object's name"),
    ],
    open: Some(OpenDef { noun: "field", ty: Type::Any, doc: "A field of the object." }),
    shown: true,
    example: "sprint S0 2025-10-20..2025-10-31 { story DNS }\n\ncomponent dns-settings {\n  story: DNS\n  namespace: kube-system\n  resource ConfigMap dns-settings { data: { \"upstream\": \"10.25.10.30\" } }\n}",
    ..NONE
};

pub(super) static KUSTOMIZE: StatementDef = StatementDef {
    word: "kustomize",
    doc: "A remote kustomization: a Git URL and an exact revision, or an OCI artifact, with a path.",
    fields: &[
        required(
            "url",
            Type::Expression,
            "`https://…` of a Git repository, or `oci://…` of an artifact.",
        ),
        required("revision", Type::Expression, "The exact tag, commit or digest."),
        field("path", Type::Expression, "`\".\"`", "The folder in the source."),
    ],
    once: true,
    example: "sprint S0 2025-10-20..2025-10-31 { story DNS }\n\ncomponent gateway-crds {\n  story: DNS\n  provides: [\"gateway.networking.k8s.io\"]\n  kustomize {\n    url: \"https://github.com/kubernetes-sigs/gateway-api\"\n    revision: \"v1.4.0\"\n    path: \"config/crd\"\n  }\n}",
    ..NONE
};

pub(super) static ON: StatementDef = StatementDef {
    word: "on",
    doc: "What is different on one cluster: maps are merged deeply, lists replaced; resources of other names are added.",
    arguments: &[argument("cluster", Type::Ref(Namespace::Cluster), "the cluster")],
    fields: &[
        field("namespace", Type::ObjectName, "the component's", "The namespace of its objects."),
        field(
            "ready",
            Type::List(&Type::Object),
            "the component's",
            "Objects that Flux waits for.",
        ),
        field("manifests", Type::List(&Type::Glob), "none", "Further files of Kubernetes objects."),
    ],
    statements: &["helm", "resource", "kustomize", "flux"],
    example: "cluster infra { id: 1 }\n\nsprint S0 2025-10-20..2025-10-31 { story DNS }\n\ncomponent coredns {\n  story: DNS\n  namespace: dns\n  helm {\n    chart: \"oci://ghcr.io/coredns/charts/coredns\"\n    version: \"1.45.0\"\n  }\n  on infra { helm { values: { replicaCount: 3 } } }\n}",
    ..NONE
};

pub(super) static INVENTORY: StatementDef = StatementDef {
    word: "inventory",
    doc: "What a secret store holds. Where it exists, an ExternalSecret that names another item or property is an error.",
    arguments: &[argument("store", Type::Name(Namespace::Store), "the store")],
    fields: &[field("items", Type::Items, "none", "Each item with the list of its properties.")],
    example: "inventory onepassword { items: { \"kubernetes/infra/db\": [\"username\", \"password\"] } }",
    ..NONE
};

pub(super) static OUTPUTS: StatementDef = StatementDef {
    word: "outputs",
    doc: "Where the documents go, when not under the output directory: folders relative to the root file.",
    fields: &[
        field(
            "schedule",
            Type::Text,
            "`schedule` under the output directory",
            "The schedule documents.",
        ),
        field(
            "ordering",
            Type::Text,
            "`ordering` under the output directory",
            "The ordering documents.",
        ),
    ],
    once: true,
    example: "outputs { schedule: \"docs/schedule\", ordering: \"docs/ordering\" }",
    ..NONE
};
