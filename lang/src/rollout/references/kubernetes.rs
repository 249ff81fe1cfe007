//! What Kubernetes' own kinds refer to, and those of its special interest groups.

use super::{
    CLAIM, CLUSTER_ISSUER, GATEWAY, ISSUER, Row, SECRET, SERVICE, SERVICE_ACCOUNT, SNAPSHOT_CLASS,
    STORAGE_CLASS, Space, TLS, to,
};

const ROLES: &[&str] = &["rbac.authorization.k8s.io/Role", "rbac.authorization.k8s.io/ClusterRole"];

const SCALED: &[&str] = &["apps/Deployment", "apps/StatefulSet", "apps/ReplicaSet"];

const AUTHORITIES: &[&str] = &["ConfigMap", "Secret"];

/// What a claim is filled from.
const FILLED: &[&str] = &[CLAIM[0], "snapshot.storage.k8s.io/VolumeSnapshot"];

pub(super) static ROWS: &[Row] = &[
    Row {
        kinds: "PersistentVolumeClaim",
        references: &[
            to("spec storageClassName", STORAGE_CLASS),
            to("spec volumeName", &["PersistentVolume"]).hidden(),
            to("spec dataSource", FILLED),
            to("spec dataSourceRef", FILLED),
        ],
    },
    Row { kinds: "ServiceAccount", references: &[to("imagePullSecrets[]", SECRET)] },
    Row {
        kinds: "apps/StatefulSet",
        references: &[
            to("spec volumeClaimTemplates[] spec storageClassName", STORAGE_CLASS),
            to("spec serviceName", SERVICE).hidden(),
        ],
    },
    Row {
        kinds: "networking.k8s.io/Ingress",
        references: &[
            to("spec ingressClassName", &["networking.k8s.io/IngressClass"]),
            to("spec tls[]", SECRET).by("secretName").takes(TLS),
            to("spec defaultBackend service", SERVICE).hidden(),
            to("spec rules[] http paths[] backend service", SERVICE).hidden(),
            to("metadata annotations cert-manager.io/cluster-issuer", CLUSTER_ISSUER),
            to("metadata annotations cert-manager.io/issuer", ISSUER),
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
            to("parameters", &["ceph.rook.io/CephObjectStore"])
                .within(Space::Key("objectStoreNamespace"))
                .by("objectStoreName"),
        ],
    },
    Row {
        kinds: "snapshot.storage.k8s.io/VolumeSnapshot",
        references: &[
            to("spec volumeSnapshotClassName", SNAPSHOT_CLASS),
            to("spec source persistentVolumeClaimName", CLAIM),
        ],
    },
    Row {
        kinds: "gateway.networking.k8s.io/Gateway",
        references: &[
            to("spec gatewayClassName", &["gateway.networking.k8s.io/GatewayClass"]),
            to("spec listeners[] tls certificateRefs[]", SECRET).takes(TLS),
            to("spec listeners[] tls frontendValidation caCertificateRefs[]", AUTHORITIES),
            to("metadata annotations cert-manager.io/cluster-issuer", CLUSTER_ISSUER),
            to("metadata annotations cert-manager.io/issuer", ISSUER),
        ],
    },
    Row {
        kinds: "gateway.networking.k8s.io/HTTPRoute gateway.networking.k8s.io/GRPCRoute \
                gateway.networking.k8s.io/TLSRoute gateway.networking.k8s.io/TCPRoute \
                gateway.networking.k8s.io/UDPRoute",
        references: &[
            to("spec parentRefs[]", GATEWAY),
            to("spec rules[] backendRefs[]", SERVICE).hidden(),
            to("spec rules[] filters[] requestMirror backendRef", SERVICE).hidden(),
            to("spec rules[] backendRefs[] filters[] requestMirror backendRef", SERVICE).hidden(),
        ],
    },
    Row {
        kinds: "gateway.networking.k8s.io/BackendTLSPolicy",
        references: &[
            to("spec targetRefs[]", SERVICE).hidden(),
            to("spec validation caCertificateRefs[]", AUTHORITIES),
        ],
    },
    Row {
        kinds: "autoscaling/HorizontalPodAutoscaler",
        references: &[to("spec scaleTargetRef", SCALED).hidden()],
    },
    Row {
        kinds: "autoscaling.k8s.io/VerticalPodAutoscaler",
        references: &[to("spec targetRef", SCALED).hidden()],
    },
    Row {
        kinds: "admissionregistration.k8s.io/ValidatingWebhookConfiguration \
                admissionregistration.k8s.io/MutatingWebhookConfiguration",
        references: &[to("webhooks[] clientConfig service", SERVICE).hidden()],
    },
    Row {
        kinds: "apiregistration.k8s.io/APIService",
        references: &[to("spec service", SERVICE).hidden()],
    },
];
