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
];
