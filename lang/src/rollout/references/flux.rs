//! What Flux' own kinds refer to.

use super::{KEY, Row, SECRET, Takes, to};

const SOURCES: &[&str] = &[
    "source.toolkit.fluxcd.io/GitRepository",
    "source.toolkit.fluxcd.io/OCIRepository",
    "source.toolkit.fluxcd.io/HelmRepository",
    "source.toolkit.fluxcd.io/Bucket",
    "source.toolkit.fluxcd.io/HelmChart",
];
const VALUES: &[&str] = &["ConfigMap", "Secret"];
const VALUES_KEY: Takes = Takes { at: &["valuesKey"], usual: &["values.yaml"] };

pub(super) static ROWS: &[Row] = &[
    Row {
        kinds: "helm.toolkit.fluxcd.io/HelmRelease",
        references: &[
            to("spec chart spec sourceRef", SOURCES),
            to("spec chartRef", SOURCES),
            to("spec valuesFrom[]", VALUES).takes(VALUES_KEY),
            to("spec kubeConfig secretRef", SECRET).takes(KEY),
        ],
    },
    Row {
        kinds: "kustomize.toolkit.fluxcd.io/Kustomization",
        references: &[
            to("spec sourceRef", SOURCES),
            to("spec decryption secretRef", SECRET),
            to("spec postBuild substituteFrom[]", VALUES),
            to("spec kubeConfig secretRef", SECRET).takes(KEY),
        ],
    },
    Row {
        kinds: "source.toolkit.fluxcd.io/GitRepository source.toolkit.fluxcd.io/OCIRepository \
                source.toolkit.fluxcd.io/HelmRepository source.toolkit.fluxcd.io/Bucket",
        references: &[
            to("spec secretRef", SECRET),
            to("spec certSecretRef", SECRET),
            to("spec proxySecretRef", SECRET),
            to("spec verify secretRef", SECRET),
        ],
    },
    Row {
        kinds: "notification.toolkit.fluxcd.io/Alert",
        references: &[to("spec providerRef", &["notification.toolkit.fluxcd.io/Provider"])],
    },
    Row {
        kinds: "notification.toolkit.fluxcd.io/Provider",
        references: &[to("spec secretRef", SECRET), to("spec certSecretRef", SECRET)],
    },
    Row {
        kinds: "notification.toolkit.fluxcd.io/Receiver",
        references: &[to("spec secretRef", SECRET).takes(Takes { at: &[], usual: &["token"] })],
    },
];
