//! What the kinds of operators refer to.

use super::{
    ANY, CONFIG_MAP, GATEWAY, ISSUER, ITEMS, LOGIN, PRIORITY_CLASS, Row, SECRET, SERVICE_ACCOUNT,
    STORAGE_CLASS, Space, TLS, Takes, config_key, secret_key, to,
};

const ISSUERS: &[&str] = &[ISSUER[0], super::CLUSTER_ISSUER[0]];
const STORES: &[&str] =
    &["external-secrets.io/SecretStore", "external-secrets.io/ClusterSecretStore"];
const CEPH_CLUSTER: &[&str] = &["ceph.rook.io/CephCluster"];
const POSTGRES: &[&str] = &["postgresql.cnpg.io/Cluster"];
const KAFKA: &[&str] = &["kafka.strimzi.io/Kafka"];
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
const CERT_MANAGER: Space = Space::OwnOr("cert-manager");

/// Where Cilium looks for the passwords of BGP sessions.
const CILIUM: Space = Space::Fixed("kube-system");

const PASSWORD: Takes = Takes { at: &[], usual: &["password"] };
const CERTIFICATE_AND_KEY: Takes = Takes { at: &["certificate", "key"], usual: &[] };

pub(super) static ROWS: &[Row] = &[
    Row {
        kinds: "cert-manager.io/Certificate",
        references: &[
            to("spec issuerRef", ISSUERS),
            secret_key("spec keystores jks passwordSecretRef"),
            secret_key("spec keystores pkcs12 passwordSecretRef"),
        ],
    },
    Row {
        kinds: "cert-manager.io/CertificateRequest",
        references: &[to("spec issuerRef", ISSUERS)],
    },
    Row {
        kinds: "cert-manager.io/Issuer cert-manager.io/ClusterIssuer",
        references: &[
            to("spec ca secretName", SECRET).within(CERT_MANAGER).takes(TLS),
            secret_key("spec acme externalAccountBinding keySecretRef").within(CERT_MANAGER),
            secret_key("spec acme solvers[] dns01 cloudflare apiTokenSecretRef")
                .within(CERT_MANAGER),
            secret_key("spec acme solvers[] dns01 cloudflare apiKeySecretRef").within(CERT_MANAGER),
            secret_key("spec acme solvers[] dns01 route53 accessKeyIDSecretRef")
                .within(CERT_MANAGER),
            secret_key("spec acme solvers[] dns01 route53 secretAccessKeySecretRef")
                .within(CERT_MANAGER),
            secret_key("spec acme solvers[] dns01 rfc2136 tsigSecretSecretRef")
                .within(CERT_MANAGER),
            secret_key("spec acme solvers[] dns01 digitalocean tokenSecretRef")
                .within(CERT_MANAGER),
            secret_key("spec acme solvers[] dns01 azureDNS clientSecretSecretRef")
                .within(CERT_MANAGER),
            secret_key("spec acme solvers[] dns01 cloudDNS serviceAccountSecretRef")
                .within(CERT_MANAGER),
            secret_key("spec acme solvers[] dns01 acmeDNS accountSecretRef").within(CERT_MANAGER),
            secret_key("spec vault auth tokenSecretRef").within(CERT_MANAGER),
            secret_key("spec vault auth appRole secretRef").within(CERT_MANAGER),
            to("spec venafi tpp credentialsRef", SECRET).within(CERT_MANAGER),
            to("spec acme solvers[] http01 gatewayHTTPRoute parentRefs[]", GATEWAY)
                .within(CERT_MANAGER),
        ],
    },
    Row {
        kinds: "external-secrets.io/ExternalSecret",
        references: &[
            to("spec secretStoreRef", STORES),
            to("spec data[] sourceRef storeRef", STORES),
            to("spec dataFrom[] sourceRef storeRef", STORES),
            to("spec target template templateFrom[] configMap", CONFIG_MAP).takes(ITEMS),
            to("spec target template templateFrom[] secret", SECRET).takes(ITEMS),
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
            secret_key("spec provider onepassword auth secretRef connectTokenSecretRef"),
            secret_key("spec provider onepasswordSDK auth serviceAccountSecretRef"),
            secret_key("spec provider vault auth tokenSecretRef"),
            secret_key("spec provider vault auth appRole roleRef"),
            secret_key("spec provider vault auth appRole secretRef"),
            secret_key("spec provider vault auth kubernetes secretRef"),
            to("spec provider vault auth kubernetes serviceAccountRef", SERVICE_ACCOUNT),
            secret_key("spec provider vault auth userPass secretRef"),
            secret_key("spec provider vault auth ldap secretRef"),
            secret_key("spec provider aws auth secretRef accessKeyIDSecretRef"),
            secret_key("spec provider aws auth secretRef secretAccessKeySecretRef"),
            secret_key("spec provider aws auth secretRef sessionTokenSecretRef"),
            secret_key("spec provider gcpsm auth secretRef secretAccessKeySecretRef"),
            secret_key("spec provider azurekv authSecretRef clientId"),
            secret_key("spec provider azurekv authSecretRef clientSecret"),
            secret_key("spec provider doppler auth secretRef dopplerToken"),
            secret_key("spec provider gitlab auth SecretRef accessToken"),
            secret_key("spec provider bitwardensecretsmanager auth secretRef credentials"),
            secret_key("spec provider infisical auth universalAuthCredentials clientId"),
            secret_key("spec provider infisical auth universalAuthCredentials clientSecret"),
            secret_key("spec provider kubernetes auth token bearerToken"),
            secret_key("spec provider kubernetes auth cert clientCert"),
            secret_key("spec provider kubernetes auth cert clientKey"),
            to("spec provider kubernetes auth serviceAccount", SERVICE_ACCOUNT),
        ],
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
        references: &[to("spec authSecretRef", SECRET).within(CILIUM).takes(PASSWORD)],
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
            to("spec certificates serverTLSSecret", SECRET).takes(TLS),
            to("spec certificates replicationTLSSecret", SECRET).takes(TLS),
            secret_key("spec monitoring customQueriesSecret[]"),
            config_key("spec monitoring customQueriesConfigMap[]"),
            to(
                "spec imageCatalogRef",
                &["postgresql.cnpg.io/ImageCatalog", "postgresql.cnpg.io/ClusterImageCatalog"],
            ),
            to("spec priorityClassName", PRIORITY_CLASS),
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
            secret_key("spec vmstorage vmBackup credentialsSecret"),
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
        references: &[
            to("spec storage storageClassName", STORAGE_CLASS),
            secret_key("spec vmBackup credentialsSecret"),
        ],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMAgent",
        references: &[
            secret_key("spec additionalScrapeConfigs"),
            config_key("spec relabelConfig"),
            to("spec statefulStorage volumeClaimTemplate spec storageClassName", STORAGE_CLASS),
        ],
    },
    Row {
        kinds: "operator.victoriametrics.com/VMAlertmanager",
        references: &[
            to("spec configSecret", SECRET).takes(Takes { at: &[], usual: &["alertmanager.yaml"] }),
            config_key("spec templates[]"),
            to("spec storage volumeClaimTemplate spec storageClassName", STORAGE_CLASS),
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
        kinds: "kafka.strimzi.io/KafkaUser",
        references: &[secret_key("spec authentication password valueFrom secretKeyRef")],
    },
    Row {
        kinds: "kafka.strimzi.io/Kafka",
        references: &[
            to("spec kafka listeners[] configuration brokerCertChainAndKey", SECRET)
                .by("secretName")
                .takes(CERTIFICATE_AND_KEY),
            config_key("spec kafka metricsConfig valueFrom configMapKeyRef"),
        ],
    },
    Row {
        kinds: "k8s.keycloak.org/Keycloak",
        references: &[
            secret_key("spec db usernameSecret"),
            secret_key("spec db passwordSecret"),
            secret_key("spec additionalOptions[] secret"),
            to("spec http tlsSecret", SECRET).takes(TLS),
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
            to("spec snapshot persistentVolumeClaimSpec storageClassName", STORAGE_CLASS),
        ],
    },
];
