//! `pdlc import`.

use expect_test::expect;

use super::Pdl;

#[test]
fn what_is_no_schedule_is_no_success() {
    let pdl = Pdl::new().file("notes.md", "# Notes\n\n- Buy milk\n").file("more.md", "");
    pdl.args(["import", "notes.md", "more.md", "-o", "platform.pdl"]).check(&expect![[r#"
        exit: 1
        --- stderr
        error: nothing of a schedule was found in `notes.md`, `more.md`
          help: Write sprints as `Sprint 1 (Jan 5 – Jan 16, 2026)` in headings, a list or a table, with their stories below, arrows below `Sequencing & Dependencies`, and `Milestones`.
    "#]]);
}

#[test]
fn nothing_is_written_where_nothing_was_found() {
    let pdl = Pdl::new().file("notes.md", "# Notes\n").args(["import", "notes.md", "-o", "x.pdl"]);
    assert_eq!(pdl.output().status.code(), Some(1));
    assert!(!pdl.path("x.pdl").exists());
}

#[test]
fn a_plan_without_stories_is_written_and_no_success() {
    let plan = "# Plan\n\n## Sprint 1 (Jan 5 – Jan 16, 2026)\n";
    Pdl::new().file("plan.md", plan).args(["import", "plan.md"]).check(&expect![[r#"
        exit: 1
        --- stdout
        platform plan {
          title: "Plan"
        }

        sprint S1 2026-01-05..2026-01-16 "Sprint 1" {}
        --- stderr
        read 1 sprint, 0 stories, 0 lines of arrows and 0 milestones; look the result through, then run `pdlc check`
        no story was found
          help: Write sprints as `Sprint 1 (Jan 5 – Jan 16, 2026)` in headings, a list or a table, with their stories below, arrows below `Sequencing & Dependencies`, and `Milestones`.
    "#]]);
}

#[test]
fn several_files_make_up_one_plan() {
    let sprints = "# Shop\n\nDate: 2026-01-01\n\n- Sprint 1 (Jan 5 – Jan 16)\n  - STORY-NET-A\n";
    let more = "# Shop, continued\n\n## Sprint 2 (Jan 19 – Jan 30)\n\n- STORY-NET-B\n- STORY-NET-A — Again\n\n\
                ## Sequencing\n\n- NET-A → NET-B\n";
    let ends = "## Milestones\n\n- M1 (End Sprint 2): Done\n";
    let pdl = Pdl::new().file("a.md", sprints).file("b.md", more).file("c.md", ends);
    pdl.args(["import", "a.md", "b.md", "c.md"]).check(&expect![[r#"
        exit: 0
        --- stdout
        platform shop {
          title: "Shop"
          date: 2026-01-01
          story-prefix: "STORY-"
        }

        sprint S1 2026-01-05..2026-01-16 "Sprint 1" {
          story NET-A "Again" {
            // also in Sprint 2 (Jan 19 – Jan 30)
          }
        }

        sprint S2 2026-01-19..2026-01-30 "Sprint 2" {
          story NET-B
        }

        order {
          NET-A -> NET-B
        }

        milestone M1 end S2 "Done"

        // The document also says:
        // # Shop, continued
        --- stderr
        comment   # Shop, continued
        repeated  `STORY-NET-A` is told of twice
        read 2 sprints, 2 stories, 1 line of arrows and 1 milestone; look the result through, then run `pdlc check`
    "#]]);
}

#[test]
fn a_folder_of_flux_yaml_becomes_a_source() {
    let web = "---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: web\n  \
               namespace: flux-system\nspec:\n  interval: 10m\n  path: ./web\n  prune: true\n  wait: true\n  \
               sourceRef: {kind: GitRepository, name: flux-system}\n";
    let settings =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: web}\ndata: {a: b}\n";
    let pdl = Pdl::new().file("fleet/clusters/prod/web.yaml", web);
    let pdl = pdl.file("fleet/web/settings.yaml", settings);
    pdl.args(["import", "fleet"]).check(&expect![[r#"
        exit: 0
        --- stdout
        platform fleet {}

        cluster prod {}

        // A tree does not say who delivered what when. Each component has a story of its own, done, in a sprint of the past:
        // move the stories to the sprints of your plan, join those that belong together, and say their titles.
        sprint S0 2000-01-03..2000-12-29 "Before the plan" {
          story WEB { status: done }
        }

        component web {
          story: WEB
          namespace: web
          resource ConfigMap web {
            data: { a: "b" }
          }
        }
        --- stderr
        read 1 cluster, 1 component and 0 lines of order; look the result through, then run `pdlc check`
    "#]]);
}

#[test]
fn schedules_and_trees_are_imported_apart() {
    let pdl = Pdl::new().file("plan.md", "# Plan\n").file("web.yaml", "");
    pdl.args(["import", "plan.md", "web.yaml"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: schedules and trees of YAML become sources of their own
          help: Import the one, then the other into another file.
    "#]]);
}

#[test]
fn a_folder_without_objects_is_no_tree() {
    let pdl = Pdl::new().file("values/web.yaml", "a: b\n").args(["import", "values"]);
    pdl.check(&expect![[r#"
        exit: 1
        --- stderr
        error: nothing of a tree was found in `values`
          help: Name a folder with Kubernetes objects in YAML: Kustomizations of Flux and what they apply.
    "#]]);
}
