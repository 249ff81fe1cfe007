//! The kinds of Kubernetes objects that are known by their name alone, and where they live.
//!
//! A small stand-in for the schema catalogue: Kubernetes' own kinds, and those of the projects that platforms are
//! built of, each with the version that its project stores.

use std::fmt;

/// A kind with everything that an object needs to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The group; empty for Kubernetes' core.
    pub group: String,
    /// The version.
    pub version: String,
    /// The name.
    pub name: String,
    /// Whether its objects live in namespaces; `None` when nobody knows.
    pub is_namespaced: Option<bool>,
}

impl Kind {
    /// `v1`, `apps/v1`
    #[must_use]
    pub fn api_version(&self) -> String {
        if self.group.is_empty() {
            self.version.clone()
        } else {
            format!("{}/{}", self.group, self.version)
        }
    }

    /// Whether it is a kind of Kubernetes' core.
    #[must_use]
    pub fn is_core(&self, name: &str) -> bool {
        self.group.is_empty() && self.name == name
    }

    /// `cert-manager.io/Issuer`, `Secret`
    #[must_use]
    pub fn without_version(&self) -> String {
        if self.group.is_empty() {
            self.name.clone()
        } else {
            format!("{}/{}", self.group, self.name)
        }
    }

    fn of(row: &Row, name: &str) -> Self {
        Self {
            group: row.group.to_owned(),
            version: row.version.to_owned(),
            name: name.to_owned(),
            is_namespaced: Some(row.is_namespaced),
        }
    }
}

/// As a program writes it in full: `apps/v1/Deployment`.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.api_version(), self.name)
    }
}

/// Why a kind cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// No group has it, as far as is known here.
    Unknown,
    /// Several groups have it: each in full.
    Ambiguous(Vec<String>),
}

/// What `Deployment`, `apps/v1/Deployment` or `v1/Secret` means.
///
/// A kind in full is taken as it is; whether it lives in namespaces is looked up by its group.
///
/// # Errors
/// Why it cannot be told.
pub fn find(text: &str) -> Result<Kind, Miss> {
    let Some((api_version, name)) = text.rsplit_once('/') else { return by_name(text) };
    let (group, version) = api_version.rsplit_once('/').unwrap_or(("", api_version));
    let row = rows().find(|(row, known)| row.group == group && *known == name);
    Ok(Kind {
        group: group.to_owned(),
        version: version.to_owned(),
        name: name.to_owned(),
        is_namespaced: row.map(|(row, _)| row.is_namespaced),
    })
}

fn by_name(name: &str) -> Result<Kind, Miss> {
    let found: Vec<Kind> =
        rows().filter(|(_, known)| *known == name).map(|(row, _)| Kind::of(row, name)).collect();
    match found.as_slice() {
        [] => Err(Miss::Unknown),
        [kind] => Ok(kind.clone()),
        _ => Err(Miss::Ambiguous(found.iter().map(ToString::to_string).collect())),
    }
}

fn rows() -> impl Iterator<Item = (&'static Row, &'static str)> {
    ROWS.iter().flat_map(|row| row.kinds.split_ascii_whitespace().map(move |kind| (row, kind)))
}

struct Row {
    group: &'static str,
    version: &'static str,
    is_namespaced: bool,
    /// The kinds with blanks between them.
    kinds: &'static str,
}

const fn namespaced(group: &'static str, version: &'static str, kinds: &'static str) -> Row {
    Row { group, version, is_namespaced: true, kinds }
}

const fn cluster_wide(group: &'static str, version: &'static str, kinds: &'static str) -> Row {
    Row { group, version, is_namespaced: false, kinds }
}

static ROWS: &[Row] = &[
    namespaced(
        "",
        "v1",
        "ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate \
         ReplicationController ResourceQuota Secret Service ServiceAccount",
    ),
    cluster_wide("", "v1", "Namespace Node PersistentVolume"),
    cluster_wide(
        "admissionregistration.k8s.io",
        "v1",
        "MutatingWebhookConfiguration ValidatingAdmissionPolicy \
         ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration",
    ),
    cluster_wide("apiextensions.k8s.io", "v1", "CustomResourceDefinition"),
    cluster_wide("apiregistration.k8s.io", "v1", "APIService"),
    namespaced("apps", "v1", "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet"),
    namespaced("autoscaling", "v2", "HorizontalPodAutoscaler"),
    namespaced("batch", "v1", "CronJob Job"),
    cluster_wide("certificates.k8s.io", "v1", "CertificateSigningRequest"),
    namespaced("coordination.k8s.io", "v1", "Lease"),
    namespaced("discovery.k8s.io", "v1", "EndpointSlice"),
    cluster_wide("flowcontrol.apiserver.k8s.io", "v1", "FlowSchema PriorityLevelConfiguration"),
    namespaced("networking.k8s.io", "v1", "Ingress NetworkPolicy"),
    cluster_wide("networking.k8s.io", "v1", "IngressClass"),
    cluster_wide("node.k8s.io", "v1", "RuntimeClass"),
    namespaced("policy", "v1", "PodDisruptionBudget"),
    namespaced("rbac.authorization.k8s.io", "v1", "Role RoleBinding"),
    cluster_wide("rbac.authorization.k8s.io", "v1", "ClusterRole ClusterRoleBinding"),
    cluster_wide("scheduling.k8s.io", "v1", "PriorityClass"),
    namespaced("storage.k8s.io", "v1", "CSIStorageCapacity"),
    cluster_wide("storage.k8s.io", "v1", "CSIDriver CSINode StorageClass VolumeAttachment"),
    namespaced("acme.cert-manager.io", "v1", "Challenge Order"),
    namespaced(
        "ceph.rook.io",
        "v1",
        "CephBlockPool CephBlockPoolRadosNamespace CephBucketNotification CephBucketTopic \
         CephCOSIDriver CephClient CephCluster CephFilesystem CephFilesystemMirror \
         CephFilesystemSubVolumeGroup CephNFS CephObjectRealm CephObjectStore \
         CephObjectStoreUser CephObjectZone CephObjectZoneGroup CephRBDMirror",
    ),
    namespaced("cert-manager.io", "v1", "Certificate CertificateRequest Issuer"),
    cluster_wide("cert-manager.io", "v1", "ClusterIssuer"),
    namespaced(
        "cilium.io",
        "v2",
        "CiliumEndpoint CiliumEnvoyConfig CiliumLocalRedirectPolicy CiliumNetworkPolicy \
         CiliumNodeConfig",
    ),
    cluster_wide(
        "cilium.io",
        "v2",
        "CiliumBGPAdvertisement CiliumBGPClusterConfig CiliumBGPNodeConfig \
         CiliumBGPNodeConfigOverride CiliumBGPPeerConfig CiliumCIDRGroup \
         CiliumClusterwideEnvoyConfig CiliumClusterwideNetworkPolicy \
         CiliumEgressGatewayPolicy CiliumExternalWorkload CiliumIdentity \
         CiliumLoadBalancerIPPool CiliumNode",
    ),
    namespaced("cilium.io", "v2alpha1", "CiliumGatewayClassConfig"),
    cluster_wide(
        "cilium.io",
        "v2alpha1",
        "CiliumBGPPeeringPolicy CiliumEndpointSlice CiliumL2AnnouncementPolicy \
         CiliumPodIPPool",
    ),
    namespaced("core.strimzi.io", "v1beta2", "StrimziPodSet"),
    namespaced("dragonflydb.io", "v1alpha1", "Dragonfly"),
    namespaced("external-secrets.io", "v1", "ExternalSecret SecretStore"),
    cluster_wide("external-secrets.io", "v1", "ClusterExternalSecret ClusterSecretStore"),
    namespaced("external-secrets.io", "v1alpha1", "PushSecret"),
    cluster_wide("external-secrets.io", "v1alpha1", "ClusterPushSecret"),
    namespaced(
        "fluentbit.fluent.io",
        "v1alpha2",
        "Collector Filter FluentBit FluentBitConfig MultilineParser Output Parser",
    ),
    cluster_wide(
        "fluentbit.fluent.io",
        "v1alpha2",
        "ClusterFilter ClusterFluentBitConfig ClusterInput ClusterMultilineParser \
         ClusterOutput ClusterParser",
    ),
    namespaced("fluentd.fluent.io", "v1alpha1", "Filter Fluentd FluentdConfig Input Output"),
    cluster_wide(
        "fluentd.fluent.io",
        "v1alpha1",
        "ClusterFilter ClusterFluentdConfig ClusterInput ClusterOutput",
    ),
    namespaced(
        "fluxcd.controlplane.io",
        "v1",
        "FluxInstance FluxReport ResourceSet ResourceSetInputProvider",
    ),
    namespaced("gateway.networking.k8s.io", "v1", "BackendTLSPolicy GRPCRoute Gateway HTTPRoute"),
    cluster_wide("gateway.networking.k8s.io", "v1", "GatewayClass"),
    namespaced("gateway.networking.k8s.io", "v1alpha2", "TCPRoute UDPRoute"),
    namespaced("gateway.networking.k8s.io", "v1alpha3", "TLSRoute"),
    namespaced("gateway.networking.k8s.io", "v1beta1", "ReferenceGrant"),
    namespaced("gateway.networking.x-k8s.io", "v1alpha1", "XBackendTrafficPolicy XListenerSet"),
    cluster_wide("gateway.networking.x-k8s.io", "v1alpha1", "XMesh"),
    namespaced(
        "generators.external-secrets.io",
        "v1alpha1",
        "ACRAccessToken CloudsmithAccessToken ECRAuthorizationToken Fake GCRAccessToken \
         GeneratorState GithubAccessToken Grafana MFA Password QuayAccessToken SSHKey \
         STSSessionToken UUID VaultDynamicSecret Webhook",
    ),
    cluster_wide("generators.external-secrets.io", "v1alpha1", "ClusterGenerator"),
    namespaced("groupsnapshot.storage.k8s.io", "v1beta1", "VolumeGroupSnapshot"),
    cluster_wide(
        "groupsnapshot.storage.k8s.io",
        "v1beta1",
        "VolumeGroupSnapshotClass VolumeGroupSnapshotContent",
    ),
    namespaced("helm.toolkit.fluxcd.io", "v2", "HelmRelease"),
    namespaced(
        "image.toolkit.fluxcd.io",
        "v1",
        "ImagePolicy ImageRepository ImageUpdateAutomation",
    ),
    namespaced("k8s.keycloak.org", "v2alpha1", "Keycloak KeycloakRealmImport"),
    namespaced(
        "kafka.strimzi.io",
        "v1beta2",
        "Kafka KafkaBridge KafkaConnect KafkaConnector KafkaMirrorMaker2 KafkaNodePool \
         KafkaRebalance KafkaTopic KafkaUser",
    ),
    namespaced("kustomize.toolkit.fluxcd.io", "v1", "Kustomization"),
    namespaced(
        "monitoring.coreos.com",
        "v1",
        "Alertmanager PodMonitor Probe Prometheus PrometheusRule ServiceMonitor \
         ThanosRuler",
    ),
    namespaced(
        "monitoring.coreos.com",
        "v1alpha1",
        "AlertmanagerConfig PrometheusAgent ScrapeConfig",
    ),
    namespaced("notification.toolkit.fluxcd.io", "v1", "Receiver"),
    namespaced("notification.toolkit.fluxcd.io", "v1beta3", "Alert Provider"),
    namespaced("objectbucket.io", "v1alpha1", "ObjectBucketClaim"),
    cluster_wide("objectbucket.io", "v1alpha1", "ObjectBucket"),
    namespaced(
        "operator.victoriametrics.com",
        "v1",
        "VLAgent VLCluster VLSingle VMAnomaly VTCluster VTSingle",
    ),
    namespaced(
        "operator.victoriametrics.com",
        "v1beta1",
        "VLogs VMAgent VMAlert VMAlertmanager VMAlertmanagerConfig VMAuth VMCluster \
         VMNodeScrape VMPodScrape VMProbe VMRule VMScrapeConfig VMServiceScrape VMSingle \
         VMStaticScrape VMUser",
    ),
    namespaced(
        "postgresql.cnpg.io",
        "v1",
        "Backup Cluster Database FailoverQuorum ImageCatalog Pooler Publication \
         ScheduledBackup Subscription",
    ),
    cluster_wide("postgresql.cnpg.io", "v1", "ClusterImageCatalog"),
    namespaced("snapshot.storage.k8s.io", "v1", "VolumeSnapshot"),
    cluster_wide("snapshot.storage.k8s.io", "v1", "VolumeSnapshotClass VolumeSnapshotContent"),
    namespaced(
        "source.toolkit.fluxcd.io",
        "v1",
        "Bucket ExternalArtifact GitRepository HelmChart HelmRepository OCIRepository",
    ),
];

#[cfg(test)]
mod tests {
    use super::{Miss, find};

    #[track_caller]
    fn check(text: &str, expected: &str, is_namespaced: Option<bool>) {
        let kind = find(text).expect("it is known");
        assert_eq!((kind.to_string().as_str(), kind.is_namespaced), (expected, is_namespaced));
    }

    #[test]
    fn a_name_is_enough_where_one_group_has_it() {
        check("Deployment", "apps/v1/Deployment", Some(true));
        check("Namespace", "v1/Namespace", Some(false));
        check("CiliumLoadBalancerIPPool", "cilium.io/v2/CiliumLoadBalancerIPPool", Some(false));
        check("ExternalSecret", "external-secrets.io/v1/ExternalSecret", Some(true));
    }

    #[test]
    fn a_kind_in_full_is_taken_as_it_is() {
        check("v1/Secret", "v1/Secret", Some(true));
        check(
            "cilium.io/v2alpha1/CiliumBGPPeeringPolicy",
            "cilium.io/v2alpha1/CiliumBGPPeeringPolicy",
            Some(false),
        );
        check("example.org/v1/Thing", "example.org/v1/Thing", None);
    }

    #[test]
    fn other_names_are_not_guessed() {
        assert_eq!(find("Deploiment"), Err(Miss::Unknown));
        let both = ["fluentbit.fluent.io/v1alpha2/Filter", "fluentd.fluent.io/v1alpha1/Filter"];
        assert_eq!(find("Filter"), Err(Miss::Ambiguous(both.map(str::to_owned).to_vec())));
    }
}
