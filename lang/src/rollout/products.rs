//! Which objects come into being because of others, and with which keys: the one table of what controllers make.

use super::contents::{self, Contents};
use super::path::each;
use crate::deliver::KubeObject;
use crate::model::{Value, ValueKind};

/// An object that a controller makes from another, in the same namespace.
pub(super) struct Product {
    /// The kind that it is made from, without its version.
    of: &'static str,
    /// Its own kind.
    pub(super) kind: &'static str,
    name: Named,
    /// Under which circumstances it is made.
    when: When,
    /// What is in it.
    pub(super) contents: Contents,
}

/// What a product is called.
enum Named {
    /// Like what it is made from, with something before and behind.
    After(&'static str, &'static str),
    /// As fields of what it is made from say.
    In(&'static str),
    /// As a field says, else like what it is made from.
    InOrAfter(&'static str),
}

/// Whether a product is made: a field of what it would be made from says so.
enum When {
    Always,
    /// There is something.
    Has(&'static str),
    /// There is nothing.
    Lacks(&'static str),
    /// It is `true`.
    Is(&'static str),
}

const fn secret(of: &'static str, name: Named, contents: Contents) -> Product {
    Product { of, kind: "Secret", name, when: When::Always, contents }
}

const fn config(of: &'static str, name: Named, contents: Contents) -> Product {
    Product { kind: "ConfigMap", ..secret(of, name, contents) }
}

impl Product {
    /// Whether nothing else may make the same: two that fetch or issue one Secret overwrite each other.
    pub(super) fn is_owned(&self, object: &KubeObject) -> bool {
        const SOLE: [&str; 3] = [
            "external-secrets.io/ExternalSecret",
            "cert-manager.io/Certificate",
            "bitnami.com/SealedSecret",
        ];
        let mut is_merged = false;
        each(&object.body, "spec target creationPolicy", &mut |policy| {
            is_merged |= matches!(policy.as_str(), Some("Merge" | "None" | "Orphan"));
        });
        SOLE.contains(&self.of) && !is_merged
    }

    const fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }
}

const TLS: Contents = Contents::Keys(&["ca.crt", "tls.crt", "tls.key"]);
const CA: Contents = Contents::Keys(&["ca.crt", "ca.key"]);
const PAIR: Contents = Contents::Keys(&["tls.crt", "tls.key"]);
/// What CloudNativePG tells about how to reach a database.
const POSTGRES: Contents = Contents::Keys(&[
    "dbname",
    "fqdn-jdbc-uri",
    "fqdn-uri",
    "host",
    "jdbc-uri",
    "password",
    "pgpass",
    "port",
    "uri",
    "user",
    "username",
]);
const BUCKET: Contents = Contents::Keys(&[
    "BUCKET_HOST",
    "BUCKET_NAME",
    "BUCKET_PORT",
    "BUCKET_REGION",
    "BUCKET_SUBREGION",
]);

static PRODUCTS: &[Product] = &[
    secret(
        "external-secrets.io/ExternalSecret",
        Named::InOrAfter("spec target name"),
        Contents::Fetched(contents::external_secret),
    ),
    secret(
        "cert-manager.io/Certificate",
        Named::In("spec secretName"),
        Contents::Of(contents::certificate),
    ),
    secret(
        "cert-manager.io/Issuer",
        Named::In("spec acme privateKeySecretRef name"),
        Contents::Of(contents::account),
    ),
    secret(
        "gateway.networking.k8s.io/Gateway",
        Named::In("spec listeners[] tls certificateRefs[] name"),
        TLS,
    )
    .when(When::Has("metadata annotations cert-manager.io/cluster-issuer")),
    secret(
        "gateway.networking.k8s.io/Gateway",
        Named::In("spec listeners[] tls certificateRefs[] name"),
        TLS,
    )
    .when(When::Has("metadata annotations cert-manager.io/issuer")),
    secret("networking.k8s.io/Ingress", Named::In("spec tls[] secretName"), TLS)
        .when(When::Has("metadata annotations cert-manager.io/cluster-issuer")),
    secret("networking.k8s.io/Ingress", Named::In("spec tls[] secretName"), TLS)
        .when(When::Has("metadata annotations cert-manager.io/issuer")),
    secret(
        "bitnami.com/SealedSecret",
        Named::InOrAfter("spec template metadata name"),
        Contents::Perhaps(contents::sealed),
    ),
    secret(
        "objectbucket.io/ObjectBucketClaim",
        Named::After("", ""),
        Contents::Keys(&["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]),
    ),
    config("objectbucket.io/ObjectBucketClaim", Named::After("", ""), BUCKET),
    secret("postgresql.cnpg.io/Cluster", Named::After("", "-app"), POSTGRES)
        .when(When::Lacks("spec bootstrap initdb secret")),
    secret("postgresql.cnpg.io/Cluster", Named::After("", "-superuser"), POSTGRES)
        .when(When::Is("spec enableSuperuserAccess")),
    secret("postgresql.cnpg.io/Cluster", Named::After("", "-ca"), CA),
    secret("postgresql.cnpg.io/Cluster", Named::After("", "-server"), PAIR),
    secret("postgresql.cnpg.io/Cluster", Named::After("", "-replication"), PAIR),
    secret(
        "kafka.strimzi.io/KafkaUser",
        Named::After("", ""),
        Contents::Perhaps(contents::kafka_user),
    ),
    secret(
        "kafka.strimzi.io/Kafka",
        Named::After("", "-cluster-ca-cert"),
        Contents::Keys(&["ca.crt", "ca.p12", "ca.password"]),
    ),
    secret(
        "kafka.strimzi.io/Kafka",
        Named::After("", "-clients-ca-cert"),
        Contents::Keys(&["ca.crt", "ca.p12", "ca.password"]),
    ),
    secret(
        "k8s.keycloak.org/Keycloak",
        Named::After("", "-initial-admin"),
        Contents::Keys(&["password", "username"]),
    ),
    secret("operator.victoriametrics.com/VMUser", Named::After("vmuser-", ""), Contents::Unknown),
];

/// Everything that is made from an object of a kind, which stands without its version, and its name if that is known.
pub(super) fn products(kind: &str, object: &KubeObject) -> Vec<(&'static Product, Option<String>)> {
    let mut found = Vec::new();
    for product in PRODUCTS.iter().filter(|it| it.of == kind && is_made(it, object)) {
        let known = found.len();
        let mut named = |path| {
            each(&object.body, path, &mut |value: &Value| {
                found.push((product, value.as_str().map(str::to_owned)));
            });
        };
        match product.name {
            Named::After(prefix, suffix) => {
                found.push((product, Some(format!("{prefix}{}{suffix}", object.name))));
            }
            Named::In(path) => named(path),
            Named::InOrAfter(path) => {
                named(path);
                if found.len() == known {
                    found.push((product, Some(object.name.clone())));
                }
            }
        }
    }
    found
}

fn is_made(product: &Product, object: &KubeObject) -> bool {
    let any = |path, fits: fn(&Value) -> bool| {
        let mut found = false;
        each(&object.body, path, &mut |value| found |= fits(value));
        found
    };
    match product.when {
        When::Always => true,
        When::Has(path) => any(path, |_| true),
        When::Lacks(path) => !any(path, |_| true),
        When::Is(path) => any(path, |value| matches!(value.kind, ValueKind::Bool(true))),
    }
}
