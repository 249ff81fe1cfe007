//! What parts refer to that many kinds have: pods, what operators pass on to them, clients, stores of backups.

use super::{
    CLAIM, CONFIG_MAP, ITEMS, PRIORITY_CLASS, SECRET, SERVICE_ACCOUNT, STORAGE_CLASS, Shape,
    config_key, secret_key, to,
};

const RUNTIME_CLASS: &[&str] = &["node.k8s.io/RuntimeClass"];

/// Where pods are.
const PODS: &[(&str, &str)] = &[
    ("Pod", "spec"),
    (
        "apps/DaemonSet apps/Deployment apps/ReplicaSet apps/StatefulSet batch/Job",
        "spec template spec",
    ),
    ("batch/CronJob", "spec jobTemplate spec template spec"),
];

/// Where the pod of a kind is, if it has one.
pub(crate) fn pod_spec(kind: &str) -> Option<&'static str> {
    let is_it = |kinds: &str| kinds.split_ascii_whitespace().any(|it| it == kind);
    PODS.iter().find(|(kinds, _)| is_it(kinds)).map(|(_, path)| *path)
}

/// Every such part.
pub(super) static SHAPES: &[Shape] = &[
    // Pods.
    Shape {
        places: PODS,
        references: &[
            to("serviceAccountName", SERVICE_ACCOUNT),
            to("priorityClassName", PRIORITY_CLASS),
            to("runtimeClassName", RUNTIME_CLASS),
            to("imagePullSecrets[]", SECRET),
            to("volumes[] secret", SECRET).by("secretName").takes(ITEMS),
            to("volumes[] configMap", CONFIG_MAP).takes(ITEMS),
            to("volumes[] persistentVolumeClaim", CLAIM).by("claimName"),
            to("volumes[] csi nodePublishSecretRef", SECRET),
            to("volumes[] ephemeral volumeClaimTemplate spec storageClassName", STORAGE_CLASS),
            to("volumes[] projected sources[] secret", SECRET).takes(ITEMS),
            to("volumes[] projected sources[] configMap", CONFIG_MAP).takes(ITEMS),
            secret_key("containers[] env[] valueFrom secretKeyRef"),
            config_key("containers[] env[] valueFrom configMapKeyRef"),
            to("containers[] envFrom[] secretRef", SECRET),
            to("containers[] envFrom[] configMapRef", CONFIG_MAP),
            secret_key("initContainers[] env[] valueFrom secretKeyRef"),
            config_key("initContainers[] env[] valueFrom configMapKeyRef"),
            to("initContainers[] envFrom[] secretRef", SECRET),
            to("initContainers[] envFrom[] configMapRef", CONFIG_MAP),
        ],
    },
    // Parts of pods and claims that operators pass on, wherever these have them.
    Shape {
        places: &[(
            "ceph.rook.io/CephCluster ceph.rook.io/CephFilesystem ceph.rook.io/CephNFS \
                 ceph.rook.io/CephObjectStore dragonflydb.io/Dragonfly \
                 fluentbit.fluent.io/Collector fluentbit.fluent.io/FluentBit \
                 fluentbit.fluent.io/Output grafana.integreatly.org/Grafana \
                 grafana.integreatly.org/GrafanaContactPoint grafana.integreatly.org/GrafanaDashboard \
                 grafana.integreatly.org/GrafanaDatasource k8s.keycloak.org/Keycloak \
                 kafka.strimzi.io/Kafka kafka.strimzi.io/KafkaBridge kafka.strimzi.io/KafkaConnect \
                 kafka.strimzi.io/KafkaMirrorMaker2 kafka.strimzi.io/KafkaNodePool \
                 kafka.strimzi.io/KafkaUser monitoring.coreos.com/Alertmanager \
                 monitoring.coreos.com/Prometheus monitoring.coreos.com/PrometheusAgent \
                 monitoring.coreos.com/ThanosRuler operator.victoriametrics.com/VLAgent \
                 operator.victoriametrics.com/VLCluster operator.victoriametrics.com/VLSingle \
                 operator.victoriametrics.com/VMAgent operator.victoriametrics.com/VMAlert \
                 operator.victoriametrics.com/VMAlertmanager operator.victoriametrics.com/VMAnomaly \
                 operator.victoriametrics.com/VMAuth operator.victoriametrics.com/VMCluster \
                 operator.victoriametrics.com/VMSingle operator.victoriametrics.com/VTCluster \
                 operator.victoriametrics.com/VTSingle postgresql.cnpg.io/Cluster \
                 postgresql.cnpg.io/Pooler",
            "spec",
        )],
        references: &[
            secret_key("** valueFrom secretKeyRef"),
            config_key("** valueFrom configMapKeyRef"),
            to("** envFrom[] secretRef", SECRET),
            to("** envFrom[] configMapRef", CONFIG_MAP),
            to("** imagePullSecrets[]", SECRET),
            to("** priorityClassName", PRIORITY_CLASS),
            to("** runtimeClassName", RUNTIME_CLASS),
            to("** volumeClaimTemplate spec storageClassName", STORAGE_CLASS),
            to("** volumeClaimTemplates[] spec storageClassName", STORAGE_CLASS),
            to("** claimTemplates[] spec storageClassName", STORAGE_CLASS),
            to("** volumes[] secret", SECRET).by("secretName").takes(ITEMS),
            to("** volumes[] configMap", CONFIG_MAP).takes(ITEMS),
            to("** volumes[] persistentVolumeClaim", CLAIM).by("claimName"),
        ],
    },
    // Clients of what Prometheus' and VictoriaMetrics' operators scrape, send to and tell, wherever they have them.
    Shape {
        places: &[(
            "monitoring.coreos.com/Alertmanager monitoring.coreos.com/AlertmanagerConfig \
             monitoring.coreos.com/PodMonitor monitoring.coreos.com/Probe \
             monitoring.coreos.com/Prometheus monitoring.coreos.com/PrometheusAgent \
             monitoring.coreos.com/ScrapeConfig monitoring.coreos.com/ServiceMonitor \
             monitoring.coreos.com/ThanosRuler operator.victoriametrics.com/VLAgent \
             operator.victoriametrics.com/VMAgent operator.victoriametrics.com/VMAlert \
             operator.victoriametrics.com/VMAlertmanagerConfig \
             operator.victoriametrics.com/VMNodeScrape operator.victoriametrics.com/VMPodScrape \
             operator.victoriametrics.com/VMProbe operator.victoriametrics.com/VMScrapeConfig \
             operator.victoriametrics.com/VMServiceScrape \
             operator.victoriametrics.com/VMStaticScrape",
            "spec **",
        )],
        references: &[
            secret_key("basicAuth username"),
            secret_key("basicAuth password"),
            secret_key("bearerTokenSecret"),
            secret_key("authorization credentials"),
            secret_key("oauth2 clientId secret"),
            config_key("oauth2 clientId configMap"),
            secret_key("oauth2 clientSecret"),
            secret_key("oauth2 client_id secret"),
            config_key("oauth2 client_id configMap"),
            secret_key("oauth2 client_secret"),
            secret_key("tlsConfig ca secret"),
            config_key("tlsConfig ca configMap"),
            secret_key("tlsConfig cert secret"),
            config_key("tlsConfig cert configMap"),
            secret_key("tlsConfig keySecret"),
            secret_key("sigv4 accessKey"),
            secret_key("sigv4 secretKey"),
        ],
    },
    // How people are told of alerts.
    Shape {
        places: &[("monitoring.coreos.com/AlertmanagerConfig", "spec receivers[]")],
        references: &[
            secret_key("discordConfigs[] apiURL"),
            secret_key("emailConfigs[] authPassword"),
            secret_key("emailConfigs[] authSecret"),
            secret_key("msteamsConfigs[] webhookUrl"),
            secret_key("opsgenieConfigs[] apiKey"),
            secret_key("pagerdutyConfigs[] routingKey"),
            secret_key("pagerdutyConfigs[] serviceKey"),
            secret_key("pushoverConfigs[] token"),
            secret_key("pushoverConfigs[] userKey"),
            secret_key("slackConfigs[] apiURL"),
            secret_key("telegramConfigs[] botToken"),
            secret_key("victoropsConfigs[] apiKey"),
            secret_key("webhookConfigs[] urlSecret"),
        ],
    },
    Shape {
        places: &[("operator.victoriametrics.com/VMAlertmanagerConfig", "spec receivers[]")],
        references: &[
            secret_key("discord_configs[] webhook_url_secret"),
            secret_key("email_configs[] auth_password"),
            secret_key("email_configs[] auth_secret"),
            secret_key("opsgenie_configs[] api_key"),
            secret_key("pagerduty_configs[] routing_key"),
            secret_key("pagerduty_configs[] service_key"),
            secret_key("pushover_configs[] token"),
            secret_key("pushover_configs[] user_key"),
            secret_key("slack_configs[] api_url"),
            secret_key("telegram_configs[] bot_token"),
            secret_key("victorops_configs[] api_key"),
            secret_key("webhook_configs[] url_secret"),
        ],
    },
    // Where CloudNativePG's backups are.
    Shape {
        places: &[
            ("postgresql.cnpg.io/Cluster", "spec backup barmanObjectStore"),
            ("postgresql.cnpg.io/Cluster", "spec externalClusters[] barmanObjectStore"),
            ("barmancloud.cnpg.io/ObjectStore", "spec configuration"),
        ],
        references: &[
            secret_key("endpointCA"),
            secret_key("s3Credentials accessKeyId"),
            secret_key("s3Credentials secretAccessKey"),
            secret_key("s3Credentials region"),
            secret_key("s3Credentials sessionToken"),
            secret_key("azureCredentials connectionString"),
            secret_key("azureCredentials storageAccount"),
            secret_key("azureCredentials storageKey"),
            secret_key("azureCredentials storageSasToken"),
            secret_key("googleCredentials applicationCredentials"),
        ],
    },
];
