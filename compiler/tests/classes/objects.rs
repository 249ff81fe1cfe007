//! Objects against the schemas of their kinds, and versions that nobody serves.

use super::{Mistake, RULES};

pub(super) const MISTAKES: &[Mistake] = &[
    // C01: unknown or misplaced field, wrong type, bad enum or pattern.
    Mistake {
        class: "C01",
        edits: &[("platform/networking.pdl", "peerConfigRef:", "peerConfigref:")],
        code: "PDL6101",
        at: ("platform/networking.pdl", "peerConfigref:"),
    },
    Mistake {
        class: "C01",
        edits: &[(
            "platform/database.pdl",
            "      // What GitLab does not start without.\n      extensions: [\n        { name: \"pg_trgm\" },",
            "      extensions: [\n        \"pg_trgm\",",
        )],
        code: "PDL6102",
        at: ("platform/database.pdl", "\"pg_trgm\","),
    },
    Mistake {
        class: "C01",
        edits: &[(
            "platform/database.pdl",
            "      pgbouncer: { poolMode: \"session\" }",
            "      pgbouncer: { poolMode: \"sessions\" }",
        )],
        code: "PDL6104",
        at: ("platform/database.pdl", "\"sessions\""),
    },
    Mistake {
        class: "C01",
        edits: &[(
            "platform/networking.pdl",
            "peerAddress: router.address",
            "peerAddress: \"10.25.11.1/32\"",
        )],
        code: "PDL6105",
        at: ("platform/networking.pdl", "10.25.11.1/32"),
    },
    Mistake {
        class: "C01",
        edits: &[("platform/storage.pdl", "mon: { count: 3,", "mon: { count: \"3\",")],
        code: "PDL6102",
        at: ("platform/storage.pdl", "count: \"3\""),
    },
    Mistake {
        class: "C01",
        edits: &[("platform/security.pdl", "      secretName: \"wildcard-tls\"\n", "")],
        code: "PDL6103",
        at: ("platform/security.pdl", "spec: {"),
    },
    // C02: versions that were removed, or never served.
    Mistake {
        class: "C02",
        edits: &[(
            "platform/networking.pdl",
            "resource ExternalSecret cilium-clustermesh",
            "resource external-secrets.io/v1alpha1/ExternalSecret cilium-clustermesh",
        )],
        code: "PDL6111",
        at: ("platform/networking.pdl", "v1alpha1/ExternalSecret"),
    },
    Mistake {
        class: "C02",
        edits: &[(
            "platform/storage.pdl",
            "resource PodDisruptionBudget",
            "resource policy/v1beta1/PodDisruptionBudget",
        )],
        code: "PDL6111",
        at: ("platform/storage.pdl", "policy/v1beta1"),
    },
    Mistake {
        class: "C02",
        edits: &[(
            "platform/networking.pdl",
            "resource CiliumBGPAdvertisement",
            "resource cilium.io/v3/CiliumBGPAdvertisement",
        )],
        code: "PDL6113",
        at: ("platform/networking.pdl", "cilium.io/v3"),
    },
    // C16: what operators and webhooks ask beyond the schema.
    Mistake {
        class: "C16",
        edits: &[("platform/database.pdl", "\"0 0 2 * * *\"", "\"0 2 * * *\"")],
        code: "PDL6105",
        at: ("platform/database.pdl", "\"0 2 * * *\""),
    },
    Mistake {
        class: "C16",
        edits: &[(
            "platform/storage.pdl",
            "      minAvailable: 1\n",
            "      minAvailable: 1\n      maxUnavailable: 1\n",
        )],
        code: "PDL6204",
        at: ("platform/storage.pdl", "maxUnavailable: 1"),
    },
    Mistake {
        class: "C16",
        edits: &[(
            "platform/database.pdl",
            "  resource ScheduledBackup shared-postgres-backup {",
            "  resource CronJob vacuum { spec: { schedule: \"0 0 3 * * *\", jobTemplate: { spec: { template: { spec: { restartPolicy: \"Never\", containers: [{ name: \"vacuum\", image: \"docker.io/library/postgres:16.8\" }] } } } } } }\n  resource ScheduledBackup shared-postgres-backup {",
        )],
        code: "PDL6105",
        at: ("platform/database.pdl", "0 0 3 * * *"),
    },
    // Rules of definitions in CEL.
    Mistake {
        class: "C16",
        edits: &[
            RULES,
            (
                "platform/database.pdl",
                "          max_connections: \"300\"\n",
                "          max_connections: \"300\"\n          ssl: \"on\"\n",
            ),
        ],
        code: "PDL6116",
        at: ("platform/database.pdl", "parameters: {"),
    },
    Mistake {
        class: "C16",
        edits: &[
            RULES,
            (
                "platform/database.pdl",
                "data: { compression: \"gzip\" }",
                "data: { compression: \"gzip\", encryption: \"AES256\" }",
            ),
        ],
        code: "PDL6116",
        at: ("platform/database.pdl", "barmanObjectStore: {"),
    },
    Mistake {
        class: "C16",
        edits: &[
            RULES,
            (
                "platform/networking.pdl",
                "holdTimeSeconds: 9, keepAliveTimeSeconds: 3",
                "holdTimeSeconds: 9, keepAliveTimeSeconds: 4",
            ),
        ],
        code: "PDL6116",
        at: ("platform/networking.pdl", "keepAliveTimeSeconds: 4"),
    },
    // C12: placed where it was not meant.
    Mistake {
        class: "C12",
        edits: &[(
            "platform/storage.pdl",
            "  resource PodDisruptionBudget openebs-localpv-provisioner {\n",
            "  resource PodDisruptionBudget openebs-localpv-provisioner {\n    metadata: { namespace: \"openebs-sytem\" }\n",
        )],
        code: "PDL6207",
        at: ("platform/storage.pdl", "openebs-sytem"),
    },
];
