//! The seed, and documents of our own: what comes back is the plan they were written from.
#![expect(clippy::disallowed_methods, reason = "tests read the repository")]

use std::fmt::Write as _;
use std::path::Path;

use crate::beside;
use pdl_compiler::emit::{self, emit};
use pdl_compiler::import::markdown;
use pdl_compiler::output::File;
use pdl_compiler::workspace::Workspace;
use pdl_lang::model::{Edge, EdgeId, Milestone, Plan, Sprint, Story};
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
    let Some(seed) = beside::shared("seed/po-schedule.md") else { return };
    let text = std::fs::read_to_string(seed).expect("the seed is UTF-8");
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
    String::from_utf8(file.bytes.clone()).expect("it is text")
}

/// What a document says of a plan, without places; Markdown does not tell several spaces from one.
fn facts(analysis: &Analysis) -> Vec<String> {
    let plan = &analysis.plan;
    let facts = [head(plan), sprints(plan), stories(plan), orders(analysis), milestones(plan)];
    let one = |fact: String| fact.split_whitespace().collect::<Vec<_>>().join(" ");
    facts.into_iter().flatten().map(one).collect()
}

fn head(plan: &Plan) -> Vec<String> {
    let platform = &plan.platform;
    let date = platform.date.map(|it| it.value);
    let mut facts = vec![
        format!("{:?} {:?} {date:?}", platform.story_prefix, platform.doc),
        format!("{:?}", platform.owner.as_ref().map(|it| &it.value)),
        format!("{:?}", platform.status.map(|it| it.value)),
        plan.calendar.workdays.to_string(),
    ];
    let days = plan.calendar.freezes.iter().chain(&plan.calendar.holidays);
    facts.extend(days.map(|day| format!("{:?} {:?}", day.dates.value, day.name)));
    let lanes = plan.lanes.values();
    facts.extend(lanes.map(|lane| format!("{} {:?} {:?}", lane.name, lane.title, lane.owner)));
    facts
}

fn sprints(plan: &Plan) -> Vec<String> {
    let fact = |sprint: &Sprint| {
        let (dates, capacity) = (sprint.dates.value, sprint.capacity.map(|it| it.value));
        format!("{} {:?} {dates:?} {:?} {capacity:?}", sprint.name, sprint.title, sprint.goal)
    };
    plan.sprints.values().map(fact).collect()
}

fn stories(plan: &Plan) -> Vec<String> {
    let fact = |story: &Story| {
        let details = story.details();
        let cluster = |id| plan.clusters[id].name.text.as_str();
        let listed = story.clusters.iter().flatten().map(|it| cluster(it.value));
        let clusters = (story.clusters.is_some(), listed.collect::<Vec<_>>());
        let lane = story.lane.map(|it| plan.lanes[it.value].name.text.as_str());
        let sprint = story.sprint().map(|it| plan.sprints[it].name.text.as_str());
        let days = (details.started.map(|it| it.value), details.finished.map(|it| it.value));
        let size = (story.points.map(|it| it.value), details.estimate.map(|it| it.value));
        let state = (story.status(), details.gate.map(|it| it.value));
        let texts = (&details.owner, &details.note, &details.docs, &details.accept);
        let place = (sprint, lane, clusters);
        format!("{} {:?} {place:?} {state:?} {size:?} {days:?} {texts:?}", story.name, story.title)
    };
    plan.stories.values().map(fact).collect()
}

/// Every order; one that is said twice is written once.
fn orders(analysis: &Analysis) -> Vec<String> {
    let is_needless = |id: EdgeId| analysis.schedule.repeated.iter().any(|it| it.needless == id);
    let edges = analysis.plan.edges.iter().filter(|(id, _)| !is_needless(*id));
    let fact = |(_, it): (_, &Edge)| {
        format!("{:?} {:?} {:?} {:?}", it.from, it.to, it.strength, it.reason)
    };
    let mut facts: Vec<String> = edges.map(fact).collect();
    facts.sort();
    facts
}

fn milestones(plan: &Plan) -> Vec<String> {
    let fact = |it: &Milestone| {
        let requires = it.requires.iter().flatten().map(|story| story.value);
        let requires = (it.requires.is_some(), requires.collect::<Vec<_>>());
        format!("{} {:?} {:?} {requires:?} {:?}", it.name, it.when.value, it.title, it.gate)
    };
    plan.milestones.values().map(fact).collect()
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

#[test]
fn doc_comments_come_back() {
    let text = "/// About all.\nplatform p { status: planned }\n\ncalendar {\n  /// Only half of us.\n  holiday 2025-10-22 \"Feast\"\n  \
                /// Nobody there.\n  freeze 2025-10-28..2025-10-29\n}\n\n/// Of pipes.\nlane net \"Networking\" {}\n\n\
                /// The first one.\n///\n/// - with a list\nsprint S0 2025-10-20..2025-10-31 {\n  goal: \"go\"\n  \
                story NET-A { lane: net }\n  story NET-B\n}\n\n/// One by one.\norder {\n  NET-A -> NET-B\n}\n";
    let before = analysis(text);
    let made = markdown(&schedule(&before), Some("p")).text;
    let lines = |text: &str| -> Vec<String> {
        let docs = text.lines().map(str::trim).filter(|line| line.starts_with("///"));
        let mut docs: Vec<String> = docs.map(str::to_owned).collect();
        docs.sort();
        docs
    };
    assert_eq!(lines(&made), lines(text), "{made}");
    assert!(!made.contains("also says"), "{made}");
    assert_eq!(facts(&analysis(&made)), facts(&before));
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

#[test]
fn ids_that_look_like_words_come_back() {
    check(&analysis(
        "platform p { title: \"T\", status: planned }\ncluster x\n\
         sprint S0 2025-10-20..2025-10-31 { story Gateway { points: 3, status: done }, story x { clusters: [x] }, story A, story B }\n\
         order { Gateway -> x }\nmilestone M end S0 \"m\"\n",
    ));
}

#[test]
fn what_follows_from_a_plan_is_no_part_of_it() {
    check(&analysis(
        "platform p { title: \"T\", status: planned }\nsprint S1 2025-11-03..2025-11-14 { story NET-B }\n\
         sprint S0 2025-10-20..2025-10-31 { story NET-A }\norder { NET-A -> NET-B }\nmilestone M end S0 \"m\"\n",
    ));
}

#[test]
fn nothing_is_left_over_of_a_document_of_our_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let document = std::fs::read_to_string(root.join("docs/schedule/schedule.md"));
    let imported = markdown(&document.expect("it is there"), None);
    let comments: Vec<&str> =
        imported.text.lines().filter(|it| it.trim().starts_with("// ")).collect();
    assert_eq!(comments, ["// What the clusters are is for an engineer to say."]);
}

#[test]
fn prefixes_come_back() {
    for prefix in PREFIXES {
        for stories in
            ["NET-A", "NET-A, story NET-B", "STORY-A", "A, story X-A", "A-1, story SEC-B"]
        {
            check(&analysis(&format!(
                "platform p {{ title: \"T\", status: planned, story-prefix: \"{prefix}\" }}\n\
                 sprint S0 2025-10-20..2025-10-31 {{ story {stories} }}\n",
            )));
        }
    }
}

#[test]
fn titles_that_look_like_marks_come_back() {
    let titles = [
        "- leading dash",
        "---",
        "— x",
        "(done)",
        "(x)",
        ":tada:",
        "[x] it",
        "✅ it",
        "done",
        "#1",
    ];
    let story = |(number, title): (usize, &&str)| format!("story A-{number} \"{title}\"");
    let stories: Vec<String> = titles.iter().enumerate().map(story).collect();
    check(&analysis(&format!(
        "platform p {{ title: \"T\", status: planned }}\ncluster x\n\
         sprint S0 2025-10-20..2025-10-31 {{ {} }}\n",
        stories.join("\n"),
    )));
}

/// Names of stories, not all of which look like ids.
const NAMES: [&str; 7] = ["APP-0", "Gateway", "x", "A", "dns", "STORY-A", "B-2-c"];

/// Prefixes of stories, not all of which could begin an id.
const PREFIXES: &[&str] = &["", "STORY-", "X", "PRE_", "US#", "JIRA: ", "A-", "- ", "*a b*"];

/// Sources of plans whose texts look like what documents write beside them.
fn plan() -> impl Strategy<Value = String> {
    let stories = prop::collection::vec(story(), 1..7);
    let links = prop::collection::vec(
        (0..7_usize, 0..7_usize, any::<bool>(), prop::option::of(text())),
        0..8,
    );
    let prefix = prop::sample::select(PREFIXES);
    (stories, links, text(), prop::option::of(text()), prefix).prop_map(
        |(stories, links, title, goal, prefix)| {
            let prefix = format!("story-prefix: \"{prefix}\"");
            let goal = goal.map(|it| format!("goal: {it}")).unwrap_or_default();
            let mut out = format!(
                "platform shop {{ title: {title}, owner: \"PO\", date: 2025-10-01, status: active, {prefix} }}\n\
                 calendar {{ workdays: mon..sat, holiday 2025-10-22 \"Day off\", freeze 2025-12-20..2026-01-04 \"Calm\" }}\n\
                 lane web \"Web\" {{ owner: \"Web team\" }}\nlane ops {{}}\ncluster infra {{}}\ncluster apps {{}}\n\
                 sprint S1 2025-10-20..2025-10-31 \"Sprint 1\" {{ capacity: 500, {goal} }}\n\
                 sprint Two 2025-11-03..2025-11-14 \"Foundations\" {{\n"
            );
            for (number, story) in stories.iter().enumerate() {
                writeln!(out, "story {} {story}", NAMES[number]).expect("a string takes everything");
            }
            out.push_str("}\nbacklog { story LATER-1 }\norder {\n");
            for (from, to, is_flux, reason) in links {
                if from < to && to < stories.len() {
                    let arrow = if is_flux { "->" } else { "~>" };
                    let reason = reason.unwrap_or_default();
                    let (from, to) = (NAMES[from], NAMES[to]);
                    writeln!(out, "{from} {arrow} {to} {reason}").expect("a string takes everything");
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
