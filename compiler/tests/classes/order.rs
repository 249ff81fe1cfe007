//! What is needed before it is there, and schedules that contradict themselves.

use super::Mistake;

pub(super) const MISTAKES: &[Mistake] = &[
    // C08: used before it is provided.
    Mistake {
        class: "C08",
        edits: &[("platform/networking.pdl", "  provides: [\"cilium.io\"]\n", "")],
        code: "PDL7002",
        at: ("platform/networking.pdl", "resource CiliumLoadBalancerIPPool"),
    },
    Mistake {
        class: "C08",
        edits: &[(
            "platform/security.pdl",
            "component wildcard-certificate {\n  story: SEC-CERT-MANAGER-ISSUERS",
            "component wildcard-certificate {\n  story: DB-CNPG-OPERATOR",
        )],
        code: "PDL7003",
        at: ("platform/networking.pdl", "listeners: gateway-listeners"),
    },
    Mistake {
        class: "C08",
        edits: &[("platform/storage.pdl", "  provides: [StorageClass/openebs-local-nvme]\n", "")],
        code: "PDL6201",
        at: ("platform/database.pdl", "storage: { storageClass: local-storage-class"),
    },
    Mistake {
        class: "C08",
        edits: &[
            (
                "platform.pdl",
                "  story STO-ROOK-CEPH-CLUSTER { lane: storage, clusters: [infra] }\n",
                "",
            ),
            ("platform.pdl", "    -> STO-ROOK-CEPH-CLUSTER\n", ""),
            (
                "platform.pdl",
                "lane bootstrap \"Bootstrap\" {}",
                "backlog { story STO-ROOK-CEPH-CLUSTER { lane: storage, clusters: [infra] } }\nlane bootstrap \"Bootstrap\" {}",
            ),
        ],
        code: "PDL7004",
        at: ("platform/observability.pdl", "storageClassName: block-storage-class"),
    },
    Mistake {
        class: "C08",
        edits: &[
            ("platform.pdl", "    -> DB-CNPG-OPERATOR\n", ""),
            ("platform.pdl", "  story STO-OPENEBS-BASE { lane: storage, clusters: [infra] }\n", ""),
            (
                "platform.pdl",
                "  STO-OPENEBS-BASE\n    -> STO-ROOK-CEPH-OPERATOR\n",
                "  STO-ROOK-CEPH-OPERATOR\n",
            ),
            (
                "platform.pdl",
                "  STO-OPENEBS-BASE -> NET-SPEGEL-REGISTRY-MIRROR \"after OpenEBS is available\"\n",
                "",
            ),
            (
                "platform.pdl",
                "  story NET-SPEGEL-REGISTRY-MIRROR {",
                "  story STO-OPENEBS-BASE { lane: storage, clusters: [infra] }\n  story NET-SPEGEL-REGISTRY-MIRROR {",
            ),
        ],
        code: "PDL7003",
        at: ("platform/database.pdl", "storage: { storageClass: local-storage-class"),
    },
    Mistake {
        class: "C08",
        edits: &[(
            "platform.pdl",
            "  BOOT-CRDS -> BOOT-CORE -> NET-CILIUM-CORE-GITOPS",
            "  NET-CILIUM-IPAM -> NET-CILIUM-CORE-GITOPS\n  BOOT-CRDS -> BOOT-CORE -> NET-CILIUM-CORE-GITOPS",
        )],
        code: "PDL4001",
        at: ("platform.pdl", "NET-CILIUM-IPAM"),
    },
    // C19: numbers, sequence and dates of the schedule.
    Mistake {
        class: "C19",
        edits: &[(
            "platform.pdl",
            "sprint S2 2025-11-10..2025-11-21",
            "sprint S2 2025-11-07..2025-11-21",
        )],
        code: "PDL3002",
        at: ("platform.pdl", "sprint S2 2025-11-07..2025-11-21"),
    },
    Mistake {
        class: "C19",
        edits: &[(
            "platform.pdl",
            "story STO-OPENEBS-BASE { lane: storage,",
            "story NET-CILIUM-BGP { lane: storage,",
        )],
        code: "PDL2006",
        at: ("platform.pdl", "story NET-CILIUM-BGP { lane: storage,"),
    },
    Mistake {
        class: "C19",
        edits: &[(
            "platform.pdl",
            "  SEC-EXTERNAL-SECRETS-BASE -> SEC-CERT-MANAGER-ISSUERS",
            "  DB-CNPG-OPERATOR -> SEC-EXTERNAL-SECRETS-BASE -> SEC-CERT-MANAGER-ISSUERS",
        )],
        code: "PDL4002",
        at: ("platform.pdl", "DB-CNPG-OPERATOR -> SEC-EXTERNAL-SECRETS-BASE"),
    },
    Mistake {
        class: "C19",
        edits: &[(
            "platform.pdl",
            "milestone M1 end S0 \"Flux managing core on both clusters; Cilium under GitOps.\"",
            "milestone M1 end S0 \"Flux managing core on both clusters.\" { requires: [NET-CILIUM-IPAM] }",
        )],
        code: "PDL5001",
        at: ("platform.pdl", "requires: [NET-CILIUM-IPAM]"),
    },
    // C09: waits that never end.
    Mistake {
        class: "C09",
        edits: &[(
            "platform/dns.pdl",
            "  ready: [Deployment/coredns]\n",
            "  ready: [Deployment/coredns]\n  flux { wait: true }\n",
        )],
        code: "PDL6017",
        at: ("platform/dns.pdl", "wait: true"),
    },
    Mistake {
        class: "C09",
        edits: &[(
            "platform/dns.pdl",
            "ready: [Deployment/coredns]",
            "ready: [HelmRelease/core-dns]",
        )],
        code: "PDL6201",
        at: ("platform/dns.pdl", "HelmRelease/core-dns"),
    },
    Mistake {
        class: "C09",
        edits: &[(
            "platform/storage.pdl",
            "  flux {\n    interval: 1h\n  }\n\n  resource Namespace rook-ceph {",
            "  flux {\n    suspend: true\n  }\n\n  resource Namespace rook-ceph {",
        )],
        code: "PDL7009",
        at: ("platform/storage.pdl", "component rook-ceph-cluster {"),
    },
];
