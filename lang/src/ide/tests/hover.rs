//! What is said of things.

use expect_test::{Expect, expect};

use super::{analyzed, place, plan_at, shown};
use crate::ide::hover::hover;

#[track_caller]
fn check_hover(behind: &str, expected: &Expect) {
    let (analysis, offset) = analyzed(&plan_at(behind));
    let said = hover(place(&analysis, offset));
    let said = said.map(|it| format!("{}\n\n{}\n", shown(&analysis, it.at), it.markdown));
    expected.assert_eq(&said.unwrap_or_default());
}

#[test]
fn a_story_says_when_how_far_and_what_hangs_on_it() {
    check_hover(
        "story NET-BG",
        &expect![[r#"
        24:9 NET-BGP

        **story** `ST-NET-BGP` — Announce addresses

        Announces addresses.

        - When: S0, Nov 17–Nov 21, 2025
        - Status: planned
        - Lane: Networking
        - Owner: Network team
        - Size: 5 points
        - Clusters: infra, apps
        - In the order: 2 of 4, wave 2
        - Slack: 1 sprint
        - Waits for: `BOOT` (S0, done)
        - Blocked by: nothing
        - Waited for by: `NET-POOL` (S1, planned)
        - Needed by: `M1` (end of S1, Dec 05, 2025)
        - Delivers: `cilium`
    "#]],
    );
    check_hover(
        "BOOT -> NET",
        &expect![[r#"
        32:11 NET-BGP

        **story** `ST-NET-BGP` — Announce addresses

        Announces addresses.

        - When: S0, Nov 17–Nov 21, 2025
        - Status: planned
        - Lane: Networking
        - Owner: Network team
        - Size: 5 points
        - Clusters: infra, apps
        - In the order: 2 of 4, wave 2
        - Slack: 1 sprint
        - Waits for: `BOOT` (S0, done)
        - Blocked by: nothing
        - Waited for by: `NET-POOL` (S1, planned)
        - Needed by: `M1` (end of S1, Dec 05, 2025)
        - Delivers: `cilium`
    "#]],
    );
}

#[test]
fn with_estimates_a_story_has_dates_and_float() {
    let text = "sprint S0 2025-11-17..2025-11-21 {\n  story A { estimate: 2d }\n  story B { estimate: 1d }\n  story $0C { estimate: 1d }\n}\norder { A -> C, B -> C }\n";
    let (analysis, offset) = analyzed(text);
    let said = hover(place(&analysis, offset)).expect("it is a story");
    assert!(said.markdown.contains("- Early: Nov 19, 2025"), "{}", said.markdown);
    assert!(said.markdown.contains("0 working days in total"), "{}", said.markdown);
    let (analysis, offset) = analyzed(&text.replace("$0", "").replace("story B", "story $0B"));
    let said = hover(place(&analysis, offset)).expect("it is a story");
    assert!(said.markdown.contains("- Float: 1 working day in total"), "{}", said.markdown);
}

#[test]
fn a_milestone_says_how_far_it_is_and_what_drives_it() {
    check_hover(
        "milestone M",
        &expect![[r#"
        34:11 M1

        **milestone** `M1` — Network ready

        - Due: end of S1, Dec 05, 2025
        - State: under way, 1 of 3 stories done
        - Blocked by: `NET-BGP`, `NET-POOL`
        - Driven by: `NET-BGP` → `NET-POOL`
        - Go or no-go: Addresses answer
    "#]],
    );
}

#[test]
fn a_sprint_says_its_days_and_its_load() {
    check_hover(
        "sprint S",
        &expect![[r#"
        20:8 S0

        **sprint** `S0` — First

        - When: Nov 17–Nov 21, 2025, 5 working days
        - Load: 8 of 8 points
        - Stories: 2 stories, 1 done, 1 planned
    "#]],
    );
    check_hover(
        "end S",
        &expect![[r#"
        34:18 S1

        **sprint** `S1`

        - When: Nov 24–Dec 05, 2025, 9 working days
        - Stories: 1 story, 1 planned
        - Days off: Thanksgiving (Nov 27, 2025)
    "#]],
    );
}

#[test]
fn a_field_says_its_type_and_what_it_is() {
    check_hover(
        "stat",
        &expect![[r#"
        22:16 status

        **status** of `story`: one of draft, planned, active, done, blocked, deferred; `planned` when left out

        How far it is.

        - `draft`: being written
        - `planned`: agreed, not begun
        - `active`: begun
        - `done`: delivered
        - `blocked`: unable to go on
        - `deferred`: put off
    "#]],
    );
    check_hover(
        "status: do",
        &expect![[r#"
        22:24 done

        `done`: delivered
    "#]],
    );
    check_hover(
        "workd",
        &expect![[r#"
        4:12 workdays

        **workdays** of `calendar`: days such as `mon..fri`, or a list of days; `mon..fri` when left out

        The days of the week that are worked.
    "#]],
    );
}

#[test]
fn a_statement_says_what_it_takes() {
    check_hover(
        "miles",
        &expect![[r#"
        34:1 milestone

        **milestone** *name* *date* *title*

        What must be delivered by when.

        ```platform-pdl
        milestone GA on 2026-01-30 "General availability" { gate: ["No open incident"] }
        ```
    "#]],
    );
}

#[test]
fn a_reference_says_what_it_stands_for_on_every_cluster() {
    check_hover(
        "first: cluster.lb-p",
        &expect![[r#"
        39:52 lb-pool

        `cluster.lb-pool`

        a range of addresses

        - infra: `10.25.11.100..10.25.11.119`
        - apps: `10.25.11.120..10.25.11.139`
    "#]],
    );
    check_hover(
        "cluster.lb-pool.sta",
        &expect![[r#"
        39:60 start

        `cluster.lb-pool.start`

        an address

        - infra: `10.25.11.100`
        - apps: `10.25.11.120`
    "#]],
    );
    check_hover(
        "${dom",
        &expect![[r#"
        39:80 domain

        `domain`

        a string

        - infra: `"example.org"`
        - apps: `"example.org"`
    "#]],
    );
    check_hover(
        "  lb-p",
        &expect![[r#"
        11:3 lb-pool

        **setting** `lb-pool`

        a range of addresses

        - infra: `10.25.11.100..10.25.11.119`
        - apps: `10.25.11.120..10.25.11.139`
    "#]],
    );
}

#[test]
fn clusters_lanes_components_and_the_platform_say_what_they_are() {
    for behind in ["cluster infr", "lane: n", "component cil", "platform sh"] {
        let (analysis, offset) = analyzed(&plan_at(behind));
        let said = hover(place(&analysis, offset)).expect(behind);
        assert!(said.markdown.contains("\n- "), "{behind}: {}", said.markdown);
    }
}

#[test]
fn a_field_of_an_object_says_its_type() {
    let text = "cluster a {}\nsprint S 2025-11-17..2025-11-21 { story A }\ncomponent c {\n  story: A\n  namespace: x\n  resource Deployment web { spec: { repl$0icas: 2 } }\n}\n";
    let (analysis, offset) = analyzed(text);
    let said = hover(place(&analysis, offset)).expect("it is a field");
    expect![[r#"
        **replicas**: an integer
        - at least 0"#]]
    .assert_eq(&said.markdown);
    let (analysis, offset) =
        analyzed(&text.replace("repl$0icas", "replicas").replace("Deploy", "Deplo$0y"));
    let said = hover(place(&analysis, offset)).expect("it is a kind");
    expect!["**Deployment** of `apps/v1`; its objects live in namespaces"]
        .assert_eq(&said.markdown);
}

#[test]
fn a_lint_says_what_its_page_says() {
    let (analysis, offset) = analyzed("platform x { lints { implied$0-edge: deny } }\n");
    let said = hover(place(&analysis, offset)).expect("it is a lint");
    assert!(said.markdown.starts_with("**implied-edge** (PDL4006)"), "{}", said.markdown);
}
