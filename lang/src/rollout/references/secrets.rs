//! What refers to where secrets come from, and what those need themselves: issuers of certificates, secret stores.

use super::{
    CLUSTER_ISSUER, CONFIG_MAP, GATEWAY, ISSUER, ITEMS, KEY, Row, SECRET, SERVICE_ACCOUNT, Space,
    TLS, Takes, secret_key, secret_keys, to,
};

const ISSUERS: &[&str] = &[ISSUER[0], CLUSTER_ISSUER[0]];
const STORES: &[&str] =
    &["external-secrets.io/SecretStore", "external-secrets.io/ClusterSecretStore"];
const AUTHORITIES: &[&str] = &["Secret", "ConfigMap"];

/// Where cert-manager looks for what its cluster-wide issuers name.
const CERT_MANAGER: Space = Space::OwnOr("cert-manager");

const AUTHORITY: Takes = Takes { at: &["key"], usual: &["ca.crt"] };
const TOKEN: Takes = Takes { at: &["key"], usual: &["token"] };

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
            secret_keys("spec acme solvers[] dns01 **").within(CERT_MANAGER),
            to(
                "spec acme solvers[] dns01 route53 auth kubernetes serviceAccountRef",
                SERVICE_ACCOUNT,
            )
            .within(CERT_MANAGER),
            to(
                "spec acme solvers[] http01 ingress ingressClassName",
                &["networking.k8s.io/IngressClass"],
            ),
            to("spec acme solvers[] http01 gatewayHTTPRoute parentRefs[]", GATEWAY)
                .within(CERT_MANAGER),
            secret_keys("spec vault auth **").within(CERT_MANAGER),
            to("spec vault auth clientCertificate", SECRET)
                .by("secretName")
                .within(CERT_MANAGER)
                .takes(TLS),
            to("spec vault auth kubernetes serviceAccountRef", SERVICE_ACCOUNT)
                .within(CERT_MANAGER),
            to("spec vault caBundleSecretRef", SECRET).within(CERT_MANAGER).takes(AUTHORITY),
            secret_key("spec vault clientCertSecretRef").within(CERT_MANAGER),
            secret_key("spec vault clientKeySecretRef").within(CERT_MANAGER),
            to("spec venafi tpp credentialsRef", SECRET).within(CERT_MANAGER),
            to("spec venafi tpp caBundleSecretRef", SECRET).within(CERT_MANAGER).takes(AUTHORITY),
            secret_key("spec venafi cloud apiTokenSecretRef").within(CERT_MANAGER),
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
        references: &[
            to("spec secretStoreRefs[]", STORES),
            to("spec selector secret", SECRET),
            to("spec template templateFrom[] configMap", CONFIG_MAP).takes(ITEMS),
            to("spec template templateFrom[] secret", SECRET).takes(ITEMS),
        ],
    },
    Row {
        kinds: "external-secrets.io/SecretStore external-secrets.io/ClusterSecretStore",
        references: &[
            secret_keys("spec provider **"),
            to("spec provider ** caProvider", AUTHORITIES).kind_by("type").takes(KEY),
            to("spec provider ** serviceAccountRef", SERVICE_ACCOUNT),
            to("spec provider kubernetes auth serviceAccount", SERVICE_ACCOUNT),
            to("spec provider vault auth kubernetes secretRef", SECRET).takes(TOKEN),
        ],
    },
];
