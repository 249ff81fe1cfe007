//! `pdlc impact`.

use expect_test::expect;

use super::{PLAN, Pdl};

/// Four components on two clusters, one of them on one.
const COMPONENTS: &str = r#"
component core { story: CORE, namespace: core, resource ConfigMap core { data: { a: "1" } } }
component net { story: NET, namespace: net, resource ConfigMap net { data: { a: "1" } } }
component db { story: DB, namespace: db, resource ConfigMap db { data: { a: "1" } } }
component app { story: APP, namespace: app, resource ConfigMap app { data: { a: "1" } } }
"#;

fn pdl() -> Pdl {
    let components = COMPONENTS.replace(", ", "\n  ");
    Pdl::new().file("platform.pdl", format!("{PLAN}{components}"))
}

#[test]
fn a_slip_of_a_story_is_followed_to_the_end() {
    pdl().args(["impact", "CORE"]).check(&expect![[r#"
        exit: 0
        --- stdout
        CORE (S0, done)  The core

        3 stories wait for it
          S0   NET  moves at once
          S1   DB   moves after a slip of more than 1 sprint
               CORE → NET → DB
          S1   APP  moves after a slip of more than 1 sprint; Flux does not wait
               CORE → NET → DB → APP

        Milestones
          M1, Nov 07, 2025: is missed after a slip of more than 1 sprint  All of it

        infra: 2 of 4 Kustomizations wait for core
          net
          db
               core → net → db

        apps: 1 of 3 Kustomizations waits for core
          net
    "#]]);
    pdl().args(["impact", "APP"]).check(&expect![[r#"
        exit: 0
        --- stdout
        APP (S1, planned)

        No story waits for it

        Milestones
          M1, Nov 07, 2025: is missed at once  All of it

        infra: 0 of 4 Kustomizations wait for app

        apps: 0 of 3 Kustomizations wait for app
    "#]]);
}

#[test]
fn a_component_that_breaks_is_followed_on_each_cluster() {
    pdl().args(["impact", "net"]).check(&expect![[r#"
        exit: 0
        --- stdout
        net, delivered by NET (S0, planned)  Networking

        2 stories wait for it
          S1   DB   moves after a slip of more than 1 sprint
          S1   APP  moves after a slip of more than 1 sprint; Flux does not wait
               NET → DB → APP

        Milestones
          M1, Nov 07, 2025: is missed after a slip of more than 1 sprint  All of it

        infra: 1 of 4 Kustomizations waits for net
          db

        apps: 0 of 3 Kustomizations wait for net
    "#]]);
}

#[test]
fn programs_read_json() {
    pdl().args(["impact", "net", "--format", "json"]).check(&expect![[r#"
        exit: 0
        --- stdout
        {
          "format_version": 1,
          "kind": "component",
          "name": "net",
          "story": "NET",
          "sprint": "S0",
          "status": "planned",
          "stories": [
            {
              "name": "DB",
              "sprint": "S1",
              "strength": "flux",
              "ordered": true,
              "chain": [
                "NET",
                "DB"
              ],
              "holds_sprints": 1
            },
            {
              "name": "APP",
              "sprint": "S1",
              "strength": "plan",
              "ordered": true,
              "chain": [
                "NET",
                "DB",
                "APP"
              ],
              "holds_sprints": 1
            }
          ],
          "milestones": [
            {
              "name": "M1",
              "due": "2025-11-07",
              "chain": [
                "NET"
              ],
              "holds_sprints": 1
            }
          ],
          "clusters": [
            {
              "name": "infra",
              "own": [
                "net"
              ],
              "waiting": [
                {
                  "name": "db",
                  "chain": [
                    "net",
                    "db"
                  ]
                }
              ],
              "total": 4
            },
            {
              "name": "apps",
              "own": [
                "net"
              ],
              "waiting": [],
              "total": 3
            }
          ]
        }
    "#]]);
}

#[test]
fn what_manifests_need_is_hit_and_stories_may_be_named_as_printed() {
    let plan = r#"platform p { story-prefix: "STORY-" }
cluster one
sprint S0 2025-10-20..2025-10-24 { story CLASS }
sprint S1 2025-10-27..2025-11-07 { story CLAIM }
component class { story: CLASS, resource StorageClass fast { provisioner: "x" } }
component claim {
  story: CLAIM
  namespace: data
  resource PersistentVolumeClaim data {
    spec: { accessModes: ["ReadWriteOnce"], storageClassName: "fast", resources: { requests: { storage: "1Gi" } } }
  }
}
"#;
    let pdl =
        Pdl::new().file("platform.pdl", plan.replace("{ story: CLASS, ", "{\n  story: CLASS\n  "));
    pdl.args(["impact", "STORY-CLASS"]).check(&expect![[r#"
        exit: 0
        --- stdout
        CLASS (S0, planned)

        1 story waits for it
          S1   CLAIM  moves after a slip of more than 1 sprint; by what manifests need, no order says so

        No milestone requires it

        one: 1 of 2 Kustomizations waits for class
          claim
    "#]]);
}

#[test]
fn an_unknown_name_is_helped() {
    pdl().args(["impact", "CROE"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no story or component `CROE`
          help: Did you mean `CORE`?
    "#]]);
}
