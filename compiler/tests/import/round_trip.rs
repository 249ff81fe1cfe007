//! The seed, and documents of our own: what comes back is the plan they were written from.
#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "tests read the repository")]

use std::path::Path;

use pdl_compiler::import::markdown;
use pdl_lang::model::Plan;
use pdl_lang::{Analysis, Options, Program, analyze};

fn analysis(text: &str) -> Analysis {
    analyze(Program::of_text("platform.pdl", text), &Options::default())
}

/// The arrows of a plan.
fn arrows(plan: &Plan) -> Vec<String> {
    let name = |story| plan.stories[story].name.text.to_string();
    plan.edges.values().map(|edge| format!("{} {}", name(edge.from), name(edge.to))).collect()
}

#[test]
fn the_seed_has_twenty_stories_seven_sprints_and_five_milestones() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seed/po-schedule.md");
    let Ok(text) = std::fs::read_to_string(&seed) else {
        eprintln!("skipped: ../shared/seed/po-schedule.md is not there");
        return;
    };
    let made = analysis(&markdown(&text, Some("monosense")).text);
    assert!(!made.has_errors(), "{:?}", made.diagnostics);
    let plan = &made.plan;
    let counts = (plan.stories.len(), plan.sprints.len(), plan.milestones.len());
    assert_eq!(counts, (20, 7, 5));
    let arrows = arrows(plan);
    let expected = [
        "BOOT-CRDS BOOT-CORE",
        "BOOT-CORE NET-CILIUM-CORE-GITOPS",
        "SEC-EXTERNAL-SECRETS-BASE SEC-CERT-MANAGER-ISSUERS",
        "NET-CILIUM-CORE-GITOPS NET-CILIUM-IPAM",
        "NET-CILIUM-CORE-GITOPS NET-CILIUM-GATEWAY",
        "NET-CILIUM-CORE-GITOPS NET-CILIUM-BGP",
        "NET-CILIUM-CORE-GITOPS NET-CILIUM-CLUSTERMESH",
        "STO-OPENEBS-BASE STO-ROOK-CEPH-OPERATOR",
        "STO-ROOK-CEPH-OPERATOR STO-ROOK-CEPH-CLUSTER",
        "STO-ROOK-CEPH-CLUSTER DB-CNPG-OPERATOR",
        "DB-CNPG-OPERATOR DB-CNPG-SHARED-CLUSTER",
        "OBS-VM-STACK OBS-VICTORIA-LOGS",
        "OBS-VICTORIA-LOGS OBS-FLUENT-BIT",
    ];
    assert_eq!(arrows, expected);
}
