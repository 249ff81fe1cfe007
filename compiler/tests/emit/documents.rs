//! The documents: what the Product Owner's own document says, and where they go.

use std::path::Path;

use super::disk::{analysis, files, tree, tree_of};

/// Lines of the Product Owner's document, as it was before there was a compiler.
const SEED: &str = "\
# PO Schedule — Bootstrap to Day‑2 (Option A GitOps‑First)
Status: Planned
Owner: Product Owner
Date: 2025-10-21
## Sprint Plan
- Sprint 0 (Oct 21–Oct 24, 2025)
  - STORY-BOOT-CRDS — PASS (done)
  - STORY-BOOT-CORE — Phase 1 GitOps handover (Cilium bootstrap + Flux install)
  - STORY-NET-CILIUM-CORE-GITOPS — Put Cilium under GitOps control
- Sprint 1 (Oct 27–Nov 07, 2025)
  - STORY-SEC-EXTERNAL-SECRETS-BASE
- Sprint 3 (Nov 24–Dec 05, 2025)
  - STORY-STO-OPENEBS-BASE (infra)
- Sprint 5 (Jan 05–Jan 16, 2026)
  - STORY-OBS-FLUENT-BIT (infra+apps)
- Sprint 6 (Jan 19–Jan 30, 2026)
  - STORY-NET-SPEGEL-REGISTRY-MIRROR (after OpenEBS is available)
## Sequencing & Dependencies
## Milestones
- M1 (End Sprint 0): Flux managing core on both clusters; Cilium under GitOps.
- M5 (End Sprint 5): Centralized metrics/logs with dashboards and alerts.
";

#[test]
fn the_schedule_reads_as_the_product_owner_wrote_it() {
    let analysis = analysis(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")));
    let tree = tree(&files(&analysis));
    let document = &tree["@/docs/schedule/schedule.md"];
    let mut lines = document.lines().map(str::trim_end);
    for line in SEED.lines() {
        assert!(lines.any(|it| it == line), "{line:?} is not where it should be");
    }
}

#[test]
fn every_order_stands_in_the_schedule_once() {
    let program = "sprint S 2025-10-20..2025-10-31 { story A, story B, story C, story D, story E }\n\
                   order { A -> (B | C -> D) -> E\n A ~> E\n A -> B \"again\"\n (A | B) -> D }\n";
    let document = &tree_of(program)["schedule/schedule.md"];
    let section = document.split("\n## ").find(|it| it.starts_with("Sequencing"));
    let lines = section.expect("there is an order").lines().filter_map(|it| it.strip_prefix("- "));
    let lines: Vec<&str> = lines.collect();
    // The one of the two orders of A and B that says why is kept.
    let expected = ["A → C → D", "(B | D) → E", "A ⇢ E", "A → B — again", "(A | B) → D"];
    assert_eq!(lines, expected);
}

#[test]
fn documents_go_where_the_program_says() {
    let program = "outputs { schedule: \"docs/a\" }\nsprint S 2025-10-20..2025-10-31 { story A }\n";
    let tree = tree_of(program);
    let names: Vec<&String> = tree.keys().collect();
    assert_eq!(names, ["@/docs/a/schedule.md", "ordering/ordering.md"]);
    // From the one folder nobody knows the way to the other.
    assert!(tree["@/docs/a/schedule.md"].contains("are in `ordering.md`."));
}

#[test]
fn an_empty_program_has_documents() {
    let tree = tree_of("");
    assert_eq!(tree["schedule/schedule.md"].lines().next(), Some("# PO Schedule — Platform"));
    assert!(tree.contains_key("ordering/ordering.md"));
}

#[test]
fn a_program_with_errors_has_documents_too_and_nothing_panics() {
    for program in [
        "sprint S 2025-10-31..2025-10-20 { story A }\norder { A -> B -> A }\n",
        "sprint S 2025-10-20..2025-10-31 { story A, story B }\norder { A -> B -> A\n A -> A }\n\
         milestone M end S \"m\"\ncluster c {}\ncomponent a { story: A, resource PriorityClass a {} }\n\
         component b { story: B, resource PriorityClass b {} }\n",
        "milestone M end NONE \"m\"\ncomponent x { story: NONE }\ncluster c { id: 999 }\n",
    ] {
        let analysis = super::disk::analysis_of(program);
        assert!(analysis.has_errors(), "{program}");
        let _ = pdl_compiler::emit::emit(&analysis, &pdl_compiler::emit::Options::default());
    }
}
