//! The seed, and documents of our own: what comes back is the plan they were written from.
#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "tests read the repository")]

use std::fmt::Write as _;
use std::path::Path;

use pdl_compiler::emit::{self, emit};
use pdl_compiler::import::markdown;
use pdl_compiler::output::File;
use pdl_compiler::workspace::Workspace;
use pdl_lang::model::{EdgeId, Plan};
use pdl_lang::{Analysis, Options, Program, analyze};
use proptest::prelude::*;

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

/// `schedule.md` of a plan.
fn schedule(analysis: &Analysis) -> String {
    let files = emit(analysis, &emit::Options::default()).expect("a plan without components");
    let is_schedule = |file: &&File| file.path.as_str().ends_with("schedule.md");
    let file = files.iter().find(is_schedule).expect("it is emitted");
    String::from_utf8(file.bytes.to_vec()).expect("it is text")
}

/// What a document says of a plan, without places; titles stand for the names that it does not print.
fn facts(analysis: &Analysis) -> Vec<String> {
    let plan = &analysis.plan;
    let mut facts = Vec::new();
    let platform = &plan.platform;
    facts.push(format!("{:?} {:?}", platform.story_prefix, platform.doc));
    facts.push(format!("{:?}", platform.owner.as_ref().map(|it| &it.value)));
    facts.push(format!(
        "{:?} {:?}",
        platform.date.map(|it| it.value),
        platform.status.map(|it| it.value)
    ));
    facts.push(plan.calendar.workdays.to_string());
    for day in plan.calendar.freezes.iter().chain(&plan.calendar.holidays) {
        facts.push(format!("{:?} {:?}", day.dates.value, day.name));
    }
    for lane in plan.lanes.values() {
        facts.push(format!("{} {:?} {:?}", lane.name, lane.title, lane.owner));
    }
    for sprint in plan.sprints.values() {
        let dates = sprint.dates.value;
        facts.push(format!("{} {:?} {dates:?} {:?}", sprint.name, sprint.title, sprint.goal));
        facts.push(format!("{:?}", sprint.capacity.map(|it| it.value)));
    }
    for (id, story) in plan.stories.iter() {
        let details = story.details();
        let cluster = |id| plan.clusters[id].name.text.to_string();
        let clusters = story.clusters.as_ref();
        let clusters: Option<Vec<String>> =
            clusters.map(|listed| listed.iter().map(|it| cluster(it.value)).collect());
        let lane = story.lane.map(|it| plan.lanes[it.value].name.text.to_string());
        let sprint = story.sprint().map(|it| plan.sprints[it].name.text.to_string());
        facts.push(format!(
            "{id:?} {} {:?} {sprint:?} {lane:?} {clusters:?}",
            story.name, story.title
        ));
        facts.push(format!("{:?} {:?}", story.status(), details.gate.map(|it| it.value)));
        facts.push(format!(
            "{:?} {:?}",
            story.points.map(|it| it.value),
            details.estimate.map(|it| it.value)
        ));
        facts.push(format!(
            "{:?} {:?}",
            details.started.map(|it| it.value),
            details.finished.map(|it| it.value)
        ));
        facts.push(format!(
            "{:?} {:?} {:?} {:?}",
            details.owner, details.note, details.docs, details.accept
        ));
    }
    // An order that is said twice is written once.
    let is_said = |id: &EdgeId| analysis.schedule.repeated.iter().any(|it| it.needless == *id);
    let mut edges: Vec<String> = plan
        .edges
        .iter()
        .filter(|(id, _)| !is_said(id))
        .map(|(_, edge)| {
            format!("{:?} {:?} {:?} {:?}", edge.from, edge.to, edge.strength, edge.reason)
        })
        .collect();
    edges.sort();
    facts.extend(edges);
    for milestone in plan.milestones.values() {
        let requires = milestone.requires.as_ref();
        let requires: Option<Vec<_>> = requires.map(|it| it.iter().map(|it| it.value).collect());
        facts.push(format!("{} {:?} {:?}", milestone.name, milestone.when.value, milestone.title));
        facts.push(format!("{requires:?} {:?}", milestone.gate));
    }
    // Markdown does not tell several spaces from one.
    facts.iter().map(|fact| fact.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The plan of a source comes back from its `schedule.md`.
#[track_caller]
fn check(original: &Analysis) {
    let document = schedule(original);
    let imported = markdown(&document, None).text;
    let again = analysis(&imported);
    let (expected, found) = (facts(original), facts(&again));
    assert_eq!(found, expected, "from\n{document}\ncame\n{imported}");
}

#[test]
fn the_schedule_of_the_platform_gives_back_its_plan() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let workspace = Workspace::of_file(&root.join("platform.pdl")).expect("it names a file");
    let original = analyze(workspace.load().expect("it can be read"), &Options::default());
    let document = std::fs::read_to_string(root.join("docs/schedule/schedule.md"));
    assert_eq!(document.ok(), Some(schedule(&original)), "docs/schedule is current");
    check(&original);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_schedule_of_any_plan_gives_it_back(source in plan()) {
        let original = analysis(&source);
        prop_assume!(!original.has_errors());
        check(&original);
    }
}

/// Sources of plans whose texts look like what documents write beside them.
fn plan() -> impl Strategy<Value = String> {
    let stories = prop::collection::vec(story(), 1..7);
    let links = prop::collection::vec(
        (0..7_usize, 0..7_usize, any::<bool>(), prop::option::of(text())),
        0..8,
    );
    (stories, links, text(), prop::option::of(text()), any::<bool>()).prop_map(
        |(stories, links, title, goal, has_prefix)| {
            let prefix = if has_prefix { "story-prefix: \"STORY-\"" } else { "" };
            let goal = goal.map(|it| format!("goal: {it}")).unwrap_or_default();
            let mut out = format!(
                "platform shop {{ title: {title}, owner: \"PO\", date: 2025-10-01, status: active, {prefix} }}\n\
                 calendar {{ workdays: mon..sat, holiday 2025-10-22 \"Day off\", freeze 2025-12-20..2026-01-04 \"Calm\" }}\n\
                 lane web \"Web\" {{ owner: \"Web team\" }}\nlane ops {{}}\ncluster infra {{}}\ncluster apps {{}}\n\
                 sprint S1 2025-10-20..2025-10-31 \"Sprint 1\" {{ capacity: 500, {goal} }}\n\
                 sprint Two 2025-11-03..2025-11-14 \"Foundations\" {{\n"
            );
            for (number, story) in stories.iter().enumerate() {
                writeln!(out, "story APP-{number} {story}").expect("a string takes everything");
            }
            out.push_str("}\nbacklog { story LATER-1 }\norder {\n");
            for (from, to, is_flux, reason) in links {
                if from < to && to < stories.len() {
                    let arrow = if is_flux { "->" } else { "~>" };
                    let reason = reason.unwrap_or_default();
                    writeln!(out, "APP-{from} {arrow} APP-{to} {reason}").expect("a string takes everything");
                }
            }
            out.push_str("}\nmilestone M1 end Two \"Ready: all (of it) — done\" { gate: [\"Go?\"] }\n");
            out.push_str("milestone M2 on 2026-01-30 \"Open\" { requires: [APP-0] }\n");
            out
        },
    )
}

fn story() -> impl Strategy<Value = String> {
    let fields = prop::sample::subsequence(fields(), 0..6);
    (prop::option::of(text()), fields).prop_map(|(title, fields)| {
        format!("{} {{ {} }}", title.unwrap_or_default(), fields.join(", "))
    })
}

/// Fields that do not exclude one another.
fn fields() -> Vec<&'static str> {
    vec![
        "lane: web",
        "clusters: [infra, apps]",
        "points: 0.5",
        "estimate: [1d, 2d, 4d]",
        "gate: concerns",
        "owner: \"Ann\"",
        "note: \"after the (other) one — done\"",
        "docs: \"https://example.org/a_b\"",
        "accept: [\"It answers\", \"Note: it is fast\"]",
        "status: active",
        "started: 2025-11-03",
    ]
}

/// Texts in quotes.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("Ship"),
        Just(" — "),
        Just(" - "),
        Just("done"),
        Just("PASS (done)"),
        Just("(infra)"),
        Just("(x)"),
        Just(" "),
        Just("*it*"),
        Just("`a`"),
        Just("<b>"),
        Just("|"),
        Just("1. "),
        Just("Note: x"),
        Just("→"),
        Just("& &amp;"),
        Just("#1"),
        Just("ü 😀"),
        Just("[a](b)"),
        Just("_x_"),
        Just("~~y~~"),
        Just("C:\\\\dir"),
    ];
    prop::collection::vec(part, 1..5).prop_map(|parts| format!("\"a{}z\"", parts.concat()))
}
