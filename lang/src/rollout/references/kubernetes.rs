//! What Kubernetes' own kinds refer to, and those of its special interest groups.

use super::{
    CLAIM, CLUSTER_ISSUER, GATEWAY, ISSUER, Row, SECRET, SERVICE_ACCOUNT, STORAGE_CLASS, Space,
    TLS, to,
};

const ROLES: &[&str] = &["rbac.authorization.k8s.io/Role", "rbac.authorization.k8s.io/ClusterRole"];

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
            to("spec tls[]", SECRET).by("secretName").takes(TLS),
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
        kinds: "gateway.networking.k8s.io/Gateway",
        references: &[
            to("spec gatewayClassName", &["gateway.networking.k8s.io/GatewayClass"]),
            to("spec listeners[] tls certificateRefs[]", SECRET).takes(TLS),
            to("metadata annotations cert-manager.io/cluster-issuer", CLUSTER_ISSUER),
            to("metadata annotations cert-manager.io/issuer", ISSUER),
        ],
    },
    Row {
        kinds: "gateway.networking.k8s.io/HTTPRoute gateway.networking.k8s.io/GRPCRoute \
                gateway.networking.k8s.io/TLSRoute gateway.networking.k8s.io/TCPRoute \
                gateway.networking.k8s.io/UDPRoute",
        references: &[to("spec parentRefs[]", GATEWAY)],
    },
];
