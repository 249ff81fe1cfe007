//! What parts refer to that many kinds have: pods, variables, clients, stores of backups.

use super::{
    CLAIM, CONFIG_MAP, ITEMS, PRIORITY_CLASS, SECRET, SERVICE_ACCOUNT, Shape, config_key,
    secret_key, to,
};

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
            to("runtimeClassName", &["node.k8s.io/RuntimeClass"]),
            to("imagePullSecrets[]", SECRET),
            to("volumes[] secret", SECRET).by("secretName").takes(ITEMS),
            to("volumes[] configMap", CONFIG_MAP).takes(ITEMS),
            to("volumes[] persistentVolumeClaim", CLAIM).by("claimName"),
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
    // Variables that an operator passes on to its pods, and values that it fills in.
    Shape {
        places: &[
            ("postgresql.cnpg.io/Cluster dragonflydb.io/Dragonfly", "spec env[]"),
            (
                "operator.victoriametrics.com/VMAgent operator.victoriametrics.com/VMAlert \
                 operator.victoriametrics.com/VMAlertmanager operator.victoriametrics.com/VMAuth \
                 operator.victoriametrics.com/VMSingle operator.victoriametrics.com/VLSingle",
                "spec extraEnvs[]",
            ),
            (
                "grafana.integreatly.org/GrafanaDatasource \
                 grafana.integreatly.org/GrafanaContactPoint",
                "spec valuesFrom[]",
            ),
            ("grafana.integreatly.org/GrafanaDashboard", "spec envs[]"),
        ],
        references: &[
            secret_key("valueFrom secretKeyRef"),
            config_key("valueFrom configMapKeyRef"),
        ],
    },
    // Clients of what Prometheus' and VictoriaMetrics' operators scrape, and send to.
    Shape {
        places: &[
            (
                "monitoring.coreos.com/ServiceMonitor operator.victoriametrics.com/VMServiceScrape",
                "spec endpoints[]",
            ),
            (
                "monitoring.coreos.com/PodMonitor operator.victoriametrics.com/VMPodScrape",
                "spec podMetricsEndpoints[]",
            ),
            ("operator.victoriametrics.com/VMStaticScrape", "spec targetEndpoints[]"),
            (
                "monitoring.coreos.com/Probe monitoring.coreos.com/ScrapeConfig \
                 operator.victoriametrics.com/VMProbe operator.victoriametrics.com/VMNodeScrape \
                 operator.victoriametrics.com/VMScrapeConfig",
                "spec",
            ),
            (
                "operator.victoriametrics.com/VMAgent monitoring.coreos.com/Prometheus \
                 monitoring.coreos.com/PrometheusAgent",
                "spec remoteWrite[]",
            ),
            ("monitoring.coreos.com/Prometheus", "spec remoteRead[]"),
            ("operator.victoriametrics.com/VMAlert", "spec datasource"),
            ("operator.victoriametrics.com/VMAlert", "spec notifier"),
            ("operator.victoriametrics.com/VMAlert", "spec notifiers[]"),
            ("operator.victoriametrics.com/VMAlert", "spec remoteWrite"),
            ("operator.victoriametrics.com/VMAlert", "spec remoteRead"),
        ],
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
