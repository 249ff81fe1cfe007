//! Secrets: items, properties, and who makes them.

use super::Mistake;

pub(super) const MISTAKES: &[Mistake] = &[
    // C15: vault, item, property, producer.
    Mistake {
        class: "C15",
        edits: &[(
            "platform/security.pdl",
            "/cert-manager/cloudflare\"\n            property: \"credential\"",
            "/cert-manager/cloudfare\"\n            property: \"credential\"",
        )],
        code: "PDL6202",
        at: ("platform/security.pdl", "/cert-manager/cloudfare\""),
    },
    Mistake {
        class: "C15",
        edits: &[(
            "platform/security.pdl",
            "property: \"credential\"",
            "property: \"credentials\"",
        )],
        code: "PDL6203",
        at: ("platform/security.pdl", "property: \"credentials\""),
    },
    Mistake {
        class: "C15",
        edits: &[("platform/database.pdl", "cloudnative-pg/harbor\"", "postgres/harbor\"")],
        code: "PDL6202",
        at: ("platform/database.pdl", "postgres/harbor\""),
    },
    Mistake {
        class: "C15",
        edits: &[(
            "platform/database.pdl",
            "superuserSecret: { name: \"cnpg-superuser\" }",
            "superuserSecret: { name: \"cnpg-super-user\" }",
        )],
        code: "PDL6201",
        at: ("platform/database.pdl", "cnpg-super-user"),
    },
    Mistake {
        class: "C15",
        edits: &[(
            "platform/security.pdl",
            "  assume: [Secret/external-secrets/onepassword-connect-token]\n",
            "",
        )],
        code: "PDL6201",
        at: ("platform/security.pdl", "name: \"onepassword-connect-token\""),
    },
    // Keys that the Secret does not get.
    Mistake {
        class: "C15",
        edits: &[(
            "platform/database.pdl",
            "accessKeyId: { name: \"cnpg-minio-credentials\", key: \"ACCESS_KEY_ID\" }",
            "accessKeyId: { name: \"cnpg-minio-credentials\", key: \"ACCESS_KEY\" }",
        )],
        code: "PDL6205",
        at: ("platform/database.pdl", "key: \"ACCESS_KEY\" }"),
    },
    Mistake {
        class: "C15",
        edits: &[(
            "platform/database.pdl",
            "secretKey: \"SECRET_ACCESS_KEY\"",
            "secretKey: \"SECRET_KEY\"",
        )],
        code: "PDL6205",
        at: ("platform/database.pdl", "secretAccessKey: { name: \"cnpg-minio-credentials\""),
    },
    Mistake {
        class: "C15",
        edits: &[("platform/security.pdl", "secretKey: \"api-token\"", "secretKey: \"token\"")],
        code: "PDL6205",
        at: ("platform/security.pdl", "solvers: acme-solvers"),
    },
    // A Secret with two makers.
    Mistake {
        class: "C15",
        edits: &[(
            "platform/database.pdl",
            "  resource ExternalSecret cnpg-minio-credentials {\n",
            "  resource Certificate minio {\n    spec: {\n      secretName: \"cnpg-minio-credentials\"\n      dnsNames: [\"minio.example.org\"]\n      issuerRef: { kind: \"ClusterIssuer\", name: \"letsencrypt-production\" }\n    }\n  }\n  resource ExternalSecret cnpg-minio-credentials {\n",
        )],
        code: "PDL6012",
        at: ("platform/database.pdl", "resource ExternalSecret cnpg-minio-credentials"),
    },
    Mistake {
        class: "C15",
        edits: &[("platform/security.pdl", "inventory onepassword {", "inventory onepasword {")],
        code: "PDL6208",
        at: ("platform/security.pdl", "inventory onepasword {"),
    },
];
