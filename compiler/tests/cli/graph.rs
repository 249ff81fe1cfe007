//! `pdlc graph`.

use expect_test::expect;

use super::{CYCLE, PLAN, Pdl};

fn graph<'a>(args: impl IntoIterator<Item = &'a str>) -> Pdl {
    Pdl::new().file("platform.pdl", PLAN).args(["graph"].into_iter().chain(args))
}

const HOSTILE: &str = r#"sprint S0 2025-10-20..2025-10-24 "a \"b\" <i>\\N</i> &amp; #35; ]|}" {
  story end "%%{init: {}}%% `x` :: \"q\"; [y]\nz"
  story A "\u{202e}\u{1b}[31m$x_y_*z*" { status: blocked }
}
order { end -> A "because \"of\" |this|\n--> B" }
milestone M end S0 "m"
"#;

#[test]
fn text_says_what_waits_for_what() {
    graph([]).check(&expect![[r#"
        exit: 0
        --- stdout
        S0, Sprint 0  Oct 20–Oct 24, 2025
          ✓ 01 CORE  done  The core
          ○ 02 NET  Networking
                after CORE: needs an address

        S1, Sprint 1  Oct 27–Nov 07, 2025
          ○ 03 DB  [infra]
                after NET: needs an address
          ○ 04 APP
                after DB (in the plan only)
    "#]]);
}

#[test]
fn dot_is_for_graphviz() {
    graph(["--format", "dot"]).check(&expect![[r##"
        exit: 0
        --- stdout
        digraph "demo" {
          rankdir=LR;
          node [shape=box, style="rounded,filled", fontname="sans-serif"];
          edge [fontname="sans-serif", fontsize=10];

          subgraph cluster_0 {
            label="S0, Sprint 0\nOct 20–Oct 24, 2025";
            style=rounded;
            "CORE" [label="CORE\nThe core\ndone", fillcolor="#d3f5d8"];
            "NET" [label="NET\nNetworking", fillcolor="#ffffff"];
          }

          subgraph cluster_1 {
            label="S1, Sprint 1\nOct 27–Nov 07, 2025";
            style=rounded;
            "DB" [label="DB", fillcolor="#ffffff"];
            "APP" [label="APP", fillcolor="#ffffff"];
          }

          "CORE" -> "NET" [label="needs an address"];
          "NET" -> "DB" [label="needs an address"];
          "DB" -> "APP" [style=dashed];
        }
    "##]]);
}

#[test]
fn mermaid_is_for_markdown() {
    graph(["--format", "mermaid"]).check(&expect![[r#"
        exit: 0
        --- stdout
        flowchart LR
          subgraph g_0["S0, Sprint 0<br/>Oct 20–Oct 24, 2025"]
            s_CORE["CORE<br/>The core<br/>done"]:::done
            s_NET["NET<br/>Networking"]:::planned
          end
          subgraph g_1["S1, Sprint 1<br/>Oct 27–Nov 07, 2025"]
            s_DB["DB"]:::planned
            s_APP["APP"]:::planned
          end
          s_CORE -->|"needs an address"| s_NET
          s_NET -->|"needs an address"| s_DB
          s_DB -.-> s_APP
          classDef draft fill:#f6f8fa,color:#1f2328,stroke:#57606a
          classDef planned fill:#ffffff,color:#1f2328,stroke:#57606a
          classDef active fill:#fff3c4,color:#1f2328,stroke:#57606a
          classDef done fill:#d3f5d8,color:#1f2328,stroke:#57606a
          classDef blocked fill:#ffd7d5,color:#1f2328,stroke:#57606a
          classDef deferred fill:#d8dee4,color:#1f2328,stroke:#57606a
          classDef cyclic fill:#ffd7d5,color:#1f2328,stroke:#cf222e,stroke-width:3px
    "#]]);
}

#[test]
fn json_is_for_programs() {
    graph(["--format", "json", "--around", "NET"]).check(&expect![[r#"
        exit: 0
        --- stdout
        {
          "format_version": 1,
          "platform": "demo",
          "level": "stories",
          "groups": [
            {
              "sprint": "S0",
              "title": "Sprint 0",
              "start": "2025-10-20",
              "end": "2025-10-24"
            },
            {
              "sprint": "S1",
              "title": "Sprint 1",
              "start": "2025-10-27",
              "end": "2025-11-07"
            }
          ],
          "nodes": [
            {
              "id": "CORE",
              "title": "The core",
              "story": null,
              "status": "done",
              "number": 1,
              "wave": 1,
              "lane": null,
              "clusters": [],
              "cyclic": false,
              "group": 0
            },
            {
              "id": "NET",
              "title": "Networking",
              "story": null,
              "status": "planned",
              "number": 2,
              "wave": 2,
              "lane": null,
              "clusters": [],
              "cyclic": false,
              "group": 0
            },
            {
              "id": "DB",
              "title": "",
              "story": null,
              "status": "planned",
              "number": 3,
              "wave": 3,
              "lane": null,
              "clusters": [
                "infra"
              ],
              "cyclic": false,
              "group": 1
            }
          ],
          "edges": [
            {
              "from": "CORE",
              "to": "NET",
              "strength": "flux",
              "nature": "order",
              "reasons": [
                "needs an address"
              ],
              "via": []
            },
            {
              "from": "NET",
              "to": "DB",
              "strength": "flux",
              "nature": "order",
              "reasons": [
                "needs an address"
              ],
              "via": []
            }
          ]
        }
    "#]]);
}

#[test]
fn a_part_is_around_a_story() {
    graph(["--around", "NET"]).check(&expect![[r#"
        exit: 0
        --- stdout
        S0, Sprint 0  Oct 20–Oct 24, 2025
          ✓ 01 CORE  done  The core
          ○ 02 NET  Networking
                after CORE: needs an address

        S1, Sprint 1  Oct 27–Nov 07, 2025
          ○ 03 DB  [infra]
                after NET: needs an address
    "#]]);
    graph(["--around", "CORE", "--depth", "2"]).check(&expect![[r#"
        exit: 0
        --- stdout
        S0, Sprint 0  Oct 20–Oct 24, 2025
          ✓ 01 CORE  done  The core
          ○ 02 NET  Networking
                after CORE: needs an address

        S1, Sprint 1  Oct 27–Nov 07, 2025
          ○ 03 DB  [infra]
                after NET: needs an address
    "#]]);
    graph(["--around", "NTE"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no story `NTE`
          help: Did you mean `NET`?
    "#]]);
    graph(["--depth", "2"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: the following required arguments were not provided:
          --around <NAME>

        Usage: pdlc graph --around <NAME> --depth <N> [FILE]

        For more information, try '--help'.
    "#]]);
}

#[test]
fn a_cluster_is_bridged_over_what_it_does_not_get() {
    graph(["--cluster", "apps"]).check(&expect![[r#"
        exit: 0
        --- stdout
        S0, Sprint 0  Oct 20–Oct 24, 2025
          ✓ 01 CORE  done  The core
          ○ 02 NET  Networking
                after CORE: needs an address

        S1, Sprint 1  Oct 27–Nov 07, 2025
          ○ 04 APP
                after NET via DB (in the plan only): needs an address
    "#]]);
    graph(["--cluster", "app"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no cluster `app`
          help: Did you mean `apps`?
    "#]]);
}

#[test]
fn components_stand_for_their_stories() {
    let components = "component core { story: CORE, namespace: kube-system }\n\
                      component a { story: APP, namespace: kube-system }\n\
                      component b { story: APP, after: [a], namespace: kube-system }\n";
    let pdl = Pdl::new().file("platform.pdl", format!("{PLAN}{components}"));
    pdl.args(["graph", "--level", "components"]).check(&expect![[r#"
        exit: 0
        --- stdout
        S0, Sprint 0  Oct 20–Oct 24, 2025
          ✓ 01 core  done  CORE

        S1, Sprint 1  Oct 27–Nov 07, 2025
          ○ 04 a  APP
                after core via NET, DB (in the plan only): needs an address
          ○ 04 b  APP
                after a
    "#]]);
}

#[test]
fn a_cycle_is_drawn_with_its_error() {
    Pdl::new().file("platform.pdl", CYCLE).args(["graph"]).check(&expect![[r#"
        exit: 1
        --- stdout
        S0  Oct 20–Oct 24, 2025
          ○ 01 A  waits for itself
                after B
          ○ 02 B  waits for itself
                after A
        --- stderr
        error[PDL4001]: `A` and `B` wait for each other
           ╭─[platform.pdl:6:13]
         5 │ order {
         6 │   A -> B -> A
           ·        ┬    ┬
           ·        │    ╰── `A` waits for `B`
           ·        ╰── `B` waits for `A`
         7 │ }
           ╰────
          help: Remove one of these orders.

        1 error

    "#]]);
}

#[test]
fn titles_are_text_and_never_markup() {
    for (format, expected) in [
        (
            "dot",
            expect![[r##"
            exit: 0
            --- stdout
            digraph "platform" {
              rankdir=LR;
              node [shape=box, style="rounded,filled", fontname="sans-serif"];
              edge [fontname="sans-serif", fontsize=10];

              subgraph cluster_0 {
                label="S0, a \"b\" <i>\\N</i> &amp;amp; #35; ]|}\nOct 20–Oct 24, 2025";
                style=rounded;
                "end" [label="end\n%%{init: {}}%% `x` :: \"q\"; [y]\nz", fillcolor="#ffffff"];
                "A" [label="A\n�␛[31m$x_y_*z*\nblocked", fillcolor="#ffd7d5"];
              }

              "end" -> "A" [label="because \"of\" |this|\n--> B"];
            }
        "##]],
        ),
        (
            "mermaid",
            expect![[r#"
            exit: 0
            --- stdout
            flowchart LR
              subgraph g_0["S0, a #34;b#34; #60;i#62;#92;N#60;/i#62; #38;amp#59; #35;35#59; #93;#124;#125;<br/>Oct 20–Oct 24, 2025"]
                s_end["end<br/>#37;#37;#123;init#58; #123;#125;#125;#37;#37; #96;x#96; #58;#58; #34;q#34;#59; #91;y#93;<br/>z"]:::planned
                s_A["A<br/>�␛#91;31m#36;x#95;y#95;#42;z#42;<br/>blocked"]:::blocked
              end
              s_end -->|"because #34;of#34; #124;this#124;<br/>--#62; B"| s_A
              classDef draft fill:#f6f8fa,color:#1f2328,stroke:#57606a
              classDef planned fill:#ffffff,color:#1f2328,stroke:#57606a
              classDef active fill:#fff3c4,color:#1f2328,stroke:#57606a
              classDef done fill:#d3f5d8,color:#1f2328,stroke:#57606a
              classDef blocked fill:#ffd7d5,color:#1f2328,stroke:#57606a
              classDef deferred fill:#d8dee4,color:#1f2328,stroke:#57606a
              classDef cyclic fill:#ffd7d5,color:#1f2328,stroke:#cf222e,stroke-width:3px
        "#]],
        ),
        (
            "text",
            expect![[r#"
            exit: 0
            --- stdout
            S0, a "b" <i>\N</i> &amp; #35; ]|}  Oct 20–Oct 24, 2025
              ○ 01 end  %%{init: {}}%% `x` :: "q"; [y]␊z
              ✗ 02 A  blocked  �␛[31m$x_y_*z*
                    after end: because "of" |this|␊--> B
        "#]],
        ),
    ] {
        let pdl = Pdl::new().file("platform.pdl", HOSTILE);
        pdl.args(["graph", "--format", format]).check(&expected);
    }
}

/// The picture of a plan.
fn picture(plan: &str, args: &[&str]) -> String {
    let pdl = Pdl::new().file("platform.pdl", plan);
    let output = pdl.args(["graph", "--format", "svg"].iter().chain(args).copied()).output();
    String::from_utf8(output.stdout).expect("it is text")
}

/// The left edge of the box of a node.
fn left(picture: &str, label: &str) -> f64 {
    let node = picture.lines().find(|line| line.contains(&format!(">{label}</text>")));
    let node = node.unwrap_or_else(|| panic!("no `{label}` in\n{picture}"));
    let (_, after) = node.split_once(" x=\"").expect("it has a box");
    after.split('"').next().and_then(|it| it.parse().ok()).expect("it is a number")
}

#[test]
fn svg_draws_every_node_to_the_right_of_what_it_waits_for() {
    let picture = picture(PLAN, &[]);
    assert!(picture.starts_with("<?xml ") && picture.ends_with("</svg>\n"), "{picture}");
    let places = ["✓ CORE", "○ NET", "○ DB", "○ APP"].map(|label| left(&picture, label));
    assert!(places.is_sorted_by(|before, after| before < after), "{places:?}");
    assert_eq!(picture.matches("class=\"edge").count(), 3);
    assert_eq!(picture.matches("class=\"edge plan\"").count(), 1, "Flux does not get it");
    assert!(picture.contains("<title>The core</title>"), "the title is a hint");
}

#[test]
fn svg_is_one_file_that_asks_for_nothing() {
    let picture = picture(PLAN, &[]);
    let links = picture.matches("http").count();
    assert_eq!(links, picture.matches("xmlns=\"http://www.w3.org/2000/svg\"").count());
    for request in ["<script", "<image", "<use", "@import", "url("] {
        assert!(!picture.contains(request), "{request}");
    }
}

#[test]
fn svg_shows_circles_and_neighbours() {
    let circle = picture(CYCLE, &[]);
    assert_eq!(circle.matches("class=\"box cyclic\"").count(), 2, "{circle}");
    let around = picture(PLAN, &["--around", "CORE"]);
    assert!(around.contains("○ NET") && !around.contains("○ APP"), "{around}");
    let nothing = picture("sprint S0 2025-10-20..2025-10-24 {}\n", &[]);
    assert!(nothing.starts_with("<?xml ") && nothing.ends_with("</svg>\n"), "{nothing}");
}

#[test]
fn svg_titles_are_text() {
    let plan = r#"sprint S0 2025-10-20..2025-10-24 {
  story A "</title><script>x</script> & \"q\" ]]> \u{1b}[31m \u{202e}"
}
"#;
    let picture = picture(plan, &[]);
    assert!(!picture.contains("<script"), "{picture}");
    let shown = "&lt;/title&gt;&lt;script&gt;x&lt;/script&gt; &amp; &quot;q&quot; ]]&gt;";
    assert!(picture.contains(shown), "{picture}");
    let hidden = |it: char| it == '\u{202e}' || it.is_control() && it != '\n';
    assert!(!picture.contains(hidden), "{picture}");
}

/// Two stories that no order joins, although the manifests of one need what the other delivers.
const NEEDS: &str = r#"platform demo
cluster infra
sprint S0 2025-10-20..2025-10-24 { story CLASS, story DB, story APP }
order { DB ~> APP }
component class { story: CLASS, resource StorageClass fast { provisioner: "x" } }
component claim {
  story: DB
  namespace: db
  resource PersistentVolumeClaim data {
    spec: { storageClassName: "fast", accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } }
  }
}
"#;

#[test]
fn what_manifests_need_is_drawn_where_no_order_says_so() {
    let pdl = |args: &[&'static str]| {
        let args: Vec<_> = ["graph"].into_iter().chain(args.iter().copied()).collect();
        Pdl::new().file("platform.pdl", NEEDS).args(args)
    };
    pdl(&[]).check(&expect![[r#"
        exit: 0
        --- stdout
        S0  Oct 20–Oct 24, 2025
          ○ 01 CLASS
          ○ 02 DB
                after CLASS (no order says so): manifests need StorageClass/fast
          ○ 03 APP
                after DB (in the plan only)
    "#]]);
    pdl(&["--level", "components"]).check(&expect![[r#"
        exit: 0
        --- stdout
        S0  Oct 20–Oct 24, 2025
          ○ 01 class  CLASS
          ○ 02 claim  DB
                after class (no order says so): manifests need StorageClass/fast
    "#]]);
    pdl(&["--around", "CLASS", "--format", "dot"]).check(&expect![[r##"
        exit: 0
        --- stdout
        digraph "demo" {
          rankdir=LR;
          node [shape=box, style="rounded,filled", fontname="sans-serif"];
          edge [fontname="sans-serif", fontsize=10];

          subgraph cluster_0 {
            label="S0\nOct 20–Oct 24, 2025";
            style=rounded;
            "CLASS" [label="CLASS", fillcolor="#ffffff"];
            "DB" [label="DB", fillcolor="#ffffff"];
          }

          "CLASS" -> "DB" [style=dotted, label="manifests need StorageClass/fast"];
        }
    "##]]);
    pdl(&["--around", "CLASS", "--format", "mermaid"]).check(&expect![[r#"
        exit: 0
        --- stdout
        flowchart LR
          subgraph g_0["S0<br/>Oct 20–Oct 24, 2025"]
            s_CLASS["CLASS"]:::planned
            s_DB["DB"]:::planned
          end
          s_CLASS -.->|"manifests need StorageClass/fast"| s_DB
          classDef draft fill:#f6f8fa,color:#1f2328,stroke:#57606a
          classDef planned fill:#ffffff,color:#1f2328,stroke:#57606a
          classDef active fill:#fff3c4,color:#1f2328,stroke:#57606a
          classDef done fill:#d3f5d8,color:#1f2328,stroke:#57606a
          classDef blocked fill:#ffd7d5,color:#1f2328,stroke:#57606a
          classDef deferred fill:#d8dee4,color:#1f2328,stroke:#57606a
          classDef cyclic fill:#ffd7d5,color:#1f2328,stroke:#cf222e,stroke-width:3px
    "#]]);
    let picture = picture(NEEDS, &[]);
    assert_eq!(picture.matches("class=\"edge need\"").count(), 1, "{picture}");
    assert_eq!(picture.matches("class=\"edge plan\"").count(), 1, "{picture}");
}
