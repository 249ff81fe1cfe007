//! Charts: where they come from, at which version, and what is said to them.

use super::Mistake;

pub(super) const MISTAKES: &[Mistake] = &[
    // C06: a source of another kind, in another namespace, or none.
    Mistake {
        class: "C06",
        edits: &[(
            "platform/dns.pdl",
            "component coredns {",
            "component cache {\n  story: DNS-COREDNS-BASE\n  namespace: kube-system\n  resource HelmRelease cache {\n    spec: { interval: \"1h\", chartRef: { kind: \"OCIRepository\", name: \"cache\", namespace: \"flux-system\" } }\n  }\n}\ncomponent coredns {",
        )],
        code: "PDL6201",
        at: ("platform/dns.pdl", "chartRef: { kind: \"OCIRepository\", name: \"cache\""),
    },
    Mistake {
        class: "C06",
        edits: &[(
            "platform/dns.pdl",
            "component coredns {",
            "component cache {\n  story: DNS-COREDNS-BASE\n  namespace: kube-system\n  resource HelmRelease cache {\n    spec: {\n      interval: \"1h\"\n      chart: { spec: { chart: \"cache\", sourceRef: { kind: \"OCIRepository\", name: \"cache\" } } }\n    }\n  }\n}\ncomponent coredns {",
        )],
        code: "PDL6104",
        at: ("platform/dns.pdl", "sourceRef: { kind: \"OCIRepository\""),
    },
    Mistake {
        class: "C06",
        edits: &[("platform/dns.pdl", "  namespace: kube-system\n", "")],
        code: "PDL6003",
        at: ("platform/dns.pdl", "helm {"),
    },
    Mistake {
        class: "C06",
        edits: &[(
            "platform/dns.pdl",
            "component coredns {",
            "component cache {\n  story: DNS-COREDNS-BASE\n  namespace: kube-system\n  resource HelmRelease cache {\n    spec: {\n      interval: \"1h\"\n      chart: { spec: { chart: \"cache\", sourceRef: { kind: \"HelmRepository\", name: \"cache\", namespace: \"dns\" } } }\n    }\n  }\n  resource HelmRepository cache { spec: { url: \"https://example.org/charts\" } }\n}\ncomponent coredns {",
        )],
        code: "PDL6201",
        at: ("platform/dns.pdl", "namespace: \"dns\""),
    },
    // C13: chart coordinates.
    Mistake {
        class: "C13",
        edits: &[("platform/gitops.pdl", "\"0.32.0\"", "\">=0.32.0 <1.0.0\"")],
        code: "PDL6011",
        at: ("platform/gitops.pdl", ">=0.32.0 <1.0.0"),
    },
    Mistake {
        class: "C13",
        edits: &[(
            "platform/dns.pdl",
            "\"oci://ghcr.io/coredns/charts/coredns\"",
            "\"ghcr.io/coredns/charts/coredns\"",
        )],
        code: "PDL6009",
        at: ("platform/dns.pdl", "\"ghcr.io/coredns/charts/coredns\""),
    },
    Mistake {
        class: "C13",
        edits: &[("platform/storage.pdl", "    name: rook-ceph\n", "")],
        code: "PDL6010",
        at: ("platform/storage.pdl", "https://charts.rook.io/release"),
    },
    Mistake {
        class: "C13",
        edits: &[("platform/networking.pdl", "version: \"0.4.0\"", "version: \"0.4\"")],
        code: "PDL6011",
        at: ("platform/networking.pdl", "\"0.4\""),
    },
    // C14: values that exclude each other or are read otherwise than they look.
    Mistake {
        class: "C14",
        edits: &[(
            "platform/dns.pdl",
            "      replicaCount: 2\n",
            "      replicaCount: 2\n      replicaCount: 3\n",
        )],
        code: "PDL2005",
        at: ("platform/dns.pdl", "replicaCount: 3"),
    },
    Mistake {
        class: "C14",
        edits: &[("platform/dns.pdl", "clusterIP: cluster.dns", "clusterIP: cluster.dns-ip")],
        code: "PDL2015",
        at: ("platform/dns.pdl", "cluster.dns-ip"),
    },
    Mistake {
        class: "C14",
        edits: &[(
            "platform/networking.pdl",
            "  flux {\n    timeout: 10m\n  }\n",
            "  flux {\n    timeout: 10m\n    wait: true\n  }\n",
        )],
        code: "PDL6017",
        at: ("platform/networking.pdl", "wait: true"),
    },
    // The same in a release that is written as an object.
    Mistake {
        class: "C13",
        edits: &[(
            "platform/dns.pdl",
            "component coredns {",
            "component cache {\n  story: DNS-COREDNS-BASE\n  namespace: kube-system\n  resource HelmRelease cache {\n    spec: {\n      interval: \"1h\"\n      chart: { spec: { chart: \"cache\", version: \"1.x\", sourceRef: { kind: \"HelmRepository\", name: \"cache\" } } }\n    }\n  }\n  resource HelmRepository cache { spec: { url: \"https://example.org/charts\" } }\n}\ncomponent coredns {",
        )],
        code: "PDL6011",
        at: ("platform/dns.pdl", "version: \"1.x\""),
    },
    Mistake {
        class: "C13",
        edits: &[(
            "platform/dns.pdl",
            "component coredns {",
            "component cache {\n  story: DNS-COREDNS-BASE\n  namespace: kube-system\n  resource HelmRelease cache {\n    spec: {\n      interval: \"1h\"\n      chart: { spec: { chart: \"cache\", sourceRef: { kind: \"HelmRepository\", name: \"cache\" } } }\n    }\n  }\n  resource HelmRepository cache { spec: { url: \"https://example.org/charts\" } }\n}\ncomponent coredns {",
        )],
        code: "PDL6011",
        at: ("platform/dns.pdl", "chart: { spec: { chart: \"cache\""),
    },
];
