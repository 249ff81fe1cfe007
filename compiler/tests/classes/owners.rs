//! Objects, releases and names that two claim, or that Kubernetes refuses.

use super::Mistake;

pub(super) const MISTAKES: &[Mistake] = &[
    // C05: one object, two owners.
    Mistake {
        class: "C05",
        edits: &[(
            "platform/storage.pdl",
            "resource Namespace openebs-system {",
            "resource Namespace rook-ceph {",
        )],
        code: "PDL6012",
        at: ("platform/storage.pdl", "resource Namespace rook-ceph {"),
    },
    Mistake {
        class: "C05",
        edits: &[(
            "platform/networking.pdl",
            "    chart: \"oci://ghcr.io/spegel-org/helm-charts/spegel\"\n",
            "    chart: \"oci://ghcr.io/spegel-org/helm-charts/spegel\"\n    release: \"cilium\"\n",
        )],
        code: "PDL6013",
        at: ("platform/networking.pdl", "helm {"),
    },
    Mistake {
        class: "C05",
        edits: &[(
            "platform/networking.pdl",
            "resource Gateway cilium-gateway-internal",
            "resource Gateway cilium-gateway-external",
        )],
        code: "PDL6012",
        at: ("platform/networking.pdl", "resource Gateway cilium-gateway-external"),
    },
    Mistake {
        class: "C05",
        edits: &[("platform/networking.pdl", "component cilium-ipam {", "component cilium {")],
        code: "PDL2006",
        at: ("platform/networking.pdl", "component cilium {"),
    },
    // C21: names and layout.
    Mistake {
        class: "C21",
        edits: &[("platform/dns.pdl", "component coredns {", "component CoreDNS {")],
        code: "PDL9003",
        at: ("platform/dns.pdl", "component CoreDNS {"),
    },
    Mistake {
        class: "C21",
        edits: &[(
            "platform/storage.pdl",
            "resource Deployment rook-ceph-tools {",
            "resource Deployment rook_ceph_tools {",
        )],
        code: "PDL9003",
        at: ("platform/storage.pdl", "rook_ceph_tools"),
    },
    Mistake {
        class: "C21",
        edits: &[(
            "platform/networking.pdl",
            "resource GatewayClass cilium {\n    spec:",
            "resource GatewayClass cilium {\n    metadata: { namespace: \"kube-system\" }\n    spec:",
        )],
        code: "PDL6004",
        at: ("platform/networking.pdl", "metadata: { namespace: \"kube-system\" }"),
    },
    Mistake {
        class: "C21",
        edits: &[("platform/dns.pdl", "component coredns {", "component flux-system {")],
        code: "PDL9004",
        at: ("platform/dns.pdl", "component flux-system {"),
    },
    Mistake {
        class: "C05",
        edits: &[(
            "platform/dns.pdl",
            "component coredns {",
            "component cache {\n  story: DNS-COREDNS-BASE\n  namespace: kube-system\n  resource HelmRelease cache {\n    spec: {\n      interval: \"1h\"\n      releaseName: \"coredns\"\n      chart: { spec: { chart: \"cache\", version: \"1.0.0\", sourceRef: { kind: \"HelmRepository\", name: \"cache\" } } }\n    }\n  }\n  resource HelmRepository cache { spec: { url: \"https://example.org/charts\" } }\n}\ncomponent coredns {",
        )],
        code: "PDL6013",
        at: ("platform/dns.pdl", "helm {"),
    },
];
