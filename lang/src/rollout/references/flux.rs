//! What Flux' own kinds refer to.

use super::{CONFIG_MAP, KEY, Row, SECRET, SERVICE_ACCOUNT, Takes, to};

const SOURCES: &[&str] = &[
    "source.toolkit.fluxcd.io/GitRepository",
    "source.toolkit.fluxcd.io/OCIRepository",
    "source.toolkit.fluxcd.io/HelmRepository",
    "source.toolkit.fluxcd.io/Bucket",
    "source.toolkit.fluxcd.io/HelmChart",
];
const RELEASE: &[&str] = &["helm.toolkit.fluxcd.io/HelmRelease"];
const KUSTOMIZATION: &[&str] = &["kustomize.toolkit.fluxcd.io/Kustomization"];
const VALUES: &[&str] = &["ConfigMap", "Secret"];
const VALUES_KEY: Takes = Takes { at: &["valuesKey"], usual: &["values.yaml"] };

pub(super) static ROWS: &[Row] = &[
    Row {
        kinds: "helm.toolkit.fluxcd.io/HelmRelease",
        references: &[
            to("spec chart spec sourceRef", SOURCES),
            to("spec chartRef", SOURCES),
            to("spec chart spec verify secretRef", SECRET),
            to("spec dependsOn[]", RELEASE),
            to("spec valuesFrom[]", VALUES).takes(VALUES_KEY),
            to("spec kubeConfig secretRef", SECRET).takes(KEY),
            to("spec kubeConfig configMapRef", CONFIG_MAP),
            to("spec serviceAccountName", SERVICE_ACCOUNT),
        ],
    },
    Row {
        kinds: "kustomize.toolkit.fluxcd.io/Kustomization",
        references: &[
            to("spec sourceRef", SOURCES),
            to("spec dependsOn[]", KUSTOMIZATION),
            to("spec decryption secretRef", SECRET),
            to("spec postBuild substituteFrom[]", VALUES),
            to("spec kubeConfig secretRef", SECRET).takes(KEY),
            to("spec kubeConfig configMapRef", CONFIG_MAP),
            to("spec serviceAccountName", SERVICE_ACCOUNT),
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
            to("spec serviceAccountName", SERVICE_ACCOUNT),
        ],
    },
    Row {
        kinds: "source.toolkit.fluxcd.io/HelmChart",
        references: &[to("spec sourceRef", SOURCES), to("spec verify secretRef", SECRET)],
    },
    Row {
        kinds: "image.toolkit.fluxcd.io/ImageRepository",
        references: &[
            to("spec secretRef", SECRET),
            to("spec certSecretRef", SECRET),
            to("spec proxySecretRef", SECRET),
            to("spec serviceAccountName", SERVICE_ACCOUNT),
        ],
    },
    Row {
        kinds: "image.toolkit.fluxcd.io/ImagePolicy",
        references: &[to("spec imageRepositoryRef", &["image.toolkit.fluxcd.io/ImageRepository"])],
    },
    Row {
        kinds: "image.toolkit.fluxcd.io/ImageUpdateAutomation",
        references: &[to("spec sourceRef", SOURCES)],
    },
    Row {
        kinds: "fluxcd.controlplane.io/FluxInstance",
        references: &[
            to("spec sync pullSecret", SECRET),
            to("spec distribution artifactPullSecret", SECRET),
        ],
    },
    Row {
        kinds: "notification.toolkit.fluxcd.io/Alert",
        references: &[to("spec providerRef", &["notification.toolkit.fluxcd.io/Provider"])],
    },
    Row {
        kinds: "notification.toolkit.fluxcd.io/Provider",
        references: &[
            to("spec secretRef", SECRET),
            to("spec certSecretRef", SECRET),
            to("spec proxySecretRef", SECRET),
        ],
    },
    Row {
        kinds: "notification.toolkit.fluxcd.io/Receiver",
        references: &[to("spec secretRef", SECRET).takes(Takes { at: &[], usual: &["token"] })],
    },
];
