//! Which field of which kind names another object: the one table of references between objects.
//!
//! Paths have blanks between their keys; `key[]` is each item of a list, `key{}` each value of a map. Kinds stand
//! without their version: `cert-manager.io/Issuer`, and `Secret` for Kubernetes' core.

/// The kinds that something refers to, and whether their objects live in namespaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Referred {
    /// `cert-manager.io/Issuer`, `Secret`
    pub(super) kind: &'static str,
    /// Whether its objects live in namespaces.
    pub(super) is_namespaced: bool,
}

impl Referred {
    /// Whether any object of the kind in a namespace may be meant.
    pub(super) fn may_be_any(self) -> bool {
        CEPH_CLUSTER.contains(&self.kind)
    }

    /// The row of a kind.
    pub(super) fn of(kind: &str) -> Option<Self> {
        let at = REFERRED.binary_search_by(|it| it.kind.cmp(kind)).ok()?;
        Some(REFERRED[at])
    }
}

/// Group and name of a kind.
pub(super) fn split(kind: &str) -> (&str, &str) {
    kind.rsplit_once('/').unwrap_or(("", kind))
}

/// A field that names an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    /// Where the field is: a name, or a map with `name` and perhaps `namespace` and `kind`.
    pub(super) path: &'static str,
    /// The kinds that it may name. Of several, `kind` beside the name says which; else it is the first.
    pub(super) to: &'static [&'static str],
    /// Where an object is that is named without a namespace.
    pub(super) space: Space,
    /// The key of the name, if the path leads to a map.
    pub(super) key: &'static str,
}

/// Where an object is that is named without a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// Where the object is that names it.
    Own,
    /// In this one.
    Fixed(&'static str),
    /// In the one that this key beside the name names.
    Key(&'static str),
}

/// What the fields of a kind refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The kinds of which this holds, with blanks between them.
    pub(super) kinds: &'static str,
    /// The fields.
    pub(super) references: &'static [Reference],
}

const fn to(path: &'static str, to: &'static [&'static str]) -> Reference {
    Reference { path, to, space: Space::Own, key: "name" }
}

impl Reference {
    const fn within(self, space: Space) -> Self {
        Self { space, ..self }
    }

    const fn by(self, key: &'static str) -> Self {
        Self { key, ..self }
    }
}

/// The path of the anchor: not a field, but any object of the kind in the same namespace.
pub(super) const ANY: &str = "";

const SECRET: &[&str] = &["Secret"];
const CONFIG_MAP: &[&str] = &["ConfigMap"];
const SERVICE_ACCOUNT: &[&str] = &["ServiceAccount"];
const STORAGE_CLASS: &[&str] = &["storage.k8s.io/StorageClass"];
const CLAIM: &[&str] = &["PersistentVolumeClaim"];
const CLUSTER_ISSUER: &[&str] = &["cert-manager.io/ClusterIssuer"];
const ISSUERS: &[&str] = &["cert-manager.io/Issuer", "cert-manager.io/ClusterIssuer"];
const STORES: &[&str] =
    &["external-secrets.io/SecretStore", "external-secrets.io/ClusterSecretStore"];
const GATEWAY: &[&str] = &["gateway.networking.k8s.io/Gateway"];
const CEPH_CLUSTER: &[&str] = &["ceph.rook.io/CephCluster"];
const POSTGRES: &[&str] = &["postgresql.cnpg.io/Cluster"];
const KAFKA: &[&str] = &["kafka.strimzi.io/Kafka"];
const SOURCES: &[&str] = &[
    "source.toolkit.fluxcd.io/GitRepository",
    "source.toolkit.fluxcd.io/OCIRepository",
    "source.toolkit.fluxcd.io/HelmRepository",
    "source.toolkit.fluxcd.io/Bucket",
    "source.toolkit.fluxcd.io/HelmChart",
];
const ROLES: &[&str] = &["rbac.authorization.k8s.io/Role", "rbac.authorization.k8s.io/ClusterRole"];
const VALUES: &[&str] = &["ConfigMap", "Secret"];
const VICTORIA: &[&str] = &[
    "operator.victoriametrics.com/VMSingle",
    "operator.victoriametrics.com/VMCluster",
    "operator.victoriametrics.com/VMAgent",
    "operator.victoriametrics.com/VMAlert",
    "operator.victoriametrics.com/VMAlertmanager",
    "operator.victoriametrics.com/VLSingle",
    "operator.victoriametrics.com/VLCluster",
];

/// Where cert-manager looks for what its cluster-wide issuers name.
const CERT_MANAGER: Space = Space::Fixed("cert-manager");

/// Where Cilium looks for the passwords of BGP sessions.
const CILIUM: Space = Space::Fixed("kube-system");

/// Every kind that is referred to, by its name.
static REFERRED: &[Referred] = &[
    namespaced("ConfigMap"),
    namespaced("PersistentVolumeClaim"),
    namespaced("Secret"),
    namespaced("ServiceAccount"),
    namespaced("ceph.rook.io/CephBlockPool"),
    namespaced("ceph.rook.io/CephCluster"),
    namespaced("ceph.rook.io/CephFilesystem"),
    namespaced("ceph.rook.io/CephObjectStore"),
    cluster_wide("cert-manager.io/ClusterIssuer"),
    namespaced("cert-manager.io/Issuer"),
    cluster_wide("cilium.io/CiliumBGPPeerConfig"),
    cluster_wide("external-secrets.io/ClusterSecretStore"),
    namespaced("external-secrets.io/SecretStore"),
    cluster_wide("fluentbit.fluent.io/ClusterFluentBitConfig"),
    namespaced("gateway.networking.k8s.io/Gateway"),
    cluster_wide("gateway.networking.k8s.io/GatewayClass"),
    namespaced("k8s.keycloak.org/Keycloak"),
    namespaced("kafka.strimzi.io/Kafka"),
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
    namespaced("postgresql.cnpg.io/Cluster"),
    cluster_wide("postgresql.cnpg.io/ClusterImageCatalog"),
    namespaced("postgresql.cnpg.io/ImageCatalog"),
    cluster_wide("rbac.authorization.k8s.io/ClusterRole"),
    namespaced("rbac.authorization.k8s.io/Role"),
    cluster_wide("scheduling.k8s.io/PriorityClass"),
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

/// What the fields of each kind refer to, besides those of pods.
pub(super) static ROWS: &[Row] = &[
    Row {
        kinds: "PersistentVolumeClaim",
        references: &[to("spec storageClassName", STORAGE_CLASS)],
    },
    Row { kinds: "ServiceAccount", references: &[to("imagePullSecrets[]", SECRET)] },
    Row {
        kinds: "apps/StatefulSet",
        references: &[to("spec volumeClaimTemplates[] spec storageClassName", STORAGE_CLASS)],
    },
    Row {
        kinds: "networking.k8s.io/Ingress",
        references: &[
            to("spec ingressClassName", &["networking.k8s.io/IngressClass"]),
            to("metadata annotations cert-manager.io/cluster-issuer", CLUSTER_ISSUER),
            to("metadata annotations cert-manager.io/issuer", &["cert-manager.io/Issuer"]),
        ],
    },
    Row {
        kinds: "rbac.authorization.k8s.io/RoleBinding rbac.authorization.k8s.io/ClusterRoleBinding",
        references: &[to("roleRef", ROLES), to("subjects[]", SERVICE_ACCOUNT)],
    },
    Row {
        kinds: "storage.k8s.io/StorageClass",
        references: &[
            to("parameters", &["ceph.rook.io/CephBlockPool"])
                .within(Space::Key("clusterID"))
                .by("pool"),
            to("parameters", &["ceph.rook.io/CephFilesystem"])
                .within(Space::Key("clusterID"))
                .by("fsName"),
        ],
    },
    Row {
        kinds: "snapshot.storage.k8s.io/VolumeSnapshot",
        references: &[
            to("spec volumeSnapshotClassName", &["snapshot.storage.k8s.io/VolumeSnapshotClass"]),
            to("spec source persistentVolumeClaimName", CLAIM),
        ],
    },
    Row {
        kinds: "cert-manager.io/Certificate cert-manager.io/CertificateRequest",
        references: &[to("spec issuerRef", ISSUERS)],
    },
    Row {
        kinds: "cert-manager.io/Issuer",
        references: &[
            to("spec ca secretName", SECRET),
            to("spec acme solvers[] dns01 cloudflare apiTokenSecretRef", SECRET),
            to("spec acme solvers[] dns01 cloudflare apiKeySecretRef", SECRET),
            to("spec acme solvers[] dns01 route53 secretAccessKeySecretRef", SECRET),
            to("spec acme solvers[] dns01 rfc2136 tsigSecretSecretRef", SECRET),
            to("spec acme solvers[] http01 gatewayHTTPRoute parentRefs[]", GATEWAY),
        ],
    },
    Row {
        kinds: "cert-manager.io/ClusterIssuer",
        references: &[
            to("spec ca secretName", SECRET).within(CERT_MANAGER),
            to("spec acme solvers[] dns01 cloudflare apiTokenSecretRef", SECRET)
                .within(CERT_MANAGER),
            to("spec acme solvers[] dns01 cloudflare apiKeySecretRef", SECRET).within(CERT_MANAGER),
            to("spec acme solvers[] dns01 route53 secretAccessKeySecretRef", SECRET)
                .within(CERT_MANAGER),
            to("spec acme solvers[] dns01 rfc2136 tsigSecretSecretRef", SECRET)
                .within(CERT_MANAGER),
        ],
    },
    Row {
        kinds: "external-secrets.io/ExternalSecret",
        references: &[
            to("spec secretStoreRef", STORES),
            to("spec data[] sourceRef storeRef", STORES),
            to("spec dataFrom[] sourceRef storeRef", STORES),
            to("spec target template templateFrom[] configMap", CONFIG_MAP),
            to("spec target template templateFrom[] secret", SECRET),
        ],
    },
    Row {
        kinds: "external-secrets.io/ClusterExternalSecret",
        references: &[to("spec externalSecretSpec secretStoreRef", STORES)],
    },
    Row {
        kinds: "external-secrets.io/PushSecret",
        references: &[to("spec secretStoreRefs[]", STORES), to("spec selector secret", SECRET)],
    },
    Row {
        kinds: "external-secrets.io/SecretStore external-secrets.io/ClusterSecretStore",
        references: &[
            to("spec provider onepassword auth secretRef connectTokenSecretRef", SECRET),
            to("spec provider onepasswordSDK auth serviceAccountSecretRef", SECRET),
            to("spec provider vault auth tokenSecretRef", SECRET),
            to("spec provider vault auth appRole secretRef", SECRET),
            to("spec provider aws auth secretRef accessKeyIDSecretRef", SECRET),
            to("spec provider aws auth secretRef secretAccessKeySecretRef", SECRET),
            to("spec provider kubernetes auth serviceAccount", SERVICE_ACCOUNT),
        ],
    },
    Row {
        kinds: "gateway.networking.k8s.io/Gateway",
        references: &[
            to("spec gatewayClassName", &["gateway.networking.k8s.io/GatewayClass"]),
            to("spec listeners[] tls certificateRefs[]", SECRET),
            to("metadata annotations cert-manager.io/cluster-issuer", CLUSTER_ISSUER),
            to("metadata annotations cert-manager.io/issuer", &["cert-manager.io/Issuer"]),
        ],
    },
    Row {
        kinds: "gateway.networking.k8s.io/HTTPRoute gateway.networking.k8s.io/GRPCRoute \
                gateway.networking.k8s.io/TLSRoute gateway.networking.k8s.io/TCPRoute \
                gateway.networking.k8s.io/UDPRoute",
        references: &[to("spec parentRefs[]", GATEWAY)],
    },
    Row {
        kinds: "cilium.io/CiliumBGPClusterConfig",
        references: &[to(
            "spec bgpInstances[] peers[] peerConfigRef",
            &["cilium.io/CiliumBGPPeerConfig"],
        )],
    },
    Row {
        kinds: "cilium.io/CiliumBGPPeerConfig",
        references: &[to("spec authSecretRef", SECRET).within(CILIUM)],
    },
    Row {
        kinds: "ceph.rook.io/CephBlockPool ceph.rook.io/CephFilesystem \
                ceph.rook.io/CephObjectStore ceph.rook.io/CephNFS ceph.rook.io/CephRBDMirror \
                ceph.rook.io/CephClient ceph.rook.io/CephObjectRealm \
                ceph.rook.io/CephFilesystemMirror",
        references: &[to(ANY, CEPH_CLUSTER)],
    },
    Row {
        kinds: "ceph.rook.io/CephObjectStoreUser",
        references: &[to("spec store", &["ceph.rook.io/CephObjectStore"])],
    },
    Row {
        kinds: "ceph.rook.io/CephFilesystemSubVolumeGroup",
        references: &[to("spec filesystemName", &["ceph.rook.io/CephFilesystem"])],
    },
    Row {
        kinds: "ceph.rook.io/CephBlockPoolRadosNamespace",
        references: &[to("spec blockPoolName", &["ceph.rook.io/CephBlockPool"])],
    },
    Row {
        kinds: "objectbucket.io/ObjectBucketClaim",
        references: &[to("spec storageClassName", STORAGE_CLASS)],
    },
    Row {
        kinds: "postgresql.cnpg.io/Cluster",
        references: &[
            to("spec storage storageClass", STORAGE_CLASS),
            to("spec walStorage storageClass", STORAGE_CLASS),
            to("spec superuserSecret", SECRET),
            to("spec bootstrap initdb secret", SECRET),
            to("spec managed roles[] passwordSecret", SECRET),
            to("spec backup barmanObjectStore s3Credentials accessKeyId", SECRET),
            to("spec backup barmanObjectStore s3Credentials secretAccessKey", SECRET),
            to("spec externalClusters[] password", SECRET),
            to(
                "spec imageCatalogRef",
                &["postgresql.cnpg.io/ImageCatalog", "postgresql.cnpg.io/ClusterImageCatalog"],
            ),
            to("spec priorityClassName", &["scheduling.k8s.io/PriorityClass"]),
        ],
    },
    Row {
        kinds: "postgresql.cnpg.io/Pooler postgresql.cnpg.io/ScheduledBackup \
                postgresql.cnpg.io/Backup postgresql.cnpg.io/Database \
                postgresql.cnpg.io/Publication postgresql.cnpg.io/Subscription",
        references: &[to("spec cluster", POSTGRES)],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMCluster",
        references: &[
            to("spec vmstorage storage volumeClaimTemplate spec storageClassName", STORAGE_CLASS),
            to("spec vmselect storage volumeClaimTemplate spec storageClassName", STORAGE_CLASS),
        ],
    },
    Row {
        kinds: "operator.victoriametrics.com/VLCluster",
        references: &[to(
            "spec vlstorage storage volumeClaimTemplate spec storageClassName",
            STORAGE_CLASS,
        )],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMSingle operator.victoriametrics.com/VLSingle",
        references: &[to("spec storage storageClassName", STORAGE_CLASS)],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMAgent",
        references: &[
            to("spec remoteWrite[] basicAuth username", SECRET),
            to("spec remoteWrite[] basicAuth password", SECRET),
            to("spec remoteWrite[] bearerTokenSecret", SECRET),
            to("spec statefulStorage volumeClaimTemplate spec storageClassName", STORAGE_CLASS),
        ],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMAlertmanager",
        references: &[
            to("spec configSecret", SECRET),
            to("spec storage volumeClaimTemplate spec storageClassName", STORAGE_CLASS),
        ],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMUser",
        references: &[to("spec passwordRef", SECRET), to("spec targetRefs[] crd", VICTORIA)],
    },
    Row {
        kinds: "fluentbit.fluent.io/FluentBit",
        references: &[to(
            "spec fluentBitConfigName",
            &["fluentbit.fluent.io/ClusterFluentBitConfig"],
        )],
    },
    Row {
        kinds: "kafka.strimzi.io/KafkaNodePool kafka.strimzi.io/KafkaTopic \
                kafka.strimzi.io/KafkaUser",
        references: &[to("metadata labels strimzi.io/cluster", KAFKA)],
    },
    Row {
        kinds: "k8s.keycloak.org/Keycloak",
        references: &[
            to("spec db usernameSecret", SECRET),
            to("spec db passwordSecret", SECRET),
            to("spec http tlsSecret", SECRET),
        ],
    },
    Row {
        kinds: "k8s.keycloak.org/KeycloakRealmImport",
        references: &[to("spec keycloakCRName", &["k8s.keycloak.org/Keycloak"])],
    },
    Row {
        kinds: "dragonflydb.io/Dragonfly",
        references: &[
            to("spec authentication passwordFromSecret", SECRET),
            to("spec snapshot persistentVolumeClaimSpec storageClassName", STORAGE_CLASS),
        ],
    },
    Row {
        kinds: "helm.toolkit.fluxcd.io/HelmRelease",
        references: &[
            to("spec chart spec sourceRef", SOURCES),
            to("spec chartRef", SOURCES),
            to("spec valuesFrom[]", VALUES),
        ],
    },
    Row {
        kinds: "kustomize.toolkit.fluxcd.io/Kustomization",
        references: &[
            to("spec sourceRef", SOURCES),
            to("spec decryption secretRef", SECRET),
            to("spec postBuild substituteFrom[]", VALUES),
        ],
    },
    Row {
        kinds: "source.toolkit.fluxcd.io/GitRepository source.toolkit.fluxcd.io/OCIRepository \
                source.toolkit.fluxcd.io/HelmRepository source.toolkit.fluxcd.io/Bucket",
        references: &[to("spec secretRef", SECRET), to("spec certSecretRef", SECRET)],
    },
    Row {
        kinds: "notification.toolkit.fluxcd.io/Alert",
        references: &[to("spec providerRef", &["notification.toolkit.fluxcd.io/Provider"])],
    },
    Row {
        kinds: "notification.toolkit.fluxcd.io/Provider notification.toolkit.fluxcd.io/Receiver",
        references: &[to("spec secretRef", SECRET)],
    },
];

/// What the pods of any kind refer to, below their own `spec`.
pub(super) static PODS: &[Reference] = &[
    to("serviceAccountName", SERVICE_ACCOUNT),
    to("priorityClassName", &["scheduling.k8s.io/PriorityClass"]),
    to("runtimeClassName", &["node.k8s.io/RuntimeClass"]),
    to("imagePullSecrets[]", SECRET),
    to("volumes[] secret", SECRET).by("secretName"),
    to("volumes[] configMap", CONFIG_MAP),
    to("volumes[] persistentVolumeClaim", CLAIM).by("claimName"),
    to("volumes[] projected sources[] secret", SECRET),
    to("volumes[] projected sources[] configMap", CONFIG_MAP),
    to("containers[] env[] valueFrom secretKeyRef", SECRET),
    to("containers[] env[] valueFrom configMapKeyRef", CONFIG_MAP),
    to("containers[] envFrom[] secretRef", SECRET),
    to("containers[] envFrom[] configMapRef", CONFIG_MAP),
    to("initContainers[] env[] valueFrom secretKeyRef", SECRET),
    to("initContainers[] env[] valueFrom configMapKeyRef", CONFIG_MAP),
    to("initContainers[] envFrom[] secretRef", SECRET),
    to("initContainers[] envFrom[] configMapRef", CONFIG_MAP),
];

/// Where the pods of a kind are.
pub(super) static POD_SPECS: &[(&str, &str)] = &[
    ("Pod", "spec"),
    ("apps/DaemonSet", "spec template spec"),
    ("apps/Deployment", "spec template spec"),
    ("apps/ReplicaSet", "spec template spec"),
    ("apps/StatefulSet", "spec template spec"),
    ("batch/CronJob", "spec jobTemplate spec template spec"),
    ("batch/Job", "spec template spec"),
];
