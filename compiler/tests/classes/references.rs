//! Names of files, components and settings that lead nowhere.

use super::Mistake;

pub(super) const MISTAKES: &[Mistake] = &[
    // C03: dangling path, component, file.
    Mistake {
        class: "C03",
        edits: &[(
            "platform.pdl",
            "include \"platform/*.pdl\"",
            "include \"infrastructure/*.pdl\"",
        )],
        code: "PDL1019",
        at: ("platform.pdl", "include"),
    },
    Mistake {
        class: "C03",
        edits: &[("platform/dns.pdl", "story: DNS-COREDNS-BASE", "story: DNS-CORE-DNS-BASE")],
        code: "PDL2007",
        at: ("platform/dns.pdl", "DNS-CORE-DNS-BASE"),
    },
    Mistake {
        class: "C03",
        edits: &[(
            "platform/storage.pdl",
            "${component.rook-ceph-operator.version}",
            "${component.rook-operator.version}",
        )],
        code: "PDL2015",
        at: ("platform/storage.pdl", "${component.rook-operator.version}"),
    },
    // C07: an order that names what is not there.
    Mistake {
        class: "C07",
        edits: &[(
            "platform/security.pdl",
            "after: [external-secrets]",
            "after: [external-secret]",
        )],
        code: "PDL2007",
        at: ("platform/security.pdl", "after: [external-secret]"),
    },
    Mistake {
        class: "C07",
        edits: &[(
            "platform/observability.pdl",
            "after: [victoria-metrics-operator]",
            "after: [rook-ceph-cluster]",
        )],
        code: "PDL2020",
        at: ("platform/observability.pdl", "after: [rook-ceph-cluster]"),
    },
    Mistake {
        class: "C07",
        edits: &[(
            "platform.pdl",
            "OBS-VM-STACK -> OBS-VICTORIA-LOGS",
            "OBS-VM-STACK -> OBS-VICTORIALOGS",
        )],
        code: "PDL2007",
        at: ("platform.pdl", "OBS-VICTORIALOGS"),
    },
    // C10: variables that are undefined, misspelt or out of scope.
    Mistake {
        class: "C10",
        edits: &[(
            "platform/networking.pdl",
            "start: cluster.lb-pool.start",
            "start: cluster.lb-pool.first",
        )],
        code: "PDL2015",
        at: ("platform/networking.pdl", "cluster.lb-pool.first"),
    },
    Mistake {
        class: "C10",
        edits: &[(
            "platform/networking.pdl",
            "clustermesh-${cluster.name}.${domain}",
            "clustermesh-${cluster.name}.${domian}",
        )],
        code: "PDL2015",
        at: ("platform/networking.pdl", "${domian}"),
    },
    Mistake {
        class: "C10",
        edits: &[("platform/clusters.pdl", "  bgp-asn: 64513\n", "")],
        code: "PDL8005",
        at: ("platform/networking.pdl", "cluster.bgp-asn"),
    },
    Mistake {
        class: "C10",
        edits: &[("platform/clusters.pdl", "bgp-asn: 64513", "bgp-asn: \"64513\"")],
        code: "PDL8006",
        at: ("platform/clusters.pdl", "bgp-asn: \"64513\""),
    },
    // C18: the installation by hand.
    Mistake {
        class: "C18",
        edits: &[("platform/dns.pdl", "bootstrap: BOOT-CORE", "bootstrap: BOOT-COER")],
        code: "PDL2007",
        at: ("platform/dns.pdl", "bootstrap: BOOT-COER"),
    },
    Mistake {
        class: "C18",
        edits: &[(
            "platform/gitops.pdl",
            "  story: GITOPS-SELF-MGMT-FLUX\n  bootstrap: BOOT-CORE\n  namespace: flux-system\n  provides: [\"fluxcd.controlplane.io\"]",
            "  story: GITOPS-SELF-MGMT-FLUX\n  namespace: flux-system\n  provides: [\"fluxcd.controlplane.io\"]",
        )],
        code: "PDL7003",
        at: ("platform/gitops.pdl", "resource FluxInstance flux {"),
    },
    Mistake {
        class: "C18",
        edits: &[("platform/gitops.pdl", "  provides: [\"fluxcd.controlplane.io\"]\n", "")],
        code: "PDL7002",
        at: ("platform/gitops.pdl", "resource FluxInstance flux {"),
    },
    Mistake {
        class: "C18",
        edits: &[("platform/dns.pdl", "bootstrap: BOOT-CORE", "bootstrap: STO-OPENEBS-BASE")],
        code: "PDL7008",
        at: ("platform/dns.pdl", "bootstrap: STO-OPENEBS-BASE"),
    },
    Mistake {
        class: "C07",
        edits: &[(
            "platform/dns.pdl",
            "  ready: [Deployment/coredns]\n",
            "  ready: [Deployment/coredns]\n  resource HelmRelease cache {\n    spec: {\n      interval: \"1h\"\n      dependsOn: [{ name: \"core-dns\" }]\n      chartRef: { kind: \"OCIRepository\", name: \"coredns\" }\n    }\n  }\n",
        )],
        code: "PDL6201",
        at: ("platform/dns.pdl", "dependsOn: [{ name: \"core-dns\" }]"),
    },
];
