//! Which objects come into being because of others: the one table of what controllers make.

use super::path::each;
use crate::deliver::KubeObject;
use crate::model::Value;

/// An object that a controller makes from another, in the same namespace.
struct Product {
    /// The kind that it is made from, without its version.
    of: &'static str,
    /// Its own kind.
    kind: &'static str,
    name: Named,
    /// A field without which it is not made; empty if there is none.
    when: &'static str,
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

const fn secret(of: &'static str, name: Named) -> Product {
    Product { of, kind: "Secret", name, when: "" }
}

static PRODUCTS: &[Product] = &[
    secret("external-secrets.io/ExternalSecret", Named::InOrAfter("spec target name")),
    secret("cert-manager.io/Certificate", Named::In("spec secretName")),
    secret("cert-manager.io/Issuer", Named::In("spec acme privateKeySecretRef name")),
    Product {
        when: "metadata annotations cert-manager.io/cluster-issuer",
        ..secret(
            "gateway.networking.k8s.io/Gateway",
            Named::In("spec listeners[] tls certificateRefs[] name"),
        )
    },
    Product {
        when: "metadata annotations cert-manager.io/issuer",
        ..secret(
            "gateway.networking.k8s.io/Gateway",
            Named::In("spec listeners[] tls certificateRefs[] name"),
        )
    },
    secret("bitnami.com/SealedSecret", Named::InOrAfter("spec template metadata name")),
    secret("objectbucket.io/ObjectBucketClaim", Named::After("", "")),
    Product {
        of: "objectbucket.io/ObjectBucketClaim",
        kind: "ConfigMap",
        name: Named::After("", ""),
        when: "",
    },
    secret("postgresql.cnpg.io/Cluster", Named::After("", "-app")),
    secret("postgresql.cnpg.io/Cluster", Named::After("", "-superuser")),
    secret("postgresql.cnpg.io/Cluster", Named::After("", "-ca")),
    secret("postgresql.cnpg.io/Cluster", Named::After("", "-server")),
    secret("postgresql.cnpg.io/Cluster", Named::After("", "-replication")),
    secret("kafka.strimzi.io/KafkaUser", Named::After("", "")),
    secret("kafka.strimzi.io/Kafka", Named::After("", "-cluster-ca-cert")),
    secret("k8s.keycloak.org/Keycloak", Named::After("", "-initial-admin")),
    secret("operator.victoriametrics.com/VMUser", Named::After("vmuser-", "")),
];

/// Kind and name of everything that is made from an object of a kind, which stands without its version.
pub(super) fn products(kind: &str, object: &KubeObject) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for product in PRODUCTS.iter().filter(|it| it.of == kind) {
        let mut is_made = product.when.is_empty();
        each(&object.body, product.when, &mut |_| is_made = true);
        if !is_made {
            continue;
        }
        let known = found.len();
        let mut named = |path| {
            each(&object.body, path, &mut |value: &Value| {
                found.extend(value.as_str().map(|name| (product.kind, name.to_owned())));
            });
        };
        match product.name {
            Named::After(prefix, suffix) => {
                found.push((product.kind, format!("{prefix}{}{suffix}", object.name)));
            }
            Named::In(path) => named(path),
            Named::InOrAfter(path) => {
                named(path);
                if found.len() == known {
                    found.push((product.kind, object.name.clone()));
                }
            }
        }
    }
    found
}
