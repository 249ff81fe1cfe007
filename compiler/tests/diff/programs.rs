//! The difference for programs.

use expect_test::expect;

use super::pdl;

#[test]
fn programs_read_json() {
    pdl().args(["diff", "old", "new", "--format", "json", "--exit-code"]).check(&expect![[r#"
        exit: 1
        --- stdout
        {
          "format_version": 1,
          "differs": true,
          "old": "old",
          "new": "new",
          "plans_compared": true,
          "platform": [
            {
              "field": "holiday",
              "old": null,
              "new": "2025-11-11 A day off"
            },
            {
              "field": "lane",
              "old": null,
              "new": "apps \"Applications\", Ann"
            }
          ],
          "milestones": [
            {
              "name": "M1",
              "title": "All of it",
              "kind": "changed",
              "due": "2025-11-14",
              "slips": [
                {
                  "day": "due",
                  "old": "2025-11-07",
                  "new": "2025-11-14",
                  "workdays": 4
                }
              ],
              "chain": [
                "NET",
                "DB",
                "APP"
              ],
              "old_chain": [
                "NET",
                "DB",
                "APP"
              ],
              "moved": [
                {
                  "story": "APP",
                  "kind": "changed",
                  "fields": [
                    {
                      "field": "sprint",
                      "old": "S1",
                      "new": "S2"
                    },
                    {
                      "field": "ends",
                      "old": "2025-11-07",
                      "new": "2025-11-14"
                    }
                  ]
                }
              ],
              "edges": [],
              "days": [],
              "fields": [
                {
                  "field": "at the end of",
                  "old": "S1",
                  "new": "S2"
                }
              ]
            }
          ],
          "sprints": [
            {
              "name": "S2",
              "title": "Sprint 2",
              "kind": "added",
              "dates": "2025-11-10..2025-11-14",
              "fields": [],
              "end_moves_workdays": null,
              "stories_moved": 0
            }
          ],
          "stories": [
            {
              "id": "NET",
              "renamed_from": null,
              "title": "Networking",
              "kind": "changed",
              "sprint": "S0",
              "fields": [
                {
                  "field": "status",
                  "old": "planned",
                  "new": "active"
                }
              ]
            },
            {
              "id": "CACHE",
              "renamed_from": null,
              "title": "A cache",
              "kind": "added",
              "sprint": "S1",
              "fields": []
            },
            {
              "id": "APP",
              "renamed_from": "OLD-APP",
              "title": "The application",
              "kind": "changed",
              "sprint": "S2",
              "fields": [
                {
                  "field": "sprint",
                  "old": "S1",
                  "new": "S2"
                }
              ]
            },
            {
              "id": "GONE",
              "renamed_from": null,
              "title": "Not needed",
              "kind": "removed",
              "sprint": "S1",
              "fields": []
            }
          ],
          "dependencies": [
            {
              "from": "CORE",
              "to": "NET",
              "kind": "changed",
              "plan_only": false,
              "reason": "needs a name",
              "fields": [
                {
                  "field": "reason",
                  "old": "needs an address",
                  "new": "needs a name"
                }
              ]
            },
            {
              "from": "NET",
              "to": "DB",
              "kind": "changed",
              "plan_only": false,
              "reason": "needs a name",
              "fields": [
                {
                  "field": "reason",
                  "old": "needs an address",
                  "new": "needs a name"
                }
              ]
            },
            {
              "from": "DB",
              "to": "APP",
              "kind": "changed",
              "plan_only": true,
              "reason": null,
              "fields": [
                {
                  "field": "arrow",
                  "old": "->",
                  "new": "~>"
                }
              ]
            },
            {
              "from": "NET",
              "to": "CACHE",
              "kind": "added",
              "plan_only": false,
              "reason": "it is remote",
              "fields": []
            },
            {
              "from": "NET",
              "to": "GONE",
              "kind": "removed",
              "plan_only": false,
              "reason": null,
              "fields": []
            }
          ],
          "clusters": [
            {
              "name": "infra",
              "files": [
                {
                  "path": "flux/infra/cache.yaml",
                  "kind": "added",
                  "patch": [],
                  "lines_left_out": 0
                },
                {
                  "path": "flux/infra/components/cache/configmap-cache.yaml",
                  "kind": "added",
                  "patch": [],
                  "lines_left_out": 0
                },
                {
                  "path": "flux/infra/components/cache/kustomization.yaml",
                  "kind": "added",
                  "patch": [],
                  "lines_left_out": 0
                },
                {
                  "path": "flux/infra/components/cache/namespace.yaml",
                  "kind": "added",
                  "patch": [],
                  "lines_left_out": 0
                },
                {
                  "path": "flux/infra/components/gone/configmap-gone.yaml",
                  "kind": "removed",
                  "patch": [],
                  "lines_left_out": 0
                },
                {
                  "path": "flux/infra/components/gone/kustomization.yaml",
                  "kind": "removed",
                  "patch": [],
                  "lines_left_out": 0
                },
                {
                  "path": "flux/infra/components/gone/namespace.yaml",
                  "kind": "removed",
                  "patch": [],
                  "lines_left_out": 0
                },
                {
                  "path": "flux/infra/components/net/configmap-net.yaml",
                  "kind": "changed",
                  "patch": [
                    "@@ -6,3 +6,3 @@",
                    "   namespace: net",
                    " data:",
                    "-  a: \"1\"",
                    "+  a: \"2\""
                  ],
                  "lines_left_out": 0
                },
                {
                  "path": "flux/infra/gone.yaml",
                  "kind": "removed",
                  "patch": [],
                  "lines_left_out": 0
                },
                {
                  "path": "flux/infra/kustomization.yaml",
                  "kind": "changed",
                  "patch": [
                    "@@ -4,3 +4,3 @@",
                    " resources:",
                    "   - net.yaml",
                    "-  - gone.yaml",
                    "+  - cache.yaml"
                  ],
                  "lines_left_out": 0
                }
              ]
            }
          ]
        }
    "#]]);
}
