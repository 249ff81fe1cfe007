//! What may stand at a place: half-typed code most of all.

use expect_test::{Expect, expect};

use super::{analyzed, edited, place, plan_at};
use crate::diagnostic::Edit;
use crate::ide::completion::{Completion, completions};

fn all(text: &str) -> Vec<Completion> {
    let (analysis, offset) = analyzed(text);
    completions(place(&analysis, offset))
}

fn labels(text: &str) -> String {
    let labels: Vec<String> = all(text).into_iter().map(|it| it.label).collect();
    labels.join(" ")
}

#[track_caller]
fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&labels(text));
}

/// A program that a half-typed piece stands in.
fn around(piece: &str) -> String {
    format!(
        "cluster infra {{ id: 1, pool: 10.0.0.1..10.0.0.9 }}\nlane net {{}}\n\
         sprint S0 2025-11-17..2025-11-21 {{ story A, story B \"Bee\" }}\n{piece}\n\
         sprint S1 2025-11-24..2025-12-05 {{ story C }}\n"
    )
}

#[test]
fn the_top_level_offers_its_statements() {
    check(
        "$0",
        &expect![
            "platform calendar sprint backlog lane order milestone include cluster settings component inventory outputs"
        ],
    );
    check(
        &around("$0"),
        &expect![
            "platform calendar sprint backlog lane order milestone include cluster settings component inventory outputs"
        ],
    );
    check(
        &around("comp$0"),
        &expect![
            "platform calendar sprint backlog lane order milestone include cluster settings component inventory outputs"
        ],
    );
}

#[test]
fn a_block_offers_fields_and_statements_that_are_not_there() {
    check(&around("sprint S2 2025-12-08..2025-12-12 {$0"), &expect!["goal capacity story lints"]);
    check(
        &around("sprint S2 2025-12-08..2025-12-12 {\n  goal: \"x\"\n  $0\n}"),
        &expect!["capacity story lints"],
    );
    check(
        &around("backlog { story X { status: done, $0 } }"),
        &expect![
            "clusters lane owner points estimate started finished gate accept docs note lints"
        ],
    );
    check(
        &around("backlog { story X { sta$0 } }"),
        &expect![
            "status clusters lane owner points estimate started finished gate accept docs note lints"
        ],
    );
    check(
        &around("component x {\n  story: A\n  $0"),
        &expect![
            "bootstrap namespace provides needs assume ready after manifests helm resource kustomize on flux lints"
        ],
    );
    let component = labels(&around("component x {\n  story: A\n  $0"));
    assert!(component.starts_with("bootstrap namespace"), "{component}");
    assert!(component.contains(" helm resource ") && !component.contains("story"), "{component}");
}

#[test]
fn behind_a_colon_stand_values_of_the_type() {
    check(
        &around("backlog { story X { status: $0 } }"),
        &expect!["draft planned active done blocked deferred"],
    );
    check(
        &around("backlog { story X { status:$0"),
        &expect!["draft planned active done blocked deferred"],
    );
    check(&around("backlog { story X { lane: n$0"), &expect!["net"]);
    check(&around("component x {\n  story: $0\n  namespace: y\n}"), &expect!["A B C"]);
    check(&around("calendar { workdays: $0 }"), &expect!["mon..fri mon tue wed thu fri sat sun"]);
    check(&around("calendar { workdays: mon..$0 }"), &expect!["mon tue wed thu fri sat sun"]);
    check(&around("calendar { workdays: [sat, mon..f$0"), &expect!["mon tue wed thu fri sat sun"]);
    check(&around("calendar { freeze 2025-12-20..$0"), &expect![""]);
    check(&around("platform p { lints { implied-edge: $0 } }"), &expect!["allow warn deny"]);
    check(&around("platform p { flux { prune: $0 } }"), &expect!["true false"]);
}

#[test]
fn in_a_list_stand_its_entries() {
    check(&around("backlog { story X { clusters: [$0"), &expect!["infra"]);
    check(&around("backlog { story X { clusters: [infra, $0] } }"), &expect!["infra"]);
    check(&around("milestone M on 2026-01-01 \"x\" { requires: [A, $0] }"), &expect!["A B C"]);
    let list = all(&around("backlog { story X { clusters: $0 } }"));
    assert_eq!(list[0].text, "[infra]");
}

#[test]
fn a_component_comes_after_others_of_its_story() {
    let after = |list: &str| {
        let others = "component other { story: B }\ncomponent first { story: A }\ncomponent second { story: A, after: [first] }\n";
        let behind = "component third { story: A, after: [own] }\ncomponent fourth { story: A, after: [third] }\n";
        labels(&around(&format!("{others}{behind}component own {{ story: A, after: {list}")))
    };
    expect!["first second"].assert_eq(&after("[$0] }"));
    expect!["first second"].assert_eq(&after("[first, $0"));
    expect!["first second"].assert_eq(&after("s$0"));
}

#[test]
fn a_component_waits_for_its_own_objects() {
    let ready = |list: &str| {
        let other = "component other { story: A, resource Deployment other {} }\n";
        let own = "component own { story: A, resource Deployment web {}, resource ConfigMap web-config {}\n\
                   on infra { resource apps/v1/Deployment \"a.b\" {} }\n";
        let text = around(&format!("{other}{own}ready: {list} }}"));
        let found: Vec<String> = all(&text).into_iter().map(|it| it.text).collect();
        found.join(" ")
    };
    expect!["\"a.b\" web"].assert_eq(&ready("[Deployment/$0]"));
    expect!["\"a.b\" web"].assert_eq(&ready("[ConfigMap/x, apps/v1/Deployment/w$0]"));
    expect!["web-config"].assert_eq(&ready("[ConfigMap/shop/$0]"));
    expect![""].assert_eq(&ready("[Service/$0]"));
    check(&around("component x { resource ConfigMap m { data: { a: b/$0 } } }"), &expect![""]);
}

#[test]
fn in_a_chain_stand_stories() {
    for chain in [
        "order { $0 }",
        "order { A -> $0 }",
        "order {\n  A -> B\n  $0\n}",
        "order { A -> (B | $0) }",
    ] {
        let found = labels(&around(chain));
        assert!(found.starts_with("A B C"), "{chain}: {found}");
    }
    // What stands behind a missing bracket is not declared.
    check(&around("order { A -> (B | $0"), &expect!["A B"]);
    check(&around("order { A -> B $0"), &expect![""]);
}

#[test]
fn arguments_are_offered_in_their_order() {
    check(&around("milestone M $0"), &expect!["end on"]);
    check(&around("milestone M end $0"), &expect!["S0 S1"]);
    check(&around("milestone M end S$0"), &expect!["S0 S1"]);
    check(&around("component x { on $0 }"), &expect!["infra"]);
    let kinds = labels(&around("component x { resource $0 }"));
    assert!(kinds.contains("Deployment") && kinds.contains("CiliumLoadBalancerIPPool"), "{kinds}");
    check(&around("story $0"), &expect![""]);
}

#[test]
fn references_are_followed_word_by_word() {
    check(
        &around("component x { helm { version: $0 } }"),
        &expect!["pool cluster component platform"],
    );
    check(
        &around("component x { helm { version: cluster.$0 } }"),
        &expect!["name id api pods services pool"],
    );
    check(&around("component x { helm { version: cluster.pool.$0 } }"), &expect!["start end"]);
    check(
        &around("component x { helm { version: \"v${$0\" } }"),
        &expect!["pool cluster component platform"],
    );
    check(
        &around("component x { helm { version: \"v${cluster.po$0}\" } }"),
        &expect!["name id api pods services pool"],
    );
    check(&around("component x { helm { version: component.$0 } }"), &expect!["x"]);
    check(
        &around("component x { helm { version: component.x.$0 } }"),
        &expect!["name story namespace chart version release"],
    );
}

#[test]
fn an_object_offers_the_fields_of_its_schema() {
    let inside = |body: &str| {
        around(&format!("component x {{ story: A, resource Deployment web {{ {body} }} }}"))
    };
    check(&inside("$0"), &expect!["metadata spec"]);
    let spec = labels(&inside("spec: { $0 }"));
    assert!(spec.contains("replicas") && spec.contains("template"), "{spec}");
    check(&inside("spec: { strategy: { $0 } }"), &expect!["rollingUpdate type"]);
    let containers = labels(&inside("spec: { template: { spec: { containers: [{ na$0 }] } } }"));
    assert!(containers.contains("image ") && containers.contains("name"), "{containers}");
    let policy = labels(&inside("spec: { strategy: { type: $0 } }"));
    assert!(policy.starts_with("\"Recreate\" \"RollingUpdate\""), "{policy}");
}

/// A text need not end with a line break, and most texts do not while they are typed.
#[test]
fn the_end_of_a_text_is_a_place_like_others() {
    for piece in [
        "",
        "spr",
        "// a comment\n",
        "order {",
        "order { A ->",
        "order { A -> ",
        "order { A -> (B |",
        "sprint S9 2026-01-12..2026-01-16 {",
        "backlog {\n  ",
        "backlog { story X { lane:",
        "backlog { story X { clusters: [",
        "milestone M end ",
        "milestone M end S0 \"x\" { requires: [",
        "component z { story: ",
        "component z { story: A, resource Deployment d { spec: {",
        "component z { helm { version: cluster.",
    ] {
        let text = around("") + piece;
        let at_the_end = labels(&format!("{text}$0"));
        assert_ne!(at_the_end, "", "{piece}");
        assert_eq!(at_the_end, labels(&format!("{text}$0\n")), "{piece}");
    }
}

#[test]
fn nothing_is_offered_where_anything_may_stand() {
    for text in ["// $0", "// $0\n", "platform p { title: \"a$0b\" }", "sprint S0 2025-1$0"] {
        assert_eq!(labels(text), "", "{text}");
    }
}

#[test]
fn whole_items_are_snippets_and_the_next_sprint_has_dates() {
    let text = plan_at("backlog { story LATER }\n");
    let list = all(&text);
    let item = |label: &str| list.iter().find(|it| it.label == label).expect("it is offered");
    expect![[r#"
        sprint ${1:name} ${2:2025-12-08}..${3:2025-12-19} "${4:title}" {
        	$0
        }"#]]
    .assert_eq(item("sprint").snippet.as_deref().unwrap_or_default());
    expect![[r#"
        component ${1:name} {
        	story: ${2:story}
        	$0
        }"#]]
    .assert_eq(item("component").snippet.as_deref().unwrap_or_default());
    expect![[r#"milestone ${1:name} end ${2:S1} "${3:title}"$0"#]]
        .assert_eq(item("milestone").snippet.as_deref().unwrap_or_default());
    expect![[r#"
        order {
        	$0
        }"#]]
    .assert_eq(item("order").snippet.as_deref().unwrap_or_default());
    assert!(item("lane").doc.contains("stream of work"));
}

#[test]
fn a_completion_replaces_the_whole_word() {
    let text = around("backlog { story X { sta$0tu: done } }");
    let list = all(&text);
    let status = list.iter().find(|it| it.label == "status").expect("it is offered");
    let edit = Edit { at: status.at, text: "X".to_owned() };
    assert!(edited(&text.replace("$0", ""), &[edit]).contains("{ X: done }"));
}
