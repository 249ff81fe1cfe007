//! What the kinds of operators refer to.

use super::{
    ANY, LOGIN, Row, SECRET, SERVICE, SNAPSHOT_CLASS, STORAGE_CLASS, Space, TLS, Takes, config_key,
    secret_key, to,
};

const CEPH_CLUSTER: &[&str] = &["ceph.rook.io/CephCluster"];
const POSTGRES: &[&str] = &["postgresql.cnpg.io/Cluster"];
const SNAPSHOT: &[&str] = &["snapshot.storage.k8s.io/VolumeSnapshot"];
const OBJECT_STORE: &[&str] = &["barmancloud.cnpg.io/ObjectStore"];
const CA: Takes = Takes { at: &[], usual: &["ca.crt"] };
const KAFKA: &[&str] = &["kafka.strimzi.io/Kafka"];
const METAL_PEER: &[&str] = &["metallb.io/BGPPeer"];
const VICTORIA: &[&str] = &[
    "operator.victoriametrics.com/VMSingle",
    "operator.victoriametrics.com/VMCluster",
    "operator.victoriametrics.com/VMAgent",
    "operator.victoriametrics.com/VMAlert",
    "operator.victoriametrics.com/VMAlertmanager",
    "operator.victoriametrics.com/VLSingle",
    "operator.victoriametrics.com/VLCluster",
];

/// Where Cilium looks for the passwords of BGP sessions.
const CILIUM: Space = Space::Fixed("kube-system");

const PASSWORD: Takes = Takes { at: &[], usual: &["password"] };
const CERTIFICATE_AND_KEY: Takes = Takes { at: &["certificate", "key"], usual: &[] };

pub(super) static ROWS: &[Row] = &[
    Row {
        kinds: "cilium.io/CiliumBGPClusterConfig",
        references: &[to(
            "spec bgpInstances[] peers[] peerConfigRef",
            &["cilium.io/CiliumBGPPeerConfig"],
        )],
    },
    Row {
        kinds: "cilium.io/CiliumBGPPeerConfig",
        references: &[to("spec authSecretRef", SECRET).within(CILIUM).takes(PASSWORD)],
    },
    Row {
        kinds: "cilium.io/CiliumBGPPeeringPolicy",
        references: &[to("spec virtualRouters[] neighbors[] authSecretRef", SECRET)
            .within(CILIUM)
            .takes(PASSWORD)],
    },
    Row {
        kinds: "cilium.io/CiliumNetworkPolicy cilium.io/CiliumClusterwideNetworkPolicy",
        references: &[
            to("** cidrGroupRef", &["cilium.io/CiliumCIDRGroup"]),
            to("** terminatingTLS secret", SECRET),
            to("** originatingTLS secret", SECRET),
        ],
    },
    Row {
        kinds: "cilium.io/CiliumEnvoyConfig cilium.io/CiliumClusterwideEnvoyConfig",
        references: &[
            to("spec services[]", SERVICE).hidden(),
            to("spec backendServices[]", SERVICE).hidden(),
        ],
    },
    Row {
        kinds: "metallb.io/BGPAdvertisement metallb.io/L2Advertisement",
        references: &[
            to("spec ipAddressPools[]", &["metallb.io/IPAddressPool"]),
            to("spec peers[]", METAL_PEER),
        ],
    },
    Row {
        kinds: "metallb.io/BGPPeer",
        references: &[
            to("spec passwordSecret", SECRET).takes(PASSWORD),
            to("spec bfdProfile", &["metallb.io/BFDProfile"]),
        ],
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
        kinds: "ceph.rook.io/CephObjectStore",
        references: &[
            to("spec gateway sslCertificateRef", SECRET),
            to("spec gateway caBundleRef", SECRET),
            to("spec security kms tokenSecretName", SECRET),
            to("spec security s3 tokenSecretName", SECRET),
            to("spec zone", &["ceph.rook.io/CephObjectZone"]),
        ],
    },
    Row {
        kinds: "ceph.rook.io/CephObjectZone",
        references: &[to("spec zoneGroup", &["ceph.rook.io/CephObjectZoneGroup"])],
    },
    Row {
        kinds: "ceph.rook.io/CephObjectZoneGroup",
        references: &[to("spec realm", &["ceph.rook.io/CephObjectRealm"])],
    },
    Row {
        kinds: "ceph.rook.io/CephBucketNotification",
        references: &[to("spec topic", &["ceph.rook.io/CephBucketTopic"])],
    },
    Row {
        kinds: "ceph.rook.io/CephBucketTopic",
        references: &[
            to("spec", &["ceph.rook.io/CephObjectStore"])
                .within(Space::Key("objectStoreNamespace"))
                .by("objectStoreName"),
            secret_key("spec endpoint kafka userSecretRef"),
            secret_key("spec endpoint kafka passwordSecretRef"),
        ],
    },
    Row {
        kinds: "ceph.rook.io/CephCluster",
        references: &[to("spec security kms tokenSecretName", SECRET)],
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
            to("spec tablespaces[] storage storageClass", STORAGE_CLASS),
            to("spec superuserSecret", SECRET).takes(LOGIN),
            to("spec bootstrap initdb secret", SECRET).takes(LOGIN),
            to("spec bootstrap recovery secret", SECRET).takes(LOGIN),
            to("spec bootstrap pg_basebackup secret", SECRET).takes(LOGIN),
            secret_key("spec bootstrap initdb postInitSQLRefs secretRefs[]"),
            config_key("spec bootstrap initdb postInitSQLRefs configMapRefs[]"),
            secret_key("spec bootstrap initdb postInitApplicationSQLRefs secretRefs[]"),
            config_key("spec bootstrap initdb postInitApplicationSQLRefs configMapRefs[]"),
            to("spec managed roles[] passwordSecret", SECRET).takes(LOGIN),
            secret_key("spec externalClusters[] password"),
            secret_key("spec externalClusters[] sslCert"),
            secret_key("spec externalClusters[] sslKey"),
            secret_key("spec externalClusters[] sslRootCert"),
            secret_key("spec bootstrap initdb postInitTemplateSQLRefs secretRefs[]"),
            config_key("spec bootstrap initdb postInitTemplateSQLRefs configMapRefs[]"),
            to("spec bootstrap recovery backup", &["postgresql.cnpg.io/Backup"]),
            to("spec bootstrap recovery volumeSnapshots storage", SNAPSHOT),
            to("spec bootstrap recovery volumeSnapshots walStorage", SNAPSHOT),
            to("spec plugins[] parameters", OBJECT_STORE).by("barmanObjectName"),
            to("spec externalClusters[] plugin parameters", OBJECT_STORE).by("barmanObjectName"),
            to("spec backup volumeSnapshot className", SNAPSHOT_CLASS),
            to("spec backup volumeSnapshot walClassName", SNAPSHOT_CLASS),
            to("spec certificates serverCASecret", SECRET).takes(CA),
            to("spec certificates clientCASecret", SECRET).takes(CA),
            to("spec certificates serverTLSSecret", SECRET).takes(TLS),
            to("spec certificates replicationTLSSecret", SECRET).takes(TLS),
            secret_key("spec monitoring customQueriesSecret[]"),
            config_key("spec monitoring customQueriesConfigMap[]"),
            to(
                "spec imageCatalogRef",
                &["postgresql.cnpg.io/ImageCatalog", "postgresql.cnpg.io/ClusterImageCatalog"],
            ),
        ],
    },
    Row {
        kinds: "postgresql.cnpg.io/Pooler",
        references: &[to("spec pgbouncer authQuerySecret", SECRET).takes(LOGIN)],
    },
    Row {
        kinds: "postgresql.cnpg.io/Pooler postgresql.cnpg.io/ScheduledBackup \
                postgresql.cnpg.io/Backup postgresql.cnpg.io/Database \
                postgresql.cnpg.io/Publication postgresql.cnpg.io/Subscription",
        references: &[to("spec cluster", POSTGRES)],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMCluster",
        references: &[secret_key("spec vmstorage vmBackup credentialsSecret")],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMSingle operator.victoriametrics.com/VLSingle \
                operator.victoriametrics.com/VTSingle",
        references: &[to("spec storage storageClassName", STORAGE_CLASS)],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMSingle",
        references: &[
            secret_key("spec vmBackup credentialsSecret"),
            config_key("spec streamAggrConfig configmap"),
        ],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMAgent",
        references: &[
            secret_key("spec additionalScrapeConfigs"),
            config_key("spec relabelConfig"),
            config_key("spec streamAggrConfig configmap"),
            config_key("spec remoteWrite[] urlRelabelConfig"),
            config_key("spec remoteWrite[] streamAggrConfig configmap"),
        ],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMAlert",
        references: &[secret_key("spec notifierConfigRef")],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMAlertmanager",
        references: &[
            to("spec configSecret", SECRET).takes(Takes { at: &[], usual: &["alertmanager.yaml"] }),
            config_key("spec templates[]"),
        ],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMAuth",
        references: &[
            secret_key("spec externalConfig secretRef"),
            to("spec ingress tlsSecretName", SECRET).takes(TLS),
            to("spec ingress extraTls[]", SECRET).by("secretName").takes(TLS),
        ],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMAgent operator.victoriametrics.com/VMAlert \
                operator.victoriametrics.com/VMAlertmanager operator.victoriametrics.com/VMAuth \
                operator.victoriametrics.com/VMCluster operator.victoriametrics.com/VMSingle \
                operator.victoriametrics.com/VMAnomaly",
        references: &[secret_key("spec license keyRef")],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMAgent operator.victoriametrics.com/VMAlert \
                operator.victoriametrics.com/VMAlertmanager operator.victoriametrics.com/VMAuth",
        references: &[secret_key("spec configReloadAuthKeySecret")],
    },
    Row {
        kinds: "monitoring.coreos.com/Alertmanager",
        references: &[
            to("spec configSecret", SECRET).takes(Takes { at: &[], usual: &["alertmanager.yaml"] })
        ],
    },
    Row {
        kinds: "monitoring.coreos.com/Prometheus",
        references: &[
            secret_key("spec additionalScrapeConfigs"),
            secret_key("spec additionalAlertManagerConfigs"),
            secret_key("spec additionalAlertRelabelConfigs"),
            secret_key("spec thanos objectStorageConfig"),
        ],
    },
    Row {
        kinds: "monitoring.coreos.com/PrometheusAgent",
        references: &[secret_key("spec additionalScrapeConfigs")],
    },
    Row {
        kinds: "monitoring.coreos.com/ThanosRuler",
        references: &[
            secret_key("spec objectStorageConfig"),
            secret_key("spec queryConfig"),
            secret_key("spec alertmanagersConfig"),
        ],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMUser",
        references: &[
            secret_key("spec passwordRef"),
            secret_key("spec tokenRef"),
            to("spec targetRefs[] crd", VICTORIA),
        ],
    },
    Row {
        kinds: "grafana.integreatly.org/Grafana",
        references: &[
            secret_key("spec external apiKey"),
            secret_key("spec external adminUser"),
            secret_key("spec external adminPassword"),
        ],
    },
    Row {
        kinds: "grafana.integreatly.org/GrafanaDashboard",
        references: &[config_key("spec configMapRef")],
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
        kinds: "kafka.strimzi.io/Kafka",
        references: &[to("spec kafka listeners[] configuration brokerCertChainAndKey", SECRET)
            .by("secretName")
            .takes(CERTIFICATE_AND_KEY)],
    },
    Row {
        kinds: "k8s.keycloak.org/Keycloak",
        references: &[
            secret_key("spec db usernameSecret"),
            secret_key("spec db passwordSecret"),
            secret_key("spec additionalOptions[] secret"),
            to("spec http tlsSecret", SECRET).takes(TLS),
            to("spec bootstrapAdmin user secret", SECRET),
            to("spec bootstrapAdmin service secret", SECRET),
        ],
    },
    Row {
        kinds: "k8s.keycloak.org/KeycloakRealmImport",
        references: &[to("spec keycloakCRName", &["k8s.keycloak.org/Keycloak"])],
    },
    Row {
        kinds: "dragonflydb.io/Dragonfly",
        references: &[
            secret_key("spec authentication passwordFromSecret"),
            to("spec tlsSecretRef", SECRET).takes(TLS),
            secret_key("spec aclFromSecret"),
            to("spec authentication clientCaCertSecret", SECRET),
            to("spec tiering persistentVolumeClaimSpec storageClassName", STORAGE_CLASS),
            to("spec snapshot persistentVolumeClaimSpec storageClassName", STORAGE_CLASS),
        ],
    },
    Row {
        kinds: "keda.sh/ScaledObject keda.sh/ScaledJob",
        references: &[to(
            "spec triggers[] authenticationRef",
            &["keda.sh/TriggerAuthentication", "keda.sh/ClusterTriggerAuthentication"],
        )],
    },
    Row {
        kinds: "keda.sh/ScaledObject",
        references: &[to("spec scaleTargetRef", &["apps/Deployment", "apps/StatefulSet"]).hidden()],
    },
    Row {
        kinds: "keda.sh/TriggerAuthentication",
        references: &[
            secret_key("spec secretTargetRef[]"),
            config_key("spec configMapTargetRef[]"),
        ],
    },
];
