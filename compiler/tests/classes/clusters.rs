//! Addresses, networks and whatever belongs to one cluster.

use super::Mistake;

pub(super) const MISTAKES: &[Mistake] = &[
    // C11: addresses, networks and pools.
    Mistake {
        class: "C11",
        edits: &[(
            "platform/clusters.pdl",
            "gateway-internal: 10.25.11.122",
            "gateway-internal: 10.25.11.142",
        )],
        code: "PDL8003",
        at: ("platform/clusters.pdl", "10.25.11.142"),
    },
    Mistake {
        class: "C11",
        edits: &[("platform/clusters.pdl", "pods: 10.246.0.0/16", "pods: 10.244.0.0/16")],
        code: "PDL8002",
        at: ("platform/clusters.pdl", "pods: 10.244.0.0/16"),
    },
    Mistake {
        class: "C11",
        edits: &[(
            "platform/clusters.pdl",
            "lb-pool: 10.25.11.120..10.25.11.139",
            "lb-pool: 10.25.11.110..10.25.11.139",
        )],
        code: "PDL8002",
        at: ("platform/clusters.pdl", "lb-pool: 10.25.11.110..10.25.11.139"),
    },
    Mistake {
        class: "C11",
        edits: &[(
            "platform/clusters.pdl",
            "clustermesh: 10.25.11.120",
            "clustermesh: 10.25.11.121",
        )],
        code: "PDL8004",
        at: ("platform/clusters.pdl", "10.25.11.121"),
    },
    Mistake {
        class: "C11",
        edits: &[("platform/clusters.pdl", "pods: 10.246.0.0/16", "pods: 10.246.1.0/16")],
        code: "PDL1015",
        at: ("platform/clusters.pdl", "10.246.1.0/16"),
    },
    // C12: one cluster's own on another, or on clusters that were not meant.
    Mistake {
        class: "C12",
        edits: &[(
            "platform/clusters.pdl",
            "/dev/disk/by-id/nvme-eui.6479a7726a304bbf",
            "/dev/disk/by-id/nvme-eui.6479a7726a304b94",
        )],
        code: "PDL8008",
        at: ("platform/clusters.pdl", "nvme-eui.6479a7726a304b94"),
    },
    Mistake {
        class: "C12",
        edits: &[("platform/clusters.pdl", "name: \"apps-02\"", "name: \"infra-02\"")],
        code: "PDL8008",
        at: ("platform/clusters.pdl", "name: \"infra-02\""),
    },
    Mistake {
        class: "C12",
        edits: &[(
            "platform/security.pdl",
            "key: \"kubernetes/${cluster.name}/cert-manager/cloudflare\"",
            "key: \"kubernetes/infra/cert-manager/cloudflare\"",
        )],
        code: "PDL8008",
        at: ("platform/security.pdl", "key: \"kubernetes/infra/cert-manager/cloudflare\""),
    },
    Mistake {
        class: "C12",
        edits: &[(
            "platform/networking.pdl",
            "\"lbipam.cilium.io/ips\": cluster.clustermesh",
            "\"lbipam.cilium.io/ips\": \"10.25.11.100\"",
        )],
        code: "PDL8003",
        at: ("platform/networking.pdl", "\"lbipam.cilium.io/ips\": \"10.25.11.100\""),
    },
    Mistake {
        class: "C12",
        edits: &[(
            "platform.pdl",
            "story DB-CNPG-SHARED-CLUSTER { lane: database, clusters: [infra] }",
            "story DB-CNPG-SHARED-CLUSTER { lane: database }",
        )],
        code: "PDL7006",
        at: ("platform/database.pdl", "storage: { storageClass: local-storage-class"),
    },
    Mistake {
        class: "C12",
        edits: &[(
            "platform/clusters.pdl",
            "clustermesh: 10.25.11.120",
            "clustermesh: 10.25.11.101",
        )],
        code: "PDL8003",
        at: ("platform/clusters.pdl", "clustermesh: 10.25.11.101"),
    },
    Mistake {
        class: "C11",
        edits: &[(
            "platform/networking.pdl",
            "blocks: [{ start: cluster.lb-pool.start, stop: cluster.lb-pool.end }]",
            "blocks: [{ start: \"10.25.11.100\", stop: \"10.25.11.119\" }]",
        )],
        code: "PDL8002",
        at: ("platform/networking.pdl", "start: \"10.25.11.100\""),
    },
    Mistake {
        class: "C12",
        edits: &[(
            "platform/networking.pdl",
            "cluster: { name: cluster.name, id: cluster.id }",
            "cluster: { name: \"infra\", id: cluster.id }",
        )],
        code: "PDL8008",
        at: ("platform/networking.pdl", "cluster: { name: \"infra\""),
    },
    Mistake {
        class: "C12",
        edits: &[("platform/networking.pdl", "localASN: cluster.bgp-asn", "localASN: 64512")],
        code: "PDL8008",
        at: ("platform/networking.pdl", "localASN: 64512"),
    },
    Mistake {
        class: "C12",
        edits: &[(
            "platform/networking.pdl",
            "k8sServiceHost: cluster.api.host",
            "k8sServiceHost: \"infra-k8s.monosense.io\"",
        )],
        code: "PDL8008",
        at: ("platform/networking.pdl", "k8sServiceHost: \"infra-k8s"),
    },
];
