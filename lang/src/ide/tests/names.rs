//! From name to name: definitions, mentions, new names, and who waits for whom.

use expect_test::{Expect, expect};

use super::{PLAN, analyzed, edited, place, plan_at, shown};
use crate::analysis::{Options, analyze};
use crate::ide::call_hierarchy::{self, Step};
use crate::ide::{navigation, rename};
use crate::program::Program;

#[track_caller]
fn check_definition(behind: &str, expected: &Expect) {
    let (analysis, offset) = analyzed(&plan_at(behind));
    let found = navigation::definition(place(&analysis, offset));
    let places = found.map(|it| it.to).unwrap_or_default();
    let places: Vec<String> = places.iter().map(|at| shown(&analysis, *at)).collect();
    expected.assert_eq(&places.join("\n"));
}

#[track_caller]
fn check_references(behind: &str, expected: &Expect) {
    let (analysis, offset) = analyzed(&plan_at(behind));
    let found = navigation::references(place(&analysis, offset));
    let places: Vec<String> = found.iter().map(|it| shown(&analysis, it.at)).collect();
    expected.assert_eq(&places.join("\n"));
}

#[test]
fn a_name_leads_to_what_declares_it() {
    check_definition("-> NET-B", &expect!["24:9 NET-BGP"]);
    check_definition("end S", &expect!["26:8 S1"]);
    check_definition("lane: n", &expect!["6:6 net"]);
    check_definition("clusters: [inf", &expect!["8:9 infra"]);
    check_definition(
        "first: cluster.lb-p",
        &expect![[r#"
        11:3 lb-pool
        16:3 lb-pool"#]],
    );
    check_definition("api.${dom", &expect!["18:12 domain"]);
    check_definition("\"of.${dom", &expect!["18:12 domain"]);
    check_definition("\"o", &expect![""]);
    check_definition("title: \"Sh", &expect![""]);
}

#[test]
fn every_mention_of_a_name_is_found() {
    check_references(
        "story NET-BG",
        &expect![[r#"
        24:9 NET-BGP
        32:11 NET-BGP
        37:10 NET-BGP"#]],
    );
    check_references(
        "  lb-p",
        &expect![[r#"
        11:3 lb-pool
        16:3 lb-pool
        39:52 lb-pool"#]],
    );
    check_references(
        "settings { dom",
        &expect![[r#"
        18:12 domain
        39:80 domain
        39:96 domain"#]],
    );
    check_references(
        "cluster inf",
        &expect![[r#"
        8:9 infra
        27:31 infra"#]],
    );
}

/// A new name changes nothing but the name: given back, it leaves the text as it was.
#[test]
fn a_new_name_changes_nothing_but_the_name() {
    for behind in [
        "platform sh",
        "lane n",
        "cluster inf",
        "  lb-po",
        "settings { dom",
        "\"of.${dom",
        "sprint S",
        "story BO",
        "story NET-B",
        "story LAT",
        "milestone M",
        "component cil",
    ] {
        let (analysis, offset) = analyzed(&plan_at(behind));
        let edits = rename::rename(place(&analysis, offset), "brand-new").expect(behind);
        let text = edited(PLAN, &edits);
        assert!(text.contains("brand-new"), "{behind}");
        let again = analyze(Program::of_text("platform.pdl", &text), &Options::default());
        let messages = |analysis: &crate::Analysis| {
            analysis.diagnostics.iter().map(|it| it.code).collect::<Vec<_>>()
        };
        assert_eq!(messages(&again), messages(&analysis), "{behind}");
        assert_eq!(again.schedule.order, analysis.schedule.order, "{behind}");
        let old = analysis.program.sources.slice(edits[0].at).to_owned();
        let back = place(&again, edits[0].at.span.start + 1);
        let edits = rename::rename(back, &old).expect(behind);
        assert_eq!(edited(&text, &edits), PLAN, "{behind}");
    }
}

#[test]
fn a_name_that_is_taken_or_no_name_is_refused() {
    let refused = |behind: &str, to: &str| {
        let (analysis, offset) = analyzed(&plan_at(behind));
        rename::rename(place(&analysis, offset), to).expect_err("it is refused")
    };
    expect!["there is a story `NET-BGP` already"].assert_eq(&refused("story BO", "NET-BGP"));
    expect!["`with space` is no name: names are letters, digits, `_` and inner `-`"]
        .assert_eq(&refused("story BO", "with space"));
    expect!["`pods` means something else in a reference"].assert_eq(&refused("  lb-po", "pods"));
    expect!["there is no name here"].assert_eq(&refused("title", "x"));
    let (analysis, offset) = analyzed("order { MISSING$0 -> X }");
    assert!(rename::prepare(place(&analysis, offset)).is_none());
}

#[test]
fn the_hierarchy_goes_both_ways() {
    let (analysis, offset) = analyzed(&plan_at("story NET-B"));
    let node = call_hierarchy::prepare(place(&analysis, offset)).expect("it is a story");
    let names = |steps: Vec<Step>| -> Vec<String> {
        let line = |step: &Step| {
            let because: Vec<_> = step.because.iter().map(|at| shown(&analysis, *at)).collect();
            format!("{} ({}) {}", step.node.name, step.node.detail, because.join(", "))
        };
        steps.iter().map(line).collect()
    };
    let after = names(call_hierarchy::dependants(&analysis, node.item));
    expect!["NET-POOL (S1, planned) 32:22 NET-POOL"].assert_eq(&after.join("\n"));
    let before = names(call_hierarchy::dependencies(&analysis, node.item));
    expect!["BOOT (S0, done) 32:3 BOOT"].assert_eq(&before.join("\n"));
}
