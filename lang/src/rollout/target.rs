//! What objects need and components deliver.

use std::fmt;

use smol_str::SmolStr;

/// Something that objects need, which one component or another delivers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// The definitions of an API group, and whatever acts on them.
    Group(SmolStr),
    /// A namespace.
    Namespace(SmolStr),
    /// An object of a kind that others refer to.
    Object {
        /// The kind without its version: `cert-manager.io/Issuer`, and `Secret` for Kubernetes' core.
        kind: &'static str,
        /// Its namespace; none for those of the whole cluster.
        namespace: Option<SmolStr>,
        /// Its name; none where any of the kind will do.
        name: Option<SmolStr>,
    },
}

/// As people write it: `cilium.io`, `Namespace/databases`, `Secret/observability/grafana`.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group(group) => f.write_str(group),
            Self::Namespace(name) => write!(f, "Namespace/{name}"),
            Self::Object { kind, namespace, name } => {
                f.write_str(kind.rsplit('/').next().unwrap_or(kind))?;
                for part in [namespace, name].into_iter().flatten() {
                    write!(f, "/{part}")?;
                }
                Ok(())
            }
        }
    }
}

/// Groups that every cluster has: Kubernetes' own.
const BUILT_IN: &[&str] = &[
    "",
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "apps",
    "authentication.k8s.io",
    "authorization.k8s.io",
    "autoscaling",
    "batch",
    "certificates.k8s.io",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "events.k8s.io",
    "flowcontrol.apiserver.k8s.io",
    "networking.k8s.io",
    "node.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
    "resource.k8s.io",
    "scheduling.k8s.io",
    "storage.k8s.io",
];

/// Namespaces that every cluster has before Flux applies anything.
const NAMESPACES: &[&str] =
    &["default", "flux-system", "kube-node-lease", "kube-public", "kube-system"];

/// Whether a group is there before Flux applies anything: Kubernetes' own, and those that Flux itself brings.
pub(super) fn is_there(group: &str) -> bool {
    // Groups without a dot are reserved for Kubernetes.
    !group.contains('.') || group.ends_with(".toolkit.fluxcd.io") || BUILT_IN.contains(&group)
}

/// Flux's controllers, which are also the names of their accounts.
const CONTROLLERS: &[&str] = &[
    "helm-controller",
    "image-automation-controller",
    "image-reflector-controller",
    "kustomize-controller",
    "notification-controller",
    "source-controller",
];

/// Whether a namespace or object is there without anybody delivering it.
pub(super) fn is_born(target: &Target) -> bool {
    let (kind, namespace, name) = match target {
        Target::Namespace(name) => return NAMESPACES.contains(&name.as_str()),
        Target::Object { kind, namespace, name: Some(name) } => (kind, namespace, name),
        Target::Group(_) | Target::Object { name: None, .. } => return false,
    };
    match (*kind, name.as_str()) {
        ("ServiceAccount", "default") | ("ConfigMap", "kube-root-ca.crt") => true,
        ("scheduling.k8s.io/PriorityClass", name) => name.starts_with("system-"),
        ("rbac.authorization.k8s.io/ClusterRole", name) => {
            name.starts_with("system:")
                || ["admin", "cluster-admin", "edit", "view"].contains(&name)
        }
        ("rbac.authorization.k8s.io/Role", "extension-apiserver-authentication-reader")
        | ("ConfigMap", "extension-apiserver-authentication") => {
            namespace.as_deref() == Some("kube-system")
        }
        ("rbac.authorization.k8s.io/Role", name) => {
            name.starts_with("system:") && namespace.as_deref() == Some("kube-system")
        }
        ("Service", "kubernetes") => namespace.as_deref() == Some("default"),
        ("ServiceAccount", name) => {
            CONTROLLERS.contains(&name) && namespace.as_deref() == Some("flux-system")
        }
        // Flux brings its own source, and the credentials of it.
        (_, "flux-system") => namespace.as_deref() == Some("flux-system"),
        _ => false,
    }
}
