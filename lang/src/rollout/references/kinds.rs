//! The kinds that something refers to.

/// A kind that something refers to, and whether its objects live in namespaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rollout) struct Referred {
    /// `cert-manager.io/Issuer`, `Secret`
    pub(in crate::rollout) kind: &'static str,
    /// Whether its objects live in namespaces.
    pub(in crate::rollout) is_namespaced: bool,
}

impl Referred {
    /// Whether any object of the kind in a namespace may be meant.
    pub(in crate::rollout) fn may_be_any(self) -> bool {
        self.kind == "ceph.rook.io/CephCluster"
    }

    /// The row of a kind.
    pub(in crate::rollout) fn of(kind: &str) -> Option<Self> {
        let at = REFERRED.binary_search_by(|it| it.kind.cmp(kind)).ok()?;
        Some(REFERRED[at])
    }
}

/// Every kind that is referred to, by its name.
static REFERRED: &[Referred] = &[
    namespaced("ConfigMap"),
    cluster_wide("PersistentVolume"),
    namespaced("PersistentVolumeClaim"),
    namespaced("Secret"),
    namespaced("Service"),
    namespaced("ServiceAccount"),
    namespaced("apps/Deployment"),
    namespaced("apps/ReplicaSet"),
    namespaced("apps/StatefulSet"),
    namespaced("barmancloud.cnpg.io/ObjectStore"),
    namespaced("ceph.rook.io/CephBlockPool"),
    namespaced("ceph.rook.io/CephBucketTopic"),
    namespaced("ceph.rook.io/CephCluster"),
    namespaced("ceph.rook.io/CephFilesystem"),
    namespaced("ceph.rook.io/CephObjectRealm"),
    namespaced("ceph.rook.io/CephObjectStore"),
    namespaced("ceph.rook.io/CephObjectZone"),
    namespaced("ceph.rook.io/CephObjectZoneGroup"),
    cluster_wide("cert-manager.io/ClusterIssuer"),
    namespaced("cert-manager.io/Issuer"),
    cluster_wide("cilium.io/CiliumBGPAdvertisement"),
    cluster_wide("cilium.io/CiliumBGPPeerConfig"),
    cluster_wide("cilium.io/CiliumCIDRGroup"),
    cluster_wide("cilium.io/CiliumLoadBalancerIPPool"),
    cluster_wide("external-secrets.io/ClusterSecretStore"),
    namespaced("external-secrets.io/SecretStore"),
    cluster_wide("fluentbit.fluent.io/ClusterFluentBitConfig"),
    namespaced("gateway.networking.k8s.io/Gateway"),
    cluster_wide("gateway.networking.k8s.io/GatewayClass"),
    namespaced("helm.toolkit.fluxcd.io/HelmRelease"),
    namespaced("image.toolkit.fluxcd.io/ImageRepository"),
    namespaced("k8s.keycloak.org/Keycloak"),
    namespaced("kafka.strimzi.io/Kafka"),
    cluster_wide("keda.sh/ClusterTriggerAuthentication"),
    namespaced("keda.sh/TriggerAuthentication"),
    namespaced("kustomize.toolkit.fluxcd.io/Kustomization"),
    namespaced("metallb.io/BFDProfile"),
    namespaced("metallb.io/BGPPeer"),
    namespaced("metallb.io/IPAddressPool"),
    cluster_wide("networking.k8s.io/IngressClass"),
    cluster_wide("node.k8s.io/RuntimeClass"),
    namespaced("notification.toolkit.fluxcd.io/Provider"),
    namespaced("operator.victoriametrics.com/VLCluster"),
    namespaced("operator.victoriametrics.com/VLSingle"),
    namespaced("operator.victoriametrics.com/VMAgent"),
    namespaced("operator.victoriametrics.com/VMAlert"),
    namespaced("operator.victoriametrics.com/VMAlertmanager"),
    namespaced("operator.victoriametrics.com/VMCluster"),
    namespaced("operator.victoriametrics.com/VMSingle"),
    namespaced("postgresql.cnpg.io/Backup"),
    namespaced("postgresql.cnpg.io/Cluster"),
    cluster_wide("postgresql.cnpg.io/ClusterImageCatalog"),
    namespaced("postgresql.cnpg.io/ImageCatalog"),
    cluster_wide("rbac.authorization.k8s.io/ClusterRole"),
    namespaced("rbac.authorization.k8s.io/Role"),
    cluster_wide("scheduling.k8s.io/PriorityClass"),
    namespaced("snapshot.storage.k8s.io/VolumeSnapshot"),
    cluster_wide("snapshot.storage.k8s.io/VolumeSnapshotClass"),
    namespaced("source.toolkit.fluxcd.io/Bucket"),
    namespaced("source.toolkit.fluxcd.io/GitRepository"),
    namespaced("source.toolkit.fluxcd.io/HelmChart"),
    namespaced("source.toolkit.fluxcd.io/HelmRepository"),
    namespaced("source.toolkit.fluxcd.io/OCIRepository"),
    cluster_wide("storage.k8s.io/StorageClass"),
];

const fn namespaced(kind: &'static str) -> Referred {
    Referred { kind, is_namespaced: true }
}

const fn cluster_wide(kind: &'static str) -> Referred {
    Referred { kind, is_namespaced: false }
}
